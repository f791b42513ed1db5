"""Which working group a place belongs to, and which forums work on a focus area: Askøy lands with Vest."""

from django.db.models import Prefetch, Q

from samstyring.partnership.models import Area, Forum


def working_groups(partnership, day):
    """The forums that understand needs on the day, each with the areas it has then as `areas_now`."""
    areas = Prefetch("areas", Area.objects.on(day), to_attr="areas_now")
    return list(partnership.forums.on(day).for_step(Forum.Step.UNDERSTAND).prefetch_related(areas))


def home_forums(groups, place):
    """The groups whose area names this place best: one is an answer, several or none must be asked about."""
    place = _plain(place)
    named = [(sum(_names(part, place) for part in _places_of(group)), group) for group in groups]
    most = max((count for count, _group in named), default=0)
    return [group for count, group in named if count == most] if most else []


def _places_of(group):
    """The places of the group's areas; where none is drawn, the places its own words name."""
    areas = getattr(group, "areas_now", ())
    if areas:
        return [_plain(place) for area in areas for place in area.places]
    return _parts(_plain(group.area))


def _plain(words):
    """Lower case, and Askøy the same as Askoy: areas are written by hand."""
    return words.casefold().replace("ø", "o").replace("å", "a").replace("æ", "ae")


def _parts(area):
    for mark in (";", "/", "(", ")", " og "):
        area = area.replace(mark, ",")
    return [part.strip() for part in area.split(",") if part.strip()]


def _names(part, place):
    words = place.replace("(", " ").replace(")", " ").replace(",", " ").split()
    return f" {part} " in f" {' '.join(words)} "


def working_on(area):
    """The forums that the list of focus areas in force says work on this one."""
    listed = Q(focus_lines__list__adopted_on__isnull=False) | Q(focus_lines__list__effective_from__isnull=True)
    return Forum.objects.filter(
        listed, focus_lines__area=area, focus_lines__list__ended_on__isnull=True
    ).distinct()

"""Questions about adapting a partnership: what stands in the way when something is in use."""

from django.utils.translation import gettext_lazy as _

from samstyring.ground.refusal import Obstacle
from samstyring.partnership.models import Forum
from samstyring.partnership.rules import acting

PARTNERSHIP_NAME_TAKEN = Obstacle(
    "partnership-name-taken",
    _("Et annet samarbeid heter alt {name}."),
    _("Velg et navn som skiller de to fra hverandre."),
)
NAME_TAKEN = Obstacle(
    "name-taken",
    _("{partnership} har allerede noe som heter «{name}»."),
    _("Velg et annet navn."),
)
LEADS_IN_A_RING = Obstacle(
    "leads-in-a-ring",
    _("{forum} kan ikke forberede saker for {other}, for {other} forbereder selv saker for {forum}."),
    _("Velg et forum lenger opp."),
)
FORUM_ENDED = Obstacle(
    "forum-ended",
    _("{forum} er allerede avsluttet. Siste dag er {day}."),
    _("Opprett et nytt forum, og la det ta over."),
)
ENDS_BEFORE_IT_BEGAN = Obstacle(
    "forum-ends-before-it-began",
    _("{forum} begynte {first} og kan ikke slutte {last}."),
    _("Velg en senere dag."),
)
ON_THE_ROAD = Obstacle(
    "on-the-road",
    _("{forum} er en stasjon i den vanlige saksgangen for {kinds}."),
    _("Endre saksgangen for disse sakstypene først."),
)
OTHERS_PREPARE_FOR_IT = Obstacle(
    "others-prepare-for-it",
    _("{others} forbereder saker for {forum}."),
    _("La dem forberede saker for et annet forum først."),
)
OWNS_MANDATES = Obstacle(
    "owns-mandates",
    _("{forum} vedtar mandatet for {others}."),
    _("La et annet forum vedta mandatene først."),
)
SEATS_GO_ON = Obstacle(
    "seats-go-on",
    _("{number} plasser i {forum} varer lenger enn {last}."),
    _("Avslutt plassene først."),
)
TOO_SHORT_A_ROAD = Obstacle(
    "too-short-a-road",
    _("Saksgangen har ingen stasjoner."),
    _("Velg minst ett forum, eller partenes egen behandling."),
)
TWO_LOCAL = Obstacle(
    "two-local",
    _("Partene kan bare behandle saken hjemme én gang i saksgangen."),
    _("Ta bort den ene."),
)
STATION_ENDED = Obstacle(
    "station-ended",
    _("{forum} er avsluttet og kan ikke være en stasjon."),
    _("Velg et forum som finnes."),
)
SOURCE_IN_USE = Obstacle(
    "source-in-use",
    _("Kilden «{name}» er i bruk i rammer eller prosjektark og kan ikke tas bort."),
    _("Den kan få et annet navn."),
)


def obstacles_to_adapting(partnership, *, by, today):
    yield from acting.obstacles_to_acting_as_secretariat(by, partnership, today)


def obstacles_to_naming(things, name, *, apart_from=None):
    """Two forums, or two kinds of case, are not called the same."""
    others = things.exclude(pk=apart_from.pk) if apart_from else things
    taken = next((one for one in others if one.name.casefold() == name.casefold()), None)
    if taken:
        yield NAME_TAKEN(partnership=taken.partnership, name=name)


def obstacles_to_renaming(partnership, name):
    """Two partnerships in one installation are not called the same."""
    if type(partnership).objects.exclude(pk=partnership.pk).filter(name__iexact=name).exists():
        yield PARTNERSHIP_NAME_TAKEN(name=name)


def obstacles_to_preparing_for(forum, other):
    """A forum does not, by any way round, prepare cases for itself."""
    above, seen = other, set()
    while above and above.pk not in seen:
        if above.pk == forum.pk:
            yield LEADS_IN_A_RING(forum=forum, other=other)
            return
        seen.add(above.pk)
        above = above.prepares_for


def obstacles_to_ending_forum(forum, *, last_day, by, today):
    """Yield what still leads to the forum, or sits in it, after the day."""
    yield from obstacles_to_adapting(forum.partnership, by=by, today=today)
    if forum.to_day and forum.to_day < today:
        yield FORUM_ENDED(forum=forum, day=f"{forum.to_day:%d.%m.%Y}")
        return
    if forum.from_day and last_day < forum.from_day:
        yield ENDS_BEFORE_IT_BEGAN(forum=forum, first=f"{forum.from_day:%d.%m.%Y}", last=f"{last_day:%d.%m.%Y}")
        return
    kinds = [kind.name for kind in forum.partnership.case_kinds.all() if _goes_through(kind, forum)]
    if kinds:
        yield ON_THE_ROAD(forum=forum, kinds=", ".join(kinds))
    going_on = Forum.objects.on(max(today, last_day)).filter(partnership=forum.partnership).exclude(pk=forum.pk)
    preparing = [str(other) for other in going_on.filter(prepares_for=forum)]
    if preparing:
        yield OTHERS_PREPARE_FOR_IT(forum=forum, others=", ".join(preparing))
    owned = [str(other) for other in going_on.filter(owner=forum)]
    if owned:
        yield OWNS_MANDATES(forum=forum, others=", ".join(owned))
    seats = sum(seat.to_day is None or seat.to_day > last_day for seat in forum.seats.all())
    if seats:
        yield SEATS_GO_ON(number=seats, forum=forum, last=f"{last_day:%d.%m.%Y}")


def _goes_through(kind, forum):
    return any(station.get("forum") == forum.key for station in kind.usual_flow)


def obstacles_to_road(partnership, stations, *, today):
    """Yield why these stations cannot be the usual road of a kind of case."""
    if not stations:
        yield TOO_SHORT_A_ROAD()
    if sum(bool(station.get("local")) for station in stations) > 1:
        yield TWO_LOCAL()
    forums = {forum.key: forum for forum in partnership.forums.all()}
    for station in stations:
        forum = forums.get(station.get("forum"))
        if forum and forum.standing_on(today) == "ended":
            yield STATION_ENDED(forum=forum)

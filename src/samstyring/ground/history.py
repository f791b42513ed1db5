"""History: every act leaves an event in the same transaction. It narrates, and is never read for state."""

from django.contrib.contenttypes.models import ContentType
from django.utils import timezone

from samstyring.ground.models import Event, EventSubject

_kinds = {}
_tellers = {}
_consequences = {}


def kinds(**described):
    """Tell what a room's events are called when people read them: `case_decided=_("Saken ble avgjort")`.

    Written with a single underscore for the dot, since Python names have none.
    """
    for name, words in described.items():
        _kinds[name.replace("_", ".", 1)] = words


def known_kinds():
    return dict(_kinds)


def told_by(kind):
    """Register a function that tells an event of this kind from what it is about and its facts."""

    def register(function):
        _tellers[kind] = function
        return function

    return register


def words_for(event):
    """What happened, in words; the event should come with its subjects, as from `about`."""
    told = _tellers[event.kind](event) if event.kind in _tellers else ""
    return told or _kinds.get(event.kind, event.kind)


def on(kind):
    """Register what a higher room must do, in the same transaction, when a lower room acts.

    A consequence may raise `Refused`, which undoes the act itself.
    """

    def register(function):
        _consequences.setdefault(kind, []).append(function)
        return function

    return register


def known_consequences():
    return {kind: tuple(functions) for kind, functions in _consequences.items()}


def record(kind, *, about, by=None, behalf=None, at=None, **facts):
    """Write down that something was done, then let the rooms above draw their consequences.

    `about` is one object or several, `by` the person who acted, `behalf` the party or person acted for.
    `facts` are ids, hashes, numbers and field names. `at` is told only for what was done before it came here.
    """
    if kind not in _kinds:
        raise KeyError(f"the event kind {kind!r} has no words")
    event = Event.objects.create(kind=kind, facts=facts, at=at or timezone.now())
    about = about if isinstance(about, (list, tuple)) else [about]
    parts = [(EventSubject.Part.ABOUT, thing) for thing in about]
    parts += [(EventSubject.Part.BY, by)] if by is not None else []
    parts += [(EventSubject.Part.BEHALF, behalf)] if behalf is not None else []
    EventSubject.objects.bulk_create(
        EventSubject(event=event, part=part, subject=thing, object_id=thing.pk) for part, thing in parts
    )
    for consequence in _consequences.get(kind, ()):
        consequence(event, about=about, by=by)
    return event


def about(*things):
    """Events about any of these objects, newest first, ready to be read on a page."""
    subjects = EventSubject.objects.none()
    for thing in things:
        subjects = subjects | EventSubject.objects.filter(
            content_type=ContentType.objects.get_for_model(thing), object_id=thing.pk
        )
    return (
        Event.objects.filter(pk__in=subjects.filter(part=EventSubject.Part.ABOUT).values("event"))
        .prefetch_related("subjects__subject")
        .order_by("-at", "-pk")
    )


def recent(*things, most=15):
    """The last events about any of these objects as a page tells them: when, what, and by whom."""
    return [
        {
            "at": event.at,
            "words": words_for(event),
            "by": ", ".join(
                str(part.subject) for part in event.subjects.all() if part.part == EventSubject.Part.BY
            ),
        }
        for event in about(*things)[:most]
    ]

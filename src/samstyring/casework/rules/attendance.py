"""Questions about who is there: who votes for each party at an item, and whether there are enough of them."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from samstyring.casework.models import Attendance, Meeting, Presence
from samstyring.ground.refusal import Obstacle
from samstyring.partnership.models import Seat, SeatType
from samstyring.partnership.models.forums import VOTING_SEATS
from samstyring.partnership.models.periods import on_day
from samstyring.partnership.rules.acting import obstacles_to_acting_as_secretariat

NOT_MEETING = Obstacle(
    "meeting-not-called",
    _("Møtet er {status}. Frammøte og vedtak føres i et møte som er innkalt."),
    _("Sekretariatet sender innkallingen fra sakslisten."),
)
NOT_YET = Obstacle(
    "meeting-not-yet",
    _("Møtet er {day}. Frammøte og vedtak føres fra møtedagen."),
    _("Sekretariatet kan flytte møtet hvis det holdes en annen dag."),
)
PRESENCE_IS_USED = Obstacle(
    "presence-is-used",
    _("Frammøtet i {forum} ligger til grunn for vedtak som alt er ført, og kan ikke endres for hele møtet."),
    _("Sekretariatet kan føre hvem som kom og gikk på hver sak som gjenstår."),
)
ITEM_IS_DECIDED = Obstacle(
    "item-is-decided",
    _("Saken er avgjort, og frammøtet ved den ligger til grunn for vedtaket."),
    _("Er vedtaket ført feil, kan sekretariatet rette det."),
)
RECUSAL_WITHOUT_GROUND = Obstacle(
    "recusal-without-ground",
    _("{person} kan ikke føres som inhabil uten grunnlag."),
    _("Sekretariatet skriver grunnlaget så kort som protokollen trenger."),
)
NOT_OF_FORUM = Obstacle(
    "not-of-forum",
    _("{person} har ikke plass i {forum}, som behandler saken."),
    _("Sekretariatet fører frammøtet for dem som har plass i forumet."),
)

_RANK = {kind: rank for rank, kind in enumerate(VOTING_SEATS)}


@dataclass(frozen=True)
class Chair:
    """One seat as it stands at an item: who holds it, and whether that person is in the room."""

    seat: Seat
    attendance: Attendance | None
    state: str  # present, absent, recused
    ground: str = ""

    @property
    def person(self):
        return self.attendance.person if self.attendance else self.seat.person

    @property
    def is_there(self):
        return self.state == "present"

    @property
    def votes(self):
        return can_vote(self.seat)

    @property
    def is_deputy(self):
        return self.seat.kind == SeatType.DEPUTY

    @property
    def is_observer(self):
        return self.seat.kind == SeatType.OBSERVER


def can_vote(seat):
    """A seat that speaks for a party to the agreement. Observers, secretaries and guests never do."""
    return seat.votes and seat.party.is_member


def seats_in(meeting):
    """Every seat in the meeting's forums on the meeting day, in the order they are called up.

    Who holds two seats for one party, as leader and as member, sits on the first of them only: a person is in the
    room once, and recused from both. A seat that was there when the attendance was taken stays through the meeting,
    also where an election in the meeting has given it to somebody else from the same day.
    """
    taken = Exists(Attendance.objects.filter(meeting=meeting, seat=OuterRef("pk")))
    seats = Seat.objects.filter(forum__in=meeting.forums.all()).annotate(taken=taken)
    seats = seats.filter(on_day(meeting.day) | Q(taken=True))
    ordered = sorted(
        seats.select_related("party", "person", "forum"),
        key=lambda s: (
            s.forum.order,
            s.party_id is None,
            s.party.order if s.party_id else 0,
            _RANK.get(s.kind, len(_RANK)),
            s.pk,
        ),
    )
    first = {}
    for seat in sorted(ordered, key=lambda s: not s.taken):
        first.setdefault((seat.forum_id, seat.party_id, seat.person_id or f"vacant {seat.pk}"), seat)
    chosen = {seat.pk for seat in first.values()}
    return [seat for seat in ordered if seat.pk in chosen]


class Room:
    """Who is in the room through a whole meeting, read once and asked item by item."""

    def __init__(self, meeting):
        self.meeting = meeting
        self.seats = seats_in(meeting)
        self.attendance = {
            row.seat_id: row for row in meeting.attendance.select_related("person", "party", "seat")
        }
        self.differences = {
            (row.item_id, row.attendance_id): row for row in Presence.objects.filter(item__meeting=meeting)
        }

    @property
    def is_taken(self):
        return bool(self.attendance)

    def chairs(self, item):
        """The seats of the forum that treats the item, as they stand at that item."""
        return [self._chair(seat, item) for seat in self.seats if seat.forum_id == item.forum_id]

    def _chair(self, seat, item):
        row = self.attendance.get(seat.pk)
        if row is None:
            return Chair(seat, None, "absent")
        difference = self.differences.get((item.pk, row.pk))
        if difference is None:
            return Chair(seat, row, "present" if row.present else "absent")
        states = {
            Presence.Kind.IN: "present",
            Presence.Kind.OUT: "absent",
            Presence.Kind.RECUSED: "recused",
        }
        return Chair(seat, row, states[difference.kind], difference.ground)

    def parties(self, item):
        """{party: (who votes for it, or None; "present", "absent" or "recused")}, for every party with a vote.

        The vara votes where the ordinary member is absent or recused.
        """
        chairs = {}
        for chair in self.chairs(item):
            if chair.votes and chair.seat.party.holds_on(self.meeting.day):
                chairs.setdefault(chair.seat.party, []).append(chair)
        return {party: _speaking(of_party) for party, of_party in chairs.items()}

    def parties_voting_on(self, item):
        """The parties with somebody in the room who may vote, each with that chair."""
        return {party: chair for party, (chair, _state) in self.parties(item).items() if chair is not None}

    def leading(self, item):
        """Who leads the treatment of the item: the leader, else the deputy leader, else nobody is given."""
        for kind in (SeatType.LEADER, SeatType.DEPUTY_LEADER):
            for chair in self.chairs(item):
                if chair.seat.kind == kind and chair.is_there:
                    return chair
        return None


def _speaking(chairs):
    for chair in sorted(chairs, key=lambda c: _RANK[c.seat.kind]):
        if chair.is_there:
            return chair, "present"
    return None, "recused" if any(chair.state == "recused" for chair in chairs) else "absent"


def parties_voting_on(item):
    """The parties with somebody in the room who may vote on the item."""
    return Room(item.meeting).parties_voting_on(item)


def obstacles_to_keeping_record(meeting, *, by, on):
    """Yield why `by` cannot write down what happens in the meeting on this day."""
    yield from obstacles_to_acting_as_secretariat(by, meeting.partnership, on)
    if meeting.status not in (Meeting.Status.CALLED, Meeting.Status.HELD):
        yield NOT_MEETING(status=meeting.get_status_display())
    elif meeting.day > on:
        yield NOT_YET(day=f"{meeting.day:%d.%m.%Y}")


def obstacles_to_taking(meeting, changed_seats, *, by, on):
    """Yield why the attendance of the whole meeting cannot be written so."""
    yield from obstacles_to_keeping_record(meeting, by=by, on=on)
    decided = set(meeting.items.filter(decisions__isnull=False).values_list("forum_id", flat=True))
    for forum in {seat.forum for seat in changed_seats if seat.forum_id in decided}:
        yield PRESENCE_IS_USED(forum=forum)


def obstacles_to_presence(item, attendance, *, kind, ground, by, on):
    """Yield why a person's presence at one item cannot be written so."""
    yield from obstacles_to_keeping_record(item.meeting, by=by, on=on)
    if attendance.meeting_id != item.meeting_id or attendance.seat.forum_id != item.forum_id:
        yield NOT_OF_FORUM(person=attendance.person, forum=item.forum)
    if item.decisions.exists():
        yield ITEM_IS_DECIDED()
    if kind == Presence.Kind.RECUSED and not ground.strip():
        yield RECUSAL_WITHOUT_GROUND(person=attendance.person)

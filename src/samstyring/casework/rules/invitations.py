"""Questions about inviting somebody to one item of a meeting."""

from django.utils.translation import gettext_lazy as _

from samstyring.casework.models import Invitation, Meeting
from samstyring.casework.rules.attendance import obstacles_to_keeping_record
from samstyring.ground import formats
from samstyring.ground.refusal import Obstacle
from samstyring.partnership.models import SeatType
from samstyring.partnership.rules.acting import obstacles_to_acting_as_secretariat
from samstyring.partnership.rules.seating import obstacles_to_seating

TOO_LATE = Obstacle(
    "invitation-too-late",
    _("Møtet {day} er over, og ingen kan inviteres til det."),
    _("Er saken utsatt, kan sekretariatet invitere til neste møte."),
)
HAS_SEAT = Obstacle(
    "invited-has-seat",
    _("{person} har plass i {forum} og innkalles til hele møtet."),
    _("Du trenger ikke gjøre noe."),
)
ALREADY_INVITED = Obstacle(
    "already-invited", _("{person} er alt invitert til saken."), _("Du trenger ikke gjøre noe.")
)
CASE_IS_CLOSED = Obstacle(
    "invited-to-closed-case",
    _("Saken er unntatt etter {basis}. Den som inviteres, kan ikke lese den uten at du sier det."),
    _("Kryss av for at den inviterte får lese det som er unntatt offentlighet."),
)
WITHDRAWN = Obstacle(
    "invitation-withdrawn", _("Invitasjonen til {person} er alt trukket."), _("Du trenger ikke gjøre noe.")
)


def obstacles_to_inviting(item, *, person, party, includes_closed, by, on):
    """Yield why this person cannot be invited. A municipality outside the partnership may not take part at all."""
    meeting = item.meeting
    yield from obstacles_to_acting_as_secretariat(by, meeting.partnership, on)
    if meeting.status in (Meeting.Status.HELD, Meeting.Status.CANCELLED) or meeting.day < on:
        yield TOO_LATE(day=formats.day(meeting.day))
    if party is not None:
        # Whoever is invited takes part as an observer does: without a vote.
        told = obstacles_to_seating(party, item.forum, SeatType.OBSERVER, meeting.day)
        yield from (obstacle for obstacle in told if obstacle.code == "not-a-party")
    if person.pk:
        if item.forum.seats.on(meeting.day).filter(person=person).exists():
            yield HAS_SEAT(person=person, forum=item.forum)
        if Invitation.objects.filter(item=item, person=person, withdrawn_on__isnull=True).exists():
            yield ALREADY_INVITED(person=person)
    if item.case_id and item.case.closed_basis and not includes_closed:
        yield CASE_IS_CLOSED(basis=item.case.closed_basis)


def obstacles_to_withdrawing(invitation, *, by, on):
    meeting = invitation.item.meeting
    yield from obstacles_to_acting_as_secretariat(by, meeting.partnership, on)
    if invitation.withdrawn_on:
        yield WITHDRAWN(person=invitation.person)
    elif not invitation.is_open_on(on):
        yield TOO_LATE(day=formats.day(meeting.day))


def obstacles_to_noting(invitation, *, by, on):
    """Yield why it cannot be written whether the invited person came."""
    yield from obstacles_to_keeping_record(invitation.item.meeting, by=by, on=on)
    if invitation.withdrawn_on:
        yield WITHDRAWN(person=invitation.person)


def papers_for(invitation):
    """The newest version of each annex the invited person may read."""
    item = invitation.item
    if item.case_id is None or not item.meeting.agenda_is_locked:
        return []
    newest = {}
    for attachment in item.case.attachments.select_related("file", "case").order_by("label", "-version"):
        newest.setdefault(attachment.label, attachment)
    return [a for a in newest.values() if invitation.includes_closed or not a.closed_basis]

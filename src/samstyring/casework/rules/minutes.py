"""Questions about writing and approving minutes."""

from django.utils.translation import gettext_lazy as _

from samstyring.casework.models import AgendaItem, Meeting, MinutesVersion
from samstyring.casework.rules.attendance import obstacles_to_keeping_record
from samstyring.ground import formats
from samstyring.ground.refusal import Obstacle
from samstyring.partnership.rules.acting import obstacles_to_acting_as_secretariat

NOT_BEGUN = Obstacle(
    "meeting-not-begun",
    _("Møtet er {status}. Protokollen skrives når møtet er i gang eller holdt."),
    _("Sekretariatet sender innkallingen og fører frammøtet."),
)
EMPTY = Obstacle("minutes-empty", _("Protokollen er tom."), _("Skriv protokollen, eller lag et nytt utkast."))
UNCHANGED = Obstacle(
    "minutes-unchanged", _("Protokollen er lik versjon {version}."), _("Du trenger ikke gjøre noe.")
)
CHANGED_MEANWHILE = Obstacle(
    "minutes-changed-meanwhile",
    _("{author} skrev versjon {version} mens du arbeidet med versjon {base}."),
    _("Les den nye versjonen, og før inn det du vil ha med. Teksten din står fortsatt i feltet."),
)
NOT_NEWEST = Obstacle(
    "minutes-not-newest",
    _("Versjon {version} er ikke den nyeste versjonen av protokollen."),
    _("Godkjenn den nyeste versjonen."),
)
ALREADY_APPROVED = Obstacle(
    "minutes-already-approved", _("Protokollen er alt godkjent {day}."), _("Du trenger ikke gjøre noe.")
)
NOT_THE_POINT = Obstacle(
    "not-the-minutes-point",
    _("Protokoller godkjennes under punktet «{point}»."),
    _("Gå til det punktet på sakslisten."),
)
NOT_LATER = Obstacle(
    "approved-in-same-meeting",
    _("Protokollen fra {day} må godkjennes i et senere møte i samme forum."),
    _("Sekretariatet fører godkjenningen i det neste møtet."),
)


def obstacles_to_writing(meeting, *, by, on):
    yield from obstacles_to_acting_as_secretariat(by, meeting.partnership, on)
    if meeting.status not in (Meeting.Status.CALLED, Meeting.Status.HELD) or meeting.day > on:
        yield NOT_BEGUN(status=meeting.get_status_display())


def obstacles_to_changing(meeting, *, body, base, by, on):
    """Yield why this text cannot become the next version. `base` is the version the writer began with."""
    yield from obstacles_to_writing(meeting, by=by, on=on)
    newest = newest_of(meeting)
    if not body.strip():
        yield EMPTY()
    elif newest and newest.version != base:
        yield CHANGED_MEANWHILE(author=newest.author, version=newest.version, base=base)
    elif newest and newest.body == body:
        yield UNCHANGED(version=newest.version)


def obstacles_to_approving(minutes, *, item, by, on):
    """Yield why the minutes cannot be approved under this point of this later meeting."""
    yield from obstacles_to_keeping_record(item.meeting, by=by, on=on)
    if item.standing != AgendaItem.Standing.MINUTES:
        yield NOT_THE_POINT(point=AgendaItem.Standing.MINUTES.label)
    if minutes.approved_at:
        yield ALREADY_APPROVED(day=formats.day(minutes.approved_at))
    elif newest_of(minutes.meeting) != minutes:
        yield NOT_NEWEST(version=minutes.version)
    elif minutes not in awaiting_approval(item.meeting):
        yield NOT_LATER(day=formats.day(minutes.meeting.day))


def newest_of(meeting):
    return meeting.minutes.order_by("-version").first()


def awaiting_approval(meeting):
    """The newest minutes of earlier held meetings in the same forums that are not approved."""
    earlier = (
        MinutesVersion.objects.filter(
            meeting__forums__in=meeting.forums.all(),
            meeting__day__lte=meeting.day,
            meeting__status=Meeting.Status.HELD,
        )
        .exclude(meeting=meeting)
        .select_related("meeting", "author")
        .prefetch_related("meeting__forums")
        .distinct()
        .order_by("meeting__day", "meeting", "version")
    )
    newest = {version.meeting_id: version for version in earlier}
    return [version for version in newest.values() if version.approved_at is None]

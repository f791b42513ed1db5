"""Moving over the four-step board: a sheet is put before a forum, and the forum answers."""

from django.db import IntegrityError, transaction
from django.utils import timezone

from samstyring.ground import history
from samstyring.ground.refusal import Refused, refuse_if
from samstyring.portfolio.models import Project, Submission
from samstyring.portfolio.rules import board as rules


def _row(project, on):
    """The project as it is now, whatever the page was made from."""
    return rules.rows(Project.objects.filter(pk=project.pk), project.partnership, on=on)[0]


@transaction.atomic
def submit(project, *, by, on):
    """Put the newest version of the sheet before the next forum, and return the submission. Raises `Refused`."""
    row = _row(project, on)
    refuse_if(rules.obstacles_to_submitting(row, by=by, on=on))
    return _put_before_next_forum(row, by=by, on=on)


@transaction.atomic
def answer(project, *, answer, reason="", by, on):
    """Send the sheet on from the forum where it is, or back. Raises `Refused`.

    A sheet sent on lies with the next forum at once; after the last step it goes on in the programme.
    """
    row = _row(project, on)
    refuse_if(rules.obstacles_to_answering(row, answer=answer, reason=reason, by=by, on=on))
    submission = row.place.latest
    # Two leaders answering at once: only one of them finds it open.
    answered = Submission.objects.filter(pk=submission.pk, answer=Submission.Answer.OPEN).update(
        answer=answer, reason=reason.strip(), answered_at=timezone.now(), answered_by=by
    )
    if not answered:
        raise Refused(rules.NOTHING_TO_ANSWER())
    submission.refresh_from_db()
    history.record(f"sheet.{answer}", about=[row.project, submission.forum], by=by, submission=submission.pk)
    if answer == Submission.Answer.FORWARDED and row.next_step:
        _put_before_next_forum(row, by=by, on=on)
    return submission


def _put_before_next_forum(row, *, by, on):
    forum, step = rules.next_stop(row, rules.forums_on(row.project.partnership, on))
    try:
        with transaction.atomic():
            submission = Submission.objects.create(
                project=row.project, sheet=row.sheet, forum=forum, submitted_by=by
            )
    except IntegrityError:
        raise Refused(rules.WAITS_FOR_ANSWER(forum=forum)) from None
    history.record(
        "sheet.submitted",
        about=[row.project, row.sheet, forum],
        by=by,
        submission=submission.pk,
        step=str(step),
        version=row.sheet.version,
    )
    return submission

"""Asking about a sheet, and answering. Neither is ever changed."""

from django.db import transaction
from django.utils import timezone

from samstyring.ground import history
from samstyring.ground.refusal import refuse_if
from samstyring.portfolio.models import Project, SheetQuestion
from samstyring.portfolio.rules import questions as rules


@transaction.atomic
def ask(project, *, words, part="", by, on):
    """Ask about the newest version of the project's sheet, and return the question."""
    refuse_if(rules.obstacles_to_asking(project, words=words, by=by, on=on))
    Project.objects.select_for_update().get(pk=project.pk)
    newest = project.sheets.order_by("-version").first()
    asked = SheetQuestion.objects.create(
        project=project,
        number=project.questions.count() + 1,
        sheet=newest,
        part=part,
        words=words.strip(),
        asked_by=by,
    )
    history.record("question.asked", about=[project, asked], by=by, number=asked.number, version=newest.version)
    return asked


@transaction.atomic
def answer(question, *, words, by, on):
    """Answer a question. Of two who answer at once, the second is shown what the first wrote."""
    question = SheetQuestion.objects.select_for_update(of=("self",)).select_related("project").get(pk=question.pk)
    refuse_if(rules.obstacles_to_answering(question, words=words, by=by, on=on))
    now = timezone.now()
    SheetQuestion.objects.filter(pk=question.pk, answered_at=None).update(
        answer=words.strip(), answered_by=by, answered_at=now
    )
    history.record("question.answered", about=[question.project, question], by=by, number=question.number)
    question.refresh_from_db()
    return question

"""What the portfolio waits for from one person: sheets to answer, and sheets to make ready."""

from django.db.models import Count
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samstyring.partnership.models import SeatType
from samstyring.partnership.rules.waiting import Task
from samstyring.portfolio.models import Project, SheetQuestion
from samstyring.portfolio.rules import board, sheets, standing

MOST_RETURNED = 3


def sheet_tasks(partnership, person, *, on):
    """The tasks of a forum's leader, and of those whose sheets they are. The secretariat has the board."""
    forums = board.forums_on(partnership, on)
    placed = standing.placed(Project.objects.filter(partnership=partnership), forums)
    mine = sheets.own(person, placed, on)
    unready = standing.with_readiness(mine.filter(is_new=True), partnership).filter(is_ready=False)
    return [
        *_to_answer(placed, partnership, person, on),
        *_returned(mine, partnership, on),
        *_asked(mine),
        *_unready(unready, partnership, on),
    ]


def _to_answer(placed, partnership, person, on):
    led = {
        seat.forum_id: seat.forum
        for seat in person.seats.all()
        if seat.kind in (SeatType.LEADER, SeatType.DEPUTY_LEADER) and seat.holds_on(on)
    }
    lying = placed.filter(is_open=True, at_forum__in=list(led)).order_by().values("at_forum")
    for row in lying.annotate(count=Count("pk")):
        forum = led[row["at_forum"]]
        yield Task(
            title=ngettext(
                "Svar på %(count)s prosjektark i %(forum)s",
                "Svar på %(count)s prosjektark i %(forum)s",
                row["count"],
            )
            % {"count": row["count"], "forum": forum},
            href=f"{reverse('portfolio:board', args=[partnership.key])}?forum={forum.pk}",
            why=_("Arkene ligger til behandling til noen sender dem videre eller tilbake."),
            kind="warn",
        )


def _returned(mine, partnership, on):
    keys = mine.filter(is_returned=True).order_by("key").values_list("pk", flat=True)[:MOST_RETURNED]
    for row in board.rows_in_order(keys, partnership, on=on):
        yield Task(
            title=_("Gjør ferdig prosjektarket for %(project)s") % {"project": row.project},
            href=row.project.get_absolute_url(),
            why=_("Sendt tilbake fra %(forum)s: %(reason)s")
            % {"forum": row.place.latest.forum, "reason": row.place.latest.reason},
            kind="warn",
        )


def _asked(mine):
    """Questions about sheets that are this person's to write."""
    waiting = (
        SheetQuestion.objects.open()
        .filter(project__in=mine.values("pk"))
        .select_related("project__partnership", "asked_by")
    )
    by_project = {}
    for question in waiting:
        by_project.setdefault(question.project, []).append(question)
    for project, questions in by_project.items():
        words = ngettext(
            "Svar på et spørsmål om %(project)s", "Svar på %(count)s spørsmål om %(project)s", len(questions)
        )
        yield Task(
            title=words % {"project": project, "count": len(questions)},
            href=reverse("portfolio:sheet_questions", args=[project.partnership.key, project.key]),
            why=_("%(person)s spør: %(words)s")
            % {"person": questions[0].asked_by, "words": Truncator(questions[0].words).chars(120)},
            kind="warn",
        )


def _unready(mine, partnership, on):
    """The sheets that were never put forward and lack something: the one, or a way to all of them."""
    told = list(mine.order_by().values("home_forum").annotate(count=Count("pk")))
    count = sum(group["count"] for group in told)
    if not count:
        return
    if count == 1:
        (row,) = board.rows(mine, partnership, on=on)
        yield Task(
            title=_("Fyll ut prosjektarket for %(project)s") % {"project": row.project},
            href=row.project.get_absolute_url(),
            why=_("Arket mangler %(lacks)s.") % {"lacks": row.lacks_words},
        )
        return
    listed = f"{reverse('portfolio:projects', args=[partnership.key])}?steg={board.Step.UNDERSTAND}&ark=mangler"
    if len(told) == 1:
        listed += f"&gruppe={told[0]['home_forum']}"
    yield Task(
        title=_("Fyll ut %(count)s prosjektark") % {"count": count},
        href=listed,
        why=_("De mangler noe som må være på plass før de kan legges fram."),
    )

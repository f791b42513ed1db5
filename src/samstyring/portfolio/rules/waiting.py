"""What the portfolio waits for from one person: sheets to answer, and sheets to make ready."""

from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samstyring.partnership.models import Seat, SeatType
from samstyring.partnership.waiting import Task
from samstyring.portfolio.models import Project, SheetQuestion
from samstyring.portfolio.rules import board, sheets

MOST_RETURNED = 3


def sheet_tasks(partnership, person, *, on):
    """The tasks of a forum's leader, and of those whose sheets they are. The secretariat has the board."""
    visible = Project.objects.visible_to(person).filter(partnership=partnership)
    rows = board.rows(visible, partnership, on=on)
    led = set(
        Seat.objects.on(on)
        .filter(person=person, kind__in=(SeatType.LEADER, SeatType.DEPUTY_LEADER), forum__partnership=partnership)
        .values_list("forum", flat=True)
    )
    own = sheets.own(person, [row.project for row in rows], on)
    mine = [row for row in rows if row.project.pk in own]
    return [
        *_to_answer([row for row in rows if row.place.is_open and row.place.forum.pk in led], partnership),
        *_returned([row for row in mine if row.place.is_returned]),
        *_asked(own),
        *_unready([row for row in mine if not row.is_ready and row.place.latest is None], partnership),
    ]


def _to_answer(rows, partnership):
    by_forum = {}
    for row in rows:
        by_forum.setdefault(row.place.forum, []).append(row)
    for forum, lying in by_forum.items():
        yield Task(
            title=ngettext(
                "Svar på %(count)s prosjektark i %(forum)s",
                "Svar på %(count)s prosjektark i %(forum)s",
                len(lying),
            )
            % {"count": len(lying), "forum": forum},
            href=f"{reverse('portfolio:board', args=[partnership.key])}?forum={forum.pk}",
            why=_("Arkene ligger til behandling til noen sender dem videre eller tilbake."),
            kind="warn",
        )


def _returned(rows):
    for row in rows[:MOST_RETURNED]:
        yield Task(
            title=_("Gjør ferdig prosjektarket for %(project)s") % {"project": row.project},
            href=row.project.get_absolute_url(),
            why=_("Sendt tilbake fra %(forum)s: %(reason)s")
            % {"forum": row.place.latest.forum, "reason": row.place.latest.reason},
            kind="warn",
        )


def _asked(own):
    """Questions about sheets that are this person's to write."""
    waiting = (
        SheetQuestion.objects.open().filter(project__in=own).select_related("project__partnership", "asked_by")
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


def _unready(rows, partnership):
    if not rows:
        return
    one = rows[0] if len(rows) == 1 else None
    listed = f"{reverse('portfolio:projects', args=[partnership.key])}?steg={board.Step.UNDERSTAND}&ark=mangler"
    groups = {row.project.home_forum_id for row in rows}
    if len(groups) == 1:
        listed += f"&gruppe={groups.pop()}"
    yield Task(
        title=_("Fyll ut prosjektarket for %(project)s") % {"project": one.project}
        if one
        else _("Fyll ut %(count)s prosjektark") % {"count": len(rows)},
        href=one.project.get_absolute_url() if one else listed,
        why=_("De mangler noe som må være på plass før de kan legges fram.")
        if one is None
        else _("Arket mangler %(lacks)s.") % {"lacks": one.lacks_words},
    )

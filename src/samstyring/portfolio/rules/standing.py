"""Where many projects stand, asked of the database: the same answers as `board.Row` gives for one of them.

Lists are filtered, ordered and counted by these columns, so that only what a page shows is fetched. A test holds
each column against the row of the same project.
"""

from django.db.models import (
    BooleanField,
    Case,
    CharField,
    Count,
    Exists,
    ExpressionWrapper,
    F,
    IntegerField,
    OuterRef,
    Q,
    Value,
    When,
    Window,
)
from django.db.models.fields.json import KeyTextTransform, KeyTransform
from django.db.models.functions import RowNumber
from django.db.models.lookups import In
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from samstyring.portfolio.models import SheetFinancing, SheetVersion, Submission
from samstyring.portfolio.models.sheets import Phase
from samstyring.portfolio.rules import board, sheets
from samstyring.portfolio.rules.sheets import STEPS, Step

OVER = (Phase.DONE, Phase.DROPPED)
RETURNED, FORWARDED = Submission.Answer.RETURNED, Submission.Answer.FORWARDED


def with_newest_sheet(projects):
    """The projects with what lists ask of their newest sheet.

    Adds `now_sheet`, `now_focus`, `now_phase`, `now_municipality`, `now_cost` and `now_written`.
    """
    return projects.filter(Q(sheets=None) | Q(sheets__in=SheetVersion.objects.newest())).annotate(
        now_sheet=F("sheets__pk"),
        now_focus=F("sheets__focus_area"),
        now_phase=F("sheets__phase"),
        now_municipality=F("sheets__municipality"),
        now_cost=F("sheets__cost_mnok"),
        now_written=F("sheets__written_at"),
    )


def placed(projects, forums):
    """Those from `with_newest_sheet`, with where their latest submission puts them. `forums` are those of the day.

    Adds `at_step`, `at_forum`, `is_open`, `is_returned`, `is_through`, `is_over` and `is_new` (never put forward).
    """
    return (
        with_newest_sheet(projects)
        .filter(Q(submissions=None) | Q(submissions__in=Submission.objects.newest()))
        .annotate(
            is_new=_true(Q(submissions__pk=None)),
            is_open=_true(Q(submissions__pk__isnull=False, submissions__answer="")),
            is_returned=_true(Q(submissions__answer=RETURNED)),
            at_step=_step(),
        )
        .annotate(
            at_forum=_forum(forums),
            is_through=_true(Q(at_step=Step.ADOPT, submissions__answer=FORWARDED)),
            is_over=_true(Q(sheets__phase__in=OVER, is_open=False)),
        )
    )


def with_readiness(found, partnership):
    """Those from `placed`, with `is_ready` for the next step, and how many fields of the sheet are `known`."""
    checklist = sheets.checklist_for(partnership)
    whole = Case(
        *(When(at_step=step, then=_true(_all_known(board.step_after(step) or step, checklist))) for step in STEPS),
        default=False,
        output_field=BooleanField(),
    )
    return found.annotate(
        is_ready=Case(When(Q(now_sheet__isnull=False, is_through=False), then=whole), default=Value(False)),
    )


def with_known(found, partnership):
    """Those from `placed`, with how many fields of the sheet are `known`, and `is_whole` where all are."""
    checklist = sheets.checklist_for(partnership)
    asked = [name for part in sheets.SECTIONS for name in part.fields if name not in part.optional]
    single = [_known(name) for name in asked if name != "checks"]
    answered = [_answered(point.key) for point in checklist.points if point.required]
    known = sum((Case(When(one, then=1), default=0, output_field=IntegerField()) for one in single + answered), 0)
    return found.annotate(
        known=Case(When(now_sheet__isnull=False, then=known), default=Value(0)),
    ).annotate(is_whole=_true(Q(now_sheet__isnull=False, known=len(single) + len(answered))))


def tally(found):
    """[{at_step, is_ready, is_through, is_over, count}] of those from `with_readiness`."""
    kinds = ("at_step", "is_ready", "is_through", "is_over")
    return list(found.order_by().values(*kinds).annotate(count=Count("pk")))


def count(told, **kind):
    """How many of a tally are of this kind: `count(told, at_step="adopt", is_ready=True)`."""
    return sum(one["count"] for one in told if all(one[name] == value for name, value in kind.items()))


def first_of_each_step(found, most):
    """{step: the keys (pk) of the first projects there}, at most so many of each."""
    place = Window(RowNumber(), partition_by=F("at_step"), order_by=F("key").asc())
    ranked = found.annotate(place=place).filter(place__lte=most).order_by("key")
    first = {step: [] for step in STEPS}
    for step, pk in ranked.values_list("at_step", "pk"):
        first[step].append(pk)
    return first


def columns(found, partnership, *, on, forums, most):
    """The columns of the board: how many are there, how many of them are ready, and the rows of the first ones."""
    told, first = tally(with_readiness(found, partnership)), first_of_each_step(found, most)
    keys = [pk for pks in first.values() for pk in pks]
    rows = {row.project.pk: row for row in board.rows_in_order(keys, partnership, on=on, forums=forums)}
    columns = []
    for step in STEPS:
        here, ready = count(told, at_step=step), count(told, at_step=step, is_ready=True)
        words = ngettext("%(count)s er klart for neste steg", "%(count)s er klare for neste steg", ready)
        columns.append(
            {
                "step": step,
                "words": capfirst(step.label),
                "count": here,
                "rows": [rows[pk] for pk in first[step]],
                "ready_words": words % {"count": ready} if here else "",
            }
        )
    return columns


def steps(told):
    """For each step: how many are there, how many are ready, and for what. What is over is not counted."""
    steps = []
    for step in STEPS:
        after = board.step_after(step)
        here = {"at_step": step, "is_over": False}
        steps.append(
            {
                "next": after.label if after else _("handlingsprogrammet"),
                "step": step,
                "here": capfirst(step.label),
                "count": count(told, **here),
                "ready": count(told, **here, is_ready=True),
            }
        )
    return steps


def _true(condition):
    """The condition as a column that is never null."""
    return Case(When(condition, then=Value(True)), default=Value(False), output_field=BooleanField())


def _step():
    """The step of the forum it was last put before; one step back where that forum returned it."""
    whens = []
    for step in STEPS:
        back = STEPS[max(STEPS.index(step) - 1, 0)]
        here = Q(submissions__forum__board_step=step)
        whens += [When(here & Q(submissions__answer=RETURNED), then=Value(back)), When(here, then=Value(step))]
    return Case(*whens, default=Value(Step.UNDERSTAND), output_field=CharField())


def _forum(forums):
    """The forum where it is: its own group on the first step, else the latest one, or the one it came back to."""
    first = {step: next((one.pk for one in forums if one.board_step == step), None) for step in STEPS[1:]}
    took_place = Q(submissions__forum__board_step__in=STEPS)
    returned = [
        When(Q(at_step=step, submissions__answer=RETURNED), then=Value(pk, output_field=IntegerField()))
        for step, pk in first.items()
    ]
    back_home = When(Q(at_step=Step.UNDERSTAND, submissions__answer=RETURNED), then=F("home_forum"))
    there = When(took_place, then=F("submissions__forum"))
    return Case(back_home, *returned, there, default=F("home_forum"), output_field=IntegerField())


def _all_known(step, checklist):
    """That nothing is missing which a forum of this step asks for. The checklist is looked at last."""
    condition = Q()
    names = sorted(sheets.needed_before(step), key=lambda name: name == "checks")
    for name in names:
        condition &= _known(name) if name != "checks" else _all_answered(checklist)
    return condition


def _known(name):
    """That the sheet says something about the field, as `sheets.is_known` tells of one sheet."""
    if name == "owner":
        return Q(owner__isnull=False)
    if name == "financing":
        return Exists(SheetFinancing.objects.filter(sheet=OuterRef("sheets__pk")))
    field = SheetVersion._meta.get_field(name)
    if field.null:
        return Q(**{f"sheets__{name}__isnull": False})
    return ~Q(**{f"sheets__{name}": ""})


def _all_answered(checklist):
    condition = Q()
    for point in checklist.points:
        if point.required:
            condition &= Q(_answered(point.key))
    return condition


def _answered(key):
    """That the point of the checklist has one of the answers there are."""
    answer = KeyTextTransform("answer", KeyTransform(key, F("sheets__checks")))
    return ExpressionWrapper(In(answer, list(sheets.ANSWERS)), output_field=BooleanField())

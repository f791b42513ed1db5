"""The year's programme as a paper: what the year is about, and its budget with who pays."""

from django.utils.text import capfirst
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from samstyring.documents import Column, Heading, Note, Number, Paper, Paragraph, Row, Strong, Table
from samstyring.ground import formats
from samstyring.portfolio.rules import action_plans as rules
from samstyring.portfolio.rules.strategies import adoption_standing


def action_plan_paper(plan, *, lines, on):
    """The whole year. `lines` are those of the plan, with their measures and funders fetched."""
    whole, parts = rules.sums(lines)
    words = [part.strip() for part in plan.words.replace("\r\n", "\n").split("\n\n") if part.strip()]
    return Paper(
        title=str(plan),
        subtitle=_("Versjon %(version)s") % {"version": plan.version},
        partnership=plan.partnership.name,
        language=get_language() or "nb",
        facts=tuple(_facts(plan, on)),
        mark=", ".join(_marks(plan)),
        blocks=(
            Paragraph((Strong(_status(plan)),)),
            *(Paragraph(part) for part in words),
            Heading(_("Budsjett")),
            *_budget(plan, lines, whole),
            Heading(_("Hvem som betaler")),
            _by_funder(plan, parts, whole),
        ),
        source=_("Sekretariatet i %(partnership)s.") % {"partnership": plan.partnership.name},
        dated=on,
    )


def _marks(plan):
    if plan.decision_id is None:
        yield _("Utkast")
    if plan.is_example:
        yield _("Eksempel")


def _status(plan):
    if plan.decision_id:
        told = {"forum": plan.decision.forum.name, "day": formats.day(plan.decision.decided_on)}
        return _("Vedtatt av %(forum)s %(day)s.") % told
    return _("Ikke vedtatt ennå.") if plan.case_id else _("Utkast.")


def _facts(plan, on):
    yield _("Status"), str(adoption_standing(plan).word)
    if plan.case_id:
        yield _("Sak"), plan.case.open_title
    yield _("Beløp"), _("Millioner kroner")
    yield _("Per"), formats.day(on)


def amount(value):
    """Whole thousand kroner: a year's budget has small posts."""
    return formats.DASH if value is None else Number(formats.number(value, 3), value)


def _budget(plan, lines, whole):
    if not lines:
        yield Paragraph(_("Ingen linjer ennå."))
        return
    rows = [
        Row(
            (
                line.measure.key if line.measure else formats.DASH,
                str(line),
                line.funder.name if line.funder else _("Ikke finansiert"),
                capfirst(rules.words_of(line)),
                amount(line.amount_mnok),
            )
        )
        for line in lines
    ]
    rows.append(Row(("", whole.label, "", capfirst(whole.kind), amount(whole.mnok)), kind="sum"))
    yield Table(
        caption=_("Budsjett %(year)s, millioner kroner") % {"year": plan.year},
        columns=(
            Column(_("Nr."), width=0.4),
            Column(_("Tiltak eller driftspost"), width=2.6),
            Column(_("Finansiør"), width=1.6),
            Column(_("Hva beløpet er"), width=2),
            Column(_("Mill. kr"), numeric=True),
        ),
        rows=tuple(rows),
        dense=True,
    )
    if whole.left_out:
        yield Note(_left_out(whole.left_out), tone="warn")


def _left_out(count):
    words = ngettext(
        "%(number)s linje er ikke med i summen, fordi beløpet er av et annet slag eller mangler grunnlag, prisår eller mva.",
        "%(number)s linjer er ikke med i summen, fordi beløpene er av et annet slag eller mangler grunnlag, prisår eller mva.",
        count,
    )
    return words % {"number": count}


def _by_funder(plan, parts, whole):
    rows = [Row((one.label, capfirst(one.kind) or formats.DASH, amount(one.mnok))) for one in parts]
    rows.append(Row((whole.label, capfirst(whole.kind) or formats.DASH, amount(whole.mnok)), kind="sum"))
    return Table(
        caption=_("Summer etter finansiør %(year)s, millioner kroner") % {"year": plan.year},
        columns=(
            Column(_("Finansiør"), width=2),
            Column(_("Hva beløpet er"), width=2),
            Column(_("Mill. kr"), numeric=True),
        ),
        rows=tuple(rows),
        notes=tuple(f"{one.label}: {_left_out(one.left_out)}" for one in parts if one.left_out),
        dense=True,
    )

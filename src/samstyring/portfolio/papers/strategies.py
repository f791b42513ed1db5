"""A strategy as a paper: what it is about, its aims, and under each the measures and where they land."""

from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from samstyring.documents import Column, Heading, Paper, Paragraph, Row, Strong, Table
from samstyring.ground import formats
from samstyring.portfolio.papers.adoption import adoption_table, reservations


def strategy_paper(strategy, *, branches, standing, status, standings, on):
    """The whole strategy. `branches` are (aim or None, the rows of its measures), as the page has them."""
    blocks = [Paragraph(words) for words in _paragraphs(strategy.words)]
    for number, (aim, rows) in enumerate(branches, start=1):
        blocks.append(Heading(f"{number}. {aim.title}" if aim else _("Strategien som helhet")))
        blocks += [Paragraph(words) for words in _paragraphs(aim.words if aim else "")]
        if rows:
            blocks.append(_measures(rows, aim))
        else:
            blocks.append(Paragraph(_("Ingen tiltak støtter dette målet ennå.")))
    if standings:
        said = (Strong(status.bold), f" {status.rest}") if status.rest else (Strong(status.bold),)
        blocks += [
            Heading(_("Behandling hos partene")),
            Paragraph(said),
            adoption_table(standings),
            *reservations(standings),
        ]
    return Paper(
        title=strategy.title,
        subtitle=_("%(period)s, versjon %(version)s") % {"period": strategy.period, "version": strategy.version},
        partnership=strategy.partnership.name,
        language=get_language() or "nb",
        facts=tuple(_facts(strategy, standing, on)),
        mark=", ".join(_marks(strategy)),
        blocks=tuple(blocks),
        source=_("Sekretariatet i %(partnership)s.") % {"partnership": strategy.partnership.name},
        dated=on,
    )


def _paragraphs(words):
    return [part.strip() for part in words.replace("\r\n", "\n").split("\n\n") if part.strip()]


def _marks(strategy):
    if strategy.decision_id is None:
        yield _("Utkast")
    if strategy.is_example:
        yield _("Eksempel")


def _facts(strategy, standing, on):
    yield _("Status"), str(standing.word)
    if strategy.decision_id:
        told = {"forum": strategy.decision.forum.name, "day": formats.day(strategy.decision.decided_on)}
        yield _("Vedtatt"), _("%(forum)s, %(day)s") % told
    if strategy.case_id:
        yield _("Sak"), strategy.case.open_title
    yield _("Per"), formats.day(on)


def _measures(rows, aim):
    caption = (
        _("Tiltak under målet «%(aim)s»") % {"aim": aim.title} if aim else _("Tiltak for strategien som helhet")
    )
    return Table(
        caption=caption,
        columns=(
            Column(_("Nr."), width=0.5),
            Column(_("Tiltak"), width=3.2),
            Column(_("Status"), width=1.2),
            Column(_("Eier"), width=1.75),
            Column(_("År"), width=1.15),
            Column(_("I partenes planer"), width=2.4),
        ),
        rows=tuple(
            Row(
                (
                    row.measure.key,
                    row.measure.title,
                    row.word,
                    row.measure.owner.short if row.measure.owner else formats.DASH,
                    row.years or formats.DASH,
                    capfirst(str(row.landed)) or formats.DASH,
                )
            )
            for row in rows
        ),
        dense=True,
    )

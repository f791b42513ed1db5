"""The action programme as a paper: frames, measures by focus area, the parties' adoption, and what it rests on."""

from dataclasses import replace
from decimal import Decimal
from itertools import groupby

from django.db.models import F
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from samstyring.documents import (
    Column,
    Facts,
    Heading,
    Note,
    Number,
    PageBreak,
    Paper,
    Paragraph,
    Row,
    Strong,
    Table,
)
from samstyring.ground import formats
from samstyring.ground.formats import number
from samstyring.portfolio.papers.adoption import adoption_table, reservations
from samstyring.portfolio.rules import adoption, adoption_status
from samstyring.portfolio.rules.sums import sums

CARRIED = gettext_lazy("Tallet etter pluss er overført fra året før.")


def unit(programme):
    """`mill. 2026-kroner, uten mva.`"""
    vat = programme.get_vat_display() if programme.vat else _("mva. ikke oppgitt")
    return _("mill. %(year)s-kroner, %(vat)s") % {"year": programme.price_year, "vat": vat}


def rests_on(programme):
    """The sentence every total carries when the programme rests on assumptions, standing or removed."""
    if programme.assumptions is None:
        return ""
    if programme.assumptions.is_removed:
        return _("Beløpene hvilte på %(name)s, som er fjernet.") % {"name": programme.assumptions}
    return _("Summene hviler på %(name)s.") % {"name": programme.assumptions}


def amount(value):
    """Millions with one decimal as read, whole for those who reckon on; nothing is a dash."""
    return formats.DASH if value is None else Number(number(value), value)


def programme_workbook(programme, *, on, marginal=None):
    """The programme as for reading, and every line of it with its source."""
    paper = programme_paper(programme, on=on, marginal=marginal)
    table = sums(programme)
    more = (
        Heading(_("Rammer i tall")),
        _frames_in_numbers(programme, table),
        Heading(_("Linjer")),
        _lines(programme, table),
    )
    return replace(paper, blocks=(*paper.blocks, *more))


def _frames_in_numbers(programme, table):
    """Frame and use of it on a row each, to reckon with."""
    rows = []
    for row in table.frames:
        given = [cell.frame for cell in row.cells]
        known = [one for one in given if one is not None]
        rows.append(Row((row.name, _("Ramme"), *map(amount, given), amount(sum(known) if known else None))))
        rows.append(Row((row.name, _("Brukt"), *(amount(cell.used) for cell in row.cells), amount(row.total))))
    return Table(
        caption=_("Ramme og bruk, %(unit)s") % {"unit": unit(programme)},
        columns=(
            Column(_("Kilde")),
            Column(_("Hva")),
            *_year_columns(programme, table),
            Column(_("Sum"), numeric=True, unit=unit(programme)),
        ),
        rows=tuple(rows),
        dense=True,
    )


def _lines(programme, table):
    """One row per project or pot and source, as they are stored."""
    lines = programme.lines.select_related("project", "source", "focus_area").order_by(
        F("focus_area__order").asc(nulls_last=True), "project__name", "pot", "source__order", "year"
    )
    rows = []
    for _key, of in groupby(lines, key=lambda one: (one.project_id, one.pot, one.source_id)):
        of = list(of)
        first, by_year = of[0], {line.year: line.amount_mnok for line in of}
        rows.append(
            Row(
                (
                    first.project.key if first.project else "",
                    str(first.project or first.pot),
                    first.focus_area.name if first.focus_area else "",
                    first.source.key,
                    first.source.name,
                    *(amount(by_year.get(year)) for year, _open in table.years),
                    amount(sum(by_year.values())),
                )
            )
        )
    return Table(
        caption=_("Linjer i programmet, %(unit)s") % {"unit": unit(programme)},
        columns=(
            Column(_("Prosjektnøkkel")),
            Column(_("Prosjekt eller samlepott")),
            Column(_("Satsingsområde")),
            Column(_("Kildenøkkel")),
            Column(_("Kilde")),
            *_year_columns(programme, table),
            Column(_("Sum"), numeric=True, unit=unit(programme)),
        ),
        rows=tuple(rows),
        dense=True,
    )


def programme_paper(programme, *, on, marginal=None):
    """The whole programme, ready to be rendered. Wide tables lie on their side."""
    standings = adoption.matrix(programme, on=on)
    status = adoption_status.status(programme, standings)
    table = sums(programme)
    marks = [_("Eksempel")] if programme.is_example or programme.assumptions_id else []
    if programme.decision_id is None:
        marks.insert(0, _("Utkast"))
    blocks = [
        Paragraph((Strong(status.bold), f" {status.rest}") if status.rest else (Strong(status.bold),)),
        *_notes(programme, table),
        Heading(_("Rammer og bruk")),
        _frames(programme, table),
        Heading(_("Behandling hos partene")),
        adoption_table(standings),
        *reservations(standings),
        PageBreak(landscape=True),
        Heading(_("Tiltak og finansiering")),
        _measures(programme, table),
        *_marginal(marginal),
        Heading(_("Hva tallene hviler på")),
        Facts(_grounds(programme, table)),
    ]
    return Paper(
        title=str(programme),
        subtitle=_("Versjon %(version)s") % {"version": programme.version},
        partnership=programme.partnership.name,
        language=get_language() or "nb",
        facts=(
            (_("Sak"), programme.case.open_title),
            (_("Beløp"), unit(programme)),
            (_("Per"), formats.day(on)),
        ),
        mark=", ".join(marks),
        blocks=tuple(blocks),
        source=_("Sekretariatet i %(partnership)s.") % {"partnership": programme.partnership.name},
        dated=on,
    )


def _notes(programme, table):
    notes = []
    if resting := rests_on(programme):
        notes.append(Note(resting, tone="warn"))
    notes += [Note(sentence) for sentence in table.converted]
    if breaches := table.breaches:
        notes.append(Note(" ".join(breaches), tone="stop"))
    after = [str(year) for year, is_open in table.years if is_open]
    if after:
        facts = {"last": programme.partnership.ends_on.year, "years": adoption_status.listed(after)}
        notes.append(Note(_("Avtalen gjelder til og med %(last)s. %(years)s ligger etter avtalen.") % facts))
    return notes


def _year_columns(programme, table):
    first = table.years[0][0]
    for year, is_open in table.years:
        if year == first:
            label = _("%(year)s budsjett") % {"year": year}
        elif is_open:
            label = _("%(year)s etter avtalen") % {"year": year}
        else:
            label = str(year)
        yield Column(label, numeric=True, unit=unit(programme))


def _frames(programme, table):
    rows = [Row((row.name, *(_used(cell) for cell in row.cells), amount(row.total))) for row in table.frames]
    rows.append(Row((_("Sum"), *(amount(cell.amount) for cell in table.cells), amount(table.total)), kind="sum"))
    return Table(
        caption=_("Brukt mot ramme, %(unit)s") % {"unit": unit(programme)},
        columns=(
            Column(_("Kilde"), width=1),
            *_year_columns(programme, table),
            Column(_("Sum"), numeric=True, unit=unit(programme)),
        ),
        rows=tuple(rows),
        notes=tuple(filter(None, (rests_on(programme), table.carries and str(CARRIED)))),
        dense=True,
    )


def _used(cell):
    used = f"{number(cell.used)} {cell.words}"
    return f"{used} ({cell.over})" if cell.over else used


def _measures(programme, table):
    rows = []
    for group in table.groups:
        cells = (amount(cell.amount) for cell in group.cells)
        rows.append(Row((group.name, "", "", "", *cells, amount(group.total)), kind="group"))
        rows += [
            Row(
                (
                    row.name,
                    row.who,
                    row.phase,
                    row.sources,
                    *(amount(cell.amount) for cell in row.cells),
                    amount(row.total),
                )
            )
            for row in group.rows
        ]
    cells = (amount(cell.amount) for cell in table.cells)
    rows.append(Row((_("Sum handlingsprogram"), "", "", "", *cells, amount(table.total)), kind="sum"))
    return Table(
        caption=_("Tiltak, %(unit)s") % {"unit": unit(programme)},
        columns=(
            Column(_("Satsingsområde og tiltak"), width=3),
            Column(_("Part"), width=1),
            Column(_("Fase"), width=1),
            Column(_("Kilde"), width=1),
            *_year_columns(programme, table),
            Column(_("Sum"), numeric=True, unit=unit(programme)),
        ),
        rows=tuple(rows),
        notes=tuple(filter(None, (_sources(table), rests_on(programme)))),
        dense=True,
    )


def _sources(table):
    return _("Kilder: %(legend)s") % {"legend": table.legend} if table.legend else ""


def _marginal(marginal):
    """What stands next in line, for those who read the programme without the proposal."""
    if not marginal or not marginal.rows:
        return
    yield Heading(_("Marginalliste"))
    yield Table(
        caption=_("Prosjekter som står for tur, i rekkefølge, %(unit)s") % {"unit": marginal.unit},
        columns=(
            Column(_("Nr."), numeric=True),
            Column(_("Prosjekt"), width=3),
            Column(_("Part"), width=1.5),
            Column(_("Kostnad"), numeric=True, unit=marginal.unit),
        ),
        rows=tuple(
            Row(
                (
                    str(at),
                    row.name,
                    row.who or formats.DASH,
                    formats.DASH if row.total is None else amount(Decimal(str(round(row.total, 3)))),
                )
            )
            for at, row in enumerate(marginal.rows, start=1)
        ),
        notes=tuple(filter(None, (marginal.rests_on,))),
        dense=True,
    )


def _grounds(programme, table):
    grounds = [(_("Prisår og mva."), unit(programme))]
    if programme.recommendation_id:
        frozen = programme.recommendation
        facts = {"scenario": frozen.content["basis"]["scenario"]["name"], "day": formats.day(frozen.frozen_at)}
        grounds.append((_("Forslag"), _("«%(scenario)s», frosset %(day)s") % facts))
    if programme.assumptions_id:
        grounds.append((_("Forutsetninger"), programme.assumptions.name))
    origins = {}
    for group in table.groups:
        for row in group.rows:
            origins.setdefault(row.origin, []).append(row.name)
    grounds += [(origin, ", ".join(names)) for origin, names in sorted(origins.items())]
    return tuple(grounds)

"""The sheets about the plan itself: what starts when, who pays, why, and how it is shared."""

from collections import defaultdict

from django.utils.translation import gettext as _

from samstyring.documents import Column, Heading, Number, Row, Table
from samstyring.ground.formats import DASH, number
from samstyring.portfolio.analysis import costs, grounds, worths
from samstyring.portfolio.models.scenarios import Frame
from samstyring.portfolio.models.standards import Grade


def amount(value, decimals=1):
    """An amount as read, whole for those who reckon on; nothing is a dash."""
    return DASH if value is None else Number(number(value, decimals), round(value, 6))


def year_columns(basis):
    for year, is_open in grounds.years_of(basis):
        yield Column(_("%(year)s, etter avtalen") % {"year": year} if is_open else str(year), numeric=True)


def projects(problem, basis, result):
    """Every project that was counted: in or out, when it starts, what it costs, and why."""
    homes = {one["key"]: basis["areas"].get(one["area"], "") for one in problem["projects"]}
    rows = []
    for row in (*result.inside, *result.outside):
        told = basis["projects"][row.key]
        rows.append(
            Row(
                (
                    row.key,
                    row.name,
                    told["owner"],
                    basis["focus"].get(told["focus"], ""),
                    homes.get(row.key, ""),
                    told.get("municipality", ""),
                    str(row.start) if row.start else "",
                    _("Inne") if row.start else _("Utenfor"),
                    _("forutsatt") if told["cost_from"] == costs.ASSUMPTIONS else _("prosjektark"),
                    *(amount(cell.amount) for cell in row.cells),
                    amount(row.total),
                    row.why.word,
                    row.why.text,
                )
            )
        )
    columns = (
        *map(
            Column, (_("Nøkkel"), _("Prosjekt"), _("Eier"), _("Satsingsområde"), _("Arbeidsgruppe"), _("Kommune"))
        ),
        *map(Column, (_("Start"), _("Status"), _("Kostnad fra"))),
        *year_columns(basis),
        Column(_("Sum"), numeric=True, unit=grounds.unit(basis)),
        Column(_("Status")),
        Column(_("Hvorfor")),
    )
    return sheet(_("Plan"), _("Prosjekter i og utenfor forslaget, %(unit)s") % _unit(basis), columns, rows)


def money(basis, plan):
    """What each source pays to each project each year, also after the programme."""
    years = sorted({one["year"] for one in plan["money"]} | {year for year, _open in grounds.years_of(basis)})
    paid = defaultdict(float)
    for one in plan["money"]:
        paid[one["project"], one["source"], one["year"]] += one["amount"]
    pairs = sorted({(project, source) for project, source, _year in paid})
    rows = [
        Row(
            (
                project,
                basis["projects"][project]["name"],
                source,
                basis["sources"][source]["name"],
                *(amount(paid.get((project, source, year))) for year in years),
                amount(sum(paid.get((project, source, year), 0.0) for year in years)),
            )
        )
        for project, source in pairs
    ]
    columns = (
        *map(Column, (_("Nøkkel"), _("Prosjekt"), _("Kildenøkkel"), _("Kilde"))),
        *(Column(str(year), numeric=True) for year in years),
        Column(_("Sum"), numeric=True, unit=grounds.unit(basis)),
    )
    caption = _("Hva hver kilde betaler til hvert prosjekt hvert år, %(unit)s") % _unit(basis)
    return sheet(_("Penger"), caption, columns, rows)


def frames(basis, plan):
    """What each source gives, gets carried over, is used for and has left, each year."""
    rows = []
    for one in plan["use"]:
        told = basis["frames"].get(one["source"], {}).get(str(one["year"]))
        rows.append(
            Row(
                (
                    basis["sources"][one["source"]]["name"],
                    str(one["year"]),
                    amount(one["frame"]),
                    Frame.Status(told["status"]).label if told else _("uten ramme"),
                    amount(one["carried_in"]),
                    amount(one["used"]),
                    amount(one["carried_out"]),
                    amount(one["free"]),
                )
            )
        )
    columns = (
        Column(_("Kilde")),
        Column(_("År")),
        Column(_("Ramme"), numeric=True),
        Column(_("Rammens status")),
        Column(_("Overført fra året før"), numeric=True),
        Column(_("Brukt"), numeric=True),
        Column(_("Overført til neste år"), numeric=True),
        Column(_("Ledig"), numeric=True),
    )
    return sheet(_("Rammer"), _("Ramme og bruk per kilde og år, %(unit)s") % _unit(basis), columns, rows)


def scores(problem, basis):
    """Points on every criterion, what they make together, the cost and the risk."""
    values = worths.worths(problem, basis["scenario"]["missing_scores"])
    criteria = basis["scenario"]["criteria"]
    rows = []
    for one in sorted(problem["projects"], key=lambda one: -values[one["key"]]):
        told, cost = basis["projects"][one["key"]], sum(one["cost_profile"])
        risk = told.get("risk", "")
        rows.append(
            Row(
                (
                    one["key"],
                    told["name"],
                    *(_score(one["scores"].get(criterion["key"])) for criterion in criteria),
                    amount(values[one["key"]]),
                    amount(cost),
                    amount(100 * values[one["key"]] / cost if cost else None),
                    Grade(risk).label if risk else "",
                )
            )
        )
    columns = (
        Column(_("Nøkkel")),
        Column(_("Prosjekt")),
        *(Column(one["name"], numeric=True) for one in criteria),
        Column(_("Poeng til sammen"), numeric=True),
        Column(_("Kostnad"), numeric=True, unit=grounds.unit(basis)),
        Column(_("Poeng per 100 mill. kr"), numeric=True),
        Column(_("Risiko")),
    )
    return sheet(_("Poeng"), _("Poeng, kostnad og risiko for hvert prosjekt"), columns, rows)


def _score(given):
    if isinstance(given, list | tuple):
        return "–".join(number(one) for one in given)
    return amount(given)


def reserve(result, stored):
    """The reserve list in its order."""
    order = {one["key"]: n for n, one in enumerate(stored["reserve"], start=1)}
    listed = sorted((row for row in result.outside if row.key in order), key=lambda row: order[row.key])
    rows = [Row((str(order[row.key]), row.key, row.name, row.who, row.why.word, row.why.text)) for row in listed]
    columns = tuple(
        map(Column, ("Nr.", _("Nøkkel"), _("Prosjekt"), _("Eier"), _("Status"), _("Hva som måtte vike")))
    )
    return sheet(
        _("Marginalliste"), _("Prosjekter utenfor forslaget, i den rekkefølgen de ville kommet inn"), columns, rows
    )


def left_out(basis):
    """What could not be counted, and why."""
    rows = [Row((name, why)) for name, why in grounds.left_out(basis)]
    columns = (Column(_("Prosjekt")), Column(_("Hvorfor")))
    return sheet(_("Ikke med"), _("Prosjekter som ikke er med i beregningen"), columns, rows)


def distribution(basis, result):
    """Money and benefit for each group, in all four ways of dividing."""
    rows = []
    for way, slices in (
        (_("Part"), result.by_party),
        (_("Satsingsområde"), result.by_focus),
        (_("Arbeidsgruppe"), result.by_group),
        (_("Kommune"), result.by_place),
    ):
        rows += [
            Row(
                (
                    way,
                    one.name,
                    amount(one.projects, 0),
                    amount(one.mnok),
                    amount(one.money_share),
                    amount(one.value),
                    amount(one.value_share),
                    amount(one.per_hundred),
                )
            )
            for one in slices
        ]
    columns = (
        Column(_("Fordelt på")),
        Column(_("Gruppe")),
        Column(_("Prosjekter"), numeric=True),
        Column(_("Sum"), numeric=True, unit=grounds.unit(basis)),
        Column(_("Andel av pengene, prosent"), numeric=True),
        Column(_("Poeng"), numeric=True),
        Column(_("Andel av nytten, prosent"), numeric=True),
        Column(_("Poeng per 100 mill. kr"), numeric=True),
    )
    return sheet(_("Fordeling"), _("Fordeling og nytte, %(unit)s") % _unit(basis), columns, rows)


def _unit(basis):
    return {"unit": grounds.unit(basis)}


def sheet(name, caption, columns, rows):
    """A heading, which names the sheet, and its table; nothing where there is nothing to tell."""
    if not rows:
        return ()
    return Heading(name), Table(caption=caption, columns=columns, rows=tuple(rows), dense=True)

"""Contribution against cost: every project a mark, its shape in or out, its area what is uncertain about it.

The area is how far the cost may run over (P85 over P50) where that is known of some project; otherwise the risk
where somebody has graded it; otherwise all marks are alike.
"""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samstyring.documents.axes import HEAPED, axis, times_axis
from samstyring.documents.drawing import Drawing, Mark
from samstyring.documents.labels import Box, placed, shortened
from samstyring.ground.formats import DASH, number
from samstyring.portfolio.analysis import grounds
from samstyring.portfolio.analysis.figures.figure import PAGE, Figure, grid, key, key_height
from samstyring.portfolio.models.standards import Grade

# Twice the risk, twice the area.
AREAS = {Grade.LOW: 60.0, Grade.MEDIUM: 120.0, Grade.HIGH: 240.0}
# A cost that may run over by so many per cent more has so much more area, within reason.
AREA_PER_CENT, LEAST_AREA, MOST_AREA = 5.0, 25.0, 320.0
SHOWN_PER_CENT = (10, 20, 40)
ALIKE = 95.0
SHAPES = {  # (shape, look, hollow)
    "locked": ("square", "acc", False),
    "inside": ("circle", "acc", False),
    "outside": ("diamond", "ink-3", True),
}


def bubble(problem, basis, result, values, *, size=PAGE):
    """The chart of one plan. `values` are the points of every project in the scenario's criteria."""
    dots = [_dot(one, basis, result, values) for one in problem["projects"] if sum(one["cost_profile"]) > 0]
    title = _("Bidrag mot kostnad")
    inside = sum(dot["place"] != "outside" for dot in dots)
    said = ngettext(
        "%(count)s av %(of)s prosjekter er inne.", "%(count)s av %(of)s prosjekter er inne.", inside
    ) % {"count": inside, "of": len(dots)}
    by = (
        "spread"
        if any(dot["spread"] is not None for dot in dots)
        else "risk"
        if any(dot["risk"] for dot in dots)
        else ""
    )
    sentence = _("Poeng etter kriteriene mot kostnad (%(prices)s). %(said)s") % {
        "prices": grounds.prices(basis),
        "said": said,
    }
    sentence += " " + _words_of_area(by)
    drawn = [dot for dot in dots if dot["value"] > 0]
    heaped = bool(drawn) and max(dot["cost"] for dot in drawn) > HEAPED * min(dot["cost"] for dot in drawn)
    return Figure(
        key="bidrag",
        title=title,
        sentence=sentence,
        drawing=_drawing(title, sentence, drawn, size, by, heaped) if drawn else None,
        heads=(
            (_("Prosjekt"), False),
            (_("Status"), False),
            (_("Poeng"), True),
            (_("Mill. kr"), True),
            (_("Poeng per 100 mill. kr"), True),
            (_("Usikkerhet i kostnad, prosent"), True),
            (_("Risiko"), False),
        ),
        rows=tuple(_row(dot) for dot in sorted(dots, key=lambda dot: (-dot["value"], dot["name"]))),
        note=" ".join(_notes(dots, drawn, heaped)),
        empty="" if drawn else _("Ingen prosjekter har både poeng og kostnad."),
    )


def _words_of_area(by):
    if by == "spread":
        return _("Jo større merke, jo mer kan kostnaden gå over (P85 mot P50).")
    if by == "risk":
        return _("Jo større merke, jo høyere risiko.")
    return _("Ingen har vurdert risikoen, så merkene er like store.")


def _spread(project):
    """How many per cent the cost may run over, P85 against P50; None where nobody has said."""
    told = project.get("cost_distribution") or {}
    if "p85" not in told or not told.get("p50"):
        return None
    return 100 * (told["p85"] / told["p50"] - 1)


def _area(dot, by):
    """The area of a mark, and None where what it shows is not known of this project."""
    if by == "spread" and dot["spread"] is not None:
        return _area_of_spread(dot["spread"])
    if by == "risk" and dot["risk"]:
        return AREAS[dot["risk"]]
    return None if by else ALIKE


def _area_of_spread(percent):
    return min(max(AREA_PER_CENT * percent, LEAST_AREA), MOST_AREA)


def _notes(dots, drawn, heaped):
    if heaped:
        yield _("Kostnaden er tegnet slik at hver tidobling er like lang.")
    if without := len(dots) - len(drawn):
        yield (
            ngettext(
                "%(count)s prosjekt uten poeng er ikke tegnet, men står i tabellen.",
                "%(count)s prosjekter uten poeng er ikke tegnet, men står i tabellen.",
                without,
            )
            % {"count": without}
        )


def _dot(project, basis, result, values):
    told = basis["projects"][project["key"]]
    reason = result["why"].get(project["key"]) or {"kind": ""}
    inside = project["key"] in result["plan"]["starts"]
    place = "outside" if not inside else "locked" if reason["kind"] in ("locked", "must-start") else "inside"
    return {
        "name": told["name"],
        "place": place,
        "value": values[project["key"]],
        "cost": sum(project["cost_profile"]),
        "risk": told.get("risk", ""),
        "spread": _spread(project),
    }


def words_of_place(place):
    return {"locked": _("Låst inn"), "inside": _("Inne"), "outside": _("Utenfor")}[place]


def _row(dot):
    return (
        dot["name"],
        words_of_place(dot["place"]),
        number(dot["value"]) if dot["value"] > 0 else DASH,
        number(dot["cost"]),
        number(100 * dot["value"] / dot["cost"]) if dot["value"] > 0 else DASH,
        DASH if dot["spread"] is None else number(dot["spread"], 0),
        Grade(dot["risk"]).label if dot["risk"] else DASH,
    )


def _mark(dot, x, y, by):
    shape, look, hollow = SHAPES[dot["place"]]
    area = _area(dot, by)
    hint = _("%(name)s: %(points)s poeng, %(cost)s mill. kr (%(place)s)") % {
        "name": dot["name"],
        "points": number(dot["value"]),
        "cost": number(dot["cost"]),
        "place": words_of_place(dot["place"]).lower(),
    }
    unknown = area is None
    at = x.at(dot["cost"]), y.at(dot["value"])
    return Mark(*at, shape, area or ALIKE, look, hollow or unknown, unknown, hint)


def _signs(dots, by):
    """The marks that are in the chart, with their words."""
    for place, (shape, look, hollow) in SHAPES.items():
        if any(dot["place"] == place for dot in dots):
            yield Mark(0, 0, shape, ALIKE, look, hollow), words_of_place(place)
    if by == "risk":
        for grade in (Grade.LOW, Grade.MEDIUM, Grade.HIGH):
            yield Mark(0, 0, "circle", AREAS[grade], "ink-3", True), _("%(grade)s risiko") % {"grade": grade.label}
    elif by == "spread":
        for percent in SHOWN_PER_CENT:
            words = _("%(percent)s %% over") % {"percent": percent}
            yield Mark(0, 0, "circle", _area_of_spread(percent), "ink-3", True), words
    if any(_area(dot, by) is None for dot in dots):
        words = _("usikkerhet ikke oppgitt") if by == "spread" else _("risiko ikke vurdert")
        yield Mark(0, 0, "circle", ALIKE, "ink-3", True, True), words


def _drawing(title, sentence, dots, size, by, heaped):
    signs = list(_signs(dots, by))
    left, right = 40, size.width - 14
    under = key_height(signs, left=8, right=right)
    bottom = size.height - under - 46
    costs = [dot["cost"] for dot in dots]
    if heaped:
        x = times_axis(min(costs), max(costs), start=left, end=right)
    else:
        x = axis(0, max(costs), start=left, end=right)
    worth = [dot["value"] for dot in dots]
    y = axis(min(worth), max(worth), start=bottom, end=26, most=5)
    # The largest lie at the back, so that none is hidden.
    drawn = sorted(dots, key=lambda dot: (-(_area(dot, by) or ALIKE), dot["name"]))
    marks = [_mark(dot, x, y, by) for dot in drawn]
    names = [(shortened(dot["name"], size.longest_name), mark) for dot, mark in zip(drawn, marks, strict=True)]
    room = Box(left - 4, 14, size.width - 2, bottom + 2)
    return Drawing(
        "bidrag",
        size.width,
        size.height,
        title,
        sentence,
        (
            *grid(x, y, x_label=_("kostnad, mill. kr"), y_label=_("poeng")),
            *marks,
            *placed(names, marks=marks, room=room),
            *key(signs, left=8, top=size.height - under + 4, right=right),
        ),
    )

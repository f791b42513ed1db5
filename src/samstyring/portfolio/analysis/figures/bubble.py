"""Contribution against cost: every project a mark, its shape in or out, its area the risk."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samstyring.documents.axes import HEAPED, axis, times_axis
from samstyring.documents.drawing import Drawing, Mark
from samstyring.documents.labels import Box, placed, shortened
from samstyring.ground.formats import DASH, number
from samstyring.portfolio.analysis import grounds
from samstyring.portfolio.analysis.figures.figure import PAGE, Figure, grid, key, key_height
from samstyring.portfolio.models.standards import Grade

# Twice the risk, twice the area. Where nobody has graded any risk, all marks are alike.
AREAS = {Grade.LOW: 60.0, Grade.MEDIUM: 120.0, Grade.HIGH: 240.0}
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
    graded = any(dot["risk"] for dot in dots)
    sentence = _("Poeng etter kriteriene mot kostnad (%(prices)s). %(said)s") % {
        "prices": grounds.prices(basis),
        "said": said,
    }
    sentence += " " + (
        _("Jo større merke, jo høyere risiko.")
        if graded
        else _("Ingen har vurdert risikoen, så merkene er like store.")
    )
    drawn = [dot for dot in dots if dot["value"] > 0]
    heaped = bool(drawn) and max(dot["cost"] for dot in drawn) > HEAPED * min(dot["cost"] for dot in drawn)
    return Figure(
        key="bidrag",
        title=title,
        sentence=sentence,
        drawing=_drawing(title, sentence, drawn, size, graded, heaped) if drawn else None,
        heads=(
            (_("Prosjekt"), False),
            (_("Plass"), False),
            (_("Poeng"), True),
            (_("Mill. kr"), True),
            (_("Poeng per 100 mill. kr"), True),
            (_("Risiko"), False),
        ),
        rows=tuple(_row(dot) for dot in sorted(dots, key=lambda dot: (-dot["value"], dot["name"]))),
        note=" ".join(_notes(dots, drawn, heaped)),
        empty="" if drawn else _("Ingen prosjekter har både poeng og kostnad."),
    )


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
        Grade(dot["risk"]).label if dot["risk"] else DASH,
    )


def _mark(dot, x, y, graded):
    shape, look, hollow = SHAPES[dot["place"]]
    unknown = graded and not dot["risk"]
    hint = _("%(name)s: %(points)s poeng, %(cost)s mill. kr") % {
        "name": dot["name"],
        "points": number(dot["value"]),
        "cost": number(dot["cost"]),
    }
    area = AREAS[dot["risk"]] if dot["risk"] else ALIKE
    return Mark(
        x.at(dot["cost"]),
        y.at(dot["value"]),
        shape,
        area,
        look,
        hollow or unknown,
        unknown,
        f"{hint} ({words_of_place(dot['place']).lower()})",
    )


def _signs(dots, graded):
    """The marks that are in the chart, with their words."""
    signs = []
    for place, (shape, look, hollow) in SHAPES.items():
        if any(dot["place"] == place for dot in dots):
            signs.append((Mark(0, 0, shape, ALIKE, look, hollow), words_of_place(place)))
    if graded:
        signs += [
            (Mark(0, 0, "circle", AREAS[grade], "ink-3", True), _("%(grade)s risiko") % {"grade": grade.label})
            for grade in (Grade.LOW, Grade.MEDIUM, Grade.HIGH)
        ]
    if graded and not all(dot["risk"] for dot in dots):
        signs.append((Mark(0, 0, "circle", ALIKE, "ink-3", True, True), _("risiko ikke vurdert")))
    return signs


def _drawing(title, sentence, dots, size, graded, heaped):
    signs = _signs(dots, graded)
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
    drawn = sorted(dots, key=lambda dot: (-AREAS.get(dot["risk"], ALIKE), dot["name"]))
    marks = [_mark(dot, x, y, graded) for dot in drawn]
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

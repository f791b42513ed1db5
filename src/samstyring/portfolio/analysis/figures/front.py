"""The best that can be had: the worth of the best plan at other frames, and where the scenarios lie."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samstyring.documents.axes import axis
from samstyring.documents.drawing import Drawing, Mark, Trace, Words
from samstyring.documents.labels import Box, placed
from samstyring.ground.formats import number
from samstyring.portfolio.analysis import grounds
from samstyring.portfolio.analysis.figures.figure import PAGE, Figure, grid, key, key_height

SAME = 0.05


def front(found, basis, plans, *, size=PAGE):
    """The chart of one front. `plans` are the scenarios laid on it, from `fronts.laid_plans`."""
    title = _("Det beste som kan oppnås")
    points = [
        (one["second"], one["value"], one["status"] != "time-limit" or one["gap"] <= 0.001, one["gap"])
        for one in found["points"]
    ]
    here = next((one for one in plans if one.is_here), None)
    sentence = _("Flest mulige poeng ved ulike rammer, uten låser, utelatelser og minsteandeler.")
    below = _below(points, here)
    if below is not None:
        sentence += " " + _below_words(here, below)
    rows = [
        (_("Beste plan"), number(second), number(value), number(gap * 100, 2))
        for second, value, _proved, gap in points
    ]
    rows += [
        (
            _("Scenario %(letter)s %(name)s") % {"letter": one.letter, "name": one.name},
            number(one.frame),
            number(one.value),
            one.note,
        )
        for one in plans
    ]
    notes = [_("Linjen mellom punktene er bare til hjelp for øyet.")]
    if not all(proved for _x, _y, proved, _gap in points):
        notes.append(_("Der tidsgrensen stoppet søket, kan det finnes noe bedre enn punktet."))
    impossible = len(found["impossible"]) + len(found["unsettled"])
    if impossible:
        notes.append(
            ngettext(
                "Ved %(count)s av rammene ble det ikke funnet noen plan.",
                "Ved %(count)s av rammene ble det ikke funnet noen plan.",
                impossible,
            )
            % {"count": impossible}
        )
    return Figure(
        key="front",
        title=title,
        sentence=sentence,
        drawing=_drawing(title, sentence, points, found["reference"], plans, basis, size) if points else None,
        heads=(
            (_("Plan"), False),
            (_("Rammer, mill. kr"), True),
            (_("Poeng"), True),
            (_("Kan være bedre, prosent"), True),
        ),
        rows=tuple(rows),
        note=" ".join(notes),
        empty="" if points else _("Ingen plan ble funnet ved noen av rammene."),
    )


def _below(points, here):
    """How far the scenario lies under the best at its own frame; None where that was not counted."""
    if here is None:
        return None
    best = max((value for second, value, _proved, _gap in points if second <= here.frame + SAME), default=None)
    return None if best is None else best - here.value


def _below_words(here, below):
    if below < SAME:
        return _("%(letter)s når det beste.") % {"letter": here.letter}
    facts = {"letter": here.letter, "points": number(below)}
    return _("%(letter)s er %(points)s poeng under det beste. Det er det reglene koster.") % facts


def _drawing(title, sentence, points, reference, plans, basis, size):
    signs = [
        (Mark(0, 0, "circle", 60, "acc"), _("dette scenarioet")),
        (Mark(0, 0, "circle", 60, "acc", True), _("andre scenarioer")),
        (Mark(0, 0, "diamond", 30, "ink-3"), _("beregnet punkt")),
    ]
    left, right = 48, size.width - 16
    under = key_height(signs, left=8, right=right)
    bottom = size.height - under - 46
    across = [second for second, *_rest in points] + [one.frame for one in plans]
    worth = [value for _second, value, *_rest in points] + [one.value for one in plans]
    x = axis(min(across), max(across), start=left, end=right, most=5)
    y = axis(min(worth), max(worth), start=bottom, end=26, most=5)
    shapes = list(
        grid(x, y, size, x_label=_("rammer %(years)s, mill. kr") % {"years": _years(basis)}, y_label=_("poeng"))
    )
    if reference is not None and x.low <= reference <= x.high:
        at = x.at(reference)
        shapes.append(Trace(((at, 20), (at, bottom)), "stroke-ink", 1.2, "3 3"))
    shapes.append(Trace(tuple((x.at(second), y.at(value)) for second, value, *_rest in points), "stroke-acc", 2.2))
    corners = [Mark(x.at(second), y.at(value), "diamond", 30, "ink-3") for second, value, *_rest in points]
    marks = [
        Mark(
            x.at(one.frame),
            y.at(one.value),
            "circle",
            110 if one.is_here else 80,
            "acc",
            not one.is_here,
            False,
            one.name,
        )
        for one in plans
    ]
    names = [(one.letter, mark) for one, mark in zip(plans, marks, strict=True)]
    room = Box(left, 12, size.width, bottom)
    shapes += [*corners, *marks, *placed(names, marks=[*corners, *marks], room=room, size=13)]
    if reference is not None and x.low <= reference <= x.high:
        at = x.at(reference)
        near = at > (left + right) / 2
        words = _("Ramme %(amount)s") % {"amount": number(reference, 0)}
        shapes.append(
            Words(at - 6 if near else at + 6, bottom - 8, words, "ink-2", anchor="end" if near else "start")
        )
    shapes += key(signs, left=8, top=size.height - under + 4, right=right)
    return Drawing("front", size.width, size.height, title, sentence, tuple(shapes))


def _years(basis):
    years = grounds.years_of(basis)
    return f"{years[0][0]}–{years[-1][0]}"

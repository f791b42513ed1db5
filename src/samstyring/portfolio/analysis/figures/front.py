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
    ruled, free = found["ruled"]["points"], found["free"]["points"]
    here = next((one for one in plans if one.is_here), None)
    sentence = _("Flest mulige poeng ved ulike rammer, med scenarioets regler og uten dem.")
    cost = _cost(free, here)
    if cost is not None:
        sentence += " " + _cost_words(here, cost)
    points = ruled + free
    return Figure(
        key="front",
        title=title,
        sentence=sentence,
        drawing=_drawing(title, sentence, found, plans, basis, size) if points else None,
        heads=(
            (_("Plan"), False),
            (_("Rammer, mill. kr"), True),
            (_("Poeng"), True),
            (_("Kan være bedre, prosent"), True),
        ),
        rows=tuple(_rows(ruled, free, plans)),
        note=" ".join(_notes(found, points)),
        empty="" if points else _("Ingen plan ble funnet ved noen av rammene."),
    )


def _rows(ruled, free, plans):
    for words, points in ((_("Beste plan med reglene"), ruled), (_("Beste plan uten reglene"), free)):
        for one in points:
            yield words, number(one["second"]), number(one["value"]), number(100 * one["gap"], 2)
    for one in plans:
        name = _("Scenario %(letter)s %(name)s") % {"letter": one.letter, "name": one.name}
        yield name, number(one.frame), number(one.value), one.note


def _notes(found, points):
    yield _("Reglene er låser, utelatelser og minsteandeler. Linjene mellom punktene er bare til hjelp for øyet.")
    if any(one["status"] == "time-limit" and one["gap"] > 0.001 for one in points):
        yield _("Der tidsgrensen stoppet søket, kan det finnes noe bedre enn punktet.")
    lacking = found["ruled"]["impossible"] + found["ruled"]["unsettled"]
    if lacking:
        facts = {"count": len(lacking), "amount": number(max(lacking), 0)}
        yield (
            ngettext(
                "Reglene kan ikke holdes ved %(count)s av rammene, opp til %(amount)s mill. kr.",
                "Reglene kan ikke holdes ved %(count)s av rammene, opp til %(amount)s mill. kr.",
                len(lacking),
            )
            % facts
        )


def _cost(free, here):
    """How far the scenario lies under the best at its own frame; None where that was not counted."""
    if here is None:
        return None
    best = max((one["value"] for one in free if one["second"] <= here.frame + SAME), default=None)
    return None if best is None else best - here.value


def _cost_words(here, cost):
    if cost < SAME:
        return _("Reglene i %(letter)s koster ingen poeng.") % {"letter": here.letter}
    facts = {"letter": here.letter, "points": number(cost)}
    return _("Reglene i %(letter)s koster %(points)s poeng.") % facts


def _drawing(title, sentence, found, plans, basis, size):
    signs = [
        (Mark(0, 0, "circle", 60, "acc"), _("dette scenarioet")),
        (Mark(0, 0, "circle", 60, "acc", True), _("andre scenarioer")),
        (Mark(0, 0, "diamond", 30, "acc"), _("beste med reglene")),
        (Mark(0, 0, "square", 30, "ink-3", True), _("beste uten reglene")),
    ]
    plans = sorted(plans, key=lambda one: one.is_here)  # the one shown lies over the others
    curves = (("ruled", "diamond", "acc", False, ""), ("free", "square", "ink-3", True, "5 3"))
    points = [(one["second"], one["value"]) for name in ("ruled", "free") for one in found[name]["points"]]
    points += [(one.frame, one.value) for one in plans]
    left, right = 48, size.width - 16
    under = key_height(signs, left=8, right=right)
    bottom = size.height - under - 46
    x = axis(min(at for at, _v in points), max(at for at, _v in points), start=left, end=right, most=5)
    y = axis(min(value for _a, value in points), max(value for _a, value in points), start=bottom, end=26, most=5)
    label = _("rammer %(years)s, mill. kr") % {"years": _years(basis)}
    shapes = [*grid(x, y, x_label=label, y_label=_("poeng")), *_reference(found["free"]["reference"], x, bottom)]
    corners = []
    for name, shape, look, hollow, dash in curves:
        laid = [(x.at(one["second"]), y.at(one["value"])) for one in found[name]["points"]]
        shapes.append(Trace(tuple(laid), f"stroke-{look}", 2.2 if not dash else 1.6, dash))
        corners += [Mark(across, up, shape, 30, look, hollow) for across, up in laid]
    marks = [
        Mark(
            x.at(one.frame),
            y.at(one.value),
            "circle",
            110 if one.is_here else 80,
            "acc",
            not one.is_here,
            hint=one.name,
        )
        for one in plans
    ]
    names = [(one.letter, mark) for one, mark in zip(plans, marks, strict=True)]
    room = Box(left, 12, size.width, bottom + 7)
    across = x.at(found["free"]["reference"])
    line = Box(across - 1, 0, across + 1, bottom)
    shapes += [*corners, *marks, *placed(names, marks=[*corners, *marks], lines=[line], room=room, size=13)]
    shapes += key(signs, left=8, top=size.height - under + 4, right=right)
    return Drawing("front", size.width, size.height, title, sentence, tuple(shapes))


def _reference(amount, x, bottom):
    """The frames as they stand."""
    at = x.at(amount)
    near = at > (x.start + x.end) / 2
    yield Trace(((at, 20), (at, bottom)), "stroke-ink", 1.2, "3 3")
    words = _("Ramme %(amount)s") % {"amount": number(amount, 0)}
    yield Words(at - 6 if near else at + 6, 24, words, "ink-2", anchor="end" if near else "start")


def _years(basis):
    years = grounds.years_of(basis)
    return f"{years[0][0]}–{years[-1][0]}"

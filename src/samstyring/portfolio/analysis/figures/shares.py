"""Distribution: for each group its share of the money over its share of the benefit."""

from django.utils.translation import gettext as _

from samstyring.documents.drawing import Block, Drawing, Mark, Trace, Words
from samstyring.documents.labels import shortened
from samstyring.ground.formats import DASH, number, number_or_dash
from samstyring.portfolio.analysis import grounds
from samstyring.portfolio.analysis.figures.figure import PAGE, Figure, key

ROW = 46


def shares(slices, basis, *, name, title, head, size=PAGE):
    """The chart of one way of dividing the plan. `slices` are from `distribution`."""
    sentence = _("Andelen av pengene over andelen av nytten, i prosent av hele planen.")
    given = [one for one in slices if one.projects]
    if given:
        first = given[0]
        sentence += " " + _("%(name)s får mest: %(money)s %% av pengene, med %(value)s %% av nytten.") % {
            "name": first.name,
            "money": number(first.money_share, 0),
            "value": number(first.value_share, 0),
        }
    return Figure(
        key=name,
        title=title,
        sentence=sentence,
        drawing=_drawing(name, title, sentence, slices, size) if slices else None,
        heads=(
            (head, False),
            (_("Prosjekter"), True),
            (_("Mill. kr"), True),
            (_("Andel av pengene, prosent"), True),
            (_("Andel av nytten, prosent"), True),
            (_("Poeng per 100 mill. kr"), True),
        ),
        rows=tuple(_row(one) for one in slices),
        note=grounds.rests_on(basis),
        empty="" if slices else _("Ingen prosjekter er med i beregningen."),
    )


def _row(one):
    return (
        one.name,
        number(one.projects, 0),
        number_or_dash(one.mnok),
        number(one.money_share, 0),
        number(one.value_share, 0),
        DASH if one.per_hundred is None else number(one.per_hundred),
    )


def _drawing(name, title, sentence, slices, size):
    signs = [
        (Mark(0, 0, "square", 110, "source-2"), _("andel av pengene")),
        (Mark(0, 0, "square", 110, "source-1"), _("andel av nytten")),
    ]
    # Room for the words beside the longest bar.
    left, right, most = 8, size.width - 62, max(1.0, *(max(one.money_share, one.value_share) for one in slices))
    shapes = []
    for n, one in enumerate(slices):
        top = 16 + n * ROW
        shapes.append(
            Words(left, top, shortened(one.name, 2 * size.longest_name), "ink", anchor="start", weight=520)
        )
        for m, (share, look) in enumerate(((one.money_share, "source-2"), (one.value_share, "source-1"))):
            wide = (right - left) * share / most
            y = top + 6 + m * 13
            shapes.append(Block(left, y, max(wide, 1), 10, look))
            shapes.append(Words(left + max(wide, 1) + 6, y + 8, f"{number(share, 0)} %", "ink-2", 11))
    height = 16 + len(slices) * ROW + 24
    shapes.append(Trace(((left, 20), (left, height - 30)), "stroke-line"))
    shapes += key(signs, left=8, top=height - 12, right=size.width)
    return Drawing(name, size.width, height, title, sentence, tuple(shapes))

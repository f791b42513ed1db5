"""Money by year and source: what the plan uses of what there is, and where it would break a frame."""

from django.utils.translation import gettext as _

from samstyring.documents.axes import axis
from samstyring.documents.drawing import Block, Drawing, Mark, Trace, Words
from samstyring.ground.formats import number, number_or_dash
from samstyring.portfolio.analysis import grounds
from samstyring.portfolio.analysis.figures.figure import PAGE, Figure, grid, key, key_height

NOTHING = 0.0005


def by_year(result, basis, plan, *, size=PAGE):
    """The chart of the sources of one plan, from the laid out result and the stored plan."""
    frames = _frames(basis, plan)
    title = _("Kilder per år")
    total, given = number(sum(row.total for row in result.frames)), number(sum(sum(of) for of in frames.values()))
    sentence = _("%(used)s av %(given)s mill. kr er brukt (%(prices)s). Streken er årets rammer til sammen.") % {
        "used": total,
        "given": given,
        "prices": grounds.prices(basis),
    }
    breaches = [one for row in result.frames for one in row.breaches]
    if breaches:
        sentence += " " + " ".join(breaches)
    return Figure(
        key="kilder",
        title=title,
        sentence=sentence,
        drawing=_drawing(title, sentence, result, frames, size) if result.frames else None,
        heads=(
            (_("Kilde"), False),
            (_("Hva"), False),
            *((str(year), True) for year, _open in result.years),
            (_("Sum"), True),
        ),
        rows=tuple(_rows(result, frames)),
        note=_("Året med stjerne er etter avtalen.") if any(is_open for _year, is_open in result.years) else "",
        empty="" if result.frames else _("Ingen kilde er med i beregningen."),
    )


def _frames(basis, plan):
    """{source: what it gives in each programme year}."""
    years = [year for year, _open in grounds.years_of(basis)]
    given = {(one["source"], one["year"]): one["frame"] for one in plan["use"]}
    return {key: [given[key, year] for year in years] for key in basis["sources"]}


def _rows(result, frames):
    used_by_year = [sum(row.cells[n].used for row in result.frames) for n in range(len(result.years))]
    given_by_year = [sum(of[n] for of in frames.values()) for n in range(len(result.years))]
    for row in result.frames:
        used = [cell.used for cell in row.cells]
        yield (row.name, _("Brukt"), *map(number_or_dash, used), number(row.total))
        yield (row.name, _("Ramme"), *map(number_or_dash, frames[row.key]), number(sum(frames[row.key])))
    yield (_("Alle kilder"), _("Brukt"), *map(number_or_dash, used_by_year), number(sum(used_by_year)))
    yield (_("Alle kilder"), _("Ramme"), *map(number_or_dash, given_by_year), number(sum(given_by_year)))


def _drawing(title, sentence, result, frames, size):
    signs = [(Mark(0, 0, "square", 110, f"source-{row.colour}"), row.name) for row in result.frames]
    right = size.width - 10
    under = key_height(signs, left=8, right=right)
    bottom = size.height - under - 32
    used = [sum(row.cells[n].used for row in result.frames) for n in range(len(result.years))]
    given = [sum(of[n] for of in frames.values()) for n in range(len(result.years))]
    y = axis(0, max(1.0, *used, *given), start=bottom, end=28, most=5)
    # Ticks lie between the years, so only the numbers of the amounts are taken from the axis.
    x = axis(0, 1, start=46, end=right)
    shapes = [shape for shape in grid(x, y, y_label=_("mill. kr")) if not _is_below(shape, bottom)]
    step = (right - 46) / len(result.years)
    wide = min(step * 0.62, 90)
    for n, (year, is_open) in enumerate(result.years):
        middle = 46 + step * (n + 0.5)
        shapes += _bar(result, n, year, middle, wide, y)
        above = y.at(max(used[n], given[n])) - 7
        shapes.append(Words(middle, above, number_or_dash(used[n]), look="ink", anchor="middle", weight=600))
        if given[n] > NOTHING:
            top = y.at(given[n])
            shapes.append(Trace(((middle - wide * 0.62, top), (middle + wide * 0.62, top)), "stroke-ink", 1.6))
        words = f"{year}*" if is_open else str(year)
        shapes.append(Words(middle, bottom + 18, words, anchor="middle"))
    shapes += key(signs, left=8, top=size.height - under + 4, right=right)
    return Drawing("kilder", size.width, size.height, title, sentence, tuple(shapes))


def _bar(result, n, year, middle, wide, y):
    """The sources of one year on top of each other, in the order of the list."""
    floor = 0.0
    for row in result.frames:
        amount = row.cells[n].used
        if amount > NOTHING:
            hint = _("%(source)s %(year)s: %(amount)s mill. kr %(frame)s") % {
                "source": row.name,
                "year": year,
                "amount": number(amount),
                "frame": row.cells[n].frame,
            }
            top, foot = y.at(floor + amount), y.at(floor)
            # A sliver of ground parts the sources where their colours are near each other.
            height = max(foot - top - 1, 0.8)
            yield Block(middle - wide / 2, top, wide, height, f"source-{row.colour}", hint)
            floor += amount


def _is_below(shape, bottom):
    return isinstance(shape, Words) and shape.y > bottom + 10

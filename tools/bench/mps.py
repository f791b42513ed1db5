"""Write a model as an MPS file, so that every solver is given the same numbers.

Free format, with names that no reader can misunderstand: ``x0`` … for columns and ``r0`` … for
rows, in the model's own order. The worth is to be made as large as possible, and MPS only knows
smallest: the objective has the opposite sign.
"""

from collections.abc import Iterator, Mapping
from math import inf, isfinite

from samstyring.engine.columns import Model

OBJECTIVE = "worth"


def text(model: Model, worth: Mapping[int, float]) -> str:
    """The model with the objective *minimise −worth*, as the text of an MPS file."""
    return "\n".join((*_rows(model), *_columns(model, worth), *_sides(model), *_bounds(model), "ENDATA", ""))


def _kind(low: float, high: float) -> str:
    if low == high:
        return "E"
    if isfinite(low):
        return "G"
    return "L" if isfinite(high) else "N"


def _rows(model: Model) -> Iterator[str]:
    yield "NAME samstyring"
    yield "ROWS"
    yield f" N {OBJECTIVE}"
    for n, (low, high) in enumerate(zip(model.row_lower, model.row_upper, strict=True)):
        yield f" {_kind(low, high)} r{n}"


def _columns(model: Model, worth: Mapping[int, float]) -> Iterator[str]:
    entries: list[list[tuple[str, float]]] = [[] for _ in model.lower]
    for column, amount in worth.items():
        if amount:
            entries[column].append((OBJECTIVE, -amount))
    for row in range(len(model.rows)):
        for place in range(int(model.starts[row]), int(model.starts[row + 1])):
            entries[int(model.index[place])].append((f"r{row}", float(model.value[place])))
    yield "COLUMNS"
    whole = False
    for column, terms in enumerate(entries):
        if bool(model.whole[column]) != whole:
            whole = not whole
            yield f" M{column} 'MARKER' '{'INTORG' if whole else 'INTEND'}'"
        # A column that is in no row still has to be named before its bounds.
        for row, amount in terms or [(OBJECTIVE, 0.0)]:
            yield f" x{column} {row} {float(amount)!r}"
    if whole:
        yield f" M{len(entries)} 'MARKER' 'INTEND'"


def _sides(model: Model) -> Iterator[str]:
    ranges = []
    yield "RHS"
    for n, (low, high) in enumerate(zip(model.row_lower, model.row_upper, strict=True)):
        kind = _kind(low, high)
        side = float(high if kind == "L" else low)
        if kind != "N" and side:
            yield f" RHS r{n} {side!r}"
        if kind == "G" and isfinite(high):
            ranges.append(f" RNG r{n} {float(high - low)!r}")
    if ranges:
        yield "RANGES"
        yield from ranges


def _bounds(model: Model) -> Iterator[str]:
    yield "BOUNDS"
    for column, (low, high) in enumerate(zip(model.lower, model.upper, strict=True)):
        low, high = float(low), float(high)
        if low == high:
            yield f" FX BND x{column} {low!r}"
            continue
        if low != 0:
            yield f" LO BND x{column} {low!r}"
        # Readers disagree about a whole column without an upper bound, so it is always given one.
        if isfinite(high):
            yield f" UP BND x{column} {high!r}"
        elif high == inf:
            yield f" PL BND x{column}"

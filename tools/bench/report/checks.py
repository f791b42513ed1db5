"""Whether the answers that were timed are right: rules kept, references met, and nobody above another's bound."""

from collections.abc import Iterable

from . import numbers
from .chosen import Chosen, Line, ours

# Solvers keep their rules to about a millionth.
ROUNDING = 1e-5


def checks(chosen: Chosen) -> list[str]:
    """One sentence for each check that the lines allow."""
    return [said for said in (_rules(chosen), _references(chosen), _bounds(chosen)) if said]


def _rules(chosen: Chosen) -> str:
    judged = [
        line for lines in chosen.solves().values() for line in lines.values() if "breaches" in line["result"]
    ]
    broken = [line["instance"] for line in judged if line["result"]["breaches"]]
    if not judged:
        return ""
    told = f"**breaches in {len(broken)}: {', '.join(broken)}**" if broken else "no breach"
    return f"Samstyring's {len(judged)} plans judged by `samstyring verify`, which knows only the formats: {told}."


def _references(chosen: Chosen) -> str:
    met, known = [], []
    for name, lines in chosen.solves("samples").items():
        line = ours(lines)
        if line is None or "bound" not in line["known"] or line["result"]["value"] is None:
            continue
        known.append(name)
        value, bound = line["result"]["value"], line["result"]["bound"]
        reference, its_bound = line["known"]["value"], line["known"]["bound"]
        # Both are right when neither is above what the other has proved to be the most.
        overlap = value <= its_bound * (1 + 1e-6) and reference <= bound * (1 + 1e-6)
        proved = its_bound - reference <= 1e-4 * reference and bound - value <= 1e-4 * value
        met += [name] if overlap and (not proved or abs(value - reference) <= 1e-4 * reference) else []
    wrong = [name for name in known if name not in met]
    told = f"**not on {', '.join(wrong)}**" if wrong else "all agree"
    return (
        f"{len(known)} sample problems have the value and bound of an independent builder: {told}."
        if known
        else ""
    )


def _bounds(chosen: Chosen) -> str:
    compared, wrong = 0, []
    for name, lines in chosen.solves().items():
        highest = [line["result"]["value"] for line in lines.values() if line["result"]["value"] is not None]
        lowest = [line["result"]["bound"] for line in lines.values() if line["result"]["bound"] is not None]
        if len(lines) > 1 and highest and lowest:
            compared += 1
            wrong += [name] if max(highest) - min(lowest) > ROUNDING * abs(max(highest)) else []
    told = f"**but not on {', '.join(wrong)}**" if wrong else "on every one"
    said = "No solver's value is above the bound of another"
    return f"{said}, {told} of {numbers.plain(compared)} problems that several solved." if compared else ""


def versions_of(lines: Iterable[Line]) -> list[str]:
    """What the lines were made with, apart from Samstyring itself."""
    return sorted(
        {f"{name} {version}" for line in lines for name, version in line["versions"].items() if name != "engine"}
    )

"""The tables of the page, from the chosen lines."""

from collections.abc import Callable, Iterator
from statistics import median

from .. import trace
from ..roster import PEERS as ROSTER
from . import numbers
from .chosen import OURS, PEERS, Chosen, Line, gap_at, ours, proof, to

NOISE = 0.3
SHOWN = (*OURS, *PEERS)


def mark(line: Line, text: str) -> str:
    """The text, with a mark when somebody else was at work on the machine meanwhile."""
    return f"{text} \\*" if line["others"] > NOISE else text


def _by_peer(chosen: Chosen, groups: tuple[str, ...], cell: Callable[[Line], str], head: str) -> list[str]:
    instances = {name: lines for group in groups for name, lines in chosen.solves(group).items()}
    peers = [peer for peer in SHOWN if any(peer in lines for lines in instances.values())]
    rows = [
        [name, *(mark(lines[peer], cell(lines[peer])) if peer in lines else "" for peer in peers)]
        for name, lines in instances.items()
    ]
    return numbers.table([head, *(ROSTER[peer].name for peer in peers)], rows) if rows else []


PROGRAMMES = ("samples", "generated")


def half_percent(chosen: Chosen) -> list[str]:
    return _by_peer(
        chosen, PROGRAMMES, lambda line: numbers.seconds(to(line, trace.HALF_PERCENT)), "Seconds to 0,5 %"
    )


def proofs(chosen: Chosen) -> list[str]:
    return _by_peer(chosen, PROGRAMMES, lambda line: numbers.seconds(proof(line)), "Seconds to proof (0,01 %)")


def gaps(chosen: Chosen, seconds: float) -> list[str]:
    return _by_peer(
        chosen, PROGRAMMES, lambda line: numbers.gap(gap_at(line, seconds)), f"Gap after {seconds:.0f} s"
    )


def memory(chosen: Chosen) -> list[str]:
    return _by_peer(chosen, PROGRAMMES, lambda line: numbers.plain(line["memory_mb"]), "Memory, MB")


def growth(chosen: Chosen) -> list[str]:
    """Median seconds to 0.5 % by number of projects, over problems of the same size."""
    sizes: dict[tuple[int, int], dict[str, list[float | None]]] = {}
    for group in PROGRAMMES:
        for lines in chosen.solves(group).values():
            for peer in ("samstyring", "samstyring-highs", "highs", "scip", "cbc"):
                if peer in lines:
                    line = lines[peer]
                    place = sizes.setdefault((line["years"], line["projects"]), {})
                    place.setdefault(peer, []).append(to(line, trace.HALF_PERCENT))
    peers = [peer for peer in SHOWN if any(peer in by_peer for by_peer in sizes.values())]
    rows = [
        [str(years), numbers.plain(projects), *(_middle(by_peer.get(peer)) for peer in peers)]
        for (years, projects), by_peer in sorted(sizes.items())
    ]
    heads = ["Years", "Projects", *(ROSTER[peer].name for peer in peers)]
    return numbers.table(heads, rows, words=0) if rows else []


def _middle(found: list[float | None] | None) -> str:
    if not found:
        return ""
    reached = [one for one in found if one is not None]
    if len(reached) < len(found):
        return f"{len(reached)} of {len(found)}"
    return numbers.seconds(median(reached))


def rankings(chosen: Chosen) -> list[str]:
    """What rank-and-cut reaches, in per cent of Samstyring's plan."""
    solved, rows = chosen.solves(), []
    keys = ("rank-score", "rank-topsis", "rank-per-krone")
    for name, lines in chosen.ranks().items():
        own = ours(solved.get(name, {}))
        if own is None or not own["result"]["value"]:
            continue
        value = own["result"]["value"]
        cells = [
            numbers.percent(lines[key]["result"]["value"] / value) if key in lines else numbers.NOTHING
            for key in keys
        ]
        known = own["known"].get("selected")
        rows.append([name, numbers.plain(value, 1), *cells, numbers.percent(known / value) if known else ""])
    heads = ["Ranked and cut, of Samstyring's value", "Samstyring's value"]
    return (
        numbers.table([*heads, *(ROSTER[key].name for key in keys), "What the city chose"], rows) if rows else []
    )


def knapsacks(chosen: Chosen) -> list[str]:
    """Each class of knapsacks: proofs, and how many reach or pass the value of 1997."""
    classes: dict[str, dict[str, list[Line]]] = {}
    for name, lines in chosen.solves("mkp").items():
        for peer, line in lines.items():
            classes.setdefault(name.partition("-")[0], {}).setdefault(peer, []).append(line)
    rows = []
    for name, by_peer in classes.items():
        for peer in (one for one in SHOWN if one in by_peer):
            lines = by_peer[peer]
            proved = [one for one in (proof(line) for line in lines) if one is not None]
            against = [
                (line["result"]["value"] or 0.0) - line["known"]["reached"] for line in lines if line["known"]
            ]
            rows.append(
                [
                    name,
                    ROSTER[peer].name,
                    str(len(lines)),
                    str(len(proved)),
                    numbers.seconds(median(proved) if proved else None),
                    numbers.seconds(max(proved, default=None)),
                    str(sum(one > -0.5 for one in against)),
                    str(sum(one > 0.5 for one in against)),
                    numbers.plain(max(float(line["setting"]["seconds"]) for line in lines)),
                ]
            )
    heads = ["Class", "", "Problems", "Proved", "Median s", "Longest s", "Reach 1997", "Pass 1997", "Limit s"]
    return numbers.table(heads, rows, words=2) if rows else []


def elections(chosen: Chosen) -> list[str]:
    return _by_peer(
        chosen, ("pabulib",), lambda line: numbers.seconds(proof(line)), "City votes, seconds to proof (0,01 %)"
    )


def studies(chosen: Chosen) -> Iterator[str]:
    """Robust runs, exposure, rebalancing and the exact study."""
    yield from _robust(chosen)
    yield from _rebalanced(chosen)
    rows = [
        [
            line["instance"],
            str(line["result"].get("plans", numbers.NOTHING)),
            line["result"].get("method", "given up"),
            mark(line, numbers.seconds(line["result"]["seconds"])),
        ]
        for line in chosen.studies("rpm")
    ]
    if rows:
        yield from numbers.table(["Exact: plans that no other beats", "Plans", "Method", "Seconds"], rows)
    rows = [
        [
            line["instance"],
            numbers.plain(line["setting"]["draws"]),
            mark(line, numbers.seconds(line["result"]["seconds"])),
            numbers.percent(line["result"]["p85_error"], 2),
            numbers.plain(line["result"]["p85_over_p50"], 3),
            numbers.plain(line["result"]["sum_of_p50_over_p50"], 3),
        ]
        for line in chosen.studies("exposure")
    ]
    heads = ["Exposure", "Futures", "Seconds", "Error of P85 (95 %)", "P85 / P50", "Sum of P50s / P50 of the sum"]
    if rows:
        yield from numbers.table(heads, rows)


def _robust(chosen: Chosen) -> list[str]:
    brute = {line["instance"]: line for line in chosen.studies("brute")}
    rows = []
    for line in chosen.studies("robust"):
        found, epsilon = line["result"], line["setting"]["epsilon"]
        other = brute.get(line["instance"])
        other = other if other and other["setting"]["epsilon"] == epsilon else None
        rows.append(
            [
                f"{line['instance']}, ε {numbers.percent(epsilon, 1)}",
                numbers.plain(line["setting"]["samples"]),
                str(found["solves"]),
                str(found["open_samples"]),
                mark(line, numbers.seconds(found["cpu_seconds"])),
                mark(other, numbers.seconds(other["result"]["cpu_seconds"])) if other else numbers.NOTHING,
                f"{other['result']['tried']} tried" if other else "",
                numbers.times(other["result"]["cpu_seconds"] / found["cpu_seconds"]) if other else numbers.NOTHING,
            ]
        )
    heads = ["Robust", "Weights", "Balanced", "Open", "CPU s", "Brute force, CPU s", "of which", "Faster"]
    return numbers.table(heads, rows) if rows else []


def _rebalanced(chosen: Chosen) -> list[str]:
    rows = []
    for line in chosen.studies("rebalance"):
        found = line["result"]
        for point in found["curve"]:
            rows.append(
                [
                    line["instance"],
                    "free" if point["extra"] is None else f"least + {point['extra']:g}",
                    str(point["changed"]),
                    numbers.percent(point["share_of_free"], 2),
                    mark(line, numbers.seconds(found["seconds"])),
                ]
            )
    heads = ["Rebalanced after a shock", "Change", "Projects changed", "Of the free value", "Seconds, whole curve"]
    return numbers.table(heads, rows, words=2) if rows else []

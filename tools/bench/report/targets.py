"""The targets P1 to P11 of the engine, one by one: what was measured, beside whom, and whether it was met."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from statistics import median

from .. import trace
from . import numbers
from .chosen import BEST_PEERS, Chosen, Line, gap_at, ours, proof, to

ROBUST, FINE = 0.005, 0.001


@dataclass(frozen=True)
class Target:
    """One target. `met` is None when what it needs has not been measured."""

    key: str
    asked: str
    measured: str
    ratio: str
    met: bool | None

    def row(self) -> list[str]:
        verdict = {True: "met", False: "**not met**", None: "not measured"}[self.met]
        return [self.key, self.asked, self.measured or numbers.NOTHING, self.ratio or numbers.NOTHING, verdict]


def targets(chosen: Chosen) -> list[Target]:
    """All of them, in their order."""
    makers: Iterable[Callable[[Chosen], Target]] = (
        first_plan, proof_time, slow_peers, hard_gaps, against_ranking, robust, robust_fine,
        exact, contradictions, rebalancing, drawing, small_knapsacks, large_knapsacks, memory,
    )  # fmt: skip
    return [make(chosen) for make in makers]


def _programmes(chosen: Chosen) -> dict[str, dict[str, Line]]:
    return {name: lines for group in ("samples", "generated") for name, lines in chosen.solves(group).items()}


def _missing(key: str, asked: str) -> Target:
    return Target(key, asked, "", "", None)


def _all(met: Iterable[bool]) -> bool | None:
    found = list(met)
    return all(found) if found else None


def first_plan(chosen: Chosen) -> Target:
    """P1: seconds to a plan within 0.5 %."""
    asked = "a plan within 0,5 %: ≤ 2 s for n ≤ 1000, T = 4; ≤ 10 s for T = 10, n ≥ 200"
    words, ratios, met = [], [], []
    for years, fewest, limit in ((4, 0, 2.0), (10, 200, 10.0)):
        taken: list[float | None] = []
        for lines in _programmes(chosen).values():
            line = ours(lines)
            if line is None or line["years"] != years or not fewest <= line["projects"] <= 1000:
                continue
            own = to(line, trace.HALF_PERCENT)
            taken.append(own)
            best = min((one for peer in BEST_PEERS if peer in lines and (one := to(lines[peer], trace.HALF_PERCENT))), default=None)  # fmt: skip
            if own and best:
                ratios.append(own / best)
        if taken:
            within = sum(one is not None and one <= limit for one in taken)
            longest = "some not reached" if None in taken else f"longest {numbers.seconds(max(one for one in taken if one is not None))} s"  # fmt: skip
            words.append(f"T = {years}: {within} of {len(taken)} problems, {longest}")
            met.append(within == len(taken))
    mean = numbers.mean_ratio(ratios)
    return Target(
        "P1",
        asked,
        "; ".join(words),
        f"{numbers.times(mean)} the best peer's time (mean)" if mean else "",
        _all(met),
    )


def proof_time(chosen: Chosen) -> Target:
    """P2: time to proof beside the best peer, as the mean over problems: one time alone says little."""
    asked = "proof 0,01 % for n = 60 and 200, T = 4: ≤ 1,1 × the best peer's time (mean)"
    ratios, words = [], []
    for name, lines in _programmes(chosen).items():
        line = ours(lines)
        if line is None or line["years"] != 4 or line["projects"] not in (60, 200):
            continue
        own = proof(line)
        best = min((one for peer in BEST_PEERS if peer in lines and (one := proof(lines[peer]))), default=None)
        if best is None:
            continue
        ratios.append(own / best if own else float("inf"))
        words.append(f"{name} {numbers.seconds(own)} s")
    if not ratios:
        return _missing("P2", asked)
    within, largest = sum(ratio <= 1.1 for ratio in ratios), max(ratios)
    shown = f"{within} of {len(ratios)} within; " + "; ".join(words)
    if largest == float("inf"):
        return Target("P2", asked, shown, "not all proved", False)
    mean = numbers.mean_ratio(ratios) or 1.0
    said = f"mean {numbers.times(mean)}, worst {numbers.times(largest)}"
    return Target("P2", asked, shown, said, mean <= 1.1)


def slow_peers(chosen: Chosen) -> Target:
    """P2: time to proof beside what people have at hand."""
    asked = "n = 60, T = 4: ≥ 5 × faster than LibreOffice, ≥ 10 × than GLPK (n60_T4_s1)"
    lines = chosen.solves().get("n60_T4_s1") or chosen.solves().get("g60_T4_s1") or {}
    line = ours(lines)
    own = proof(line) if line else None
    if line is None or own is None:
        return _missing("P2", asked)
    words, ratios, met = [f"{numbers.seconds(own)} s"], [], []
    for peer, name, wanted in (("calc", "LibreOffice", 5.0), ("glpk", "GLPK", 10.0)):
        if peer not in lines:
            words.append(f"{name} not available")
            continue
        taken = proof(lines[peer])
        least = taken if taken is not None else float(lines[peer]["result"]["seconds"])
        words.append(f"{name} {numbers.seconds(least)} s" + ("" if taken is not None else " without proof"))
        ratios.append(f"{name} {'' if taken is not None else 'more than '}{numbers.times(least / own)}")
        met.append(least / own >= wanted)
    return Target("P2", asked, "; ".join(words), "; ".join(ratios), _all(met))


def hard_gaps(chosen: Chosen) -> Target:
    """P3: the gap after a minute where nobody proves anything."""
    asked = "gap after 60 s: n60 T10 ≤ 0,24 %, n200 T10 ≤ 0,08 %, n1000 T10 ≤ 0,02 %"
    words, ratios, met = [], [], []
    solved = _programmes(chosen)
    for names, limit in (
        (("n60_T10_s1", "g60_T10_s1"), 0.0024),
        (("n200_T10_s1", "g200_T10_s1"), 0.0008),
        (("g1000_T10_s1",), 0.0002),
    ):
        lines = next((solved[name] for name in names if name in solved), {})
        line = ours(lines)
        reached = gap_at(line, 60) if line else None
        if line is None or reached is None:
            continue
        words.append(f"{line['instance']} {numbers.gap(reached)}")
        met.append(reached <= limit)
        best = min(
            (one for peer in BEST_PEERS if peer in lines and (one := gap_at(lines[peer], 60))), default=None
        )
        if best:
            together = _together([lines[peer] for peer in BEST_PEERS if peer in lines])
            ratios.append(f"{numbers.times(reached / best)} ({numbers.times(reached / together)} all in one)")
    if len(met) < 3 and all(met):
        return Target("P3", asked, "; ".join(words), "; ".join(ratios), None)
    return Target("P3", asked, "; ".join(words), "; ".join(ratios), _all(met))


def _together(lines: Iterable[Line]) -> float:
    """The gap between the best value and the best bound that any of the peers ended with."""
    ends = [(line["result"]["value"], line["result"]["bound"]) for line in lines]
    value = max(value for value, _ in ends if value is not None)
    bound = min(bound for _, bound in ends if bound is not None)
    return max(trace.gap((0.0, value, bound)), 1e-9)


def against_ranking(chosen: Chosen) -> Target:
    """P4: value beside rank-and-cut."""
    asked = "value ≥ 100 % of rank-and-cut's, on every problem"
    solved, best, reached = chosen.solves(), [], {}
    for name, lines in chosen.ranks().items():
        line = ours(solved.get(name, {}))
        if line is None or not line["result"]["value"]:
            continue
        shares = {peer: one["result"]["value"] / line["result"]["value"] for peer, one in lines.items()}
        best.append(max(shares.values()))
        for peer, share in shares.items():
            reached.setdefault(peer, []).append(share)
    if not best:
        return _missing("P4", asked)
    spans = "; ".join(
        f"{peer.removeprefix('rank-')} {numbers.percent(min(found))}–{numbers.percent(max(found))}"
        for peer, found in reached.items()
    )
    return Target(
        "P4", asked, f"{len(best)} problems; the rankings reach {spans} of our value",
        f"the best ranking {numbers.percent(median(best))} (median)", max(best) <= 1.0 + 1e-9,
    )  # fmt: skip


def _pairs(chosen: Chosen, epsilon: float) -> list[tuple[Line, Line | None]]:
    # Of several the one that tried most weights.
    every = sorted(chosen.studies("brute"), key=lambda line: int(line["result"]["tried"]))
    brute = {(line["instance"], line["setting"]["epsilon"]): line for line in every}
    return [
        (line, brute.get((line["instance"], epsilon)))
        for line in chosen.studies("robust")
        if line["setting"]["epsilon"] == epsilon
    ]


def robust(chosen: Chosen) -> Target:
    """P5: the robust run beside brute force."""
    asked = "robust, 1 000 weights, ε 0,5 %: ≤ 1/40 of brute force; n = 200 ≤ 10 s"
    words, ratios, met = [], [], []
    for line, brute in _pairs(chosen, ROBUST):
        if line["projects"] < 60:
            continue
        own = line["result"]["cpu_seconds"]
        done = line["result"]["open_samples"] == 0
        taken = line["result"]["seconds"]
        said = f"{numbers.seconds(taken)} s ({numbers.seconds(own)} CPU s)"
        words.append(f"{line['instance']} {said}" + ("" if done else ", not finished"))
        met += [done, *([taken <= 10] if line["projects"] == 200 else [])]
        if brute is not None:
            times = brute["result"]["cpu_seconds"] / own
            ratios.append(f"{numbers.times(times)} faster ({brute['result']['tried']} weights tried)")
            met.append(times >= 40)
    return Target("P5", asked, "; ".join(words), "; ".join(ratios), _all(met))


def robust_fine(chosen: Chosen) -> Target:
    """P5: the robust run with a finer certificate."""
    asked = "robust, n = 200, ε 0,1 %: ≤ 80 CPU s"
    for line, _ in _pairs(chosen, FINE):
        if line["projects"] == 200:
            own, done = line["result"]["cpu_seconds"], line["result"]["open_samples"] == 0
            words = f"{numbers.seconds(own)} CPU s" + ("" if done else ", not finished")
            return Target("P5", asked, words, "", done and own <= 80)
    return _missing("P5", asked)


def exact(chosen: Chosen) -> Target:
    """P6: the exact study."""
    asked = "all undominated plans: one budget n = 100 ≤ 1 s, n = 150 ≤ 30 s; three budgets n = 60 ≤ 30 s"
    limits = {"rpm100_1": 1.0, "rpm150_1": 30.0, "rpm60_3": 30.0}
    words, met = [], []
    for line in chosen.studies("rpm"):
        taken, done = float(line["result"]["seconds"]), line["result"]["status"] == "done"
        found = f"{line['result']['plans']} plans" if done else "given up"
        words.append(f"{line['instance']} {numbers.seconds(taken)} s ({found})")
        met.append(done and taken <= limits[line["instance"]])
    if len(met) < len(limits) and all(met):
        return Target("P6", asked, "; ".join(words), "the methods are compared in the tests", None)
    return Target("P6", asked, "; ".join(words), "the methods are compared in the tests", _all(met))


def contradictions(chosen: Chosen) -> Target:
    """P7: proved labels and very many weights."""
    asked = "“proved” is never contradicted by 20 000 weights"
    lines = chosen.studies("contradiction")
    if not lines:
        return _missing("P7", asked)
    found = sum(line["result"]["contradictions"] for line in lines)
    proved = sum(line["result"]["proved"] for line in lines)
    words = f"{found} contradictions of {proved} proved projects on {len(lines)} problems with all plans listed"
    return Target("P7", asked, words, "", found == 0 if proved else None)


def rebalancing(chosen: Chosen) -> Target:
    """P8: the curve after a shock."""
    asked = "the whole curve, n = 200, ≤ 10 s; says whether least + 2 changes reach 99 % of the free value"
    for line in chosen.studies("rebalance"):
        if line["projects"] == 200:
            found = line["result"]
            enough = found["enough"]
            said = (
                f"99 % with least + {enough['extra']:g}, {enough['changed']} projects changed"
                if enough and enough["extra"] is not None
                else "99 % only when change is free"
            )
            words = f"{numbers.seconds(found['seconds'])} s, {len(found['curve'])} points; {said}"
            return Target("P8", asked, words, "", found["seconds"] <= 10)
    return _missing("P8", asked)


def drawing(chosen: Chosen) -> Target:
    """P9: time and error of the drawn futures."""
    asked = "10 000 futures × 200 projects ≤ 0,25 s; error of P85 ≤ 0,3 % (95 %) at correlation 0,2"
    for line in chosen.studies("exposure"):
        found = line["result"]
        words = f"{numbers.seconds(found['seconds'])} s; {numbers.percent(found['p85_error'], 2)}"
        return Target("P9", asked, words, "", found["seconds"] <= 0.25 and found["p85_error"] <= 0.003)
    return _missing("P9", asked)


def _knapsacks(chosen: Chosen, start: str) -> list[dict[str, Line]]:
    return [lines for name, lines in chosen.solves("mkp").items() if name.startswith(start) and ours(lines)]


def small_knapsacks(chosen: Chosen) -> Target:
    """P10: the class that can be proved."""
    asked = "knapsacks 5.100: all 30 proved, < 5 s each"
    every = _knapsacks(chosen, "mkp5.100")
    taken = [proof(line) for lines in every if (line := ours(lines))]
    if not taken:
        return _missing("P10", asked)
    within = sum(one is not None and one < 5 for one in taken)
    best = [
        min((one for peer in BEST_PEERS if peer in lines and (one := proof(lines[peer]))), default=None)
        for lines in every
        if any(peer in lines for peer in BEST_PEERS)
    ]
    peers = sum(one is not None and one < 5 for one in best)
    proved = [one for one in taken if one is not None]
    words = f"{within} of {len(taken)} within 5 s, {len(proved)} proved; longest {numbers.seconds(max(proved, default=None))} s"
    ratio = f"the best peer on each: {peers} of {len(best)} within 5 s"
    met = within == len(taken)
    return Target("P10", asked, words, ratio, met if not met or len(taken) >= 30 else None)


def large_knapsacks(chosen: Chosen) -> Target:
    """P10: the classes where a value is to be reached."""
    asked = "larger knapsacks: reach or pass the value of 1997 in 60 s"
    found = [line for lines in _knapsacks(chosen, "mkp10.") if (line := ours(lines)) and line["known"]]
    if not found:
        return _missing("P10", asked)
    against = [(line["result"]["value"] or 0.0) - line["known"]["reached"] for line in found]
    reached, passed = sum(one > -0.5 for one in against), sum(one > 0.5 for one in against)
    return Target(
        "P10", asked, f"10.100: {reached} of {len(found)} reach, {passed} pass", "", reached == len(found)
    )


def memory(chosen: Chosen) -> Target:
    """P11: the most memory of any run."""
    asked = "memory ≤ 250 MB with HiGHS alone, ≤ 500 MB with SCIP or a race"
    words, met = [], []
    for key, said, limit in (("samstyring-highs", "HiGHS alone", 250.0), ("samstyring", "race", 500.0)):
        used = [
            (line["memory_mb"], name)
            for name, lines in chosen.solves().items()
            for peer, line in lines.items()
            if peer == key
        ]
        if used:
            most, name = max(used)
            words.append(f"{said} {numbers.plain(most)} MB ({name})")
            met.append(most <= limit)
    return Target("P11", asked, "; ".join(words), "", _all(met))

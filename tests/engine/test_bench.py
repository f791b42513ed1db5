"""The benchmark's own parts: the same numbers for everybody, nothing measured twice, nothing typed by hand."""

from __future__ import annotations

import itertools
import math
import re
from pathlib import Path

import highspy
import pytest

from samstyring.engine.columns import Row, build
from samstyring.engine.problem import read
from samstyring.engine.programme import Infeasible, balance
from samstyring.engine.search import coefficients, goals
from tools.bench import __main__ as bench
from tools.bench import instances, machine, models, mps, report, runs, trace
from tools.bench.ledger import Ledger
from tools.bench.peers import cbc
from tools.bench.peers.purse import start
from tools.bench.report.section import keep
from tools.bench.report.targets import targets

from .cases import document, invented, sheet


def optimum(tmp_path: Path, text: str) -> float | None:
    """What HiGHS finds in an MPS file, None if nothing is possible."""
    path = tmp_path / "model.mps"
    path.write_text(text, encoding="utf-8")
    solver = highspy.Highs()
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("mip_rel_gap", 0.0)
    assert solver.readModel(str(path)) == highspy.HighsStatus.kOk
    solver.run()
    if solver.getModelStatus() == highspy.HighsModelStatus.kInfeasible:
        return None
    return -solver.getInfo().objective_function_value


@pytest.mark.parametrize("seed", range(12))
def test_a_model_written_as_mps_has_the_same_optimum(tmp_path, seed):
    problem = read(invented(seed))
    model = build(problem)
    found = optimum(tmp_path, mps.text(model, coefficients(problem, model, goals(problem, "refuse")[0][1])))
    try:
        assert found == pytest.approx(balance(problem, gap=0.0).value)
    except Infeasible:
        assert found is None


def test_rows_with_two_sides_and_columns_that_are_fixed_are_written_too(tmp_path):
    problem = read(document(sheet("A", scores={"nytte": 10}), sheet("B", scores={"nytte": 20}), sheet("C")))
    model = build(problem)
    worth = coefficients(problem, model, goals(problem, "refuse")[0][1])
    column = model.start_columns["C"][0]
    fixed = model.bounded({column: (0.0, 0.0), model.start_columns["C"][1]: (0.0, 0.0)})
    assert optimum(tmp_path, mps.text(fixed, worth)) == pytest.approx(20 + 0.9 * 10)
    both = [model.start_columns[key][0] for key in "ABC"]
    between = model.with_row(Row("between", ("A", "B", "C")), both, [1.0, 1.0, 2.0], 1.0, 1.5)
    assert optimum(tmp_path, mps.text(between, worth)) == pytest.approx(20 + 0.9 * 50)


def test_a_trace_tells_when_and_how_near():
    told = [[0.1, None, 120], [1.0, 90, 120], [2.0, 100, 110], [3.0, 99, 100.4], [9.0, 100, 100.005]]
    assert trace.time_to_plan(told) == 1.0
    assert trace.time_to(told, trace.HALF_PERCENT) == 3.0
    assert trace.time_to(told, trace.PROOF) == 9.0
    assert trace.gap_at(told, 2.5, ran=4) == pytest.approx(0.1)
    assert trace.gap_at(told, 60, ran=4) == pytest.approx(5e-5)
    assert trace.gap_at(told[:4], 60, ran=4) is None
    assert trace.gap_at(told[:4], 60, ran=60) == pytest.approx(trace.best(told[:4])[-1][1])
    assert trace.time_to(told[:3], trace.HALF_PERCENT) is None


def test_a_thinned_trace_tells_the_same():
    told = [[n / 20, 100 - 50 / (n + 1), 100 + 30 / (n + 1)] for n in range(2000)]
    thinned = trace.thin(told)
    assert len(thinned) < 80
    for wanted in (trace.HALF_PERCENT, trace.PROOF):
        assert trace.time_to(thinned, wanted) == trace.time_to(told, wanted)
    assert trace.gap_at(thinned, 10, ran=60) == pytest.approx(trace.gap_at(told, 10, ran=60), rel=0.15)
    assert trace.gap_at(thinned, 60, ran=100) == pytest.approx(trace.gap_at(told, 60, ran=100), rel=0.15)


def test_the_log_of_cbc_is_understood():
    log = [
        "Continuous objective value is -4530.37 - 0.02 seconds",
        "Cbc0012I Integer solution of -4479.5479 found by DiveCoefficient after 0 iterations (0.27 seconds)",
        "Cbc0010I After 0 nodes, 1 on tree, 1e+50 best solution, best possible -4515.2 (0.90 seconds)",
        "Cbc0010I After 100 nodes, 54 on tree, -4497.7 best solution, best possible -4512.19 (1.54 seconds)",
    ]
    assert list(cbc.points(log)) == [
        (None, -4530.37, 0.02),
        (-4479.5479, -4530.37, 0.27),
        (None, -4515.2, 0.9),
        (-4497.7, -4512.19, 1.54),
    ]


def test_a_knapsack_is_read_as_it_is_written(tmp_path):
    (tmp_path / "mkp").mkdir()
    worths, weights, limits = [9, 7, 6, 4], [[3, 4, 2, 1], [2, 1, 3, 2]], [6, 5]
    numbers = [1, 4, 2, 0, *worths, *weights[0], *weights[1], *limits]
    (tmp_path / "mkp" / "mknapcb1.txt").write_text(" ".join(map(str, numbers)), encoding="utf-8")
    (tmp_path / "mkp" / "mkcbres.txt").write_text("2.4-00   19\n", encoding="utf-8")
    (found,) = instances.knapsacks(tmp_path)
    best = max(
        sum(worth * part for worth, part in zip(worths, taken, strict=True))
        for taken in itertools.product((0, 1), repeat=4)
        if all(
            sum(a * b for a, b in zip(row, taken, strict=True)) <= limit
            for row, limit in zip(weights, limits, strict=True)
        )
    )
    assert (found.name, found.known) == ("mkp2.4-00", {"reached": 19})
    assert optimum(tmp_path, mps.text(*models.modelled(found.make()))) == pytest.approx(best)


def test_a_city_vote_becomes_a_programme_of_one_year(tmp_path):
    (tmp_path / "pabulib").mkdir()
    (tmp_path / "pabulib" / "eksempel_2023_.pb").write_text(
        "META\nkey;value\nbudget;100\nPROJECTS\nproject_id;cost;votes;name;category;selected\n"
        "A;60;30;Benk; og bord;park;1\nB;50;20;Lys;park;0\nC;50;25;Sti;park;0\n",
        encoding="utf-8",
    )
    (found,) = instances.votes(tmp_path)
    assert (found.name, found.projects, found.known) == ("eksempel_2023", 3, {"selected": 30})
    assert balance(read(found.make())).value == pytest.approx(45)


@pytest.mark.parametrize("seed", range(8))
def test_who_ranks_and_cuts_is_never_above_the_optimum(seed):
    problem = read(invented(seed) | {"minimum_shares": {}})
    try:
        best = balance(problem, gap=0.0)
    except Infeasible:
        return
    values = goals(problem, "refuse")[0][1]
    ordered = sorted(problem.projects, key=lambda one: (not one.must_start, -values[one.key]))
    started = start(problem, ordered)
    worth = math.fsum(values[key] * problem.delay_factor**year for key, year in started.items())
    if all(one.key in started for one in problem.projects if one.must_start):
        assert worth <= best.value + 1e-6


def test_what_is_measured_is_not_measured_again(tmp_path, capsys):
    path = tmp_path / "results.jsonl"
    run = runs.Run("generated", "solve", instances.generated(12, 2, 1), "highs", {"seconds": 20, "gap": 1e-4})
    assert bench._measure(run, Ledger(path), tmp_path, "1/1") == 0
    assert "proved" in capsys.readouterr().out
    # A line that was cut off when the machine went down is measured again, and spoils nothing.
    path.write_text(path.read_text() + '{"kind": "solve", "inst', encoding="utf-8")
    again = Ledger(path)
    assert bench._measure(run, again, tmp_path, "1/1") == 0
    assert capsys.readouterr().out == ""
    longer = runs.Run("generated", "solve", run.instance, "highs", {"seconds": 30, "gap": 1e-4})
    assert bench._measure(longer, again, tmp_path, "1/1") == 0
    # A run that was disturbed is made again when that is asked for, and only then.
    again.lines[0]["others"] = 1.5
    assert bench._measure(run, again, tmp_path, "1/1") == 0
    assert len(again.lines) == 2
    assert bench._measure(run, again, tmp_path, "1/1", again=True) == 0
    assert len(again.lines) == 3
    lines = Ledger(path).lines[:2]
    assert [line["setting"]["seconds"] for line in lines] == [20, 30]
    assert lines[0]["result"]["value"] == pytest.approx(lines[1]["result"]["value"])
    assert lines[0]["memory_mb"] > 10
    assert lines[0]["versions"]


def test_a_problem_that_has_changed_is_laid_out_anew(tmp_path):
    first = instances.lay(instances.generated(5, 2, 1), tmp_path)
    assert instances.lay(instances.generated(5, 2, 1), tmp_path) == first
    (first.folder / "solution.json").write_text("{}", encoding="utf-8")
    other = instances.Instance(first.folder.name, "generated", instances.generated(5, 2, 2).make)
    assert instances.lay(other, tmp_path).digest != first.digest
    assert not (first.folder / "solution.json").exists()


def test_telling_something_better_does_not_ask_for_measuring_it_again():
    once = machine.code('"""Old words."""\n\ndef f(x):\n    """Said so."""\n    return x + 1  # why\n')
    assert once == machine.code('"""New words."""\ndef f(x):\n    """Said better."""\n    return x+1\n')
    assert once != machine.code('"""New words."""\ndef f(x):\n    """Said better."""\n    return x + 2\n')
    assert machine.engine("programme") != machine.engine("problem")


def line(instance="n60_T4_s1", peer="highs", *, seconds=60.0, points=(), **changes):
    """A line of the ledger, as if it had been measured."""
    numbers = [int(one) for one in re.findall(r"\d+", instance)]
    ended = points[-1]
    proved = trace.gap(ended) <= trace.PROOF
    result = {
        "status": "proved" if proved else "time-limit",
        "value": ended[1],
        "bound": ended[2],
        "seconds": ended[0],
        "trace": [list(point) for point in points],
    }
    return {
        "group": "samples", "kind": "solve", "instance": instance, "family": "sample", "projects": numbers[0],
        "years": numbers[1], "known": {}, "digest": "d", "peer": peer, "setting": {"seconds": seconds, "gap": 1e-4},
        "versions": {"highspy": "1"}, "machine": "eksempel", "date": "2026-01-01T00:00:00Z", "commit": "abc",
        "load": 0.1, "others": 0.0, "wall": ended[0], "cpu": ended[0], "memory_mb": 100.0, "result": result,
    } | changes  # fmt: skip


def verdicts(lines):
    return {(one.key, one.asked[:12]): one for one in targets(report.choose(lines))}


def test_targets_are_worked_out_from_the_lines():
    lines = [
        line(peer="samstyring", points=[(1.0, 99.8, 100), (4.0, 100, 100)], memory_mb=300.0),
        line(peer="scip", points=[(2.0, 99.8, 100), (5.0, 100, 100)]),
        line(peer="cbc", points=[(2.0, 99.8, 100), (60.0, 99.9, 100)]),
        line(peer="calc", points=[(24.0, 100, 100)]),
        line(peer="glpk", points=[(60.0, 99, 100)]),
    ]
    found = verdicts(lines)
    assert found["P1", "a plan withi"].met is True
    assert "0,50 ×" in found["P1", "a plan withi"].ratio
    assert found["P2", "proof 0,01 %"].met is True
    assert "worst 0,80 ×" in found["P2", "proof 0,01 %"].ratio
    assert found["P2", "n = 60, T = "].met is True
    assert "LibreOffice 6,00 ×; GLPK more than 15 ×" in found["P2", "n = 60, T = "].ratio
    assert found["P3", "gap after 60"].met is None
    assert found["P11", "memory ≤ 250"].met is True
    slow = [*lines[1:], line(peer="samstyring", points=[(1.0, 99.8, 100), (6.0, 100, 100)], memory_mb=600.0)]
    assert verdicts(slow)["P2", "proof 0,01 %"].met is False
    assert verdicts(slow)["P11", "memory ≤ 250"].met is False


def studied(kind, result, *, projects=200, instance="n200_T4_s1", **setting):
    """A line of a study."""
    told = {"status": "done", "value": None, "bound": None, "seconds": 1.0, "trace": []} | result
    return line(
        instance, "samstyring", points=[(1.0, None, None)], group="studies", kind=kind, projects=projects, years=4,
        setting=setting, result=told,
    )  # fmt: skip


def test_studies_are_told_beside_brute_force():
    robust = {"cpu_seconds": 8.0, "open_samples": 0, "solves": 10, "counts": {}, "relaxations": 9, "plans": 3}
    brute = {"cpu_seconds": 400.0, "tried": 8}
    curve = [{"extra": extra, "changed": 4, "share_of_free": 0.995} for extra in (0, 1, None)]
    lines = [
        studied("robust", robust, samples=1000, epsilon=0.005),
        studied("brute", brute, samples=1000, epsilon=0.005),
        studied("robust", robust | {"cpu_seconds": 90.0}, samples=1000, epsilon=0.001),
        studied("rebalance", {"curve": curve, "enough": {"extra": 0, "changed": 4}, "seconds": 12.0}),
        studied(
            "exposure", {"p85_error": 0.002, "p85_over_p50": 1.1, "sum_of_p50_over_p50": 0.98, "seconds": 0.2},
            draws=10_000,
        ),
        studied("rpm", {"plans": 3, "method": "successive-milp"}, instance="rpm60_3", projects=60),
        studied("rpm", {"status": "too large", "why": "eksempel"}, instance="rpm150_1", projects=150),
        studied("contradiction", {"contradictions": 0, "proved": 9}, instance="l9_T2_s1", projects=9),
    ]  # fmt: skip
    found = [
        (one.key, one.met) for one in targets(report.choose(lines)) if one.key in ("P5", "P6", "P7", "P8", "P9")
    ]
    assert found == [("P5", True), ("P5", False), ("P6", False), ("P7", True), ("P8", False), ("P9", True)]
    written = report.written(lines)
    assert "| n200_T4_s1, ε 0,5 % | 1 000 | 10 | 0 | 8,00 | 400 | 8 tried | 50 × |" in written
    assert "| n200_T4_s1 | free | 4 | 99,50 % | 12,0 |" in written
    assert "| rpm150_1 | – | given up | 1,00 |" in written
    assert "0,20 s; 0,20 %" in written


def test_answers_that_cannot_both_be_right_are_told():
    right = [line(points=[(2.0, 100, 100.2)]), line(peer="scip", points=[(3.5, 99.9, 100.1)])]
    assert "on every one of 1 problems" in report.written(right)
    wrong = [*right, line(peer="cbc", points=[(1.0, 100.15, 100.3)])]
    assert "**but not on n60_T4_s1**" in report.written(wrong)
    known = {"value": 100.0, "bound": 100.0}
    own = line(peer="samstyring", points=[(1.0, 100.0, 100.005)], known=known)
    own["result"]["breaches"] = []
    assert "no breach" in report.written([own])
    assert "all agree" in report.written([own])
    off = line(peer="samstyring", points=[(1.0, 99.9, 99.9)], known=known)
    off["result"]["breaches"] = ["frame stat 2026"]
    assert "**not on n60_T4_s1**" in report.written([off])
    assert "**breaches in 1: n60_T4_s1**" in report.written([off])


def test_the_newest_version_counts_and_then_the_longest_limit():
    old = line(peer="samstyring", points=[(1.0, 100, 100)], versions={"engine": "old"})
    new = line(
        peer="samstyring", points=[(9.0, 100, 100)], versions={"engine": "new"}, seconds=10.0,
        date="2026-01-02T00:00:00Z",
    )  # fmt: skip
    short = line(peer="highs", points=[(10.0, 99, 100)], seconds=10.0, date="2026-01-03T00:00:00Z")
    long = line(peer="highs", points=[(60.0, 99, 100)])
    elsewhere = line(peer="scip", points=[(60.0, 99, 100)], machine="another")
    found = report.choose([old, new, elsewhere, long, short]).solves()["n60_T4_s1"]
    assert found["samstyring"]["versions"] == {"engine": "new"}
    assert found["highs"]["setting"]["seconds"] == 60.0
    assert "scip" not in found


def test_the_page_marks_what_was_measured_in_a_crowd_and_leaves_other_sections_alone(tmp_path):
    page = tmp_path / "benchmarks.md"
    page.write_text("# Benchmarks\n\n## Lister\n\n| a |\n|---|\n| 1 |\n", encoding="utf-8")
    lines = [line(points=[(2.0, 100, 100)], others=1.2), line(peer="scip", points=[(3.5, 100, 100)])]
    report.write(lines, page)
    written = page.read_text(encoding="utf-8")
    assert "| 1 |\n\n## Portefølje\n" in written
    assert "| n60_T4_s1 | 2,00 \\* | 3,50 |" in written
    assert "| P5 |" in written
    keep(page, "## Lister", "## Lister\n\n### Nye\n\nTekst.\n")
    again = page.read_text(encoding="utf-8")
    assert "| 1 |" not in again
    assert again.replace("### Nye\n\nTekst.", "| a |\n|---|\n| 1 |") == written
    report.write([], page)
    assert "Nothing has been measured yet" in page.read_text(encoding="utf-8")
    assert "### Nye" in page.read_text(encoding="utf-8")


def test_the_quick_measurement_is_a_part_of_the_problems_of_the_whole_one(tmp_path):
    quick, whole = (runs.planned(tmp_path, quick=one) for one in (True, False))
    assert {one.instance.name for one in quick} <= {one.instance.name for one in whole}
    assert len(quick) < len(whole) / 3
    only = runs.chosen(whole, "rpm, exposure")
    assert {one.kind for one in only} == {"rpm", "exposure"}
    sizes = {(one.instance.projects, one.instance.years) for one in whole if one.kind == "solve"}
    assert {(n, t) for n in (60, 200, 1000, 2000) for t in (4, 10)} <= sizes

"""``samstyring robust problem.json --party-weights weights.json``: what holds when parties disagree about weights."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from ..fields import ProblemError
from .answers import BAD_INPUT, DONE, Refusal, ask_for_problem, ask_how, searching, share, whole
from .files import given, put, read_problem

if TYPE_CHECKING:
    from ..robust import Robustness

MOST_DRAWS = 100_000
STAGES = {
    "corners": "balancing at the corners",
    "samples": "sampled weights within epsilon",
    "proofs": "proofs",
    "challenges": "searching for the opposite",
}


def register(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the word to a parser."""
    parser = subparsers.add_parser(
        "robust",
        help="say what holds when the parties disagree about weights",
        description="Study a problem over a set of weights (samstyring-party-weights/1), and say for each project "
        "whether it is proved in or out, seen in or out at all sampled weights, or open and on what it depends. "
        "Exit code 0: done. 1: no programme is possible. 2: the input cannot be used.",
    )
    ask_for_problem(parser)
    parser.add_argument("--party-weights", type=Path, required=True, help="the parties' weights, a JSON file")
    ask_how(parser, out="the study", seconds=300)
    parser.add_argument("--plan", type=Path, help="a solution file, whose plan is judged too")
    parser.add_argument(
        "--samples", type=whole(1, MOST_DRAWS), metavar="N", default=1000, help="sampled weights (1000)"
    )
    parser.add_argument(
        "--eps", type=share, default=0.005, help="prove plans within this share of the best (0.005)"
    )
    parser.add_argument("--draw", choices=("mixtures", "uniform"), help="how weights are drawn from their set")
    parser.add_argument(
        "--points",
        choices=("independent", "sobol"),
        default="independent",
        help="what is drawn with (independent)",
    )
    parser.add_argument(
        "--challenges",
        type=int,
        metavar="N",
        help="programmes that may be balanced to settle projects that only look settled",
    )
    parser.add_argument(
        "--uncertain-scores",
        action="store_true",
        help="draw scores given as intervals together with the weights; hardly anything can then be proved",
    )
    parser.set_defaults(run=robust)


@searching
def robust(arguments: argparse.Namespace) -> int:
    """Read, study and write; return the exit code."""
    from ..robust import NoWeights, read_weights, study, write

    problem = read_problem(arguments.problem)
    weights = given(arguments.party_weights, lambda content: read_weights(content, problem.criteria))
    plan = None if arguments.plan is None else given(arguments.plan, _starts)
    try:
        found = study(
            problem,
            weights,
            epsilon=arguments.eps,
            draws=arguments.samples,
            method=arguments.draw,
            points=arguments.points,
            seconds=arguments.seconds,
            seed=arguments.seed,
            threads=arguments.threads,
            missing=arguments.missing,
            uncertain_scores=arguments.uncertain_scores,
            challenges=arguments.challenges,
            given=plan,
            progress=None if arguments.quiet else Report(),
        )
    except NoWeights as error:
        raise Refusal(BAD_INPUT, f"{arguments.party_weights}: {error}") from None
    except ProblemError as error:
        raise Refusal(BAD_INPUT, f"{arguments.plan or arguments.problem}: {error}") from None
    put(arguments.out, write(found))
    if not arguments.quiet:
        print(_summary(found), file=sys.stderr)
    return DONE


def _starts(text: bytes) -> Mapping[str, int]:
    """The start years of a solution file."""
    from .. import fields

    found = fields.mapping(fields.parse(text), "")
    if "starts" not in found:
        raise fields.ProblemError("", 'the field "starts" is missing')
    starts = fields.mapping(found["starts"], "starts")
    return {key: fields.integer(year, f"starts.{key}", low=1900, high=2300) for key, year in starts.items()}


class Report:
    """Progress on standard error, a line when a stage begins and at each tenth of it."""

    def __init__(self) -> None:
        self.said: tuple[str, int] | None = None

    def __call__(self, stage: str, done: int, of: int) -> None:
        tenth = (stage, 10 if of == 0 else 10 * done // of)
        if tenth != self.said:
            self.said = tenth
            print(f"{STAGES[stage]}: {done} of {of}", file=sys.stderr, flush=True)


def _summary(found: Robustness) -> str:
    certificate = found.certificate
    states = ", ".join(f"{count} {state}" for state, count in found.counts.items())
    worst = json.dumps(found.minimax)
    return (
        f"{certificate.ended}: {states}; within {certificate.reached:.2%} at all {found.weights.count} weights, "
        f"{certificate.open_samples} of them not within {certificate.epsilon:.2%}; "
        f"{certificate.solves} programmes balanced, {certificate.plans} plans, least regret {worst}, "
        f"{found.cpu_seconds:.1f} CPU s"
    )

"""``samstyring robust problem.json --party-weights weights.json``: what holds when parties disagree about weights."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from .answers import BAD_INPUT, DONE, INFEASIBLE, refuse, seed, share, threads
from .answers import positive as seconds
from .files import problem_in

if TYPE_CHECKING:
    from ..robust import Robustness

MOST_DRAWS = 100_000
STAGES = {
    "corners": "balancing at the corners",
    "samples": "sampled weights within epsilon",
    "proofs": "proofs",
    "challenges": "searching for the opposite",
}


class BadInput(Exception):
    """The input cannot be used; the message names the file and what is wrong in it."""


def register(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the word to a parser."""
    parser = subparsers.add_parser(
        "robust",
        help="say what holds when the parties disagree about weights",
        description="Study a problem over a set of weights (samstyring-party-weights/1), and say for each project "
        "whether it is proved in or out, seen in or out at all sampled weights, or open and on what it depends. "
        "Exit code 0: done. 1: no programme is possible. 2: the input cannot be used.",
    )
    parser.add_argument(
        "problem", type=Path, help="the problem, a JSON file or an Excel workbook; - reads standard input"
    )
    parser.add_argument("--party-weights", type=Path, required=True, help="the parties' weights, a JSON file")
    parser.add_argument("--out", type=Path, help="where to write the study; standard output if left out")
    parser.add_argument("--plan", type=Path, help="a solution file, whose plan is judged too")
    parser.add_argument("--samples", type=draws, metavar="N", default=1000, help="sampled weights (1000)")
    parser.add_argument(
        "--eps", type=share, default=0.005, help="prove plans within this share of the best (0.005)"
    )
    parser.add_argument("--seconds", type=seconds, default=300.0, help="time limit (300)")
    parser.add_argument("--seed", type=seed, metavar="N", default=0, help="seed (0)")
    parser.add_argument("--threads", type=threads, metavar="N", default=1, help="threads (1)")
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
        "--missing",
        choices=("refuse", "zero", "weights-of-known"),
        default="refuse",
        help="what an unknown score means (refuse)",
    )
    parser.add_argument(
        "--uncertain-scores",
        action="store_true",
        help="draw scores given as intervals together with the weights; hardly anything can then be proved",
    )
    parser.add_argument("--quiet", action="store_true", help="say nothing about the progress")
    parser.set_defaults(run=robust)


def draws(text: str) -> int:
    value = int(text)
    if not 1 <= value <= MOST_DRAWS:
        raise argparse.ArgumentTypeError(f"should be from 1 to {MOST_DRAWS}")
    return value


def robust(arguments: argparse.Namespace) -> int:
    """Read, study and write; return the exit code."""
    # The solver takes a while to import, and the other commands do not need it.
    from ..programme import Infeasible, NoPlanInTime
    from ..robust import write

    try:
        found = _studied(arguments)
    except BadInput as error:
        return refuse(BAD_INPUT, str(error))
    except Infeasible as error:
        return refuse(INFEASIBLE, str(error))
    except NoPlanInTime as error:
        return refuse(INFEASIBLE, f"{error}; give it more --seconds")
    if arguments.out is None:
        sys.stdout.write(write(found))
    else:
        try:
            arguments.out.write_text(write(found), encoding="utf-8")
        except OSError as error:
            return refuse(BAD_INPUT, f"{arguments.out}: cannot be written: {error.strerror}")
    if not arguments.quiet:
        print(_summary(found), file=sys.stderr)
    return DONE


def _studied(arguments: argparse.Namespace) -> Robustness:
    from ..fields import ProblemError
    from ..robust import NoWeights, read_weights, study
    from ..scoring import ScoresMissing

    reading = arguments.problem
    try:
        problem = problem_in(_content(arguments.problem), arguments.problem)
        reading = arguments.party_weights
        weights = read_weights(_content(arguments.party_weights), problem.criteria)
        reading = arguments.plan or arguments.problem
        given = None if arguments.plan is None else _starts(_content(arguments.plan))
        return study(
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
            given=given,
            progress=None if arguments.quiet else Report(),
        )
    except NoWeights as error:
        raise BadInput(f"{arguments.party_weights}: {error}") from None
    except ProblemError as error:
        raise BadInput(f"{reading}: {error}") from None
    except ScoresMissing as error:
        raise BadInput(f"{arguments.problem}: {error}; choose what that means with --missing") from None
    except ValueError as error:
        raise BadInput(str(error)) from None


def _content(path: Path) -> bytes:
    try:
        return sys.stdin.buffer.read() if str(path) == "-" else path.read_bytes()
    except OSError as error:
        raise BadInput(f"{path}: cannot be read: {error.strerror}") from None


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

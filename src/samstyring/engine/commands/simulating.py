"""``samstyring simulate-problem --projects N --years T --seed S``: draw an invented problem."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from .answers import DONE, answering, seed, whole
from .files import put


def register(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the word to a parser."""
    parser = subparsers.add_parser(
        "simulate-problem",
        help="draw an invented portfolio problem from a seed",
        description="Draw an invented problem in the format samstyring-portfolio-problem/1, with costs, phases, "
        "frames and rules as real ones have them. The same numbers give the same file, to the byte, and every "
        "problem has a possible programme. Exit code 0: done. 2: the input cannot be used.",
    )
    parser.add_argument("--projects", type=whole(0, 20_000), metavar="N", required=True, help="number of projects")
    parser.add_argument("--years", type=whole(1, 40), metavar="T", required=True, help="number of programme years")
    parser.add_argument("--seed", type=seed, metavar="S", default=0, help="seed (0)")
    parser.add_argument("--out", type=Path, help="where to write the problem; standard output if left out")
    parser.add_argument(
        "--party-weights-out", type=Path, metavar="FILE", help="write the weights of nine invented parties too"
    )
    parser.add_argument(
        "--distributions-out", type=Path, metavar="FILE", help="write how uncertain each cost is too"
    )
    parser.set_defaults(run=simulate)


@answering
def simulate(arguments: argparse.Namespace) -> int:
    """Draw and write; return the exit code."""
    from .. import simulate as drawing
    from ..portfolio import write

    problem = drawing.simulate(projects=arguments.projects, years=arguments.years, seed=arguments.seed)
    put(arguments.out, write(problem))
    for name, mapping in (
        (arguments.party_weights_out, drawing.party_weights),
        (arguments.distributions_out, drawing.cost_distributions),
    ):
        if name is not None:
            drawn = mapping(problem, seed=arguments.seed)
            put(name, json.dumps(drawn, ensure_ascii=False, indent=1) + "\n")
    return DONE

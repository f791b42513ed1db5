"""``samstyring simulate-problem --projects N --years T --seed S``: draw an invented problem."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from .answers import BAD_INPUT, DONE, refuse, seed


def register(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the word to a parser."""
    parser = subparsers.add_parser(
        "simulate-problem",
        help="draw an invented portfolio problem from a seed",
        description="Draw an invented problem in the format samstyring-portfolio-problem/1, with costs, phases, "
        "frames and rules as real ones have them. The same numbers give the same file, to the byte, and every "
        "problem has a possible programme. Exit code 0: done. 2: the input cannot be used.",
    )
    parser.add_argument("--projects", type=projects, metavar="N", required=True, help="number of projects")
    parser.add_argument("--years", type=years, metavar="T", required=True, help="number of programme years")
    parser.add_argument("--seed", type=seed, metavar="S", default=0, help="seed (0)")
    parser.add_argument("--out", type=Path, help="where to write the problem; standard output if left out")
    parser.add_argument(
        "--party-weights-out", type=Path, metavar="FILE", help="write the weights of nine invented parties too"
    )
    parser.add_argument(
        "--distributions-out", type=Path, metavar="FILE", help="write how uncertain each cost is too"
    )
    parser.set_defaults(run=simulate)


def projects(text: str) -> int:
    value = int(text)
    if not 0 <= value <= 20_000:
        raise argparse.ArgumentTypeError("should be from 0 to 20000")
    return value


def years(text: str) -> int:
    value = int(text)
    if not 1 <= value <= 40:
        raise argparse.ArgumentTypeError("should be from 1 to 40")
    return value


def simulate(arguments: argparse.Namespace) -> int:
    """Draw and write; return the exit code."""
    import json

    from .. import simulate as drawing
    from ..portfolio import write

    problem = drawing.simulate(projects=arguments.projects, years=arguments.years, seed=arguments.seed)
    texts = [(arguments.out, write(problem))]
    for name, mapping in (
        (arguments.party_weights_out, drawing.party_weights),
        (arguments.distributions_out, drawing.cost_distributions),
    ):
        if name is not None:
            drawn = mapping(problem, seed=arguments.seed)
            texts.append((name, json.dumps(drawn, ensure_ascii=False, indent=1) + "\n"))
    for name, text in texts:
        if name is None:
            sys.stdout.write(text)
            continue
        try:
            name.write_text(text, encoding="utf-8")
        except OSError as error:
            return refuse(BAD_INPUT, f"{name}: cannot be written: {error.strerror}")
    return DONE

"""The engine from the command line, a module for each word. Exit codes: 0 done, 1 the answer is no, 2 bad input."""

from __future__ import annotations

import argparse
from collections.abc import Sequence

from . import (
    converting,
    exposure,
    front,
    indexing,
    listing,
    rebalancing,
    robustness,
    simulating,
    solving,
    verifying,
)

WORDS = (solving, verifying, converting, robustness, listing, exposure, rebalancing, front, simulating, indexing)


def register(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the engine's words to a parser; ``arguments.run(arguments)`` returns the exit code."""
    for word in WORDS:
        word.register(subparsers)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the engine's words without the rest of Samstyring."""
    parser = argparse.ArgumentParser(prog="samstyring")
    register(parser.add_subparsers(required=True, metavar="command"))
    parsed = parser.parse_args(arguments)
    return int(parsed.run(parsed))

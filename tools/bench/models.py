"""The model of a problem file: a programme in our format, or a knapsack that is nothing but numbers."""

import json
from typing import Any

import numpy as np

from samstyring.engine.columns import Model, build
from samstyring.engine.problem import read
from samstyring.engine.search import coefficients, goals
from samstyring.engine.solvers import plain

KNAPSACK = "knapsack"


def is_knapsack(document: dict[str, Any]) -> bool:
    return document.get("format") == KNAPSACK


def knapsack(document: dict[str, Any]) -> tuple[Model, dict[int, float]]:
    """The model of things with a worth, a weight in each limit, and the limits; and what each is worth."""
    model = plain(np.array(document["weights"], dtype=np.float64), np.array(document["limits"], dtype=np.float64))
    return model, {n: float(amount) for n, amount in enumerate(document["worth"])}


def modelled(text: str) -> tuple[Model, dict[int, float]]:
    """The model of a problem file, and what each column is worth."""
    document = json.loads(text)
    if is_knapsack(document):
        return knapsack(document)
    problem = read(text)
    model = build(problem)
    return model, coefficients(problem, model, goals(problem, "refuse")[0][1])

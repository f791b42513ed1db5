"""A model that is only numbers: for comparing solvers on problems that are not programmes."""

from __future__ import annotations

import numpy as np

from ..columns import Floats, Model, Row


def plain(matrix: Floats, row_upper: Floats, *, row_lower: Floats | None = None) -> Model:
    """A model of 0/1 columns under ``row_lower <= matrix @ columns <= row_upper``.

    Parameters
    ----------
    matrix : ndarray, shape (R, C)
    row_upper, row_lower : ndarray, shape (R,)
        Without `row_lower` nothing is asked from below.

    Examples
    --------
    A knapsack of 5 for things of 3, 2 and 4:

    >>> from samstyring.engine.solvers import run
    >>> run(plain(np.array([[3.0, 2, 4]]), np.array([5.0])), {0: 10, 1: 7, 2: 12}, gap=0).value
    17.0
    """
    rows, columns = matrix.shape
    places, index = np.nonzero(matrix)
    return Model(
        lower=np.zeros(columns),
        upper=np.ones(columns),
        whole=np.ones(columns, dtype=bool),
        column_names=tuple(Row("column", (str(n),)) for n in range(columns)),
        row_lower=np.full(rows, -np.inf) if row_lower is None else row_lower.astype(np.float64),
        row_upper=row_upper.astype(np.float64),
        starts=np.searchsorted(places, np.arange(rows + 1)).astype(np.int32),
        index=index.astype(np.int32),
        value=matrix[places, index].astype(np.float64),
        rows=tuple(Row("row", (str(n),)) for n in range(rows)),
        scale=1.0,
        start_columns={},
        pay_columns={},
        carry_columns={},
        unfunded_columns={},
        classes=(),
        class_of={},
    )

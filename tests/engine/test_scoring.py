"""What the assessors said, and what unknown scores are taken to mean."""

from __future__ import annotations

import pytest

from samstyring.engine.scoring import (
    Assessment,
    ScoresMissing,
    disagreements,
    standing,
    summarise,
    unknown,
    worth,
)

from .cases import problem, sheet

WHO = ["Eksempel A", "Eksempel B", "Eksempel C"]


def said(*scores: float | None, project: str = "Bru", criterion: str = "nytte") -> list[Assessment]:
    return [Assessment(who, project, criterion, score) for who, score in zip(WHO, scores, strict=False)]


def test_the_scores_of_all_assessors_are_brought_together():
    (cell,) = summarise(said(20, 50, 80), projects=["Bru"], criteria=["nytte"], assessors=WHO)
    assert (cell.count, cell.mean, cell.median, cell.lowest, cell.highest) == (3, 50, 50, 20, 80)
    assert cell.deviation == pytest.approx(24.4949, abs=1e-4)
    assert cell.missing == ()


def test_those_who_have_not_answered_are_named_and_do_not_count():
    cells = summarise(said(20, None), projects=["Bru", "Vei"], criteria=["nytte"], assessors=WHO)
    assert (cells[0].mean, cells[0].missing) == (20, ("Eksempel B", "Eksempel C"))
    assert (cells[1].mean, cells[1].count, cells[1].missing) == (None, 0, tuple(WHO))


def test_the_largest_disagreement_comes_first_and_agreement_not_at_all():
    given = [*said(0, 50, 100), *said(40, 60, project="Vei"), *said(70, 70, project="Sti")]
    cells = summarise(given, projects=["Sti", "Vei", "Bru"], criteria=["nytte"], assessors=WHO)
    assert [cell.project for cell in disagreements(cells)] == ["Bru", "Vei"]
    assert [cell.project for cell in disagreements(cells, least=20)] == ["Bru"]


@pytest.mark.parametrize(
    "wrong",
    [
        said(10) + said(10),
        said(101),
        said(10, project="Ukjent"),
        said(10, criterion="ukjent"),
        [Assessment("Fremmed", "Bru", "nytte", 10)],
    ],
)
def test_assessments_that_make_no_sense_are_refused(wrong):
    with pytest.raises(ValueError, match="assessments"):
        summarise(wrong, projects=["Bru"], criteria=["nytte"], assessors=WHO)


def half_known():
    """One project known on the criterion that weighs 1 of 4, one known on none."""
    return problem(
        sheet("Halv", scores={"klima": 80, "nytte": None}, size=2),
        sheet("Tom", scores={}),
        weights={"klima": 1, "nytte": 3},
    )


def test_unknown_scores_are_listed_and_count_as_they_are_told_to():
    one = half_known()
    assert unknown(one) == (("Halv", "nytte"), ("Tom", "klima"), ("Tom", "nytte"))
    assert worth(one, missing="zero").values == {"Halv": 160, "Tom": 0}
    assert worth(one, missing="weights-of-known").values == {"Halv": 640, "Tom": 0}
    with pytest.raises(ScoresMissing, match="Halv/nytte"):
        worth(one, missing="refuse")


def test_a_criterion_without_weight_may_be_unknown():
    one = problem(sheet("A", scores={"klima": 80}), weights={"klima": 1, "nytte": 0})
    assert worth(one, missing="refuse").values == {"A": 80}


def test_ranked_criteria_are_never_added_together():
    ranked = problem(sheet("A", scores={"nytte": 10}, size=2), ranking=["nytte"], weights=None)
    assert standing(ranked, "nytte", missing="refuse").values == {"A": 20}
    with pytest.raises(ValueError, match="ranking"):
        worth(ranked, missing="zero")
    with pytest.raises(ValueError, match="weights"):
        standing(ranked, "nytte", missing="weights-of-known")

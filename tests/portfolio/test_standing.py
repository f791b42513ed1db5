"""What the database says about many projects is what the rules say about each of them."""

import random

import pytest

from samstyring.portfolio.models import Project, Submission
from samstyring.portfolio.rules import board, sheets, standing
from tests.portfolio import sheet_things as things

DROPPABLE = ("need", "goal_contribution", "phase", "start_year", "cost_basis", "risk", "builder", "estimated_on")


@pytest.fixture
def many(cast):
    """Projects with all sorts of sheets and roads behind them, the same ones every time."""
    dice = random.Random(19)
    forums = [cast.coordination, cast.council, cast.steering, cast.west]
    for number in range(60):
        made = things.project(cast, f"P{number:03}", forum=dice.choice([cast.west, cast.east]))
        if number % 10 == 0:
            continue
        empty = {
            name: None if name in ("start_year", "estimated_on") else "" for name in dice.sample(DROPPABLE, 2)
        }
        for version in range(1, dice.choice([2, 3])):
            things.sheet(cast, made, version=version, whole=dice.random() < 0.5)
        newest = made.sheets.order_by("-version").first()
        answered = things.sheet(cast, made, version=newest.version + 1, whole=True)
        if dice.random() < 0.6:
            gone = dice.choice(list(answered.checks))
            answered.checks[gone] = {"answer": dice.choice(["", "kanskje"]), "note": "Vet ikke."}
        for name, value in (empty if dice.random() < 0.6 else {}).items():
            setattr(answered, name, value)
        if dice.random() < 0.2:
            answered.phase = dice.choice(["done", "dropped"])
            answered.financing.all().delete()
        answered.save()
        for forum in dice.sample(forums, dice.choice([0, 1, 2])):
            Submission.objects.filter(project=made, answer="").update(answer="forwarded")
            kind = dice.choice(["", "returned", "forwarded"])
            things.submission(made, forum, answer=kind, reason="Mer." if kind else "")
    return Project.objects.filter(partnership=cast.fjord)


def told_by_database(cast, many):
    found = standing.placed(many, board.forums_on(cast.fjord, cast.today))
    return standing.with_known(standing.with_readiness(found, cast.fjord), cast.fjord)


def test_each_column_says_what_the_rules_say_about_the_project(cast, many):
    asked = {one.pk: one for one in told_by_database(cast, many)}
    rows = board.rows(many, cast.fjord, on=cast.today)
    assert len(asked) == len(rows) == 60
    differing = []
    for row in rows:
        one, place = asked[row.project.pk], row.place
        by_rules = {
            "at_step": place.step,
            "at_forum": place.forum.pk if place.forum else None,
            "is_open": place.is_open,
            "is_returned": place.is_returned,
            "is_through": place.is_through,
            "is_new": place.latest is None,
            "is_over": row.is_over,
            "is_ready": row.is_ready,
            "is_whole": row.share == 100,
            "known": sum(part.known for part in row.completeness),
            "now_sheet": row.sheet.pk if row.sheet else None,
            "now_phase": row.sheet.phase if row.sheet else None,
            "now_focus": row.sheet.focus_area_id if row.sheet else None,
            "now_cost": row.sheet.cost_mnok if row.sheet else None,
        }
        told = {name: getattr(one, name) for name in by_rules}
        differing += [(row.project.key, told, by_rules)] if told != by_rules else []
    assert differing == []


def test_all_kinds_of_places_were_met(cast, many):
    """Else the test above would say little."""
    told = standing.tally(told_by_database(cast, many))
    assert {one["at_step"] for one in told} == set(sheets.STEPS)
    for name in ("is_ready", "is_through", "is_over"):
        assert {one[name] for one in told} == {True, False}
    assert standing.count(told) == 60

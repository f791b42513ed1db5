"""What the demo makes up, such as people and scores, is said to be made up, and fits the facts."""

import re

import pytest

from samstyring.catalogue.codes import SEAT_TYPES

from .facts import in_force, keys, rows, toml

PARTNERSHIPS = {"miljoloftet", "osloregionen", "byregion"}


def test_people_are_made_up_and_carry_no_surname():
    for person in rows("people.csv"):
        assert re.fullmatch(r"[A-ZÆØÅ][a-zæøå]+, .+ \(eksempel\)", person["name"]), person
        assert "@" not in "".join(person.values())
        assert re.fullmatch(r"[a-z]+", person["username"])
    assert len(keys("people.csv", "username")) == len(rows("people.csv"))


def test_roles_point_at_people_parties_forums_and_projects_that_exist():
    usernames = {row["username"] for row in rows("people.csv")}
    parties, forums = keys("parties.csv"), keys("forums.csv")
    projects = {("miljoloftet", row["id"]) for row in rows("projects.csv")}
    targets = {
        "partnership": {(key, key) for key in PARTNERSHIPS},
        "party": parties,
        "forum": forums,
        "project": projects,
    }
    for row in rows("people_roles.csv"):
        assert row["username"] in usernames, row
        assert (row["partnership"], row["target"]) in targets[row["scope"]], row
        assert not row["party"] or (row["partnership"], row["party"]) in parties, row
        assert not row["to"] or row["from"] <= row["to"], row
        assert row["scope"] != "forum" or row["role"] in SEAT_TYPES, row


def test_some_roles_are_over_and_some_have_not_begun():
    roles = rows("people_roles.csv")
    assert any(row["to"] and row["to"] < "2026-01-01" for row in roles)
    assert any(row["from"] > "2027-01-01" for row in roles)


def test_every_party_is_seated_where_the_mandate_asks_for_it_and_quorum_can_be_met():
    day = "2026-11-01"
    roles = [row for row in rows("people_roles.csv") if row["scope"] == "forum" and in_force(row, day)]
    parties = {
        row["key"]
        for row in rows("parties.csv")
        if row["partnership"] == "miljoloftet" and row["standing"] == "member" and in_force(row, day)
    }
    for mandate in toml("mandates.toml")["mandate"]:
        if mandate["ended_on"]:
            continue
        for forum in mandate["forums"]:
            seated = {
                row["party"]
                for row in roles
                if (row["partnership"], row["target"]) == (mandate["partnership"], forum)
                and row["role"] in {"leader", "deputy_leader", "member"}
            }
            assert len(seated) >= mandate["quorum"], forum
            if mandate["partnership"] == "miljoloftet" and mandate["composition"]["every_party"]:
                assert seated == parties, forum


def test_the_assumption_set_covers_every_open_project_and_fits_the_facts():
    assumptions = toml("assumptions.toml")
    facts = {row["id"]: row for row in rows("projects.csv")}
    open_projects = {key for key, row in facts.items() if row["finished"] == "nei"}
    assert {project["id"] for project in assumptions["project"]} == open_projects
    sources = {source["key"] for source in assumptions["source"]}
    assert sources <= {one["key"] for one in toml("partnerships.toml")["partnership"][0]["funding_source"]}
    for source in assumptions["source"]:
        assert len(source["frames_mnok"]) == assumptions["set"]["programme_years"]
        assert len(source["tail_frames_mnok"]) == assumptions["set"]["tail_years"]
    for project in assumptions["project"]:
        assert sum(project["profile_mnok"]) == pytest.approx(project["cost_mnok"], abs=0.05)
        assert set(project["sources"]) <= sources
        amount = facts[project["id"]]["amount_mnok"]
        assert ("cost" in project["fills"]) == (not amount)
        if amount:
            previous = float(facts[project["id"]]["of_which_previous_mnok"] or 0)
            assert project["cost_mnok"] == pytest.approx(float(amount) - previous)


def test_the_frames_of_the_assumption_set_cannot_pay_for_everything():
    assumptions = toml("assumptions.toml")
    money = sum(sum(one["frames_mnok"]) + sum(one["tail_frames_mnok"]) for one in assumptions["source"])
    cost = sum(project["cost_mnok"] for project in assumptions["project"])
    committed = sum(project["cost_mnok"] for project in assumptions["project"] if project["committed"])
    assert committed < money < cost


def test_the_example_weights_sum_to_one_over_the_five_criteria():
    example = toml("criteria_example.toml")
    criteria = {criterion["key"] for criterion in example["criterion"]}
    assert len(criteria) == 5
    parties = {key for partnership, key in keys("parties.csv") if partnership == "miljoloftet"}
    for weights in example["weights"]:
        assert set(weights["values"]) == criteria
        assert sum(weights["values"].values()) == pytest.approx(1)
        assert set(weights["parties"]) <= parties
    assert set(example["ranked"]["order"]) == criteria


def test_scores_come_from_four_assessors_who_disagree_and_leave_gaps():
    scores = rows("scores.csv")
    criteria = {criterion["key"] for criterion in toml("criteria_example.toml")["criterion"]}
    open_projects = {row["id"] for row in rows("projects.csv") if row["finished"] == "nei"}
    assert {row["criterion"] for row in scores} == criteria
    assert {row["project"] for row in scores} <= open_projects
    assert len({row["project"] for row in scores}) == 24
    assert {row["assessor"] for row in scores} <= {row["username"] for row in rows("people.csv")}
    assert len({row["assessor"] for row in scores}) == 4
    given = [row for row in scores if row["score"]]
    assert 0 < len(scores) - len(given) < len(scores) / 5
    assert all(0 <= int(row["score"]) <= 100 for row in given)
    spread = {}
    for row in given:
        spread.setdefault((row["project"], row["criterion"]), []).append(int(row["score"]))
    assert max(max(values) - min(values) for values in spread.values()) >= 25

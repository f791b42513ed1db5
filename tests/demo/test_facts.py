"""The demo's facts say where they come from, agree with each other, and hide no gaps."""

import csv
import datetime
import re
from pathlib import Path

import pytest

from samstyring.catalogue.codes import DECISION_RULES, FORUM_KINDS, OUTCOMES, PURPOSES, STEPS

from .facts import FACTS, in_force, keys, listed, rows, toml

SHARED = Path(__file__).resolve().parents[3] / "shared/data/real"
TABLES = sorted(path.name for path in FACTS.glob("*.csv"))
CASE_KINDS = {
    "miljoloftet": {"handlingsprogram", "prosjektark", "kriteriesett", "satsingsomrader", "mandat", "avvik"}
    | {"organisering", "arsmelding", "strategi", "orientering", "annet"},
    "osloregionen": {"styresak", "handlingsprogram", "mandat", "uttalelse", "orientering", "valg", "annet"},
    "byregion": {"styresak", "strategi", "tiltak", "sjekkpunkt", "mandat", "orientering", "annet"},
}


def tables_in(node):
    """Every nested table that carries its own source, example mark or key."""
    if isinstance(node, dict):
        yield node
        for value in node.values():
            yield from tables_in(value)
    elif isinstance(node, list):
        for value in node:
            yield from tables_in(value)


@pytest.mark.parametrize("name", [name for name in TABLES if name != "sources.csv"])
def test_every_row_has_a_source_or_says_it_is_an_example(name):
    for row in rows(name):
        assert row.get("source") or row.get("example") == "eksempel", row


@pytest.mark.parametrize("name", TABLES)
def test_every_row_is_as_wide_as_its_header_and_has_no_stray_spaces(name):
    for row in rows(name):
        assert None not in row, row
        assert None not in row.values(), row
        assert all(value == value.strip() for value in row.values()), row


@pytest.mark.parametrize(
    ("name", "lists"),
    [
        ("partnerships.toml", ["partnership"]),
        ("mandates.toml", ["mandate", "without_mandate"]),
        ("cases.toml", ["case"]),
        ("assumptions.toml", ["source", "project", "dependency", "exclusion", "minimum_share"]),
        ("criteria_example.toml", ["criterion", "weights"]),
    ],
)
def test_every_entry_of_the_nested_files_has_a_source_or_says_it_is_an_example(name, lists):
    for kind in lists:
        for entry in toml(name)[kind]:
            assert entry.get("source") or entry.get("example") is True, entry


def test_sources_are_addresses_or_documents_of_the_list():
    known = {row["key"] for row in rows("sources.csv")}
    sources = [row["source"] for name in TABLES for row in rows(name) if row.get("source")]
    for name in ("partnerships.toml", "mandates.toml", "cases.toml", "criteria_example.toml"):
        sources += [node["source"] for node in tables_in(toml(name)) if node.get("source")]
    for source in sources:
        for one in source.split(" ; "):
            document = re.fullmatch(r"(\d{3}):\d+(-\d+)?", one)
            known_document = document and document[1] in known
            assert known_document or re.match(r"https?://", one) or one.startswith("alminnelig kjent"), one


def test_a_gap_names_its_reason():
    for name in TABLES:
        for row in rows(name):
            for gap in filter(None, row.get("missing", "").split("; ")):
                assert len(gap) > 8, (name, row)
    for project in rows("projects.csv"):
        if not project["amount_mnok"]:
            assert "amount_mnok:" in project["missing"], project["id"]


def test_the_partnership_has_the_parties_of_the_day():
    parties = [
        row for row in rows("parties.csv") if row["partnership"] == "miljoloftet" and row["standing"] == "member"
    ]
    before = {row["key"] for row in parties if in_force(row, "2019-01-01")}
    after = {row["key"] for row in parties if in_force(row, "2021-01-01")}
    assert len(before) == 5
    assert len(after) == 9
    old_names = {"hordaland-fk", "fylkesmannen-hordaland"}
    new_names = {"vestland-fk", "statsforvalteren-vestland"}
    assert after - before - new_names == {"alver", "askoy", "bjornafjorden", "oygarden"}
    assert before - after == old_names


def test_six_parties_adopt_locally_and_three_state_parties_confirm():
    today = [row for row in rows("parties.csv") if row["partnership"] == "miljoloftet"]
    today = [row for row in today if row["standing"] == "member" and in_force(row, "2024-01-01")]
    assert sorted(row["adoption"] for row in today) == ["confirm"] * 3 + ["local"] * 6
    assert all(row["kind"] == "state" for row in today if row["adoption"] == "confirm")


def test_parties_have_no_organisation_number_because_the_sources_have_none():
    assert not any(row["orgnr"] for row in rows("parties.csv"))


def test_references_between_tables_lead_somewhere():
    parties, forums, areas = keys("parties.csv"), keys("forums.csv"), keys("areas.csv")
    for row in rows("parties.csv"):
        for other in listed(row["predecessor"]) + listed(row["members"]):
            assert (row["partnership"], other) in parties, row
    for row in rows("forums.csv"):
        for other in listed(row["predecessor"]) + listed(row["prepares_for"]):
            assert (row["partnership"], other) in forums, row
        assert all((row["partnership"], area) in areas for area in listed(row["areas"])), row
        assert row["kind"] in FORUM_KINDS
        assert not row["board_step"] or row["board_step"] in STEPS
    for row in rows("areas.csv"):
        assert (row["partnership"], row["working_group"]) in forums
        assert all((row["partnership"], key) in parties for key in listed(row["municipalities"]))
    for row in rows("seats.csv"):
        assert not row["forum"] or (row["partnership"], row["forum"]) in forums, row
        assert not row["party"] or (row["partnership"], row["party"]) in parties, row
    for row in rows("approvals.csv"):
        assert not row["party"] or (row["partnership"], row["party"]) in parties, row


def test_meetings_belong_to_forums_and_items_to_meetings():
    forums = keys("forums.csv")
    meetings = {row["id"]: row for row in rows("meetings.csv")}
    assert len(meetings) == len(rows("meetings.csv"))
    for meeting in meetings.values():
        datetime.date.fromisoformat(meeting["date"])
        assert all((meeting["partnership"], key) in forums for key in listed(meeting["forum"])), meeting
        assert not meeting["moved_to"] or meeting["moved_to"] in meetings
    for item in rows("meeting_items.csv"):
        assert item["meeting"] in meetings
        assert not item["number"] or item["number"] in item["number_raw"], item


def test_the_sources_own_misprints_are_kept():
    raw = {row["number_raw"] for row in rows("meeting_items.csv")}
    assert {"Sak 42/ 25", "Sak 59 - 20"} <= raw
    board = next(row for row in rows("meetings.csv") if row["id"] == "OR-2025-12-08")
    assert (board["date"], board["other_date"]) == ("2025-12-08", "2025-12-11")


def test_thirty_eight_projects_of_which_fifteen_have_an_amount_and_none_a_price_year():
    projects = rows("projects.csv")
    assert len({row["id"] for row in projects}) == len(projects) == 38
    assert sum(bool(row["amount_mnok"]) for row in projects) == 15
    assert not any(row["price_year"] for row in projects)


def test_projects_land_with_the_working_group_of_their_area():
    parties, groups = keys("parties.csv"), {row["key"]: row["working_group"] for row in rows("areas.csv")}
    focus = {area["key"] for area in toml("partnerships.toml")["partnership"][0]["focus_area"]}
    sources = {one["key"] for one in toml("partnerships.toml")["partnership"][0]["funding_source"]}
    for row in rows("projects.csv"):
        assert row["working_group"] == groups[row["area"]]
        assert row["area_basis"] == "inferred"
        assert ("miljoloftet", row["municipality"]) in parties
        assert not row["owner"] or ("miljoloftet", row["owner"]) in parties
        assert not row["focus_area"] or row["focus_area"] in focus
        assert set(listed(row["funding_sources"])) <= sources
    ids = {row["id"] for row in rows("projects.csv")}
    for row in rows("project_years.csv"):
        assert set(listed(row["project"])) <= ids
        assert not row["funding_source"] or row["funding_source"] in sources
    assert all(not row["source_key"] or row["source_key"] in sources for row in rows("frames.csv"))


def test_the_agreement_has_eleven_budget_years():
    miljoloftet = toml("partnerships.toml")["partnership"][0]
    assert miljoloftet["budget_years"] == miljoloftet["period_to"] - miljoloftet["period_from"] + 1 == 11


def test_frames_projects_and_names_equal_the_transcribed_files():
    if not SHARED.exists():
        pytest.skip("the transcribed source files are not on this machine")

    def transcribed(name, partnerships):
        with (SHARED / name).open(encoding="utf-8", newline="") as file:
            return [row for row in csv.DictReader(file) if row["partnership"] in partnerships]

    frames = transcribed("budget_frames.csv", {"Miljøløftet", "Bypakke Bergen"})
    assert [{key: row[key] for key in frames[0]} for row in rows("frames.csv")] == frames
    same = ["id", "name", "amount_mnok", "of_which_previous_mnok", "status_raw", "finish_raw", "source"]
    projects = transcribed("projects.csv", {"Miljøløftet"})
    ours = rows("projects.csv")
    assert [[row[key] for key in same] for row in ours] == [[row[key] for key in same] for row in projects]


def test_mandates_serve_known_forums_with_known_outcomes():
    forums, known = keys("forums.csv"), set()
    for mandate in toml("mandates.toml")["mandate"]:
        partnership = mandate["partnership"]
        served = mandate["forums"] + mandate.get("inherited_by", []) + mandate.get("also_historic", [])
        served += mandate.get("may_submit", []) + mandate.get("minutes_to", [])
        assert all((partnership, key) in forums for key in served), mandate["key"]
        assert mandate["decision_rule"] in DECISION_RULES
        for authority in mandate["authority"]:
            assert set(authority["outcomes"]) <= set(OUTCOMES)
            assert authority["case"] in CASE_KINDS[partnership] | {"*"}
        known.add(mandate["key"])
    for case in toml("cases.toml")["case"]:
        assert set(case.get("adopts_mandates", [])) <= known
        assert case["kind"] in CASE_KINDS[case["partnership"]]
        assert not case["outcome"] or case["outcome"] in OUTCOMES
        assert case["outcome"] or "outcome" in case["missing"], case["key"]


def test_the_coordination_group_before_2021_had_no_mandate():
    facts = toml("mandates.toml")
    assert "akg" in {row["forum"] for row in facts["without_mandate"]}
    assert not any("akg" in mandate["forums"] for mandate in facts["mandate"])


def test_one_mandate_serves_seven_advisory_groups_and_gives_none_of_them_a_decision():
    mandate = next(m for m in toml("mandates.toml")["mandate"] if m["key"] == "administrative-grupper-v1")
    assert len(mandate["forums"]) == 7
    assert len(mandate["tasks"]) == 6
    assert mandate["adopted_on"] == "2020-11-13"
    given = {outcome for row in mandate["authority"] if row["case"] != "valg" for outcome in row["outcomes"]}
    assert given == {"noted", "discussed", "advised"}


def test_the_advisory_groups_elect_their_own_leaders_and_decide_nothing_else():
    mandate = next(m for m in toml("mandates.toml")["mandate"] if m["key"] == "administrative-grupper-v1")
    deciding = [row for row in mandate["authority"] if "adopted" in row["outcomes"]]
    assert [(row["point"], row["case"]) for row in deciding] == [("4", "valg")]


def test_the_new_mandates_were_adopted_after_they_took_effect():
    new = [m for m in toml("mandates.toml")["mandate"] if m["adopted_on"] == "2021-10-08"]
    assert len(new) == 3
    assert {m["effective_from"] for m in new} == {"2021-10-01"}


def test_cases_refer_to_known_forums_meetings_and_cases():
    forums, meetings = keys("forums.csv"), {row["id"] for row in rows("meetings.csv")}
    cases = {case["key"]: case for case in toml("cases.toml")["case"]}
    for case in cases.values():
        assert (case["partnership"], case["forum"]) in forums
        assert case["purpose"] in PURPOSES
        assert not case["meeting"] or case["meeting"] in meetings
        assert all(related["case"] in cases for related in case["related"])
        assert all((case["partnership"], s["forum"]) in forums for s in case.get("station", []))
    assert cases["ml-71-20"]["amount"]["nok"] == 825_000
    assert [annex["label"] for annex in cases["ml-87-23"]["annex"]] == ["2a", "2b", "2c", "2d"]
    assert {annex["missing"] for annex in cases["ml-87-23"]["annex"]} == {"innholdet er ikke funnet"}


def test_the_programmes_timeline_has_five_gatherings_two_reports_and_a_final_report():
    kinds = [row["kind"] for row in rows("timeline.csv") if row["partnership"] == "byregion"]
    assert kinds.count("gathering") == 5
    assert kinds.count("report") == 2
    assert kinds.count("final_report") == 1
    assert kinds.count("stage") == 5
    assert "checkpoint" not in kinds

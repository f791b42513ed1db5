"""The charts of a plan: what they draw, what their tables say, and how they look as files."""

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from django.urls import reverse

from samstyring.documents.drawing import COLOURS
from samstyring.documents.labels import Box, placed
from samstyring.portfolio.analysis import results, worths
from samstyring.portfolio.analysis.figures import FILE, PAGE
from samstyring.portfolio.analysis.figures.whole import KEYS, Charts
from samstyring.portfolio.views import scenario_files
from tests.portfolio.prospects import FIRST, Prospects

SVG = "{http://www.w3.org/2000/svg}"
TOKENS = Path(__file__).resolve().parents[2] / "frontend" / "src" / "css" / "tokens.css"


@pytest.fixture
def prospects(cast):
    return Prospects(cast)


def charts_of(scenario, size=PAGE):
    told = scenario.analysis.problem
    result = results.read(told["problem"], told["basis"], scenario.analysis.result)
    return Charts(told["problem"], told["basis"], scenario.analysis.result, result, size=size)


def address(scenario, name="scenario_figure_file"):
    return reverse(f"portfolio:{name}", args=["fjordloftet", scenario.pk])


def drawn(client, scenario, key):
    body = client.get(scenario.get_absolute_url()).content.decode()
    return re.search(rf'<figure class="chart" id="figur-{key}">.*?</figure>', body, re.S)[0]


def test_every_project_with_points_is_a_mark_and_a_row(prospects, cast, sign_in):
    scenario = prospects.calculated()
    figure = charts_of(scenario).of("bidrag")
    assert {row[0] for row in figure.rows} == {"Gangbru", "Kollektivfelt", "Sykkelveg", "Knutepunkt"}
    told = drawn(sign_in(cast.member_sjo), scenario, "bidrag")
    for row in figure.rows:
        assert f"<title>{row[0]}: {row[2]} poeng" in told
    assert 'role="img"' in told
    assert "Vis tallene som tabell" in told


def test_in_and_out_differ_by_shape_and_not_by_colour_alone(prospects):
    specials = [{"project": prospects.bridge, "kind": "locked", "start_year": None, "reason": ""}]
    figure = charts_of(prospects.calculated(specials=specials)).of("bidrag")
    places = {row[0]: row[1] for row in figure.rows}
    assert places["Gangbru"] == "Låst inn"
    shapes = {}
    for mark in figure.drawing.shapes:
        hint = getattr(mark, "hint", "")
        if hint:
            shapes[hint.split(":")[0]] = mark.shape
    by_place = {"Låst inn": "square", "Inne": "circle", "Utenfor": "diamond"}
    assert shapes == {name: by_place[place] for name, place in places.items()}


def test_the_area_of_a_mark_is_the_risk_and_unknown_risk_is_dashed(prospects):
    for project, risk in ((prospects.bridge, "high"), (prospects.lane, "low")):
        sheet = prospects.sheet(project)
        sheet.risk = risk
        sheet.save()
    figure = charts_of(prospects.calculated()).of("bidrag")
    marks = {mark.hint.split(":")[0]: mark for mark in figure.drawing.shapes if getattr(mark, "hint", "")}
    assert marks["Gangbru"].area == 4 * marks["Kollektivfelt"].area
    assert marks["Sykkelveg"].dashed
    assert not marks["Gangbru"].dashed
    assert "Jo større merke, jo høyere risiko." in figure.sentence


def test_the_area_is_how_far_the_cost_may_run_over_where_that_is_known(prospects):
    scenario = prospects.calculated()
    told = scenario.analysis.problem
    for one, p85 in zip(told["problem"]["projects"], (44.0, 84.0), strict=False):
        p50 = sum(one["cost_profile"])
        one["cost_distribution"] = {"kind": "lognormal", "p50": p50, "p85": p85}
    figure = charts_of(scenario).of("bidrag")
    marks = {mark.hint.split(":")[0]: mark for mark in figure.drawing.shapes if getattr(mark, "hint", "")}
    assert marks["Kollektivfelt"].area == pytest.approx(4 * marks["Gangbru"].area)
    assert marks["Sykkelveg"].dashed
    assert {row[0]: row[5] for row in figure.rows} == {
        "Gangbru": "10",
        "Kollektivfelt": "40",
        "Sykkelveg": "–",
        "Knutepunkt": "–",
    }


def test_a_project_nobody_has_given_points_is_told_and_not_drawn_at_zero(prospects):
    prospects.hub.assessments.all().delete()
    figure = charts_of(prospects.calculated()).of("bidrag")
    assert "1 prosjekt uten poeng er ikke tegnet" in figure.note
    assert next(row for row in figure.rows if row[0] == "Knutepunkt")[2] == "–"


def test_names_never_cover_each_other_or_a_mark(prospects):
    for number in range(6, 20):
        project = prospects._project(f"P{number}", f"Et prosjekt med langt navn {number}", None, None, None)
        prospects._whole_sheet(project, 20 + number)
        prospects.score(project, prospects.goal, 50 + number % 3)
    for size in (PAGE, FILE):
        shapes = charts_of(prospects.calculated(name=str(size)), size).of("bidrag").drawing.shapes
        marks = [one for one in shapes if getattr(one, "hint", "")]
        room = Box(0, 0, size.width, size.height)
        again = placed([(mark.hint, mark) for mark in marks], marks=marks, room=room)
        assert len(again) < len(marks)
        words = [one for one in shapes if getattr(one, "weight", 0) == 520]
        assert words
        assert len({(one.x, one.y) for one in words}) == len(words)


def test_the_years_stand_with_what_all_sources_give_and_are_used_for(prospects, cast, sign_in):
    scenario = prospects.calculated()
    figure = charts_of(scenario).of("kilder")
    rows = {(row[0], row[1]): row[2:] for row in figure.rows}
    used = scenario.analysis.result["plan"]["use"]
    total = sum(one["used"] for one in used if one["year"] == FIRST)
    assert rows["Alle kilder", "Ramme"][0] == "80,0"
    assert rows["Alle kilder", "Brukt"][0] == f"{total:.1f}".replace(".", ",")
    assert "Alle kilder" in sign_in(cast.member_sjo).get(scenario.get_absolute_url()).content.decode()


def test_a_breach_of_a_frame_is_told_in_words(prospects):
    scenario = prospects.calculated()
    told, stored = scenario.analysis.problem, scenario.analysis.result
    use = next(one for one in stored["plan"]["use"] if one["year"] == FIRST and one["used"])
    use["frame"] = use["used"] - 8.4
    use["carried_in"] = 0.0
    result = results.read(told["problem"], told["basis"], stored)
    row = next(row for row in result.frames if row.over)
    assert row.over_words == f"8,4 over i {FIRST}"
    assert row.cells[0].over_words == "8,4 over rammen"
    figure = Charts(told["problem"], told["basis"], stored, result).of("kilder")
    assert f"er 8,4 mill. kr over rammen i {FIRST}." in figure.sentence


@pytest.mark.parametrize(("name", "groups"), [("by_party", 2), ("by_focus", 2), ("by_group", 2), ("by_place", 1)])
def test_money_and_benefit_are_always_told_together(prospects, name, groups):
    scenario = prospects.calculated()
    told = scenario.analysis.problem
    result = results.read(told["problem"], told["basis"], scenario.analysis.result)
    slices = getattr(result, name)
    assert len(slices) == groups
    assert sum(one.money_share for one in slices) == pytest.approx(100)
    assert sum(one.value_share for one in slices) == pytest.approx(100)
    for one in slices:
        assert one.per_hundred == pytest.approx(100 * one.value / one.mnok)


def test_a_municipality_is_the_same_whatever_part_of_it_is_named(prospects):
    for project, place in ((prospects.bridge, "Sjø (nord)"), (prospects.lane, "Sjø"), (prospects.path, "Berg")):
        sheet = prospects.sheet(project)
        sheet.municipality = place
        sheet.save()
    told = prospects.calculated().analysis
    result = results.read(told.problem["problem"], told.problem["basis"], told.result)
    assert {one.name for one in result.by_place} == {"Sjø", "Berg", "Sted ikke oppgitt"}


def test_the_worth_of_a_plan_added_up_again_is_what_the_engine_said(prospects):
    scenario = prospects.calculated()
    told = scenario.analysis.problem
    values = worths.worths(told["problem"], "weights-of-known")
    points, unknown = worths.value_of(told["problem"], values, scenario.analysis.result["plan"]["starts"])
    assert points == pytest.approx(scenario.analysis.result["plan"]["value"])
    assert unknown == []


# As files


@pytest.mark.parametrize("key", [key for key in KEYS if key != "front"])
def test_every_chart_can_be_taken_away_as_svg_and_stands_alone(prospects, cast, sign_in, key):
    scenario = prospects.calculated()
    answer = sign_in(cast.member_sjo).get(address(scenario), {"figur": key, "format": "svg"})
    assert answer.headers["Content-Type"] == "image/svg+xml"
    assert f'filename="{key}.svg"' in answer.headers["Content-Disposition"]
    root = ElementTree.fromstring(answer.content)
    assert root.find(f"{SVG}title").text
    assert root.find(f"{SVG}desc").text
    words = " ".join(one.text for one in root.iter(f"{SVG}text"))
    assert f"{cast.fjord}, scenarioet «Balansert»." in words
    assert "Summene hviler på Eksempelforutsetninger 2026." in words
    assert not [one for one in root.iter() if "class" in one.attrib or one.tag == f"{SVG}style"]
    used = {one.attrib[name] for one in root.iter() for name in ("fill", "stroke") if name in one.attrib}
    assert used <= {*COLOURS.values(), "none"}


def test_a_chart_is_a_picture_of_dots_too(prospects, cast, sign_in):
    scenario = prospects.calculated()
    client = sign_in(cast.member_sjo)
    answer = client.get(address(scenario), {"figur": "bidrag", "format": "png"})
    assert answer.headers["Content-Type"] == "image/png"
    assert answer.content.startswith(b"\x89PNG\r\n\x1a\n")
    width = int.from_bytes(answer.content[16:20])
    assert width == FILE.width * 3
    assert answer.content == client.get(address(scenario), {"figur": "bidrag", "format": "png"}).content


@pytest.mark.parametrize("asked", [{"figur": "kake"}, {"format": "gif"}, {"figur": "front"}, {"figur": "../../x"}])
def test_what_nobody_has_drawn_is_not_found(prospects, cast, sign_in, asked):
    assert sign_in(cast.member_sjo).get(address(prospects.calculated()), asked).status_code == 404


def test_what_is_not_calculated_has_no_charts(prospects, cast, sign_in):
    scenario = prospects.scenario()
    client = sign_in(cast.member_sjo)
    assert client.get(address(scenario)).status_code == 404
    assert "figur-bidrag" not in client.get(scenario.get_absolute_url()).content.decode()


def test_words_from_a_sheet_are_never_drawn_as_code(prospects, cast, sign_in):
    prospects.bridge.name = "<script>alert(1)</script> & «bru» \x0b"
    prospects.bridge.save()
    scenario = prospects.calculated()
    client = sign_in(cast.member_sjo)
    assert "<script>alert" not in client.get(scenario.get_absolute_url()).content.decode()
    ElementTree.fromstring(client.get(address(scenario), {"figur": "bidrag"}).content)
    assert client.get(address(scenario), {"figur": "bidrag", "format": "png"}).status_code == 200


def test_a_chart_on_a_page_takes_every_colour_from_the_page(prospects):
    for key in KEYS[:-1]:
        svg = charts_of(prospects.calculated(name=key)).of(key).svg
        assert "#" not in re.sub(r'aria-labelledby="[^"]*"', "", svg)
        assert "style" not in svg


def test_the_colours_of_a_file_are_those_of_the_light_page():
    said = dict(re.findall(r"--([a-z0-9-]+): (#[0-9a-f]{6});", TOKENS.read_text()))
    for name, colour in COLOURS.items():
        if name != "accent":
            assert said[name] == colour, name


def test_a_format_of_a_chart_is_known_by_its_name():
    assert set(scenario_files.FORMATS) == {"svg", "png"}

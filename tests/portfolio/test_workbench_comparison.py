"""Two scenarios beside each other, and all of a scenario as a workbook."""

import io

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from samstyring.portfolio.actions import scenario_notes
from samstyring.portfolio.models import Frame
from tests.portfolio.prospects import FIRST, Prospects

WAITS = {"kind": "excluded", "start_year": None, "reason": "Venter."}


@pytest.fixture
def prospects(cast):
    return Prospects(cast)


@pytest.fixture
def two(prospects):
    """One with everything, and one without the cycle path, where the bridge starts a year later."""
    first = prospects.calculated(name="Alt med")
    second = prospects.calculated(
        name="Uten sykkelveg",
        specials=[
            {"project": prospects.path, **WAITS},
            {"project": prospects.bridge, "kind": "locked", "start_year": FIRST + 1, "reason": ""},
        ],
    )
    return first, second


def compare(client, scenario, other=None):
    query = {"med": other.pk} if other else {}
    return client.get(reverse("portfolio:scenario_compare", args=["fjordloftet", scenario.pk]), query)


def workbook(client, scenario, name="scenario_xlsx_file", **query):
    answer = client.get(reverse(f"portfolio:{name}", args=["fjordloftet", scenario.pk]), query)
    assert answer.status_code == 200
    return load_workbook(io.BytesIO(answer.content))


def rows(book, name):
    """The rows of a sheet under its heads."""
    return [[cell.value for cell in row] for row in book[name].iter_rows(min_row=4) if row[0].value is not None]


# Side by side


def test_what_is_in_one_and_not_the_other_is_told_with_the_money(two, cast, sign_in):
    first, second = two
    told = compare(sign_in(cast.member_sjo), first, second).context["compared"]
    assert "Sykkelveg" in {row.name for row in told.only_here}
    assert {row.name for row in told.only_there} <= {"Kollektivfelt", "Knutepunkt"}
    moved = {line.name: line.change for line in told.moved}
    starts = first.analysis.result["plan"]["starts"], second.analysis.result["plan"]["starts"]
    if starts[0]["P1"] != starts[1]["P1"]:
        assert moved["Gangbru"] == "1 år senere"


def test_the_differences_of_every_source_and_year_make_the_difference_in_all(two, cast, sign_in):
    first, second = two
    told = compare(sign_in(cast.member_sjo), first, second).context["compared"]
    *sources, (name, lines, total) = told.money
    assert name == "Alle kilder"
    for n, line in enumerate(lines):
        assert line.change == pytest.approx(sum(each[1][n].change for each in sources))
    assert total.change == pytest.approx(sum(line.change for line in lines))


def test_the_other_way_round_the_differences_have_the_other_sign(two, cast, sign_in):
    first, second = two
    client = sign_in(cast.member_sjo)
    there = compare(client, first, second).context["compared"]
    back = compare(client, second, first).context["compared"]
    assert back.money[-1][2].change == pytest.approx(-there.money[-1][2].change)
    assert {row.name for row in back.only_there} == {row.name for row in there.only_here}


def test_benefit_is_counted_in_the_criteria_of_the_first(two, cast, sign_in):
    first, second = two
    told = compare(sign_in(cast.member_sjo), first, second).context["compared"]
    here, there = told.worth
    assert here == pytest.approx(first.analysis.result["plan"]["value"])
    assert there == pytest.approx(second.analysis.result["plan"]["value"])
    assert here > there


def test_amounts_in_other_prices_are_compared_with_a_warning(two, cast, sign_in):
    first, second = two
    calculation = second.analysis
    calculation.problem["basis"]["price_year"] = 2020
    calculation.save()
    body = compare(sign_in(cast.member_sjo), first, second).content.decode()
    assert "Beløpene er ikke i samme prisår og mva." in body
    assert "2020-kroner" in body


def test_the_same_plan_twice_is_told_as_the_same(prospects, cast, sign_in):
    first, second = prospects.calculated(name="En"), prospects.calculated(name="To")
    body = compare(sign_in(cast.member_sjo), first, second).content.decode()
    assert "A og B har de samme prosjektene i de samme årene." in body
    assert "Ingen prosjekter skiller dem." in body


def test_the_page_says_what_to_do_before_there_are_two(prospects, cast, sign_in):
    client = sign_in(cast.member_sjo)
    alone = prospects.scenario()
    assert "A er ikke beregnet" in compare(client, alone).content.decode()
    calculated = prospects.calculated(name="Alene")
    assert "Ingen å sammenligne med" in compare(client, calculated).content.decode()


def test_one_chooses_whom_to_compare_with(two, cast, sign_in):
    first, second = two
    answer = compare(sign_in(cast.member_sjo), first)
    assert "Velg scenarioet du vil sammenligne med." in answer.content.decode()
    assert f"?med={second.pk}" in answer.content.decode()


@pytest.mark.parametrize("odd", ["abc", "999999", "-1", "1; drop table", ""])
def test_an_unknown_other_is_as_none(two, cast, sign_in, odd):
    first, _second = two
    address = reverse("portfolio:scenario_compare", args=["fjordloftet", first.pk])
    answer = sign_in(cast.member_sjo).get(address, {"med": odd})
    assert answer.status_code == 200
    assert "Velg scenarioet du vil sammenligne med." in answer.content.decode()


def test_the_scenario_has_the_way_to_the_comparison_and_keeps_its_column(two, cast, sign_in):
    first, second = two
    body = sign_in(cast.member_sjo).get(second.get_absolute_url(), {"sammenlign": first.pk}).content.decode()
    assert ">I A<" in body
    assert reverse("portfolio:scenario_compare", args=["fjordloftet", second.pk]) + f"?med={first.pk}" in body


# The workbook


def test_the_workbook_holds_the_plan_its_money_frames_and_reasons(prospects, cast, sign_in):
    scenario = prospects.calculated()
    book = workbook(sign_in(cast.member_sjo), scenario)
    plan = scenario.analysis.result["plan"]
    money = rows(book, "Penger")
    assert sum(row[-1] for row in money) == pytest.approx(sum(one["amount"] for one in plan["money"]))
    names = {row[1]: row for row in rows(book, "Plan")}
    assert {name for name, row in names.items() if row[7] == "Inne"} == {
        prospects_name(prospects, key) for key in plan["starts"]
    }
    assert all(row[-1] or row[-2] for row in names.values())
    frames = rows(book, "Rammer")
    assert sum(row[5] for row in frames) == pytest.approx(sum(one["used"] for one in plan["use"]))
    assert {row[3] for row in frames} <= {"forutsatt (eksempel)", "uten ramme"}


def prospects_name(prospects, key):
    return next(one.name for one in prospects.projects if one.key == key)


def test_the_workbook_says_what_it_rests_on_and_what_is_not_in_it(prospects, cast, sign_in):
    book = workbook(sign_in(cast.member_sjo), prospects.calculated())
    front = "\n".join(str(cell.value) for row in book.worksheets[0].iter_rows() for cell in row)
    assert "Summene hviler på Eksempelforutsetninger 2026." in front
    assert "mill. 2026-kroner, uten mva." in front
    assert "Måloppnåelse 60" in front
    assert rows(book, "Ikke med")[0][0] == "Løs idé"
    ways = {row[0] for row in rows(book, "Fordeling")}
    assert ways == {"Part", "Satsingsområde", "Arbeidsgruppe", "Kommune"}
    assert {row[1] for row in rows(book, "Poeng")} == {"Gangbru", "Kollektivfelt", "Sykkelveg", "Knutepunkt"}


def test_the_reserve_list_stands_in_its_order(prospects, cast, sign_in):
    # Each can be paid for, but not all of them, so that somebody stands in line.
    Frame.objects.filter(source=prospects.stat).update(amount_mnok=30)
    Frame.objects.filter(source=prospects.bom).update(amount_mnok=0)
    scenario = prospects.calculated()
    order = [one["key"] for one in scenario.analysis.result["reserve"]]
    assert order
    book = workbook(sign_in(cast.member_sjo), scenario)
    assert [row[1] for row in rows(book, "Marginalliste")] == order


def test_the_comparison_and_the_notes_follow_along(two, prospects, cast, sign_in):
    first, second = two
    scenario_notes.write_note(first, words="=SUM(A1:A9)", by=cast.secretary)
    book = workbook(sign_in(cast.member_sjo), first, sammenlign=second.pk)
    told = rows(book, "Sammenligning")
    assert ["Prosjekt", "Sykkelveg"] in [row[:2] for row in told]
    worth = next(row for row in told if row[1] == "Nytte etter kriteriene i A")
    assert worth[4] == pytest.approx(worth[3] - worth[2])
    assert worth[2] == pytest.approx(first.analysis.result["plan"]["value"])
    notes = rows(book, "Notater")
    assert notes[0][2] == "=SUM(A1:A9)"
    assert book["Notater"].cell(row=4, column=3).data_type == "s"


def test_a_frozen_scenario_is_the_same_workbook_whatever_happens_after(prospects, cast, sign_in):
    recommendation = prospects.recommendation()
    client = sign_in(cast.member_sjo)
    address = reverse("portfolio:recommendation_xlsx_file", args=["fjordloftet", recommendation.pk])
    before = client.get(address).content
    prospects.score(prospects.hub, prospects.ready, 5)
    scenario_notes.write_note(recommendation.scenario, words="Skrevet etterpå.", by=cast.secretary)
    assert client.get(address).content == before


# Who may


FILES = ("scenario_figure_file", "scenario_xlsx_file", "scenario_compare")
FROZEN = ("recommendation_figure_file", "recommendation_xlsx_file")


@pytest.mark.parametrize("who", ["outsider", "os_secretary"])
def test_outsiders_take_nothing_away(prospects, cast, sign_in, who):
    recommendation = prospects.recommendation()
    client = sign_in(getattr(cast, who))
    for names, pk in ((FILES, recommendation.scenario.pk), (FROZEN, recommendation.pk)):
        for name in names:
            for partnership in ("fjordloftet", "osregionen"):
                assert client.get(reverse(f"portfolio:{name}", args=[partnership, pk])).status_code == 404


def test_what_is_frozen_on_a_case_is_seen_by_those_who_see_the_case(prospects, cast, sign_in):
    recommendation = prospects.recommendation()
    case = recommendation.case
    case.closed_basis = "offentleglova § 23 første ledd"
    case.save()
    from samstyring.casework.models import Case

    for who in ("secretary", "member_sjo", "observer", "clerk_sjo"):
        person = getattr(cast, who)
        expected = 200 if Case.objects.visible_to(person).filter(pk=case.pk).exists() else 404
        client = sign_in(person)
        for name in FROZEN:
            address = reverse(f"portfolio:{name}", args=["fjordloftet", recommendation.pk])
            assert client.get(address).status_code == expected, (who, name)


def test_a_frozen_scenario_has_its_charts_and_files(prospects, cast, sign_in):
    recommendation = prospects.recommendation()
    client = sign_in(cast.member_sjo)
    body = client.get(recommendation.get_absolute_url()).content.decode()
    assert 'id="figur-bidrag"' in body
    address = reverse("portfolio:recommendation_figure_file", args=["fjordloftet", recommendation.pk])
    assert f'href="{address}?figur=bidrag&amp;format=png"' in body
    assert client.get(address, {"figur": "kilder"}).status_code == 200

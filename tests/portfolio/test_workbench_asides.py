"""Notes on a scenario, and the front behind it."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from samstyring.ground.models import Analysis, Event
from samstyring.ground.refusal import Refused
from samstyring.portfolio import tasks
from samstyring.portfolio.actions import fronts, scenario_notes
from samstyring.portfolio.actions import scenarios as acts
from samstyring.portfolio.models import Scenario, ScenarioNote
from tests.portfolio.prospects import FIRST, Prospects


@pytest.fixture
def prospects(cast):
    return Prospects(cast)


def address(name, scenario):
    return reverse(f"portfolio:{name}", args=["fjordloftet", scenario.pk])


def body_of(client, scenario):
    return client.get(scenario.get_absolute_url()).content.decode()


def drawn(prospects, **wishes):
    scenario = prospects.calculated(**wishes)
    tasks.find_front.call(fronts.start_front(scenario, by=prospects.cast.secretary).pk)
    return Scenario.objects.get(pk=scenario.pk)


# Notes


@pytest.mark.parametrize("who", ["secretary", "member_sjo"])
def test_a_note_stands_with_who_and_when(prospects, cast, sign_in, who):
    scenario, person = prospects.scenario(), getattr(cast, who)
    client = sign_in(person)
    answer = client.post(address("scenario_note", scenario), {"words": " Hva om Sjø venter?\r\nSpør dem. "})
    assert answer.url == scenario.get_absolute_url() + "#notater"
    note = scenario.notes.get()
    assert (note.words, note.written_by) == ("Hva om Sjø venter?\nSpør dem.", person)
    body = body_of(client, scenario)
    assert "Hva om Sjø venter?" in body
    assert str(person) in body
    assert Event.objects.filter(kind="scenario.noted").count() == 1


def test_notes_are_added_and_never_changed(prospects, cast):
    scenario = prospects.scenario()
    for words in ("Først.", "Så."):
        scenario_notes.write_note(scenario, words=words, by=cast.secretary)
    assert [note.words for note in scenario.notes.all()] == ["Først.", "Så."]
    routes = {"scenario_note"}
    from samstyring.portfolio import workbench_urls

    assert {one.name for one in workbench_urls.urlpatterns if "note" in one.name} == routes


@pytest.mark.parametrize("words", ["", "   ", "\n\n", "x" * 4001])
def test_a_note_must_say_something_and_not_everything(prospects, cast, sign_in, words):
    scenario = prospects.scenario()
    answer = sign_in(cast.secretary).post(address("scenario_note", scenario), {"words": words})
    assert answer.status_code == 422
    assert not ScenarioNote.objects.exists()
    assert words.strip()[:50] in answer.content.decode()


def test_who_has_no_say_reads_the_notes_and_writes_none(prospects, cast, sign_in):
    scenario = prospects.scenario()
    scenario_notes.write_note(scenario, words="Til alle.", by=cast.secretary)
    client = sign_in(cast.observer)
    body = body_of(client, scenario)
    assert "Til alle." in body
    assert address("scenario_note", scenario) not in body
    answer = client.post(address("scenario_note", scenario), {"words": "Fra siden."})
    assert answer.status_code == 422
    assert "Sekretariatet kan skrive notatet for deg." in answer.content.decode()
    assert scenario.notes.count() == 1


def test_a_frozen_scenario_keeps_its_notes_and_shows_the_later_ones_apart(prospects, cast, sign_in):
    scenario = prospects.calculated()
    scenario_notes.write_note(scenario, words="Før frysingen.", by=cast.secretary)
    recommendation = acts.recommend(scenario, case=cast.case(), by=cast.secretary)
    later = scenario_notes.write_note(scenario, words="Etter frysingen.", by=cast.secretary)
    ScenarioNote.objects.filter(pk=later.pk).update(written_at=timezone.now() + timedelta(seconds=1))
    body = sign_in(cast.member_sjo).get(recommendation.get_absolute_url()).content.decode()
    then, since = body.index("Da scenarioet ble frosset"), body.index("Skrevet siden")
    assert then < body.index("Før frysingen.") < since < body.index("Etter frysingen.")


@pytest.mark.parametrize("name", ["scenario_note", "start_front", "stop_front"])
@pytest.mark.parametrize("who", ["outsider", "os_secretary"])
def test_outsiders_do_nothing_with_a_scenario(prospects, cast, sign_in, name, who):
    scenario = prospects.calculated()
    client = sign_in(getattr(cast, who))
    assert client.post(address(name, scenario), {"words": "Hei."}).status_code == 404
    assert not ScenarioNote.objects.exists()
    assert client.get(address("front_progress", scenario)).status_code == 404


@pytest.mark.parametrize("name", ["scenario_note", "start_front", "stop_front"])
def test_acts_are_posted(prospects, cast, sign_in, name):
    assert sign_in(cast.secretary).get(address(name, prospects.scenario())).status_code == 405


# The front


def test_the_front_is_asked_for_from_the_page_and_drawn_with_the_scenario_on_it(prospects, cast, sign_in):
    scenario = prospects.calculated()
    client = sign_in(cast.secretary)
    assert "Hva ville mer eller mindre penger gitt?" in body_of(client, scenario)
    answer = client.post(address("start_front", scenario))
    assert answer.url == scenario.get_absolute_url() + "#front"
    body = body_of(client, scenario)
    assert 'id="figur-front"' in body
    assert "Scenario A Balansert" in body
    assert "Reglene i A koster ingen poeng." in body
    scenario.refresh_from_db()
    assert scenario.front.status == Analysis.Status.DONE
    assert client.get(address("scenario_figure_file", scenario), {"figur": "front"}).status_code == 200


def test_more_money_never_gives_less(prospects):
    for curve in drawn(prospects).front.result.values():
        values = [one["value"] for one in curve["points"]]
        assert values == sorted(values)
        assert curve["reference"] == pytest.approx(4 * (60 + 20))


def test_rules_never_give_more(prospects):
    specials = [{"project": prospects.path, "kind": "excluded", "start_year": None, "reason": "Venter."}]
    found = drawn(prospects, specials=specials).front.result
    free = {round(one["second"], 6): one["bound"] for one in found["free"]["points"]}
    for one in found["ruled"]["points"]:
        best = max((bound for second, bound in free.items() if second <= one["second"] + 0.01), default=0)
        assert one["value"] <= best + 1e-6


def test_what_the_rules_cost_is_told(prospects, cast, sign_in):
    specials = [{"project": prospects.hub, "kind": "excluded", "start_year": None, "reason": "Venter."}]
    body = body_of(sign_in(cast.member_sjo), drawn(prospects, specials=specials))
    assert "Reglene i A koster" in body
    assert "Reglene i A koster ingen poeng." not in body


def test_where_the_rules_cannot_be_held_is_told(prospects, cast, sign_in):
    specials = [
        {"project": project, "kind": "locked", "start_year": FIRST, "reason": ""}
        for project in (prospects.lane, prospects.bridge)
    ]
    scenario = drawn(prospects, specials=specials)
    assert "Reglene kan ikke holdes ved" in body_of(sign_in(cast.member_sjo), scenario)


def test_other_scenarios_lie_on_the_same_front(prospects, cast, sign_in):
    prospects.calculated(name="Første")
    shown = drawn(prospects, name="Andre")
    body = body_of(sign_in(cast.member_sjo), shown)
    assert "Scenario A Første" in body
    assert "Scenario B Andre" in body


def test_a_front_from_before_says_so(prospects, cast, sign_in):
    scenario = drawn(prospects)
    prospects.score(prospects.hub, prospects.ready, 10)
    tasks.calculate.call(acts.start_calculation(scenario, by=cast.secretary).pk)
    assert "Kurven er fra en tidligere beregning" in body_of(sign_in(cast.member_sjo), scenario)


@pytest.mark.parametrize("who", ["member_sjo", "observer", "former_secretary"])
def test_only_the_secretariat_asks_for_a_front(prospects, cast, who):
    with pytest.raises(Refused):
        fronts.start_front(prospects.calculated(), by=getattr(cast, who))


def test_without_a_plan_there_is_nothing_to_lay_on_a_front(prospects, cast, sign_in):
    scenario = prospects.scenario()
    answer = sign_in(cast.secretary).post(address("start_front", scenario))
    assert answer.status_code == 422
    assert "Beregn scenarioet først." in answer.content.decode()


def test_a_front_is_watched_stopped_and_asked_for_again(prospects, cast, sign_in):
    scenario = prospects.calculated()
    waiting = fronts.start_front(scenario, by=cast.secretary)
    client = sign_in(cast.secretary)
    assert 'id="front-progress"' in body_of(client, scenario)
    under_way = client.get(address("front_progress", scenario), headers={"HX-Request": "true"})
    assert "Venter på tur." in under_way.content.decode()
    assert "HX-Refresh" not in under_way.headers
    with pytest.raises(Refused):
        fronts.start_front(scenario, by=cast.second_secretary)
    client.post(address("stop_front", scenario))
    tasks.find_front.call(waiting.pk)
    waiting.refresh_from_db()
    assert (waiting.status, waiting.result) == (Analysis.Status.CANCELLED, None)
    over = client.get(address("front_progress", scenario), headers={"HX-Request": "true"})
    assert over.headers["HX-Refresh"] == "true"
    assert "Beregningen av kurven ble avbrutt" in body_of(client, scenario)
    client.post(address("start_front", scenario))
    assert 'id="figur-front"' in body_of(client, scenario)


def test_a_front_whose_worker_is_gone_can_be_asked_for_again(prospects, cast, sign_in):
    scenario = prospects.calculated()
    lost = fronts.start_front(scenario, by=cast.secretary)
    begun = timezone.now() - timedelta(minutes=10)
    Analysis.objects.filter(pk=lost.pk).update(status="running", started_at=begun, heard_at=begun)
    client = sign_in(cast.secretary)
    assert "Arbeideren er trolig startet på nytt underveis." in body_of(client, scenario)
    client.post(address("start_front", scenario))
    lost.refresh_from_db()
    assert lost.status == Analysis.Status.FAILED
    assert 'id="figur-front"' in body_of(client, scenario)


def test_the_page_asks_as_often_however_many_notes_scenarios_and_projects(
    prospects, cast, sign_in, django_assert_num_queries
):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    scenario = drawn(prospects)
    scenario_notes.write_note(scenario, words="Ett.", by=cast.secretary)
    client = sign_in(cast.member_sjo)
    body_of(client, scenario)
    with CaptureQueriesContext(connection) as few:
        body_of(client, scenario)
    for number in range(4):
        scenario_notes.write_note(scenario, words=f"Notat {number}.", by=cast.member_sjo)
        prospects.calculated(name=f"Nummer {number}")
        prospects._project(f"P{number + 10}", f"Prosjekt {number}", cast.sjo, cast.west, cast.focus[0])
    with django_assert_num_queries(len(few)):
        body_of(client, scenario)

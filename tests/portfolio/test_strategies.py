"""Strategies: written with aims, adopted by a forum, locked, and what they ask of the mandate."""

import pytest

from samstyring.casework.actions import decisions
from samstyring.casework.models import Case
from samstyring.ground import history
from samstyring.portfolio.actions import strategies as actions
from samstyring.portfolio.models import Project, Strategy
from samstyring.portfolio.rules import strategies as rules
from tests.portfolio.strategy_things import Things, address, typed_strategy


@pytest.fixture
def things(cast):
    return Things(cast)


def test_the_secretariat_writes_a_strategy_with_its_aims(things, sign_in):
    client = sign_in(things.by)
    page = client.get(address("new_strategy"))
    data = typed_strategy(page, title="Strategi", first_year="2026", last_year="2029", **{"m-0-title": "Ett mål"})
    answer = client.post(address("new_strategy"), data)
    strategy = Strategy.objects.get()
    assert answer["Location"] == strategy.get_absolute_url()
    assert [aim.title for aim in strategy.aims.all()] == ["Ett mål"]
    assert "Utkast" in client.get(strategy.get_absolute_url()).content.decode()
    assert history.about(strategy)[0].kind == "strategy.drafted"


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"title": ""}, "Feltet er påkrevet."),
        ({"last_year": "2020"}, "Siste år kommer før første år."),
        ({"first_year": "26"}, "Skriv et årstall mellom 1990 og 2100."),
        ({"effect": "supports"}, "Velg mandatet virkningen gjelder."),
        ({"mandate": "999999"}, "Velg et gyldig valg"),
        ({"title": "a\x00b"}, "Null-tegn er ikke tillatt."),
    ],
    ids=["no-title", "years-turned", "not-a-year", "effect-on-nothing", "another-mandate", "nul"],
)
def test_what_is_wrong_is_told_and_stays_in_the_form(things, sign_in, wrong, sentence):
    client = sign_in(things.by)
    page = client.get(address("new_strategy"))
    told = {"title": "Min strategi", "first_year": "2026", "last_year": "2029", "words": "Mine ord"} | wrong
    answer = client.post(address("new_strategy"), typed_strategy(page, **told))
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert "Mine ord" in answer.content.decode()
    assert not Strategy.objects.exists()


def test_a_revision_says_what_must_change(things, cast, sign_in):
    client = sign_in(things.by)
    told = {"title": "S", "first_year": "2026", "last_year": "2029", "effect": "revision"}
    told["mandate"] = str(cast.kg_mandate.pk)
    answer = client.post(address("new_strategy"), typed_strategy(client.get(address("new_strategy")), **told))
    assert "Skriv hva i mandatet som må endres." in answer.content.decode()


def test_a_member_may_read_and_not_write(things, cast, sign_in):
    strategy = things.strategy()
    client = sign_in(cast.kg_leader)
    page = client.get(address("strategy", strategy.pk))
    assert page.status_code == 200
    assert "Endre utkastet" not in page.content.decode()
    form = client.get(address("change_strategy", strategy.pk))
    told = typed_strategy(form, title="Noe annet")
    assert client.post(address("change_strategy", strategy.pk), told).status_code == 422
    strategy.refresh_from_db()
    assert strategy.title == "Strategi for eksempelårene"


def test_the_forum_that_decides_the_case_adopts_the_strategy(things, sign_in):
    strategy, case = things.strategy(), things.case()
    client = sign_in(things.by)
    assert client.post(address("submit_strategy", strategy.pk), {"case": case.pk}).status_code == 302
    assert strategy.title in client.get(case.get_absolute_url()).content.decode()
    things.decide(case)
    page = client.get(strategy.get_absolute_url()).content.decode()
    assert "Vedtatt av Styret" in page
    assert "Gjelder" in page
    assert history.about(strategy)[0].kind == "strategy.adopted"


def test_advice_adopts_nothing(things):
    strategy, case = things.strategy(), things.case()
    actions.submit(strategy, case=case, **things.told)
    things.decide(case, outcome="noted")
    strategy.refresh_from_db()
    assert strategy.decision is None


def test_a_corrected_decision_takes_the_adoption_back(things):
    strategy = things.adopted_strategy()
    decisions.correct(
        strategy.decision, outcome="returned", text="Sendt tilbake.", reason="Feil utfall", by=things.by
    )
    strategy.refresh_from_db()
    assert strategy.decision is None
    assert history.about(strategy)[0].kind == "strategy.reopened"


def test_a_strategy_without_aims_is_not_put_forward(things, sign_in):
    strategy, case = things.strategy(), things.case()
    strategy.aims.all().delete()
    answer = sign_in(things.by).post(address("submit_strategy", strategy.pk), {"case": case.pk})
    assert answer.status_code == 422
    assert rules.NO_AIMS in answer.context["obstacles"]


def test_a_decided_case_takes_no_strategy(things, sign_in):
    strategy, case = things.strategy(), things.case()
    things.decide(case)
    answer = sign_in(things.by).post(address("submit_strategy", strategy.pk), {"case": case.pk})
    assert rules.STRATEGY_CASE_DECIDED in answer.context["obstacles"]


def test_an_adopted_strategy_is_locked_and_changed_by_a_new_version(things, sign_in):
    old = things.adopted_strategy()
    measure = things.measure(old)
    assert rules.STRATEGY_LOCKED in list(rules.obstacles_to_changing(old, **things.told))
    client = sign_in(things.by)
    page = client.get(address("change_strategy", old.pk))
    client.post(address("change_strategy", old.pk), typed_strategy(page, **{"m-1-title": ""}))
    new = Strategy.objects.get(replaces=old)
    assert (new.version, new.key, new.decision) == (2, old.key, None)
    assert [aim.title for aim in old.aims.all()] == ["Flere reiser uten bil", "Næring i hele regionen"]
    assert [aim.title for aim in new.aims.all()] == ["Flere reiser uten bil"]
    # The measure follows the aim into the new version.
    assert measure.title in client.get(new.get_absolute_url()).content.decode()
    assert "Gjelder" in client.get(old.get_absolute_url()).content.decode()


def test_a_strategy_holds_to_the_end_of_its_last_year(things, cast, sign_in):
    strategy = things.adopted_strategy(first_year=2020, last_year=cast.today.year - 1)
    assert "Perioden er over" in sign_in(things.by).get(strategy.get_absolute_url()).content.decode()


def test_two_new_versions_are_not_made_of_the_same_one(things):
    old = things.adopted_strategy()
    things.strategy(replaces=old)
    assert rules.VERSION_EXISTS in list(rules.obstacles_to_drafting(things.os, replaces=old, **things.told))


def test_nobody_saves_over_what_another_has_just_saved(things, sign_in):
    strategy = things.strategy()
    client = sign_in(things.by)
    page = client.get(address("change_strategy", strategy.pk))
    client.post(address("change_strategy", strategy.pk), typed_strategy(page, words="Den andres ord"))
    answer = client.post(address("change_strategy", strategy.pk), typed_strategy(page, words="Mine ord"))
    assert answer.status_code == 422
    assert rules.STRATEGY_CHANGED_MEANWHILE in answer.context["obstacles"]
    again = client.post(address("change_strategy", strategy.pk), typed_strategy(answer))
    assert again.status_code == 302
    strategy.refresh_from_db()
    assert strategy.words == "Mine ord"


def test_a_strategy_that_needs_another_mandate_opens_its_revision_with_one_click(things, cast, sign_in):
    strategy = things.strategy(
        mandate=cast.kg_mandate, effect="revision", effect_reason="Gruppen trenger en egen koordinator."
    )
    client = sign_in(things.by)
    assert "Opprett sak om revisjon" in client.get(strategy.get_absolute_url()).content.decode()
    answer = client.post(address("open_revision", strategy.pk), {"open": "1"})
    case = Case.objects.get(title="Revisjon av Mandat for administrative grupper")
    assert answer["Location"] == case.get_absolute_url()
    assert case.kind.key == "mandat"
    assert history.about(cast.kg_mandate)[0].kind == "strategy.revision_opened"
    page = client.get(strategy.get_absolute_url()).content.decode()
    assert case.title in page
    assert "Opprett sak om revisjon" not in page
    again = client.post(address("open_revision", strategy.pk), {"open": "1"})
    assert rules.REVISION_OPENED in again.context["obstacles"]
    assert Case.objects.filter(title=case.title).count() == 1


def test_no_revision_is_opened_that_no_strategy_asks_for(things, cast, sign_in):
    strategy = things.strategy(mandate=cast.kg_mandate, effect="supports")
    answer = sign_in(things.by).post(address("open_revision", strategy.pk))
    assert rules.NO_REVISION_ASKED in answer.context["obstacles"]


def test_the_menu_has_the_word_only_where_it_leads_somewhere(things, cast, sign_in):
    here, there = address("strategies"), address("strategies", partnership="fjordloftet")
    assert f'href="{here}"' in sign_in(things.by).get(cast.os.get_absolute_url()).content.decode()
    client = sign_in(cast.secretary)
    assert f'href="{there}"' not in client.get(cast.fjord.get_absolute_url()).content.decode()
    actions.draft(
        cast.fjord, title="S", words="", first_year=2026, last_year=2027, aims=[], by=cast.secretary, on=cast.today
    )
    assert f'href="{there}"' in client.get(cast.fjord.get_absolute_url()).content.decode()


@pytest.mark.parametrize("name", ["programmes", "portfolio"])
def test_a_council_without_frames_has_no_empty_programmes_in_its_menu(things, cast, sign_in, name):
    here, there = address(name), address(name, partnership="fjordloftet")
    client = sign_in(things.by)
    assert f'href="{here}"' not in client.get(cast.os.get_absolute_url()).content.decode()
    Project.objects.create(partnership=cast.os, key="P001", name="Sykkelvei (eksempel)")
    assert (f'href="{here}"' in client.get(cast.os.get_absolute_url()).content.decode()) is (name == "portfolio")
    assert f'href="{there}"' in sign_in(cast.secretary).get(cast.fjord.get_absolute_url()).content.decode()


def test_the_tree_costs_the_same_however_many_measures(things, sign_in, django_assert_num_queries):
    strategy = things.adopted_strategy()
    client = sign_in(things.by)
    things.measure(strategy)
    client.get(strategy.get_absolute_url())
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as few:
        client.get(strategy.get_absolute_url())
    for _number in range(6):
        things.measure(strategy, aim="naering-i-hele-regionen")
    with django_assert_num_queries(len(few)):
        client.get(strategy.get_absolute_url())


@pytest.mark.parametrize("name", ["strategies", "measures", "action_plans", "new_strategy", "new_measure"])
def test_outsiders_do_not_learn_that_there_is_anything(things, cast, sign_in, name):
    assert sign_in(cast.outsider).get(address(name)).status_code == 404


def test_the_public_reads_adopted_strategies_where_the_case_is_open(things, client):
    strategy = things.adopted_strategy()
    measure = things.decided_measure(strategy)
    draft = things.strategy(title="Et annet utkast")
    listed = client.get("/offentlig/osregionen/strategi/").content.decode()
    assert strategy.title in listed
    assert draft.title not in listed
    page = client.get(f"/offentlig/osregionen/strategi/{strategy.pk}/").content.decode()
    assert measure.title in page
    assert client.get(f"/offentlig/osregionen/strategi/{draft.pk}/").status_code == 404
    case = client.get(f"/offentlig/osregionen/saker/{strategy.case_id}/").content.decode()
    assert f"/offentlig/osregionen/strategi/{strategy.pk}/" in case


def test_a_closed_case_keeps_its_strategy_closed(things, client):
    strategy = things.adopted_strategy()
    Case.objects.filter(pk=strategy.case_id).update(closed_basis="offentleglova § 23")
    assert client.get(f"/offentlig/osregionen/strategi/{strategy.pk}/").status_code == 404

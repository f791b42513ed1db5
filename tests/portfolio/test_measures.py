"""Measures: under a strategy or flagged, graded, adopted as a list, reported on, landed in the parties' plans."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from samstyring.casework.actions import decisions
from samstyring.ground import history
from samstyring.partnership.rules.acting import NOT_FOR_PARTY
from samstyring.portfolio.actions import executors
from samstyring.portfolio.actions import measures as actions
from samstyring.portfolio.models import Measure, MeasureReport
from samstyring.portfolio.rules import measures as rules
from tests.portfolio.strategy_things import Things, address, typed


@pytest.fixture
def things(cast):
    return Things(cast)


def new_measure(client, **changed):
    page = client.get(address("new_measure"))
    return client.post(address("new_measure"), typed(page.context["form"], **changed))


def test_a_measure_is_registered_under_an_aim(things, sign_in):
    strategy = things.strategy()
    answer = new_measure(
        sign_in(things.by),
        title="Felles billett",
        place=f"{strategy.key}/flere-reiser-uten-bil",
        owner=str(things.south.pk),
        starts_on="2026-01-01",
        ends_on="2027-12-31",
    )
    measure = Measure.objects.get()
    assert answer["Location"] == measure.get_absolute_url()
    assert (measure.key, measure.strategy, measure.aim_key) == ("T1", strategy, "flere-reiser-uten-bil")
    assert history.about(measure)[0].kind == "measure.proposed"


def test_a_measure_without_a_strategy_is_flagged(things, sign_in):
    client = sign_in(things.by)
    new_measure(client, title="Løst tiltak")
    assert "Uten strategi" in client.get(address("measures")).content.decode()
    assert "Uten strategi" in client.get(Measure.objects.get().get_absolute_url()).content.decode()
    assert "Tiltak uten strategi" in client.get(address("strategies")).content.decode()


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"title": ""}, "Feltet er påkrevet."),
        ({"starts_on": "2027-01-01", "ends_on": "2026-01-01"}, "Slutten kommer før starten."),
        ({"starts_on": "32. mai"}, "Skriv en dato som finnes."),
        ({"place": "finnes/ikke"}, "Velg et gyldig valg"),
        ({"owner": "9" * 20}, "Velg et gyldig valg"),
    ],
    ids=["no-title", "ends-first", "no-date", "no-such-aim", "no-such-party"],
)
def test_what_is_wrong_is_told_and_stays_in_the_form(things, cast, sign_in, wrong, sentence):
    answer = new_measure(sign_in(things.by), **{"title": "Tiltak", "words": "Mine ord"} | wrong)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert "Mine ord" in answer.content.decode()


def test_members_do_not_register_measures(things, cast, sign_in):
    assert new_measure(sign_in(cast.kg_leader), title="Tiltak").status_code == 422
    assert not Measure.objects.exists()


def test_a_member_grades_relevance_and_feasibility_with_a_reason(things, cast, sign_in):
    measure = things.measure(ready=False)
    client = sign_in(cast.kg_leader)
    told = {"relevance": "high", "feasibility": "low", "reason": ""}
    assert client.post(address("grade_measure", measure.pk), told).status_code == 422
    told["reason"] = "Partene mangler folk."
    client.post(address("grade_measure", measure.pk), told)
    page = client.get(measure.get_absolute_url()).content.decode()
    assert "Partene mangler folk." in page
    assert history.about(measure)[0].kind == "measure.graded"


def test_a_clerk_does_not_grade(things, sign_in):
    measure = things.measure(ready=False)
    told = {"relevance": "high", "feasibility": "low", "reason": "Fordi"}
    answer = sign_in(things.clerk).post(address("grade_measure", measure.pk), told)
    assert rules.MAY_NOT_GRADE in answer.context["obstacles"]


def test_a_list_of_measures_is_adopted_in_one_case(things, sign_in):
    strategy = things.adopted_strategy()
    two = [things.measure(strategy), things.measure(strategy, title="Sykkelparkering")]
    case = things.case(title="Tiltak for året")
    client = sign_in(things.by)
    answer = client.post(address("submit_measures"), {"measures": [one.pk for one in two], "case": case.pk})
    assert answer["Location"] == case.get_absolute_url()
    assert "Sykkelparkering" in client.get(case.get_absolute_url()).content.decode()
    things.decide(case)
    assert {one.status for one in Measure.objects.all()} == {Measure.Status.DECIDED}
    assert history.about(two[0])[0].kind == "measure.adopted"


def test_a_measure_without_owner_time_and_grade_is_not_put_forward(things, sign_in):
    measure, case = things.measure(ready=False), things.case()
    answer = sign_in(things.by).post(address("submit_measures"), {"measures": [measure.pk], "case": case.pk})
    assert answer.status_code == 422
    told = next(one for one in answer.context["obstacles"] if one == rules.MEASURE_LACKS_PLAN)
    for lacking in ("eier", "ansvarlig", "start og slutt", "relevans og gjennomførbarhet"):
        assert lacking in told.text


def test_no_measures_chosen_is_told(things, sign_in):
    things.measure()
    answer = sign_in(things.by).post(address("submit_measures"), {"case": things.case().pk})
    assert rules.NO_MEASURES in answer.context["obstacles"]


def test_a_corrected_decision_takes_the_adoption_back(things):
    measure = things.decided_measure()
    decisions.correct(measure.decision, outcome="returned", text="Tilbake.", reason="Feil", by=things.by)
    measure.refresh_from_db()
    assert measure.status == Measure.Status.PLANNED


def test_what_is_decided_is_locked_and_who_carries_it_out_is_not(things, cast, sign_in):
    measure = things.decided_measure()
    client = sign_in(things.by)
    form = client.get(address("change_measure", measure.pk)).context["form"]
    told = typed(form, title="Noe annet", executor="Et byrå", responsible=str(things.by.pk))
    assert client.post(address("change_measure", measure.pk), told).status_code == 302
    measure.refresh_from_db()
    assert (measure.title, measure.executor, measure.responsible) == ("Felles billett", "Et byrå", things.by)
    obstacles = rules.obstacles_to_changing(measure, {"title": "Noe annet"}, **things.told)
    assert rules.MEASURE_LOCKED in list(obstacles)


def test_nobody_saves_over_what_another_has_just_saved(things, sign_in):
    measure = things.measure()
    client = sign_in(things.by)
    form = client.get(address("change_measure", measure.pk)).context["form"]
    client.post(address("change_measure", measure.pk), typed(form, words="Den andres"))
    answer = client.post(address("change_measure", measure.pk), typed(form, words="Mine"))
    assert rules.MEASURE_CHANGED_MEANWHILE in answer.context["obstacles"]
    again = client.post(address("change_measure", measure.pk), typed(answer.context["form"]))
    assert again.status_code == 302


def test_reports_carry_a_measure_from_started_to_done(things, cast, sign_in):
    measure = things.decided_measure()
    client = sign_in(cast.kg_leader)
    told = {"status": "started", "words": "Vi er i gang.", "next_due_on": things.days(30).isoformat()}
    client.post(address("report_measure", measure.pk), told)
    page = client.get(measure.get_absolute_url()).content.decode()
    assert "Påbegynt" in page
    assert "Vi er i gang." in page
    assert Measure.objects.get().report_due_on == things.days(30)
    client.post(address("report_measure", measure.pk), {"status": "done", "words": "Ferdig."})
    assert Measure.objects.get().status == Measure.Status.DONE
    assert Measure.objects.get().report_due_on is None
    # Both reports stand.
    assert MeasureReport.objects.count() == 2


def test_a_report_on_what_is_not_decided_is_refused(things, sign_in):
    measure = things.measure()
    told = {"status": "started", "words": "I gang"}
    answer = sign_in(things.by).post(address("report_measure", measure.pk), told)
    assert rules.NOT_DECIDED in answer.context["obstacles"]


def test_a_next_report_is_not_due_in_the_past(things, sign_in):
    measure = things.decided_measure()
    told = {"status": "started", "words": "I gang", "next_due_on": things.days(-1).isoformat()}
    answer = sign_in(things.by).post(address("report_measure", measure.pk), told)
    assert rules.DUE_IN_THE_PAST in answer.context["obstacles"]


def test_others_do_not_report(things, sign_in):
    measure = things.decided_measure()
    told = {"status": "done", "words": "Ferdig"}
    answer = sign_in(things.clerk).post(address("report_measure", measure.pk), told)
    assert rules.MAY_NOT_REPORT in answer.context["obstacles"]
    assert not MeasureReport.objects.exists()


def test_whoever_carries_it_out_reports_without_a_part_in_the_partnership(things, cast, sign_in):
    measure = things.decided_measure(executor="Byrået")
    executors.appoint(
        cast.outsider, to=measure, covers="Lage kampanjen.", from_day=cast.today, by=things.by, on=cast.today
    )
    other = things.decided_measure(title="Et annet tiltak")
    client = sign_in(cast.outsider)
    assert measure.title in client.get(address("assignments")).content.decode()
    here = address("assignment", measure.pk)
    assert client.get(here).status_code == 200
    assert client.post(here, {"status": "started", "words": "Byrået er i gang."}).status_code == 302
    assert "Byrået er i gang." in client.get(here).content.decode()
    assert Measure.objects.get(pk=measure.pk).status == Measure.Status.STARTED
    # And nothing else.
    closed = [
        address("assignment", other.pk), measure.get_absolute_url(), address("measures"), address("strategies"),
        cast.os.get_absolute_url(), measure.case.get_absolute_url(),
    ]  # fmt: skip
    assert [client.get(place).status_code for place in closed] == [404] * len(closed)


def test_nobody_without_an_assignment_finds_any(things, cast, sign_in):
    measure = things.decided_measure()
    assert "Ingen oppdrag" in sign_in(things.clerk).get(address("assignments")).content.decode()
    assert sign_in(cast.outsider).get(address("assignments")).status_code == 404
    for person in (cast.outsider, things.clerk):
        client = sign_in(person)
        assert client.post(address("assignment", measure.pk), {"status": "done"}).status_code == 404


def test_a_clerk_tells_where_the_measure_lands_with_the_party(things, sign_in):
    measure = things.measure()
    client = sign_in(things.clerk)
    here = address("measure_landing", measure.pk, things.south.key)
    told = {"plan": "economy", "reference": "Økonomiplan 2027–2030, punkt 4", "status": "included", "words": ""}
    assert client.post(here, told).status_code == 302
    page = client.get(measure.get_absolute_url()).content.decode()
    assert "Økonomiplan 2027–2030, punkt 4" in page
    assert "Tatt inn hos 1 av 2 parter" in page
    client.post(here, told | {"status": "operating"})
    assert [landing.status for landing in measure.landings.all()] == ["operating"]
    assert "Sørregionen" in history.words_for(history.about(measure)[0])


def test_the_secretariat_tells_on_behalf_of_the_party(things, cast, sign_in):
    measure = things.measure()
    told = {"plan": "master", "status": "proposed", "words": ""}
    sign_in(things.by).post(address("measure_landing", measure.pk, things.south.key), told)
    parts = {one.part: one.subject for one in history.about(measure)[0].subjects.all()}
    assert (parts["by"], parts["behalf"]) == (things.by, things.south)


def test_a_clerk_does_not_tell_for_another_party(things, cast, sign_in):
    measure = things.measure()
    told = {"plan": "master", "status": "proposed", "words": ""}
    answer = sign_in(things.clerk).post(address("measure_landing", measure.pk, cast.os_party.key), told)
    assert NOT_FOR_PARTY in answer.context["obstacles"]


def test_a_party_that_refuses_says_why(things, sign_in):
    measure = things.measure()
    told = {"plan": "master", "status": "refused", "words": ""}
    answer = sign_in(things.clerk).post(address("measure_landing", measure.pk, things.south.key), told)
    assert rules.REFUSED_WITHOUT_WORDS in answer.context["obstacles"]


def test_an_overdue_report_is_a_task_for_the_responsible_and_the_secretariat(things, cast, sign_in):
    things.decided_measure(first_report_due=things.days(-3))
    home = cast.os.get_absolute_url()
    own = sign_in(cast.kg_leader).get(home).content.decode()
    assert "Rapporter på tiltaket Felles billett" in own
    assert "Etterlys rapport på tiltaket Felles billett" in sign_in(things.by).get(home).content.decode()
    assert "Felles billett" not in sign_in(things.clerk).get(home).content.decode()


def test_a_report_due_later_is_not_told_yet(things, cast, sign_in):
    things.decided_measure(first_report_due=cast.today + timedelta(days=60))
    assert "Felles billett" not in sign_in(cast.kg_leader).get(cast.os.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=sykkel", ["Sykkelparkering"]),
        ("status=decided", ["Felles billett"]),
        ("eier=sor", ["Felles billett"]),
        ("strategi=-", ["Sykkelparkering"]),
        ("status=tull", ["Felles billett", "Sykkelparkering"]),
    ],
)
def test_the_list_is_filtered_by_its_address(things, sign_in, query, found):
    things.decided_measure(things.adopted_strategy())
    things.measure(title="Sykkelparkering", ready=False)
    page = sign_in(things.by).get(f"{address('measures')}?{query}")
    assert [row.measure.title for row in page.context["rows"]] == found


def test_the_list_and_the_page_cost_no_more_however_many(things, sign_in, django_assert_max_num_queries):
    first = things.decided_measure(things.adopted_strategy())
    client = sign_in(things.by)
    for place in (address("measures"), first.get_absolute_url()):
        client.get(place)
        with CaptureQueriesContext(connection) as few:
            client.get(place)
        for number in range(4):
            measure = things.decided_measure(first.strategy, starts_on=date(2026, 1, 1))
            actions.report(measure, status="started", words="Ord", **things.told)
            actions.report(first, status="started", words=f"Ord {number}", **things.told)
            plan = ("master", "economy", "theme", "other")[number]
            actions.land(first, things.south, plan=plan, reference="", status="included", **things.told)
        with django_assert_max_num_queries(len(few)):
            client.get(place)
        first.landings.all().delete()

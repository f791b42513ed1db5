"""The year's programme with its budget, the funders with what they wait for, and the operating pot."""

from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from samstyring.ground import history
from samstyring.ground.files import NOT_THAT_TYPE
from samstyring.portfolio.actions import action_plans as actions
from samstyring.portfolio.models import ActionPlan, ActionPlanLine, FunderReport, OperatingYear
from samstyring.portfolio.rules import action_plans as rules
from tests.portfolio.strategy_things import Things, address, typed


@pytest.fixture
def things(cast):
    return Things(cast)


@pytest.fixture
def funder(things):
    return actions.add_funder(
        things.os, name="Departementet (eksempel)", demands="Rapport hvert år", **things.told
    )


def test_the_secretariat_begins_a_year_and_writes_its_lines(things, funder, sign_in):
    measure = things.measure()
    client = sign_in(things.by)
    answer = client.post(address("new_action_plan"), {"year": "2027", "words": "Mindre bilkjøring"})
    plan = ActionPlan.objects.get()
    assert answer["Location"] == plan.get_absolute_url()
    told = {"amount_mnok": "1,5", "basis": "year_grant", "vat": "excl", "price_year": "2027"}
    client.post(address("new_plan_line", plan.pk), told | {"measure": measure.pk, "funder": funder.pk})
    client.post(address("new_plan_line", plan.pk), told | {"post": "Lønn i sekretariatet", "amount_mnok": "0,75"})
    page = client.get(plan.get_absolute_url()).content.decode()
    assert "Felles billett" in page
    assert "Lønn i sekretariatet" in page
    assert "2,250" in page
    assert "Ikke finansiert" in page


def test_amounts_of_different_kind_are_never_added_silently(things, funder, sign_in):
    plan = things.plan()
    things.line(plan, Decimal("1"), funder=funder)
    things.line(plan, Decimal("2"), funder=funder)
    things.line(plan, Decimal("5"), funder=funder, vat="incl")
    things.line(plan, Decimal("7"), price_year=None)
    page = sign_in(things.by).get(plan.get_absolute_url())
    assert page.context["whole"].mnok == Decimal("3")
    assert page.context["whole"].kind == "årsbevilgning, 2027-kroner, uten mva."
    assert "2 linjer er ikke med i summen" in page.content.decode()


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"amount_mnok": ""}, "Feltet er påkrevet."),
        ({"amount_mnok": "-1"}, "Et beløp kan ikke være negativt."),
        ({"amount_mnok": "mye"}, "Skriv beløpet som et tall i millioner kroner"),
        ({"amount_mnok": "1500000"}, "Er det skrevet i kroner"),
        ({"post": ""}, "Velg et tiltak eller skriv en driftspost, ikke begge deler."),
        ({"price_year": "27"}, "Skriv et årstall mellom 1990 og 2100."),
        ({"funder": "9" * 20}, "Velg et gyldig valg"),
    ],
    ids=["no-amount", "negative", "words", "kroner", "neither", "not-a-year", "no-such-funder"],
)
def test_what_is_wrong_with_a_line_is_told(things, sign_in, wrong, sentence):
    plan = things.plan()
    told = {"post": "Møter", "amount_mnok": "1"} | wrong
    answer = sign_in(things.by).post(address("new_plan_line", plan.pk), told)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not plan.lines.exists()


def test_a_line_is_changed_and_taken_out_again(things, sign_in):
    plan = things.plan()
    line = things.line(plan, Decimal("1"))
    client, here = sign_in(things.by), address("plan_line", plan.pk, line.pk)
    client.post(here, typed(client.get(here).context["form"], amount_mnok="2"))
    assert ActionPlanLine.objects.get().amount_mnok == 2
    client.post(here, {"remove": "1"})
    assert not ActionPlanLine.objects.exists()
    assert history.about(plan)[0].kind == "plan.line_removed"


def test_the_forum_adopts_the_year_and_it_is_locked(things, sign_in):
    plan, case = things.plan(), things.case("styresak", "Handlingsprogram med budsjett")
    line = things.line(plan, Decimal("1"))
    client = sign_in(things.by)
    client.post(address("submit_action_plan", plan.pk), {"case": case.pk})
    assert "Årsprogram 2027" in client.get(case.get_absolute_url()).content.decode()
    things.decide(case)
    assert "Vedtatt av Styret" in client.get(plan.get_absolute_url()).content.decode()
    answer = client.post(address("plan_line", plan.pk, line.pk), {"remove": "1"})
    assert rules.PLAN_LOCKED in answer.context["obstacles"]
    assert ActionPlanLine.objects.filter(pk=line.pk).exists()


def test_a_new_version_begins_with_the_lines_of_the_old(things, sign_in):
    plan, case = things.plan(), things.case()
    things.line(plan, Decimal("1"))
    actions.submit(plan, case=case, **things.told)
    things.decide(case)
    client = sign_in(things.by)
    client.post(address("new_action_plan"), {"year": "2027"})
    new = ActionPlan.objects.get(version=2)
    assert [line.amount_mnok for line in new.lines.all()] == [1]
    assert plan.lines.count() == 1
    again = client.post(address("new_action_plan"), {"year": "2027"})
    assert rules.PLAN_UNDER_WORK in again.context["obstacles"]


def test_an_empty_year_is_not_put_forward(things, sign_in):
    plan, case = things.plan(), things.case()
    answer = sign_in(things.by).post(address("submit_action_plan", plan.pk), {"case": case.pk})
    assert rules.NO_LINES in answer.context["obstacles"]


def test_members_read_and_do_not_write(things, cast, sign_in):
    plan = things.plan()
    client = sign_in(cast.kg_leader)
    assert "Ny linje" not in client.get(plan.get_absolute_url()).content.decode()
    told = {"post": "Møter", "amount_mnok": "1"}
    assert client.post(address("new_plan_line", plan.pk), told).status_code == 422
    assert client.post(address("new_funder"), {"name": "Noen"}).status_code == 422
    assert client.post(address("new_action_plan"), {"year": "2028"}).status_code == 422


def test_a_funder_waits_for_a_report_that_is_delivered_with_its_file(things, funder, sign_in):
    client = sign_in(things.by)
    told = {"title": "Årsrapport", "due_on": things.days(-2).isoformat()}
    client.post(address("expect_report", funder.pk), told)
    report = FunderReport.objects.get()
    assert "1 rapport er over fristen." in client.get(funder.get_absolute_url()).content.decode()
    assert "Over fristen" in client.get(address("action_plans")).content.decode()
    assert "Lever «Årsrapport» til" in client.get(things.os.get_absolute_url()).content.decode()
    file = SimpleUploadedFile("rapport.pdf", b"%PDF-1.7 rapport")
    here = address("deliver_report", funder.pk, report.pk)
    client.post(here, {"delivered_on": things.days(0).isoformat(), "file": file})
    page = client.get(funder.get_absolute_url()).content.decode()
    assert "Levert" in page
    assert "rapport.pdf" in page
    answer = client.get(address("funder_report_file", funder.pk, report.pk))
    assert b"".join(answer.streaming_content) == b"%PDF-1.7 rapport"
    assert "Lever «Årsrapport»" not in client.get(things.os.get_absolute_url()).content.decode()
    again = client.post(here, {"delivered_on": things.days(0).isoformat()})
    assert rules.ALREADY_DELIVERED in again.context["obstacles"]


def test_a_report_is_not_delivered_tomorrow_nor_with_a_false_file(things, funder, sign_in):
    report = actions.expect_report(funder, title="Årsrapport", due_on=things.days(5), **things.told)
    client, here = sign_in(things.by), address("deliver_report", funder.pk, report.pk)
    answer = client.post(here, {"delivered_on": things.days(1).isoformat()})
    assert rules.DELIVERED_IN_FUTURE in answer.context["obstacles"]
    false = SimpleUploadedFile("rapport.pdf", b"MZ not a PDF")
    answer = client.post(here, {"delivered_on": things.days(0).isoformat(), "file": false})
    assert NOT_THAT_TYPE in answer.context["obstacles"]


def test_a_funder_and_a_due_report_stand_once(things, funder, sign_in):
    client = sign_in(things.by)
    answer = client.post(address("new_funder"), {"name": funder.name})
    assert rules.FUNDER_EXISTS in answer.context["obstacles"]
    told = {"title": "Årsrapport", "due_on": "2027-03-01"}
    client.post(address("expect_report", funder.pk), told)
    answer = client.post(address("expect_report", funder.pk), told)
    assert rules.REPORT_EXISTS in answer.context["obstacles"]


def test_what_we_are_to_the_funder_stands_on_its_page(things, funder, sign_in):
    """003:213-219: whoever takes somebody's money says what part it plays itself."""
    client = sign_in(things.by)
    told = {"name": funder.name, "demands": "Rapport hvert år", "role": "Partner; kommunene gjennomfører"}
    assert client.post(address("change_funder", funder.pk), told).status_code == 302
    page = client.get(funder.get_absolute_url()).content.decode()
    assert "Partner; kommunene gjennomfører" in page[page.index('id="rolle"') :]


def test_what_is_left_of_the_pot_is_unknown_until_both_are_known(things):
    row = actions.settle_operating_year(
        things.os, year=2026, amount_mnok=Decimal("3"), used_mnok=Decimal("1"), basis="frame", vat="excl",
        price_year=None, words="", **things.told,
    )  # fmt: skip
    assert row.left_mnok is None


def test_the_operating_pot_stands_year_by_year(things, sign_in):
    client = sign_in(things.by)
    told = {"basis": "frame", "vat": "excl", "words": ""}
    used = {"committed_mnok": "0,825", "used_mnok": "1,9"}
    client.post(address("operating_year"), told | {"year": "2026", "amount_mnok": "3,2"} | used)
    client.post(address("operating_year"), told | {"year": "2027", "amount_mnok": "3,4"})
    client.post(address("operating_year"), told | {"year": "2027", "amount_mnok": "3,5"})
    assert [(row.year, row.amount_mnok) for row in OperatingYear.objects.all()] == [
        (2026, Decimal("3.2")),
        (2027, Decimal("3.5")),
    ]
    page = client.get(address("action_plans")).content.decode()
    assert "3,500" in page
    cells = page[page.index('id="drift"') :]
    assert cells.index("0,825") < cells.index("1,900") < cells.index("0,475")
    assert "Prisår ikke oppgitt" in page or "prisår ikke oppgitt" in page


def test_another_partnerships_things_are_not_found(things, funder, cast, sign_in):
    plan = things.plan()
    client = sign_in(cast.secretary)
    for place in (plan.get_absolute_url(), funder.get_absolute_url()):
        assert client.get(place).status_code == 404
        assert client.get(place.replace("osregionen", "fjordloftet")).status_code == 404


def test_the_lists_cost_the_same_however_long(things, funder, sign_in, django_assert_num_queries):
    plan = things.plan()
    things.line(plan, Decimal("1"), funder=funder, measure=things.measure())
    actions.expect_report(funder, title="R", due_on=things.days(5), **things.told)
    client = sign_in(things.by)
    places = [address("action_plans"), plan.get_absolute_url(), funder.get_absolute_url()]
    counts = []
    for place in places:
        client.get(place)
        with CaptureQueriesContext(connection) as few:
            client.get(place)
        counts.append(len(few))
    for number in range(4):
        other = actions.add_funder(things.os, name=f"Finansiør {number}", demands="", **things.told)
        things.line(plan, Decimal("1"), funder=funder, measure=things.measure())
        things.line(things.plan(year=2030 + number), Decimal("1"), funder=other)
        actions.expect_report(funder, title=f"R{number}", due_on=things.days(5), **things.told)
    for place, few in zip(places, counts, strict=True):
        with django_assert_num_queries(few):
            client.get(place)

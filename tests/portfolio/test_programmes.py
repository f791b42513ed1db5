"""The action programme: drafted from a recommendation, changed until it is adopted, counted against its frames."""

from decimal import Decimal

import pytest
from django.urls import reverse

from samstyring.casework.actions import decisions
from samstyring.ground.models import Event
from samstyring.ground.refusal import Refused
from samstyring.portfolio.actions import programmes as acts
from samstyring.portfolio.models import Programme, ProgrammeLine
from samstyring.portfolio.rules.sums import sums
from tests.portfolio.prospects import FIRST, Prospects
from tests.refusals import codes


@pytest.fixture
def prospects(cast):
    return Prospects(cast)


@pytest.fixture
def programme(prospects):
    return prospects.programme()


def page(client, programme, name="programme", *more):
    return client.get(reverse(f"portfolio:{name}", args=["fjordloftet", programme.pk, *more]))


def steering_item(cast, case):
    return cast.item(cast.steering, case=case)


# Drafting


def test_a_programme_holds_what_the_recommendation_gave_each_project(programme):
    plan = programme.recommendation.content["result"]["plan"]
    within = sum(one["amount"] for one in plan["money"] if one["year"] in programme.calendar_years)
    assert float(sum(line.amount_mnok for line in programme.lines.all())) == pytest.approx(within)
    assert programme.price_year == 2026
    assert programme.vat == "excl"
    assert programme.assumptions.name == "Eksempelforutsetninger 2026"


def test_the_parties_of_the_day_must_act_each_in_its_way(programme):
    matrix = {one.party.key: (one.kind, one.body, one.is_required) for one in programme.requirements.all()}
    assert matrix == {
        "sjo": ("local", "kommunestyret", True),
        "berg": ("local", "kommunestyret", True),
        "fylke": ("local", "fylkestinget", True),
        "vei": ("confirm", "", False),
    }


def test_a_new_programme_for_the_same_years_is_a_new_version(prospects, programme):
    again = acts.draft_programme(prospects.recommendation(name="Ny runde"), by=prospects.cast.secretary)
    assert (programme.version, again.version) == (1, 2)
    assert again.first_year == programme.first_year


def test_the_frozen_page_makes_the_programme(prospects, cast, sign_in):
    recommendation = prospects.recommendation()
    client = sign_in(cast.secretary)
    response = client.post(recommendation.get_absolute_url())
    assert response.url == Programme.objects.get().get_absolute_url()
    assert client.get(response.url).status_code == 200


def test_members_cannot_make_a_programme(prospects, cast):
    with pytest.raises(Refused) as refused:
        acts.draft_programme(prospects.recommendation(), by=cast.member_sjo)
    assert codes(refused) == {"not-secretariat"}


# The page


def test_the_page_tells_sums_sources_and_what_they_rest_on(programme, cast, sign_in):
    body = page(sign_in(cast.member_sjo), programme).content.decode()
    assert "Utkast. Ingen forum har vedtatt programmet." in body
    assert "Summene hviler på Eksempelforutsetninger 2026." in body
    assert "mill. 2026-kroner, uten mva." in body
    assert "Ark, versjon 1" in body
    assert "Gange og sykkel" in body
    assert 'aria-current="page"' in body


def test_the_matrix_tells_plans_from_projects(programme, prospects, cast, sign_in):
    """001:302-304: the programme gathers all plans and projects with money in its years."""
    assert "Plan eller utredning" not in page(sign_in(cast.member_sjo), programme).content.decode()
    prospects.bridge.is_plan = True
    prospects.bridge.save()
    assert any(row.is_plan for group in sums(programme).groups for row in group.rows)
    assert "Plan eller utredning" in page(sign_in(cast.member_sjo), programme).content.decode()


def test_a_breach_of_a_frame_is_told_in_words(programme, prospects, cast, sign_in):
    acts.set_row(
        programme, pot="Trygghetspott", source=prospects.bom, amounts={FIRST: Decimal("45.5")}, by=cast.secretary
    )
    used = sums(programme).frames[1].cells[0].used
    over = used - 20
    body = page(sign_in(cast.member_sjo), programme).content.decode()
    assert over > 0
    assert f"Bompenger er {str(over).rstrip('0').replace('.', ',')} mill. kr over rammen i {FIRST}." in body


def test_a_source_without_a_frame_is_told_in_words(programme, prospects, cast, sign_in):
    acts.set_row(programme, pot="Pott", source=prospects.lokal, amounts={FIRST: Decimal(3)}, by=cast.secretary)
    body = page(sign_in(cast.member_sjo), programme).content.decode()
    assert f"Lokale midler har 3,0 mill. kr i {FIRST}, uten ramme." in body


def test_years_after_the_agreement_are_marked(programme, cast, sign_in):
    cast.fjord.ends_on = cast.fjord.ends_on.replace(year=FIRST + 1)
    cast.fjord.save()
    body = page(sign_in(cast.secretary), programme).content.decode()
    assert "etter avtalen" in body
    assert f"Avtalen gjelder til og med {FIRST + 1}." in body
    assert "Uten ramme" in page(sign_in(cast.secretary), programme, "programme_rows").content.decode()


def test_the_difference_to_the_former_version_has_a_column(programme, prospects, cast, sign_in):
    again = acts.draft_programme(programme.recommendation, by=cast.secretary)
    acts.set_row(again, pot="Ny pott", source=prospects.stat, amounts={FIRST: Decimal("2.5")}, by=cast.secretary)
    body = page(sign_in(cast.member_sjo), again).content.decode()
    assert "Endret fra versjon 1" in body
    assert "+2,5" in body


def test_removed_assumptions_are_told_on_the_programme(programme, cast, sign_in):
    from samstyring.portfolio.actions.scenarios import remove_assumptions

    remove_assumptions(programme.assumptions, by=cast.secretary)
    body = page(sign_in(cast.member_sjo), programme).content.decode()
    assert "Beløpene hvilte på Eksempelforutsetninger 2026, som er fjernet." in body


# Changing


def test_a_pot_is_added_by_hand(programme, prospects, cast, sign_in):
    client = sign_in(cast.secretary)
    address = reverse("portfolio:programme_rows", args=["fjordloftet", programme.pk])
    assert client.get(address).status_code == 200
    posted = {
        "add": "pot",
        "pot-pot": "Trygg skoleveg",
        "pot-source": prospects.lokal.pk,
        f"pot-year_{FIRST}": "3,5",
        f"pot-year_{FIRST + 1}": "1 000",
    }
    assert client.post(address, posted).status_code == 302
    pots = programme.lines.filter(pot="Trygg skoleveg")
    assert [line.amount_mnok for line in pots] == [Decimal("3.5"), Decimal(1000)]
    assert Event.objects.filter(kind="programme.changed").exists()
    again = client.post(address, posted)
    assert again.status_code == 422
    assert "har alt en linje" in again.content.decode()


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        ("-5", "Et beløp kan ikke være negativt."),
        ("700000", "Er det skrevet i kroner i stedet for millioner?"),
        ("1e9", "Er det skrevet i kroner i stedet for millioner?"),
        (str(10**15), "Er det skrevet i kroner i stedet for millioner?"),
        ("NaN", "Skriv beløpet som et tall i millioner kroner"),
        ("mye", "Skriv beløpet som et tall i millioner kroner"),
        ("", "minst ett år"),
    ],
)
def test_negative_and_absurd_amounts_are_told_and_kept(programme, prospects, cast, sign_in, amount, words):
    client = sign_in(cast.secretary)
    address = reverse("portfolio:programme_rows", args=["fjordloftet", programme.pk])
    posted = {"add": "pot", "pot-pot": "Pott", "pot-source": prospects.stat.pk, f"pot-year_{FIRST}": amount}
    response = client.post(address, posted)
    assert response.status_code == 422
    assert words in response.content.decode()
    assert 'value="Pott"' in response.content.decode()
    assert f'value="{amount}"' in response.content.decode() or not amount
    assert not programme.lines.filter(pot="Pott").exists()


@pytest.mark.parametrize(
    ("year", "amount", "code"),
    [
        (FIRST - 1, 1, "year-outside"),
        (FIRST + 4, 1, "year-outside"),
        (FIRST, -1, "amount-negative"),
        (FIRST, 500001, "amount-absurd"),
    ],
)
def test_the_act_itself_refuses_what_no_form_would_send(programme, prospects, cast, year, amount, code):
    with pytest.raises(Refused) as refused:
        acts.set_row(
            programme, pot="Pott", source=prospects.stat, amounts={year: Decimal(amount)}, by=cast.secretary
        )
    assert codes(refused) == {code}


def test_a_row_is_changed_and_an_empty_year_takes_the_money_away(programme, prospects, cast, sign_in):
    client = sign_in(cast.secretary)
    line = programme.lines.filter(project=prospects.bridge).first()
    address = reverse("portfolio:programme_row", args=["fjordloftet", programme.pk, line.pk])
    assert client.get(address).status_code == 200
    response = client.post(address, {"focus_area": line.focus_area_id, f"year_{FIRST + 3}": "12,5"})
    assert response.status_code == 302
    rest = programme.lines.filter(project=prospects.bridge, source=line.source)
    assert [(one.year, one.amount_mnok) for one in rest] == [(FIRST + 3, Decimal("12.5"))]
    assert "Ført for hånd" in page(client, programme).content.decode()


def test_things_of_another_partnership_cannot_enter(programme, cast):
    from samstyring.partnership.models import FundingSource

    foreign = FundingSource.objects.create(partnership=cast.os, key="annen", name="Annen kilde")
    with pytest.raises(Refused) as refused:
        acts.set_row(programme, pot="Pott", source=foreign, amounts={FIRST: Decimal(1)}, by=cast.secretary)
    assert codes(refused) == {"other-partnership"}


@pytest.mark.parametrize("who", ["member_sjo", "observer", "clerk_sjo", "former_secretary"])
def test_only_the_secretariat_changes_lines(programme, prospects, cast, who):
    with pytest.raises(Refused):
        acts.set_row(
            programme, pot="Pott", source=prospects.stat, amounts={FIRST: Decimal(1)}, by=getattr(cast, who)
        )


# Deciding


def test_the_steering_group_adopts_the_programme_and_its_lines_are_locked(programme, prospects, cast, sign_in):
    item = steering_item(cast, programme.case)
    decision = decisions.decide(item, outcome="adopted", text="Programmet vedtas.", by=cast.secretary)
    programme.refresh_from_db()
    assert programme.decision == decision
    with pytest.raises(Refused) as refused:
        acts.set_row(programme, pot="Pott", source=prospects.stat, amounts={FIRST: Decimal(1)}, by=cast.secretary)
    assert codes(refused) == {"programme-locked"}
    client = sign_in(cast.secretary)
    assert "linjene er låst" in page(client, programme, "programme_rows").content.decode()
    assert "Endre linjer" not in page(client, programme).content.decode()


def test_a_recommendation_changes_nothing_but_is_seen(programme, cast, sign_in):
    item = cast.item(cast.council, case=programme.case, purpose="recommendation")
    decisions.decide(item, outcome="recommended", text="Rådet innstiller.", by=cast.secretary)
    programme.refresh_from_db()
    assert programme.decision is None
    assert "Innstilt av Prioriteringsrådet" in page(sign_in(cast.member_sjo), programme).content.decode()


def test_an_empty_programme_cannot_be_adopted_and_the_decision_is_undone(programme, cast):
    ProgrammeLine.objects.filter(programme=programme).delete()
    item = steering_item(cast, programme.case)
    with pytest.raises(Refused) as refused:
        decisions.decide(item, outcome="adopted", text="Programmet vedtas.", by=cast.secretary)
    assert codes(refused) == {"programme-empty"}
    assert not item.decisions.exists()


def test_a_correction_moves_the_programme_to_the_decision_that_stands(programme, cast):
    item = steering_item(cast, programme.case)
    first = decisions.decide(item, outcome="adopted", text="Programmet vedtas.", by=cast.secretary)
    second = decisions.correct(
        first, outcome="adopted", text="Programmet vedtas slik.", reason="Skrivefeil", by=cast.secretary
    )
    programme.refresh_from_db()
    assert programme.decision == second
    decisions.correct(second, outcome="returned", text="Sendes tilbake.", reason="Feil utfall", by=cast.secretary)
    programme.refresh_from_db()
    assert programme.decision is None
    assert Event.objects.filter(kind="programme.reopened").exists()


def test_a_decided_case_takes_no_new_programme(programme, cast):
    item = steering_item(cast, programme.case)
    decisions.decide(item, outcome="adopted", text="Programmet vedtas.", by=cast.secretary)
    with pytest.raises(Refused) as refused:
        acts.draft_programme(programme.recommendation, by=cast.secretary)
    assert codes(refused) == {"case-concluded"}


# Who sees what


@pytest.mark.parametrize("who", ["outsider", "os_secretary"])
def test_outsiders_do_not_learn_that_programmes_exist(programme, cast, sign_in, who):
    client = sign_in(getattr(cast, who))
    line, requirement = programme.lines.first(), programme.requirements.first()
    for name, more in (
        ("programme", []),
        ("programme_pdf", []),
        ("programme_rows", []),
        ("programme_row", [line.pk]),
    ):
        for partnership in ("fjordloftet", "osregionen"):
            address = reverse(f"portfolio:{name}", args=[partnership, programme.pk, *more])
            assert client.get(address).status_code == 404
    for name in ("requirement", "adoption_act"):
        for partnership in ("fjordloftet", "osregionen"):
            address = reverse(f"portfolio:{name}", args=[partnership, requirement.pk])
            assert client.get(address).status_code == 404
    assert client.get(reverse("portfolio:programmes", args=["fjordloftet"])).status_code == 404


def test_the_list_and_the_page_make_the_same_number_of_queries_however_long(
    programme, prospects, cast, sign_in, django_assert_num_queries
):
    client = sign_in(cast.member_sjo)
    addresses = [reverse("portfolio:programmes", args=["fjordloftet"]), programme.get_absolute_url()]
    counted = [_queries(client, address) for address in addresses]
    for number in range(6):
        acts.set_row(
            programme, pot=f"Pott {number}", source=prospects.stat, amounts={FIRST: Decimal(1)}, by=cast.secretary
        )
    Event.objects.all()
    for address, count in zip(addresses, counted, strict=True):
        client.get(address)
        assert _queries(client, address) <= count + 1, address
    acts.draft_programme(programme.recommendation, by=cast.secretary)
    assert _queries(client, addresses[0]) == counted[0]


def _queries(client, address):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        client.get(address)
    return len(captured)


def test_the_case_shows_its_programme(programme, cast, sign_in):
    body = sign_in(cast.member_sjo).get(programme.case.get_absolute_url()).content.decode()
    assert programme.get_absolute_url() in body
    assert "Forslaget har" in body

"""Criteria sets: the partnership's own weights or order, in versions, adopted by a decision."""

from decimal import Decimal

import pytest
from django.urls import reverse

from samstyring.casework.actions import decisions
from samstyring.ground import history
from samstyring.partnership.models import Outcome
from samstyring.portfolio.actions import criteria as actions
from samstyring.portfolio.models import CriteriaSet
from samstyring.portfolio.rules import criteria as rules
from tests.portfolio import sheet_things as things


def address(name, cast, *args):
    return reverse(f"portfolio:{name}", args=[cast.fjord.key, *args])


def typed(page):
    """What a browser would send back from the criteria form of this page."""
    form, rows = page.context["form"], page.context["rows"]
    data = {form[name].html_name: form[name].value() or "" for name in form.fields}
    for part in (rows.management_form, *rows):
        for name in part.fields:
            value = part[name].value()
            data[part[name].html_name] = "" if value is None else value
    return data


def test_the_first_draft_starts_from_the_catalogues_words_without_weights(cast, sign_in):
    page = sign_in(cast.secretary).get(address("new_criteria", cast))
    data = typed(page)
    assert data["k-0-name"] == "Bidrag til nullvekstmålet"
    assert data["k-0-weight"] == ""
    assert data["k-0-anchor_100"].startswith("Svært stor virkning")


def test_a_new_version_leaves_the_old_one_as_it_was(cast, sign_in):
    old = things.criteria(cast)
    client = sign_in(cast.secretary)
    data = typed(client.get(address("new_criteria", cast))) | {"k-0-weight": "70", "k-1-weight": "30"}
    assert client.post(address("new_criteria", cast), data).status_code == 302
    new = CriteriaSet.objects.get(version=2)
    assert [one.weight for one in new.criteria.all()] == [Decimal("0.7"), Decimal("0.3")]
    assert [one.weight for one in old.criteria.all()] == [Decimal("0.6"), Decimal("0.4")]
    assert [one.key for one in new.criteria.all()] == ["mal", "nytte"]
    assert rules.adopted_set(cast.fjord) == old
    assert history.about(new)[0].kind == "criteria.drafted"


def test_weights_must_make_the_whole(cast, sign_in):
    things.criteria(cast)
    client = sign_in(cast.secretary)
    data = typed(client.get(address("new_criteria", cast))) | {"k-0-weight": "55,5", "title": "Min tittel"}
    page = client.post(address("new_criteria", cast), data)
    assert page.status_code == 422
    assert "Vektene er til sammen 95,5 %. De må bli 100 %." in page.content.decode()
    assert "Min tittel" in page.content.decode()


@pytest.mark.parametrize("weight", ["-5", "101", "halvparten"])
def test_a_weight_is_a_number_from_0_to_100(cast, sign_in, weight):
    things.criteria(cast)
    client = sign_in(cast.secretary)
    data = typed(client.get(address("new_criteria", cast))) | {"k-0-weight": weight}
    page = client.post(address("new_criteria", cast), data)
    assert page.status_code == 422
    assert "Skriv vekten som et tall fra 0 til 100." in page.content.decode()


def test_no_weight_is_filled_in_for_the_partnership(cast, sign_in):
    things.criteria(cast)
    client = sign_in(cast.secretary)
    data = typed(client.get(address("new_criteria", cast))) | {"k-0-weight": ""}
    page = client.post(address("new_criteria", cast), data)
    assert "Kriteriet «Måloppnåelse» har ingen vekt." in page.content.decode()


def test_a_ranked_set_has_an_order_and_no_weights(cast, sign_in):
    things.criteria(cast)
    client = sign_in(cast.secretary)
    data = typed(client.get(address("new_criteria", cast)))
    data |= {"mode": "ranked", "k-0-order": "2", "k-1-order": "1"}
    client.post(address("new_criteria", cast), data)
    new = CriteriaSet.objects.get(version=2)
    assert [(one.name, one.weight) for one in new.criteria.all()] == [("Nytte", None), ("Måloppnåelse", None)]


def test_a_set_without_criteria_is_refused(cast, sign_in):
    things.criteria(cast)
    client = sign_in(cast.secretary)
    data = typed(client.get(address("new_criteria", cast))) | {"k-0-name": "", "k-1-name": ""}
    page = client.post(address("new_criteria", cast), data)
    assert rules.NO_CRITERIA in page.context["obstacles"]


def test_only_the_secretariat_drafts(cast, sign_in):
    things.criteria(cast)
    client = sign_in(cast.leader)
    page = client.get(address("new_criteria", cast))
    assert client.post(address("new_criteria", cast), typed(page)).status_code == 422
    assert CriteriaSet.objects.count() == 1


def test_a_damaged_form_is_not_a_fault(cast, sign_in):
    page = sign_in(cast.secretary).post(address("new_criteria", cast), {"title": "x", "mode": "weights"})
    assert page.status_code == 422


# Put forward and adopted


def test_a_draft_is_put_forward_in_a_case_and_adopted_by_its_decision(cast, sign_in):
    draft = things.criteria(cast, adopted=False)
    case = cast.case("kriteriesett", title="Nye kriterier")
    client = sign_in(cast.secretary)
    assert client.post(address("submit_criteria", cast, 1), {"case": case.pk}).status_code == 302
    draft.refresh_from_db()
    assert draft.case == case
    assert f'href="{address("criteria_set", cast, 1)}"' in client.get(case.get_absolute_url()).content.decode()
    assert rules.adopted_set(cast.fjord) is None
    decision = things.imported_decision(cast, case)
    assert actions.adopt_criteria(case, decision) == [draft]
    assert rules.adopted_set(cast.fjord) == draft
    assert history.about(draft)[0].kind == "criteria.adopted"
    page = client.get(address("criteria_set", cast, 1)).content.decode()
    assert "Vedtatt av Styringsgruppen" in page


def test_the_steering_groups_decision_in_a_meeting_puts_the_criteria_in_force(cast):
    draft = things.criteria(cast, adopted=False)
    case = cast.case("kriteriesett", title="Nye kriterier")
    actions.submit(draft, case=case, by=cast.secretary, on=cast.today)
    item = cast.item(case=case)
    decision = decisions.decide(item, outcome=Outcome.ADOPTED, text="Kriteriene vedtas.", by=cast.secretary)
    assert rules.adopted_set(cast.fjord) == draft
    decisions.correct(
        decision, outcome=Outcome.RETURNED, text="Sendes tilbake.", reason="Feil ført.", by=cast.secretary
    )
    assert rules.adopted_set(cast.fjord) is None


def test_adopting_again_changes_nothing(cast):
    old = things.criteria(cast)
    first = old.decision
    assert actions.adopt_criteria(old.case, things.imported_decision(cast, old.case)) == []
    old.refresh_from_db()
    assert old.decision == first


@pytest.mark.parametrize("still_adopted", [True, False])
def test_a_corrected_decision_takes_its_criteria_along_or_lets_them_go(cast, still_adopted):
    adopted = things.criteria(cast)
    correction = adopted.case.decisions.create(
        forum=cast.steering, outcome="adopted" if still_adopted else "returned", text="Rettet.",
        decided_on=cast.today, is_imported=True, replaces=adopted.decision, correction_reason="Feil ført.",
    )  # fmt: skip
    actions.correct_criteria(correction, still_adopted=still_adopted)
    adopted.refresh_from_db()
    assert adopted.decision == (correction if still_adopted else None)


def test_an_adopted_set_or_a_decided_case_is_refused(cast, sign_in):
    adopted = things.criteria(cast)
    client = sign_in(cast.secretary)
    page = client.post(address("submit_criteria", cast, 1), {"case": adopted.case.pk})
    assert {one.code for one in page.context["obstacles"]} == {"set-adopted", "case-decided"}


def test_a_case_of_another_partnership_cannot_be_chosen(cast, sign_in):
    things.criteria(cast, adopted=False)
    other = cast.case("styresak", partnership=cast.os, title="Annen sak")
    page = sign_in(cast.secretary).post(address("submit_criteria", cast, 1), {"case": other.pk})
    assert page.status_code == 422
    assert CriteriaSet.objects.get().case is None


def test_members_put_nothing_forward(cast, sign_in):
    things.criteria(cast, adopted=False)
    case = cast.case("kriteriesett", title="Nye kriterier")
    assert sign_in(cast.leader).post(address("submit_criteria", cast, 1), {"case": case.pk}).status_code == 422


@pytest.mark.parametrize(("name", "args"), [("criteria", ()), ("criteria_set", (1,)), ("new_criteria", ())])
def test_outsiders_do_not_see_the_criteria(cast, sign_in, name, args):
    things.criteria(cast)
    assert sign_in(cast.outsider).get(address(name, cast, *args)).status_code == 404
    assert sign_in(cast.os_secretary).get(address(name, cast, *args)).status_code == 404


def test_a_version_that_is_not_there_is_404(cast, sign_in):
    assert sign_in(cast.secretary).get(address("criteria_set", cast, 7)).status_code == 404


def test_an_empty_list_of_criteria_says_what_to_do(cast, sign_in):
    assert "Lag et utkast" in sign_in(cast.secretary).get(address("criteria", cast)).content.decode()

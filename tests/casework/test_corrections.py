"""Decisions that are corrected, and decisions that put a mandate into force."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from samstyring.casework.actions import decisions, mandates
from samstyring.casework.models import Decision, MandateAdoption
from samstyring.ground import history
from samstyring.partnership.models import Authority, Outcome
from tests.refusals import why_not

TEXT = "Forslaget vedtas."


def decide(item, by, outcome=Outcome.ADOPTED, text=TEXT, **more):
    return decisions.decide(item, outcome=outcome, text=text, by=by, **more)


# Corrections


def correct(decision, by, reason="Feil i ordlyden", text="Rettet ordlyd.", outcome=Outcome.ADOPTED, **more):
    return decisions.correct(decision, outcome=outcome, text=text, reason=reason, by=by, **more)


def test_a_correction_is_a_new_decision_and_the_old_one_stays(cast):
    item = cast.item()
    first = decide(item, cast.secretary)
    second = correct(first, cast.second_secretary)
    third = correct(second, cast.secretary, text="Enda en rettelse.")
    assert item.decisions.count() == 3
    assert item.decision == third
    assert (second.replaces, third.replaces) == (first, second)
    first.refresh_from_db()
    assert first.text == TEXT
    assert list(item.case.decisions.standing()) == [third]
    event = history.about(third).first()
    assert (event.kind, event.facts["replaces"]) == ("decision.corrected", second.pk)


def test_a_decision_is_corrected_only_once(cast):
    first = decide(cast.item(), cast.secretary)
    correct(first, cast.secretary)
    assert why_not(lambda: correct(first, cast.second_secretary)) == {"already-corrected"}


def test_a_correction_says_what_it_corrects(cast):
    first = decide(cast.item(), cast.secretary)
    assert why_not(lambda: correct(first, cast.secretary, reason=" ")) == {"correction-without-reason"}


def test_a_correction_cannot_go_beyond_the_mandate(cast):
    item = cast.item(cast.kg)
    first = decide(item, cast.os_secretary, Outcome.ADVISED)
    assert why_not(lambda: correct(first, cast.os_secretary)) == {"not-in-mandate"}


def test_what_was_taken_over_as_it_was_is_not_corrected(cast):
    case = cast.case()
    old = Decision.objects.create(
        case=case,
        forum=cast.steering,
        outcome="adopted",
        text="2020",
        decided_on=date(2020, 1, 2),
        is_imported=True,
    )
    assert why_not(lambda: correct(old, cast.secretary)) == {"decision-not-made-here"}


# A case that carries a mandate


@pytest.fixture
def new_mandate(cast):
    mandate = cast.mandate(
        cast.council, title="Nytt mandat for Prioriteringsrådet", quorum=2, adopted_on=None,
        effective_from=cast.today + timedelta(days=10), version=2,
        points=[("4", None, "advised recommended", "Rådet innstiller.")],
    )  # fmt: skip
    case = cast.case("mandat", title="Nytt mandat")
    MandateAdoption.objects.create(case=case, mandate=mandate)
    return mandate


def test_the_owner_forum_puts_a_mandate_into_force_and_ends_the_one_before(cast, new_mandate):
    item = cast.item(case=new_mandate.adoption.case)
    decision = decide(item, cast.secretary)
    new_mandate.refresh_from_db()
    cast.council_mandate.refresh_from_db()
    assert new_mandate.adopted_on == item.meeting.day
    assert "Styringsgruppen" in new_mandate.adopted_by
    assert new_mandate.adoption.decision == decision
    assert cast.council_mandate.ended_on == new_mandate.effective_from - timedelta(days=1)
    assert cast.council.mandate_on(new_mandate.effective_from) == new_mandate
    assert cast.council.mandate_on(cast.today) == cast.council_mandate
    assert history.about(new_mandate).first().kind == "mandate.adopted"
    assert history.about(cast.council_mandate).first().kind == "mandate.ended"


def test_advice_on_a_mandate_does_not_put_it_into_force(cast, new_mandate):
    decide(cast.item(cast.council, case=new_mandate.adoption.case), cast.secretary, Outcome.ADVISED)
    new_mandate.refresh_from_db()
    assert new_mandate.adopted_on is None


def test_a_forum_cannot_adopt_a_mandate_it_does_not_own(cast, new_mandate):
    Authority.objects.create(
        mandate=cast.council_mandate, point="8", case_kind=cast.kinds["mandat"], outcomes=["adopted"], text="Alt."
    )
    item = cast.item(cast.council, case=new_mandate.adoption.case)
    assert why_not(lambda: decide(item, cast.secretary)) == {"not-mandate-owner"}
    assert not Decision.objects.exists()
    assert not history.about(item.case).exists()


def test_the_top_forum_adopts_its_own_mandate(cast):
    mandate = cast.mandate(
        cast.steering, title="Nytt mandat for Styringsgruppen", adopted_on=None, effective_from=cast.today,
        points=[("1", None, "adopted", "Alt.")],
    )  # fmt: skip
    case = cast.case("mandat", title="Styringsgruppens mandat")
    MandateAdoption.objects.create(case=case, mandate=mandate)
    decide(cast.item(case=case), cast.secretary)
    mandate.refresh_from_db()
    assert mandate.adopted_on == cast.today


def test_a_mandate_that_also_serves_others_lives_on_for_them(cast):
    mandate = cast.mandate(
        cast.west, title="Mandat for Vest", adopted_on=None, effective_from=cast.today,
        points=[("1", None, "advised", "Råd.")],
    )  # fmt: skip
    case = cast.case("mandat", title="Mandat for Vest")
    MandateAdoption.objects.create(case=case, mandate=mandate)
    decide(cast.item(case=case), cast.secretary)
    assert cast.east.mandate_on(cast.today) == cast.group_mandate
    assert cast.west.mandate_on(cast.today) == mandate


def test_a_correction_carries_the_mandate_but_cannot_take_it_back(cast, new_mandate):
    first = decide(cast.item(case=new_mandate.adoption.case), cast.secretary)
    assert why_not(lambda: correct(first, cast.secretary, outcome=Outcome.RETURNED)) == {"mandate-in-force"}
    second = correct(first, cast.secretary)
    new_mandate.adoption.refresh_from_db()
    assert new_mandate.adoption.decision == second


# From draft to force


def test_a_drafted_mandate_is_put_forward_and_adopted(cast, new_mandate, sign_in):
    new_mandate.adoption.delete()
    client = sign_in(cast.secretary)
    page = client.get(reverse("partnership:mandate", args=[cast.fjord.key, new_mandate.pk])).content.decode()
    assert "Fremme mandatet som sak" in page
    client.post(reverse("casework:mandate_forward", args=[cast.fjord.key, new_mandate.pk]))
    case = MandateAdoption.objects.get(mandate=new_mandate).case
    assert "Nytt mandat for Prioriteringsrådet" in case.title
    here = reverse("partnership:mandate", args=[cast.fjord.key, new_mandate.pk])
    assert f'href="{here}"' in client.get(case.get_absolute_url()).content.decode()
    cast.paper(case)
    decide(cast.item(case=case), cast.secretary)
    new_mandate.refresh_from_db()
    assert new_mandate.adopted_on == cast.today
    assert f'href="{here}"' in client.get(case.get_absolute_url() + "?del=vedtak").content.decode()
    page = client.get(reverse("partnership:mandate", args=[cast.fjord.key, new_mandate.pk])).content.decode()
    assert "Vedtatt" in page


def test_a_mandate_is_put_forward_once_and_only_as_a_draft(cast, new_mandate):
    act = lambda mandate: mandates.put_forward(mandate, by=cast.secretary)  # noqa: E731
    assert why_not(lambda: act(new_mandate)) == {"mandate-already-put-forward"}
    assert why_not(lambda: act(cast.council_mandate)) == {"mandate-already-adopted"}
    assert why_not(lambda: mandates.put_forward(new_mandate, by=cast.leader)) >= {"not-secretariat"}


def test_outsiders_put_no_mandate_forward(cast, new_mandate, sign_in):
    for person, partnership in ((cast.outsider, cast.fjord), (cast.os_secretary, cast.os)):
        address = reverse("casework:mandate_forward", args=[partnership.key, new_mandate.pk])
        assert sign_in(person).post(address).status_code == 404

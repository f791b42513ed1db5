"""Pots released later by delegation: who, when, on which point of the mandate, and never more than there is."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse

from samstyring.casework.actions import decisions
from samstyring.ground import history
from samstyring.ground.refusal import Refused
from samstyring.portfolio.actions import pots, programmes, revisions
from samstyring.portfolio.models import PotRelease, Programme
from samstyring.portfolio.rules import pots as rules
from tests.portfolio.prospects import FIRST, Prospects


class Delegated:
    """An adopted programme with a pot of ten million, and a council that may decide up to six."""

    def __init__(self, cast):
        self.cast, self.prospects = cast, Prospects(cast)
        draft = self.prospects.programme()
        programmes.set_row(
            draft,
            pot="Mindre tiltak",
            source=self.prospects.lokal,
            amounts={FIRST: Decimal(10)},
            by=cast.secretary,
        )
        self.draft_line = draft.lines.get(pot="Mindre tiltak")
        item = cast.item(cast.steering, case=draft.case)
        self.decision = decisions.decide(item, outcome="adopted", text="Vedtas.", by=cast.secretary)
        self.programme = Programme.objects.get(pk=draft.pk)
        self.line = self.programme.lines.get(pot="Mindre tiltak")
        self.mandate = cast.mandate(
            cast.council,
            title="Delegert myndighet (eksempel)",
            points=[
                ("7", None, "adopted", "Rådet kan fordele samlepotter."),
                ("8", None, "", "Rådet kan ikke endre programmet."),
                ("9", None, "advised", "Rådet gir råd."),
            ],
        )
        self.point = self.mandate.authority.get(point="7")
        self.point.limit_mnok = Decimal(6)
        self.point.save()

    def wishes(self, **changes):
        return {
            "project": self.prospects.bridge,
            "amount": Decimal(4),
            "forum": self.cast.council,
            "authority": self.point,
            "decided_on": self.cast.today,
            "reason": "Raskt i gang.",
        } | changes

    def release(self, **changes):
        return pots.release(self.line, by=self.cast.secretary, **self.wishes(**changes))

    def refused(self, **changes):
        with pytest.raises(Refused) as refusal:
            self.release(**changes)
        return {one.code for one in refusal.value.obstacles}


@pytest.fixture
def delegated(cast):
    return Delegated(cast)


def page(delegated):
    return reverse("portfolio:programme_pot", args=["fjordloftet", delegated.programme.pk, delegated.line.pk])


def test_what_is_released_is_said_with_who_when_and_on_which_point(delegated, cast, sign_in):
    client = sign_in(cast.secretary)
    posted = {
        "project": delegated.prospects.bridge.pk,
        "amount": "4,5",
        "forum": cast.council.pk,
        "authority": delegated.point.pk,
        "decided_on": cast.today.isoformat(),
        "reason": "Raskt i gang.",
    }
    assert client.post(page(delegated), posted).status_code == 302
    shown = client.get(page(delegated)).content.decode()
    for words in (
        "Gangbru",
        "4,5 av 10,0 er frigitt",
        "5,5 er igjen",
        "Prioriteringsrådet",
        "punkt 7",
        "Raskt i gang.",
    ):
        assert words in shown
    of_programme = client.get(delegated.programme.get_absolute_url()).content.decode()
    assert "Gangbru (4,5)" in of_programme
    assert "Penger i en samlepott ble frigitt" in str(
        [history.words_for(e) for e in history.about(delegated.programme)]
    )


def test_never_more_than_the_pot(delegated):
    delegated.release(amount=Decimal(6))
    assert delegated.refused(amount=Decimal("4.001")) == {"release-more-than-left"}
    delegated.release(amount=Decimal(4))
    assert rules.left(delegated.line) == 0
    assert delegated.refused(amount=Decimal("0.001")) == {"release-more-than-left"}


def test_what_is_taken_back_can_be_released_again(delegated, cast, sign_in):
    made = delegated.release(amount=Decimal(6))
    address = reverse(
        "portfolio:pot_take_back", args=["fjordloftet", delegated.programme.pk, delegated.line.pk, made.pk]
    )
    client = sign_in(cast.secretary)
    assert client.post(address, {"reason": " "}).status_code == 422
    assert client.post(address, {"reason": "Prosjektet ble billigere."}).status_code == 302
    assert rules.left(delegated.line) == 10
    assert "Prosjektet ble billigere." in client.get(page(delegated)).content.decode()
    assert client.post(address, {"reason": "En gang til."}).status_code == 422


def test_every_reason_against_is_told(delegated, cast):
    limit, advice = (delegated.mandate.authority.get(point=point) for point in "89")
    assert delegated.refused(amount=Decimal(7)) == {"release-above-limit"}
    assert delegated.refused(amount=Decimal(0)) == {"release-nothing"}
    assert delegated.refused(authority=limit) == {"release-no-authority"}
    assert delegated.refused(authority=advice) == {"release-no-authority"}
    assert delegated.refused(forum=cast.coordination) == {"release-other-forum"}
    assert delegated.refused(decided_on=cast.today + timedelta(days=1)) == {"release-in-future"}
    before = delegated.decision.decided_on - timedelta(days=1)
    assert delegated.refused(decided_on=before) == {"release-before-decision"}
    assert delegated.refused(reason=" ") == {"release-no-reason"}
    assert PotRelease.objects.count() == 0


def test_a_mandate_that_had_ended_gives_no_authority(delegated, cast):
    delegated.mandate.ended_on = cast.today - timedelta(days=1)
    delegated.mandate.save()
    assert "release-mandate" in delegated.refused()


def test_a_draft_releases_nothing(cast):
    delegated = Delegated(cast)
    Programme.objects.filter(pk=delegated.programme.pk).update(decision=None)
    delegated.line.refresh_from_db()
    assert delegated.refused() == {"release-before-adoption"}


def test_money_to_a_project_is_not_a_pot(delegated):
    delegated.line = delegated.programme.lines.filter(pot="").first()
    assert "release-not-pot" in delegated.refused(amount=Decimal("0.1"))


def test_only_the_secretariat_writes_it_down(delegated, cast):
    with pytest.raises(Refused):
        pots.release(delegated.line, by=cast.member_sjo, **delegated.wishes())


def test_an_opened_programme_keeps_what_is_released(delegated, cast):
    delegated.release(amount=Decimal(6))
    Programme.objects.filter(pk=delegated.programme.pk).update(decision=None)
    for amount in (None, Decimal(5)):
        with pytest.raises(Refused) as refusal:
            programmes.set_row(
                delegated.programme,
                pot="Mindre tiltak",
                source=delegated.prospects.lokal,
                amounts={FIRST: amount},
                by=cast.secretary,
            )
        assert [one.code for one in refusal.value.obstacles] == ["pot-less-than-released"]


def test_negative_amounts_are_told_and_kept(delegated, cast, sign_in):
    response = sign_in(cast.secretary).post(page(delegated), {"amount": "-4", "reason": "Mitt ord"})
    assert response.status_code == 422
    assert "Et beløp kan ikke være negativt." in response.content.decode()
    assert "Mitt ord" in response.content.decode()


def test_an_outsider_finds_no_pot(delegated, cast, sign_in):
    assert sign_in(cast.os_secretary).get(page(delegated)).status_code == 404


def test_a_new_version_does_not_fill_the_pot_again(delegated, cast):
    delegated.release(amount=Decimal(6))
    newer = revisions.revise(delegated.programme, case=cast.case(), kind="main", by=cast.secretary)
    line = newer.lines.get(pot="Mindre tiltak")
    assert rules.left(line) == 4
    with pytest.raises(Refused) as refusal:
        programmes.set_row(
            newer,
            pot="Mindre tiltak",
            source=delegated.prospects.lokal,
            amounts={FIRST: Decimal(5)},
            by=cast.secretary,
        )
    assert [one.code for one in refusal.value.obstacles] == ["pot-less-than-released"]
    decisions.decide(
        cast.item(cast.steering, case=newer.case), outcome="adopted", text="Vedtas.", by=cast.secretary
    )
    assert delegated.refused(amount=Decimal(1)) == {"release-superseded"}
    delegated.line = Programme.objects.get(pk=newer.pk).lines.get(pot="Mindre tiltak")
    assert delegated.refused(amount=Decimal("4.001")) == {"release-more-than-left"}
    delegated.release(amount=Decimal(4))

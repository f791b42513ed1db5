"""Each party gives its own weights: append-only, nothing filled in beforehand, disagreement told."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from samstyring.ground.models import Event
from samstyring.ground.refusal import Refused
from samstyring.portfolio.actions import party_weights as acts
from samstyring.portfolio.models import PartyWeighting
from samstyring.portfolio.rules import party_weights as rules
from tests.portfolio.prospects import Prospects
from tests.refusals import codes


@pytest.fixture
def prospects(cast):
    return Prospects(cast)


def form_page(party):
    return reverse("portfolio:give_weights", args=["fjordloftet", 1, party.key])


def overview(client):
    return client.get(reverse("portfolio:party_weights", args=["fjordloftet", 1]))


def posted(prospects, goal="70", ready="30", **more):
    return {f"weight_{prospects.goal.pk}": goal, f"weight_{prospects.ready.pk}": ready, "source": "", **more}


def give(prospects, party, goal, by=None, **more):
    shares = {prospects.goal: Decimal(goal), prospects.ready: 1 - Decimal(goal)}
    return acts.give_weights(
        prospects.criteria,
        party,
        weights=shares,
        by=by or prospects.cast.secretary,
        on=prospects.cast.today,
        **{"source": "Brev av 1. mars (eksempel)"} | more,
    )


def test_the_clerk_gives_the_weights_of_the_own_party(prospects, cast, sign_in):
    client = sign_in(cast.clerk_sjo)
    page = client.get(form_page(cast.sjo)).content.decode()
    assert 'value="60"' not in page  # The weights of the set are not suggested.
    response = client.post(form_page(cast.sjo), posted(prospects, "62,5", "37,5"))
    assert response.status_code == 302
    weighting = PartyWeighting.objects.get()
    assert {one.criterion.key: one.weight for one in weighting.weights.all()} == {
        "mal": Decimal("0.625"),
        "plan": Decimal("0.375"),
    }
    event = Event.objects.get(kind="criteria.weighed")
    assert cast.sjo in [part.subject for part in event.subjects.all()]
    assert "62,5" in overview(client).content.decode()


def test_the_newest_count_and_the_old_stay(prospects, cast, sign_in):
    first = give(prospects, cast.sjo, "0.7")
    give(prospects, cast.sjo, "0.4", base=first.pk)
    assert prospects.criteria.weightings.count() == 2
    assert [one.weights.first().weight for one in prospects.criteria.weightings.counting()] == [Decimal("0.4")]
    page = sign_in(cast.clerk_sjo).get(form_page(cast.sjo)).content.decode()
    assert "Måloppnåelse 70 %, Planstatus 30 %" in page
    assert "Måloppnåelse 40 %, Planstatus 60 %" in page


def test_the_secretariat_writes_for_a_party_and_names_the_source(prospects, cast, sign_in):
    client = sign_in(cast.secretary)
    refused = client.post(form_page(cast.berg), posted(prospects))
    assert refused.status_code == 422
    body = refused.content.decode()
    assert "uten å si hvor de kommer fra" in body
    assert 'value="70"' in body
    assert (
        client.post(form_page(cast.berg), posted(prospects, source="E-post 3. mai (eksempel)")).status_code == 302
    )


@pytest.mark.parametrize(
    ("goal", "ready", "words"),
    [
        ("70", "20", "til sammen 90 %"),
        ("70", "", "har ingen vekt"),
        ("170", "-70", "fra 0 til 100"),
        ("mye", "30", "fra 0 til 100"),
        ("NaN", "30", "fra 0 til 100"),
    ],
)
def test_what_does_not_add_up_is_told_and_kept(prospects, cast, sign_in, goal, ready, words):
    response = sign_in(cast.clerk_sjo).post(form_page(cast.sjo), posted(prospects, goal, ready))
    assert response.status_code == 422
    assert words in response.content.decode()
    assert f'value="{goal}"' in response.content.decode()
    assert not PartyWeighting.objects.exists()


def test_weights_that_came_meanwhile_are_not_written_over_unread(prospects, cast, sign_in):
    client = sign_in(cast.clerk_sjo)
    give(prospects, cast.sjo, "0.5")
    refused = client.post(form_page(cast.sjo), posted(prospects))
    assert refused.status_code == 422
    assert "Det kom nye vekter" in refused.content.decode()
    newest = PartyWeighting.objects.latest("pk")
    assert client.post(form_page(cast.sjo), posted(prospects, base=newest.pk)).status_code == 302


@pytest.mark.parametrize("who", ["clerk_berg", "member_sjo", "observer", "former_secretary"])
def test_nobody_else_gives_the_weights_of_a_party(prospects, cast, sign_in, who):
    response = sign_in(getattr(cast, who)).post(form_page(cast.sjo), posted(prospects))
    assert response.status_code == 422
    assert not PartyWeighting.objects.exists()


def test_weights_are_given_to_criteria_that_are_adopted_and_weighted(prospects, cast):
    prospects.criteria.decision = None
    prospects.criteria.mode = "ranked"
    prospects.criteria.save()
    with pytest.raises(Refused) as refused:
        give(prospects, cast.sjo, "0.5")
    assert codes(refused) == {rules.SET_NOT_ADOPTED.code, rules.SET_IS_RANKED.code}


def test_the_page_tells_where_the_parties_disagree_and_who_is_silent(prospects, cast, sign_in):
    client = sign_in(cast.member_sjo)
    assert "Ingen part har gitt sine vekter ennå." in overview(client).content.decode()
    give(prospects, cast.sjo, "0.8")
    give(prospects, cast.berg, "0.3")
    body = overview(client).content.decode()
    assert "mest uenige om «Måloppnåelse»: fra 30 prosent (Berg) til 80 prosent (Sjø)." in body
    assert "har ikke gitt sine vekter" in body
    assert body.count("<circle") >= 4
    assert 'aria-label="Måloppnåelse: fra 30 til 80 prosent, medianen er 55."' in body


@pytest.mark.parametrize("who", ["outsider", "os_secretary"])
def test_outsiders_do_not_learn_what_the_parties_weigh(prospects, cast, sign_in, who):
    client = sign_in(getattr(cast, who))
    assert overview(client).status_code == 404
    assert client.get(form_page(cast.sjo)).status_code == 404
    assert client.post(form_page(cast.sjo), posted(prospects)).status_code == 404


def test_the_page_makes_the_same_number_of_queries_however_many_parties_answer(prospects, cast, sign_in):
    client = sign_in(cast.member_sjo)
    give(prospects, cast.sjo, "0.8")
    overview(client)
    with CaptureQueriesContext(connection) as few:
        overview(client)
    give(prospects, cast.berg, "0.3")
    give(prospects, cast.fylke, "0.4")
    with CaptureQueriesContext(connection) as many:
        overview(client)
    assert len(few) == len(many)

"""Anchoring of a sheet stands on its version, and stops step two only where the coordinators' mandate says so."""

import html
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from samstyring.ground import history
from samstyring.ground.refusal import Refused
from samstyring.portfolio.actions import anchoring as acts
from samstyring.portfolio.actions import submissions
from samstyring.portfolio.models import BuilderConfirmation, SheetAnchoring
from samstyring.portfolio.rules import anchoring
from tests.portfolio import sheet_things as things

pytestmark = pytest.mark.django_db


@pytest.fixture
def project(cast):
    made = things.project(cast, owner=cast.sjo)
    things.sheet(cast, made, whole=True)
    return made


@pytest.fixture
def rule(cast):
    mandate = cast.coordination_mandate
    mandate.anchoring, mandate.anchoring_point = "affected", "5"
    mandate.save()
    return mandate


def newest(project):
    sheet = project.sheets.order_by("-version").first()
    sheet.project = project
    return sheet


def page(project):
    return reverse("portfolio:sheet_anchoring", args=[project.partnership.key, project.key])


def answer(cast, project, **changed):
    told = {
        "act": "answer", "party": cast.sjo.pk, "answer": "anchored", "words": "", "estimate": "confirmed",
        "stated_by": "Kommunalsjef", "level": "leader", "stated_on": f"{cast.today}",
        "version": newest(project).version,
    }  # fmt: skip
    return told | changed


def confirmation(cast, project, **changed):
    told = {
        "act": "confirm", "answer": "confirmed", "words": "", "confirmed_by": "Byggeleder",
        "confirmed_on": f"{cast.today}", "version": newest(project).version,
    }  # fmt: skip
    return told | changed


def codes(cast, project):
    with pytest.raises(Refused) as refusal:
        submissions.submit(project, by=cast.group_leader, on=cast.today)
    return [obstacle.code for obstacle in refusal.value.obstacles]


def test_without_a_rule_the_sheet_goes_on_as_before(cast, project):
    assert submissions.submit(project, by=cast.group_leader, on=cast.today)


def test_with_the_rule_the_owner_and_the_builder_must_stand_behind_the_version(cast, project, rule, sign_in):
    assert codes(cast, project) == ["sheet-not-anchored", "builder-not-confirmed"]
    client = sign_in(cast.owner)
    assert client.post(page(project), answer(cast, project)).status_code == 302
    assert codes(cast, project) == ["builder-not-confirmed"]
    assert client.post(page(project), confirmation(cast, project)).status_code == 302
    assert submissions.submit(project, by=cast.group_leader, on=cast.today)
    shown = client.get(project.get_absolute_url()).content.decode()
    assert "Sjø kommune, byggherre" in shown


def test_the_obstacle_names_the_point_and_who_can_mend_it(cast, project, rule, sign_in):
    refused = sign_in(cast.group_leader).post(
        reverse("portfolio:submit_sheet", args=[cast.fjord.key, project.key])
    )
    assert refused.status_code == 422
    shown = refused.content.decode()
    assert "punkt 5" in shown
    assert "Sjø kommune har ikke forankret versjon 1." in shown
    assert "De som har en rolle hos Sjø kommune, kan svare." in shown


def test_a_new_version_of_the_sheet_makes_the_answers_outdated(cast, project, rule, sign_in):
    client = sign_in(cast.owner)
    client.post(page(project), answer(cast, project))
    client.post(page(project), confirmation(cast, project))
    things.sheet(cast, project, version=2, whole=True)
    assert codes(cast, project) == ["sheet-not-anchored", "builder-not-confirmed"]
    shown = client.get(page(project)).content.decode()
    assert "Utdatert" in shown
    assert "Svarte på versjon 1." in shown


def test_a_builder_that_declines_stops_the_sheet_with_its_words(cast, project, rule, sign_in):
    client = sign_in(cast.owner)
    client.post(page(project), answer(cast, project, answer="reserved", words="Vi trenger tilskudd."))
    told = confirmation(cast, project, answer="declined", words="Vi har ikke kapasitet.")
    assert client.post(page(project), told).status_code == 302
    assert codes(cast, project) == ["builder-declined"]


def test_any_party_may_say_where_it_stands(cast, project, sign_in):
    told = answer(cast, project, party=cast.berg.pk, answer="no_remark")
    assert sign_in(cast.clerk_berg).post(page(project), told).status_code == 302
    assert "Berg kommune" in sign_in(cast.secretary).get(page(project)).content.decode()


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"answer": "reserved"}, "Skriv forbeholdet"),
        ({"stated_on": "2026-02-31"}, "Skriv en dato som finnes."),
        ({"stated_on": "2999-01-01"}, "er ikke kommet ennå"),
        ({"stated_on": "2001-01-01"}, "ble skrevet"),
        ({"stated_by": ""}, "må fylles ut"),
        ({"party": "999999"}, "Part"),
    ],
)
def test_an_answer_that_lacks_something_is_not_kept(cast, project, sign_in, changed, words):
    answered = sign_in(cast.owner).post(page(project), answer(cast, project, **changed))
    assert answered.status_code == 422
    assert words in answered.content.decode()
    assert not SheetAnchoring.objects.exists()


@pytest.mark.parametrize("given", ["reserved", "declined"])
def test_a_builder_that_does_not_simply_confirm_says_why(cast, project, sign_in, given):
    told = confirmation(cast, project, answer=given, confirmed_by="Byggeleder Eksempel")
    answered = sign_in(cast.owner).post(page(project), told)
    assert answered.status_code == 422
    assert "Byggeleder Eksempel" in answered.content.decode()
    with pytest.raises(IntegrityError), transaction.atomic():
        BuilderConfirmation.objects.create(
            sheet=newest(project), builder="B", answer=given, confirmed_by="C", confirmed_on=cast.today
        )


def test_nobody_answers_for_another_party_or_for_the_builder(cast, project, sign_in):
    client = sign_in(cast.clerk_berg)
    refused = client.post(page(project), answer(cast, project, words="Våre ord."))
    assert refused.status_code == 422
    assert "Bare de som har en rolle hos Sjø kommune" in refused.content.decode()
    assert "Våre ord." in refused.content.decode()
    assert client.post(page(project), confirmation(cast, project)).status_code == 422
    assert not SheetAnchoring.objects.exists()
    assert not BuilderConfirmation.objects.exists()


def test_an_observer_reads_and_an_outsider_learns_nothing(cast, project, sign_in):
    shown = sign_in(cast.observer).get(page(project))
    assert shown.status_code == 200
    assert "Lagre svaret" not in shown.content.decode()
    assert sign_in(cast.outsider).get(page(project)).status_code == 404


def test_a_version_that_came_meanwhile_is_told_and_the_words_stay(cast, project, sign_in):
    told = answer(cast, project, answer="reserved", words="Vi vil vente et år.")
    things.sheet(cast, project, version=2, whole=True)
    refused = sign_in(cast.owner).post(page(project), told)
    assert refused.status_code == 422
    assert "Versjon 2 av arket kom mens du svarte på versjon 1." in refused.content.decode()
    # As a text field holds it, not as a list of what was sent.
    assert "['Vi vil vente" not in html.unescape(refused.content.decode())
    assert "Vi vil vente et år." in refused.content.decode()


def test_what_is_said_before_the_sheet_was_written_does_not_count_for_it(cast, project):
    day = cast.today - timedelta(days=1)
    told = {"answer": "confirmed", "words": "", "confirmed_on": day, "by": cast.secretary, "on": cast.today}
    found = anchoring.obstacles_to_confirming(project, newest(project), **told)
    assert [obstacle.code for obstacle in found] == ["stated-before-sheet"]


def test_the_answers_are_told_in_the_history(cast, project):
    acts.confirm(
        newest(project), answer="confirmed", confirmed_by="Byggeleder", confirmed_on=cast.today, by=cast.secretary,
        on=cast.today,
    )  # fmt: skip
    assert [event.kind for event in history.about(project)] == ["sheet.confirmed"]

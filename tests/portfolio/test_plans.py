"""Plans and studies are paid for like measures, and measures grow from them with a way back."""

import pytest
from django.urls import reverse

from samstyring.ground import history
from samstyring.portfolio.models import Project
from tests.portfolio import sheet_things as things


def address(name, cast, key):
    return reverse(f"portfolio:{name}", args=[cast.fjord.key, key])


@pytest.fixture
def plan(cast):
    made = things.project(cast, "P001")
    made.is_plan = True
    made.save()
    things.sheet(cast, made, need="Skolevegen er utrygg.", municipality="Sjø")
    return made


def told(page, **more):
    form = page.context["form"]
    return {name: form[name].value() or "" for name in form.fields if name != "is_plan"} | more


def test_a_measure_begins_with_what_the_plan_says_and_points_back(cast, sign_in, plan):
    client = sign_in(cast.secretary)
    page = client.get(address("grow_project", cast, plan.key))
    assert page.context["form"]["need"].value() == "Skolevegen er utrygg."
    answer = client.post(address("grow_project", cast, plan.key), told(page, name="Gangfelt (eksempel)"))
    assert answer.status_code == 302
    measure = Project.objects.get(name="Gangfelt (eksempel)")
    assert (measure.grown_from, measure.home_forum, measure.is_plan) == (plan, plan.home_forum, False)
    assert [event.kind for event in history.about(plan)] == ["project.created"]
    assert "Gangfelt (eksempel)" in client.get(address("project", cast, plan.key)).content.decode()
    assert str(plan) in client.get(address("project", cast, measure.key)).content.decode()


def test_nothing_grows_from_an_ordinary_project(cast, sign_in):
    ordinary = things.project(cast, "P002")
    things.sheet(cast, ordinary, need="Bussen står i kø.", municipality="Sjø")
    client = sign_in(cast.secretary)
    page = client.get(address("grow_project", cast, ordinary.key))
    answer = client.post(address("grow_project", cast, ordinary.key), told(page, name="Gangfelt (eksempel)"))
    assert answer.status_code == 422
    assert "er ikke en plan eller utredning" in answer.content.decode()
    assert "Gangfelt (eksempel)" in answer.content.decode()
    assert Project.objects.count() == 1


def test_who_registers_says_that_it_is_a_plan(cast, sign_in):
    words = {"name": "Sykkelplan (eksempel)", "municipality": "Sjø", "need": "Ingen vet hvor.", "is_plan": "on"}
    address = reverse("portfolio:new_project", args=[cast.fjord.key])
    answer = sign_in(cast.secretary).post(address, words, follow=True)
    assert Project.objects.get().is_plan
    assert "Plan eller utredning" in answer.content.decode()


def test_somebody_from_elsewhere_finds_no_plan(cast, sign_in, plan):
    assert sign_in(cast.os_secretary).get(address("grow_project", cast, plan.key)).status_code == 404

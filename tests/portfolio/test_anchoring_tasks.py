"""Anchoring of sheets among a person's tasks, like that of cases."""

import pytest
from django.urls import reverse

from samstyring.portfolio.actions import anchoring as acts
from samstyring.portfolio.rules.anchoring_waiting import sheet_anchoring_tasks
from tests.portfolio import sheet_things as things


@pytest.fixture
def project(cast):
    made = things.project(cast, owner=cast.sjo)
    things.sheet(cast, made, whole=True, builder=cast.berg.name)
    return made


@pytest.fixture
def rule(cast):
    mandate = cast.coordination_mandate
    mandate.anchoring, mandate.anchoring_point = "affected", "5"
    mandate.save()
    return mandate


def titles(cast, person):
    return [task.title for task in sheet_anchoring_tasks(cast.fjord, person, on=cast.today)]


def newest(project):
    sheet = project.sheets.order_by("-version").first()
    sheet.project = project
    return sheet


def anchor(cast, project):
    acts.state(
        newest(project), party=cast.sjo, answer="anchored", words="", estimate="confirmed", stated_by="Sjef",
        level="leader", stated_on=cast.today, by=cast.clerk_sjo, on=cast.today,
    )  # fmt: skip


def test_the_owners_and_the_builders_people_are_asked_at_home(cast, project, rule, sign_in):
    assert any("forankret i Sjø kommune" in title for title in titles(cast, cast.clerk_sjo))
    assert any("Bekreft arket som byggherre" in title for title in titles(cast, cast.clerk_berg))
    assert titles(cast, cast.clerk_fylke) == []
    body = sign_in(cast.clerk_sjo).get(reverse("partnership:home", args=["fjordloftet"])).content.decode()
    assert "forankret i Sjø kommune" in body
    assert reverse("portfolio:sheet_anchoring", args=["fjordloftet", project.key]) in body


def test_nobody_is_asked_where_the_mandate_does_not_ask(cast, project):
    assert titles(cast, cast.clerk_sjo) == []


def test_the_task_goes_when_it_is_answered_and_comes_back_with_a_new_version(cast, project, rule):
    anchor(cast, project)
    assert titles(cast, cast.clerk_sjo) == []
    things.sheet(cast, project, whole=True, builder="", version=newest(project).version + 1)
    (task,) = sheet_anchoring_tasks(cast.fjord, cast.clerk_sjo, on=cast.today)
    assert task.kind == "warn"
    assert "ny versjon" in str(task.why)


def test_a_sheet_that_is_not_filled_out_is_not_to_be_anchored_yet(cast, rule):
    made = things.project(cast, owner=cast.sjo)
    things.sheet(cast, made)
    assert titles(cast, cast.clerk_sjo) == []


def test_a_sheet_that_has_gone_on_is_not_asked_about(cast, project, rule):
    things.submission(project, cast.coordination)
    assert titles(cast, cast.clerk_sjo) == []

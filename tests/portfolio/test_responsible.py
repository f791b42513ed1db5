"""Who owns and who builds a project, over time: Fv109 went from one body to the next, and the trail stays."""

from datetime import timedelta

import pytest
from django.urls import reverse

from samstyring.ground.refusal import Refused
from samstyring.portfolio.actions import responsible, sheets
from tests.portfolio import sheet_things as things


@pytest.fixture
def project(cast):
    return things.project(cast, owner=cast.sjo)


def place(cast, project, owner, *, since=None):
    return responsible.place(
        project, owner=owner, home_forum=cast.west, since=since, by=cast.secretary, on=cast.today
    )


def owners(project):
    return [
        (role.party.short, role.from_day, role.to_day)
        for role in project.roles.filter(kind="owner", person=None).order_by("pk")
    ]


def page(sign_in, cast, project):
    address = reverse("portfolio:project", args=[cast.fjord.key, project.key])
    return sign_in(cast.member_sjo).get(address).content.decode()


def test_the_owner_before_stands_with_the_day_it_ended(cast, sign_in, project):
    taken = cast.today - timedelta(days=10)
    place(cast, project, cast.berg, since=taken)
    place(cast, project, cast.sjo)
    assert project.owner == cast.sjo
    assert owners(project) == [
        ("Sjø", None, taken - timedelta(days=1)),
        ("Berg", taken, cast.today - timedelta(days=1)),
        ("Sjø", cast.today, None),
    ]
    assert "Berg kommune" in page(sign_in, cast, project)


def test_saving_without_a_new_owner_leaves_no_trail(cast, project):
    place(cast, project, cast.sjo)
    assert owners(project) == []


def test_nobody_owns_it_for_a_while(cast, project):
    place(cast, project, None, since=cast.today - timedelta(days=5))
    place(cast, project, cast.berg)
    assert [name for name, _from, _to in owners(project)] == ["Sjø", "Berg"]


@pytest.mark.parametrize(("days", "code"), [(1, "owner-not-yet"), (-20, "owner-before-the-last")])
def test_a_change_comes_after_the_last_and_not_in_the_future(cast, project, days, code):
    place(cast, project, cast.berg, since=cast.today - timedelta(days=10))
    with pytest.raises(Refused) as refused:
        place(cast, project, cast.sjo, since=cast.today + timedelta(days=days))
    assert {one.code for one in refused.value.obstacles} == {code}
    assert len(owners(project)) == 2


def test_the_builder_before_is_kept_when_the_sheet_names_another(cast, sign_in, project):
    told = {"financing": [], "depends_on": [], "by": cast.secretary, "on": cast.today}
    sheets.write(project, base=0, values={"builder": "Statens vegvesen"}, **told)
    sheets.write(project, base=1, values={"builder": "Fylkeskommunen"}, **told)
    kept = project.roles.get(kind="builder", name="Statens vegvesen")
    assert kept.to_day == cast.today - timedelta(days=1)
    words = page(sign_in, cast, project)
    assert "Statens vegvesen" in words
    assert "Fylkeskommunen" in words

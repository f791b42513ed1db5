"""Two projects beside each other: what separates them on the criteria, and in what their sheets say."""

import pytest
from django.urls import reverse

from samstyring.portfolio.analysis import pairs
from tests.portfolio import sheet_things as things


def address(cast, **asked):
    query = "&".join(f"{name}={value}" for name, value in asked.items())
    return f"{reverse('portfolio:compare_projects', args=[cast.fjord.key])}?{query}"


def scored(cast, project, criteria, scores):
    written = things.sheet(cast, project, whole=True)
    for person, given in scores.items():
        for criterion, score in zip(criteria.criteria.all(), given, strict=True):
            if score is not None:
                project.assessments.create(sheet=written, criterion=criterion, assessor=person, score=score)


@pytest.fixture
def bridge(cast):
    return things.project(cast, "P001")


@pytest.fixture
def tunnel(cast):
    return things.project(cast, "P002")


def test_the_difference_is_told_per_criterion_and_weighed(cast, sign_in, bridge, tunnel):
    criteria = things.criteria(cast, weights=("0.6", "0.4"))
    scored(cast, bridge, criteria, {cast.leader: (80, 50), cast.member_sjo: (60, 50)})
    scored(cast, tunnel, criteria, {cast.leader: (50, 90)})
    found = pairs.compare(criteria, bridge, tunnel)
    assert [pair.difference for pair in found.pairs] == [20, -40]
    assert found.lead == pytest.approx(20 * 0.6 - 40 * 0.4)
    page = sign_in(cast.member_sjo).get(address(cast, a="P001", b="P002"))
    assert page.status_code == 200
    assert "+20" in page.content.decode()
    assert "−4,0" in page.content.decode()


def test_turning_the_pair_turns_the_sign(cast, bridge, tunnel):
    criteria = things.criteria(cast)
    scored(cast, bridge, criteria, {cast.leader: (80, 50)})
    scored(cast, tunnel, criteria, {cast.leader: (50, 90)})
    there, back = pairs.compare(criteria, bridge, tunnel), pairs.compare(criteria, tunnel, bridge)
    assert there.lead == -back.lead


def test_a_score_nobody_has_given_is_unknown_and_not_nought(cast, sign_in, bridge, tunnel):
    criteria = things.criteria(cast)
    scored(cast, bridge, criteria, {cast.leader: (80, None)})
    scored(cast, tunnel, criteria, {cast.leader: (50, 90)})
    found = pairs.compare(criteria, bridge, tunnel)
    assert found.lead is None
    assert [criterion.key for criterion in found.unknown] == ["nytte"]
    words = sign_in(cast.secretary).get(address(cast, a="P001", b="P002")).content.decode()
    assert "1 kriterium er ikke vurdert for begge" in words
    assert "ikke vurdert" in words


def test_ranked_criteria_have_no_weighed_difference(cast, sign_in, bridge, tunnel):
    criteria = things.criteria(cast, mode="ranked", weights=(None, None))
    scored(cast, bridge, criteria, {cast.leader: (80, 50)})
    scored(cast, tunnel, criteria, {cast.leader: (50, 90)})
    assert pairs.compare(criteria, bridge, tunnel).lead is None
    assert (
        "Kriteriene er rangert" in sign_in(cast.secretary).get(address(cast, a="P001", b="P002")).content.decode()
    )


def test_what_the_two_sheets_say_differently_stands_side_by_side(cast, sign_in, bridge, tunnel):
    things.sheet(cast, bridge, need="En trygg overgang.", municipality="Sjø")
    things.sheet(cast, tunnel, need="Mindre støy.", municipality="Sjø")
    page = sign_in(cast.secretary).get(address(cast, a="P001", b="P002"))
    assert [(one.before, one.after) for one in page.context["differences"]][:1] == [
        ("En trygg overgang.", "Mindre støy.")
    ]
    assert "kommune" not in {str(one.label).lower() for one in page.context["differences"]}


def test_a_project_without_a_sheet_is_told(cast, sign_in, bridge, tunnel):
    things.sheet(cast, bridge, need="En trygg overgang.")
    words = sign_in(cast.secretary).get(address(cast, a="P001", b="P002")).content.decode()
    assert f"{tunnel} har ikke noe prosjektark ennå." in words


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({}, "Velg to prosjekter"),
        ({"a": "P001"}, "Velg to prosjekter"),
        ({"a": "P001", "b": "P001"}, "Velg to forskjellige prosjekter."),
        ({"a": "P001", "b": "%00"}, "Prosjektet finnes ikke her."),
        ({"a": "P001", "b": "P999"}, "Prosjektet finnes ikke her."),
    ],
)
def test_what_cannot_be_compared_is_told(cast, sign_in, bridge, tunnel, asked, told):
    assert told in sign_in(cast.secretary).get(address(cast, **asked)).content.decode()


def test_somebody_from_elsewhere_finds_no_page(cast, sign_in, bridge, tunnel):
    assert sign_in(cast.os_secretary).get(address(cast)).status_code == 404

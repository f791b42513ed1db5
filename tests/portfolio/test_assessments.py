"""Assessments: several assessors, their own scores only, with what lacks and where they differ in plain sight."""

import pytest
from django.urls import reverse

from samstyring.ground import history
from samstyring.ground.refusal import Refused
from samstyring.portfolio.actions import assessments as actions
from samstyring.portfolio.analysis import assessments as analysis
from samstyring.portfolio.models import Assessment
from samstyring.portfolio.rules import criteria as rules
from tests.portfolio import sheet_things as things


def address(name, cast, *args, partnership=None):
    return reverse(f"portfolio:{name}", args=[(partnership or cast.fjord).key, *args])


@pytest.fixture
def project(cast):
    made = things.project(cast)
    things.sheet(cast, made, need="Behov.")
    return made


@pytest.fixture
def criteria(cast):
    return list(things.criteria(cast).criteria.all())


def give(project, cast, by, *scores):
    asked = rules.adopted_set(cast.fjord).criteria.all()
    given = {one: (score, "") for one, score in zip(asked, scores, strict=True)}
    actions.assess(project, scores=given, by=by, on=cast.today)


def sent(criteria, *scores, comment=""):
    data = {f"score_{one.pk}": score for one, score in zip(criteria, scores, strict=True)}
    return data | {f"comment_{one.pk}": comment for one in criteria}


def test_an_assessor_gives_scores_of_her_own(cast, sign_in, project, criteria):
    answer = sign_in(cast.member_sjo).post(address("assess", cast, project.key), sent(criteria, "70", "0"))
    assert answer.status_code == 302
    given = Assessment.objects.order_by("criterion__order")
    assert [(one.score, one.assessor, one.party) for one in given] == [
        (70, cast.member_sjo, cast.sjo),
        (0, cast.member_sjo, cast.sjo),
    ]
    assert given[0].sheet == project.sheets.get()
    event = history.about(project)[0]
    assert (event.kind, event.facts["given"]) == ("project.assessed", ["mal", "nytte"])


def test_assessing_again_changes_only_ones_own_scores(cast, sign_in, project, criteria):
    give(project, cast, cast.member_sjo, 40, 40)
    give(project, cast, cast.member_berg, 90, 90)
    sign_in(cast.member_sjo).post(address("assess", cast, project.key), sent(criteria, "55", ""))
    said = {(one.assessor, one.criterion.key): one.score for one in Assessment.objects.all()}
    assert said == {
        (cast.member_sjo, "mal"): 55,
        (cast.member_berg, "mal"): 90,
        (cast.member_berg, "nytte"): 90,
    }


def test_the_same_scores_again_leave_no_event(cast, project, criteria):
    give(project, cast, cast.member_sjo, 40, 40)
    give(project, cast, cast.member_sjo, 40, 40)
    assert len(history.about(project)) == 1


@pytest.mark.parametrize("score", ["-1", "101", "mye", "50,5"])
def test_a_score_is_a_whole_number_from_0_to_100(cast, sign_in, project, criteria, score):
    page = sign_in(cast.member_sjo).post(
        address("assess", cast, project.key), sent(criteria, score, "60", comment="Min begrunnelse")
    )
    assert page.status_code == 422
    assert "Skriv et helt tall fra 0 til 100." in page.content.decode()
    assert "Min begrunnelse" in page.content.decode()
    assert not Assessment.objects.exists()


def test_a_reason_without_a_score_is_pointed_out(cast, sign_in, project, criteria):
    page = sign_in(cast.member_sjo).post(
        address("assess", cast, project.key), sent(criteria, "", "60", comment="Fordi")
    )
    assert "Gi poeng sammen med begrunnelsen." in page.content.decode()


def test_the_scale_is_read_in_words_where_scores_are_given(cast, sign_in, project, criteria):
    page = sign_in(cast.member_sjo).get(address("assess", cast, project.key)).content.decode()
    assert "100 poeng" in page
    assert "Svært stor virkning." in page


def test_criteria_come_before_assessments(cast, sign_in, project):
    draft = things.criteria(cast, adopted=False)
    page = sign_in(cast.member_sjo).post(
        address("assess", cast, project.key), sent(list(draft.criteria.all()), "50", "50")
    )
    assert page.status_code == 422
    assert rules.NO_ADOPTED_SET in page.context["obstacles"]
    assert not Assessment.objects.exists()


def test_without_any_criteria_the_page_says_so(cast, sign_in, project):
    page = sign_in(cast.member_sjo).get(address("assess", cast, project.key))
    assert rules.NO_ADOPTED_SET in page.context["obstacles"]
    matrix = sign_in(cast.member_sjo).get(address("assessments", cast)).content.decode()
    assert "Ingen kriterier å vurdere etter" in matrix


@pytest.mark.parametrize("who", ["observer", "clerk_berg", "former_secretary"])
def test_observers_and_others_read_but_do_not_assess(cast, sign_in, project, criteria, who):
    client = sign_in(getattr(cast, who))
    page = client.post(address("assess", cast, project.key), sent(criteria, "50", "50"))
    assert page.status_code == 422
    assert rules.NOT_ASSESSOR in page.context["obstacles"]
    assert client.get(address("assessments", cast)).status_code == 200


def test_a_project_without_a_sheet_is_not_assessed(cast, criteria):
    with pytest.raises(Refused) as refusal:
        give(things.project(cast, "P002"), cast, cast.member_sjo, 1, 1)
    assert [one.code for one in refusal.value.obstacles] == ["no-sheet-to-assess"]


def test_old_assessments_stay_with_their_version_of_the_criteria(cast, project, criteria):
    give(project, cast, cast.member_sjo, 40, 60)
    newer = things.criteria(cast, version=2)
    assert rules.adopted_set(cast.fjord) == newer
    assert not analysis.standing_of(newer, project).is_assessed
    assert analysis.standing_of(criteria[0].criteria_set, project).is_assessed


# The matrix


def test_the_matrix_shows_mean_spread_and_what_is_missing(cast, project, criteria):
    give(project, cast, cast.member_sjo, 40, 60)
    give(project, cast, cast.member_berg, 80, None)
    goal, benefit = analysis.standing_of(criteria[0].criteria_set, project).cells
    assert (goal.mean, goal.lowest, goal.highest, goal.count, goal.missing) == (60, 40, 80, 2, ())
    assert (benefit.mean, benefit.count, benefit.expected) == (60, 1, 2)
    assert benefit.missing == ("Bjarte, medlem fra Berg",)


def test_disagreement_comes_first_and_the_unassessed_apart(cast, sign_in, project, criteria):
    agreed, never = things.project(cast, "P002", name="Enighet"), things.project(cast, "P003", name="Ikke sett")
    for one in (agreed, never):
        things.sheet(cast, one)
    give(agreed, cast, cast.member_sjo, 50, 50)
    give(agreed, cast, cast.member_berg, 55, 50)
    give(project, cast, cast.member_sjo, 10, 50)
    give(project, cast, cast.member_berg, 90, None)
    page = sign_in(cast.observer).get(address("assessments", cast))
    assert [one.project for one in page.context["assessed"]] == [project, agreed]
    assert page.context["not_assessed"] == [never]
    words = page.content.decode()
    assert "mangler fra Bjarte, medlem fra Berg" in words
    assert "1 poeng mangler." in words


def test_the_project_shows_who_said_what(cast, sign_in, project, criteria):
    give(project, cast, cast.member_sjo, 10, 50)
    give(project, cast, cast.member_berg, 90, None)
    page = sign_in(cast.observer).get(address("assess", cast, project.key)).content.decode()
    assert "De er mest uenige om «Måloppnåelse», med 80 poeng" in page
    assert "Siri, medlem fra Sjø" in page
    assert "Lagre vurderingen" not in page


def test_outsiders_do_not_learn_of_the_assessments(cast, sign_in, project, criteria):
    for person in (cast.outsider, cast.os_secretary):
        assert sign_in(person).get(address("assess", cast, project.key)).status_code == 404
    other = address("assess", cast, project.key, partnership=cast.os)
    assert sign_in(cast.os_secretary).get(other).status_code == 404


def test_the_disagreement_is_told_per_criterion_and_what_lacks_can_be_seen_alone(cast, sign_in, project, criteria):
    other = things.project(cast, "P002", name="Kollektivfelt")
    things.sheet(cast, other)
    give(other, cast, cast.member_sjo, 90, 50)
    give(other, cast, cast.member_berg, 20, 50)
    give(project, cast, cast.member_sjo, 50, None)
    client = sign_in(cast.secretary)
    body = client.get(address("assessments", cast)).content.decode()
    assert "Uenighet per kriterium" in body
    assert "Uenigheten er størst om Kollektivfelt på «Måloppnåelse», med 70 poeng" in body
    assert "1 av 2" in body
    lacking = client.get(address("assessments", cast), {"vis": "mangler"})
    assert [one.project for one in lacking.context["assessed"]] == [project]
    give(project, cast, cast.member_sjo, 50, 50)
    assert "Ingen poeng mangler" in client.get(address("assessments", cast), {"vis": "mangler"}).content.decode()

"""One standard for benefit and risk: adopted with the criteria, understood in all forums, kept by older sheets."""

import pytest
from django.urls import reverse

from samstyring.portfolio.actions import criteria as criteria_actions
from samstyring.portfolio.actions import sheets as actions
from samstyring.portfolio.models import GradeStandard
from tests.portfolio import sheet_things as things

WORDS = {
    "benefit_low": "Få har nytte av det.",
    "benefit_medium": "Mange har litt nytte av det.",
    "benefit_high": "Nytten er større enn kostnaden.",
    "risk_low": "Alt er avklart.",
    "risk_medium": "Ett forhold er ikke avklart.",
    "risk_high": "Flere forhold er ikke avklart.",
}


def address(name, cast, *args):
    return reverse(f"portfolio:{name}", args=[cast.fjord.key, *args])


def adopted(cast, *, version=1, **words):
    """Criteria in force with a standard."""
    made = things.criteria(cast, version=version)
    made.standard = GradeStandard.objects.create(**(WORDS | words))
    made.save()
    return made


def graded(cast, project, *, base, benefit="high", risk="low", note=""):
    values = {"benefit": benefit, "risk": risk, "note": note}
    told = {"values": values, "financing": [], "depends_on": []}
    return actions.write(project, base=base, **told, by=cast.secretary, on=cast.today)


@pytest.fixture
def project(cast):
    return things.project(cast)


def test_whoever_grades_reads_what_the_grades_mean_beside_the_field(cast, sign_in, project):
    adopted(cast)
    page = sign_in(cast.secretary).get(address("edit_sheet", cast, project.key)).content.decode()
    assert "Høy: Nytten er større enn kostnaden." in page
    assert "Middels: Ett forhold er ikke avklart." in page


def test_a_reader_sees_the_grade_with_its_meaning(cast, sign_in, project):
    adopted(cast)
    graded(cast, project, base=0)
    page = sign_in(cast.member_sjo).get(address("project", cast, project.key)).content.decode()
    assert "Nytten er større enn kostnaden." in page
    assert "Alt er avklart." in page
    assert "eldre standard" not in page


def test_a_sheet_keeps_the_standard_it_was_graded_by_until_somebody_grades_anew(cast, sign_in, project):
    old = adopted(cast)
    graded(cast, project, base=0)
    new = adopted(cast, version=2, benefit_high="Nytten er dobbelt så stor som kostnaden.")
    untouched = graded(cast, project, base=1, note="Bare en merknad.")
    assert untouched.standard == old.standard
    client = sign_in(cast.member_sjo)
    page = client.get(address("project", cast, project.key)).content.decode()
    assert "gradert etter en eldre standard" in page
    assert "dobbelt så stor" not in page
    anew = graded(cast, project, base=2, benefit="medium")
    assert anew.standard == new.standard
    assert "eldre standard" not in client.get(address("project", cast, project.key)).content.decode()


def test_a_sheet_without_grades_rests_on_no_standard(cast, project):
    adopted(cast)
    assert graded(cast, project, base=0, benefit="", risk="").standard is None


def test_a_new_version_of_the_criteria_with_the_same_words_keeps_the_standard(cast):
    first = adopted(cast)
    rows = [{"key": "mal", "name": "Mål", "description": "", "weight": 1, "anchors": {}}]
    told = {"title": "Kriterier", "mode": "weights", "criteria": rows, "by": cast.secretary, "on": cast.today}
    same = criteria_actions.draft(cast.fjord, **told, standard=WORDS)
    assert same.standard == first.standard
    other = criteria_actions.draft(cast.fjord, **told, standard=WORDS | {"risk_low": "Lite kan gå galt."})
    assert other.standard != first.standard
    assert criteria_actions.draft(cast.fjord, **told, standard=dict.fromkeys(WORDS, "")).standard is None


def test_the_secretariat_writes_the_standard_together_with_the_criteria(cast, sign_in):
    client = sign_in(cast.secretary)
    page = client.get(address("new_criteria", cast))
    data = {"title": "Kriterier", "mode": "ranked", "k-TOTAL_FORMS": 1, "k-INITIAL_FORMS": 0, "k-0-name": "Mål"}
    data |= {f"s-{name}": words for name, words in WORDS.items()}
    assert [field.name for field in page.context["standard"]] == list(WORDS)
    answer = client.post(address("new_criteria", cast), data, follow=True)
    assert answer.status_code == 200
    assert "Flere forhold er ikke avklart." in answer.content.decode()

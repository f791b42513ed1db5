"""A role that ends while somebody writes: every form says so in words, keeps what was typed, and changes nothing."""

import pytest
from django.db import transaction

from samstyring.ground.models import Event
from tests.house.filled import Filled
from tests.house.walking import every_form, files_of

WORDS = "Ord som ikke skal gå tapt"
# Others than the secretariat may do these too, and the refusal names them; or something else is told first.
FOR_OTHERS_TOO = {
    "casework:case_new": "no-seat",
    "casework:paper_write": "not-preparing",
    "casework:attachment_new": "not-preparing",
    "casework:attachment_renew": "not-preparing",
    "portfolio:new_project": "not-proposer",
    "portfolio:edit_sheet": "not-editor",
    "portfolio:assess": "not-assessor",
    "portfolio:scenario_note": "not-with-a-seat",
    "portfolio:answer_submission": "nothing-to-answer",
    "portfolio:adoption_act": "not-for-party",
    "casework:anchoring_go_on": "not-leader",
    "casework:anchoring_answer": "not-for-party",
    "casework:follow_up": "not-responsible",
    "portfolio:grow_project": "not-proposer",
    "portfolio:project_documents": "not-editor",
    "portfolio:answer_question": "not-editor",
    "portfolio:sheet_questions": "not-reviewer",
    "portfolio:sheet_anchoring": "not-for-builder",
    "portfolio:grade_measure": "may-not-grade",
    "portfolio:report_measure": "may-not-report",
    "portfolio:measure_landing": "not-for-party",
    "portfolio:assess_measure": "may-not-grade",
    "partnership:temporary_deliver": "may-not-tell-delivery",
    "partnership:give_role": "not-administrator",
}
# Creating a partnership and reporting as an outside executor rest on no role in this one: others find no such page.
OTHERS_ENTRANCE = {"partnership:start", "partnership:start_step", "portfolio:assignment"}


@pytest.fixture
def forms(cast, sign_in):
    """The forms the secretariat writes in, read while the role was held."""
    found = every_form(sign_in(cast.secretary), Filled(cast))
    return {name: form for (name, *_fields), form in found.items() if form.typed and name not in OTHERS_ENTRANCE}


def test_a_role_that_ended_is_told_and_no_words_are_lost(forms, cast, sign_in):
    client, lost, silent = sign_in(cast.former_secretary), [], []
    events = Event.objects.count()
    for name, form in forms.items():
        typed = dict.fromkeys(form.typed, WORDS)
        with transaction.atomic():
            answer = client.post(form.action, form.values | typed | files_of(form))
            assert answer.status_code == 422, name
            page = answer.content.decode()
            obstacles = [o.code for o in answer.context.get("obstacles") or ()]
        lost += [name] if WORDS not in page else []
        wrong_form = not obstacles and "Dette må rettes" in page
        told = FOR_OTHERS_TOO.get(name, "role-ended") in obstacles or wrong_form
        silent += [(name, obstacles)] if not told else []
    assert lost == []
    assert silent == []
    assert Event.objects.count() == events

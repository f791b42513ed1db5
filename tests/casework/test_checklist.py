"""The preparation checklist: chosen for a kind of case, answered on the case, and in the way of the call."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from samstyring import catalogue
from samstyring.casework.actions import checklists as acts
from samstyring.casework.actions import meetings
from samstyring.casework.models import AgendaItem, CaseChecklist, CheckAnswer
from samstyring.casework.rules import checklists as rules
from samstyring.ground.refusal import Refused

pytestmark = pytest.mark.django_db
POINTS = catalogue.load().checklists["saksforberedelse"].points
MUST = [point.key for point in POINTS if point.required]


@pytest.fixture
def case(cast):
    """A case of a kind that is held up against the checklist."""
    acts.choose(cast.kinds["handlingsprogram"], "saksforberedelse", by=cast.secretary, on=cast.today)
    found = cast.case()
    found.responsible = cast.owner
    found.save()
    return found


def address(case):
    return reverse("casework:checklist", args=[case.partnership.key, case.pk])


def all_but(*left_out):
    return {key: ("yes", "") for key in MUST if key not in left_out}


def answers(given):
    return {f"answer_{key}": told for key, (told, _note) in given.items()} | {
        f"note_{key}": note for key, (_told, note) in given.items()
    }


def planned(cast, case):
    meeting = cast.meeting(cast.steering, day=cast.today + timedelta(days=20), status="planned")
    AgendaItem.objects.create(meeting=meeting, forum=cast.steering, case=case, order=1, purpose="decision")
    return meeting


def codes(refusal):
    return [obstacle.code for obstacle in refusal.value.obstacles]


def test_the_secretariat_chooses_which_kinds_have_a_checklist(cast, sign_in):
    kind = cast.kinds["mandat"]
    page = reverse("casework:checklists", args=[cast.fjord.key])
    assert sign_in(cast.secretary).post(page, {f"kind_{kind.pk}": "saksforberedelse"}).status_code == 302
    assert CaseChecklist.objects.get().kind == kind
    assert sign_in(cast.secretary).post(page, {f"kind_{kind.pk}": ""}).status_code == 302
    assert not CaseChecklist.objects.exists()
    assert sign_in(cast.member_sjo).post(page, {}).status_code == 422
    assert sign_in(cast.outsider).get(page).status_code == 404
    assert sign_in(cast.secretary).post(page, {f"kind_{kind.pk}": "finnes-ikke"}).status_code == 422


def test_a_kind_without_a_checklist_has_no_such_part_and_is_called_as_before(cast, sign_in):
    case = cast.case()
    assert "Sjekkliste</" not in sign_in(cast.secretary).get(case.get_absolute_url()).content.decode()
    assert sign_in(cast.secretary).get(address(case)).status_code == 404
    assert meetings.call(planned(cast, case), by=cast.secretary)


def test_the_call_waits_for_the_checklist_and_says_who_can_mend_it(cast, case, sign_in):
    meeting = planned(cast, case)
    with pytest.raises(Refused) as refusal:
        meetings.call(meeting, by=cast.secretary)
    assert codes(refusal) == ["checks-missing"]
    assert f"mangler {len(MUST)} punkter" in str(refusal.value.obstacles[0])
    page = sign_in(cast.secretary).get(case.get_absolute_url()).content.decode()
    assert f"mangler {len(MUST)} punkter" in page
    assert f"0 av {len(MUST)}" in page
    agenda = reverse("casework:agenda", args=[cast.fjord.key, meeting.pk])
    assert "Sjekklisten for" in sign_in(cast.secretary).get(agenda).content.decode()


def test_the_queue_of_a_meeting_says_what_the_checklist_lacks(cast, case, sign_in):
    acts.answer(case, all_but(MUST[0]), by=cast.secretary, on=cast.today)
    meeting = cast.meeting(cast.coordination, day=cast.today + timedelta(days=9), status="planned")
    agenda = reverse("casework:agenda", args=[cast.fjord.key, meeting.pk])
    assert "Sjekklisten mangler 1 punkt." in sign_in(cast.secretary).get(agenda).content.decode()


def test_when_the_points_are_in_place_the_call_is_sent(cast, case, sign_in):
    posted = sign_in(cast.owner).post(address(case), answers(all_but()))
    assert posted.status_code == 302
    assert meetings.call(planned(cast, case), by=cast.secretary)
    page = sign_in(cast.secretary).get(f"{case.get_absolute_url()}?del=sjekkliste").content.decode()
    assert f"{len(MUST)} av {len(MUST)}" in page
    assert "Hvem svarte hva" in page
    story = reverse("casework:case_history", args=[cast.fjord.key, case.pk])
    assert "Sjekklisten ble fylt ut" in sign_in(cast.secretary).get(story).content.decode()


@pytest.mark.parametrize(("answer", "note"), [("irrelevant", "Gjelder ikke."), ("waived", "Tas muntlig.")])
def test_a_point_is_not_relevant_or_waived_with_a_reason(cast, case, answer, note):
    acts.answer(case, all_but("okonomi") | {"okonomi": (answer, note)}, by=cast.secretary, on=cast.today)
    assert not list(rules.obstacles_to_calling(case))


def test_a_no_is_an_answer_but_nothing_is_in_place(cast, case):
    acts.answer(case, all_but("okonomi") | {"okonomi": ("no", "Mangler tall.")}, by=cast.secretary, on=cast.today)
    (obstacle,) = rules.obstacles_to_calling(case)
    assert obstacle.code == "check-missing"
    assert "Økonomiske følger" in str(obstacle)


def test_only_the_secretariat_waives(cast, case, sign_in):
    told = answers({"okonomi": ("waived", "Slipper vi.")})
    answered = sign_in(cast.owner).post(address(case), told)
    assert answered.status_code == 422
    assert "Slipper vi." in answered.content.decode()
    with pytest.raises(Refused) as refusal:
        acts.answer(case, {"okonomi": ("waived", "Slipper vi.")}, by=cast.owner, on=cast.today)
    assert codes(refusal) == ["only-secretariat-waives"]
    assert not CheckAnswer.objects.exists()


def test_not_relevant_needs_its_reason_and_what_was_typed_stays(cast, case, sign_in):
    told = answers({"okonomi": ("irrelevant", ""), "vedlegg": ("yes", "Tre vedlegg.")})
    answered = sign_in(cast.owner).post(address(case), told)
    assert answered.status_code == 422
    assert "Skriv kort hvorfor." in answered.content.decode()
    assert "Tre vedlegg." in answered.content.decode()
    with pytest.raises(IntegrityError), transaction.atomic():
        CheckAnswer.objects.create(case=case, point="okonomi", answer="irrelevant")


def test_an_old_answer_stays_and_the_same_answer_is_not_written_twice(cast, case):
    for given in (("no", "Ikke ennå."), ("yes", ""), ("yes", "")):
        acts.answer(case, {"okonomi": given}, by=cast.secretary, on=cast.today)
    assert [answer.answer for answer in case.checks.all()] == ["no", "yes"]


def test_others_read_the_checklist_but_do_not_answer(cast, case, sign_in):
    assert sign_in(cast.member_berg).post(address(case), answers(all_but())).status_code == 422
    assert sign_in(cast.member_berg).get(f"{case.get_absolute_url()}?del=sjekkliste").status_code == 200
    assert sign_in(cast.outsider).get(address(case)).status_code == 404


def test_a_late_case_too_must_have_its_checklist(cast, case, sign_in):
    meeting = cast.meeting(cast.steering, day=cast.today + timedelta(days=5))
    told = {"case": case.pk, "forum": cast.steering.pk, "purpose": "decision"}
    answered = sign_in(cast.secretary).post(
        reverse("casework:agenda_add", args=[cast.fjord.key, meeting.pk]), told
    )
    assert answered.status_code == 422
    assert not meeting.items.exists()

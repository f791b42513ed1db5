"""The run-through of a meeting as people meet it on the page."""

from datetime import timedelta

import pytest
from django.urls import reverse

from samstyring.casework.actions import decisions
from samstyring.casework.models import Decision
from samstyring.partnership.models import Outcome


def url(name, partnership, *args):
    return reverse(f"casework:{name}", args=[partnership.key, *args])


def conclusion(cast, outcome="adopted", **more):
    stances = {f"stance_{party.pk}": "for" for party in (cast.sjo, cast.berg, cast.fylke, cast.vei)}
    return {"outcome": outcome, "text": "Styringsgruppen vedtar.", **stances} | more


def test_the_steering_group_is_offered_decisions_with_the_point_of_its_mandate(cast, sign_in):
    page = sign_in(cast.secretary).get(url("decide", cast.fjord, cast.item().pk)).content.decode()
    assert 'value="adopted"' in page
    assert "punkt 3: Styringsgruppen vedtar handlingsprogrammet." in page
    assert 'value="advised"' not in page
    assert "Forslaget vedtas." in page


def test_an_advisory_group_is_offered_advice_and_not_decisions(cast, sign_in):
    page = sign_in(cast.os_secretary).get(url("decide", cast.os, cast.item(cast.kg).pk)).content.decode()
    assert 'value="advised"' in page
    assert 'value="adopted"' not in page


def test_an_advisory_group_that_is_made_to_decide_is_answered_by_its_own_mandate(cast, sign_in):
    item, client = cast.item(cast.kg), sign_in(cast.os_secretary)
    answer = client.post(url("decide", cast.os, item.pk), {"outcome": "adopted", "text": "Gruppen vedtar dette."})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "punkt 6, sier: «Gruppen har ingen vedtaksmyndighet og er rådgivende.»" in page
    assert "Gruppen vedtar dette." in page
    assert not Decision.objects.exists()
    client.post(url("decide", cast.os, item.pk), {"outcome": "advised", "text": "Gruppen råder."})
    assert Decision.objects.get().outcome == Outcome.ADVISED


def test_the_steering_group_decides_and_the_page_locks(cast, sign_in):
    item, client = cast.item(), sign_in(cast.secretary)
    words = "Sjø kommune forutsetter statlig finansiering."
    typed = conclusion(cast) | {f"stance_{cast.sjo.pk}": "reserved", f"reservation_{cast.sjo.pk}": words}
    page = client.post(url("decide", cast.fjord, item.pk), typed, follow=True).content.decode()
    assert "Vedtaket er ført og låst." in page
    assert words in page
    assert 'name="outcome"' not in page
    assert Decision.objects.get().positions.get(party=cast.sjo).stance == "reserved"


def test_broken_consensus_keeps_what_was_typed(cast, sign_in):
    item = cast.item()
    typed = conclusion(cast) | {f"stance_{cast.sjo.pk}": "against", "text": "Ord som ikke skal gå tapt."}
    answer = sign_in(cast.secretary).post(url("decide", cast.fjord, item.pk), typed)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Sjø kommune stemmer mot" in page
    assert "Ord som ikke skal gå tapt." in page
    assert not Decision.objects.exists()


def test_a_reservation_without_words_opens_the_field_for_them(cast, sign_in):
    typed = conclusion(cast) | {f"stance_{cast.sjo.pk}": "reserved"}
    answer = sign_in(cast.secretary).post(url("decide", cast.fjord, cast.item().pk), typed)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert page.count("<details open>") == 1
    assert "Protokolltilførsel fra Sjø kommune" in page


def test_the_second_secretary_is_shown_what_the_first_one_wrote(cast, sign_in):
    item = cast.item()
    decisions.decide(item, outcome=Outcome.ADOPTED, text="Ført av den første.", by=cast.second_secretary)
    answer = sign_in(cast.secretary).post(
        url("decide", cast.fjord, item.pk), conclusion(cast, text="Skrevet av den andre.")
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Saken er alt avgjort i dette møtet. Solveig, sekretær førte" in page
    assert "Ført av den første." in page
    assert "Skrevet av den andre." in page


@pytest.mark.parametrize(
    "typed", [{"outcome": ""}, {"outcome": "gjort"}, {"text": ""}, {"stance": "kanskje"}, {"text": "x" * 20_001}]
)
def test_a_half_filled_form_is_told_what_it_lacks(cast, sign_in, typed):
    item = cast.item()
    told = conclusion(cast) | typed
    if "stance" in typed:
        told[f"stance_{cast.sjo.pk}"] = typed["stance"]
    answer = sign_in(cast.secretary).post(url("decide", cast.fjord, item.pk), told)
    assert answer.status_code == 422
    assert "Dette må rettes før skjemaet kan sendes" in answer.content.decode()
    assert not Decision.objects.exists()


def test_the_quorum_is_told_with_observers_in_the_room(cast, sign_in):
    item = cast.item()
    item.meeting.attendance.filter(person__in=(cast.leader, cast.member_sjo)).update(present=False)
    page = sign_in(cast.secretary).get(url("decide", cast.fjord, item.pk)).content.decode()
    assert "2 av 4 parter kan stemme. Forumet trenger 3 for å være vedtaksført." in page


def test_too_few_parties_are_told_and_the_words_stay(cast, sign_in):
    item = cast.item()
    item.meeting.attendance.filter(person__in=(cast.leader, cast.member_sjo)).update(present=False)
    typed = {"outcome": "adopted", "text": "Ord som ikke skal gå tapt."}
    typed |= {f"stance_{party.pk}": "for" for party in (cast.berg, cast.fylke)}
    answer = sign_in(cast.secretary).post(url("decide", cast.fjord, item.pk), typed)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "2 av 3 nødvendige parter er til stede ved saken. Observatører og inhabile teller ikke." in page
    assert "Ord som ikke skal gå tapt." in page
    assert not Decision.objects.exists()


def test_a_mandate_that_ended_meanwhile_is_told_and_the_words_stay(cast, sign_in):
    cast.steering_mandate.ended_on = cast.today - timedelta(days=1)
    cast.steering_mandate.save()
    typed = conclusion(cast, text="Ord som ikke skal gå tapt.")
    answer = sign_in(cast.secretary).post(url("decide", cast.fjord, cast.item().pk), typed)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Styringsgruppen har ikke et gjeldende mandat på møtedagen" in page
    assert "Ord som ikke skal gå tapt." in page
    assert not Decision.objects.exists()


def test_a_role_that_ended_is_told_and_the_words_stay(cast, sign_in):
    item, typed = cast.item(), conclusion(cast, text="Ord som ikke skal gå tapt.")
    answer = sign_in(cast.former_secretary).post(url("decide", cast.fjord, item.pk), typed)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Rollen din i sekretariatet i Fjordløftet (eksempel) gjelder ikke" in page
    assert "Ord som ikke skal gå tapt." in page
    assert not Decision.objects.exists()


def test_without_a_mandate_the_page_says_so_and_offers_nothing(cast, sign_in):
    cast.steering_mandate.ended_on = cast.today - timedelta(days=1)
    cast.steering_mandate.save()
    page = sign_in(cast.secretary).get(url("decide", cast.fjord, cast.item().pk)).content.decode()
    assert "Styringsgruppen har ikke et gjeldende mandat på møtedagen" in page
    assert 'name="outcome"' not in page


@pytest.mark.parametrize("who", ["member_sjo", "observer", "clerk_sjo", "former_secretary"])
def test_others_read_and_have_no_position_field(cast, sign_in, who):
    item = cast.item()
    client = sign_in(getattr(cast, who))
    page = client.get(url("decide", cast.fjord, item.pk)).content.decode()
    assert "Saksframlegg" in page
    assert "Forslaget vedtas." in page
    assert 'name="outcome"' not in page
    assert "stance_" not in page
    answer = client.post(url("decide", cast.fjord, item.pk), conclusion(cast))
    assert answer.status_code == 422
    assert not Decision.objects.exists()


def test_outsiders_and_other_partnerships_reach_no_item_and_no_decision(cast, sign_in):
    item = cast.item()
    decision = decisions.decide(item, outcome=Outcome.ADOPTED, text="Vedtas.", by=cast.secretary)
    for person in (cast.outsider, cast.os_secretary):
        client = sign_in(person)
        for name, key in (
            ("decide", item.pk),
            ("item_note", item.pk),
            ("decision", decision.pk),
            ("decision_correct", decision.pk),
            ("decision_extract", decision.pk),
        ):
            assert client.post(url(name, cast.fjord, key)).status_code == 404
            assert client.post(url(name, cast.os, key)).status_code == 404


def test_a_closed_item_does_not_exist_for_those_without_a_seat(cast, sign_in):
    item = cast.item()
    item.case.closed_basis = "offentleglova § 23"
    item.case.save()
    decision = decisions.decide(item, outcome=Outcome.ADOPTED, text="Vedtas.", by=cast.secretary)
    client = sign_in(cast.clerk_sjo)
    assert client.get(url("decide", cast.fjord, item.pk)).status_code == 404
    assert client.get(url("decision", cast.fjord, decision.pk)).status_code == 404
    assert client.get(url("decision_extract", cast.fjord, decision.pk)).status_code == 404


def test_a_correction_is_made_from_the_page_and_both_wordings_can_be_read(cast, sign_in):
    first = decisions.decide(cast.item(), outcome=Outcome.ADOPTED, text="Gammel ordlyd.", by=cast.secretary)
    client = sign_in(cast.secretary)
    assert "Gammel ordlyd." in client.get(url("decision_correct", cast.fjord, first.pk)).content.decode()
    without = client.post(
        url("decision_correct", cast.fjord, first.pk), conclusion(cast, text="Ny ordlyd.", reason="")
    )
    assert without.status_code == 422
    client.post(
        url("decision_correct", cast.fjord, first.pk), conclusion(cast, text="Ny ordlyd.", reason="Feil frist")
    )
    second = first.replaced_by
    old = client.get(url("decision", cast.fjord, first.pk)).content.decode()
    new = client.get(url("decision", cast.fjord, second.pk)).content.decode()
    assert "Dette vedtaket er rettet" in old
    assert "Gammel ordlyd." in old
    assert "Ny ordlyd." in new
    assert "Feil frist" in new
    again = client.post(
        url("decision_correct", cast.fjord, first.pk), conclusion(cast, text="Tredje.", reason="Igjen")
    )
    assert again.status_code == 422
    assert "Vedtaket er alt rettet" in again.content.decode()


def test_a_mandate_that_came_later_is_told_on_the_decision(cast, sign_in):
    cast.steering_mandate.adopted_on = cast.today + timedelta(days=7)
    cast.steering_mandate.save()
    decision = decisions.decide(cast.item(), outcome=Outcome.ADOPTED, text="Vedtas.", by=cast.secretary)
    page = sign_in(cast.member_sjo).get(url("decision", cast.fjord, decision.pk)).content.decode()
    assert "Mandatet ble vedtatt etter møtet" in page


def test_a_decision_taken_over_as_it_was_says_what_is_not_known(cast, sign_in):
    old = Decision.objects.create(
        case=cast.case(), forum=cast.steering, outcome="adopted", text="Slik var det.", decided_on=cast.today,
        is_imported=True,
    )  # fmt: skip
    client = sign_in(cast.secretary)
    page = client.get(url("decision", cast.fjord, old.pk)).content.decode()
    assert "Tatt over slik det var" in page
    assert "Ikke kjent" in page
    answer = client.get(url("decision_correct", cast.fjord, old.pk))
    assert answer.status_code == 422
    assert client.get(url("decision_extract", cast.fjord, old.pk)).status_code == 200


def test_a_note_is_kept_under_its_item(cast, sign_in):
    item = cast.item()
    sign_in(cast.secretary).post(url("item_note", cast.fjord, item.pk), {"words": "Oda orienterte."})
    item.refresh_from_db()
    assert item.note == "Oda orienterte."


def test_a_deferred_case_shows_where_it_has_been(cast, sign_in):
    before = cast.item(meeting=cast.meeting(cast.steering, day=cast.today - timedelta(days=20)))
    decisions.decide(before, outcome=Outcome.DEFERRED, text="Utsettes.", by=cast.secretary)
    again = cast.item(case=before.case)
    page = sign_in(cast.member_sjo).get(url("decide", cast.fjord, again.pk)).content.decode()
    assert ": utsatt." in page
    assert url("meeting", cast.fjord, before.meeting_id) in page


# What the home and the forum show


def home(cast, sign_in, person):
    return sign_in(person).get(reverse("partnership:home", args=[cast.fjord.key])).content.decode()


def test_the_home_of_the_secretariat_says_which_call_is_due(cast, sign_in):
    meeting = cast.meeting(cast.steering, day=cast.today + timedelta(days=10), status="planned")
    page = home(cast, sign_in, cast.secretary)
    assert "Send innkallingen til Styringsgruppen" in page
    assert "Om 3 dager" in page
    assert url("agenda", cast.fjord, meeting.pk) in page


def test_the_home_of_the_secretariat_says_which_meeting_to_run_and_which_minutes_to_write(cast, sign_in):
    cast.item()
    cast.meeting(cast.council, day=cast.today - timedelta(days=4), status="held")
    page = home(cast, sign_in, cast.secretary)
    assert "Før møtet i Styringsgruppen" in page
    assert "Skriv protokollen fra Prioriteringsrådet" in page


def test_the_home_of_a_member_says_which_papers_to_read(cast, sign_in):
    cast.item(meeting=cast.meeting(cast.steering, day=cast.today + timedelta(days=3)))
    cast.item(cast.west, meeting=cast.meeting(cast.west, day=cast.today + timedelta(days=3)))
    page = home(cast, sign_in, cast.member_sjo)
    assert "Les papirene til Styringsgruppen" in page
    assert "Les papirene til Arbeidsgruppe Vest" not in page
    assert "Send innkallingen" not in page


def test_a_cancelled_meeting_asks_nothing_of_anybody(cast, sign_in):
    cast.meeting(cast.steering, day=cast.today + timedelta(days=3), status="cancelled")
    assert "Les papirene" not in home(cast, sign_in, cast.member_sjo)


def test_the_page_of_a_forum_shows_its_meetings(cast, sign_in):
    meeting = cast.meeting(cast.steering, day=cast.today + timedelta(days=3))
    other = cast.meeting(cast.council, day=cast.today + timedelta(days=3))
    address = reverse("partnership:forum", args=[cast.fjord.key, cast.steering.key])
    page = sign_in(cast.member_sjo).get(address).content.decode()
    assert url("meeting", cast.fjord, meeting.pk) in page
    assert url("meeting", cast.fjord, other.pk) not in page

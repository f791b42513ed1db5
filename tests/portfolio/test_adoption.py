"""The adoption matrix: who must act, who has, who is missing, and the moment a programme becomes final."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from samstyring.casework.actions import decisions
from samstyring.ground.models import Event, EventSubject
from samstyring.ground.refusal import Refused
from samstyring.portfolio.actions import adoption as acts
from samstyring.portfolio.actions import programmes
from samstyring.portfolio.models import AdoptionAct
from samstyring.portfolio.rules import adoption as rules
from tests.portfolio.prospects import Prospects
from tests.refusals import codes


@pytest.fixture
def draft(cast):
    return Prospects(cast).programme()


@pytest.fixture
def programme(cast, draft):
    """A programme that the steering group has adopted today."""
    item = cast.item(cast.steering, case=draft.case)
    decisions.decide(item, outcome="adopted", text="Programmet vedtas.", by=cast.secretary)
    draft.refresh_from_db()
    return draft


def of(programme, key):
    return programme.requirements.get(party__key=key)


def adopt(programme, key, by, *, outcome="adopted", on=None, **more):
    words = {} if outcome == "confirmed" else {"wording": "Kommunestyret slutter seg til programmet."}
    requirement = of(programme, key)
    return acts.record_act(requirement, outcome=outcome, acted_on=on or _today(), **{**words, **more}, by=by)


def _today():
    from django.utils import timezone

    return timezone.localdate()


def everyone(programme, cast, *, but=(), **special):
    for key, by in (("sjo", cast.clerk_sjo), ("berg", cast.clerk_berg), ("fylke", cast.clerk_fylke)):
        if key not in but:
            adopt(programme, key, by, **special.get(key, {}))


def page(client, programme):
    return client.get(programme.get_absolute_url()).content.decode()


# Final, and not


def test_a_programme_is_final_only_when_every_required_party_has_adopted_it(programme, cast, sign_in):
    everyone(programme, cast, but=["fylke"])
    assert not rules.is_final(programme)
    assert [party.key for party in rules.lacking(programme)] == ["fylke"]
    body = page(sign_in(cast.member_sjo), programme)
    assert "men ikke endelig: Fjord fylkeskommune mangler." in body
    adopt(programme, "fylke", cast.clerk_fylke)
    assert rules.is_final(programme)
    assert Event.objects.filter(kind="programme.final").count() == 1
    assert "Endelig. Vedtatt av Styringsgruppen" in page(sign_in(cast.member_sjo), programme)


def test_those_who_are_missing_are_named(programme, cast, sign_in):
    adopt(programme, "sjo", cast.clerk_sjo)
    body = page(sign_in(cast.member_sjo), programme)
    assert "men ikke endelig: Berg kommune og Fjord fylkeskommune mangler." in body


def test_a_programme_no_forum_has_adopted_is_never_final(draft, cast):
    draft.requirements.update(is_required=False)
    assert not rules.is_final(draft)


def test_a_state_party_that_is_not_required_holds_nobody_up(programme, cast):
    everyone(programme, cast)
    assert rules.is_final(programme)
    adopt(programme, "vei", cast.clerk_vei, outcome="confirmed")
    assert of(programme, "vei").acts.get().outcome == "confirmed"


def test_a_state_party_that_is_required_must_confirm(draft, cast, sign_in):
    client = sign_in(cast.secretary)
    requirement = of(draft, "vei")
    address = reverse("portfolio:requirement", args=["fjordloftet", requirement.pk])
    assert client.get(address).status_code == 200
    due = _today() + timedelta(days=60)
    response = client.post(address, {"body": "", "due_on": due.isoformat(), "is_required": "on"})
    assert response.status_code == 302
    item = cast.item(cast.steering, case=draft.case)
    decisions.decide(item, outcome="adopted", text="Programmet vedtas.", by=cast.secretary)
    draft.refresh_from_db()
    everyone(draft, cast)
    assert [party.key for party in rules.lacking(draft)] == ["vei"]
    adopt(draft, "vei", cast.clerk_vei, outcome="confirmed")
    assert rules.is_final(draft)


def test_rejection_is_told_by_name_and_keeps_it_from_being_final(programme, cast, sign_in):
    everyone(programme, cast, berg={"outcome": "rejected"})
    assert not rules.is_final(programme)
    body = page(sign_in(cast.member_sjo), programme)
    assert "men ikke endelig." in body
    assert "Berg kommune har ikke vedtatt det." in body
    assert "Ikke vedtatt" in body


def test_adopted_with_deviation_is_told_everywhere(programme, cast, sign_in):
    everyone(programme, cast, sjo={"outcome": "deviating", "reservation": "Sykkelvegen må starte i 2028."})
    client = sign_in(cast.member_sjo)
    body = page(client, programme)
    assert "Vedtatt med avvik" in body
    assert "Sykkelvegen må starte i 2028." in body
    assert "Sjø kommune har vedtatt det med avvik." in body
    listed = client.get(reverse("portfolio:programmes", args=["fjordloftet"])).content.decode()
    assert "Endelig, med avvik" in listed
    case = client.get(programme.case.get_absolute_url()).content.decode()
    assert "Sjø kommune har vedtatt det med avvik." in case


def test_a_correction_replaces_what_stood_and_may_undo_that_it_was_final(programme, cast):
    everyone(programme, cast)
    first = of(programme, "berg").acts.get()
    adopt(programme, "berg", cast.clerk_berg, outcome="rejected", replaces=first)
    assert not rules.is_final(programme)
    assert [party.key for party in rules.lacking(programme)] == ["berg"]
    assert Event.objects.filter(kind="programme.not_final").exists()
    assert of(programme, "berg").acts.count() == 2


def case_page(client, programme, name="case"):
    return client.get(reverse(f"casework:{name}", args=["fjordloftet", programme.case_id])).content.decode()


def test_the_case_is_at_the_parties_until_the_last_has_adopted_and_again_if_one_turns(programme, cast, sign_in):
    client = sign_in(cast.secretary)
    programme.case.flow.create(order=9, forum=None)
    everyone(programme, cast, but=["fylke"])
    assert "Nå hos partene for lokal behandling." in case_page(client, programme)
    adopt(programme, "fylke", cast.clerk_fylke)
    done = case_page(client, programme)
    assert "Nå hos partene" not in done
    assert "Ferdig behandlet hos partene" in done
    adopt(programme, "berg", cast.clerk_berg, outcome="rejected", replaces=of(programme, "berg").acts.get())
    assert "Nå hos partene for lokal behandling." in case_page(client, programme)


def test_the_history_tells_which_party_did_what(programme, cast, sign_in):
    adopt(programme, "sjo", cast.clerk_sjo)
    first = of(programme, "sjo").acts.get()
    adopt(programme, "sjo", cast.clerk_sjo, outcome="deviating", reservation="Starter senere.", replaces=first)
    told = case_page(sign_in(cast.member_berg), programme, "case_history")
    assert "Sjø kommune: vedtatt" in told
    assert "Sjø kommune: rettet, vedtatt med avvik" in told


# Recording


def test_a_clerk_records_what_the_council_did(programme, cast, sign_in):
    client = sign_in(cast.clerk_sjo)
    requirement = of(programme, "sjo")
    address = reverse("portfolio:adoption_act", args=["fjordloftet", requirement.pk])
    assert address in page(client, programme)
    assert client.get(address).status_code == 200
    posted = {
        "outcome": "adopted",
        "acted_on": _today().isoformat(),
        "wording": "Kommunestyret slutter seg til.",
        "votes_for": "31",
        "votes_against": "4",
        "case_reference": "PS 41/26",
        "file": SimpleUploadedFile("vedtak.pdf", b"%PDF-1.7 eksempel"),
    }
    assert client.post(address, posted).status_code == 302
    act = requirement.acts.get()
    body = page(client, programme)
    assert "31 mot 4" in body
    assert "PS 41/26" in body
    fetched = client.get(reverse("portfolio:adoption_file", args=["fjordloftet", requirement.pk, act.pk]))
    assert b"".join(fetched.streaming_content) == b"%PDF-1.7 eksempel"


def test_the_secretariat_may_record_on_behalf_and_both_names_are_kept(programme, cast, sign_in):
    adopt(programme, "sjo", cast.secretary)
    event = Event.objects.get(kind="adoption.recorded")
    subjects = {one.part: one.subject for one in event.subjects.all()}
    assert subjects[EventSubject.Part.BY] == cast.secretary
    assert subjects[EventSubject.Part.BEHALF] == cast.sjo
    assert "Sara, sekretær på vegne av Sjø kommune" in page(sign_in(cast.member_sjo), programme)


@pytest.mark.parametrize("who", ["clerk_berg", "member_sjo", "observer", "former_secretary"])
def test_nobody_else_acts_for_a_party(programme, cast, sign_in, who):
    person = getattr(cast, who)
    with pytest.raises(Refused) as refused:
        adopt(programme, "sjo", person)
    assert codes(refused) == {"not-for-party"}
    assert "Registrer vedtak" not in page(sign_in(person), programme) or who == "clerk_berg"


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"acted_on": 1}, "act-in-future"),
        ({"acted_on": -1}, "act-before-sent"),
        ({"outcome": "deviating", "reservation": " "}, "deviation-without-words"),
        ({"wording": ""}, "act-without-wording"),
        ({"outcome": "confirmed"}, "outcome-not-for-party"),
    ],
)
def test_an_act_that_cannot_be_right_is_refused(programme, cast, wrong, code):
    days = wrong.pop("acted_on", 0)
    what = {
        "outcome": "adopted",
        "wording": "Vedtatt.",
        "acted_on": _today() + timedelta(days=days),
        "by": cast.clerk_sjo,
    } | wrong
    with pytest.raises(Refused) as refused:
        acts.record_act(of(programme, "sjo"), **what)
    assert codes(refused) == {code}


def test_what_was_typed_stays_when_the_rules_say_no(programme, cast, sign_in):
    client = sign_in(cast.clerk_sjo)
    address = reverse("portfolio:adoption_act", args=["fjordloftet", of(programme, "sjo").pk])
    tomorrow = _today() + timedelta(days=1)
    response = client.post(
        address, {"outcome": "adopted", "acted_on": tomorrow.isoformat(), "wording": "Vi slutter oss til."}
    )
    assert response.status_code == 422
    assert "Vi slutter oss til." in response.content.decode()
    assert "er ikke kommet ennå" in response.content.decode()


@pytest.mark.parametrize("wrong", [{"acted_on": "31.02.2026"}, {"votes_for": "-1"}, {"outcome": "tja"}])
def test_what_cannot_be_read_is_told(programme, cast, sign_in, wrong):
    client = sign_in(cast.clerk_sjo)
    address = reverse("portfolio:adoption_act", args=["fjordloftet", of(programme, "sjo").pk])
    posted = {"outcome": "adopted", "acted_on": _today().isoformat(), "wording": "Vedtatt."} | wrong
    assert client.post(address, posted).status_code == 422
    assert not AdoptionAct.objects.exists()


def test_a_file_that_is_not_what_it_says_is_refused(programme, cast, sign_in):
    client = sign_in(cast.clerk_sjo)
    address = reverse("portfolio:adoption_act", args=["fjordloftet", of(programme, "sjo").pk])
    posted = {
        "outcome": "adopted",
        "acted_on": _today().isoformat(),
        "wording": "Vedtatt.",
        "file": SimpleUploadedFile("vedtak.pdf", b"MZ ikke en pdf"),
    }
    assert client.post(address, posted).status_code == 422
    assert not AdoptionAct.objects.exists()


def test_nothing_is_recorded_before_the_programme_is_sent(draft, cast):
    with pytest.raises(Refused) as refused:
        adopt(draft, "sjo", cast.clerk_sjo)
    assert codes(refused) == {"programme-not-sent"}


def test_a_party_may_adopt_before_the_steering_group_when_the_case_is_called(draft, cast):
    cast.item(cast.steering, case=draft.case)
    adopt(draft, "sjo", cast.clerk_sjo)
    with pytest.raises(Refused) as refused:
        programmes.set_row(draft, pot="Pott", source=cast.sources[0], amounts={2027: 1}, by=cast.secretary)
    assert codes(refused) == {"programme-locked-by-party"}


def test_two_clerks_at_once_record_one_act(programme, cast):
    adopt(programme, "sjo", cast.clerk_sjo)
    with pytest.raises(Refused) as refused:
        adopt(programme, "sjo", cast.secretary)
    assert codes(refused) == {"already-recorded"}


def test_two_corrections_of_the_same_act_do_not_both_stand(programme, cast):
    first = adopt(programme, "sjo", cast.clerk_sjo)
    adopt(programme, "sjo", cast.clerk_sjo, replaces=first, wording="Rettet.")
    with pytest.raises(Refused) as refused:
        adopt(programme, "sjo", cast.secretary, replaces=first, wording="Rettet på nytt.")
    assert codes(refused) == {"already-recorded"}


def test_who_must_act_lies_fast_once_the_programme_is_adopted(programme, cast):
    with pytest.raises(Refused) as refused:
        acts.settle_requirement(of(programme, "vei"), body="", due_on=None, is_required=True, by=cast.secretary)
    assert codes(refused) == {"matrix-locked"}

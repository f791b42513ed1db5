"""Somebody invited to one item sees it and its papers, and nothing else; never votes; and it ends with the meeting."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from samstyring.casework import papers
from samstyring.casework.actions import invitations as acts
from samstyring.casework.models import Attachment, Case, Invitation
from samstyring.casework.rules.attendance import parties_voting_on
from samstyring.ground import files, history
from samstyring.ground.refusal import Refused
from samstyring.partnership.models import Party, Person
from tests.refusals import codes

TODAY_WORDS = "Faggruppelederen hører til her"


@pytest.fixture
def item(cast):
    """A case in the coordination group, a week ahead, with the call sent."""
    meeting = cast.meeting(cast.kg, day=cast.today + timedelta(days=7))
    case = cast.case("styresak", title="Grønn næringstransport", partnership=cast.os)
    cast.paper(case, background=TODAY_WORDS)
    return cast.item(cast.kg, case=case, meeting=meeting)


def invite(cast, item, person=None, **more):
    return acts.invite(person or cast.outsider, to=item, **({"by": cast.os_secretary} | more))


def at(name, *args):
    return reverse(f"casework:{name}", args=["osregionen", *args])


def annex(case, label, closed_basis=""):
    return Attachment.objects.create(
        case=case, label=label, title=f"Vedlegg nummer {label}", closed_basis=closed_basis,
        file=files.store(SimpleUploadedFile(f"v{label}.pdf", b"%PDF-1.7 " + label.encode())),
    )  # fmt: skip


def test_the_secretariat_invites_somebody_by_name_on_the_page(cast, item, sign_in):
    client = sign_in(cast.os_secretary)
    answer = client.post(
        at("invite", item.pk), {"name": "Nina (eksempel)", "capacity": "leder av faggruppe klima"}
    )
    assert answer.status_code == 302
    invitation = Invitation.objects.get(person__name="Nina (eksempel)")
    assert invitation.item == item
    page = client.get(at("decide", item.pk)).content.decode()
    assert "Nina (eksempel)" in page
    assert "leder av faggruppe klima" in page
    assert "invitation.sent" in {event.kind for event in history.about(item.case)}


def test_the_invited_person_sees_the_item_and_its_papers(cast, item, sign_in):
    opened = annex(item.case, "1")
    invitation = invite(cast, item)
    client = sign_in(cast.outsider)
    page = client.get(at("invitation", invitation.pk)).content.decode()
    assert "Grønn næringstransport" in page
    assert TODAY_WORDS in page
    assert "Vedlegg nummer 1" in page
    answer = client.get(at("invitation_attachment", invitation.pk, opened.pk))
    assert b"".join(answer.streaming_content).startswith(b"%PDF")


def test_the_invited_person_sees_nothing_else(cast, item, sign_in):
    invite(cast, item)
    client = sign_in(cast.outsider)
    assert not Case.objects.visible_to(cast.outsider).exists()
    for address in (
        at("case", item.case.pk), at("cases"), at("meeting", item.meeting.pk), at("decide", item.pk), at("meetings"),
        at("paper", item.case.pk, 1), reverse("partnership:home", args=["osregionen"]),
        reverse("partnership:forum", args=["osregionen", "kg"]),
    ):  # fmt: skip
        assert client.get(address).status_code == 404


def test_the_way_in_stands_on_the_front_page(cast, item, sign_in):
    invitation = invite(cast, item)
    page = sign_in(cast.outsider).get("/").content.decode()
    assert at("invitation", invitation.pk) in page
    assert "Du er invitert til" in page
    assert at("invitation", invitation.pk) not in sign_in(cast.owner).get("/").content.decode()


def test_a_leader_of_another_group_has_the_papers_among_the_tasks(cast, item, sign_in):
    """Group leaders are invited to the coordination group for the cases that concern them (003:97-99)."""
    leader = cast.person("Faggruppeleder")
    cast.seat(cast.board, leader, "observer")
    invitation = invite(cast, item, leader)
    page = sign_in(leader).get(reverse("partnership:home", args=["osregionen"])).content.decode()
    assert at("invitation", invitation.pk) in page
    assert "Du er invitert til denne saken i Koordineringsgruppen." in page


def test_the_invited_person_never_votes_and_is_written_in_the_minutes(cast, sign_in):
    today = cast.item(cast.kg, case=cast.case("styresak", partnership=cast.os))
    before = parties_voting_on(today)
    invitation = invite(cast, today, party=cast.os_party, capacity="leder av faggruppe klima")
    assert parties_voting_on(today) == before
    sign_in(cast.os_secretary).post(at("invitation_came", today.pk, invitation.pk), {"came": "ja"})
    words = papers.drafted_minutes(today.meeting)
    assert "Ulrik, uten rolle, leder av faggruppe klima var invitert til saken og deltok uten stemme." in words
    acts.note_coming(invitation, came=False, by=cast.os_secretary)
    assert "men møtte ikke" in papers.drafted_minutes(today.meeting)


@pytest.mark.parametrize("status", ["held", "cancelled"])
def test_the_invitation_ends_with_the_meeting(cast, item, sign_in, status):
    annexed, invitation = annex(item.case, "1"), invite(cast, item)
    item.meeting.status = status
    item.meeting.save()
    client = sign_in(cast.outsider)
    page = client.get(at("invitation", invitation.pk)).content.decode()
    assert "Invitasjonen gjelder ikke lenger" in page
    assert "Grønn næringstransport" not in page
    assert TODAY_WORDS not in page
    assert client.get(at("invitation_attachment", invitation.pk, annexed.pk)).status_code == 404
    assert at("invitation", invitation.pk) not in client.get("/").content.decode()


def test_the_day_after_the_meeting_gives_nothing(cast, item, sign_in):
    invitation = invite(cast, item)
    item.meeting.day = cast.today - timedelta(days=1)
    item.meeting.save()
    assert TODAY_WORDS not in sign_in(cast.outsider).get(at("invitation", invitation.pk)).content.decode()


def test_a_withdrawn_invitation_is_not_found(cast, item, sign_in):
    invitation = invite(cast, item)
    assert sign_in(cast.os_secretary).post(at("invitation_withdraw", item.pk, invitation.pk)).status_code == 302
    assert sign_in(cast.outsider).get(at("invitation", invitation.pk)).status_code == 404
    assert "Ulrik" not in papers.drafted_minutes(item.meeting)
    invite(cast, item)


def test_papers_come_with_the_call(cast, sign_in):
    meeting = cast.meeting(cast.kg, day=cast.today + timedelta(days=7), status="planned")
    item = cast.item(cast.kg, case=cast.case("styresak", partnership=cast.os), meeting=meeting)
    annex(item.case, "1")
    page = sign_in(cast.outsider).get(at("invitation", invite(cast, item).pk)).content.decode()
    assert "Papirene er ikke sendt ennå" in page
    assert "Vedlegg nummer 1" not in page


def test_closed_papers_are_read_only_by_those_the_secretariat_says(cast, item, sign_in):
    opened, closed = annex(item.case, "1"), annex(item.case, "2", "offentleglova § 23")
    invitation = invite(cast, item)
    client = sign_in(cast.outsider)
    assert "Vedlegg nummer 2" not in client.get(at("invitation", invitation.pk)).content.decode()
    assert client.get(at("invitation_attachment", invitation.pk, closed.pk)).status_code == 404
    assert client.get(at("invitation_attachment", invitation.pk, opened.pk)).status_code == 200
    Invitation.objects.update(includes_closed=True)
    assert client.get(at("invitation_attachment", invitation.pk, closed.pk)).status_code == 200
    assert history.about(closed).first().kind == "attachment.read"


def test_a_closed_case_is_not_opened_by_a_slip(cast, item, sign_in):
    item.case.closed_basis = "offentleglova § 23"
    item.case.save()
    with pytest.raises(Refused) as refusal:
        invite(cast, item)
    assert codes(refusal) == {"invited-to-closed-case"}
    assert invite(cast, item, includes_closed=True)


def test_somebody_from_a_municipality_outside_is_refused_with_the_point(cast, item, sign_in):
    words = "Kommuner som ikke er medlem, skal ikke delta."
    cast.kg_mandate.composition = {"points": {"outside": {"point": "2", "text": words}}}
    cast.kg_mandate.save()
    outside = Party.objects.create(
        partnership=cast.os, key="nabo", name="Nabokommunen", short="Nabo", kind="municipality", is_member=False
    )
    answer = sign_in(cast.os_secretary).post(
        at("invite", item.pk), {"name": "Kåre (eksempel)", "party": outside.pk}
    )
    assert answer.status_code == 422
    assert f"Mandatet, punkt 2, sier: «{words}»" in answer.content.decode()
    assert not Person.objects.filter(name="Kåre (eksempel)").exists()


def test_what_stands_in_the_way_is_told(cast, item):
    with pytest.raises(Refused) as refusal:
        invite(cast, item, cast.kg_leader)
    assert codes(refusal) == {"invited-has-seat"}
    invite(cast, item)
    with pytest.raises(Refused) as refusal:
        invite(cast, item)
    assert codes(refusal) == {"already-invited"}
    with pytest.raises(Refused) as refusal:
        invite(cast, item, cast.owner, by=cast.kg_leader)
    assert codes(refusal) == {"not-secretariat"}
    item.meeting.status = "held"
    item.meeting.save()
    with pytest.raises(Refused) as refusal:
        invite(cast, item, cast.owner)
    assert codes(refusal) == {"invitation-too-late"}


@pytest.mark.parametrize("fields", [{"name": ""}, {"person": "99999"}, {"name": "N" * 121}, {"name": "N", "party": "x"},
                                    {"name": "N", "capacity": "C" * 161}, {"name": "N", "email": "n"}])  # fmt: skip
def test_bad_input_is_answered_on_the_page(cast, item, sign_in, fields):
    answer = sign_in(cast.os_secretary).post(at("invite", item.pk), fields)
    assert answer.status_code == 422
    assert not Invitation.objects.exists()


@pytest.mark.parametrize("who", ["owner", "kg_leader", "secretary"])
def test_others_do_not_find_the_invitation(cast, item, sign_in, who):
    invitation = invite(cast, item)
    assert sign_in(getattr(cast, who)).get(at("invitation", invitation.pk)).status_code == 404


def test_the_invitation_belongs_to_its_partnership(cast, item, sign_in):
    address = reverse("casework:invitation", args=["fjordloftet", invite(cast, item).pk])
    assert sign_in(cast.outsider).get(address).status_code == 404


def test_an_item_taken_off_the_agenda_takes_its_invitations_with_it(cast, sign_in):
    meeting = cast.meeting(cast.kg, day=cast.today + timedelta(days=7), status="planned")
    item = cast.item(cast.kg, case=cast.case("styresak", partnership=cast.os), meeting=meeting)
    invitation = invite(cast, item)
    item.delete()
    assert sign_in(cast.outsider).get(at("invitation", invitation.pk)).status_code == 404

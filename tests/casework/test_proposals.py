"""A case put straight to the board becomes a proposal: the secretariat takes it in, or answers why not."""

import pytest
from django.urls import reverse

from samstyring.casework.models import Case, CaseProposal
from samstyring.ground import history
from samstyring.partnership.models import Forum


@pytest.fixture
def advisor(cast):
    person = cast.person("Ada, medlem av koordineringsgruppen")
    cast.seat(cast.kg, person, "member", cast.os_party)
    return person


def at(name, *args):
    return reverse(f"casework:{name}", args=["osregionen", *args])


def told(cast, **more):
    words = {"title": "Felles billett", "kind": cast.os_kinds["styresak"].pk, "forum": cast.board.pk}
    rest = {"public_title": "", "closed_basis": "", "amount_mnok": "1,5", "amount_vat": "excl"}
    return words | {"purpose": "decision", "why": "Reisende betaler to ganger."} | rest | more


@pytest.fixture
def proposal(cast, advisor, sign_in):
    answer = sign_in(advisor).post(at("case_new"), told(cast))
    made = CaseProposal.objects.get()
    assert answer.url == made.get_absolute_url()
    return made


def codes(answer):
    return [obstacle.code for obstacle in answer.context["obstacles"]]


def home(cast, client):
    return client.get(cast.os.get_absolute_url()).content.decode()


def test_a_case_put_straight_to_the_board_becomes_a_proposal(cast, advisor, proposal, sign_in):
    assert not Case.objects.exists()
    page = sign_in(advisor).get(proposal.get_absolute_url()).content.decode()
    assert "Venter på svar" in page
    assert "Reisende betaler to ganger." in page
    assert "Ta saken inn" not in page
    assert "Send svaret" not in page
    assert [event.kind for event in history.about(proposal)] == ["proposal.made"]


def test_the_secretariat_is_asked_and_takes_it_in_as_it_was_written(cast, advisor, proposal, sign_in):
    client = sign_in(cast.os_secretary)
    assert "Svar på den innmeldte saken «Felles billett»" in home(cast, client)
    answer = client.post(at("proposal_take_in", proposal.pk))
    case = Case.objects.get()
    assert answer.url == case.get_absolute_url()
    assert (case.title, case.kind.key, str(case.amount_mnok)) == ("Felles billett", "styresak", "1.500")
    assert [(step.forum, step.purpose) for step in case.flow.all()][0] == (cast.board, "decision")
    assert case.latest_paper.background == "Reisende betaler to ganger."
    assert "Ada" in case.latest_paper.change_note
    assert "Svar på den innmeldte saken" not in home(cast, client)
    assert "proposal.taken_in" in {event.kind for event in history.about(case)}
    page = sign_in(advisor).get(proposal.get_absolute_url()).content.decode()
    assert case.get_absolute_url() in page


def test_the_secretariat_answers_why_not_and_the_member_reads_it(cast, advisor, proposal, sign_in):
    client = sign_in(cast.os_secretary)
    assert client.post(proposal.get_absolute_url(), {"answer": " "}).status_code == 422
    client.post(proposal.get_absolute_url(), {"answer": "Styret behandlet dette i mars."})
    assert not Case.objects.exists()
    client = sign_in(advisor)
    assert "Les svaret på saken du meldte" in home(cast, client)
    page = client.get(proposal.get_absolute_url()).content.decode()
    assert "Styret behandlet dette i mars." in page
    assert "Ikke tatt opp" in client.get(at("proposals")).content.decode()


def test_an_answer_is_given_once(cast, proposal, sign_in):
    client = sign_in(cast.os_secretary)
    client.post(proposal.get_absolute_url(), {"answer": "Ikke nå."})
    again = client.post(at("proposal_take_in", proposal.pk))
    assert again.status_code == 422
    assert codes(again) == ["proposal-answered"]
    assert not Case.objects.exists()


def test_only_the_secretariat_answers(cast, advisor, proposal, sign_in):
    client = sign_in(advisor)
    assert codes(client.post(at("proposal_take_in", proposal.pk))) == ["not-secretariat"]
    typed = client.post(proposal.get_absolute_url(), {"answer": "Ja takk"})
    assert codes(typed) == ["not-secretariat"]
    assert "Ja takk" in typed.content.decode()
    proposal.refresh_from_db()
    assert proposal.answered_on is None


def test_other_members_read_what_was_proposed_and_not_what_is_to_be_closed(cast, proposal, sign_in):
    other = cast.person("Per, medlem av styret")
    cast.seat(cast.board, other, "member", cast.os_party)
    client = sign_in(other)
    assert "Reisende betaler to ganger." in client.get(proposal.get_absolute_url()).content.decode()
    CaseProposal.objects.update(closed_basis="offentleglova § 23")
    assert client.get(proposal.get_absolute_url()).status_code == 404
    assert "Felles billett" not in client.get(at("proposals")).content.decode()


def test_a_case_for_a_forum_that_takes_from_all_keeps_the_reason_in_its_paper(cast, advisor, sign_in):
    Forum.objects.filter(pk=cast.board.pk).update(submitters=Forum.Submitters.ANYONE)
    sign_in(advisor).post(at("case_new"), told(cast))
    assert not CaseProposal.objects.exists()
    assert Case.objects.get().latest_paper.background == "Reisende betaler to ganger."

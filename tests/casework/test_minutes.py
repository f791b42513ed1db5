"""Minutes: drafted from the record, changed in versions, approved in a later meeting, and sent as PDF."""

import io
from datetime import timedelta

import pytest
from django.urls import reverse
from pypdf import PdfReader

from samstyring.casework import papers
from samstyring.casework.actions import attendance, decisions, meetings, minutes
from samstyring.casework.models import Meeting, Stance
from samstyring.casework.rules.deciding import Standpoint
from samstyring.ground import history
from samstyring.partnership.actions.adapting import change_partnership
from samstyring.partnership.models import Outcome
from tests.refusals import why_not


def url(name, partnership, *args):
    return reverse(f"casework:{name}", args=[partnership.key, *args])


@pytest.fixture
def held(cast):
    """A meeting of a week ago where one case was adopted with a reservation."""
    meeting = cast.meeting(cast.steering, day=cast.today - timedelta(days=7))
    item = cast.item(meeting=meeting)
    row = meeting.attendance.get(person=cast.leader)
    attendance.note_presence(item, row, kind="recused", ground="Eier av tiltaket", by=cast.secretary)
    decisions.decide(
        item,
        outcome=Outcome.ADOPTED,
        text="Handlingsprogrammet vedtas.",
        positions={cast.sjo: Standpoint(Stance.RESERVED, "Sjø tar forbehold om økonomien.")},
        by=cast.secretary,
    )
    return meetings.close(meeting, by=cast.secretary)


@pytest.fixture
def point(cast, held):
    """The point for minutes in today's meeting of the same forum."""
    return cast.meeting(cast.steering).items.create(forum=cast.steering, standing="minutes", order=1)


def test_the_draft_tells_what_the_record_holds(cast, held):
    body = minutes.draft(held, by=cast.secretary).body
    for words in (
        "- Siri, medlem fra Sjø, Sjø kommune (medlem)",
        "## Sak 1/",
        "Leif, leder fra Statens veier: inhabil, fratrådte. Grunnlag: Eier av tiltaket",
        "Vedtatt:",
        "Handlingsprogrammet vedtas.",
        "- Sjø kommune: for, med forbehold",
        "Protokolltilførsel fra Sjø kommune: Sjø tar forbehold om økonomien.",
    ):
        assert words in body


def test_the_question_of_impartiality_names_those_who_stepped_down(cast, held):
    held.items.create(forum=cast.steering, standing="impartiality", order=9)
    body = minutes.draft(held, by=cast.secretary).body
    told = body.split("## Spørsmål om habilitet")[1]
    assert "- Leif, leder fra Statens veier fratrådte som inhabil ved Sak 1/" in told
    assert "Eier av tiltaket" not in told
    assert "Ingen merknader." not in told


def test_a_deputy_who_spoke_for_a_party_is_named(cast):
    item = cast.item()
    row = item.meeting.attendance.get(person=cast.member_berg)
    attendance.note_presence(item, row, kind="out", ground="", by=cast.secretary)
    decisions.decide(item, outcome=Outcome.ADOPTED, text="Saken vedtas.", by=cast.secretary)
    body = papers.drafted_minutes(item.meeting)
    assert "Berit, vara fra Berg møtte som vara for Berg kommune." in body


def test_the_draft_holds_the_corrected_words_only(cast, held):
    decision = held.items.first().decision
    decisions.correct(decision, outcome=Outcome.ADOPTED, text="Rettet.", reason="Feil", by=cast.secretary)
    body = minutes.draft(held, by=cast.secretary).body
    assert "Rettet." in body
    assert "Handlingsprogrammet vedtas." not in body


def test_a_closed_case_keeps_its_words_out_of_the_minutes(cast, held):
    case = held.items.first().case
    case.closed_basis, case.public_title = "offentleglova § 23", "Kjøp av grunn"
    case.save()
    body = minutes.draft(held, by=cast.secretary).body
    assert "Kjøp av grunn" in body
    assert "Behandlet for lukkede dører, offentleglova § 23." in body
    assert "Handlingsprogrammet vedtas." not in body
    assert case.title not in body


def test_notes_stand_under_their_item(cast, held):
    minutes.note(held.items.first(), words=" Oda orienterte. ", by=cast.secretary)
    assert "Oda orienterte." in minutes.draft(held, by=cast.secretary).body


def test_the_same_record_gives_no_new_version(cast, held):
    first = minutes.draft(held, by=cast.secretary)
    assert minutes.draft(held, by=cast.second_secretary) == first
    assert held.minutes.count() == 1


def test_a_change_is_a_new_version_and_the_old_one_stays(cast, held):
    first = minutes.draft(held, by=cast.secretary)
    second = minutes.change(held, body=first.body + "\n\nTillegg.", base=1, by=cast.second_secretary)
    assert [version.version for version in held.minutes.all()] == [1, 2]
    assert history.about(second).first().kind == "minutes.written"
    first.refresh_from_db()
    assert "Tillegg." not in first.body


def test_two_who_change_the_same_version_are_told_of_each_other(cast, held):
    minutes.draft(held, by=cast.secretary)
    minutes.change(held, body="Ny tekst.", base=1, by=cast.second_secretary)
    act = lambda: minutes.change(held, body="En annen.", base=1, by=cast.secretary)  # noqa: E731
    assert why_not(act) == {"minutes-changed-meanwhile"}


@pytest.mark.parametrize(("body", "code"), [(" ", "minutes-empty"), ("Ny.", "minutes-unchanged")])
def test_minutes_are_not_empty_and_not_the_same_again(cast, held, body, code):
    minutes.draft(held, by=cast.secretary)
    minutes.change(held, body="Ny.", base=1, by=cast.secretary)
    assert why_not(lambda: minutes.change(held, body=body, base=2, by=cast.secretary)) == {code}


def test_minutes_are_not_written_before_the_meeting(cast):
    meeting = cast.meeting(cast.steering, day=cast.today + timedelta(days=3))
    assert why_not(lambda: minutes.draft(meeting, by=cast.secretary)) == {"meeting-not-begun"}


def test_only_the_secretariat_writes_minutes(cast, held):
    assert why_not(lambda: minutes.draft(held, by=cast.leader)) == {"not-secretariat"}


# Approval


def test_the_next_meeting_approves_the_minutes_under_its_point(cast, held, point):
    version = minutes.draft(held, by=cast.secretary)
    minutes.approve(version, item=point, by=cast.secretary)
    version.refresh_from_db()
    assert (version.approved_in, version.approved_at is not None) == (point, True)
    assert history.about(held).first().kind == "minutes.approved"
    day = f"{held.day.day}."
    assert f"Protokollen fra møtet {day}" in papers.drafted_minutes(point.meeting)


def test_minutes_are_approved_once(cast, held, point):
    version = minutes.draft(held, by=cast.secretary)
    minutes.approve(version, item=point, by=cast.secretary)
    assert why_not(lambda: minutes.approve(version, item=point, by=cast.secretary)) == {"minutes-already-approved"}


def test_only_the_newest_version_is_approved(cast, held, point):
    first = minutes.draft(held, by=cast.secretary)
    minutes.change(held, body="Nyere.", base=1, by=cast.secretary)
    assert why_not(lambda: minutes.approve(first, item=point, by=cast.secretary)) == {"minutes-not-newest"}


def test_minutes_are_not_approved_by_their_own_meeting_or_another_forum(cast, held):
    version = minutes.draft(held, by=cast.secretary)
    own = held.items.create(forum=cast.steering, standing="minutes", order=9)
    other = cast.meeting(cast.council).items.create(forum=cast.council, standing="minutes", order=1)
    for item in (own, other):
        act = lambda item=item: minutes.approve(version, item=item, by=cast.secretary)  # noqa: E731
        assert why_not(act) == {"approved-in-same-meeting"}


def test_minutes_are_approved_under_their_own_point(cast, held):
    version = minutes.draft(held, by=cast.secretary)
    wrong = cast.meeting(cast.steering).items.create(forum=cast.steering, standing="any_other", order=1)
    assert why_not(lambda: minutes.approve(version, item=wrong, by=cast.secretary)) == {"not-the-minutes-point"}


def test_approved_minutes_may_still_be_mended_in_a_version_that_awaits_approval(cast, held, point):
    version = minutes.draft(held, by=cast.secretary)
    minutes.approve(version, item=point, by=cast.secretary)
    newer = minutes.change(held, body="Rettet etter godkjenning.", base=1, by=cast.secretary)
    assert newer.approved_at is None
    minutes.approve(newer, item=point, by=cast.secretary)


# The pages


def test_minutes_are_drafted_changed_and_approved_with_plain_forms(cast, held, point, sign_in):
    client = sign_in(cast.secretary)
    client.post(url("minutes_draft", cast.fjord, held.pk))
    page = client.get(url("minutes_edit", cast.fjord, held.pk)).content.decode()
    assert "Handlingsprogrammet vedtas." in page
    client.post(url("minutes_edit", cast.fjord, held.pk), {"body": "## Til stede\n\n- Alle", "base": 1})
    page = client.get(url("minutes", cast.fjord, held.pk)).content.decode()
    assert "<h2>Til stede</h2>" in page
    assert "<li>Alle</li>" in page
    newest = held.minutes.last()
    assert "Før som godkjent" in client.get(url("decide", cast.fjord, point.pk)).content.decode()
    client.post(url("minutes_approve", cast.fjord, point.pk), {"minutes": newest.pk})
    assert "Godkjent" in client.get(url("minutes", cast.fjord, held.pk)).content.decode()


def test_a_text_that_came_too_late_stays_in_the_field(cast, held, sign_in):
    minutes.draft(held, by=cast.secretary)
    minutes.change(held, body="Ny tekst.", base=1, by=cast.second_secretary)
    answer = sign_in(cast.secretary).post(
        url("minutes_edit", cast.fjord, held.pk), {"body": "Min tekst.", "base": 1}
    )
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Solveig, sekretær skrev versjon 2 mens du arbeidet" in page
    assert "Min tekst." in page


def test_what_is_typed_in_the_minutes_is_never_run(cast, held, sign_in):
    minutes.draft(held, by=cast.secretary)
    minutes.change(held, body="## <script>alert(1)</script>", base=1, by=cast.secretary)
    page = sign_in(cast.member_sjo).get(url("minutes", cast.fjord, held.pk)).content.decode()
    assert "<script>alert" not in page


def test_minutes_and_extract_are_pdf_files(cast, held, sign_in):
    minutes.draft(held, by=cast.secretary)
    client = sign_in(cast.member_sjo)
    decision = held.items.first().decision
    for address in (
        url("minutes_pdf", cast.fjord, held.pk, 1),
        url("decision_extract", cast.fjord, decision.pk),
    ):
        answer = client.get(address)
        assert answer["Content-Type"] == "application/pdf"
        assert answer.content.startswith(b"%PDF-")


def test_minutes_are_in_the_language_of_the_partnership_whoever_writes_them(cast, held, sign_in):
    change_partnership(cast.fjord, language="nn", by=cast.secretary)
    held = Meeting.objects.get(pk=held.pk)
    client = sign_in(cast.secretary)
    client.post(reverse("ground:language"), {"value": "en"})

    client.post(url("minutes_draft", cast.fjord, held.pk))
    page = client.get(url("minutes", cast.fjord, held.pk)).content.decode()
    pdf = client.get(url("minutes_pdf", cast.fjord, held.pk, 1)).content

    assert '<html lang="en"' in page
    assert "## Til stades" in held.minutes.get().body
    words = PdfReader(io.BytesIO(pdf)).pages[0].extract_text()
    assert "Førebels" in words
    assert "Møteleiar" in words
    assert PdfReader(io.BytesIO(pdf)).trailer["/Root"]["/Lang"] == "nn-NO"


def test_members_read_the_minutes_when_the_meeting_is_over(cast, held, sign_in):
    minutes.draft(held, by=cast.secretary)
    client = sign_in(cast.member_sjo)
    assert client.get(url("minutes", cast.fjord, held.pk)).status_code == 200
    Meeting.objects.filter(pk=held.pk).update(status="called")
    assert client.get(url("minutes", cast.fjord, held.pk)).status_code == 404
    assert client.get(url("minutes_pdf", cast.fjord, held.pk, 1)).status_code == 404


def test_outsiders_and_other_partnerships_reach_no_minutes(cast, held, point, sign_in):
    version = minutes.draft(held, by=cast.secretary)
    for person in (cast.outsider, cast.os_secretary):
        client = sign_in(person)
        assert client.get(url("minutes", cast.fjord, held.pk)).status_code == 404
        assert client.get(url("minutes_pdf", cast.fjord, held.pk, 1)).status_code == 404
        assert client.get(url("minutes_pdf", cast.os, held.pk, 1)).status_code == 404
        approving = client.post(url("minutes_approve", cast.fjord, point.pk), {"minutes": version.pk})
        assert approving.status_code == 404


@pytest.mark.parametrize("key", ["", "x", "0", "9" * 40])
def test_unknown_minutes_are_not_approved(cast, held, point, sign_in, key):
    answer = sign_in(cast.secretary).post(url("minutes_approve", cast.fjord, point.pk), {"minutes": key})
    assert answer.status_code == 404


def test_the_words_of_the_editor_become_headings_points_and_paragraphs():
    assert papers.read("## En\n- a\n- b\n\nord\nog ord\n\n\n## To") == [
        ("heading", "En"),
        ("points", ["a", "b"]),
        ("words", "ord\nog ord"),
        ("heading", "To"),
    ]

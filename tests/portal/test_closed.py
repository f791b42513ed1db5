"""A closed case leaks nothing: not its title, its text, its attachments or its decision, at any open address."""

from datetime import timedelta

import pytest

from samstyring.casework.models import Case
from samstyring.portfolio.models import Programme

SECRETS = ("HEMMELIGTITTEL", "HEMMELIGTEKST", "HEMMELIGVEDLEGG", "HEMMELIGVEDTAK", "HEMMELIGNOTAT", "HEMMELIGORD")
BASIS = "offentleglova § 23 første ledd"


@pytest.fixture
def closed(cast, decide, attach):
    """A closed case, treated with an open one in an open meeting last week."""
    meeting = cast.meeting(cast.steering, day=cast.today - timedelta(days=7), status="held")
    open_item = cast.item(meeting=meeting)
    decide(open_item)
    case = cast.case(title="HEMMELIGTITTEL", paper=False)
    cast.paper(case, proposal="HEMMELIGTEKST", background="HEMMELIGTEKST")
    case.closed_basis, case.public_title = BASIS, "Grunnerverv"
    case.save()
    item = cast.item(case=case, meeting=meeting)
    item.note = "HEMMELIGNOTAT"
    item.save()
    item.attachment = attach(case, title="HEMMELIGVEDLEGG", content=b"%PDF-1.7 HEMMELIGORD")
    item.closed_decision = decide(item, text="HEMMELIGVEDTAK", positions=[(cast.sjo, "reserved", "HEMMELIGORD")])
    return item


def leaks(text):
    return [secret for secret in SECRETS if secret in text]


def test_nothing_that_can_be_reached_tells_of_it(cast, closed, crawl, at):
    reached = crawl(at("home"))
    assert at("meeting", closed.meeting_id) in reached
    assert at("decisions_feed") in reached
    assert {address: leaks(text) for address, text in reached.items() if leaks(text)} == {}


def test_its_own_addresses_say_that_there_is_nothing(cast, closed, client, at):
    for address in (
        at("case", closed.case_id),
        at("paper_version", closed.case_id, 1),
        at("paper", closed.case_id, closed.attachment.pk),
        at("decision", closed.closed_decision.pk),
    ):
        answer = client.get(address)
        assert answer.status_code == 404
        assert not leaks(answer.content.decode())


def test_the_answer_is_the_same_as_for_what_never_was(cast, closed, client, at):
    closed_words, unknown_words = (client.get(at("case", key)).content.decode() for key in (closed.case_id, 99999))
    assert [line for line in closed_words.split("\n") if "csrf" not in line] == [
        line for line in unknown_words.split("\n") if "csrf" not in line
    ]


def test_the_agenda_says_that_it_is_not_published_and_why(cast, closed, client, at):
    page = client.get(at("meeting", closed.meeting_id)).content.decode()
    assert "Ikke publisert" in page
    assert BASIS in page
    assert "Grunnerverv" in page
    assert "Åpent møte, 1 sak lukket" in page


def test_without_a_public_title_not_even_the_title_is_told(cast, closed, client, at):
    Case.objects.filter(pk=closed.case_id).update(public_title="")
    page = client.get(at("meeting", closed.meeting_id)).content.decode()
    assert "Unntatt offentlighet" in page
    assert not leaks(page)


def test_being_signed_in_opens_nothing_here(cast, closed, sign_in, at):
    client = sign_in(cast.secretary)
    assert client.get(at("case", closed.case_id)).status_code == 404
    assert not leaks(client.get(at("meeting", closed.meeting_id)).content.decode())


def test_a_case_that_is_closed_later_disappears_at_once(cast, client, decide, at):
    item = cast.item()
    decision = decide(item, text="HEMMELIGVEDTAK og mer til.")
    assert client.get(at("decision", decision.pk)).status_code == 200
    Case.objects.filter(pk=item.case_id).update(closed_basis=BASIS)
    assert client.get(at("decision", decision.pk)).status_code == 404
    assert not leaks(client.get(at("decisions_feed")).content.decode())


def test_a_programme_on_a_closed_case_stays_closed_with_it(cast, client, decide, at):
    item = cast.item()
    programme = Programme.objects.create(
        partnership=cast.fjord, first_year=2027, case=item.case, price_year=2026, vat="excl", decision=decide(item)
    )
    assert client.get(at("programme", programme.pk)).status_code == 200
    Case.objects.filter(pk=item.case_id).update(closed_basis=BASIS)
    assert client.get(at("programme", programme.pk)).status_code == 404
    assert programme.period not in client.get(at("programmes")).content.decode()


def test_of_a_closed_attachment_only_the_number_and_the_basis_are_told(cast, client, attach, at):
    item = cast.item()
    attachment = attach(item.case, title="HEMMELIGVEDLEGG", label="2a", closed="forvaltningsloven § 13")
    for address in (at("meeting", item.meeting_id), at("case", item.case_id)):
        page = client.get(address).content.decode()
        assert "Vedlegg 2a" in page
        assert "forvaltningsloven § 13" in page
        assert not leaks(page)
    assert client.get(at("paper", item.case_id, attachment.pk)).status_code == 404


def test_a_forum_that_is_not_open_shows_nothing(cast, client, decide, crawl, at):
    item = cast.item(cast.council, case=cast.case(title="HEMMELIGTITTEL"))
    decision = decide(item, text="HEMMELIGVEDTAK", outcome="recommended")
    for address in (at("meeting", item.meeting_id), at("case", item.case_id), at("decision", decision.pk)):
        assert client.get(address).status_code == 404
    assert not any(leaks(text) for text in crawl(at("home")).values())


def test_of_a_joint_meeting_only_the_open_forums_points_are_told(cast, client, at):
    meeting = cast.meeting(cast.steering)
    meeting.forums.add(cast.council)
    cast.item(cast.council, case=cast.case(title="HEMMELIGTITTEL"), meeting=meeting)
    cast.item(meeting=meeting, case=cast.case(title="Åpen sak"))
    page = client.get(at("meeting", meeting.pk)).content.decode()
    assert "Åpen sak" in page
    assert not leaks(page)


def test_a_case_of_one_partnership_is_not_found_under_another(cast, client, decide, attach, at):
    item = cast.item()
    decision, attachment = decide(item), attach(item.case)
    for address in (
        at("meeting", item.meeting_id, key="osregionen"),
        at("case", item.case_id, key="osregionen"),
        at("decision", decision.pk, key="osregionen"),
        at("paper", item.case_id, attachment.pk, key="osregionen"),
    ):
        assert client.get(address).status_code == 404


def test_an_attachment_is_not_found_under_another_case(cast, client, attach, at):
    attachment, other = attach(cast.item().case), cast.item(case=cast.case(title="En annen"))
    assert client.get(at("paper", other.case_id, attachment.pk)).status_code == 404

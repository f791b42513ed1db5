"""Open meetings: invisible until they are called, then with what lay on the table, then with what was decided."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from samstyring.casework.models import AgendaItem, MinutesVersion


def test_a_planned_meeting_is_invisible(cast, client, at):
    meeting = cast.meeting(cast.steering, day=cast.today + timedelta(days=9), status="planned")
    item = cast.item(meeting=meeting, case=cast.case(title="Ikke innkalt sak"))
    assert client.get(at("meeting", meeting.pk)).status_code == 404
    assert client.get(at("case", item.case_id)).status_code == 404
    assert "Ikke innkalt sak" not in client.get(at("home")).content.decode()
    assert at("meeting", meeting.pk) not in client.get(at("meetings")).content.decode()


def test_papers_are_open_from_the_call_and_not_before(cast, client, attach, at):
    meeting = cast.meeting(cast.steering, day=cast.today + timedelta(days=9), status="planned")
    item = cast.item(meeting=meeting)
    attachment = attach(item.case)
    assert client.get(at("paper", item.case_id, attachment.pk)).status_code == 404
    meeting.status, meeting.called_at = "called", timezone.now()
    meeting.save()
    answer = client.get(at("paper", item.case_id, attachment.pk))
    assert b"".join(answer.streaming_content).startswith(b"%PDF")
    assert "Slik er bakgrunnen." in client.get(at("case", item.case_id)).content.decode()


def test_a_newer_draft_of_the_paper_stays_inside(cast, client, at):
    item = cast.item()
    cast.paper(item.case, background="Utkast som ingen har kalt inn på.")
    assert "Utkast som ingen" not in client.get(at("case", item.case_id)).content.decode()
    assert client.get(at("paper_version", item.case_id, 1)).status_code == 200
    assert client.get(at("paper_version", item.case_id, 2)).status_code == 404


def test_an_attachment_added_after_the_meeting_waits_for_the_next_call(cast, client, attach, at):
    meeting = cast.meeting(cast.steering, day=cast.today - timedelta(days=20), status="held")
    item = cast.item(meeting=meeting)
    there = attach(item.case, title="Kart", on=timezone.now() - timedelta(days=25))
    later = attach(item.case, title="Nytt kart", version=2)
    page = client.get(at("case", item.case_id)).content.decode()
    assert "Nytt kart" not in page
    assert at("paper", item.case_id, there.pk) in page
    assert client.get(at("paper", item.case_id, later.pk)).status_code == 404


def test_only_the_newest_version_is_listed_and_the_old_address_still_works(cast, client, attach, at):
    item = cast.item()
    old, new = attach(item.case, title="Kart"), attach(item.case, title="Kart rettet", version=2)
    page = client.get(at("meeting", item.meeting_id)).content.decode()
    assert at("paper", item.case_id, new.pk) in page
    assert at("paper", item.case_id, old.pk) not in page
    assert client.get(at("paper", item.case_id, old.pk)).status_code == 200


def test_what_was_decided_stands_first_with_how_each_party_stood(cast, client, decide, at):
    item = cast.item(meeting=cast.meeting(cast.steering, day=cast.today - timedelta(days=1), status="held"))
    decide(
        item,
        text="Styringsgruppen vedtar handlingsprogrammet. Beløpene er i faste kroner.",
        positions=[(cast.sjo, "for", ""), (cast.berg, "reserved", "Berg vil ha sykkelvegen først.")],
    )
    for address in (at("meeting", item.meeting_id), at("home")):
        page = client.get(address).content.decode()
        assert "Dette ble bestemt" in page
        assert "Styringsgruppen vedtar handlingsprogrammet." in page
    page = client.get(at("meeting", item.meeting_id)).content.decode()
    assert "Berg kommune: for, med forbehold" in page
    assert "Berg vil ha sykkelvegen først." in page
    assert "Etter Mandat for Styringsgruppen, punkt 3." in page
    assert "4 parter" in page


def test_a_corrected_decision_shows_what_stands_and_keeps_the_old_address(cast, client, decide, at):
    item = cast.item(meeting=cast.meeting(cast.steering, day=cast.today - timedelta(days=1), status="held"))
    old = decide(item, text="Feil årstall i vedtaket.")
    decide(item, text="Riktig årstall i vedtaket.", replaces=old, correction_reason="Årstallet var feil")
    page = client.get(at("meeting", item.meeting_id)).content.decode()
    assert "Riktig årstall" in page
    assert "Feil årstall" not in page
    assert "Vedtaket er rettet" in client.get(at("decision", old.pk)).content.decode()


def test_what_the_minutes_say_is_open_when_they_are_approved(cast, client, at):
    item = cast.item(meeting=cast.meeting(cast.steering, day=cast.today - timedelta(days=1), status="held"))
    AgendaItem.objects.filter(pk=item.pk).update(note="Ordskiftet i korte trekk.")
    minutes = MinutesVersion.objects.create(meeting=item.meeting, version=1, body="…", author=cast.secretary)
    assert "Ordskiftet" not in client.get(at("meeting", item.meeting_id)).content.decode()
    minutes.approved_at = timezone.now()
    minutes.save()
    assert "Ordskiftet" in client.get(at("meeting", item.meeting_id)).content.decode()


def test_a_cancelled_meeting_is_seen_with_its_reason_and_no_papers(cast, client, attach, at):
    item = cast.item(case=cast.case(title="Sak i avlyst møte"))
    attach(item.case)
    item.meeting.status, item.meeting.status_reason = "cancelled", "For få saker"
    item.meeting.save()
    page = client.get(at("meeting", item.meeting_id)).content.decode()
    assert "Avlyst" in page
    assert "For få saker" in page
    assert "Saksframlegg" not in page
    assert "Kart" not in page


def test_a_meeting_cancelled_before_the_call_never_had_an_open_agenda(cast, client, at):
    meeting = cast.meeting(cast.steering, status="cancelled")
    meeting.called_at = None
    meeting.save()
    cast.item(meeting=meeting, case=cast.case(title="Aldri innkalt"))
    assert "Aldri innkalt" not in client.get(at("meeting", meeting.pk)).content.decode()


def test_meetings_are_narrowed_by_forum_and_year(cast, client, at):
    cast.meeting(cast.steering, day=cast.today - timedelta(days=400), status="held")
    cast.meeting(cast.steering, day=cast.today - timedelta(days=1), status="held")
    year = (cast.today - timedelta(days=400)).year
    assert "2 møter" in client.get(at("meetings")).content.decode()
    assert "1 møte<" in client.get(at("meetings"), {"aar": year}).content.decode()
    assert client.get(at("meetings"), {"aar": "tull", "forum": "finnes-ikke", "side": "x"}).status_code == 200


@pytest.mark.parametrize("name", ["meeting", "case", "decision", "programme"])
@pytest.mark.parametrize("key", [0, 99999, 10**18, 10**30])
def test_unknown_things_get_our_own_page(cast, client, at, name, key):
    answer = client.get(at(name, key))
    assert answer.status_code == 404
    assert "Vi finner ikke siden" in answer.content.decode()
    assert "Fjordløftet" in answer.content.decode()


def test_an_unknown_partnership_is_not_found(cast, client, at):
    assert client.get(at("home", key="finnes-ikke")).status_code == 404


def test_open_pages_are_only_read(cast, client, at):
    assert client.post(at("home")).status_code == 405


def test_open_pages_may_be_kept_for_a_minute_and_a_signed_in_one_may_not(cast, client, sign_in, at):
    assert client.get(at("home"))["Cache-Control"] == "public, max-age=60"
    assert "Cache-Control" not in sign_in(cast.observer).get(at("home"))


def test_a_paper_that_has_not_changed_is_not_sent_again(cast, client, attach, at):
    item = cast.item()
    address = at("paper", item.case_id, attach(item.case).pk)
    etag = client.get(address)["ETag"]
    assert client.get(address, headers={"if-none-match": etag}).status_code == 304


def test_the_stream_tells_the_newest_decisions(cast, client, decide, at):
    decision = decide(cast.item(), text="Programmet er vedtatt.")
    answer = client.get(at("decisions_feed"))
    assert answer["Content-Type"].startswith("application/atom+xml")
    assert "Programmet er vedtatt." in answer.content.decode()
    assert at("decision", decision.pk) in answer.content.decode()


def questions_asked(client, address):
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


@pytest.mark.parametrize("name", ["home", "meetings", "meeting", "case"])
def test_longer_agendas_ask_no_more(cast, client, decide, attach, at, name):
    meeting = cast.meeting(cast.steering, day=cast.today - timedelta(days=1), status="held")
    first = cast.item(meeting=meeting)
    decide(first, positions=[(cast.sjo, "for", "")])
    attach(first.case)
    address = at(name, *{"meeting": [meeting.pk], "case": [first.case_id]}.get(name, []))
    client.get(address)
    before = questions_asked(client, address)
    for number in range(5):
        item = cast.item(meeting=meeting, case=cast.case(title=f"Sak {number}"))
        decide(item, positions=[(cast.sjo, "for", ""), (cast.berg, "against", "")])
        attach(item.case, title=f"Kart {number}")
        attach(first.case, title=f"Plan {number}", label=str(number + 2))
        other = cast.meeting(cast.steering, day=cast.today - timedelta(days=2 + number), status="held")
        cast.item(meeting=other, case=first.case)
    assert questions_asked(client, address) == before

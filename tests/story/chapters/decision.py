"""Two forums meet on the same case: one recommends, one decides, each under its own mandate."""

import re

from playwright.sync_api import expect

from tests.story.chapters import meeting

RECOMMENDED = "Prioriteringsrådet innstiller på at Styringsgruppen vedtar handlingsprogrammet (eksempel)."
ADOPTED = "Styringsgruppen vedtar handlingsprogrammet og sender det til partene (eksempel)."
CORRECTED = f"{ADOPTED} Beløpene er uten merverdiavgift."
RESERVATION = "Kleppevegen må kunne starte ett år tidligere (eksempel)."
WHY = "Det sto ikke at beløpene er uten merverdiavgift"


def the_council_is_called_to_a_meeting_today(come, case, today):
    """The agenda is built from the queue. A call sent the same day is late, and says so."""
    eva = come("eva")
    meeting.plan(eva, "miljoloftet", "Prioriteringsrådet", today)
    eva.sees("Sakslisten har ingen saker.", inside="Innkalling")
    meeting.take_up(eva, case)
    eva.sees("dager etter fristen i mandatet, og merkes som sen.")
    eva.look()
    meeting.call(eva)
    return eva.page.url


def the_council_may_recommend_but_not_decide(come, address, case):
    """Only what the mandate permits is offered. Asked for more all the same, it answers with its own point."""
    eva = come("eva")
    meeting.take_attendance(eva, address, absent="Tor")
    meeting.turn_to(eva, case)
    expect(eva.main.get_by_role("radio", name=re.compile("^Innstilling gitt"))).to_be_visible()
    expect(eva.main.get_by_role("radio", name=re.compile("^Vedtatt"))).to_have_count(0)
    eva.sees("punkt 2: Innstiller handlingsprogrammet til styringsgruppen.")
    eva.look("mote")
    meeting.ask_for_all_the_same(eva, offered="recommended", asked="adopted", words=RECOMMENDED)
    eva.sees("Dette er ikke ført", "«Innstiller handlingsprogrammet til styringsgruppen.»")
    eva.sees("har ikke rett til å gjøre vedtak")


def the_council_recommends(come, address, case):
    """Who is there agrees, and one party says something of its own. Then the minutes are drafted."""
    eva = come("eva")
    meeting.goto_item(eva, address, case)
    meeting.conclude(
        eva, "Innstilling gitt", RECOMMENDED, reservation_from="Askøy kommune", reservation=RESERVATION
    )
    eva.sees("Vedtaket er ført og låst.", RECOMMENDED, RESERVATION)
    eva.look()
    meeting.close_and_draft_minutes(eva, address)
    eva.sees(RECOMMENDED, RESERVATION, "Jernbanedirektoratet")
    eva.look()


def the_steering_group_decides(come, case, today):
    """Two secretaries write the same decision. The second is told what stands, and who wrote it."""
    eva, jonas = come("eva"), come("jonas")
    meeting.plan(eva, "miljoloftet", "Styringsgruppen", today)
    meeting.take_up(eva, case)
    meeting.call(eva)
    address = eva.page.url
    meeting.take_attendance(eva, address, absent="Per")
    meeting.turn_to(eva, case)
    jonas.goto(eva.page.url)
    meeting.conclude(eva, "Vedtatt", ADOPTED, reservation_from="Askøy kommune", reservation=RESERVATION)
    eva.sees("Vedtaket er ført og låst.")
    meeting.conclude(jonas, "Vedtatt", "Styringsgruppen vedtar programmet.")
    jonas.sees("Saken er alt avgjort i dette møtet. Eva, sekretariatsleder (eksempel) førte", ADOPTED)
    return address


def a_wrong_word_is_corrected_in_the_open(come):
    """What is decided is locked. The correction is a new decision, and the old one stays."""
    eva = come("eva")
    eva.follow("Rett vedtaket")
    eva.is_at("Rett vedtaket")
    eva.write({"Hva rettes, og hvorfor?": WHY, "Vedtakstekst": CORRECTED})
    eva.look()
    eva.press("Før rettelsen")
    eva.sees("Vedtaket er rettet. Det gamle blir stående.", "Dette er en rettelse", WHY, CORRECTED)
    eva.look("vedtak")
    assert eva.fetches("Særutskrift (PDF)").startswith(b"%PDF-")
    decision = eva.page.url
    eva.follow("Se det forrige vedtaket")
    eva.sees("Dette vedtaket er rettet", ADOPTED)
    return decision


def the_meeting_is_closed(come, address):
    eva = come("eva")
    meeting.close_and_draft_minutes(eva, address)
    eva.sees(CORRECTED)
    assert eva.fetches("PDF").startswith(b"%PDF-")
    eva.goto(address)
    eva.sees("Dette ble bestemt")
    eva.look()


def the_case_tells_it_all(come, case, programme):
    """Whoever has never seen the case can tell who decided what, when and on which mandate."""
    eva = come("eva")
    eva.goto(programme)
    eva.follow(case, inside="Saken")
    eva.is_at(case)
    eva.sees("Prioriteringsrådet", "Styringsgruppen", CORRECTED)
    eva.look("sak", "sak-390")
    eva.follow(re.compile("^Hele historien"))
    eva.sees(RECOMMENDED[:60], ADOPTED[:60], WHY, "Samordningsfunksjonen")
    eva.sees("Øygarden kommune")
    eva.look("historikk")

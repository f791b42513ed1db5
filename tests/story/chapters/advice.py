"""A forum that only advises: Osloregionen's coordination group is offered advice, never a decision."""

import re

from playwright.sync_api import expect

from tests.story.chapters import meeting

POINT_6 = "De administrative gruppene har ingen vedtaksmyndighet. De er rådgivende."
ADVICE = "Koordineringsgruppen råder styret til å vedta handlingsprogrammet (eksempel)."


def nothing_is_concluded_before_the_day(come, case):
    """The group's meeting is called, but lies ahead. It is moved to today, with a reason everybody can read."""
    thea = come("thea")
    thea.goto("/osloregionen/")
    thea.look()
    thea.goto("/osloregionen/moter/")
    thea.look()
    thea.main.get_by_role("region", name="Kommende").get_by_role(
        "link", name="Administrativ koordineringsgruppe (KG)"
    ).click()
    thea.sees(case)
    return thea.page.url


def the_meeting_is_moved_to_today(come, address, today):
    thea = come("thea")
    thea.goto(address)
    thea.follow("Flytt møtet")
    thea.write({"Ny dato": today.isoformat(), "Begrunnelse": "Styret møtes tidligere (eksempel)."})
    thea.look()
    thea.press("Flytt møtet")
    thea.sees("Møtet er flyttet")


def the_group_advises_and_cannot_decide(come, address, case):
    thea = come("thea")
    meeting.take_attendance(thea, address)
    meeting.turn_to(thea, case)
    expect(thea.main.get_by_role("radio", name=re.compile("^Råd gitt"))).to_be_visible()
    expect(thea.main.get_by_role("radio", name=re.compile("^Vedtatt"))).to_have_count(0)
    meeting.ask_for_all_the_same(thea, offered="advised", asked="adopted", words=ADVICE)
    thea.sees("punkt 6, sier", POINT_6, "har ikke rett til å gjøre vedtak")
    thea.look()
    meeting.goto_item(thea, address, case)
    meeting.conclude(thea, "Råd gitt", ADVICE)
    thea.sees("Vedtaket er ført og låst.", ADVICE)

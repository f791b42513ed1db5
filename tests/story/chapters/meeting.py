"""What the secretariat does around any meeting: plan, call, take attendance, write what was concluded."""

import re


def plan(person, partnership, forum, day):
    person.goto(f"/{partnership}/moter/nytt/")
    person.main.get_by_role("checkbox", name=forum, exact=True).check()
    person.write({"Dato": day.isoformat(), "Fra": "09:00", "Til": "12:00", "Sted": "Rådhuset (eksempel)"})
    person.press("Planlegg møte")
    person.sees("Innkallingen er ikke sendt.")


def take_up(person, case):
    """Put the case on the agenda from the queue beside it."""
    waiting = person.main.locator("form", has=person.page.get_by_role("link", name=case, exact=True))
    waiting.get_by_role("button", name="Sett på sakslisten").click()
    person.sees(case, inside="Saksliste")


def call(person):
    person.press("Send innkalling")
    person.sees("Innkallingen er sendt. Sakene har fått nummer, og papirene står fast.")


def take_attendance(person, address, *, absent=None):
    """Everybody with a seat is in the room, except one."""
    person.goto(address)
    person.follow("Før frammøte")
    person.is_at("Frammøte")
    for box in person.main.get_by_role("checkbox", disabled=False).all():
        box.check()
    if absent:
        person.main.get_by_role("checkbox", name=re.compile(rf"^{absent},")).uncheck()
    person.press("Lagre frammøtet")


def turn_to(person, case):
    """Choose the case in the list beside the run-through."""
    person.page.get_by_role("navigation", name="Saksliste").get_by_role("link", name=case).click()
    person.is_at(case)


def goto_item(person, address, case):
    person.goto(address)
    person.main.get_by_role("link", name=case).first.click()
    person.is_at(case)


def conclude(person, outcome, words, *, reservation_from=None, reservation=""):
    person.main.get_by_role("radio", name=re.compile(f"^{outcome}")).check()
    person.write({"Vedtakstekst": words})
    if reservation_from:
        party = person.main.get_by_role("listitem").filter(
            has=person.page.get_by_role("group", name=reservation_from)
        )
        party.get_by_role("radio", name="For, med forbehold").check()
        party.get_by_text("Protokolltilførsel").first.click()
        party.get_by_role("textbox").fill(reservation)
    person.press("Før vedtaket")


def ask_for_all_the_same(person, *, offered, asked, words):
    """Send an outcome the page does not offer, as an old page or a hand-made form would."""
    choice = person.main.locator(f"input[type=radio][value={offered}]")
    choice.check()
    choice.evaluate("(radio, asked) => { radio.value = asked }", asked)
    person.write({"Vedtakstekst": words})
    person.press("Før vedtaket")


def close_and_draft_minutes(person, address):
    person.goto(address)
    person.press("Avslutt møtet")
    person.sees("Møtet er avsluttet. Nå kan du skrive protokollen.")
    person.press("Lag utkast")
    person.sees("Versjon 1", "Ikke godkjent")

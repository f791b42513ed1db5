"""Before the council recommends: a party answers anew, and the leader goes on without the one that is silent."""

import re

from tests.story.chapters import meeting

REASON = "Fristen for partenes egne budsjetter er før jul (eksempel)."


def a_silent_party_stops_the_council(come, council, case):
    """The mandate asks for the affected parties' answers. The page names those who are silent."""
    eva = come("eva")
    meeting.goto_item(eva, council, case)
    eva.sees("Før saken kan avgjøres", "Statens vegvesen og Alver kommune har ikke svart på versjon 2.")
    _anchoring(eva, case)
    eva.sees("7 av 9", "Utdatert", "Ikke svart")
    eva.look()
    eva.press(re.compile("^Be om forankring"))
    eva.sees("1 part er bedt om svar.")


def a_party_answers_the_new_version(come, case):
    """It stands among the tasks of the party's clerk, and is answered on one page."""
    liv = come("liv")
    liv.goto("/miljoloftet/")
    liv.follow(re.compile("^Svar på om saken er forankret i Statens vegvesen"))
    liv.is_at("Er saken forankret hos Statens vegvesen?")
    liv.look()
    liv.main.get_by_role("radio", name="Forankret", exact=True).check()
    liv.mark("Anslaget er bekreftet")
    liv.write({"Hvem hos parten står bak svaret?": "Avdelingsdirektør (eksempel)"})
    liv.choose({"På hvilket nivå?": "Avdelings- eller kommunalsjef"})
    liv.press("Send svaret")
    liv.sees("Svaret fra Statens vegvesen er lagret.", "8 av 9")


def the_leader_goes_on_without_the_silent_one(come, case):
    """A silent party is no veto. The leader says why, and the reason stays with the case."""
    berit = come("berit")
    _anchoring(berit, case)
    berit.follow("Gå videre uten svar")
    berit.is_at("Gå videre uten svar")
    berit.sees("Alver kommune (Ikke svart)")
    berit.look()
    berit.write({"Hvorfor går forumet videre uten svar?": REASON})
    berit.press("Gå videre uten svar")
    berit.sees("Prioriteringsrådet går videre uten alle svar", REASON)


def the_minutes_say_why(come):
    come("eva").sees(REASON, "Alver kommune")


def _anchoring(person, case):
    person.goto("/miljoloftet/saker/")
    person.follow(case)
    person.follow(re.compile("^Forankring"))

"""Each party treats the programme at home. It is final when all who must have acted."""

CLERKS = {
    "frida": ("Bergen kommune", 46, 21),
    "ivar": ("Vestland fylkeskommune", 40, 25),
    "jorunn": ("Alver kommune", 43, 2),
    "maja": ("Bjørnafjorden kommune", 35, 0),
}
DEVIATION = "Kommunen vil ha Kleppevegen i gang ett år tidligere (eksempel)."
CONFIRMING = ("liv", "tor", "randi")
LAST = "Øygarden kommune"


def the_local_councils_decide(come, programme, today):
    """The clerk of each party writes what her own council decided. One council deviates, with its words."""
    for username, (party, votes_for, votes_against) in CLERKS.items():
        _open_own_row(come(username), programme, party)
        if username == "frida":
            come(username).look()
        _record(come(username), "Vedtatt", today, votes_for, votes_against)
    leif = come("leif")
    _open_own_row(leif, programme, "Askøy kommune")
    _record(leif, "Vedtatt med avvik", today, 29, 16)
    leif.sees("Et vedtak med avvik må si hva avviket er.")
    leif.write({"Forbehold eller avvik": DEVIATION})
    leif.press("Registrer")
    leif.sees(DEVIATION)


def _open_own_row(person, programme, party):
    """Only the party's own row can be written, so the page has one such link."""
    person.goto(programme)
    person.follow("Registrer vedtak")
    person.is_at(f"Registrer vedtak fra {party}")


def _record(person, outcome, day, votes_for, votes_against):
    person.main.get_by_role("radio", name=outcome, exact=True).check()
    person.write(
        {
            "Dato": day.isoformat(),
            "Ordlyd": "Handlingsprogrammet vedtas (eksempel).",
            "Stemmer for": votes_for,
            "Stemmer mot": votes_against,
        }
    )
    person.press("Registrer")


def everybody_sees_the_deviation(come, programme):
    """The secretariat, another party's clerk, an observer and a reader see the same word and the same reservation."""
    for username in ("eva", "frida", "ola", "unni"):
        reader = come(username)
        reader.goto(programme)
        reader.sees("Askøy kommune", "Vedtatt med avvik", DEVIATION)
        reader.look()


def the_state_parties_confirm(come, programme, today):
    for username in CONFIRMING:
        person = come(username)
        person.goto(programme)
        person.follow("Registrer vedtak")
        person.write({"Dato": today.isoformat(), "Ordlyd": "Bekreftet skriftlig (eksempel)."})
        person.press("Registrer")
        person.sees("Behandling hos partene")


def one_is_lacking_by_name(come, programme):
    eva = come("eva")
    eva.goto(programme)
    eva.sees(f"men ikke endelig: {LAST} mangler.", "Askøy kommune har vedtatt det med avvik.")
    eva.look("handlingsprogram")


def the_last_one_makes_it_final(come, programme, today):
    odd = come("odd")
    _open_own_row(odd, programme, LAST)
    _record(odd, "Vedtatt", today, 33, 2)
    odd.sees("Endelig. Vedtatt av Styringsgruppen", "og av alle parter som kreves.")
    odd.goto("/miljoloftet/handlingsprogram/")
    odd.look()

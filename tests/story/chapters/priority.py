"""Weighing the projects: scores by criteria, then scenarios within frames and rules."""

from playwright.sync_api import expect

from tests.story.chapters.need import NAME, PROJECT

SCORES = {
    "silje": {"Bidrag til målet": 60, "Disponible midler": 80, "Samfunnsøkonomisk nytte": 55, "Planstatus": 70},
    "geir": {"Bidrag til målet": 25, "Disponible midler": 75, "Samfunnsøkonomisk nytte": 40, "Planstatus": 70},
}
LOCKED = "Bybanen byggetrinn 4, sentrum–Fyllingsdalen"
OUTSIDE = "Bysyklar i regionsenteret"


def assessors_give_scores(come):
    """Each assessor scores by the adopted criteria, and leaves empty what she does not know."""
    for username, scores in SCORES.items():
        assessor = come(username)
        assessor.goto(f"{PROJECT}vurdering/")
        for criterion, score in scores.items():
            assessor.write(
                {"Poeng, 0 til 100": score, "Begrunnelse": f"Skjønn, {score} (eksempel)"}, inside=criterion
            )
        if username == "silje":
            assessor.look()
        assessor.press("Lagre vurderingen")


def the_matrix_shows_spread_and_what_is_missing(come):
    eva = come("eva")
    eva.goto(f"{PROJECT}vurdering/")
    eva.sees("2 har vurdert prosjektet.", "«Bidrag til målet», med 35 poeng", "mangler")
    eva.goto("/miljoloftet/portefolje/vurderinger/")
    eva.is_at("Vurderinger")
    eva.sees(NAME, "poeng mangler")
    eva.look("vurderinger")
    eva.goto("/miljoloftet/portefolje/kriterier/")
    eva.look()


def the_secretariat_makes_a_scenario(come, year):
    """One project is locked, one held outside with a reason, and one focus area is promised a share."""
    eva = come("eva")
    eva.goto("/miljoloftet/portefolje/scenarioer/")
    eva.look()
    eva.follow("Nytt scenario")
    eva.write({"Navn": "Balansert", "Gange og sykkel": "5"})
    eva.choose({"Forutsetninger": f"Eksempelforutsetninger {year}"})
    _rule(eva, LOCKED, "låst inn", "Bygging pågår (eksempel)")
    _rule(eva, OUTSIDE, "holdt utenfor", "Kommunen vil vente (eksempel)")
    eva.look()
    eva.press("Lagre")
    eva.sees("Ikke beregnet ennå")
    return eva.page.url


def _rule(person, project, rule, reason):
    person.choose({f"Regel for {project}": rule})
    person.write({f"Begrunnelse for {project}": reason})


def it_is_calculated_with_reasons(come, scenario, year):
    """The verdict comes first, then the frames, and every project says why it is in or out."""
    eva = come("eva")
    eva.goto(scenario)
    eva.press("Beregn")
    eva.sees("I forslaget", "Utenfor forslaget", "marginalliste", "Innenfor")
    eva.sees("Bygging pågår (eksempel)", f"Hviler på Eksempelforutsetninger {year}")
    expect(eva.main.get_by_role("row", name=LOCKED).first).to_contain_text("Låst inn")
    eva.main.get_by_text("Hvorfor hvert prosjekt er inne eller ute").first.click()
    eva.sees("Kommunen vil vente (eksempel)")
    eva.look("prioritere")


def robustness_is_told_when_the_parties_disagree(come, scenario):
    """Each party has weights of its own; what holds whatever they are is told apart from what hangs on them."""
    eva = come("eva")
    eva.goto(scenario)
    eva.press("Regn ut robusthet")
    eva.sees("Alltid inne", "bevist", "Hva planen koster hver part")
    eva.look("robusthet")


def an_impossible_scenario_says_what_stops_it(come, year):
    """A share nobody can fill is refused before anything is calculated; one that breaks the frames, after."""
    eva = come("eva")
    _new_scenario(eva, year, "Halvparten til teknologi", {"Miljøvennlig teknologi og innovasjon": "50"})
    eva.press("Beregn")
    eva.sees("Minsteandelen for Miljøvennlig teknologi og innovasjon kan ikke holdes")
    _new_scenario(eva, year, "Halvparten til sykkel", {"Gange og sykkel": "50"}, locked=LOCKED)
    eva.press("Beregn")
    eva.sees("Dette gjør at scenarioet ikke kan løses", "Gange og sykkel", LOCKED)
    eva.look()


def _new_scenario(person, year, name, shares, *, locked=None):
    person.goto("/miljoloftet/portefolje/scenarioer/nytt/")
    person.write({"Navn": name, **shares})
    person.choose({"Forutsetninger": f"Eksempelforutsetninger {year}"})
    if locked:
        _rule(person, locked, "låst inn", "Bygging pågår (eksempel)")
    person.press("Lagre")


def it_is_frozen_and_sent_as_a_case(come, scenario, case):
    """The forum reads the scenario as it was calculated that day. A draft programme is made of it."""
    eva = come("eva")
    eva.goto(scenario)
    eva.follow("Send som sak")
    eva.choose({"Sak": case})
    eva.look()
    eva.press("Frys og send")
    eva.is_at("Balansert")
    eva.sees("Frosset", "Kontrollsum SHA-256")
    eva.look()
    eva.press("Lag handlingsprogram av forslaget")
    eva.is_at(case)
    eva.sees("Utkast. Ingen forum har vedtatt programmet.")
    return eva.page.url

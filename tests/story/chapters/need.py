"""From a need to a sheet that the priority council can weigh."""

PROJECT = "/miljoloftet/prosjekter/P017/"
NAME = "Sykkelparkering i regionsenteret"
LAST_POINT = "Byggherren har bekreftet kostnad og tidsplan."
NEED = "Syklister i regionsenteret har ingen trygg plass for sykkelen nær bussen (eksempel)."
RETURNED = "Behovet er ikke beskrevet, og sjekklisten er tom (eksempel)."


def an_empty_sheet_is_sent_back(come):
    """The coordinating forum sends the sheet back one step, and must say why."""
    eva = come("eva")
    eva.goto(f"{PROJECT}svar/")
    eva.mark("Send tilbake ett steg")
    eva.press("Lagre svaret")
    eva.sees("Et ark som sendes tilbake, må ha en begrunnelse.")
    eva.look()
    eva.write({"Begrunnelse": RETURNED})
    eva.press("Lagre svaret")
    eva.is_at(NAME)
    eva.sees(RETURNED)


def the_owner_sees_what_is_missing(come, year):
    """The project's owner opens it from his own page and reads what it lacks."""
    vidar = come("vidar")
    vidar.goto("/miljoloftet/")
    vidar.is_at("Dette trenger deg")
    vidar.sees("prosjektark")
    vidar.look()
    vidar.goto(PROJECT)
    vidar.is_at(NAME)
    vidar.sees("Samordningsfunksjonen", RETURNED)
    vidar.sees("15 mangler", inside="Hvor fullt arket er")


def two_write_at_once_and_nothing_is_lost(come, year):
    """A colleague saves while the owner writes. The owner is shown both, and saves again."""
    vidar, silje = come("vidar"), come("silje")
    vidar.goto(PROJECT)
    vidar.follow("Rediger arket")
    vidar.is_at(f"Prosjektark: {NAME}")
    _write_the_whole_sheet(vidar, year)

    silje.goto(f"{PROJECT}ark/")
    silje.write({"Behov": "Sykler blir stjålet ved bussterminalen (eksempel).", "Byggherre": "Øygarden kommune"})
    silje.press("Lagre ny versjon")
    silje.sees("Versjon 2 av arket er lagret.")

    vidar.press("Lagre ny versjon")
    vidar.sees("lagret versjon 2 av arket mens du skrev", "Ingenting er tapt.")
    vidar.sees("Sykler blir stjålet", NEED, inside="Dette er skrevet av to")
    vidar.look()
    vidar.write({"Behov": f"{NEED} Sykler blir stjålet ved bussterminalen (eksempel)."})
    vidar.press("Lagre ny versjon")
    vidar.sees("Versjon 3 av arket er lagret.", NEED)


def _write_the_whole_sheet(person, year):
    person.write(
        {
            "Behov": NEED,
            "Bidrag til målet": "Flere kan sykle til bussen i stedet for å kjøre. Skjønn (eksempel).",
            "Tidligste oppstart (år)": year + 1,
            "Ferdig (år)": year + 1,
            "Kostnadsanslag": "0,8",
            "Prisår": year,
            "Hvem har laget anslaget": "Øygarden kommune (eksempel)",
            "Anslagets dato": f"{year}-01-15",
            f"Lokale midler {year + 1}": "0,8",
            "Begrunnelse for samfunnsnytte": "Mange korte reiser (eksempel).",
            "Begrunnelse for risiko": "Grunnen er kommunens egen (eksempel).",
            "Hva er endret?": "Hele arket er fylt ut",
        }
    )
    person.choose(
        {
            "Fase": "Utredning",
            "Hva beløpet gjelder": "Totalkostnad",
            "Mva.": "Uten mva.",
            "Sikkerhet i anslaget": "P50, styringsramme",
            "Samfunnsnytte": "Høy",
            "Risiko": "Lav",
        }
    )
    for point in person.main.get_by_role("group", name="Sjekkliste").get_by_role("combobox").all():
        point.select_option(label="Ja")
    person.choose({LAST_POINT: "Ikke svart"})


def one_unanswered_point_stops_it(come):
    """The leader of the working group puts the sheet forward, but one point is open. She answers it herself."""
    silje = come("silje")
    silje.goto(PROJECT)
    silje.follow("Hva mangler før det kan legges fram?")
    silje.sees("Delen «Sjekkliste» mangler noe", "1 punkt er ikke besvart", "Arbeidsgruppe Vest")
    silje.look()
    silje.follow("Fyll ut")
    silje.choose({LAST_POINT: "Ja"})
    silje.write({"Hva er endret?": "Byggherren har bekreftet"})
    silje.press("Lagre ny versjon")
    silje.sees("Versjon 4 av arket er lagret.")


def the_leader_puts_it_before_the_coordinators(come):
    silje = come("silje")
    silje.goto(PROJECT)
    silje.follow("Legg fram")
    silje.sees("Samordningsfunksjonen")
    silje.press("Legg fram for Samordningsfunksjonen")
    silje.is_at(NAME)
    silje.sees("Til behandling i Samordningsfunksjonen")


def the_coordinators_send_it_on(come):
    """The sheet lacks an owner. Only the secretariat can set it; then the sheet goes to the priority council."""
    eva = come("eva")
    _answer_that_it_goes_on(eva)
    eva.sees("mangler noe som må være på plass før steget «prioritere og balansere»: Prosjekteier")
    eva.goto(f"{PROJECT}tilhorighet/")
    eva.choose({"Prosjekteier": "Øygarden kommune"})
    eva.look()
    eva.press("Lagre")
    _answer_that_it_goes_on(eva)
    eva.is_at(NAME)
    eva.sees("Prioriteringsrådet")
    eva.look("prosjektark")


def _answer_that_it_goes_on(person):
    person.goto(f"{PROJECT}svar/")
    person.mark("Send videre til neste steg")
    person.press("Lagre svaret")


def the_board_shows_it_two_steps_on(come):
    eva = come("eva")
    eva.goto("/miljoloftet/portefolje/tavle/")
    eva.sees(NAME)
    eva.look("tavle")
    eva.goto("/miljoloftet/portefolje/")
    eva.look()

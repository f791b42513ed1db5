"""Chapter: a new secretary creates a partnership from the template, and makes it its own."""

import re

PARTIES = """Nord kommune (eksempel)
Sør kommune (eksempel);bystyret
Eksempel fylkeskommune
Statens vegvesen
Eksempeldirektoratet"""


def she_begins_from_the_front_page(nina):
    nina.goto("/")
    nina.look()
    nina.follow("Nytt samarbeid")
    nina.is_at("Avtalen")
    nina.look()


def she_names_the_agreement(nina, year):
    nina.mark("Byvekstavtale")
    nina.write(
        {
            "Navn på samarbeidet": "Nordbyen (eksempel)",
            "Avtale": "Byvekstavtale for Nordbyen (eksempel)",
            "Avtalen gjelder fra": f"{year}-01-01",
            "Avtalen gjelder til": f"{year + 9}-12-31",
        }
    )
    nina.press("Videre til partene")
    nina.is_at("Partene")


def she_pastes_the_parties(nina):
    nina.write({"Lim inn flere": PARTIES})
    nina.press("Legg linjene i tabellen")
    nina.look()
    nina.press("Videre til forumene")
    nina.is_at("Forumene")


def she_chooses_the_forums(nina):
    nina.write({"Navn på Prioriteringsrådet": "Porteføljerådet"})
    nina.unmark("Ta med Politisk styringsgruppe")
    nina.look()
    nina.press("Videre til sekretariatet")
    nina.is_at("Sekretariatet")
    nina.look()
    nina.write({"Stilling": "daglig leder"})
    nina.press("Videre til oppsummeringen")


def she_looks_it_over_and_creates_it(nina):
    nina.is_at("Se over og opprett")
    nina.sees("Eksempel fylkeskommune", "Porteføljerådet", "Du selv")
    nina.look("nytt-samarbeid")
    nina.press("Opprett samarbeidet")
    nina.sees("Nordbyen (eksempel) er opprettet.", "Kom i gang")
    nina.sees("Vedta mandatene", "Gi partene plass", inside="Kom i gang")
    nina.look("kom-i-gang")


def she_writes_its_lists(nina):
    nina.follow("Satsingsområder", inside="Kom i gang")
    nina.is_at("Områder og satsing")
    nina.follow("Ny versjon av satsingsområdene")
    nina.look()
    nina.write({"Satsingsområde": "Gange og sykkel"})
    nina.press("Lagre utkastet")
    nina.sees("Utkastet er skrevet.", "Gange og sykkel")
    nina.follow("Hjem")
    nina.follow("Kilder", inside="Kom i gang")
    nina.is_at("Tilpass samarbeidet")
    nina.follow("Endre kildene")
    nina.look()
    nina.write({"Navn, rad 1": "Statlige midler", "Navn, rad 2": "Bompenger", "Navn, rad 3": "Lokale midler"})
    nina.press("Lagre kildene")
    nina.sees("Bompenger")


def she_adds_a_working_group(nina):
    nina.follow("Nytt forum")
    nina.look()
    nina.write({"Navn": "Arbeidsgruppe Nord"})
    nina.choose(
        {"Forbereder saker for": "Samordningsfunksjonen", "Forumet som vedtar mandatet": "Styringsgruppen"}
    )
    nina.press("Opprett forumet")
    nina.is_at("Arbeidsgruppe Nord")


def a_forum_in_use_does_not_end(nina):
    nina.follow("Organisering")
    nina.follow("Tilpass")
    nina.follow("Endre eller avslutt Samordningsfunksjonen")
    nina.press("Avslutt forumet")
    nina.sees("Samordningsfunksjonen er en stasjon i den vanlige saksgangen for", "forbereder saker for")
    nina.look()
    nina.write({"Navn": "Samordningsgruppen"})
    nina.press("Lagre")
    nina.sees("Samordningsgruppen er lagret.")


def she_changes_the_usual_road(nina):
    nina.follow(re.compile("^Annen sak.*endre$"))
    nina.look()
    nina.choose({"Hvor": "Samordningsgruppen"}, inside="Stasjon 1")
    nina.choose({"Det bes om": "råd"}, inside="Stasjon 1")
    nina.choose({"Hvor": "Styringsgruppen"}, inside="Stasjon 2")
    nina.choose({"Det bes om": "vedtak"}, inside="Stasjon 2")
    nina.press("Lagre sakstypen")
    nina.sees("Samordningsgruppen (råd) → Styringsgruppen (vedtak)")
    nina.look()


def she_sees_what_is_different_and_takes_one_point_back(nina):
    nina.follow("Se hva som er forskjellig fra malen")
    nina.sees("Porteføljerådet", "Prioriteringsrådet", "Bare hos oss", "Vår egen tilpasning")
    nina.look("forskjeller-fra-malen")
    nina.press(re.compile("Ta over.*: Samordningsgruppen, Navn"))
    nina.sees("malens ord er tatt over.")


def she_gives_the_first_party_a_seat(nina):
    nina.follow("Hjem")
    nina.follow("Gi plass", inside="Kom i gang")
    nina.write({"Navn på ny person": "Lars, ordfører (eksempel)"})
    nina.choose({"Part": "Nord kommune (eksempel)"})
    nina.press("Gi plass")
    nina.follow("Hjem")
    nina.sees("1 av 5 parter har noen som snakker for seg", inside="Kom i gang")
    nina.look()

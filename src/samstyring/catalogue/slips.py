"""What can be wrong with a template file, in words a person who writes one can act on."""

import re
from pathlib import Path
from typing import Final

from .words import Words

SLIPS: Final = {
    "not-toml": Words(
        nb="Filen er ikke gyldig TOML, se {where}.",
        nn="Fila er ikkje gyldig TOML, sjå {where}.",
        en="The file is not valid TOML, see {where}.",
    ),
    "not-text": Words(
        nb="Filen er ikke tekst i UTF-8.", nn="Fila er ikkje tekst i UTF-8.", en="The file is not UTF-8 text."
    ),
    "unreadable": Words(nb="Filen kan ikke leses.", nn="Fila kan ikkje lesast.", en="The file cannot be read."),
    "no-folder": Words(nb="Mappen finnes ikke.", nn="Mappa finst ikkje.", en="The folder is not there."),
    "not-a-table": Words(
        nb="Her skal det stå en tabell.", nn="Her skal det stå ein tabell.", en="There should be a table here."
    ),
    "not-a-list": Words(
        nb="Her skal det stå en liste.", nn="Her skal det stå ei liste.", en="There should be a list here."
    ),
    "unknown-key": Words(
        nb="Nøkkelen finnes ikke i {shape}.",
        nn="Nøkkelen finst ikkje i {shape}.",
        en="This is not a key of {shape}.",
    ),
    "missing": Words(nb="Nøkkelen mangler.", nn="Nøkkelen manglar.", en="The key is missing."),
    "no-words": Words(
        nb="Ordene mangler på ett av språkene nb, nn og en.",
        nn="Orda manglar på eitt av språka nb, nn og en.",
        en="The words are missing in one of the languages nb, nn and en.",
    ),
    "wrong-sort": Words(
        nb="Verdien {found} er av feil slag; den skal være {wanted}.",
        nn="Verdien {found} er av feil slag; han skal vere {wanted}.",
        en="The value {found} is of the wrong sort; it should be {wanted}.",
    ),
    "unknown-code": Words(
        nb="Verdien {found} er ikke en av disse: {codes}.",
        nn="Verdien {found} er ikkje ein av desse: {codes}.",
        en="The value {found} is not one of these: {codes}.",
    ),
    "not-the-file": Words(
        nb="Nøkkelen «{found}» er ikke det samme som navnet på filen.",
        nn="Nøkkelen «{found}» er ikkje det same som namnet på fila.",
        en="The key {found} is not the name of the file.",
    ),
    "no-source": Words(
        nb="Filen sier ikke hvor innholdet kommer fra.",
        nn="Fila seier ikkje kvar innhaldet kjem frå.",
        en="The file does not say where its content comes from.",
    ),
    "not-newer": Words(
        nb="Versjon {version} er ikke nyere enn versjon {known}, som alt finnes.",
        nn="Versjon {version} er ikkje nyare enn versjon {known}, som alt finst.",
        en="Version {version} is not newer than version {known}, which is here already.",
    ),
    "unknown-reference": Words(
        nb="Det finnes ingen «{found}».", nn="Det finst ingen «{found}».", en="There is no {found}."
    ),
    "twice": Words(
        nb="«{found}» står to ganger.", nn="«{found}» står to gonger.", en="{found} stands there twice."
    ),
    "local-has-forum": Words(
        nb="Partenes egen behandling har ikke noe forum.",
        nn="Partane si eiga handsaming har ikkje noko forum.",
        en="The parties' own treatment has no forum.",
    ),
    "not-permitted": Words(
        nb="Mandatet til {forum} åpner ikke for {purpose}.",
        nn="Mandatet til {forum} opnar ikkje for {purpose}.",
        en="The mandate of {forum} does not permit {purpose}.",
    ),
    "quorum": Words(
        nb="Her skal det stå enten parties eller share, og ikke begge.",
        nn="Her skal det stå anten parties eller share, og ikkje begge.",
        en="There should be either parties or share here, and not both.",
    ),
    "share": Words(
        nb="Andelen skal være over 0 og ikke over 1.",
        nn="Delen skal vere over 0 og ikkje over 1.",
        en="The share should lie above 0 and not above 1.",
    ),
    "anchors": Words(
        nb="Ankrene skal stå på 0, 25, 50, 75 og 100.",
        nn="Ankera skal stå på 0, 25, 50, 75 og 100.",
        en="The anchors should stand at 0, 25, 50, 75 and 100.",
    ),
    "weights": Words(
        nb="Alle kriteriene skal ha vekt, til sammen 1, eller ingen av dem.",
        nn="Alle kriteria skal ha vekt, til saman 1, eller ingen av dei.",
        en="All criteria have weights that sum to 1, or none of them has.",
    ),
    "ends-early": Words(
        nb="Slutten kommer ikke etter starten.",
        nn="Slutten kjem ikkje etter starten.",
        en="The end does not come after the start.",
    ),
}

SORTS: Final = {
    str: Words(nb="tekst", nn="tekst", en="text"),
    int: Words(nb="et helt tall", nn="eit heilt tal", en="a whole number"),
    float: Words(nb="et tall", nn="eit tal", en="a number"),
    bool: Words(nb="true eller false", nn="true eller false", en="true or false"),
}
DATE: Final = Words(nb="en dato", nn="ein dato", en="a date")
PLACE: Final = re.compile(r"at line (\d+), column (\d+)")
END: Final = Words(nb="slutten av filen", nn="slutten av fila", en="the end of the file")
AT_LINE: Final = Words(
    nb="linje {line}, tegn {column}", nn="linje {line}, teikn {column}", en="line {line}, character {column}"
)


class CatalogueError(ValueError):
    """A template file says something that cannot be used: which file, which key, and what is wrong."""

    def __init__(self, file: Path | str, key: str, code: str, **facts: object) -> None:
        self.file, self.key, self.code, self.facts = str(file), key, code, facts
        super().__init__(self.sentence("en"))

    @property
    def name(self) -> str:
        """The last two parts of the file's path: `gates/byregion.toml`."""
        return "/".join(Path(self.file).parts[-2:])

    def sentence(self, language: str = "nb") -> str:
        """One sentence with the file, the key or the line, and what is wrong."""
        facts = {
            name: value.in_language(language) if isinstance(value, Words) else value
            for name, value in self.facts.items()
        }
        told = SLIPS[self.code].in_language(language).format(**facts)
        where = f"{self.name}, {self.key}" if self.key else self.name
        return f"{where}: {told}"


def place_in(error: Exception) -> Words:
    """Where in a file a TOML error is."""
    found = PLACE.search(str(error))
    if found is None:
        return END
    line, column = found.groups()
    return Words(*(AT_LINE.in_language(one).format(line=line, column=column) for one in ("nb", "nn", "en")))

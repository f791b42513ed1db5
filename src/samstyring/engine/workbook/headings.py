"""The names of the sheets and columns of the engine's workbooks, and the words that stand in their cells.

They are in bokmål, as the workbook of the project sheets, and a column that means the same there has
the same name.
"""

from __future__ import annotations

from typing import Final

FACTS: Final = "Fakta"
CRITERIA: Final = "Kriterier"
FRAMES: Final = "Rammer"
PROJECTS: Final = "Prosjekter"
DEPENDENCIES: Final = "Avhengigheter"
EXCLUSIONS: Final = "Utelukker hverandre"
SHARES: Final = "Minsteandeler"
OWNERS: Final = "Byggherrer"
CAPS: Final = "Tak"
MATCHING: Final = "Medfinansiering"
NEEDED_SHEETS: Final = (FACTS, CRITERIA, FRAMES, PROJECTS)
SHEETS: Final = (*NEEDED_SHEETS, DEPENDENCIES, EXCLUSIONS, SHARES, OWNERS, CAPS, MATCHING)
# People may keep these beside the others; they are not read.
NOTES_SHEETS: Final = ("Merknader", "Veiledning")
NOTES_COLUMNS: Final = ("Prosjekt", "Merknad", "Forklaring")

FIELD: Final = "Felt"
VALUE: Final = "Verdi"
EXPLANATION: Final = "Forklaring"
FORMAT_FACT: Final = "Format"
UNIT: Final = "Enhet"
DELAY: Final = "Forsinkelsesfaktor"
TAIL: Final = "År etter programmet"
SIZE_POLICY: Final = "Hva størrelsen er"
SCORE_POLICY: Final = "Poeng med intervall teller"
CORRELATION: Final = "Samvariasjon mellom kostnader"

CRITERION: Final = "Kriterium"
WEIGHT: Final = "Vekt"
RANK: Final = "Rang"

SOURCE: Final = "Finansieringskilde"
CARRY: Final = "Kan overføres til neste år"

KEY: Final = "Nummer"
FOCUS: Final = "Satsingsområde"
AREA: Final = "Område"
OWNER: Final = "Byggherre"
EARLIEST: Final = "Tidligste oppstart"
LATEST: Final = "Seneste oppstart"
SIZE: Final = "Størrelse"
MUST_START: Final = "Må starte"
LOCKED: Final = "Låst til oppstart"
EXCLUDED: Final = "Holdes utenfor"
FROZEN: Final = "Vedtatt oppstart"
DISTRIBUTION: Final = "Kostnadsfordeling"
POINTS: Final = {"p50": "P50", "p85": "P85", "low": "Lavest", "likely": "Mest sannsynlig", "high": "Høyest"}
SCORE_OF: Final = "Poeng: "
PAID_BY: Final = "Finansieringskilde: "
COST: Final = "Kostnad {}. år"

REQUIRES: Final = "Avhenger av (nummer)"
LAG: Final = "År imellom"
GROUP: Final = "Gruppe"
DIMENSION: Final = "Hva"
SHARE: Final = "Andel"
MONEY_PER_YEAR: Final = "Mest kostnad per år"
STARTS_PER_YEAR: Final = "Flest oppstarter per år"
TOTAL: Final = "Mest i alt"
PER_YEAR: Final = "Mest per år"
FOLLOWS: Final = "Kilden som følger etter"
FOLLOWED: Final = "Kilden som følges"

YES: Final = "ja"
NO: Final = "nei"
DIMENSIONS: Final = {"area": AREA, "focus": FOCUS}
POLICIES: Final = {"midpoint": "midten", "low": "laveste", "high": "høyeste"}
KINDS: Final = {"lognormal": "lognormal", "triangular": "trekant", "pert": "pert"}

"""The method's own test vectors, and where the published figures lie."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parents[4] / "shared/data/byindeks"
needs_published = pytest.mark.skipif(
    not SHARED.exists(), reason=f"the published figures are not in {SHARED}: their licence keeps them out of here"
)

# Facts: volumes of light vehicles 2018 and 2019 at Nord-Jæren's points, as published by Statens vegvesen.
NORD_JAEREN = {
    "Auglend": (18240316, 17711062),
    "Hillevågtunnelen": (4537545, 4299562),
    "Hillevåg/Skjæring": (4091491, 4005374),
    "Austråttunnelen": (3283289, 3568922),
    "Oalsgata": (4414006, 4325932),
    "Bråstein": (4999587, 5069915),
    "Folkvord bru": (6180791, 6237665),
    "E39/Somaveien": (16093922, 15499351),
    "Storhaugtunnelen": (4046269, 3874997),
    "Finnestad": (5097156, 4913842),
    "Sundekrossen": (4377625, 4385002),
    "Rege": (2343122, 2473622),
    "Møllebukta": (3062990, 3104086),
    "Bærheim": (1003619, 967215),
    "Joabakken": (3076456, 3437316),
    "Strandgata nord": (2660005, 2074888),
    "Hana ved Rovik": (2542010, 1980145),
    "Sola n. ved Arabergv.": (4268794, 4512064),
    "Bybrua sør": (3873389, 3606628),
    "Randabergveien": (3199620, 2659509),
    "Siddishallen": (7102869, 6959627),
}
# Buskerudbyen, 36 months to December 2025: means of light vehicles a day in 2016 and in the window.
BUSKERUDBYEN = (
    (25399.90909090909, 26606.34722222222),
    (21616.90909090909, 22592.94444444445),
    (16658.25, 16553),
    (16420.5, 17390.68055555555),
    (3798.666666666667, 3906.444444444444),
    (10439.41666666667, 9882.861111111112),
    (9889, 9979.916666666666),
    (6983.5, 7020.25),
    (18518, 17268.55555555555),
    (17874.3, 18743.08333333333),
    (9732, 8478.055555555555),
    (3637.8, 3790.166666666667),
    (16477.5, 18065.58333333333),
)
# Bergen's links of one year, 2018 to 2025: index, and standard error in percentage points.
BERGEN = (
    (0.9832, 0.507352),
    (0.92, 0.983799),
    (1.0556, 0.407839),
    (1.0355, 0.925055),
    (1.0119, 0.565559),
    (0.9997, 0.538750),
    (1.0215, 0.277982),
)


def vectors() -> dict[str, dict[str, object]]:
    return json.loads((SHARED / "vectors.json").read_text(encoding="utf-8"))

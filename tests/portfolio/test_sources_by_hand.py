"""Twenty drawn rows of the real list, read by hand against the page each of them names.

What stands here was written from the pages, not from the list. docs/kontroll-av-kilder.md tells where they disagree.
"""

import csv
import random
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LIST = ROOT.parent / "shared" / "data" / "real" / "projects.csv"
PAGE = (ROOT / "docs" / "kontroll-av-kilder.md").read_text()
NOT_TOLD = ""

# What the page says, in the fields of the list. A field that the page is silent about is left out, or empty where
# the page says in so many words that it does not know.
SAID = {
    "P031": {"name": "Natlandsveien–Nord-Wiers Jensens vei–Hagerupsvei", "status_raw": "Ny, oppstart senere i perioden"},
    "P080": {"municipality": "Porsgrunn", "status_raw": "Overskridelse 127 mill."},
    "P074": {"status_raw": "Prosjektering/grunnerverv (samlet omtale i HP)", "amount_mnok": NOT_TOLD},
    "P017": {"municipality": "Øygarden", "status_raw": "Ny i HP", "amount_mnok": "0.8"},
    "P052": {"owner": NOT_TOLD, "start_raw": "Vår 2011", "finish_raw": "Høst 2011", "amount_mnok": "3.8",
             "funding_sources": "Miljøpakken 2,1", "status_raw": "Ferdig"},
    "P082": {"type": "Gang- og sykkelveg", "status_raw": NOT_TOLD, "municipality": "Skien"},
    "P065": {"amount_mnok": "227", "status_raw": "Bygges 2017", "amount_basis": "Årsbevilgning 2017"},
    "P085": {"owner": NOT_TOLD, "status_raw": "Forberedende arbeid 2023"},
    "P079": {"finish_raw": "årsskiftet 2018/19", "municipality": "Skien"},
    "P009": {"name": "Kv1027 Fortau langs Gymnasvegen", "programme": "HP 2022-2025"},
    "P034": {"owner": NOT_TOLD, "funding_sources": "Statlige midler (samlet 416 mill. i 2020)"},
    "P075": {"note": "plan 2014/2015 vedtatt, 2019 ikke vedtatt", "status_raw": "Reguleringsplaner vedtatt 15. juni 2023",
             "owner": "Østfold fylkeskommune (tidl. Viken)"},
    "P030": {"name": "Åsane terminal–Morvik", "status_raw": "Ny, oppstart senere i perioden"},
    "P055": {"amount_mnok": "7.9", "finish_raw": "Sommer 2011", "type": "Sykkel",
             "funding_sources": "Miljøpakken 3,8;øvrige riksvegmidler 4,1"},
    "P020": {"amount_mnok": "209.5", "owner": "Vestland fylkeskommune (planfremmer)", "programme": "HP 2025-2028",
             "status_raw": "2. gangs planbehandling i bystyret januar 2025"},
    "P071": {"owner": NOT_TOLD, "status_raw": "Snart byggestart (nov. 2022)"},
    "P054": {"amount_mnok": "35", "start_raw": "2011", "finish_raw": "2014", "note": "ca. 550 m"},
    "P011": {"municipality": "Alver", "programme": "HP 2022-2025"},
    "P026": {"status_raw": "Videreført", "note": "tidligere bevilget"},
    "P066": {"amount_mnok": "16", "status_raw": "Realiseres"},
}  # fmt: skip
DISAGREE = {
    ("P031", "name"), ("P052", "owner"), ("P082", "type"), ("P082", "status_raw"), ("P085", "owner"),
    ("P079", "finish_raw"), ("P034", "owner"), ("P075", "note"), ("P075", "status_raw"), ("P071", "owner"),
}  # fmt: skip
UNREAD = {"P002", "P025", "P086", "P003", "P007", "P024"}


@pytest.fixture(scope="module")
def rows():
    if not LIST.exists():
        pytest.skip(
            "The list of real projects is not beside the repository, so it is not held against its sources."
        )
    with LIST.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_the_rows_are_those_that_the_draw_gave(rows):
    draw = random.Random(3)
    first = draw.sample(rows, 20)
    after = draw.sample([row for row in rows if row not in first], 8)
    drawn = [row["id"] for row in first + after]
    assert [key for key in drawn if key not in UNREAD][:20] == [key for key in drawn if key in SAID]
    assert len(SAID) == 20


def test_the_list_says_what_the_pages_say_apart_from_what_is_told(rows):
    listed = {row["id"]: row for row in rows}
    found = {
        (key, field) for key, said in SAID.items() for field, words in said.items() if listed[key][field] != words
    }
    assert found == DISAGREE


def test_every_disagreement_is_told_on_the_page():
    told = dict(re.findall(r"^\| (P\d{3}) \| .+ \| (lik|uenig: [^|]+) \|$", PAGE, re.M))
    assert set(told) == set(SAID)
    assert {key for key, words in told.items() if words != "lik"} == {key for key, _field in DISAGREE}


def test_no_amount_is_among_the_disagreements():
    assert not {field for _key, field in DISAGREE} & {"amount_mnok", "price_year", "vat", "of_which_previous_mnok"}

"""Published workbooks are computed anew: they agree to the last digit, or are refused with a sentence."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from datetime import datetime

import openpyxl
import pytest

from samstyring.engine.commands import main
from samstyring.engine.traffic_index.area import area_index
from samstyring.engine.traffic_index.control import Control, control
from samstyring.engine.traffic_index.published import AREA_COLUMNS, AREAS, POINT_COLUMNS, POINTS, UNREADABLE, read
from samstyring.engine.traffic_index.refusal import NotComputable
from samstyring.engine.workbook.cells import MOST_COLUMNS, WHY

from .things import BUSKERUDBYEN, SHARED, needs_published


def of(city: str) -> Control:
    return control(read((SHARED / f"tallmateriale_{city}.xlsx").read_bytes()))


@needs_published
@pytest.mark.parametrize(("city", "windows", "uncheckable"), [("8952", 130, 65), ("1952", 178, 89)])
def test_every_published_window_of_bergen_and_buskerudbyen_comes_out_the_same(city, windows, uncheckable):
    found = of(city)
    assert (len(found.of("equal")), len(found.of("uncheckable"))) == (windows, uncheckable)
    assert len(found.windows) == windows + uncheckable
    assert found.refusal == ""
    assert all(found.largest[name] < 1e-12 for name in ("index", "p", "n_eff", "sd", "se"))
    assert max(found.largest["lower"], found.largest["upper"]) <= 0.05 + 1e-9
    assert {one.window[0] for one in found.of("uncheckable")} == {"24_months"}
    assert "ikke kontrollerbar" in found.of("uncheckable")[0].why


@needs_published
def test_nedre_glomma_is_refused_since_its_points_are_those_of_nord_jaeren():
    found = of("18952")
    assert found.refusal == (
        "Punktene og områdeverdiene i arbeidsboken hører ikke sammen i 17 av 17 vinduer som kan kontrolleres: "
        "i 12 måneder til 2024-12 er områdeverdien −2,31 % laget av 18 punkter, mens arket har 16 punkter, som gir 5,19 %. "
        "Ingenting er lest inn; be den som har gitt ut arbeidsboken, om å rette den."
    )
    assert len(found.without_area) == 137


# Workbooks of our own


def book(change: Callable[[openpyxl.Workbook], None] | None = None, *, decimals: int | None = None) -> bytes:
    """Buskerudbyen's window to December 2025, as the official workbook has it."""

    def kept(amount: float) -> float:
        return amount if decimals is None else round(amount, decimals)

    value = area_index(*zip(*BUSKERUDBYEN, strict=True))
    made = openpyxl.Workbook()
    points = made.active
    points.title = POINTS
    points.append(list(POINT_COLUMNS))
    for number, (base, calc) in enumerate(BUSKERUDBYEN):
        points.append(
            [f"T{number}", f"Punkt {number}", datetime(2025, 12, 1), kept(base), kept(calc), "36_months"]
        )
    areas = made.create_sheet(AREAS)
    areas.append(list(AREA_COLUMNS))
    figures = [kept(one) for one in (value.index, value.p, value.n, value.n_eff, value.sd, value.se)]
    limits = [round(value.lower, 1), round(value.upper, 1)]
    areas.append([*figures, *limits, "2016 - (jan 2023 - des 2025)", datetime(2025, 12, 1), "36_months"])
    if change:
        change(made)
    content = io.BytesIO()
    made.save(content)
    return content.getvalue()


def test_a_workbook_that_agrees():
    found = control(read(book()))
    assert [one.state for one in found.windows] == ["equal"]


@pytest.mark.parametrize("decimals", [2, 1, 0])
def test_a_rounded_copy_differs_by_rounding_and_says_so(decimals):
    found = control(read(book(decimals=decimals)))
    assert [one.state for one in found.windows] == ["rounded"]
    assert "avrundet" in found.windows[0].why
    assert found.refusal == ""


@pytest.mark.parametrize(
    ("sheet", "cell", "value", "words"),
    [
        (POINTS, "E3", 30000, "mens punktene gir"),
        (AREAS, "B2", 1.7, "områdeverdien 1,70 %, mens punktene gir 1,60 %"),
        (AREAS, "C2", 14, "laget av 14 punkter, mens arket har 13 punkter"),
        (AREAS, "H2", 5.9, "upper skiller"),
        (POINTS, "A3", "T0", "er det samme som punkt 1"),
        (POINTS, "D3", 0, "trafikken i referansen er 0"),
    ],
)
def test_points_that_do_not_make_the_value_are_refused(sheet, cell, value, words):
    def change(made):
        made[sheet][cell] = value

    found = control(read(book(change)))
    assert [one.state for one in found.windows] == ["mismatch"]
    assert words in found.refusal
    assert found.refusal.endswith("om å rette den.")


@pytest.mark.parametrize("decimals", [1, 0])
def test_rounding_does_not_hide_a_wrong_value(decimals):
    def change(made):
        made[AREAS]["B2"] = 4.0

    assert control(read(book(change, decimals=decimals))).refusal


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda made: made.remove(made[AREAS]), f"ark {AREAS}: arket mangler"),
        (lambda made: made.remove(made[POINTS]), f"ark {POINTS}: arket mangler"),
        (lambda made: made[POINTS].delete_cols(4), "kolonnen mean_mdt_reference_year mangler"),
        (
            lambda made: made[POINTS].__setitem__("D3", "mange"),
            f"ark {POINTS}, rad 3, kolonne mean_mdt_reference_year: «mange»",
        ),
        (lambda made: made[POINTS].__setitem__("C3", "des 2025"), "«des 2025» er ikke en dato"),
        (lambda made: made[AREAS].__setitem__("K2", None), "kolonne window: cellen er tom"),
        (lambda made: made[AREAS].append([cell.value for cell in made[AREAS][2]]), "står også i rad 2"),
        (
            lambda made: made[POINTS].__setitem__("E3", "#N/A"),
            f"Ikke beregnbart: ark {POINTS}, celle E3: cellen viser en feil fra Excel (#N/A).",
        ),
        (lambda made: made[AREAS].cell(2, MOST_COLUMNS + 1, 1), f"ark {AREAS}: arket har mer enn 500 kolonner."),
    ],
)
def test_what_cannot_be_read_is_named_with_sheet_row_and_column(change, words):
    with pytest.raises(NotComputable) as refused:
        read(book(change))
    assert words in str(refused.value)


@pytest.mark.parametrize("content", [b"", b"ikke en arbeidsbok", b"PK\x03\x04 avkortet", book()[:900]])
def test_a_file_that_is_no_workbook_is_refused(content):
    with pytest.raises(NotComputable, match="kan ikke leses som en arbeidsbok fra Excel"):
        read(content)


def test_whatever_makes_a_workbook_unreadable_is_told_in_bokmaal():
    assert set(UNREADABLE) == set(WHY)


# The command line


def test_the_table_tells_every_window(tmp_path, capsys):
    file, out = tmp_path / "bok.xlsx", tmp_path / "bok.json"
    file.write_bytes(book())
    assert main(["byindeks-workbook", str(file), "--out", str(out)]) == 0
    told = capsys.readouterr().out
    assert "1,60 (−2,48 … 5,67)" in told
    assert "1 vinduer: 1 likt." in told
    assert json.loads(out.read_text())["windows"][0]["state"] == "equal"


def test_a_mismatch_is_exit_code_1_with_the_sentence(tmp_path, capsys):
    file = tmp_path / "bok.xlsx"
    file.write_bytes(book(lambda made: made[AREAS].__setitem__("B2", 3.0)))
    assert main(["byindeks-workbook", str(file)]) == 1
    assert "hører ikke sammen i 1 av 1 vinduer" in capsys.readouterr().err


def test_what_cannot_be_read_is_exit_code_2(tmp_path, capsys):
    file = tmp_path / "bok.xlsx"
    file.write_bytes(b"nei")
    assert main(["byindeks-workbook", str(file)]) == 2
    assert main(["byindeks-workbook", str(tmp_path / "borte.xlsx")]) == 2
    assert "kan ikke leses som en arbeidsbok" in capsys.readouterr().err

"""Problems come and go as workbooks without loss, and a bad cell is named by sheet, row and column."""

from __future__ import annotations

import contextlib
import io
import json
import random
import zipfile
from datetime import date

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings

from samstyring.engine.commands import main
from samstyring.engine.elastic import balance_lacking
from samstyring.engine.problem import ProblemError, digest, read
from samstyring.engine.programme import balance
from samstyring.engine.workbook.reading import read_problem
from samstyring.engine.workbook.solution import write_solution
from samstyring.engine.workbook.writing import write_problem

from .cases import document, problem, sheet
from .drawn import problems
from .test_schemas import full


@settings(max_examples=15, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(problems())
def test_a_problem_is_the_same_after_a_turn_as_a_workbook(sheets):
    # A workbook lists the sources of every project in the order of the frames.
    order = [source["key"] for source in sheets["sources"]]
    for project in sheets["projects"]:
        project["sources"].sort(key=order.index)
    one = read(sheets)
    assert read_problem(write_problem(one)) == one


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"weights": None, "ranking": ["nytte", "klima"]},
        {"weights": {"nytte": 1 / 3, "klima": 0.1 + 0.2}, "delay_factor": 0.1 + 0.7},
        {"projects": [], "locked": {}, "excluded": [], "frozen": {}, "owner_caps": {}, "minimum_shares": {},
         "exclusions": [], "dependencies": []},
    ],
)  # fmt: skip
def test_every_field_and_every_digit_survives(changes):
    one = read({name: value for name, value in (full() | changes).items() if value is not None})
    again = read_problem(write_problem(one))
    assert again == one
    assert digest(again) == digest(one)


@pytest.mark.parametrize("ends", [[0.00001, 33.333333333333336], [0, 1e-7], [99.99999999999999, 100]])
def test_intervals_keep_their_digits(ends):
    one = problem(sheet("A", scores={"nytte": ends}))
    assert read_problem(write_problem(one)).projects[0].scores == {"nytte": tuple(ends)}


def test_odd_keys_survive():
    keys = ["=1+1", "Vei, sti; og bro", " Kant ", "07", "Låst til oppstart", "æøå «–»", "_x0041_", "<b>&amp;"]
    one = problem(*(sheet(key) for key in keys), exclusions=[keys[:2]], locked={keys[3]: None})
    assert [project.key for project in read_problem(write_problem(one)).projects] == keys
    assert read_problem(write_problem(one)) == one


def opened(content: bytes):
    return openpyxl.load_workbook(io.BytesIO(content))


def kept(book) -> bytes:
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def changed(page: str, heading: str, row: int, value) -> bytes:
    """The full problem's workbook with another value in one cell."""
    book = opened(write_problem(read(full())))
    columns = {cell.value: cell.column for cell in book[page][1]}
    book[page].cell(row, columns[heading]).value = value
    return kept(book)


@pytest.mark.parametrize(
    ("tab", "heading", "row", "value", "said"),
    [
        ("Prosjekter", "Kostnad 1. år", 3, "mye", 'should be a number, not "mye"'),
        ("Prosjekter", "Kostnad 1. år", 3, -1, "cannot be negative"),
        ("Prosjekter", "Kostnad 1. år", 3, None, "the project has no cost"),
        ("Prosjekter", "Poeng: nytte", 2, 101, "is more than 100"),
        ("Prosjekter", "Poeng: nytte", 2, "60–40", "from 60 down to 40"),
        ("Prosjekter", "Tidligste oppstart", 2, 2031, "should be a year of the programme, 2025–2026"),
        ("Prosjekter", "Seneste oppstart", 2, 2025.5, "should be a year of the programme"),
        ("Prosjekter", "Kostnad 1. år", 3, True, "should be a number"),
        ("Prosjekter", "Kostnad 1. år", 3, date(2025, 1, 1), "should be a number"),
        ("Prosjekter", "Nummer", 4, "A", "listed twice"),
        ("Prosjekter", "Nummer", 4, None, "is empty"),
        ("Prosjekter", "Må starte", 2, "kanskje", 'should be "ja" or "nei"'),
        ("Prosjekter", "Låst til oppstart", 2, "snart", 'or "ja"'),
        ("Prosjekter", "Vedtatt oppstart", 3, "ja", 'or "nei"'),
        ("Prosjekter", "Finansieringskilde: stat", 2, 3, 'should be "ja" or "nei"'),
        ("Prosjekter", "Kostnadsfordeling", 3, "normal", 'one of "lognormal", "trekant", "pert"'),
        ("Prosjekter", "P50", 3, 3, "does not belong to"),
        ("Prosjekter", "P85", 2, 3, "is less than p50"),
        ("Prosjekter", "Størrelse", 2, "0,5 km", "should be a number"),
        ("Rammer", "2026", 2, None, "write 0 where there is no frame"),
        ("Rammer", "2026", 3, -5, "cannot be negative"),
        ("Rammer", "Finansieringskilde", 3, "stat", "listed twice"),
        ("Kriterier", "Vekt", 2, -1, "cannot be negative"),
        ("Kriterier", "Vekt", 2, None, "for every criterion"),
        ("Fakta", "Verdi", 4, 2, "is more than 1"),
        ("Fakta", "Felt", 3, "Valuta", "is not one of"),
        ("Fakta", "Verdi", 2, "samstyring-portfolio-problem/2", "should be"),
        ("Avhengigheter", "Avhenger av (nummer)", 2, "X", "is not a project"),
        ("Avhengigheter", "År imellom", 2, 0.5, "whole number"),
        ("Utelukker hverandre", "Nummer", 3, "B", "listed twice"),
        ("Minsteandeler", "Andel", 2, 1.5, "is more than 1"),
        ("Minsteandeler", "Hva", 2, "Fylke", 'one of "Område", "Satsingsområde"'),
        ("Byggherrer", "Byggherre", 2, "Ingen", "is not a party that builds"),
        ("Byggherrer", "Flest oppstarter per år", 2, 1.5, "whole number"),
        ("Tak", "Finansieringskilde", 2, "kommune", "is not a source that may pay"),
        ("Tak", "Nummer", 2, "X", "is not a project"),
        ("Medfinansiering", "Andel", 2, 0, "more than 0"),
    ],
)
def test_a_bad_cell_is_named_by_sheet_row_and_column(tab, heading, row, value, said):
    with pytest.raises(ProblemError) as refusal:
        read_problem(changed(tab, heading, row, value))
    assert said in refusal.value.what
    assert refusal.value.where.startswith(f"sheet {tab}")
    if value is not None and tab != "Kriterier":
        assert refusal.value.where == f"sheet {tab}, row {row}, column {heading}"


def test_numbers_written_as_norwegian_words_are_understood():
    content = changed("Prosjekter", "Kostnad 1. år", 2, "1 250,5")
    assert read_problem(content).projects[0].cost_profile == (1250.5,)


def test_names_and_notes_may_stand_beside_what_is_read():
    book = opened(write_problem(problem(sheet("A"))))
    book["Prosjekter"].cell(1, 30).value = "Prosjekt"
    book["Prosjekter"].cell(2, 30).value = "Gangvei, eksempel"
    book.create_sheet("Merknader").append(["Hva som helst"])
    assert read_problem(kept(book)) == problem(sheet("A"))


def test_what_would_not_be_read_is_refused_and_not_passed_over():
    for sheet_name, heading in (("Prosjekter", "Nytte"), ("Rammer", "Neste år"), ("Tak", "Grense")):
        book = opened(write_problem(problem(sheet("A"))))
        book[sheet_name].cell(1, 40).value = heading
        with pytest.raises(ProblemError, match="is not a column of this sheet"):
            read_problem(kept(book))
    book = opened(write_problem(problem(sheet("A"))))
    book.create_sheet("Avhengighet").append(["Nummer"])
    with pytest.raises(ProblemError, match="is not a sheet of this workbook"):
        read_problem(kept(book))
    book = opened(write_problem(problem(sheet("A"))))
    book["Prosjekter"].cell(2, 40).value = 7
    with pytest.raises(ProblemError, match="without a heading"):
        read_problem(kept(book))


@pytest.mark.parametrize("name", ["Fakta", "Kriterier", "Rammer", "Prosjekter"])
def test_a_sheet_that_is_needed_is_missed(name):
    book = opened(write_problem(problem(sheet("A"))))
    del book[name]
    with pytest.raises(ProblemError, match=name):
        read_problem(kept(book))


def test_an_error_from_excel_is_told_of():
    book = opened(write_problem(problem(sheet("A"))))
    book["Prosjekter"].cell(2, 5).value = "#REF!"
    with pytest.raises(ProblemError, match="cell E2: shows an error from Excel"):
        read_problem(kept(book))


@pytest.mark.parametrize("seed", range(36))
def test_a_damaged_workbook_is_read_or_refused_but_never_breaks(seed):
    rng = random.Random(seed)
    whole = write_problem(read(full()))
    if seed % 3 == 0:
        damaged = bytearray(whole[: rng.randrange(len(whole))] if seed % 2 else whole)
        for _ in range(rng.randint(1, 20)):
            damaged[rng.randrange(len(damaged))] = rng.randrange(256)
        content = bytes(damaged)
    else:
        # Damage inside one part, so that the packing is whole and the words are not.
        file = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(whole)) as packed, zipfile.ZipFile(file, "w") as again:
            victim = rng.choice([part.filename for part in packed.infolist()])
            for part in packed.infolist():
                inside = bytearray(packed.read(part))
                if part.filename == victim:
                    at = rng.randrange(len(inside))
                    inside[at : at + rng.randint(0, 30)] = bytes(
                        rng.choices(b'<>/"=&1aA \x00\xff', k=rng.randint(0, 9))
                    )
                again.writestr(part.filename, bytes(inside))
        content = file.getvalue()
    with contextlib.suppress(ProblemError):
        read_problem(content)


@pytest.mark.parametrize("content", [b"", b"PK", b"{}", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"])
def test_other_files_are_no_workbooks(content):
    with pytest.raises(ProblemError, match="is not an Excel workbook"):
        read_problem(content)


def words(content: bytes) -> dict[str, list[list[object]]]:
    return {page.title: [list(row) for row in page.values] for page in opened(content).worksheets}


def test_the_workbook_of_a_plan_holds_years_money_frames_rules_and_facts():
    one = problem(
        sheet("A", cost_profile=[6, 4], owner="Kommunen", focus="Buss"),
        sheet("B", cost_profile=[8]),
        sheet("C", cost_profile=[30]),
        sheet("D", cost_profile=[6], scores={"nytte": [10, 30]}),
        tail_years=1,
        sources=[{"key": "stat", "frames": [10, 10], "tail_frames": [4], "carry_over_cap": 2}],
    )
    plan = balance(one)
    book = words(write_solution(one, plan))
    assert list(book) == [
        *("Plan", "Penger", "Rammer brukt", "Regler som binder", "Ikke med", "Usikre poeng", "Fakta"),
    ]
    started = {row[0]: row[4] for row in book["Plan"][1:-1]}
    assert started == plan.starts
    assert book["Plan"][-1][5] == pytest.approx(plan.value)
    spent = sum(one.amount for one in plan.money)
    assert book["Plan"][-1][-1] == pytest.approx(spent)
    assert book["Penger"][-1][-1] == pytest.approx(spent)
    assert sum(row[4] for row in book["Rammer brukt"][1:]) == pytest.approx(spent)
    assert {row[0] for row in book["Ikke med"][1:]} == {"A", "B", "C", "D"} - plan.starts.keys()
    assert ["D", "nytte", 10, 30, 20] in book["Usikre poeng"]
    facts = {row[0]: row[1] for row in book["Fakta"][1:]}
    assert facts["Verdi"] == plan.value
    assert facts["SHA-256 av problemet"] == plan.input_sha256
    assert facts["Status"] == "Bevist best mulig"
    assert facts["Hva størrelsen er"] == "ikke oppgitt"
    assert any(row[0] == "Rammen er brukt opp" for row in book["Regler som binder"][1:])


def test_the_workbook_of_a_plan_tells_what_is_lacking():
    one = problem(sheet("A", cost_profile=[13], latest=0, must_start=True))
    book = words(write_solution(one, balance_lacking(one)))
    assert [row[:2] + row[-1:] for row in book["Rammer brukt"][1:]] == [["stat", 2025, 3], ["stat", 2026, None]]
    assert {row[0]: row[1] for row in book["Fakta"]}["Mangler i alt"] == 3


def test_the_command_line_takes_workbooks_both_ways(tmp_path, capsys):
    asked, book, again = (tmp_path / name for name in ("problem.json", "problem.xlsx", "igjen.json"))
    asked.write_text(json.dumps(full()), encoding="utf-8")
    assert main(["convert", str(asked), str(book)]) == 0
    assert main(["convert", str(book), str(again)]) == 0
    assert read(again.read_bytes()) == read(full())
    found, shown = tmp_path / "plan.json", tmp_path / "plan.xlsx"
    assert main(["solve", str(book), "--out", str(found), "--missing", "zero", "--quiet"]) == 0
    assert main(["verify", str(book), str(found)]) == 0
    assert main(["solve", str(asked), "--out", str(shown), "--missing", "zero", "--quiet"]) == 0
    assert "Plan" in words(shown.read_bytes())
    capsys.readouterr()
    book.write_bytes(changed("Prosjekter", "Kostnad 1. år", 3, "mye"))
    assert main(["solve", str(book)]) == 2
    assert main(["convert", str(book), str(again)]) == 2
    assert "sheet Prosjekter, row 3, column Kostnad 1. år: should be a number" in capsys.readouterr().err
    assert main(["convert", str(asked), str(tmp_path / "borte" / "x.xlsx")]) == 2
    assert main(["convert", str(tmp_path / "borte.json"), str(again)]) == 2


def test_a_workbook_is_the_same_each_time_it_is_written():
    assert write_problem(read(full())) == write_problem(read(full()))
    assert document(sheet("A"))

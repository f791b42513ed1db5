"""The workbook: every table on its own sheet, numbers as numbers, words never read as formulas."""

import io
from decimal import Decimal

import openpyxl
import pytest

from samstyring.documents import Column, Heading, Number, Paper, Paragraph, Row, Table, render
from tests.documents import papers
from tests.documents.test_pdf import HOSTILE

MONEY = (
    Column("Tiltak"),
    Column("2027 budsjett", numeric=True, unit="mill. 2026-kroner, uten mva."),
    Column("2028", numeric=True, unit="mill. 2026-kroner, uten mva."),
)


def number(value):
    return Number(papers.number(float(value)), Decimal(value))


def paper(*rows, columns=MONEY):
    blocks = (
        Heading("Tiltak"),
        Paragraph("Hele teksten."),
        Table("Tiltak og penger", columns, rows, ("En note",)),
    )
    return Paper("Program", "Fjordløftet (eksempel)", blocks, facts=(("Sak", "21/26"),), mark="Eksempel")


def opened(made):
    return openpyxl.load_workbook(io.BytesIO(render(made, "xlsx")))


def test_what_was_written_is_read_back_with_every_decimal():
    rows = (
        Row(("Gangbru", number("12.345"), number("0.001"))),
        Row(("Sum", number("12.345"), number("0.001")), "sum"),
    )
    sheet = opened(paper(*rows))["Tiltak"]
    assert [[cell.value for cell in line] for line in sheet["A4:C5"]] == [
        ["Gangbru", 12.345, 0.001],
        ["Sum", 12.345, 0.001],
    ]
    assert sheet["B4"].data_type == "n"


def test_the_heads_say_the_unit_and_stay_in_sight():
    sheet = opened(paper(Row(("A", number("1"), number("2")))))["Tiltak"]
    assert sheet["B3"].value == "2027 budsjett\nmill. 2026-kroner, uten mva."
    assert sheet.freeze_panes == "B4"
    assert sheet.print_title_rows == "$3:$3"
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage


def test_rows_are_as_high_as_their_words_and_columns_as_wide_as_their_numbers():
    long = "Et svært langt navn på et tiltak som ingen kolonne er bred nok til å vise på en linje alene"
    sheet = opened(paper(Row((long, "1 236,8 av 1 240", number("2"))), Row(("Kort", "–", number("3")))))["Tiltak"]
    assert sheet.row_dimensions[3].height >= 45
    assert sheet.row_dimensions[4].height == 30
    assert sheet.row_dimensions[5].height is None
    assert sheet.column_dimensions["B"].width >= 16
    assert (sheet["B4"].alignment.horizontal, sheet["B5"].alignment.horizontal) == ("right", "right")


def test_the_first_sheet_says_what_it_is():
    sheet = opened(paper())["Om dokumentet"]
    said = [(line[0].value, line[1].value) for line in sheet.iter_rows(max_col=2)]
    assert ("Program", None) in said
    assert ("Sak", "21/26") in said
    assert ("Tiltak", "Hele teksten.") in said


@pytest.mark.parametrize("text", [*HOSTILE, "=1+1", '=HYPERLINK("http://eksempel.no")', "+1", "-1", "@SUM(A1)"])
def test_words_are_only_words_and_never_a_formula(text):
    sheet = opened(paper(Row((text, number("1"), number("1")))))["Tiltak"]
    assert sheet["A4"].data_type in ("s", "n")
    assert sheet["A4"].data_type != "f"


def test_sheets_with_the_same_long_or_forbidden_name_are_told_apart():
    one_table = Table("Tabell", (Column("A"),), (Row(("1",)),))
    blocks = (Heading("Hva? [hver] part: " + "x" * 40), one_table, one_table, one_table)
    book = opened(Paper("Program", "Fjordløftet (eksempel)", blocks))
    assert len(book.sheetnames) == 4
    assert all(len(name) <= 31 for name in book.sheetnames)


def test_the_same_paper_gives_the_same_bytes():
    assert render(papers.programme(), "xlsx") == render(papers.programme(), "xlsx")

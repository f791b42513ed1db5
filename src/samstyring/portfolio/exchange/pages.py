"""What every page of our workbooks has in common: looks, headings that stay in sight, lists to choose from.

The same content gives the same bytes. What must not be changed is locked, without a password: it is there
against slips, not against people.
"""

import io
from datetime import datetime
from math import ceil

import xlsxwriter
from django.utils.translation import gettext as _
from xlsxwriter.utility import xl_rowcol_to_cell

from samstyring.portfolio.exchange.columns import WORDS

NEW_ROWS = 30
MADE = datetime(2020, 1, 1)
ALLOWED = {"sort": True, "autofilter": True, "format_cells": True, "format_columns": True, "format_rows": True}
HEAD_ROW = 2  # the third row: title, explanation, headings
A4, LINE = 9, 15

LOOKS = {
    "title": {"bold": True, "font_size": 14},
    "head": {"bold": True, "text_wrap": True, "bottom": 1, "bg_color": "#E6EEF0"},
    "year_head": {"bold": True, "bottom": 1, "bg_color": "#E6EEF0", "align": "right", "num_format": "0"},
    "locked": {"bg_color": "#F2F2F2", "text_wrap": True},
    # Nothing is shown where the sum is nothing, so that empty rows look empty.
    "locked_mnok": {"bg_color": "#F2F2F2", "num_format": "#,##0.0##;-#,##0.0##;"},
    "text": {"locked": False, "text_wrap": True},
    "mnok": {"locked": False, "num_format": "#,##0.0##"},
    "year": {"locked": False, "num_format": "0"},
    "date": {"locked": False, "num_format": "dd.mm.yyyy"},
    "wrapped": {"text_wrap": True},
}


class Pages:
    """One workbook being written, page by page."""

    def __init__(self, title):
        self.kept = io.BytesIO()
        options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        self.book = xlsxwriter.Workbook(self.kept, options)
        self.book.set_properties({"title": title, "created": MADE})
        self.looks = {name: self.book.add_format({"valign": "top", **look}) for name, look in LOOKS.items()}
        self.ranges = {}

    def finished(self):
        """The workbook, as bytes."""
        self.book.close()
        return self.kept.getvalue()

    def start(self, page, title, explanation, columns, *, on_paper=True):
        """Title, one sentence, and the headings that stay in sight; columns are (heading, width).

        A page with very many columns is for the screen: on paper it would be too small to read.
        """
        page.write_string(0, 0, title, self.looks["title"])
        page.write_string(1, 0, explanation)
        for place, (heading, width) in enumerate(columns):
            if isinstance(heading, int):
                page.write_number(HEAD_ROW, place, heading, self.looks["year_head"])
            else:
                page.write_string(HEAD_ROW, place, heading, self.looks["head"])
            page.set_column(place, place, width)
        page.protect("", ALLOWED | {"insert_rows": True})
        page.set_paper(A4)
        page.set_landscape()
        if on_paper:
            page.fit_to_pages(1, 0)
        page.repeat_rows(HEAD_ROW)
        page.set_footer(f"&L&A&R{_('Side')} &P / &N")

    def cell(self, page, row, place, value, look):
        """Text is always written as text: a title that begins with «=» is a title."""
        look = self.looks[look]
        if value is None or value == "":
            page.write_blank(row, place, None, look)
        elif isinstance(value, str):
            page.write_string(row, place, value, look)
        elif hasattr(value, "isoformat"):
            page.write_datetime(row, place, value, look)
        else:
            page.write_number(row, place, float(value), look)

    def guide(self, page, title, facts, sentences):
        """The page that says what the workbook is, and how it is filled in."""
        page.set_column(0, 0, 16)
        page.set_column(1, 1, 100)
        page.set_paper(A4)
        page.set_landscape()
        page.fit_to_pages(1, 0)
        page.write_string(0, 0, title, self.looks["title"])
        row = 0
        for row, (name, value) in enumerate(facts, start=1):
            page.write_string(row, 0, str(name))
            page.write_string(row, 1, str(value))
        for number, words in enumerate(sentences, start=1):
            page.write_number(row + 1 + number, 0, number, self.looks["wrapped"])
            page.write_string(row + 1 + number, 1, words, self.looks["wrapped"])
            self.make_room(page, row + 1 + number, words, 100)
        page.protect("", ALLOWED)

    def make_room(self, page, row, words, width):
        """Not every program finds the height of a row with long words by itself."""
        lines = ceil(len(words) / width)
        if lines > 1:
            page.set_row(row, LINE * lines)

    def lists(self, page, lists):
        """Every list to choose from is a column of its own; `lists` are (name, heading, words)."""
        for place, (name, heading, words) in enumerate(lists):
            page.write_string(0, place, heading, self.looks["head"])
            page.set_column(place, place, min(max(map(len, (heading, *words))) + 2, 60))
            for row, one in enumerate(words, start=1):
                page.write_string(row, place, one)
            if words:
                ends = [xl_rowcol_to_cell(row, place, True, True) for row in (1, len(words))]
                self.ranges[name] = f"='{WORDS.lists}'!{':'.join(ends)}"
        page.set_paper(A4)
        page.set_landscape()
        page.fit_to_pages(1, 0)
        page.repeat_rows(0)
        page.protect("", ALLOWED)

    def choose_from(self, page, name, first, last, place):
        if name in self.ranges and last >= first:
            page.data_validation(
                first, place, last, place,
                {"validate": "list", "source": self.ranges[name], "error_title": _("Ikke et av valgene"),
                 "error_message": _("Velg fra listen. Det som ikke er kjent, skal stå tomt.")},
            )  # fmt: skip

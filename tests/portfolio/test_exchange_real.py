"""The real projects of seven partnerships, taken in from the list of public sources: counts, gaps and exact words."""

import csv
import io
import random
from collections import Counter
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from django.core.management import call_command

from samstyring.catalogue import load
from samstyring.demo import load as demo
from samstyring.partnership.actions.partnerships import create_from_template
from samstyring.partnership.models import Partnership
from samstyring.portfolio.models import Project, SheetVersion

LIST = Path(__file__).resolve().parents[3] / "shared" / "data" / "real" / "projects.csv"
pytestmark = pytest.mark.skipif(
    not LIST.exists(), reason="The list of real projects is not beside the repository."
)

KEYS = {
    "Miljøløftet": "miljoloftet",
    "Miljøpakken": "miljopakken",
    "Bypakke Bergen": "bypakke-bergen",
    "Bypakke Grenland": "bypakke-grenland",
    "Bypakke Nedre Glomma": "bypakke-nedre-glomma",
    "Nordhordlandspakken": "nordhordlandspakken",
    "Tenk Tromsø": "tenk-tromso",
}


def rows():
    with LIST.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


@pytest.fixture
def said(cast):
    """What the command says of each partnership, each created from the template: {name: words}."""
    told = {}
    for name, key in KEYS.items():
        create_from_template(
            load().partnerships["byvekstavtale"], key=key, name=name, agreement=f"{name} (eksempel)",
            starts_on=date(2019, 1, 1), ends_on=date(2029, 12, 31), goal="Eksempel", by=cast.leader,
        )  # fmt: skip
        out = io.StringIO()
        call_command("import_sheets", str(LIST), "--partnership", key, stdout=out)
        told[name] = out.getvalue()
    return told


def test_all_87_come_in_and_each_partnership_counts_the_rest(said):
    assert Project.objects.filter(partnership__key__in=KEYS.values()).count() == 87
    counts = Counter(row["partnership"] for row in rows())
    for name, words in said.items():
        assert f"{counts[name]} nye prosjekter" in words
        assert f"Rader som gjelder andre, og ikke er med: {87 - counts[name]} (" in words


def test_no_gap_is_filled(said):
    sheets = SheetVersion.objects.filter(project__partnership__key__in=KEYS.values())
    assert sheets.exclude(cost_mnok=None).count() == sum(bool(row["amount_mnok"]) for row in rows()) == 42
    assert sheets.exclude(price_year=None).count() == sum(bool(row["price_year"]) for row in rows()) == 10
    assert sheets.exclude(vat="").count() == 2
    assert sum(sheet.cost_mnok for sheet in sheets.filter(cost_mnok__isnull=False)) == sum(
        Decimal(row["amount_mnok"]) for row in rows() if row["amount_mnok"]
    )


def test_the_portfolio_of_prop_11_s_sums_to_what_the_table_says(said):
    sheets = SheetVersion.objects.filter(project__partnership__key="bypakke-bergen")
    assert sum(sheet.cost_mnok for sheet in sheets if sheet.cost_mnok) == 29_420


def test_twenty_drawn_rows_say_what_their_source_says(said):
    for row in random.Random(3).sample(rows(), 20):
        project = Project.objects.get(partnership__key=KEYS[row["partnership"]], key=row["id"])
        sheet = project.sheets.get()
        assert (project.name, project.owner_raw, project.source) == (row["name"], row["owner"], row["source"])
        assert sheet.municipality == row["municipality"].replace(";", ", ")
        assert sheet.measure_type == row["type"]
        assert sheet.phase_raw == row["status_raw"]
        assert sheet.dates_raw == "; ".join(filter(None, (row["start_raw"], row["finish_raw"])))
        assert sheet.cost_mnok == (Decimal(row["amount_mnok"]) if row["amount_mnok"] else None)
        assert sheet.cost_basis_raw == row["amount_basis"]
        assert sheet.price_year == (int(row["price_year"]) if row["price_year"] else None)
        assert (sheet.programme, sheet.missing) == (row["programme"], row["missing"])
        assert sheet.note.startswith(row["note"])
        for words in filter(None, (row["focus_area"], row["funding_sources"].replace(";", ", "))):
            assert words in sheet.note


def test_the_demos_own_miljoloftet_gets_new_versions_and_no_project_twice(db):
    demo.load()
    out = io.StringIO()
    call_command("import_sheets", str(LIST), "--partnership", "miljoloftet", "--by", "eva", stdout=out)
    assert "Miljøløftet: 0 nye prosjekter" in out.getvalue()
    ours = Project.objects.filter(partnership__key="miljoloftet")
    assert ours.count() == 38
    # What the demo already knows of focus areas and working groups is not emptied by what the list leaves out.
    for project in ours.prefetch_related("sheets"):
        first, newest = project.sheets.first(), project.sheets.last()
        assert project.home_forum is not None
        assert newest.focus_area == first.focus_area


def test_the_list_changes_nothing_the_second_time(said):
    for name, key in KEYS.items():
        out = io.StringIO()
        call_command("import_sheets", str(LIST), "--partnership", key, stdout=out)
        assert "0 nye prosjekter, 0 prosjektark får ny versjon" in out.getvalue(), name
    assert Partnership.objects.filter(key__in=KEYS.values()).count() == 7

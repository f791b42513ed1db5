"""A project sheet is written in versions, and nothing is lost when two write at once."""

from decimal import Decimal

import pytest

from samstyring.ground import history
from samstyring.portfolio.models import SheetFinancing, SheetVersion
from samstyring.portfolio.rules import sheets
from tests.portfolio import sheet_things as things
from tests.portfolio.sheet_things import address, typed


@pytest.fixture
def project(cast):
    made = things.project(cast)
    things.sheet(cast, made, need="Utrygg skolevei.", municipality="Sjø")
    return made


# Writing


def test_saving_makes_a_new_version_and_leaves_the_old(cast, sign_in, project):
    client = sign_in(cast.secretary)
    data = typed(client.get(address("edit_sheet", cast, project.key)))
    year = data["years"].split(",")[1]
    data |= {"cost_mnok": "1 234,5", f"fin_s{cast.sources[1].pk}_{year}": "12,25", "check_arealbruk": "no"}
    answer = client.post(address("edit_sheet", cast, project.key), data)
    assert answer.status_code == 302
    old, new = project.sheets.order_by("version")
    assert (old.version, old.cost_mnok) == (1, None)
    assert (new.version, new.cost_mnok, new.author) == (2, Decimal("1234.5"), cast.secretary)
    assert new.checks == {"arealbruk": {"answer": "no", "note": ""}}
    assert [(row.source, row.amount_mnok) for row in new.financing.all()] == [(cast.sources[1], Decimal("12.25"))]
    assert history.about(project)[0].kind == "sheet.written"


def test_what_the_source_wrote_follows_until_somebody_writes_another_value(cast, sign_in, project):
    SheetVersion.objects.update(phase="zoning", phase_raw="Under regulering", source="kilden", programme="HP 2022")
    client = sign_in(cast.secretary)
    data = typed(client.get(address("edit_sheet", cast, project.key)))
    client.post(address("edit_sheet", cast, project.key), data | {"need": "Endret"})
    newest = project.sheets.get(version=2)
    assert (newest.phase_raw, newest.source, newest.programme) == ("Under regulering", "kilden", "HP 2022")
    client.post(
        address("edit_sheet", cast, project.key), data | {"base": "2", "need": "Endret", "phase": "building"}
    )
    assert project.sheets.get(version=3).phase_raw == ""


def test_amounts_from_a_source_we_do_not_know_are_kept(cast, sign_in, project):
    SheetFinancing.objects.create(
        sheet=project.sheets.get(), source_raw="Miljømidler", year=2022, amount_mnok=Decimal("31.6")
    )
    client = sign_in(cast.secretary)
    data = typed(client.get(address("edit_sheet", cast, project.key)))
    client.post(address("edit_sheet", cast, project.key), data | {"need": "Endret"})
    kept = project.sheets.get(version=2).financing.get()
    assert (kept.source, kept.source_raw, kept.year) == (None, "Miljømidler", 2022)


def test_saving_without_a_change_makes_no_version(cast, sign_in, project):
    things.sheet(cast, project, version=2, whole=True)
    client = sign_in(cast.secretary)
    data = typed(client.get(address("edit_sheet", cast, project.key)))
    data["need"] = data["need"] + "\r\n"
    client.post(address("edit_sheet", cast, project.key), data)
    assert project.sheets.count() == 2


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("cost_mnok", "-3", "Et beløp kan ikke være negativt."),
        ("cost_mnok", "40000000", "Er det skrevet i kroner i stedet for millioner?"),
        ("cost_mnok", "1e9", "Er det skrevet i kroner i stedet for millioner?"),
        ("cost_mnok", str(10**15), "Er det skrevet i kroner i stedet for millioner?"),
        ("cost_mnok", "1e99", "Er det skrevet i kroner i stedet for millioner?"),
        ("cost_mnok", "mye", "Skriv beløpet som et tall i millioner kroner"),
        ("cost_mnok", "NaN", "Skriv beløpet som et tall i millioner kroner"),
        ("cost_mnok", "1,23456", "Bruk høyst tre desimaler."),
        ("price_year", "202", "Skriv et årstall mellom 1990 og 2100."),
        ("start_year", "2150", "Skriv et årstall mellom 1990 og 2100."),
        ("estimated_on", "2026-02-30", "Skriv en dato som finnes"),
        ("phase", "svevende", "svevende"),
        ("builder", "a\x00b", "Null-tegn er ikke tillatt."),
    ],
)
def test_what_cannot_be_is_refused_in_words_and_nothing_is_lost(cast, sign_in, project, field, value, words):
    client = sign_in(cast.secretary)
    data = typed(client.get(address("edit_sheet", cast, project.key))) | {field: value, "need": "Min lange tekst"}
    page = client.post(address("edit_sheet", cast, project.key), data)
    assert page.status_code == 422
    assert words in page.content.decode()
    assert "Min lange tekst" in page.content.decode()
    assert project.sheets.count() == 1


def test_a_project_is_not_finished_before_it_starts(cast, sign_in, project):
    client = sign_in(cast.secretary)
    data = typed(client.get(address("edit_sheet", cast, project.key)))
    page = client.post(
        address("edit_sheet", cast, project.key), data | {"start_year": "2030", "finish_year": "2028"}
    )
    assert "kan ikke være ferdig i 2028" in page.content.decode()


def test_negative_financing_is_refused(cast, sign_in, project):
    client = sign_in(cast.secretary)
    data = typed(client.get(address("edit_sheet", cast, project.key)))
    year = data["years"].split(",")[0]
    page = client.post(
        address("edit_sheet", cast, project.key), data | {f"fin_s{cast.sources[0].pk}_{year}": "-1"}
    )
    assert page.status_code == 422


@pytest.mark.parametrize(("written", "mnok"), [("1 000,5", "1000.5"), ("12,25", "12.25"), ("0", "0")])
def test_an_amount_is_read_as_people_write_it(cast, sign_in, project, written, mnok):
    client = sign_in(cast.secretary)
    data = typed(client.get(address("edit_sheet", cast, project.key))) | {"cost_mnok": written}
    client.post(address("edit_sheet", cast, project.key), data)
    assert project.sheets.get(version=2).cost_mnok == Decimal(mnok)


def test_years_after_the_agreement_are_saved_with_a_warning(cast, sign_in, project):
    client = sign_in(cast.secretary)
    data = typed(client.get(address("edit_sheet", cast, project.key)))
    client.post(address("edit_sheet", cast, project.key), data | {"finish_year": "2040"})
    page = client.get(project.get_absolute_url()).content.decode()
    assert "Arket bruker året 2040. Avtalen slutter i 2035." in page


def test_a_total_that_is_not_the_sum_of_its_parts_is_warned_about(cast, project):
    wrong = things.sheet(cast, project, version=2, whole=True, cost_mnok=Decimal(50))
    assert any("40,0" in warning for warning in sheets.warnings_about(wrong))
    right = things.sheet(
        cast, project, version=3, whole=True, cost_mnok=Decimal(50), remaining_need_mnok=Decimal(10)
    )
    assert not list(sheets.warnings_about(right))


def test_the_first_version_is_written_where_there_was_none(cast, sign_in):
    bare = things.project(cast, "P009")
    client = sign_in(cast.group_leader)
    page = client.get(bare.get_absolute_url())
    assert "Skriv første versjon" in page.content.decode()
    data = typed(client.get(address("edit_sheet", cast, bare.key))) | {"need": "Det første som er kjent."}
    assert client.post(address("edit_sheet", cast, bare.key), data).status_code == 302
    assert bare.sheets.get().version == 1


def test_a_project_depends_only_on_projects_of_the_same_partnership(cast, sign_in, project):
    mine = things.project(cast, "P002", name="Bru")
    other = things.project(cast, "P001", partnership=cast.os)
    client = sign_in(cast.secretary)
    data = typed(client.get(address("edit_sheet", cast, project.key)))
    wrong = client.post(address("edit_sheet", cast, project.key), data | {"depends_on": [other.pk]})
    assert wrong.status_code == 422
    client.post(address("edit_sheet", cast, project.key), data | {"depends_on": [mine.pk]})
    assert list(project.sheets.get(version=2).depends_on.all()) == [mine]
    assert "Bru" in client.get(project.get_absolute_url()).content.decode()


# Two who write at once


def test_the_second_writer_sees_both_texts_and_saves_on_top(cast, sign_in, project, client):
    client.force_login(cast.secretary.user)
    first = typed(client.get(address("edit_sheet", cast, project.key)))
    client.force_login(cast.second_secretary.user)
    second = typed(client.get(address("edit_sheet", cast, project.key)))
    client.force_login(cast.secretary.user)
    client.post(address("edit_sheet", cast, project.key), first | {"need": "Saras tekst", "builder": "Byggeren"})
    client.force_login(cast.second_secretary.user)
    page = client.post(
        address("edit_sheet", cast, project.key), second | {"need": "Solveigs tekst", "risk": "high"}
    )
    words = page.content.decode()
    assert page.status_code == 422
    assert "Sara, sekretær lagret versjon 2 av arket mens du skrev." in words
    assert "Saras tekst" in words
    assert "Solveigs tekst" in words
    assert project.sheets.count() == 2
    client.post(address("edit_sheet", cast, project.key), typed(page))
    newest = project.sheets.get(version=3)
    assert (newest.need, newest.builder, newest.risk) == ("Solveigs tekst", "Byggeren", "high")


def test_the_same_words_saved_twice_are_saved_once(cast, sign_in, project):
    client = sign_in(cast.secretary)
    data = typed(client.get(address("edit_sheet", cast, project.key))) | {"need": "Endret"}
    client.post(address("edit_sheet", cast, project.key), data)
    assert client.post(address("edit_sheet", cast, project.key), data).status_code == 302
    assert project.sheets.count() == 2


@pytest.mark.parametrize("base", ["0", "99", "", "tull", "-1"])
def test_a_base_that_is_not_there_never_overwrites(cast, sign_in, project, base):
    client = sign_in(cast.secretary)
    data = typed(client.get(address("edit_sheet", cast, project.key))) | {"base": base, "need": "Endret"}
    assert client.post(address("edit_sheet", cast, project.key), data).status_code == 422
    assert project.sheets.count() == 1

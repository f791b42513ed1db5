"""`samstyring import-sheets`: one partnership's rows of a list, with everything that could not be understood told."""

import io

import pytest
from django.core.management import CommandError, call_command

from samstyring.portfolio.models import Project, SheetVersion

HEAD = (
    "id,partnership,name,municipality,owner,focus_area,focus_area_basis,measure_areas,type,status_raw,"
    "phase_norm_inferred,start_raw,finish_raw,amount_mnok,amount_basis,price_year,vat,funding_sources,note,missing,"
    "source_kind,source\n"
)
SAMPLE = HEAD + (
    'X001,Fjordløftet (eksempel),"Bru over sundet, eksempel",Sjø,Sjø kommune,Gange og sykkel,inferred,Gange;Sykkel,'
    "Bru,Regulering vedtatt,regulering,2026,Høst 2028,120.5,Totalkostnad,2025,ekskl. mva,bompenger,1 km,,official,"
    "https://eksempel.invalid/bru\n"
    "X002,Fjordløftet (eksempel),Terminal (eksempel),Berg;Sjø,Havnevesenet,Innfart,source,,,Usikkert,,"
    '"2023, tidligst",2011/2012,85,Avisoverskrift,,,stat og kommune,,price_year,news,https://eksempel.invalid/t\n'
    "Y001,Et annet samarbeid,Noe annet,Vik,,,,,,,,,,,,,,,,,,\n"
)


@pytest.fixture
def run(cast, tmp_path):
    """Run the command on a list: gives its exit code and what it said."""

    def ran(content=SAMPLE, *words, name="liste.csv", partnership="fjordloftet", by=None):
        path = tmp_path / name
        if content is not None:
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
        said = io.StringIO()
        person = by or cast.secretary
        try:
            call_command(
                "import_sheets", str(path), "--partnership", partnership, "--by", person.user.username, *words,
                stdout=said,
            )  # fmt: skip
        except CommandError as no:
            return no.returncode, f"{said.getvalue()}{no}"
        return 0, said.getvalue()

    return ran


def test_a_list_gives_its_own_partnership_its_projects_and_counts_the_rest(cast, run):
    code, said = run()
    assert code == 0
    assert "2 nye prosjekter" in said
    assert "Rader som gjelder andre, og ikke er med: 1 (Et annet samarbeid 1)." in said
    bridge = Project.objects.get(key="X001")
    sheet = bridge.sheets.get()
    assert (bridge.owner, bridge.home_forum, bridge.source) == (
        cast.sjo,
        cast.west,
        "https://eksempel.invalid/bru",
    )
    assert (sheet.phase, sheet.phase_raw) == ("zoning", "Regulering vedtatt")
    assert (sheet.start_year, sheet.finish_year, sheet.dates_raw) == (2026, 2028, "2026; Høst 2028")
    assert (str(sheet.cost_mnok), sheet.cost_basis, sheet.price_year, sheet.vat) == (
        "120.500",
        "total",
        2025,
        "excl",
    )
    assert (sheet.focus_area, sheet.focus_area_inferred) == (cast.focus[0], True)
    assert sheet.author == cast.secretary


def test_what_is_not_understood_keeps_its_words_and_is_told(cast, run):
    _code, said = run()
    terminal = Project.objects.get(key="X002")
    sheet = terminal.sheets.get()
    assert (terminal.owner, terminal.owner_raw) == (None, "Havnevesenet")
    assert (sheet.phase, sheet.phase_raw) == ("", "Usikkert")
    assert (sheet.start_year, sheet.finish_year, sheet.dates_raw) == (None, None, "2023, tidligst; 2011/2012")
    assert (sheet.cost_basis, sheet.cost_basis_raw) == ("", "Avisoverskrift")
    assert sheet.note == "Satsingsområde i kilden: Innfart.\nFinansieringskilder i kilden: stat og kommune."
    for sentence in (
        "Ark «liste.csv», rad 3, kolonne «start_raw»: «2023, tidligst» er ikke ett årstall.",
        "Ark «liste.csv», rad 3, kolonne «amount_mnok»: Uten grunnlag, prisår og mva. "
        "kan beløpet ikke legges sammen med andre.",
        "rad 3, kolonne «owner»: «Havnevesenet» er ikke en part i Fjordløftet (eksempel).",
        "«Innfart» er ikke et satsingsområde",
        "Kolonnen «source_kind» er ikke kjent, og er ikke lest.",
        "Fasen er listens egen tolkning av kildens ord for disse: X001.",
        "Disse prosjektene er uten arbeidsgruppe til sekretariatet velger den: X002.",
    ):
        assert sentence in said


def test_a_list_taken_in_twice_changes_nothing_the_second_time(run):
    run()
    code, said = run()
    assert (code, SheetVersion.objects.count()) == (0, 2)
    assert "0 nye prosjekter, 0 prosjektark får ny versjon, 2 er uendret." in said


def test_a_dry_run_tells_the_same_and_changes_nothing(run):
    code, said = run(SAMPLE, "--dry-run")
    assert code == 0
    assert "2 nye prosjekter" in said
    assert "Ingenting er lagret, for dette var en prøve." in said
    assert not Project.objects.exists()


def test_one_impossible_amount_stops_the_whole_list(run):
    code, said = run(SAMPLE.replace("120.5", "-3"))
    assert code == 1
    assert "rad 2, kolonne «amount_mnok»: Et beløp kan ikke være negativt." in said
    assert not Project.objects.exists()


def test_a_list_without_rows_for_the_partnership_is_answered_with_no(run):
    code, said = run(HEAD + "Y001,Et annet samarbeid,Noe annet,Vik,,,,,,,,,,,,,,,,,,\n")
    assert code == 1
    assert "Filen har ingen rader for Fjordløftet (eksempel)." in said


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (None, "borte.csv", "Kan ikke lese"),
        (b"", "tom.csv", "er tom"),
        (b"a,b\0c\n1,2\n", "nul.csv", "er skadet"),
        (b"%PDF-1.7", "kart.xlsx", "er ikke en Excel-arbeidsbok"),
        (b"PK\x03\x04 halv", "halv.xlsx", "er skadet"),
        ("navn,pris\nBru,3\n", "annet.csv", "har ikke arket «Prosjekter»"),
    ],
)
def test_a_file_that_is_not_a_list_is_bad_input(run, content, name, words):
    code, said = run(content, name=name)
    assert code == 2
    assert words in said


def test_an_unknown_partnership_and_an_unknown_person_are_bad_input(cast, run):
    assert run(partnership="finnesikke")[0] == 2
    cast.leader.user.username = "x"
    assert run(by=cast.leader)[0] == 2


def test_somebody_who_may_not_register_projects_is_answered_with_no(cast, run):
    code, said = run(by=cast.observer)
    assert code == 1
    assert "Du kan ikke registrere prosjekter i Fjordløftet (eksempel)." in said
    assert not Project.objects.exists()


def test_nobody_is_chosen_where_several_could_answer_for_the_sheets(cast, tmp_path):
    path = tmp_path / "liste.csv"
    path.write_text(SAMPLE)
    with pytest.raises(CommandError) as no:
        call_command("import_sheets", str(path), "--partnership", "fjordloftet")
    assert no.value.returncode == 2
    assert "--by" in str(no.value)


def test_the_word_on_the_command_line_gives_the_same_exit_codes(db, tmp_path):
    from samstyring import cli

    with pytest.raises(SystemExit) as ended:
        cli.main(["import-sheets", str(tmp_path / "borte.csv"), "--partnership", "finnesikke", "--dry-run"])
    assert ended.value.code == 2

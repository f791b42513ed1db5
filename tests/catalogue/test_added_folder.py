"""One new file of each kind in a folder is all it takes; a broken one is told, and stops no other."""

import shutil

import pytest
from django.urls import reverse

from samstyring.catalogue import load
from samstyring.catalogue.folder import HERE
from samstyring.partnership.models import Partnership
from tests.partnership.test_starting import AGREEMENT, LINES, address, forums_of, rows
from tests.portfolio import sheet_things as things

# A file of ours, and what it is called when it is copied and given a name of its own.
COPIES = {
    "criteria": ("tiltak", "havnekriterier", "Kriterier for tiltak", "Kriterier for havner"),
    "checklists": ("prosjektark", "havneliste", None, "Sjekkliste for havner"),
    "indicators": ("byvekst", "havnetall", "Indikatorer for byvekstavtaler", "Tall for havner"),
    "gates": ("byregion", "havneporter", None, "Porter for havner"),
    "partnerships": ("byvekstavtale", "havneavtale", "Byvekstavtale", "Havneavtale"),
}


@pytest.fixture
def added(tmp_path, monkeypatch):
    """A folder of the installation's own, with a function that copies a file of ours into it, changed."""
    for kind in COPIES:
        (tmp_path / kind).mkdir()
    monkeypatch.setenv("SAMSTYRING_CATALOGUE", str(tmp_path))

    def drop(kind, *changes, key=None):
        ours, theirs, *_names = COPIES[kind]
        key = key or theirs
        text = (HERE / kind / f"{ours}.toml").read_text("utf-8").replace(f'key = "{ours}"', f'key = "{key}"', 1)
        for before, after in changes:
            assert before in text
            text = text.replace(before, after, 1)
        (tmp_path / kind / f"{key}.toml").write_text(text, "utf-8")

    drop.folder = tmp_path
    return drop


def renamed(kind):
    ours, _theirs, before, after = COPIES[kind]
    before = before or getattr(load(), kind)[ours].name.nb
    return f'nb = "{before}"', f'nb = "{after}"'


@pytest.fixture
def operator(cast, sign_in):
    cast.outsider.user.is_staff = True
    cast.outsider.user.save()
    return sign_in(cast.outsider)


def test_one_file_of_each_kind_is_offered_in_the_browser(added, operator):
    for kind in ("criteria", "checklists", "indicators", "gates"):
        added(kind, renamed(kind))
    added(
        "partnerships",
        renamed("partnerships"),
        ('criteria = "byvekst"', 'criteria = "havnekriterier"'),
        ('checklist = "prosjektark"', 'checklist = "havneliste"'),
        ('indicators = "byvekst"', 'indicators = "havnetall"'),
    )
    page = operator.get(reverse("partnership:templates")).content.decode()
    assert all(after in page for *_files, after in COPIES.values())
    assert "Disse filene kan ikke brukes" not in page
    assert "Havneavtale, versjon 1" in operator.get(reverse("partnership:start")).content.decode()


def test_a_partnership_of_the_new_type_starts_from_the_new_criteria(added, operator):
    added("criteria", ('nb = "Relevans"', 'nb = "Dybde i innseilingen"'))
    added("partnerships", renamed("partnerships"), ('criteria = "byvekst"', 'criteria = "havnekriterier"'))
    operator.post(address("avtale"), AGREEMENT | {"template": "havneavtale"})
    operator.post(address("parter"), {**rows(), "lines": LINES, "act": "on"})
    operator.post(address("forum"), forums_of(load().partnerships["havneavtale"]))
    operator.post(address("sekretariat"), {"who": "me"})
    operator.post(address("oppsummering"))
    partnership = Partnership.objects.get(template_key="havneavtale")
    page = operator.get(reverse("portfolio:new_criteria", args=[partnership.key])).content.decode()
    assert "Dybde i innseilingen" in page


def test_new_criteria_alone_can_be_started_from_where_there_are_criteria_before(added, cast, sign_in):
    added("criteria", renamed("criteria"), ('nb = "Relevans"', 'nb = "Dybde i innseilingen"'))
    client, address = sign_in(cast.secretary), reverse("portfolio:new_criteria", args=["fjordloftet"])
    page = client.get(address).content.decode()
    assert "Kriterier for havner" in page
    assert "Dybde i innseilingen" not in page
    page = client.get(address, {"fra": "havnekriterier"})
    assert "Dybde i innseilingen" in page.content.decode()
    assert client.get(address, {"fra": "finnes-ikke"}).status_code == 200


def test_a_new_checklist_alone_is_chosen_for_a_kind_of_case_and_answered(added, cast, sign_in):
    added("checklists", renamed("checklists"), ("Arealbruk er vurdert.", "Kaien er målt opp."))
    client, kind = sign_in(cast.secretary), cast.kinds["handlingsprogram"]
    choose = reverse("casework:checklists", args=["fjordloftet"])
    assert "Sjekkliste for havner" in client.get(choose).content.decode()
    assert client.post(choose, {f"kind_{kind.pk}": "havneliste"}).status_code == 302
    case = cast.case()
    answer = reverse("casework:checklist", args=["fjordloftet", case.pk])
    assert "Kaien er målt opp." in client.get(answer).content.decode()
    assert client.post(answer, {"answer_arealbruk": "yes"}).status_code == 302
    assert case.checks.get().point == "arealbruk"


def test_a_sheet_is_held_up_against_the_checklist_of_the_new_type(added, cast, sign_in):
    added("checklists", ("Arealbruk er vurdert.", "Kaien er målt opp."))
    added("partnerships", renamed("partnerships"), ('checklist = "prosjektark"', 'checklist = "havneliste"'))
    cast.fjord.template_key = "havneavtale"
    cast.fjord.save()
    project = things.project(cast)
    client = sign_in(cast.secretary)
    page = client.get(reverse("portfolio:edit_sheet", args=["fjordloftet", project.key])).content.decode()
    assert "Kaien er målt opp." in page
    assert "Arealbruk er vurdert." not in page


def test_new_indicators_and_checkpoints_are_read_by_the_partnership(added, cast, sign_in):
    added("indicators", renamed("indicators"), ('nb = "Byindeks"', 'nb = "Anløp per uke"'))
    added("gates", renamed("gates"), ('nb = "Samling 1"', 'nb = "Havnesamling"'))
    client = sign_in(cast.member_sjo)
    address = reverse("partnership:template_contents", args=["fjordloftet"])
    page = client.get(address)
    told = page.content.decode()
    assert "Anløp per uke" in told
    assert "prosent endring fra referanseåret, mindre er bedre, Statens vegvesen, 12 ganger i året." in told
    assert "Havnesamling" in told
    assert "Porter for havner" not in [one.name for one in page.context["own"]]
    added("partnerships", renamed("partnerships"), ('indicators = "byvekst"', 'indicators = "havnetall"'))
    cast.fjord.template_key = "havneavtale"
    cast.fjord.save()
    assert "Tall for havner" in [one.name for one in client.get(address).context["own"]]
    assert sign_in(cast.outsider).get(address).status_code == 404


@pytest.mark.parametrize(
    ("kind", "before", "after", "sentence"),
    [
        ("criteria", 'direction = "up"', 'direction = "opp"', "havnekriterier.toml, criteria[relevans].direction: Verdien 'opp' er ikke en av disse: up, down."),
        ("criteria", "score = 25", "score = 30", "havnekriterier.toml, criteria[relevans].anchors: Ankrene skal stå på 0, 25, 50, 75 og 100."),
        ("checklists", 'group = "', 'grupe = "', "grupe: Nøkkelen finnes ikke i ChecklistPoint."),
        ("indicators", "per_year = 12", 'per_year = "tolv"', "indicators[byindeks].per_year: Verdien 'tolv' er av feil slag; den skal være et helt tall."),
        ("indicators", "per_year = 12", "", "indicators[byindeks].per_year: Nøkkelen mangler."),
        ("gates", "version = 1", "version = ", "havneporter.toml: Filen er ikke gyldig TOML, se linje"),
        ("partnerships", 'criteria = "byvekst"', 'criteria = "borte"', "havneavtale.toml, criteria: Det finnes ingen «borte»."),
    ],
)  # fmt: skip
def test_a_broken_file_is_one_sentence_and_stops_no_other(added, operator, kind, before, after, sentence):
    added("indicators" if kind != "indicators" else "criteria")
    added(kind, (before, after))
    whole = "havnetall" if kind != "indicators" else "havnekriterier"
    (slip,) = load().slips
    assert sentence in slip.sentence()
    page = operator.get(reverse("partnership:templates"))
    assert page.status_code == 200
    assert whole in {*load().indicators, *load().criteria}
    assert sorted(load().partnerships) == ["byvekstavtale", "ipr", "program"]
    assert "Disse filene kan ikke brukes" in page.content.decode()


def test_every_slip_can_be_told_in_three_languages(added):
    added("criteria", ("score = 25", "score = 30"))
    (slip,) = load().slips
    assert len({slip.sentence(language) for language in ("nb", "nn", "en")}) == 3


def test_files_that_are_no_templates_at_all_are_told(added):
    (added.folder / "criteria" / "bilde.toml").write_bytes(b"\xff\xd8\xff\xe0")
    (added.folder / "gates" / "mappe.toml").mkdir()
    (added.folder / "gates" / "tom.toml").write_text("")
    assert sorted(slip.code for slip in load().slips) == ["missing", "not-text", "unreadable"]


def test_a_folder_that_is_not_there_is_told(tmp_path, monkeypatch):
    monkeypatch.setenv("SAMSTYRING_CATALOGUE", str(tmp_path / "borte"))
    (slip,) = load().slips
    assert slip.code == "no-folder"


def test_a_newer_version_of_ours_takes_its_place_and_an_older_does_not(added):
    added("criteria", key="tiltak")
    (slip,) = load().slips
    assert slip.code == "not-newer"
    added("criteria", ("version = 1", "version = 2"), key="tiltak")
    assert load().criteria["tiltak"].version == 2
    assert load().slips == ()


def test_a_file_is_mended_while_the_server_runs(added):
    added("indicators", ("per_year = 12", "per_year = true"))
    assert "havnetall" not in load().indicators
    added("indicators")
    assert "havnetall" in load().indicators
    shutil.rmtree(added.folder / "indicators")
    assert "havnetall" not in load().indicators

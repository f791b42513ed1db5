"""Project sheets: listed, registered, read with their gaps, and open to those who may write."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from samstyring.ground import history, pages
from samstyring.partnership.models import Seat
from samstyring.portfolio.models import Project, ProjectRole, SheetFinancing
from samstyring.portfolio.rules import board, sheet_words, sheets
from tests.portfolio import sheet_things as things
from tests.portfolio.sheet_things import address, typed


@pytest.fixture
def project(cast):
    made = things.project(cast)
    things.sheet(cast, made, need="Utrygg skolevei.", municipality="Sjø")
    return made


# The list


def test_the_list_adds_only_amounts_of_one_kind_and_tells_of_the_rest(cast, sign_in):
    for number, says in enumerate(
        (
            {"cost_mnok": 10, "cost_basis": "total", "price_year": 2026, "vat": "excl"},
            {"cost_mnok": 20, "cost_basis": "total", "price_year": 2026, "vat": "excl"},
            {"cost_mnok": 500, "cost_basis": "total", "vat": "excl"},
            {},
        )
    ):
        things.sheet(cast, things.project(cast, f"P00{number}"), **says)
    page = sign_in(cast.observer).get(address("projects", cast)).content.decode()
    assert "30,0 mill. kr i 2026-kroner" in page.replace("\xa0", " ")
    assert "Ett prosjekt har et beløp som ikke kan legges sammen med andre: prisår mangler." in page
    assert "Ett prosjekt har ikke noe beløp." in page


def test_the_list_asks_the_database_the_same_however_many_projects(cast, sign_in):
    def asked(client):
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address("projects", cast)).status_code == 200
        return len(queries)

    client = sign_in(cast.secretary)
    for number in range(2):
        things.sheet(cast, things.project(cast, f"P00{number}"), whole=True)
    few = asked(client)
    for number in range(2, 9):
        things.sheet(cast, things.project(cast, f"P00{number}"), whole=True)
        things.submission(Project.objects.get(key=f"P00{number}"), cast.coordination)
    assert asked(client) == few


@pytest.mark.parametrize(
    ("query", "keys"),
    [
        ("q=bru", {"P002"}),
        ("kommune=Berg", {"P002"}),
        ("fase=building", {"P002"}),
        ("fase=ukjent", {"P001"}),
        ("steg=coordinate", {"P002"}),
        ("satsing=ukjent", {"P001"}),
        ("ark=klar", {"P002"}),
        ("ark=mangler", {"P001"}),
        ("eier=ukjent", {"P001"}),
        ("gruppe=ukjent", set()),
        ("sorter=tull&steg=tull", {"P001", "P002"}),
    ],
)
def test_the_list_is_filtered_by_its_address(cast, sign_in, project, query, keys):
    other = things.project(cast, "P002", name="Bru i Berg (eksempel)", owner=cast.berg)
    things.sheet(cast, other, whole=True, municipality="Berg (Indre)", phase="building")
    things.submission(other, cast.coordination)
    page = sign_in(cast.secretary).get(f"{address('projects', cast)}?{query}")
    assert {row.project.key for row in page.context["rows"]} == keys


def test_a_long_list_has_pages_that_keep_the_filters(cast, sign_in, monkeypatch):
    monkeypatch.setattr(pages, "PER_PAGE", 2)
    for number in range(5):
        things.project(cast, f"P00{number}")
    client = sign_in(cast.secretary)
    page = client.get(f"{address('projects', cast)}?steg=understand&sorter=navn&side=2")
    assert [row.project.key for row in page.context["rows"]] == ["P002", "P003"]
    assert '?side=3&amp;steg=understand&amp;sorter=navn"' in page.content.decode()
    assert client.get(f"{address('projects', cast)}?side=tull").status_code == 200


def test_an_empty_list_says_what_to_do_first(cast, sign_in):
    page = sign_in(cast.secretary).get(address("projects", cast)).content.decode()
    assert "Registrer det første prosjektet" in page


# Registering


def registration(**more):
    return {"name": "Bussfelt (eksempel)", "municipality": "Sjø", "need": "Bussen står i kø."} | more


def test_a_project_lands_with_the_working_group_of_its_area(cast, sign_in):
    answer = sign_in(cast.secretary).post(address("new_project", cast), registration())
    made = Project.objects.get()
    assert answer.status_code == 302
    assert (made.key, made.home_forum) == ("P001", cast.west)
    assert made.sheets.get().need == "Bussen står i kø."
    assert [event.kind for event in history.about(made)] == ["project.created"]


def test_a_place_in_two_areas_is_asked_about(cast, sign_in):
    cast.east.area = "Berg, Sjø"
    cast.east.save()
    client = sign_in(cast.secretary)
    page = client.post(address("new_project", cast), registration())
    assert page.status_code == 422
    assert "Sjø hører til flere arbeidsgrupper" in page.content.decode()
    assert client.post(address("new_project", cast), registration(home_forum=cast.east.pk)).status_code == 302
    assert Project.objects.get().home_forum == cast.east


def test_the_group_whose_area_names_more_of_the_place_has_it(cast):
    cast.east.area, cast.west.area = "Berg: Indre", "Berg (Ytre), Sjø"
    assert sheets.home_forums([cast.east, cast.west], "Berg (Ytre)") == [cast.west]


def test_a_name_is_the_same_however_its_letters_are_written(cast):
    cast.west.area = "Sjo, Oygarden"
    assert sheets.home_forums([cast.west, cast.east], "Øygarden") == [cast.west]


def test_a_place_in_no_area_is_asked_about(cast, sign_in):
    page = sign_in(cast.secretary).post(address("new_project", cast), registration(municipality="Fjernby"))
    assert "Ingen arbeidsgruppe har Fjernby i området sitt." in page.content.decode()


@pytest.mark.parametrize("who", ["observer", "member_fylke"])
def test_those_without_a_working_group_or_a_party_cannot_register(cast, sign_in, who):
    page = sign_in(getattr(cast, who)).post(address("new_project", cast), registration())
    assert page.status_code == 422
    assert sheets.NOT_PROPOSER in page.context["obstacles"]
    assert not Project.objects.exists()


# Reading


def test_gaps_are_shown_as_gaps_with_who_can_mend_them(cast, sign_in, project):
    newest = project.sheets.get()
    newest.missing = "amount_mnok: teksten er kuttet i utdraget; owner: ikke oppgitt"
    newest.save()
    page = sign_in(cast.observer).get(project.get_absolute_url()).content.decode()
    assert "ikke oppgitt" in page
    assert "Kilden: teksten er kuttet i utdraget" in page
    assert "Arbeidsgruppe Vest eller sekretariatet kan fylle ut det som mangler." in page
    assert "Rediger arket" not in page


def test_completeness_counts_each_section(cast, project):
    rows = {
        one.section.key: one for one in sheets.completeness(project.sheets.get(), sheets.checklist_for(cast.fjord))
    }
    assert (rows["behov"].known, rows["behov"].needed) == (2, 4)
    assert rows["kostnad"].kind == "todo"
    assert not rows["sjekkliste"].is_whole
    whole = things.sheet(cast, project, version=2, whole=True)
    assert sheets.share_known(sheets.completeness(whole, sheets.checklist_for(cast.fjord))) == 100


def test_the_page_costs_the_same_however_many_versions(cast, sign_in, project):
    def asked():
        with CaptureQueriesContext(connection) as queries:
            assert client.get(project.get_absolute_url()).status_code == 200
        return len(queries)

    client = sign_in(cast.secretary)
    things.sheet(cast, project, version=2, whole=True)
    few = asked()
    for version in range(3, 9):
        things.sheet(cast, project, version=version, whole=True)
    assert asked() == few


def test_an_older_version_is_read_as_it_was(cast, sign_in, project):
    things.sheet(cast, project, version=2, need="Nytt behov.")
    page = sign_in(cast.observer).get(f"{project.get_absolute_url()}?versjon=1")
    assert "Utrygg skolevei." in page.content.decode()
    assert "Den er ikke den nyeste" in page.content.decode()
    assert sign_in(cast.observer).get(f"{project.get_absolute_url()}?versjon=9").status_code == 404


def test_two_versions_are_compared_field_by_field(cast, sign_in, project):
    things.sheet(
        cast, project, version=2, need="Utrygg skolevei.", cost_mnok=Decimal("12.5"),
        checks={"arealbruk": {"answer": "yes", "note": "Ved knutepunkt"}},
    )  # fmt: skip
    SheetFinancing.objects.create(
        sheet=project.sheets.get(version=2), source=cast.sources[0], year=2027, amount_mnok=5
    )
    page = sign_in(cast.observer).get(address("compare_sheets", cast, project.key))
    found = {str(one.label): (one.before, one.after) for one in page.context["differences"]}
    assert found["Kommune"] == ("Sjø", None)
    assert found["Statlige midler 2027"][0] is None
    assert found["Arealbruk er vurdert."] == (None, "ja. Ved knutepunkt")
    assert "Behov" not in found


# Who may write


def test_the_working_group_the_owner_and_the_projects_own_people_may_write(cast, project):
    project.owner = cast.sjo
    project.save()
    builder = cast.person("Bodil, byggherre")
    ProjectRole.objects.create(project=project, kind="builder", person=builder)
    for person in (cast.secretary, cast.group_leader, cast.owner, cast.clerk_sjo, builder):
        assert sheets.editable(person, [project], cast.today) == {project.pk}, person
    for person in (cast.observer, cast.member_berg, cast.clerk_berg, cast.former_secretary, cast.outsider, None):
        assert not sheets.editable(person, [project], cast.today), person


def test_an_observer_of_the_working_group_may_only_read(cast, project):
    Seat.objects.create(forum=cast.west, person=cast.observer, kind="observer")
    assert not sheets.editable(cast.observer, [project], cast.today)


def test_others_are_refused_in_a_sentence(cast, sign_in, project):
    client = sign_in(cast.member_berg)
    page = client.get(address("edit_sheet", cast, project.key))
    assert "Du kan lese prosjektarket, men ikke endre det." in page.content.decode()
    answer = client.post(address("edit_sheet", cast, project.key), typed(page) | {"need": "Endret"})
    assert answer.status_code == 422
    assert sheets.NOT_EDITOR in answer.context["obstacles"]
    assert project.sheets.count() == 1


def test_the_secretariat_moves_a_project_to_another_group(cast, sign_in, project):
    data = {"owner": cast.berg.pk, "home_forum": cast.east.pk}
    assert sign_in(cast.group_leader).post(address("placement", cast, project.key), data).status_code == 422
    assert sign_in(cast.secretary).post(address("placement", cast, project.key), data).status_code == 302
    project.refresh_from_db()
    assert (project.owner, project.home_forum) == (cast.berg, cast.east)


@pytest.mark.parametrize("name", ["project", "edit_sheet", "placement", "compare_sheets"])
def test_outsiders_and_other_partnerships_do_not_learn_of_a_project(cast, sign_in, project, name):
    assert sign_in(cast.outsider).get(address(name, cast, project.key)).status_code == 404
    assert sign_in(cast.os_secretary).get(address(name, cast, project.key)).status_code == 404
    other = address(name, cast, project.key, partnership=cast.os)
    assert sign_in(cast.os_secretary).get(other).status_code == 404


def test_a_line_of_the_sheet_is_never_a_number_without_words(cast, project):
    rows = board.rows(Project.objects.all(), cast.fjord, on=cast.today)
    assert sheet_words.words(rows[0].sheet, "cost_mnok") is None

"""Open programmes and projects: where each party stands, and what is not known."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from samstyring.portfolio.models import (
    AdoptionAct,
    AdoptionRequirement,
    Programme,
    ProgrammeLine,
    Project,
    SheetVersion,
)


@pytest.fixture
def programme(cast, decide):
    """Adopted by the steering group; Sjø has said yes, Berg has not."""
    item = cast.item(meeting=cast.meeting(cast.steering, day=cast.today - timedelta(days=20), status="held"))
    programme = Programme.objects.create(
        partnership=cast.fjord, first_year=2027, case=item.case, price_year=2026, vat="excl", decision=decide(item)
    )
    for party in (cast.sjo, cast.berg):
        AdoptionRequirement.objects.create(programme=programme, party=party, kind="local", body="kommunestyret")
    AdoptionAct.objects.create(
        requirement=programme.requirements.get(party=cast.sjo), outcome="adopted", acted_on=cast.today,
        wording="Sjø vedtar programmet.", votes_for=20, votes_against=3, recorded_by=cast.clerk_sjo,
    )  # fmt: skip
    return programme


@pytest.fixture
def project(cast):
    project = Project.objects.create(partnership=cast.fjord, key="P1", name="Sykkelveg (eksempel)", owner=cast.sjo)
    SheetVersion.objects.create(
        project=project, version=1, need="Utrygg skoleveg.", cost_mnok=12, municipality="Sjø", phase="zoning",
        risk_note="Intern vurdering av risiko.", focus_area=cast.focus[0],
    )  # fmt: skip
    return project


def test_who_is_missing_is_said_by_name(client, programme, at):
    for address in (at("programmes"), at("programme", programme.pk), at("home")):
        assert "men ikke endelig: Berg kommune mangler." in client.get(address).content.decode()


def test_what_each_party_did_is_told_with_wording_and_votes(client, programme, at):
    page = client.get(at("programme", programme.pk)).content.decode()
    assert "Sjø vedtar programmet." in page
    assert "20 mot 3" in page
    assert "Til behandling" in page


def test_the_money_is_told_per_year_with_price_year_and_vat(cast, client, programme, project, at):
    for year, amount in ((2027, 2), (2028, 3)):
        ProgrammeLine.objects.create(
            programme=programme, project=project, source=cast.sources[0], year=year, amount_mnok=amount
        )
    page = client.get(at("programme", programme.pk)).content.decode()
    assert "mill. 2026-kroner, uten mva." in page
    assert "Sykkelveg (eksempel)" in page
    assert "5,0" in page


def test_a_programme_nobody_is_asked_to_adopt_yet_is_not_open(cast, client, at):
    case = cast.case(title="Utkast")
    draft = Programme.objects.create(
        partnership=cast.fjord, first_year=2028, case=case, price_year=2026, vat="excl"
    )
    assert client.get(at("programme", draft.pk)).status_code == 404
    assert "2028–2031" not in client.get(at("programmes")).content.decode()


def test_the_paper_is_the_same_for_all_and_sent_once(cast, client, programme, at):
    address = at("programme_pdf", programme.pk)
    answer = client.get(address)
    assert answer.content.startswith(b"%PDF")
    assert client.get(address, headers={"if-none-match": answer["ETag"]}).status_code == 304
    programme.case.closed_basis = "offentleglova § 23"
    programme.case.save()
    assert client.get(address).status_code == 404


@pytest.mark.parametrize(("name", "start"), [("docx", b"PK"), ("xlsx", b"PK"), ("pdf", b"%PDF")])
def test_the_paper_comes_as_pdf_word_and_excel(client, programme, at, name, start):
    address = at(f"programme_{name}", programme.pk)
    assert address in client.get(at("programme", programme.pk)).content.decode()
    answer = client.get(address)
    assert answer.content.startswith(start)
    assert answer["Content-Disposition"].endswith(f'filename="handlingsprogram-2027-2030-v1.{name}"')
    assert client.get(address, headers={"if-none-match": answer["ETag"]}).status_code == 304


def test_what_was_only_in_a_version_nobody_has_seen_stays_unseen(cast, client, programme, at):
    programme.version = 2
    programme.save()
    earlier = Programme.objects.create(
        partnership=cast.fjord,
        first_year=2027,
        version=1,
        case=cast.case(title="Utkast"),
        price_year=2026,
        vat="excl",
    )
    ProgrammeLine.objects.create(
        programme=earlier, pot="Forkastet pott", source=cast.sources[0], year=2027, amount_mnok=7
    )
    ProgrammeLine.objects.create(
        programme=programme, pot="Ny pott", source=cast.sources[0], year=2027, amount_mnok=9
    )
    page = client.get(at("programme", programme.pk)).content.decode()
    assert "Ny pott" in page
    assert "Forkastet pott" not in page
    assert "Endret fra versjon" not in page


def test_gaps_stay_gaps(client, project, at):
    page = client.get(at("project", "P1")).content.decode()
    assert "Utrygg skoleveg." in page
    assert "ikke oppgitt" in page
    assert "uten grunnlag, prisår, mva." in page


def test_working_papers_about_risk_stay_inside(client, project, at):
    assert "Intern vurdering" not in client.get(at("project", "P1")).content.decode()


def test_amounts_that_lack_something_are_not_added(client, project, at):
    page = client.get(at("projects")).content.decode()
    assert "Ett prosjekt har et beløp som ikke kan legges sammen" in page


def test_a_project_without_a_sheet_can_be_read(cast, client, at):
    Project.objects.create(partnership=cast.fjord, key="P9", name="Uten ark")
    assert "Prosjektarket er ikke skrevet ennå" in client.get(at("project", "P9")).content.decode()
    assert "Uten ark" in client.get(at("projects")).content.decode()


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"q": "sykkel"}, True),
        ({"q": "Sjø"}, True),
        ({"q": "bybane"}, False),
        ({"omrade": "gs"}, True),
        ({"omrade": "kollektiv"}, False),
        ({"fase": "zoning"}, True),
        ({"fase": "building"}, False),
        ({"fase": "tull", "omrade": "'; --"}, True),
        ({"q": "x" * 500}, True),
    ],
)
def test_projects_are_narrowed(client, project, at, asked, found):
    answer = client.get(at("projects"), asked)
    assert answer.status_code == 200
    assert ("Sykkelveg (eksempel)" in answer.content.decode()) is found


def test_an_unknown_project_is_not_found(cast, client, at):
    assert client.get(at("project", "P404")).status_code == 404
    assert client.get(at("project", "P1", key="osregionen")).status_code == 404


def questions_asked(client, address):
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


@pytest.mark.parametrize(("name", "args"), [("projects", []), ("project", ["P1"])])
def test_more_projects_ask_no_more(cast, client, programme, project, at, name, args):
    client.get(at(name, *args))
    before = questions_asked(client, at(name, *args))
    for number in range(2, 8):
        other = Project.objects.create(
            partnership=cast.fjord, key=f"P{number}", name=f"Nr {number}", owner=cast.berg
        )
        SheetVersion.objects.create(project=other, version=1, focus_area=cast.focus[1])
    assert questions_asked(client, at(name, *args)) == before


def test_longer_programmes_ask_no_more(cast, client, programme, project, at):
    ProgrammeLine.objects.create(
        programme=programme, project=project, source=cast.sources[0], year=2027, amount_mnok=1
    )
    address = at("programme", programme.pk)
    client.get(address)
    before = questions_asked(client, address)
    for number in range(2, 8):
        other = Project.objects.create(partnership=cast.fjord, key=f"P{number}", name=f"Nr {number}")
        ProgrammeLine.objects.create(
            programme=programme, project=other, source=cast.sources[0], year=2027, amount_mnok=1
        )
    AdoptionRequirement.objects.create(programme=programme, party=cast.fylke, kind="local")
    assert questions_asked(client, address) == before

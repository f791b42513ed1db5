"""The programme as Word and Excel, and Word beside every paper that is a PDF."""

from decimal import Decimal
from io import BytesIO

import docx
import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from samstyring.casework.actions import decisions
from samstyring.casework.models import MinutesVersion
from samstyring.documents import house_style
from samstyring.portfolio.analysis.marginal import marginal_list
from tests.portfolio.prospects import Prospects

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@pytest.fixture
def programme(cast):
    return Prospects(cast).programme()


def fetched(client, name, *args):
    return client.get(reverse(name, args=["fjordloftet", *args]))


def words(response):
    document = docx.Document(BytesIO(response.content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(p.text for p in document.paragraphs), *cells])


def test_the_page_offers_pdf_word_and_excel(programme, cast, sign_in):
    page = sign_in(cast.member_sjo).get(programme.get_absolute_url()).content.decode()
    for name in ("pdf", "docx", "xlsx"):
        assert reverse(f"portfolio:programme_{name}", args=["fjordloftet", programme.pk]) in page


def test_the_word_file_carries_the_words_of_the_page(programme, cast, sign_in):
    response = fetched(sign_in(cast.member_sjo), "portfolio:programme_docx", programme.pk)
    assert response["Content-Type"] == WORD
    assert response["Content-Disposition"] == 'attachment; filename="handlingsprogram-2027-2030-v1.docx"'
    said = words(response)
    for expected in ("Handlingsprogram 2027–2030", "Gangbru", "Sum handlingsprogram", "Sjø kommune"):
        assert expected in said


def test_every_line_can_be_read_back_from_the_workbook_as_it_is_stored(programme, cast, sign_in):
    programme.lines.filter(amount_mnok__gt=1).first().delete()
    odd = programme.lines.first()
    odd.amount_mnok = Decimal("12.345")
    odd.save()
    response = fetched(sign_in(cast.member_sjo), "portfolio:programme_xlsx", programme.pk)
    sheet = openpyxl.load_workbook(BytesIO(response.content))["Linjer"]
    heads = [cell.value for cell in sheet[3]]
    assert heads[5] == "2027 budsjett\nmill. 2026-kroner, uten mva."
    found = set()
    for line in sheet.iter_rows(min_row=4, values_only=True):
        for year, amount in zip(programme.calendar_years, line[5:9], strict=True):
            if isinstance(amount, int | float):
                found.add((line[0] or line[1], line[3], year, Decimal(str(amount)).quantize(Decimal("0.001"))))
    stored = {
        (line.project.key if line.project else line.pot, line.source.key, line.year, line.amount_mnok)
        for line in programme.lines.all()
    }
    assert found == stored


def test_the_sums_of_the_workbook_are_those_of_its_lines(programme, cast, sign_in):
    response = fetched(sign_in(cast.member_sjo), "portfolio:programme_xlsx", programme.pk)
    book = openpyxl.load_workbook(BytesIO(response.content))
    lines = sum(line[9] for line in book["Linjer"].iter_rows(min_row=4, values_only=True) if line[0])
    measures = book["Tiltak og finansiering"]
    total = next(r for r in measures.iter_rows(values_only=True) if r[0] == "Sum handlingsprogram")
    assert lines == pytest.approx(total[8])


def test_the_number_of_questions_is_the_same_however_many_lines(
    programme, cast, sign_in, django_assert_max_num_queries
):
    client = sign_in(cast.member_sjo)
    with django_assert_max_num_queries(40):
        fetched(client, "portfolio:programme_xlsx", programme.pk)


def test_minutes_and_extract_come_as_word_too(cast, sign_in):
    meeting = cast.meeting(cast.steering)
    item = cast.item(meeting=meeting)
    decision = decisions.decide(item, outcome="adopted", text="Programmet vedtas.", by=cast.secretary)
    MinutesVersion.objects.create(meeting=meeting, version=1, body="## Til stede", author=cast.secretary)
    client = sign_in(cast.secretary)
    assert "Programmet vedtas." in words(fetched(client, "casework:decision_extract_docx", decision.pk))
    assert "Til stede" in words(fetched(client, "casework:minutes_docx", meeting.pk, 1))
    assert "docx" in fetched(client, "casework:decision", decision.pk).content.decode()


@pytest.mark.parametrize("name", ["programme_docx", "programme_xlsx"])
def test_an_outsider_finds_no_file(programme, cast, sign_in, name):
    assert fetched(sign_in(cast.os_secretary), f"portfolio:{name}", programme.pk).status_code == 404


class TestTheHouseStyle:
    def restyled(self, name="stil.docx"):
        document = docx.Document(BytesIO(house_style()))
        document.styles["Heading 1"].font.size = docx.shared.Pt(31)
        written = BytesIO()
        document.save(written)
        return SimpleUploadedFile(name, written.getvalue(), content_type=WORD)

    def address(self):
        return reverse("partnership:house_style", args=["fjordloftet"])

    def size_of_headings(self, client, programme):
        response = fetched(client, "portfolio:programme_docx", programme.pk)
        return docx.Document(BytesIO(response.content)).styles["Heading 1"].font.size.pt

    def test_what_is_changed_in_word_counts_for_the_papers_made_after(self, programme, cast, sign_in):
        client = sign_in(cast.secretary)
        assert self.size_of_headings(client, programme) == 15
        assert client.post(self.address(), {"file": self.restyled()}).status_code == 302
        assert self.size_of_headings(client, programme) == 31
        assert "stil.docx" in client.get(self.address()).content.decode()
        client.post(self.address(), {"act": "own"})
        assert self.size_of_headings(client, programme) == 15

    def test_the_style_can_be_taken_home(self, cast, sign_in):
        response = fetched(sign_in(cast.member_sjo), "partnership:house_style_file")
        assert docx.Document(BytesIO(response.content)).styles["Samstyring vedtak"]

    def test_a_file_without_the_styles_is_told_by_name(self, cast, sign_in):
        written = BytesIO()
        docx.Document().save(written)
        plain = SimpleUploadedFile("brev.docx", written.getvalue())
        response = sign_in(cast.secretary).post(self.address(), {"file": plain})
        assert response.status_code == 422
        assert "Filen «brev.docx» mangler disse stilene: Samstyring opplysning" in response.content.decode()
        assert not cast.fjord.house_styles.exists()

    @pytest.mark.parametrize(
        ("name", "content", "words"),
        [
            ("bilde.docx", b"\x89PNG", "ikke det navnet sier"),
            ("halv.docx", b"PK\x03\x04 halv", "ikke en Word-fil"),
            ("tom.docx", b"", "tom"),
        ],
    )
    def test_a_file_that_is_not_word_is_told(self, cast, sign_in, name, content, words):
        response = sign_in(cast.secretary).post(self.address(), {"file": SimpleUploadedFile(name, content)})
        assert response.status_code == 422
        assert words in response.content.decode()

    def test_only_the_secretariat_sets_it_and_outsiders_find_nothing(self, cast, sign_in):
        response = sign_in(cast.member_sjo).post(self.address(), {"file": self.restyled()})
        assert response.status_code == 422
        assert "Bare sekretariatet" in response.content.decode()
        assert sign_in(cast.os_secretary).get(self.address()).status_code == 404


def test_the_marginal_list_comes_from_the_frozen_proposal(programme, cast, sign_in):
    outside = programme.recommendation.content["basis"]["projects"].keys() - {
        line.project.key for line in programme.lines.filter(project__isnull=False)
    }
    page = sign_in(cast.member_sjo).get(programme.get_absolute_url()).content.decode()
    assert "Marginalliste" in page
    listed = marginal_list(programme).rows
    assert {row.key for row in listed} == outside
    if listed:
        waiting = listed[0]
        programme.lines.create(
            project=cast.fjord.projects.get(key=waiting.key), source=cast.sources[0], year=2027, amount_mnok=1
        )
        assert waiting.key not in {row.key for row in marginal_list(programme).rows}


def test_wordings_that_differ_are_shown_beside_the_common_one(programme, cast, sign_in):
    said = ("Programmet vedtas.", "Programmet  vedtas.", "Programmet vedtas, men Gangbru må starte i 2027.")
    local = programme.requirements.filter(kind="local")
    for requirement, wording in zip(local, said, strict=True):
        requirement.acts.create(
            outcome="adopted", acted_on=cast.today, wording=wording, recorded_by=cast.secretary
        )
    client = sign_in(cast.member_sjo)
    page = fetched(client, "portfolio:programme_wordings", programme.pk).content.decode()
    assert "Partene har brukt 2 ulike ordlyder." in page
    assert "Sjø kommune, Berg kommune" in page
    assert "<ins>, men Gangbru må starte i 2027</ins>" in page
    assert fetched(sign_in(cast.os_secretary), "portfolio:programme_wordings", programme.pk).status_code == 404

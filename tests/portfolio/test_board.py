"""The four-step board: a project is where its latest submission put it, and moves by acts that may be refused."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from samstyring.ground import history
from samstyring.ground.refusal import Refused
from samstyring.portfolio.actions import submissions
from samstyring.portfolio.models import Project
from samstyring.portfolio.rules import board, sheets, waiting
from tests.portfolio import sheet_things as things


def address(name, cast, *args, partnership=None):
    return reverse(f"portfolio:{name}", args=[(partnership or cast.fjord).key, *args])


def row_of(project, cast):
    return board.rows(Project.objects.filter(pk=project.pk), cast.fjord, on=cast.today)[0]


@pytest.fixture
def project(cast):
    made = things.project(cast)
    things.sheet(cast, made, whole=True)
    return made


# Where a project is


def test_a_project_never_put_forward_is_understood_at_home(cast, project):
    place = row_of(project, cast).place
    assert (place.step, place.forum) == ("understand", cast.west)


@pytest.mark.parametrize(
    ("forum", "answer", "step", "now_at"),
    [
        ("coordination", "", "coordinate", "coordination"),
        ("council", "", "prioritise", "council"),
        ("council", "returned", "coordinate", "coordination"),
        ("coordination", "returned", "understand", "west"),
        ("steering", "forwarded", "adopt", "steering"),
    ],
)
def test_the_latest_submission_tells_where_a_project_is(cast, project, forum, answer, step, now_at):
    things.submission(project, getattr(cast, forum), answer=answer, reason="Mer må gjøres." if answer else "")
    place = row_of(project, cast).place
    assert (place.step, place.forum) == (step, getattr(cast, now_at))


# Putting a sheet forward


def test_the_working_group_puts_a_ready_sheet_before_the_next_forum(cast, sign_in, project):
    answer = sign_in(cast.group_leader).post(address("submit_sheet", cast, project.key))
    assert answer.status_code == 302
    made = project.submissions.get()
    assert (made.forum, made.sheet, made.submitted_by) == (
        cast.coordination,
        project.sheets.get(),
        cast.group_leader,
    )
    assert history.about(project)[0].kind == "sheet.submitted"


def test_a_sheet_cannot_leave_the_first_step_without_need_focus_area_and_checklist(cast, sign_in):
    empty = things.project(cast, "P002")
    things.sheet(cast, empty)
    page = sign_in(cast.secretary).post(address("submit_sheet", cast, empty.key))
    assert page.status_code == 422
    words = page.content.decode()
    assert "Delen «Behov og mål» mangler noe som må være på plass før steget «samordne og vurdere»" in words
    assert "Behov; Satsingsområde" in words
    assert "Delen «Sjekkliste» mangler" in words
    assert "15 punkter er ikke besvart" in words
    assert f"{address('edit_sheet', cast, empty.key)}#sjekkliste" in words
    assert "Kostnad" not in "".join(obstacle.text for obstacle in page.context["obstacles"])
    assert not empty.submissions.exists()


def codes_for(project, cast, by):
    return [one.code for one in board.obstacles_to_submitting(row_of(project, cast), by=by, on=cast.today)]


def test_each_obstacle_to_putting_forward(cast, project):
    assert codes_for(project, cast, cast.secretary) == []
    assert codes_for(project, cast, cast.observer) == ["not-editor"]
    cast.coordination_mandate.forums.clear()
    assert codes_for(project, cast, cast.secretary) == ["forum-without-mandate"]
    cast.coordination.to_day = cast.today.replace(year=cast.today.year - 1)
    cast.coordination.save()
    assert codes_for(project, cast, cast.secretary) == ["no-forum-for-step"]


def test_a_project_without_working_group_or_sheet_stays(cast):
    bare = things.project(cast, "P002", forum=None)
    bare.home_forum = None
    bare.save()
    assert codes_for(bare, cast, cast.secretary) == ["no-home-forum", "no-sheet"]


def test_a_sheet_that_lies_with_a_forum_waits_for_its_answer(cast, project):
    things.submission(project, cast.coordination)
    assert codes_for(project, cast, cast.secretary) == ["waits-for-answer"]


def test_after_the_last_step_the_programme_comes(cast, project):
    things.submission(project, cast.steering, answer="forwarded")
    assert codes_for(project, cast, cast.secretary) == ["last-step"]
    assert row_of(project, cast).place.is_through


def test_a_sheet_put_forward_twice_at_once_is_put_forward_once(cast, project):
    row = row_of(project, cast)
    submissions.submit(project, by=cast.secretary, on=cast.today)
    with pytest.raises(Refused) as refusal:
        submissions._put_before_next_forum(row, by=cast.second_secretary, on=cast.today)
    assert board.WAITS_FOR_ANSWER in refusal.value.obstacles
    assert project.submissions.count() == 1


# Answering


def test_the_leader_sends_a_sheet_on_to_the_next_forum(cast, sign_in, project):
    things.submission(project, cast.coordination)
    answer = sign_in(cast.leader).post(address("answer_submission", cast, project.key), {"answer": "forwarded"})
    assert answer.status_code == 302
    first, second = project.submissions.order_by("pk")
    assert (first.answer, first.answered_by) == ("forwarded", cast.leader)
    assert (second.answer, second.forum) == ("", cast.council)
    assert [event.kind for event in history.about(project)][:2] == ["sheet.submitted", "sheet.forwarded"]


def test_a_sheet_sent_back_needs_a_reason_and_returns_one_step(cast, sign_in, project):
    things.submission(project, cast.council)
    client = sign_in(cast.leader)
    page = client.post(address("answer_submission", cast, project.key), {"answer": "returned", "reason": "  "})
    assert page.status_code == 422
    assert board.RETURN_WITHOUT_REASON in page.context["obstacles"]
    client.post(
        address("answer_submission", cast, project.key),
        {"answer": "returned", "reason": "Kostnaden er for usikker."},
    )
    place = row_of(project, cast).place
    assert (place.step, place.forum, place.latest.reason) == (
        "coordinate",
        cast.coordination,
        "Kostnaden er for usikker.",
    )
    assert "Kostnaden er for usikker." in client.get(project.get_absolute_url()).content.decode()


def test_what_the_next_step_needs_is_asked_when_a_sheet_is_sent_on(cast, sign_in, project):
    things.sheet(cast, project, version=2, whole=True, cost_mnok=None, risk="")
    things.submission(project, cast.coordination)
    page = sign_in(cast.leader).post(address("answer_submission", cast, project.key), {"answer": "forwarded"})
    words = " ".join(obstacle.text for obstacle in page.context["obstacles"])
    assert "Delen «Kostnad» mangler" in words
    assert "Delen «Nytte og risiko» mangler" in words
    assert project.submissions.get().answer == ""


def test_the_last_forum_sends_a_project_on_to_the_programme(cast, project):
    things.submission(project, cast.steering)
    submissions.answer(project, answer="forwarded", by=cast.secretary, on=cast.today)
    assert row_of(project, cast).place.is_through
    assert project.submissions.count() == 1


@pytest.mark.parametrize("who", ["member_berg", "observer", "owner", "former_secretary"])
def test_only_the_leader_and_the_secretariat_answer(cast, sign_in, project, who):
    things.submission(project, cast.council)
    page = sign_in(getattr(cast, who)).post(
        address("answer_submission", cast, project.key), {"answer": "forwarded"}
    )
    assert page.status_code == 422
    assert board.NOT_FORUM_LEADER in page.context["obstacles"]


def test_a_forum_without_a_mandate_cannot_answer(cast, project):
    things.submission(project, cast.council)
    cast.council_mandate.forums.clear()
    with pytest.raises(Refused) as refusal:
        submissions.answer(project, answer="returned", reason="Mer.", by=cast.leader, on=cast.today)
    assert [one.code for one in refusal.value.obstacles] == ["forum-without-mandate"]


def test_a_sheet_left_with_a_forum_that_is_no_more_is_sent_back_by_the_secretariat(cast, project):
    things.submission(project, cast.council)
    cast.council_mandate.forums.clear()
    cast.council.to_day = cast.today.replace(year=cast.today.year - 1)
    cast.council.save()
    submissions.answer(project, answer="returned", reason="Forumet finnes ikke.", by=cast.secretary, on=cast.today)
    assert row_of(project, cast).place.step == "coordinate"


def test_an_answer_is_given_once(cast, project):
    things.submission(project, cast.council)
    submissions.answer(project, answer="returned", reason="Mer.", by=cast.leader, on=cast.today)
    with pytest.raises(Refused) as refusal:
        submissions.answer(project, answer="forwarded", by=cast.secretary, on=cast.today)
    assert [one.code for one in refusal.value.obstacles] == ["nothing-to-answer"]


def test_a_newer_sheet_than_the_forum_was_shown_is_pointed_out(cast, sign_in, project):
    things.submission(project, cast.council)
    things.sheet(cast, project, version=2, whole=True)
    assert row_of(project, cast).is_changed_since
    assert "Arket er endret etterpå" in sign_in(cast.observer).get(address("board", cast)).content.decode()


# What waits for whom


def waiting_for(person, cast):
    return [str(task.title) for task in waiting.sheet_tasks(cast.fjord, person, on=cast.today)]


def test_a_leader_has_sheets_to_answer_and_others_have_none(cast, project):
    things.submission(project, cast.council)
    assert waiting_for(cast.leader, cast) == ["Svar på 1 prosjektark i Prioriteringsrådet"]
    assert waiting_for(cast.observer, cast) == []


def test_the_working_group_has_its_own_sheets_to_make_ready(cast, project):
    things.submission(project, cast.coordination, answer="returned", reason="Mer.")
    things.sheet(cast, things.project(cast, "P002", name="Bru"))
    things.sheet(cast, things.project(cast, "P003", name="Annet sted", forum=cast.east))
    assert waiting_for(cast.group_leader, cast) == [
        "Gjør ferdig prosjektarket for Gangvei i Sjø (eksempel)",
        "Fyll ut prosjektarket for Bru",
    ]


def test_the_home_page_and_the_forums_page_show_the_sheets(cast, sign_in, project):
    client = sign_in(cast.leader)
    things.submission(project, cast.council)
    home = client.get(reverse("partnership:home", args=[cast.fjord.key])).content.decode()
    assert "Svar på 1 prosjektark i Prioriteringsrådet" in home
    forum = client.get(cast.council.get_absolute_url()).content.decode()
    assert "Prosjekter her nå" in forum


# The board


def test_each_project_stands_in_its_column_with_readiness_and_flags(cast, sign_in, project):
    other = things.project(cast, "P002", name="Bru i Berg (eksempel)", forum=cast.east)
    things.sheet(cast, other, need="Bru mangler.", cost_mnok=10)
    things.submission(project, cast.council)
    page = sign_in(cast.observer).get(address("board", cast))
    assert [[row.project for row in column["rows"]] for column in page.context["columns"]] == [
        [other],
        [],
        [project],
        [],
    ]
    words = page.content.decode()
    assert "Mangler: behov og mål, sjekkliste" in words
    assert "Kostnad uten grunnlag, prisår, mva." in words
    assert "Legg fram" not in words


@pytest.mark.parametrize(("query", "keys"), [("forum={council}", ["P001"]), ("omrade={east}", ["P002"])])
def test_the_board_is_filtered_by_forum_and_working_group(cast, sign_in, project, query, keys):
    things.sheet(cast, things.project(cast, "P002", forum=cast.east))
    things.submission(project, cast.council)
    asked = query.format(council=cast.council.pk, east=cast.east.pk)
    page = sign_in(cast.secretary).get(f"{address('board', cast)}?{asked}")
    found = [row.project.key for column in page.context["columns"] for row in column["rows"]]
    assert found == keys


@pytest.mark.parametrize("phase", ["done", "dropped"])
def test_what_is_built_or_given_up_is_in_the_list_and_not_on_the_board(cast, sign_in, project, phase):
    over = things.project(cast, "P002")
    things.sheet(cast, over, phase=phase)
    client = sign_in(cast.secretary)
    page = client.get(address("board", cast))
    found = [row.project.key for column in page.context["columns"] for row in column["rows"]]
    assert found == ["P001"]
    assert "1 prosjekt er ferdig eller utgått" in page.content.decode()
    assert "P002" in client.get(address("projects", cast)).content.decode()


@pytest.mark.parametrize("name", ["board", "portfolio", "assessments"])
def test_the_board_asks_the_database_the_same_however_many_projects(cast, sign_in, name):
    criteria = things.criteria(cast)

    def asked():
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address(name, cast)).status_code == 200
        return len(queries)

    def more(numbers):
        for number in numbers:
            made = things.project(cast, f"P{number:03d}")
            written = things.sheet(cast, made, whole=True)
            things.submission(made, cast.coordination)
            for person in (cast.leader, cast.member_sjo):
                for criterion in criteria.criteria.all():
                    made.assessments.create(sheet=written, criterion=criterion, assessor=person, score=number)

    client = sign_in(cast.group_leader)
    more(range(2))
    few = asked()
    more(range(2, 9))
    assert asked() == few


def test_the_front_of_the_portfolio_says_what_is_ready_for_which_step(cast, sign_in, project):
    things.sheet(cast, things.project(cast, "P002"))
    page = sign_in(cast.observer).get(address("portfolio", cast))
    assert [(one["count"], one["ready"]) for one in page.context["steps"]] == [(2, 1), (0, 0), (0, 0), (0, 0)]
    assert "1 prosjekt er klart for neste steg." in page.content.decode()


@pytest.mark.parametrize("name", ["submit_sheet", "answer_submission"])
def test_outsiders_do_not_learn_of_the_acts(cast, sign_in, project, name):
    things.submission(project, cast.council)
    for person in (cast.outsider, cast.os_secretary):
        assert sign_in(person).get(address(name, cast, project.key)).status_code == 404
        assert sign_in(person).post(address(name, cast, project.key)).status_code == 404
    assert sign_in(cast.os_secretary).get(address(name, cast, project.key, partnership=cast.os)).status_code == 404


@pytest.mark.parametrize("name", ["board", "portfolio", "projects", "assessments", "criteria"])
def test_outsiders_do_not_see_the_portfolio(cast, sign_in, name):
    assert sign_in(cast.outsider).get(address(name, cast)).status_code == 404


def test_every_needed_field_belongs_to_a_section(cast):
    asked = [name for step in sheets.STEPS for name in sheets.NEEDED_AT[step]]
    assert len(asked) == len(set(asked))
    assert set(asked) <= set(sheets.SECTION_OF)

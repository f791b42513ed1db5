"""Reviewers ask about a sheet, its owners answer, and both stay to be read."""

import pytest
from django.urls import reverse

from samstyring.ground import history
from samstyring.portfolio.actions import questions as actions
from samstyring.portfolio.models import SheetQuestion
from samstyring.portfolio.rules import waiting
from tests.portfolio import sheet_things as things


def address(cast, project, *args):
    name = "answer_question" if args else "sheet_questions"
    return reverse(f"portfolio:{name}", args=[cast.fjord.key, project.key, *args])


@pytest.fixture
def project(cast):
    made = things.project(cast)
    things.sheet(cast, made, whole=True)
    return made


@pytest.fixture
def asked(cast, project):
    return actions.ask(project, words="Hvem eier grunnen?", part="kostnad", by=cast.member_berg, on=cast.today)


def test_a_member_asks_and_the_group_that_writes_the_sheet_is_told(cast, sign_in, project):
    client = sign_in(cast.member_berg)
    answer = client.post(address(cast, project), {"part": "kostnad", "words": "Hvem eier grunnen?"}, follow=True)
    assert "Hvem eier grunnen?" in answer.content.decode()
    assert "Kostnad" in answer.content.decode()
    question = SheetQuestion.objects.get()
    assert (question.number, question.sheet, question.asked_by) == (1, project.sheets.get(), cast.member_berg)
    assert history.about(project)[0].kind == "question.asked"
    tasks = waiting.sheet_tasks(cast.fjord, cast.group_leader, on=cast.today)
    assert [task.title for task in tasks if "spørsmål" in task.title] == [f"Svar på et spørsmål om {project}"]


def test_the_answer_stands_under_the_question_and_the_task_is_gone(cast, sign_in, project, asked):
    client = sign_in(cast.group_leader)
    answer = client.post(address(cast, project, 1), {"q1-words": "Kommunen."}, follow=True)
    assert "Kommunen." in answer.content.decode()
    asked.refresh_from_db()
    assert (asked.answer, asked.answered_by) == ("Kommunen.", cast.group_leader)
    titles = [task.title for task in waiting.sheet_tasks(cast.fjord, cast.group_leader, on=cast.today)]
    assert not any("spørsmål" in title for title in titles)


def test_of_two_who_answer_the_second_is_shown_what_the_first_wrote(cast, sign_in, project, asked):
    actions.answer(asked, words="Kommunen.", by=cast.group_leader, on=cast.today)
    page = sign_in(cast.secretary).post(address(cast, project, 1), {"q1-words": "Staten."})
    assert page.status_code == 422
    words = page.content.decode()
    assert f"{cast.group_leader} har alt svart på spørsmålet." in words
    assert "Kommunen." in words
    assert "Staten." in words
    asked.refresh_from_db()
    assert asked.answer == "Kommunen."


def test_who_may_not_write_the_sheet_cannot_answer(cast, sign_in, project, asked):
    page = sign_in(cast.member_berg).post(address(cast, project, 1), {"q1-words": "Kommunen."})
    assert page.status_code == 422
    assert "Kommunen." in page.content.decode()
    asked.refresh_from_db()
    assert asked.answer == ""


def test_an_observer_reads_and_cannot_ask(cast, sign_in, project, asked):
    client = sign_in(cast.observer)
    assert "Hvem eier grunnen?" in client.get(address(cast, project)).content.decode()
    page = client.post(address(cast, project), {"words": "Hva koster det?"})
    assert page.status_code == 422
    assert "Hva koster det?" in page.content.decode()
    assert SheetQuestion.objects.count() == 1


@pytest.mark.parametrize("words", ["", "   ", "a\x00b"])
def test_a_question_has_words(cast, sign_in, project, words):
    page = sign_in(cast.member_berg).post(address(cast, project), {"words": words})
    assert page.status_code == 422
    assert not SheetQuestion.objects.exists()


def test_a_project_without_a_sheet_has_nothing_to_ask_about(cast, sign_in):
    bare = things.project(cast, "P009")
    page = sign_in(cast.secretary).post(address(cast, bare), {"words": "Hva er dette?"})
    assert page.status_code == 422
    assert "har ikke noe prosjektark å spørre om" in page.content.decode()


def test_somebody_from_elsewhere_finds_nothing(cast, sign_in, project, asked):
    client = sign_in(cast.os_secretary)
    assert client.get(address(cast, project)).status_code == 404
    assert client.post(address(cast, project, 1), {"q1-words": "x"}).status_code == 404

"""Whether a project will be in time for the next programme, with the reasons; nothing is promised without a day."""

from datetime import timedelta

import pytest
from django.urls import reverse

from samstyring.portfolio.models import Project
from samstyring.portfolio.rules import board, forecast
from tests.portfolio import sheet_things as things


@pytest.fixture
def programme_case(cast):
    """A programme that the council is to balance in forty days."""
    case = cast.case("handlingsprogram", title="Neste handlingsprogram")
    case.flow.filter(forum=cast.council).update(planned_on=cast.today + timedelta(days=40))
    return case


@pytest.fixture
def project(cast):
    made = things.project(cast)
    things.sheet(cast, made, whole=True)
    return made


def coordination_meets(cast, days, status="planned"):
    return cast.meeting(cast.coordination, day=cast.today + timedelta(days=days), status=status)


def forecast_of(cast, project):
    row = board.rows(Project.objects.filter(pk=project.pk), cast.fjord, on=cast.today)[0]
    return forecast.of_row(row, forecast.schedule(cast.fjord, on=cast.today))


def test_without_a_day_for_a_programme_nothing_is_forecast(cast, project):
    assert forecast.schedule(cast.fjord, on=cast.today) is None
    assert forecast_of(cast, project) is None


def test_a_whole_sheet_with_a_meeting_on_the_way_is_in_time(cast, project, programme_case):
    coordination_meets(cast, 20)
    found = forecast_of(cast, project)
    assert found.kind == "done"
    assert found.words.startswith("Rekker programmet som")


@pytest.mark.parametrize(("days", "status"), [(50, "planned"), (20, "cancelled")])
def test_without_a_meeting_in_time_the_project_misses_the_programme(cast, project, programme_case, days, status):
    coordination_meets(cast, days, status)
    found = forecast_of(cast, project)
    assert found.misses
    assert found.reasons[0].startswith("Steget «samordne og vurdere» har ikke noe møte før")


def test_a_sheet_that_lacks_something_may_still_make_it(cast, programme_case):
    coordination_meets(cast, 20)
    thin = things.project(cast, "P002")
    things.sheet(cast, thin, need="En trygg overgang.")
    found = forecast_of(cast, thin)
    assert found.kind == "warn"
    assert "hvis arket blir fylt ut" in found.words
    assert "sjekkliste" in found.reasons[0]


def test_a_project_at_the_council_needs_no_more_meetings(cast, project, programme_case):
    things.submission(project, cast.council)
    assert forecast_of(cast, project).words.startswith("Er hos")


def test_what_is_built_needs_no_forecast(cast, programme_case):
    over = things.project(cast, "P003")
    things.sheet(cast, over, phase="done")
    assert forecast_of(cast, over) is None


def test_the_day_on_an_agenda_counts_more_than_the_plan(cast, project, programme_case):
    meeting = cast.meeting(cast.council, day=cast.today + timedelta(days=10))
    cast.item(cast.council, case=programme_case, meeting=meeting, purpose="recommendation")
    assert forecast.schedule(cast.fjord, on=cast.today).day == meeting.day


def test_the_secretariat_and_the_owner_see_the_same_reason(cast, sign_in, project, programme_case):
    client = sign_in(cast.secretary)
    for name, args in (("portfolio", []), ("project", [project.key])):
        words = client.get(reverse(f"portfolio:{name}", args=[cast.fjord.key, *args])).content.decode()
        assert "har ikke noe møte før" in words

"""Cases are found by the focus area that their forums work on (003:114-126)."""

import pytest
from django.urls import reverse

from samstyring.partnership.models import FocusLine, FocusList


@pytest.fixture
def listed(cast):
    first = FocusList.objects.create(
        partnership=cast.fjord, version=1, adopted_on=cast.today, effective_from=cast.today
    )
    for area, forums in zip(cast.focus, ([cast.west], [cast.council]), strict=True):
        FocusLine.objects.create(list=first, name=area.name, area=area).forums.set(forums)
    return first


def found(client, query=""):
    page = client.get(reverse("casework:cases", args=["fjordloftet"]) + query)
    assert page.status_code == 200
    return {case.title for case, _status in page.context["rows"]}, page.content.decode()


def test_cases_are_narrowed_by_focus_area(cast, listed, sign_in):
    cast.case(title="Programmet")
    briefing = cast.case("orientering", title="Gangveier")
    briefing.flow.create(order=1, forum=cast.west)
    client = sign_in(cast.observer)
    assert found(client, "?satsing=gs")[0] == {"Gangveier"}
    assert found(client, "?satsing=kollektiv")[0] == {"Programmet"}
    assert "Satsingsområde" in found(client)[1]


def test_a_list_that_has_ended_narrows_nothing_any_more(cast, listed, sign_in):
    cast.case(title="Programmet")
    listed.ended_on = cast.today
    listed.save()
    assert found(sign_in(cast.observer), "?satsing=kollektiv")[0] == set()


def test_without_forums_on_the_areas_there_is_nothing_to_choose(cast, sign_in):
    cast.case(title="Programmet")
    titles, words = found(sign_in(cast.observer), "?satsing=tull")
    assert titles == {"Programmet"}
    assert "Satsingsområde" not in words

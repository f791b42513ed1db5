"""Areas lead project sheets to their working group, and focus areas are adopted in versions."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from samstyring.casework.actions import decisions, focus
from samstyring.casework.models import FocusAdoption
from samstyring.partnership.actions import areas
from samstyring.partnership.models import Area, CaseKind, FocusList
from samstyring.portfolio.models import Project, SheetVersion


def at(name, *args):
    return reverse(f"partnership:{name}", args=["fjordloftet", *args])


def drawn(client, **told):
    return client.post(
        at("area_new"), {"name": "Vest", "from_day": "2021-10-01", "places": "Askøy\nLaksevåg"} | told
    )


# Areas and routing


def test_a_sheet_in_askoy_lands_with_vest(cast, sign_in):
    client = sign_in(cast.secretary)
    assert drawn(client, forum=cast.west.pk).status_code == 302
    answer = client.post(
        reverse("portfolio:new_project", args=["fjordloftet"]),
        {"name": "Sykkelvei (eksempel)", "municipality": "Askøy", "need": "Det er farlig å sykle."},
    )
    assert answer.status_code == 302
    assert Project.objects.get(name="Sykkelvei (eksempel)").home_forum == cast.west


def test_the_page_tells_where_a_place_lands_before_anything_is_registered(cast, sign_in):
    areas.draw(cast.fjord, name="Vest", forum=cast.west, places=["Askøy", "Laksevåg"], from_day=cast.today, source="",
               by=cast.secretary)  # fmt: skip
    client = sign_in(cast.observer)
    assert (
        "havner hos Arbeidsgruppe Vest" in client.get(at("areas"), {"sted": "Bergen (Laksevåg)"}).content.decode()
    )
    assert "Ingen arbeidsgruppe har Voss" in client.get(at("areas"), {"sted": "Voss"}).content.decode()


def test_an_area_that_ended_leads_nowhere(cast, sign_in):
    client = sign_in(cast.secretary)
    drawn(client, forum=cast.west.pk, places="Askøy")
    area = Area.objects.get()
    yesterday = cast.today - timedelta(days=1)
    assert client.post(at("area_end", area.pk), {"last_day": yesterday.isoformat()}).status_code == 302
    assert "Ingen arbeidsgruppe har Askøy" in client.get(at("areas"), {"sted": "Askøy"}).content.decode()
    answer = client.post(at("area_end", area.pk), {"last_day": yesterday.isoformat()})
    assert [o.code for o in answer.context["obstacles"]] == ["area-ended"]


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ({"name": "vest", "places": "Os"}, "area-exists"),
        ({"name": "Ny", "places": "askøy"}, "place-taken"),
    ],
)
def test_two_groups_cannot_have_the_same_place(cast, sign_in, told, code):
    client = sign_in(cast.secretary)
    drawn(client, forum=cast.west.pk)
    answer = drawn(client, forum=cast.east.pk, **told)
    assert answer.status_code == 422
    assert [o.code for o in answer.context["obstacles"]] == [code]


def test_an_area_needs_places_and_a_group_that_understands_needs(cast, sign_in):
    answer = drawn(sign_in(cast.secretary), forum=cast.steering.pk, places=" \n ")
    assert answer.status_code == 422
    assert {"forum", "places"} <= set(answer.context["form"].errors)


# Focus areas


@pytest.fixture
def kinds(cast):
    CaseKind.objects.create(partnership=cast.fjord, key="satsingsomrader", name="Satsingsområder", order=9)
    cast.steering_mandate.authority.create(
        point="7", case_kind=cast.fjord.case_kinds.get(key="satsingsomrader"), outcomes=["adopted", "returned"],
        text="Styringsgruppen vedtar satsingsområdene.",
    )  # fmt: skip


def posted(client, cast, *lines, day=None, **more):
    told = {
        "effective_from": (day or cast.today).isoformat(),
        "linje-TOTAL_FORMS": len(lines),
        "linje-INITIAL_FORMS": 0,
    }
    for number, (name, forums) in enumerate(lines):
        told |= {f"linje-{number}-name": name, f"linje-{number}-forums": [forum.pk for forum in forums]}
    return client.post(at("focus_new"), told | more)


def decided(cast, drafted, outcome="adopted"):
    case = focus.put_forward(drafted, by=cast.secretary)
    cast.paper(case)
    item = cast.item(case=case)
    return decisions.decide(item, outcome=outcome, text="Listen vedtas.", by=cast.secretary)


def test_a_new_version_is_drafted_put_forward_and_adopted_and_the_old_one_stays(cast, kinds, sign_in):
    client = sign_in(cast.secretary)
    posted(client, cast, ("Gange og sykkel", [cast.west]), ("Kollektivtransport", []), day=date(2020, 1, 1))
    first = FocusList.objects.get(version=1)
    decided(cast, first)
    posted(client, cast, ("Gange og sykkel", [cast.west, cast.east]), ("Innfartsparkering", []))
    second = FocusList.objects.get(version=2)
    assert "Fremme listen som sak" in client.get(at("focus_list", second.pk)).content.decode()
    decision = decided(cast, second)
    first.refresh_from_db()
    second.refresh_from_db()
    assert first.ended_on == cast.today - timedelta(days=1)
    assert second.adopted_on == decision.decided_on
    assert second.adopted_by.startswith("Styringsgruppen, ")
    assert {a.name for a in cast.fjord.focus_areas.on(cast.today)} == {"Gange og sykkel", "Innfartsparkering"}
    page = client.get(at("areas"))
    assert page.context["now"] == second
    assert "Kollektivtransport" in client.get(at("focus_list", first.pk)).content.decode()
    assert "Arbeidsgruppe Øst" in page.content.decode()


def test_a_sheet_written_before_keeps_its_focus_area(cast, kinds, sign_in):
    transit = cast.focus[1]
    project = Project.objects.create(partnership=cast.fjord, key="P1", name="Buss", home_forum=cast.west)
    sheet = SheetVersion.objects.create(project=project, version=1, focus_area=transit)
    client = sign_in(cast.secretary)
    posted(client, cast, ("Gange og sykkel", []))
    decided(cast, FocusList.objects.get())
    sheet.refresh_from_db()
    assert sheet.focus_area == transit
    assert transit not in cast.fjord.focus_areas.on(cast.today)


def test_a_draft_changes_nothing_and_a_return_leaves_it_a_draft(cast, kinds, sign_in):
    posted(sign_in(cast.secretary), cast, ("Helt nytt", []))
    drafted = FocusList.objects.get()
    decided(cast, drafted, outcome="returned")
    drafted.refresh_from_db()
    assert drafted.adopted_on is None
    assert cast.fjord.focus_areas.count() == 2


def test_a_decision_that_put_a_version_into_force_is_not_corrected_away(cast, kinds, sign_in):
    posted(sign_in(cast.secretary), cast, ("Helt nytt", []))
    decision = decided(cast, FocusList.objects.get())
    address = reverse("casework:decision_correct", args=["fjordloftet", decision.pk])
    answer = sign_in(cast.secretary).post(
        address, {"outcome": "returned", "text": "Sendes tilbake.", "reason": "Feil utfall"}
    )
    assert answer.status_code == 422
    assert FocusAdoption.objects.get().decision == decision


def test_a_version_is_put_forward_once(cast, kinds, sign_in):
    client = sign_in(cast.secretary)
    posted(client, cast, ("Helt nytt", []))
    address = reverse("casework:focus_forward", args=["fjordloftet", FocusList.objects.get().pk])
    assert client.post(address).status_code == 302
    answer = client.post(address)
    assert [o.code for o in answer.context["obstacles"]] == ["focus-already-put-forward"]


def test_a_partnership_without_such_cases_says_so(cast, sign_in):
    client = sign_in(cast.secretary)
    posted(client, cast, ("Helt nytt", []))
    answer = client.post(reverse("casework:focus_forward", args=["fjordloftet", FocusList.objects.get().pk]))
    assert [o.code for o in answer.context["obstacles"]] == ["no-focus-cases"]


@pytest.mark.parametrize(("lines", "code"), [([], "focus-empty"), ([("Buss", []), ("buss", [])], "focus-twice")])
def test_an_empty_or_double_list_is_refused(cast, sign_in, lines, code):
    answer = posted(sign_in(cast.secretary), cast, *lines)
    assert answer.status_code == 422
    assert [o.code for o in answer.context["obstacles"]] == [code]
    assert not FocusList.objects.exists()


# Who may


@pytest.mark.parametrize("name", ["area_new", "focus_new"])
def test_only_the_secretariat_writes(cast, sign_in, name):
    answer = sign_in(cast.member_sjo).get(at(name))
    assert answer.status_code == 422
    assert [o.code for o in answer.context["obstacles"]] == ["not-secretariat"]


@pytest.mark.parametrize("name", ["areas", "area_new", "focus_new"])
def test_strangers_find_nothing(cast, sign_in, name):
    assert sign_in(cast.outsider).get(at(name)).status_code == 404
    assert sign_in(cast.os_secretary).get(at(name)).status_code == 404

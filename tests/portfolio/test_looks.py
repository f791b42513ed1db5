"""Who has looked at a sheet: the groups it touches, what each has still to see, and project groups."""

from datetime import timedelta

import pytest
from django.urls import reverse

from samstyring.ground.refusal import Refused
from samstyring.partnership.actions import temporary
from samstyring.partnership.models import FocusList
from samstyring.portfolio.actions import groups, looks
from samstyring.portfolio.models import SheetLook
from samstyring.portfolio.rules import looks as rules
from tests.portfolio.prospects import Prospects


@pytest.fixture
def prospects(cast):
    return Prospects(cast)


@pytest.fixture
def bridge(prospects):
    return prospects.bridge


@pytest.fixture
def themed(cast, bridge):
    """A group that works on the focus area the bridge stands under."""
    group = cast._forum("sykkelgruppen", "Sykkelgruppen", "working_group", "", 9)
    cast.seat(group, cast.member_fylke, "leader", cast.fylke)
    sheet = bridge.sheets.order_by("-version").first()
    focus = FocusList.objects.create(partnership=cast.fjord, version=1, adopted_on=cast.today)
    focus.lines.create(name="Gange og sykkel", area=sheet.focus_area).forums.set([group, bridge.home_forum])
    return group


def page_of(project):
    return reverse("portfolio:sheet_looks", args=["fjordloftet", project.pk and project.key])


def words(project, cast):
    found = rules.sights([project], cast.fjord, on=cast.today)[project.pk]
    return {one.forum.key: (one.kind, one.word) for one in found}


def test_a_sheet_shows_which_group_has_looked_and_which_has_not(cast, bridge, themed, sign_in):
    assert words(bridge, cast)["sykkelgruppen"] == ("todo", "ikke sett ennå")
    client = sign_in(cast.member_fylke)
    answer = client.post(
        page_of(bridge),
        {"act": "look", "forum": themed.pk, "looked_on": cast.today.isoformat(), "words": "Husk sikten."},
    )
    assert answer.status_code == 302
    body = client.get(bridge.get_absolute_url()).content.decode()
    assert "Har sett på arket" in body
    assert words(bridge, cast)["sykkelgruppen"][0] == "done"
    assert "Husk sikten." in client.get(page_of(bridge)).content.decode()


def test_the_group_the_sheet_comes_from_is_not_asked(cast, bridge, themed):
    assert bridge.home_forum.key not in words(bridge, cast)


def test_a_new_version_is_to_be_seen_again(cast, bridge, themed):
    looks.look(bridge, themed, looked_on=cast.today, by=cast.member_fylke, on=cast.today)
    sheet = bridge.sheets.order_by("-version").first()
    sheet.pk, sheet.version = None, sheet.version + 1
    sheet._state.adding = True
    sheet.save()
    assert words(bridge, cast)["sykkelgruppen"][0] == "dev"


def test_a_group_reads_on_its_page_what_it_has_still_to_see_and_its_leader_is_told_at_home(
    cast, bridge, themed, sign_in
):
    client = sign_in(cast.member_fylke)
    page = client.get(reverse("partnership:forum", args=["fjordloftet", themed.key])).content.decode()
    assert "Ark gruppen ikke har sett" in page
    assert page_of(bridge) in page
    home = reverse("partnership:home", args=["fjordloftet"])
    assert "prosjektark i Sykkelgruppen" in client.get(home).content.decode()
    assert "prosjektark i Sykkelgruppen" not in sign_in(cast.member_berg).get(home).content.decode()


def test_whoever_puts_the_sheet_forward_is_told_who_has_not_seen_it(cast, bridge, themed, sign_in):
    client = sign_in(cast.secretary)
    address = reverse("portfolio:submit_sheet", args=["fjordloftet", bridge.key])
    assert "Sykkelgruppen (ikke sett ennå)" in client.get(address).content.decode()
    looks.look(bridge, themed, looked_on=cast.today, by=cast.member_fylke, on=cast.today)
    assert "Ikke sett av alle" not in client.get(address).content.decode()


def test_the_secretariat_asks_one_more_group(cast, bridge, sign_in):
    client = sign_in(cast.secretary)
    assert client.post(page_of(bridge), {"act": "ask", "forum": cast.east.pk}).status_code == 302
    assert words(bridge, cast)["ost"] == ("todo", "bedt om å se på arket")
    again = client.post(page_of(bridge), {"act": "ask", "forum": cast.east.pk})
    assert [one.code for one in again.context["obstacles"]] == ["already-asked-to-look"]
    looks.look(bridge, cast.east, looked_on=cast.today, by=cast.secretary, on=cast.today)
    assert words(bridge, cast)["ost"][0] == "done"


@pytest.mark.parametrize(
    ("who", "days", "code"), [("member_berg", 0, "may-not-record-look"), ("member_fylke", 1, "looked-ahead")]
)
def test_a_look_that_cannot_be_recorded(cast, bridge, themed, sign_in, who, days, code):
    day = cast.today + timedelta(days=days)
    answer = sign_in(getattr(cast, who)).post(
        page_of(bridge), {"act": "look", "forum": themed.pk, "looked_on": day.isoformat()}
    )
    assert answer.status_code == 422
    assert code in [one.code for one in answer.context["obstacles"]]
    assert not SheetLook.objects.exists()


def test_the_same_version_is_looked_at_once(cast, bridge, themed):
    looks.look(bridge, themed, looked_on=cast.today, by=cast.member_fylke, on=cast.today)
    with pytest.raises(Refused) as refused:
        looks.look(bridge, themed, looked_on=cast.today, by=cast.member_fylke, on=cast.today)
    assert {one.code for one in refused.value.obstacles} == {"already-looked"}


def test_strangers_find_nothing(cast, bridge, sign_in):
    client = sign_in(cast.os_secretary)
    assert client.get(page_of(bridge)).status_code == 404
    assert client.post(page_of(bridge), {"act": "ask", "forum": cast.east.pk}).status_code == 404


def test_a_project_group_is_tied_to_its_project_and_seen_from_both_sides(cast, bridge, sign_in):
    group = temporary.set_up(
        cast.fjord, name="Brugruppen", kind="project_group", purpose="Bygge.", from_day=cast.today,
        ends_when="broen står", by=cast.secretary,
    )  # fmt: skip
    address = reverse("portfolio:group_project", args=["fjordloftet", group.forum.key])
    client = sign_in(cast.secretary)
    assert address in client.get(group.get_absolute_url()).content.decode()
    assert client.post(address, {"project": bridge.pk}).url == group.get_absolute_url()
    assert bridge.name in client.get(group.get_absolute_url()).content.decode()
    assert "Brugruppen" in client.get(bridge.get_absolute_url()).content.decode()
    with pytest.raises(Refused) as refused:
        groups.tie(group, bridge, by=cast.secretary, on=cast.today)
    assert {one.code for one in refused.value.obstacles} == {"group-already-tied"}
    assert sign_in(cast.outsider).get(address).status_code == 404
    assert sign_in(cast.member_sjo).post(address, {"project": bridge.pk}).status_code == 422

"""Who is responsible for what: what the mandates give, beside the common description and what was treated."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from samstyring.casework.actions import decisions
from samstyring.partnership.models import Outcome
from samstyring.partnership.rules import responsibility


def at(name, *args):
    return reverse(f"partnership:{name}", args=["fjordloftet", *args])


def words(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


# The matrix


def test_the_matrix_says_what_each_forum_may_do_with_the_point_of_its_mandate(cast, sign_in):
    page = sign_in(cast.observer).get(at("responsibilities"))
    columns = [mandate for mandate, _forums in page.context["columns"]]
    row = dict(page.context["matrix"])[cast.kinds["handlingsprogram"]]
    steering = row[columns.index(cast.steering_mandate)]
    council = row[columns.index(cast.council_mandate)]
    assert steering[0] == {
        "point": "3", "limit": None, "acts": "gjøre vedtak, avvise, sende tilbake", "decides": True,
    }  # fmt: skip
    assert not any(point["decides"] for point in council)
    assert "gi innstilling" in council[0]["acts"]


def test_forums_with_one_mandate_share_a_column(cast, sign_in):
    page = sign_in(cast.observer).get(at("responsibilities"))
    assert (cast.group_mandate, [cast.west, cast.east]) in page.context["columns"]


def test_an_amount_limit_stands_in_the_cell(cast):
    cast.council_mandate.authority.create(
        point="7", case_kind=cast.kinds["annet"], outcomes=["adopted"], limit_mnok=Decimal(2), text="Små saker."
    )
    cells = {cell.outcome: cell for cell in responsibility.cell_of(cast.council_mandate, cast.kinds["annet"])}
    assert cells[Outcome.ADOPTED].limit_mnok == 2
    assert cells[Outcome.ADVISED].limit_mnok is None


def test_every_cell_says_the_same_as_the_rule_that_decides(cast):
    for mandate in (cast.steering_mandate, cast.council_mandate, cast.coordination_mandate):
        for kind in cast.kinds.values():
            shown = {cell.outcome for cell in responsibility.cell_of(mandate, kind)}
            assert shown == set(mandate.permitted(kind)) - {Outcome.DEFERRED}


def test_a_forum_without_a_mandate_is_named_under_the_matrix(cast, sign_in):
    cast.council_mandate.forums.clear()
    page = sign_in(cast.observer).get(at("responsibilities"))
    assert page.context["without"] == [cast.council]
    assert "De kan ikke konkludere i nye saker." in page.content.decode()


# What was treated


def test_what_a_forum_treated_is_counted_with_the_cases_behind(cast, sign_in):
    item = cast.item(case=cast.case(title="Programmet (eksempel)"))
    decisions.decide(item, outcome="adopted", text="Vedtatt.", by=cast.secretary)
    page = words(sign_in(cast.observer), at("responsibilities"))
    assert "Programmet (eksempel)" in page
    assert "1 vedtak de siste tolv månedene" in page


def test_a_briefing_that_the_forum_below_may_take_is_marked(cast, sign_in):
    item = cast.item(case=cast.case("orientering", title="Orientering (eksempel)"))
    decisions.decide(item, outcome="noted", text="Tatt til orientering.", by=cast.secretary)
    assert "kunne vært lagt til Prioriteringsrådet" in words(sign_in(cast.observer), at("responsibilities"))


def test_what_todays_mandate_does_not_give_is_marked(cast, sign_in):
    item = cast.item(case=cast.case())
    decisions.decide(item, outcome="adopted", text="Vedtatt.", by=cast.secretary)
    cast.steering_mandate.authority.filter(point="3").update(outcomes=["returned"])
    assert "kan ikke i dag" in words(sign_in(cast.observer), at("responsibilities"))


def test_closed_cases_are_not_counted_for_those_who_may_not_see_them(cast, sign_in):
    case = cast.case(title="Hemmelig (eksempel)")
    item = cast.item(case=case)
    decisions.decide(item, outcome="adopted", text="Vedtatt.", by=cast.secretary)
    case.closed_basis = "offentleglova § 23"
    case.save()
    assert "Hemmelig (eksempel)" not in words(sign_in(cast.clerk_vei), at("responsibilities"))


def test_the_report_says_how_many_meetings_are_needed_without_what_others_could_take(cast, sign_in):
    cast.steering_mandate.composition = {"meetings_per_year": 8}
    cast.steering_mandate.save()
    for day, kind, outcome in (
        (0, "handlingsprogram", "adopted"),
        (0, "orientering", "noted"),
        (9, "orientering", "noted"),
    ):
        meeting = cast.meeting(cast.steering, day=cast.today - timedelta(days=day))
        item = cast.item(case=cast.case(kind, title=f"{kind} {day}"), meeting=meeting)
        decisions.decide(item, outcome=outcome, text="Ført.", by=cast.secretary)
    page = sign_in(cast.observer).get(at("responsibilities"))
    (panel,) = (panel for panel in page.context["panels"] if panel["name"] == "treated")
    (need,) = panel["needs"]
    assert (need.forum, need.held, need.per_year) == (cast.steering, 3, 8)
    assert (need.cases, need.elsewhere, need.needed) == (3, 2, 1)
    assert "Møter som trengs" in page.content.decode()


# One forum


def test_the_common_description_stands_beside_the_mandate_with_the_differences_marked(cast, sign_in):
    page = sign_in(cast.observer).get(at("responsibility", "styringsgruppe"))
    lines = {(line.subject, line.local): line.difference for line in page.context["lines"]}
    assert lines["Innkalling", "7 dager før møtet"] == responsibility.SAME
    assert lines["Vedtaksførhet", "3 parter"] == responsibility.ADAPTED
    assert responsibility.MISSING in lines.values()
    assert "punkter er annerledes enn det felles" in page.content.decode()


def test_tasks_that_say_nearly_the_same_are_paired(cast, sign_in):
    common = "Vedta satsingsområder og vurderingskriterier for porteføljen."
    cast.steering_mandate.tasks = [
        common,
        "Vedta handlingsprogrammet og følge opp at det gjennomføres.",
        "Ta kaffe.",
    ]
    cast.steering_mandate.save()
    page = sign_in(cast.observer).get(at("responsibility", "styringsgruppe"))
    tasks = [line for line in page.context["lines"] if line.subject == "Oppgave"]
    assert [line.difference for line in tasks if line.local] == [
        responsibility.SAME, responsibility.ADAPTED, responsibility.ADDED,
    ]  # fmt: skip


def test_a_draft_that_waits_says_that_the_description_is_under_adaptation(cast, sign_in):
    cast.mandate(cast.steering, title="Utkastet", points=[("1", None, "noted", "Tar imot.")], adopted_on=None)
    page = words(sign_in(cast.observer), at("responsibility", "styringsgruppe"))
    assert "Under tilpasning" in page
    assert "Utkastet, versjon 1" in page


def test_a_forum_the_template_does_not_know_is_all_its_own(cast, sign_in):
    other = cast._forum("utvalg", "Utvalget", "council", "", 9)
    cast.mandate(other, title="Mandat", points=[("1", None, "noted", "Tar imot.")])
    assert "Alt her er lokalt." in words(sign_in(cast.observer), at("responsibility", "utvalg"))


def test_without_a_mandate_only_the_common_stands(cast, sign_in):
    cast.steering_mandate.ended_on = date(2021, 1, 1)
    cast.steering_mandate.save()
    page = words(sign_in(cast.observer), at("responsibility", "styringsgruppe"))
    assert "Bare den felles beskrivelsen står her." in page


# One role


def test_a_role_says_what_is_expected_and_who_has_it_in_each_forum(cast, sign_in):
    page = words(sign_in(cast.observer), at("role", "leader"))
    assert "holder forumet til mandatet" in page
    assert "Leif, leder fra Statens veier" in page
    assert "Timer per år, felles" in page


def test_a_role_that_is_none_is_not_found(cast, sign_in):
    assert sign_in(cast.observer).get(at("role", "konge")).status_code == 404


@pytest.mark.parametrize("address", [("responsibilities",), ("responsibility", "vest"), ("role", "member")])
def test_strangers_find_nothing(cast, sign_in, address):
    assert sign_in(cast.outsider).get(at(*address)).status_code == 404
    assert sign_in(cast.os_secretary).get(at(*address)).status_code == 404


@pytest.mark.parametrize(
    "address", [("responsibilities",), ("responsibility", "styringsgruppe"), ("role", "member")]
)
def test_bigger_partnerships_ask_no_more(cast, sign_in, address):
    client = sign_in(cast.secretary)

    def more(number):
        forum = cast._forum(f"f{number}", f"F{number}", "working_group", "", 30 + number)
        cast.mandate(forum, title=f"M{number}", points=[("1", None, "noted", "Tar imot.")])
        cast.seat(forum, cast.person(f"Rad{number}, medlem"), "member", cast.sjo)
        cast.seat(cast.steering, cast.person(f"Rekke{number}, medlem"), "member", cast.sjo)
        item = cast.item(case=cast.case(title=f"Sak {number}"))
        decisions.decide(item, outcome="adopted", text="Vedtatt.", by=cast.secretary)

    more(0)
    client.get(at(*address))
    with CaptureQueriesContext(connection) as few:
        client.get(at(*address))
    for number in range(1, 5):
        more(number)
    with CaptureQueriesContext(connection) as many:
        client.get(at(*address))
    assert len(many) == len(few)

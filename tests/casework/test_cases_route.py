"""Laying the road of a case, without a mouse and without scripts."""

from datetime import timedelta

import pytest
from django.urls import reverse

from samstyring.casework.actions import cases as acts
from samstyring.ground import history


def url(name, cast, *args, partnership=None):
    return reverse(f"casework:{name}", args=[(partnership or cast.fjord).key, *args])


def road(case, *rows, base=None):
    told = {"base": acts.route_of(case) if base is None else base, "order": [str(n) for n in range(len(rows))]}
    for n, (forum, purpose, day) in enumerate(rows):
        told |= {f"s{n}-forum": forum, f"s{n}-purpose": purpose, f"s{n}-planned_on": day}
    return told


def test_the_road_is_laid_with_purpose_and_day(cast, sign_in):
    case = cast.case()
    day = (cast.today + timedelta(30)).isoformat()
    told = road(
        case,
        (cast.council.pk, "discussion", ""),
        (cast.steering.pk, "decision", day),
        ("local", "", ""),
        ("", "", ""),
    )
    answer = sign_in(cast.secretary).post(url("case_route", cast, case.pk), told)
    assert answer.status_code == 302
    assert [(s.forum, s.purpose) for s in case.flow.all()] == [
        (cast.council, "discussion"), (cast.steering, "decision"), (None, "")
    ]  # fmt: skip
    assert case.flow.get(order=2).planned_on.isoformat() == day
    assert history.about(case).first().kind == "case.routed"


@pytest.mark.parametrize(
    ("move", "order"),
    [("up:s1", ["s1", "s0"]), ("down:s0", ["s1", "s0"]), ("away:s0", ["s1"]), ("more", ["s0", "s1", "s2"])],
)
def test_stations_are_moved_by_buttons_and_nothing_is_kept_before_saving(cast, sign_in, move, order):
    case = cast.case()
    before = acts.route_of(case)
    told = road(case, (cast.council.pk, "discussion", ""), (cast.steering.pk, "", "tull")) | {"move": move}
    answer = sign_in(cast.secretary).post(url("case_route", cast, case.pk), told)
    assert answer.status_code == 200
    rows = answer.context["rows"]
    assert [row.prefix for row in rows] == order
    shown = {row.prefix: (row["forum"].value(), row["planned_on"].value()) for row in rows}
    assert shown["s1"] == (str(cast.steering.pk), "tull"), "what was typed is still there"
    assert acts.route_of(case) == before


@pytest.mark.parametrize(
    ("row", "field"),
    [
        (("styringsgruppe", "decision", ""), "forum"),
        (("steering", "", ""), "purpose"),
        (("steering", "decision", "31.02.2027"), "planned_on"),
        (("steering", "decision", "0001-01-01"), "planned_on"),
        (("steering", "decision", "9999-12-31"), "planned_on"),
        (("steering", "tull", ""), "purpose"),
        (("", "", "2027-01-01"), "forum"),
    ],
)
def test_an_impossible_station_is_told_in_words(cast, sign_in, row, field):
    case = cast.case()
    forum = cast.steering.pk if row[0] == "steering" else row[0]
    answer = sign_in(cast.secretary).post(url("case_route", cast, case.pk), road(case, (forum, *row[1:])))
    assert answer.status_code == 422
    assert field in answer.context["rows"][0].errors


def test_a_station_planned_before_the_one_it_follows_is_told(cast, sign_in):
    case = cast.case()
    first, second = cast.today + timedelta(30), cast.today + timedelta(10)
    told = road(case, (cast.council.pk, "advice", first), (cast.steering.pk, "decision", second))
    answer = sign_in(cast.secretary).post(url("case_route", cast, case.pk), told)
    assert answer.status_code == 422
    assert "Styringsgruppen er planlagt før Prioriteringsrådet" in answer.content.decode()


def test_two_who_lay_the_road_at_once_are_told(cast, sign_in):
    case = cast.case()
    told = road(case, (cast.steering.pk, "decision", ""))
    acts.lay_route(case, stations=[], base=acts.route_of(case), by=cast.second_secretary, on=cast.today)
    answer = sign_in(cast.secretary).post(url("case_route", cast, case.pk), told)
    assert answer.status_code == 422
    assert [o.code for o in answer.context["obstacles"]] == ["changed-meanwhile"]

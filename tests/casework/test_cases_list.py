"""Who sees which cases, and how they are found in the list."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from samstyring.casework.models import Case


def url(name, cast, *args, partnership=None):
    return reverse(f"casework:{name}", args=[(partnership or cast.fjord).key, *args])


@pytest.mark.parametrize(
    "page", ["case", "case_history", "case_edit", "case_route", "paper_write", "attachment_new"]
)
def test_the_outsider_does_not_learn_that_the_case_exists(cast, sign_in, page):
    case = cast.case()
    assert sign_in(cast.outsider).get(url(page, cast, case.pk)).status_code == 404


@pytest.mark.parametrize("page", ["case", "case_history", "case_edit", "paper_write", "paper_compare"])
def test_a_case_of_another_partnership_is_not_found_under_this_one(cast, sign_in, page):
    foreign = cast.case("styresak", partnership=cast.os)
    assert sign_in(cast.secretary).get(url(page, cast, foreign.pk)).status_code == 404
    assert sign_in(cast.secretary).get(url(page, cast, foreign.pk, partnership=cast.os)).status_code == 404


def test_a_closed_case_is_seen_by_the_secretariat_and_the_forums_it_meets(cast):
    case = cast.case()
    case.closed_basis = "offentleglova § 23"
    case.save()
    cast.seat(
        cast.council, ended := cast.person("Even, tidligere medlem"), "member", to_day=cast.today - timedelta(1)
    )

    def sees(person):
        return case in Case.objects.visible_to(person)

    assert sees(cast.secretary)
    assert sees(cast.member_sjo)
    assert not sees(cast.group_leader), "the working group is not on the road of this case"
    assert not sees(cast.clerk_sjo)
    assert not sees(ended), "an ended seat opens nothing"
    assert not sees(cast.former_secretary)
    assert not sees(None)
    for person, seen in ((cast.clerk_sjo, True), (cast.former_secretary, False)):
        Case.objects.filter(pk=case.pk).update(responsible=person)
        assert sees(person) is seen, "the responsible, as long as they have a role"


def test_a_visitor_is_asked_to_sign_in(cast, client):
    assert client.get(url("cases", cast)).status_code == 302


def test_the_empty_list_says_what_it_is_for_and_what_to_do_first(cast, sign_in):
    page = sign_in(cast.secretary).get(url("cases", cast)).content.decode()
    assert "Ingen saker ennå" in page
    assert "Opprett den første saken" in page


def test_the_list_is_filtered_by_kind_forum_status_and_text(cast, sign_in):
    programme = cast.item(cast.steering).case
    other = cast.case("annet", title="Økonomirapport for første tertial")
    client = sign_in(cast.observer)

    def found(**query):
        return {case for case, _status in client.get(url("cases", cast), query).context["rows"]}

    assert found() == {programme, other}
    assert found(type="annet") == {other}
    assert found(forum="styringsgruppe") == {programme}
    assert found(status="scheduled") == {programme}
    assert found(q="økonomi") == {other}
    assert found(q="ØKONOMI") == set() or found(q="ØKONOMI") == {other}
    number = programme.numbers.get()
    assert found(q=f"Sak {number}") == {programme}
    assert found(q="finnes ikke") == set()
    assert found(status="tull", forum="tull", side="99", sort="tull") == {programme, other}


@pytest.mark.parametrize("sort", ["", "eldste", "avgjort", "tittel"])
def test_the_list_is_put_in_order(cast, sign_in, sort):
    cast.case(title="B")
    cast.case(title="A")
    titles = [
        case.title for case, _ in sign_in(cast.secretary).get(url("cases", cast), {"sort": sort}).context["rows"]
    ]
    assert titles == (["A", "B"] if sort != "eldste" else ["B", "A"])


@pytest.mark.parametrize("query", [{}, {"status": "scheduled"}])
def test_the_list_asks_as_many_questions_for_twelve_cases_as_for_two(
    cast, sign_in, query, django_assert_num_queries
):
    client = sign_in(cast.secretary)
    for _ in range(2):
        cast.item(cast.council)
    with CaptureQueriesContext(
        connection,
    ) as few:
        client.get(url("cases", cast), query)
    for _ in range(10):
        cast.item(cast.council)
    with django_assert_num_queries(len(few)):
        client.get(url("cases", cast), query)

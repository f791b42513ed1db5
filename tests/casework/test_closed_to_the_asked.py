"""A closed case is read by those who act at home for a party that was asked, and by nobody else of that party."""

from datetime import timedelta

import pytest

from samstyring.casework.actions import decisions
from samstyring.casework.models import Case
from samstyring.partnership.models import PartyRole


@pytest.fixture
def closed(cast):
    case = cast.case("orientering", title="Grunnerverv")
    case.closed_basis = "offentleglova § 23"
    case.save()
    case.affected.create(party=cast.sjo)
    return case


def ask(cast, case):
    case.affected.get(party=cast.sjo).requests.create(
        paper=case.latest_paper, asked_by=cast.secretary, asked_on=cast.today
    )


def read(sign_in, person, case):
    return sign_in(person).get(case.get_absolute_url()).status_code


def test_being_affected_is_not_enough(cast, closed, sign_in):
    assert read(sign_in, cast.clerk_sjo, closed) == 404


def test_being_asked_opens_it_to_the_partys_own_people_alone(cast, closed, sign_in):
    ask(cast, closed)
    assert read(sign_in, cast.clerk_sjo, closed) == 200
    assert read(sign_in, cast.owner, closed) == 200
    assert read(sign_in, cast.clerk_berg, closed) == 404
    other = cast.case("orientering", title="Annen lukket sak")
    Case.objects.filter(pk=other.pk).update(closed_basis="offentleglova § 23")
    assert read(sign_in, cast.clerk_sjo, other) == 404


def test_the_day_the_role_ends_it_is_closed_again(cast, closed, sign_in):
    ask(cast, closed)
    PartyRole.objects.filter(person=cast.clerk_sjo).update(to_day=cast.today - timedelta(days=1))
    assert read(sign_in, cast.clerk_sjo, closed) == 404


def test_what_the_party_answered_on_is_read_also_after_the_decision(cast, closed, sign_in):
    ask(cast, closed)
    item = cast.item(case=closed)
    decisions.decide(item, outcome="noted", text="Tatt til orientering.", by=cast.secretary)
    assert read(sign_in, cast.clerk_sjo, closed) == 200

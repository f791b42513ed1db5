"""A fresh partnership is told on its home page what it lacks, until something of everything is begun."""

from datetime import date

import pytest
from django.urls import reverse

from samstyring import catalogue
from samstyring.partnership.actions.partnerships import create_from_template
from samstyring.partnership.models import PartnershipRole
from samstyring.partnership.rules import first_steps


@pytest.fixture
def north(cast):
    partnership = create_from_template(
        catalogue.load().partnerships["byvekstavtale"], key="nordbyen", name="Nordbyen (eksempel)", agreement="Avtale",
        goal="Nullvekst.", starts_on=date(2020, 1, 1), ends_on=date(2035, 12, 31), by=cast.secretary,
    )  # fmt: skip
    for number in range(2):
        partnership.parties.create(
            key=f"p{number}", name=f"Part {number}", short=f"P{number}", kind="municipality"
        )
    return partnership


def told(partnership, cast):
    return {str(step.title): step.kind for step in first_steps.for_person(partnership, cast.secretary, cast.today)}


def test_a_fresh_partnership_lacks_everything(north, cast, sign_in):
    assert set(told(north, cast).values()) == {"todo"}
    page = sign_in(cast.secretary).get(reverse("partnership:home", args=["nordbyen"])).content.decode()
    assert "Kom i gang" in page
    assert "0 av 2 parter har noen som snakker for seg" in page


def test_each_step_is_counted_from_what_is_there(north, cast):
    steering = north.forums.get(key="styringsgruppe")
    cast.seat(steering, cast.leader, "leader", north.parties.first())
    cast.seat(steering, cast.observer, "observer", north.parties.last())
    north.focus_areas.create(key="gs", name="Gange")
    north.mandates.filter(forums__key="prioriteringsrad").update(adopted_on=cast.today)
    steps = told(north, cast)
    assert steps["Gi partene plass"] == "prog"
    assert steps["Vedta mandatene"] == "prog"
    assert steps["Vedta satsingsområdene"] == "done"
    assert steps["Skriv inn finansieringskildene"] == "todo"


def test_the_list_goes_away_when_everything_is_begun(north, cast):
    cast.seat(north.forums.get(key="styringsgruppe"), cast.leader, "leader", north.parties.first())
    north.focus_areas.create(key="gs", name="Gange")
    source = north.sources.create(key="stat", name="Stat")
    north.mandates.filter(forums__key="prioriteringsrad").update(adopted_on=cast.today)
    north.frames.create(source=source, year=2030, to_year=2030, amount_mnok=5, status="agreed")
    assert [title for title, kind in told(north, cast).items() if kind == "todo"] == ["Vedta vurderingskriteriene"]


def test_a_council_is_not_asked_for_frames(cast):
    PartnershipRole.objects.create(partnership=cast.os, person=cast.secretary, kind="secretariat")
    assert not {"Skriv inn rammene", "Skriv inn satsingsområdene"} & set(told(cast.os, cast))


def test_only_the_secretariat_is_shown_the_list(north, cast):
    PartnershipRole.objects.create(partnership=north, person=cast.observer, kind="reader")
    assert first_steps.for_person(north, cast.observer, cast.today) == []

"""A partnership is created by copying a template, and is then its own."""

from datetime import date

import pytest

from samstyring import catalogue
from samstyring.ground import history
from samstyring.ground.refusal import Refused
from samstyring.partnership.actions.partnerships import create_from_template
from samstyring.partnership.models import Partnership
from samstyring.partnership.rules import acting

TEMPLATES = catalogue.load().partnerships


def create(cast, template="byvekstavtale", **changed):
    told = {
        "key": "nordbyen", "name": "Nordbyen (eksempel)", "agreement": "Byvekstavtale 2027–2033 (eksempel)",
        "starts_on": date(2027, 1, 1), "ends_on": date(2033, 12, 31), "goal": "Nullvekst.", "by": cast.secretary,
    }  # fmt: skip
    return create_from_template(TEMPLATES[template], **(told | changed))


@pytest.mark.parametrize("template", sorted(TEMPLATES))
def test_every_template_becomes_a_partnership(cast, template):
    partnership = create(cast, template)
    told = TEMPLATES[template]
    assert partnership.forums.count() == len(told.forums)
    assert partnership.case_kinds.count() == len(told.case_kinds)
    assert partnership.mandates.count() == len(told.forums)
    assert (partnership.template_key, partnership.template_version) == (template, told.version)


def test_the_agreement_gives_the_top_forum_its_mandate_and_the_others_wait(cast):
    partnership = create(cast)
    top = partnership.forums.get(kind="steering")
    assert top.mandate_on(partnership.starts_on).adopted_by == partnership.agreement
    assert partnership.forums.get(kind="priority").mandate_on(partnership.starts_on) is None


def test_the_usual_road_of_a_case_is_copied(cast):
    kind = create(cast).case_kinds.get(key="handlingsprogram")
    assert {"local": True} in kind.usual_flow
    assert kind.usual_flow[-1] == {"local": True} or kind.usual_flow[-2] == {"local": True}


def test_whoever_creates_it_can_act_for_the_secretariat(cast):
    partnership = create(cast)
    assert acting.is_secretariat(cast.secretary, partnership, cast.today)
    assert partnership in Partnership.objects.visible_to(cast.secretary)
    assert partnership not in Partnership.objects.visible_to(cast.observer)
    assert history.about(partnership).first().kind == "partnership.created"


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"key": "fjordloftet"}, "key-taken"),
        ({"key": "offentlig"}, "key-reserved"),
        ({"ends_on": date(2026, 1, 1)}, "ends-before-it-begins"),
    ],
)
def test_what_stands_in_the_way_is_told_and_nothing_is_left(cast, changed, code):
    before = Partnership.objects.count()
    with pytest.raises(Refused) as refusal:
        create(cast, **changed)
    assert [obstacle.code for obstacle in refusal.value.obstacles] == [code]
    assert Partnership.objects.count() == before

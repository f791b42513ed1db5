"""Mandates: read in full, drafted by the secretariat, and giving nothing before they are adopted."""

from datetime import timedelta

import pytest
from django.urls import reverse

from samstyring.ground import history
from samstyring.ground.refusal import Refused
from samstyring.partnership.actions import mandates
from samstyring.partnership.models import Mandate
from tests.refusals import codes


def point(**changed):
    told = {
        "point": "1", "case_kind": None, "limit_mnok": None, "outcomes": ["advised"], "is_limit": False,
        "text": "Rådet gir råd.",
    }  # fmt: skip
    return told | changed


def draft(cast, **changed):
    told = {
        "title": "Mandat for Prioriteringsrådet", "purpose": "Gi råd (eksempel).", "tasks": ["Gi råd."],
        "points": [point()], "quorum": 3, "decision_rule": "consensus", "notice_days": 7,
        "effective_from": cast.today + timedelta(days=30), "composition": {}, "replaces": cast.council_mandate,
        "by": cast.secretary,
    }  # fmt: skip
    return mandates.draft(cast.council, **(told | changed))


def test_a_draft_gives_the_forum_nothing(cast):
    written = draft(cast, effective_from=cast.today)
    assert cast.council.mandate_on(cast.today) == cast.council_mandate
    assert written.adopted_on is None
    assert history.about(written).first().kind == "mandate.drafted"


def test_a_draft_is_the_next_version_of_the_one_it_is_copied_from(cast):
    written = draft(cast)
    assert (written.version, written.replaces) == (2, cast.council_mandate)
    assert draft(cast, replaces=written).version == 3


def test_a_draft_serves_the_forums_that_the_old_one_served(cast):
    written = mandates.draft(
        cast.west, title="Mandat", purpose="Forstå", tasks=[], points=[point()], quorum=1, notice_days=7,
        decision_rule="consensus", effective_from=cast.today, composition={}, replaces=cast.group_mandate,
        by=cast.secretary,
    )  # fmt: skip
    assert set(written.forums.all()) == {cast.west, cast.east}


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"points": []}, "no-points"),
        ({"points": [point(outcomes=[])]}, "point-gives-nothing"),
        ({"points": [point(is_limit=True)]}, "limit-gives-outcomes"),
        ({"quorum": 5}, "quorum-too-high"),
    ],
)
def test_what_is_missing_in_a_draft_is_told(cast, changed, code):
    with pytest.raises(Refused) as refusal:
        draft(cast, **changed)
    assert codes(refusal) == {code}
    assert not Mandate.objects.filter(adopted_on=None).exists()


def test_a_mandate_stays_inside_the_agreement(cast):
    with pytest.raises(Refused) as refusal:
        draft(cast, effective_from=cast.fjord.ends_on + timedelta(days=1))
    assert codes(refusal) == {"outside-agreement"}


@pytest.mark.parametrize("who", ["leader", "observer", "outsider", "os_secretary", "former_secretary"])
def test_only_the_secretariat_drafts(cast, who):
    with pytest.raises(Refused) as refusal:
        draft(cast, by=getattr(cast, who))
    assert codes(refusal) <= {"not-secretariat", "role-ended"}


# On the page


def address(forum):
    return reverse("partnership:draft_mandate", args=[forum.partnership.key, forum.key])


def filled(page, **changed):
    """What the browser would send back from the form as it stands."""
    form, points = page.context["form"], page.context["points"]
    sent = {name: value for name, value in form.initial.items() if value not in (None, False)}
    sent |= {"effective_from": "2027-01-01"}
    rows = [row.initial for row in points.initial_forms]
    for number, row in enumerate(rows):
        sent |= {f"punkt-{number}-{name}": value for name, value in row.items() if value not in (None, False, "")}
    sent |= {"punkt-TOTAL_FORMS": len(rows), "punkt-INITIAL_FORMS": len(rows)}
    return sent | changed


def test_the_form_is_copied_from_the_mandate_in_force(cast, sign_in):
    page = sign_in(cast.secretary).get(address(cast.council))
    assert "Rådet innstiller handlingsprogrammet." in page.content.decode()
    answer = sign_in(cast.secretary).post(address(cast.council), filled(page, quorum="2"))
    written = Mandate.objects.get(adopted_on=None)
    assert answer.url == reverse("partnership:mandate", args=["fjordloftet", written.pk])
    assert written.quorum == 2
    assert [(p.point, p.case_kind, p.outcomes) for p in written.authority.all()] == [
        (p.point, p.case_kind, p.outcomes) for p in cast.council_mandate.authority.all()
    ]


def test_a_forum_that_never_had_a_mandate_starts_from_the_template(cast, sign_in):
    forum = cast._forum("ny-styringsgruppe", "Ny styringsgruppe", "steering", "", 9)
    page = sign_in(cast.secretary).get(address(forum)).content.decode()
    assert "kopiert fra malen" in page
    assert "leder samarbeidet på vegne av partene" in page


def test_a_point_is_taken_out_by_its_tick(cast, sign_in):
    client = sign_in(cast.secretary)
    page = client.get(address(cast.council))
    client.post(address(cast.council), filled(page, **{"punkt-0-DELETE": "on"}))
    assert Mandate.objects.get(adopted_on=None).authority.count() == 1


def test_composition_that_the_form_does_not_ask_about_is_carried_over(cast, sign_in):
    cast.council_mandate.composition = {"admits": "alle", "text": "Alle parter."}
    cast.council_mandate.save()
    client = sign_in(cast.secretary)
    client.post(address(cast.council), filled(client.get(address(cast.council)), hours="40"))
    composition = Mandate.objects.get(adopted_on=None).composition
    assert composition["admits"] == "alle"
    assert composition["hours_per_year"] == {"member": 40}


@pytest.mark.parametrize(
    "changed",
    [
        {"effective_from": "i morgen"},
        {"quorum": "0"},
        {"quorum": "-1"},
        {"quorum": "99"},
        {"title": ""},
        {"purpose": ""},
        {"decision_rule": "terning"},
        {"notice_days": "tusen"},
        {"punkt-0-text": ""},
        {"punkt-0-limit_mnok": "-5"},
        {"punkt-0-outcomes": ["keiser"]},
        {"punkt-0-case_kind": "99999"},
        {"punkt-TOTAL_FORMS": "mange"},
        {"punkt-TOTAL_FORMS": "100000"},
        {"effective_from": "1999-01-01"},
    ],
)
def test_bad_input_is_answered_and_nothing_is_written(cast, sign_in, changed):
    client = sign_in(cast.secretary)
    answer = client.post(address(cast.council), filled(client.get(address(cast.council)), **changed))
    assert answer.status_code == 422
    assert not Mandate.objects.filter(adopted_on=None).exists()


def test_a_draft_says_that_it_gives_nothing(cast, sign_in):
    written = draft(cast)
    page = sign_in(cast.observer).get(reverse("partnership:mandate", args=["fjordloftet", written.pk]))
    assert "gir ikke forumet noe før det er vedtatt" in page.content.decode()


def test_both_days_are_shown_where_adoption_came_after_effect(cast, sign_in):
    cast.council_mandate.adopted_on = cast.council_mandate.effective_from + timedelta(days=7)
    cast.council_mandate.save()
    page = sign_in(cast.observer).get(reverse("partnership:forum", args=["fjordloftet", cast.council.key]))
    assert "Vedtatt etter at det begynte å gjelde" in page.content.decode()


def test_assumed_points_are_marked(cast, sign_in):
    cast.council_mandate.assumed = ["quorum"]
    cast.council_mandate.save()
    page = sign_in(cast.observer).get(reverse("partnership:forum", args=["fjordloftet", cast.council.key]))
    assert "antatt" in page.content.decode()


@pytest.mark.parametrize("who", ["outsider", "os_secretary"])
def test_outsiders_do_not_learn_of_the_mandate(cast, sign_in, who):
    client = sign_in(getattr(cast, who))
    assert (
        client.get(reverse("partnership:mandate", args=["fjordloftet", cast.council_mandate.pk])).status_code
        == 404
    )
    assert client.get(address(cast.council)).status_code == 404


def test_a_mandate_of_another_partnership_is_not_found_under_this_one(cast, sign_in):
    answer = sign_in(cast.secretary).get(reverse("partnership:mandate", args=["fjordloftet", cast.kg_mandate.pk]))
    assert answer.status_code == 404


@pytest.mark.parametrize("asked", ["99999", "x", "-1", ""])
def test_an_unknown_original_is_not_found(cast, sign_in, asked):
    assert sign_in(cast.secretary).get(address(cast.council), {"fra": asked}).status_code == 404


def test_how_the_forum_works_is_drafted_carried_on_and_read(cast, sign_in):
    client = sign_in(cast.secretary)
    asked = {
        "arbeid-appointed_by": "owner", "arbeid-meetings_per_year": "6",
        "arbeid-minutes_to": [cast.steering.pk], "arbeid-hours_leader": "80", "hours": "40",
    }  # fmt: skip
    answer = client.post(address(cast.council), filled(client.get(address(cast.council)), **asked))
    written = Mandate.objects.get(adopted_on=None)
    assert written.composition["minutes_to"] == ["styringsgruppe"]
    assert written.composition["hours_per_year"] == {"leader": 80, "member": 40}
    page = client.get(answer.url).content.decode()
    for words in ("forumet som eier mandatet", "Møter i året", "leder 80, medlem 40", "Protokollen følger"):
        assert words in page
    form = client.get(f"{address(cast.council)}?fra={written.pk}").context["working"]
    assert form.initial["meetings_per_year"] == 6
    assert form.initial["minutes_to"] == [cast.steering]


@pytest.mark.parametrize("changed", [{"arbeid-meetings_per_year": "-1"}, {"arbeid-appointed_by": "kongen"},
                                     {"arbeid-minutes_to": ["99999"]}, {"arbeid-hours_leader": "mange"}])  # fmt: skip
def test_bad_input_about_the_work_is_answered(cast, sign_in, changed):
    client = sign_in(cast.secretary)
    answer = client.post(address(cast.council), filled(client.get(address(cast.council)), **changed))
    assert answer.status_code == 422
    assert not Mandate.objects.filter(adopted_on=None).exists()

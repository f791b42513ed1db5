"""A forum is held against what its mandate says about who sits in it, and each answer quotes the point."""

from datetime import timedelta

import pytest
from django.urls import reverse

from samstyring.ground.refusal import Refused
from samstyring.partnership.actions import memberships
from samstyring.partnership.models import GroupMembership, Party, Seat
from samstyring.partnership.rules import composition, seating, terms

POINT = {"point": "2", "text": "Kommuner som ikke er medlem i Osregionen skal ikke delta."}


def told(mandate, **about):
    mandate.composition = about
    mandate.save()


def found(forum, check, day):
    bodies = composition.Bodies(forum.partnership, day)
    return [f for f in composition.findings(forum, bodies) if f.check == check]


def kinds(forum, check, day):
    return [finding.kind for finding in found(forum, check, day)]


def outside(partnership, kind="municipality"):
    return Party.objects.create(
        partnership=partnership, key=f"utenfor-{kind}", name="Nabokommunen (eksempel)", short="Nabo", kind=kind,
        is_member=False, order=9,
    )  # fmt: skip


def page_of(client, forum):
    return client.get(reverse("partnership:forum", args=[forum.partnership.key, forum.key])).content.decode()


def test_a_group_mirrors_the_board_when_the_same_regions_sit_in_both(cast):
    told(cast.kg_mandate, mirrors="styret")
    assert kinds(cast.kg, "mirrors", cast.today) == ["done"]


def test_a_region_in_the_board_and_not_in_the_group_is_named(cast):
    east = Party.objects.create(
        partnership=cast.os, key="ost", name="Østregionen", short="Øst", kind="region", order=2
    )
    cast.seat(cast.board, cast.person("Nils fra Øst"), "member", east)
    told(cast.kg_mandate, mirrors={"kg": "styret"})
    (finding,) = found(cast.kg, "mirrors", cast.today)
    assert finding.kind == "warn"
    assert str(finding.sentence) == "Øst har plass i Styret, men ikke i Koordineringsgruppen."


def test_a_seat_for_a_group_counts_for_each_of_its_municipalities(cast):
    """Asker/Bærum: one seat in the group mirrors the two municipalities in the board (003:181-183)."""
    pair = [
        Party.objects.create(partnership=cast.os, key=key, name=key, short=key, kind="municipality", order=3)
        for key in ("asker", "barum")
    ]
    joined = Party.objects.create(
        partnership=cast.os, key="asker-barum", name="Asker/Bærum", short="Asker/Bærum", kind="region", order=4
    )
    for member in pair:
        GroupMembership.objects.create(group=joined, member=member)
        cast.seat(cast.board, cast.person(f"Ordfører i {member.key}"), "member", member)
    told(cast.kg_mandate, mirrors="styret", every_party=True)
    assert kinds(cast.kg, "mirrors", cast.today) == ["warn"]
    cast.seat(cast.kg, cast.person("Rådgiver for begge"), "member", joined)
    assert kinds(cast.kg, "mirrors", cast.today) == ["done"]
    assert kinds(cast.kg, "every_party", cast.today) == ["done"]


def test_where_the_other_forum_is_empty_nothing_can_be_tried(cast):
    told(cast.kg_mandate, mirrors="styret")
    cast.board.seats.all().delete()
    assert kinds(cast.kg, "mirrors", cast.today) == ["none"]


def test_more_members_than_the_mandate_sets_is_told(cast):
    told(cast.council_mandate, max_members=3)
    (finding,) = found(cast.council, "max_members", cast.today)
    assert str(finding.sentence) == "Forumet har 4 medlemmer. Mandatet setter grensen ved 3."
    told(cast.council_mandate, max_members=4)
    assert kinds(cast.council, "max_members", cast.today) == ["done"]


def test_a_party_that_leads_too_many_forums_is_named_in_each_of_them(cast):
    for mandate in (cast.council_mandate, cast.coordination_mandate, cast.steering_mandate):
        told(mandate, leadership_balanced=True)
    (finding,) = found(cast.council, "leadership_balanced", cast.today)
    assert str(finding.sentence).startswith("Statens veier leder 3 av 3 forum.")


def test_leaders_from_different_parties_are_in_order(cast):
    told(cast.council_mandate, leadership_balanced=True)
    told(cast.group_mandate, leadership_balanced=True)
    assert kinds(cast.council, "leadership_balanced", cast.today) == ["done"]


def test_leader_and_deputy_from_one_party_is_told(cast):
    told(cast.council_mandate, leadership_balanced=True)
    cast.seat(cast.council, cast.person("Nestleder"), "deputy_leader", cast.vei)
    assert "warn" in kinds(cast.council, "leadership_balanced", cast.today)


@pytest.mark.parametrize(("days", "kind"), [(-1, "late"), (30, "warn"), (90, "warn"), (91, "done")])
def test_a_leaders_term_warns_before_and_after_it_ends(cast, days, kind):
    """The term is 24 months from the first day (001:1039-1043)."""
    told(cast.council_mandate, leader_term_months=24)
    ends = cast.today + timedelta(days=days)
    leader = cast.council.seats.get(kind="leader")
    leader.from_day = terms.months_after(ends + timedelta(days=1), -24) + timedelta(days=1)
    leader.save()
    assert terms.end_of(leader, 24) == ends
    assert kinds(cast.council, "leader_term_months", cast.today) == [kind]


def test_an_office_known_without_its_holder_is_no_second_leader_and_has_no_term(cast):
    told(cast.council_mandate, leader_term_months=24)
    Seat.objects.create(
        forum=cast.council,
        kind="leader",
        title="Vegdirektør",
        party=cast.vei,
        from_day=cast.today.replace(year=2018),
    )
    assert kinds(cast.council, "leader", cast.today) == []
    assert [str(seat.person) for seat, _day in terms.ending(composition.Bodies(cast.fjord, cast.today))] == [
        str(cast.leader)
    ]


def test_a_forum_whose_leader_is_gone_is_told_to_find_one(cast):
    told(cast.council_mandate, leader_term_months=24)
    cast.council.seats.filter(kind="leader").update(to_day=cast.today - timedelta(days=1))
    assert kinds(cast.council, "leader", cast.today) == ["warn"]


def test_an_observer_from_outside_is_in_order_only_where_the_mandate_admits_observers(cast):
    cast.seat(cast.kg, cast.person("Simen fra fagmiljøet"), "observer", outside(cast.os, "other"))
    told(cast.kg_mandate, observers=True)
    assert kinds(cast.kg, "observers", cast.today) == ["done"]
    told(cast.kg_mandate, observers=False)
    assert kinds(cast.kg, "observers", cast.today) == ["stop"]


def test_a_municipality_outside_that_sits_there_already_is_against_the_mandate(cast):
    cast.seat(cast.kg, cast.person("Kåre fra nabokommunen"), "observer", outside(cast.os))
    told(cast.kg_mandate, points={"outside": POINT})
    (finding,) = found(cast.kg, "outside", cast.today)
    assert finding.kind == "stop"
    assert POINT["text"] in str(finding.point)


def test_geography_and_competence_are_advice_and_never_a_fault(cast):
    for name in ("En", "To"):
        cast.seat(cast.kg, cast.person(f"{name} fra Nord"), "member", cast.os_party)
    told(cast.kg_mandate, geography=True, competence=True)
    assert kinds(cast.kg, "geography", cast.today) == ["todo"]
    assert "Nord 3" in str(found(cast.kg, "geography", cast.today)[0].sentence)
    assert kinds(cast.kg, "competence", cast.today) == ["todo"]
    assert composition.to_act_on(composition.Bodies(cast.os, cast.today)) == []


# Osloregionen refuses a municipality that is not a member


@pytest.mark.parametrize("kind", ["member", "observer", "leader", "deputy"])
def test_a_municipality_outside_is_refused_every_kind_of_seat_with_the_point(cast, sign_in, kind):
    told(cast.kg_mandate, observers=True, points={"outside": POINT})
    client = sign_in(cast.os_secretary)
    answer = client.post(
        reverse("partnership:appoint", args=["osregionen", "kg"]),
        {"name": "Kåre (eksempel)", "kind": kind, "party": outside(cast.os).pk, "from_day": "2026-01-05"},
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Nabokommunen (eksempel) er en kommune utenfor samarbeidet og kan ikke få plass" in page
    assert f"Mandatet, punkt 2, sier: «{POINT['text']}»" in page
    assert not cast.kg.seats.filter(party__is_member=False).exists()


def test_a_municipality_in_a_group_that_takes_part_sits_for_the_group(cast):
    alone = outside(cast.os)
    GroupMembership.objects.create(group=cast.os_party, member=alone)
    with pytest.raises(Refused) as refusal:
        memberships.appoint(
            cast.outsider, to=cast.kg, kind="member", party=alone, from_day=cast.today, by=cast.os_secretary
        )
    assert refusal.value.obstacles == (seating.SEAT_FOR_GROUP,)
    assert "Nordregionen" in refusal.value.obstacles[0].text


# On the pages


def test_the_forum_page_says_how_it_is_with_glyph_word_and_point(cast, sign_in):
    told(
        cast.kg_mandate, mirrors="styret", points={"mirrors": {"point": "1", "text": "KG skal gjenspeile styret."}}
    )
    page = page_of(sign_in(cast.kg_leader), cast.kg)
    assert "Sammensetningen" in page
    assert "Koordineringsgruppen gjenspeiler Styret." in page
    assert "Mandatet, punkt 1, sier: «KG skal gjenspeile styret.»" in page
    assert "I orden" in page


def test_what_must_be_done_stands_on_the_organisation_page_and_at_home_for_the_secretariat(cast, sign_in):
    told(cast.council_mandate, max_members=1)
    words = "Forumet har 4 medlemmer. Mandatet setter grensen ved 1."
    client = sign_in(cast.secretary)
    assert words in client.get(reverse("partnership:organisation", args=["fjordloftet"])).content.decode()
    home = reverse("partnership:home", args=["fjordloftet"])
    assert "Se på sammensetningen av forum" in client.get(home).content.decode()
    assert "Se på sammensetningen av forum" not in sign_in(cast.member_sjo).get(home).content.decode()


@pytest.mark.parametrize(("kind", "days", "asked"), [("member", 60, True), ("member", 61, False), ("leader", 90, True),
                                                     ("leader", 91, False)])  # fmt: skip
def test_a_seat_that_ends_soon_is_on_the_home_page_of_the_secretariat(cast, sign_in, kind, days, asked):
    seat = cast.west.seats.get(kind="leader")
    seat.kind, seat.to_day = kind, cast.today + timedelta(days=days)
    seat.save()
    page = sign_in(cast.secretary).get(reverse("partnership:home", args=["fjordloftet"])).content.decode()
    assert ("i Arbeidsgruppe Vest" in page and "Finn ny" in page) is asked


def test_a_seat_somebody_is_already_appointed_to_after_is_no_longer_asked_for(cast):
    seat = cast.west.seats.get(kind="leader")
    seat.to_day = cast.today + timedelta(days=10)
    seat.save()
    assert [ending for ending, _day in terms.ending(composition.Bodies(cast.fjord, cast.today))] == [seat]
    cast.seat(cast.west, cast.owner, "leader", cast.sjo, from_day=seat.to_day + timedelta(days=1))
    assert terms.ending(composition.Bodies(cast.fjord, cast.today)) == []


def test_a_new_mandate_sets_what_is_tried_and_carries_it_on(cast, sign_in):
    client = sign_in(cast.secretary)
    address = reverse("partnership:draft_mandate", args=["fjordloftet", "prioriteringsrad"])
    fields = {
        "title": "Nytt mandat", "effective_from": cast.today.isoformat(), "purpose": "Råd", "quorum": 1,
        "decision_rule": "consensus", "notice_days": 7, "observers": "on",
        "punkt-TOTAL_FORMS": 1, "punkt-INITIAL_FORMS": 0, "punkt-0-point": "1", "punkt-0-text": "Gir råd.",
        "punkt-0-outcomes": "advised", "sammensetning-mirrors": "styringsgruppe",
        "sammensetning-max_members": "12", "sammensetning-mirrors_point": "4",
        "sammensetning-mirrors_text": "Rådet gjenspeiler Styringsgruppen.",
    }  # fmt: skip
    assert client.post(address, fields).status_code == 302
    draft = cast.council.mandates.get(title="Nytt mandat")
    assert draft.composition["mirrors"] == "styringsgruppe"
    assert draft.composition["max_members"] == 12
    assert "Rådet gjenspeiler Styringsgruppen." in client.get(f"{address}?fra={draft.pk}").content.decode()
    without_words = client.post(address, fields | {"sammensetning-mirrors_text": ""})
    assert without_words.status_code == 422
    assert "Skriv ordlyden i punktet." in without_words.content.decode()

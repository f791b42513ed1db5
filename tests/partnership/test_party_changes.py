"""Parties come, change and go; everything knows who was party when, and where a seat is missing."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from samstyring.ground import history
from samstyring.partnership.actions import groups, offices
from samstyring.partnership.models import Party
from samstyring.partnership.rules import party as party_rules


def at(name, *args):
    return reverse(f"partnership:{name}", args=["fjordloftet", *args])


def told(cast, **changed):
    return {
        "name": "Vik kommune", "short": "Vik", "kind": "municipality", "adoption": "local", "orgnr": "",
        "political_body": "kommunestyret", "from_day": cast.today.isoformat(),
    } | changed  # fmt: skip


def joined(client, cast, **changed):
    return client.post(at("party_new"), told(cast, **changed))


# Joining


def test_a_new_party_is_there_from_its_day_and_the_table_shows_where_it_lacks_a_seat(cast, sign_in):
    cast.council_mandate.composition = {"every_party": True}
    cast.council_mandate.save()
    client = sign_in(cast.secretary)
    answer = joined(client, cast)
    vik = Party.objects.get(name="Vik kommune")
    assert answer.url == at("party", vik.key)
    assert history.about(vik).first().kind == "party.joined"
    page = client.get(at("party_places"))
    row = dict(page.context["rows"])[vik]
    assert {forum.key: place.kind for forum, place in row}["prioriteringsrad"] == "warn"
    assert "mangler plass" in page.content.decode()
    assert "1 plass mangler" in page.content.decode()
    yesterday = (cast.today - timedelta(days=1)).isoformat()
    assert vik not in dict(client.get(at("party_places"), {"dag": yesterday}).context["rows"])


def test_merged_municipalities_become_a_new_party_and_their_seats_end_the_day_before(cast, sign_in):
    """Fjell and Sund became Øygarden (001:8-9): a new party with both as predecessors."""
    client = sign_in(cast.secretary)
    begins = cast.today + timedelta(days=30)
    answer = joined(client, cast, predecessors=[cast.sjo.pk, cast.berg.pk], from_day=begins.isoformat())
    assert answer.status_code == 302
    vik = Party.objects.get(name="Vik kommune")
    assert set(vik.predecessors.all()) == {cast.sjo, cast.berg}
    cast.sjo.refresh_from_db()
    assert cast.sjo.to_day == begins - timedelta(days=1)
    assert not cast.council.seats.on(begins).filter(party=cast.sjo).exists()
    assert cast.council.seats.on(cast.today).filter(party=cast.sjo).exists()
    assert "Vik kommune" in client.get(at("party", "sjo")).content.decode()
    assert "Tok over etter" in client.get(at("party", vik.key)).content.decode()


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"name": "sjø kommune"}, "party-name-taken"),
        ({"short": "sjø"}, "party-short-taken"),
        ({"orgnr": "123456789"}, "orgnr-wrong"),
        ({"from_day": "2045-01-01"}, "party-outside-agreement"),
    ],
)
def test_what_cannot_be_is_refused_and_the_words_stay(cast, sign_in, changed, code):
    answer = joined(sign_in(cast.secretary), cast, **{"political_body": "Ord som blir"} | changed)
    assert answer.status_code == 422
    assert code in [o.code for o in answer.context["obstacles"]]
    assert "Ord som blir" in answer.content.decode()
    assert not Party.objects.filter(political_body="Ord som blir").exists()


def test_an_organisation_number_is_one_partys_and_its_last_digit_is_checked(cast, sign_in):
    client = sign_in(cast.secretary)
    assert joined(client, cast, orgnr="974 760 673").status_code == 302
    assert Party.objects.get(name="Vik kommune").orgnr == "974760673"
    again = joined(client, cast, name="Nes kommune", short="Nes", orgnr="974760673")
    assert [o.code for o in again.context["obstacles"]] == ["orgnr-taken"]


@pytest.mark.parametrize("words", ["", "97476067", "974760674", "٩٧٤٧٦٠٦٧٣", "9747606735", "97476067x"])
def test_what_is_no_organisation_number(words):
    assert not party_rules.is_organisation_number(words)


@pytest.mark.parametrize("changed", [{"name": ""}, {"kind": "region"}, {"from_day": "31.02.2026"},
                                     {"predecessors": ["99999"]}, {"adoption": "kanskje"}])  # fmt: skip
def test_bad_input_is_answered_on_the_page(cast, sign_in, changed):
    before = Party.objects.count()
    assert joined(sign_in(cast.secretary), cast, **changed).status_code == 422
    assert Party.objects.count() == before


def test_a_party_that_is_already_gone_is_taken_over_from_only_once(cast, sign_in):
    client = sign_in(cast.secretary)
    joined(client, cast, predecessors=[cast.sjo.pk])
    later = (cast.today + timedelta(days=9)).isoformat()
    again = joined(client, cast, name="Nes", short="Nes", predecessors=[cast.sjo.pk], from_day=later)
    assert [o.code for o in again.context["obstacles"]] == ["party-already-gone"]


# Changing


def test_what_is_told_of_a_party_is_changed_and_history_says_which_words(cast, sign_in):
    client = sign_in(cast.secretary)
    fields = told(cast, name="Sjø kommune", short="Sjø", political_body="formannskapet")
    assert client.post(at("party_change", "sjo"), fields).status_code == 302
    cast.sjo.refresh_from_db()
    assert cast.sjo.political_body == "formannskapet"
    event = history.about(cast.sjo).first()
    assert (event.kind, event.facts["fields"]) == ("party.changed", ["political_body"])
    client.post(at("party_change", "sjo"), fields)
    assert len([e for e in history.about(cast.sjo) if e.kind == "party.changed"]) == 1


def test_a_group_stays_a_group(cast, sign_in):
    group = groups.form_group(
        cast.fjord, name="Sjø og Berg", short="Begge", members=[], from_day=cast.today, by=cast.secretary
    )
    client = sign_in(cast.secretary)
    told_of = told(cast, name="Sjø og Berg", short="Begge", kind="municipality")
    assert client.post(at("party_change", group.key), told_of).status_code == 422
    assert client.post(at("party_change", group.key), told_of | {"kind": "region"}).status_code == 302


# Leaving


def test_a_party_leaves_with_its_seats_and_what_was_done_stands(cast, sign_in):
    offices.lay_down(
        cast.steering, kind="observer", office_forum=cast.west, office_kind="leader", from_day=cast.today,
        by=cast.secretary,
    )  # fmt: skip
    client = sign_in(cast.secretary)
    assert "Siri, medlem fra Sjø" in client.get(at("party_leave", "sjo")).content.decode()
    answer = client.post(at("party_leave", "sjo"), {"last_day": cast.today.isoformat()})
    assert answer.status_code == 302
    after = cast.today + timedelta(days=1)
    assert not any(forum.seats.on(after).filter(party=cast.sjo).exists() for forum in cast.fjord.forums.all())
    assert cast.sjo not in cast.fjord.parties.on(after)
    assert "party.left" in {event.kind for event in history.about(cast.sjo)}


def test_a_party_does_not_leave_before_it_came_nor_twice(cast, sign_in):
    client = sign_in(cast.secretary)
    answer = client.post(at("party_leave", "sjo"), {"last_day": "2018-01-01"})
    assert "ends-before-it-begins" in [o.code for o in answer.context["obstacles"]]
    Party.objects.filter(pk=cast.berg.pk).update(to_day=date(2024, 1, 1))
    answer = client.post(at("party_leave", "berg"), {"last_day": cast.today.isoformat()})
    assert [o.code for o in answer.context["obstacles"]] == ["party-ended"]


# The table


def test_a_group_counts_for_its_members_and_observers_are_told_apart(cast, sign_in):
    groups.form_group(
        cast.fjord, name="Sjø og Berg", short="Begge", members=[cast.sjo, cast.berg], from_day=cast.today,
        by=cast.secretary,
    )  # fmt: skip
    group = Party.objects.get(short="Begge")
    cast.seat(cast.west, cast.person("Rådgiver for begge"), "member", group)
    cast.seat(cast.east, cast.person("Tilhører"), "observer", cast.fylke)
    page = sign_in(cast.observer).get(at("party_places"))
    rows = {party.key: {forum.key: str(p.words) for forum, p in row} for party, row in page.context["rows"]}
    assert rows["berg"]["vest"] == "gjennom gruppe"
    assert rows["fylke"]["ost"] == "observerer"
    assert rows["vei"]["styringsgruppe"] == "leder"
    assert rows["vei"]["ost"] == "–"


def test_nonsense_for_a_day_is_answered_with_today(cast, sign_in):
    page = sign_in(cast.observer).get(at("party_places"), {"dag": "i fjor"})
    assert page.context["day"] == cast.today


def test_only_the_secretariat_changes_parties(cast, sign_in):
    client = sign_in(cast.member_sjo)
    assert client.get(at("party_places")).status_code == 200
    for address in (at("party_new"), at("party_change", "sjo"), at("party_leave", "sjo")):
        answer = client.post(address, told(cast))
        assert [o.code for o in answer.context["obstacles"]] == ["not-secretariat"]


def test_strangers_find_nothing(cast, sign_in):
    for person in (cast.outsider, cast.os_secretary):
        for name, args in (
            ("party_places", ()),
            ("party_new", ()),
            ("party_change", ("sjo",)),
            ("party_leave", ("sjo",)),
        ):
            assert sign_in(person).get(at(name, *args)).status_code == 404


def test_more_parties_and_forums_ask_no_more(cast, sign_in):
    client = sign_in(cast.secretary)

    def more(number):
        party = cast._party(f"p{number}", f"P {number}", "municipality", "local", "kommunestyret", 20)
        forum = cast._forum(f"f{number}", f"F {number}", "network", "", 30)
        cast.mandate(forum, title=f"M {number}", points=[("1", None, "noted", "Tar imot.")])
        cast.seat(forum, cast.person(f"Rad{number}, medlem"), "member", party)

    more(0)
    client.get(at("party_places"))
    with CaptureQueriesContext(connection) as few:
        client.get(at("party_places"))
    for number in range(1, 5):
        more(number)
    with CaptureQueriesContext(connection) as many:
        client.get(at("party_places"))
    assert len(many) == len(few)

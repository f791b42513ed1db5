"""The secretariat makes the template its own; what is in use stands in the way, and says so."""

from datetime import timedelta

import pytest
from django.urls import reverse

from samstyring.ground import history
from samstyring.ground.refusal import Refused
from samstyring.partnership.actions import adapting as acts
from samstyring.partnership.actions.adapting_lists import save_sources
from samstyring.partnership.models import Forum

PAGES = ("adapt_new_forum", "adapt_new_kind", "adapt_sources")


def codes(refusal):
    return [obstacle.code for obstacle in refusal.value.obstacles]


def row(thing=None, name="", remove=False, **more):
    return {
        "pk": thing.pk if thing else None,
        "name": name or (thing.name if thing else ""),
        "remove": remove,
    } | more


def posted(*rows):
    told = {"rad-TOTAL_FORMS": len(rows), "rad-INITIAL_FORMS": 0}
    return told | {f"rad-{n}-{key}": value for n, row in enumerate(rows) for key, value in row.items()}


# Forums


def test_a_forum_gets_another_name_and_history_tells_which_words_changed(cast):
    acts.change_forum(cast.council, name="Rådet", by=cast.secretary)
    assert Forum.objects.get(pk=cast.council.pk).name == "Rådet"
    event = history.about(cast.council).first()
    assert (event.kind, event.facts) == ("forum.changed", {"fields": ["name"]})


def test_a_change_that_changes_nothing_leaves_no_event(cast):
    acts.change_forum(cast.council, name=cast.council.name, by=cast.secretary)
    assert not history.about(cast.council).exists()


def test_two_forums_are_not_called_the_same(cast):
    with pytest.raises(Refused) as refusal:
        acts.change_forum(cast.council, name="styringsgruppen", by=cast.secretary)
    assert codes(refusal) == ["name-taken"]


def test_forums_do_not_prepare_for_each_other_in_a_ring(cast):
    with pytest.raises(Refused) as refusal:
        acts.change_forum(cast.steering, prepares_for=cast.west, by=cast.secretary)
    assert codes(refusal) == ["leads-in-a-ring"]


def test_a_new_forum_is_there_from_its_day(cast, sign_in):
    answer = sign_in(cast.secretary).post(
        reverse("partnership:adapt_new_forum", args=["fjordloftet"]),
        {"name": "Arbeidsgruppe Nord", "kind": "working_group", "owner": cast.steering.pk, "board_step": "understand",
         "prepares_for": cast.coordination.pk, "submitters": "secretariat", "from_day": cast.today.isoformat()},
    )  # fmt: skip
    forum = Forum.objects.get(name="Arbeidsgruppe Nord")
    assert answer["Location"] == forum.get_absolute_url()
    assert forum.key == "arbeidsgruppe-nord"
    assert forum.owner == cast.steering
    assert history.about(forum).first().kind == "forum.added"


def test_a_forum_named_like_a_page_gets_another_address(cast):
    forum = acts.add_forum(cast.fjord, name="Mandat", kind="network", from_day=cast.today, by=cast.secretary)
    assert forum.key == "mandat-2"


def test_a_forum_that_nothing_leads_to_can_end(cast):
    forum = acts.add_forum(cast.fjord, name="Prøvegruppe", kind="network", from_day=cast.today, by=cast.secretary)
    acts.end_forum(forum, last_day=cast.today, by=cast.secretary)
    assert Forum.objects.get(pk=forum.pk).standing_on(cast.today + timedelta(days=1)) == "ended"


def test_all_that_still_leads_to_a_forum_stands_in_the_way_of_ending_it(cast, sign_in):
    page = sign_in(cast.secretary).post(
        reverse("partnership:adapt_forum", args=["fjordloftet", "samordning"]),
        {"last_day": cast.today.isoformat()},
    )
    assert page.status_code == 422
    told = page.content.decode()
    assert "Samordningsfunksjonen er en stasjon i den vanlige saksgangen for Handlingsprogram." in told
    assert "Arbeidsgruppe Vest, Arbeidsgruppe Øst forbereder saker for Samordningsfunksjonen." in told
    assert "plasser i Samordningsfunksjonen varer lenger" in told
    assert Forum.objects.get(pk=cast.coordination.pk).to_day is None


def test_a_forum_with_a_meeting_ahead_does_not_end_before_it(cast):
    forum = acts.add_forum(cast.fjord, name="Prøvegruppe", kind="network", from_day=cast.today, by=cast.secretary)
    cast.meeting(forum, day=cast.today + timedelta(days=9), status="planned")
    with pytest.raises(Refused) as refusal:
        acts.end_forum(forum, last_day=cast.today, by=cast.secretary)
    assert codes(refusal) == ["meetings-ahead"]
    assert Forum.objects.get(pk=forum.pk).to_day is None


def test_a_forum_does_not_end_before_it_began_nor_twice(cast):
    forum = acts.add_forum(cast.fjord, name="Prøvegruppe", kind="network", from_day=cast.today, by=cast.secretary)
    with pytest.raises(Refused) as refusal:
        acts.end_forum(forum, last_day=cast.today - timedelta(days=1), by=cast.secretary)
    assert codes(refusal) == ["forum-ends-before-it-began"]
    forum.from_day, forum.to_day = None, cast.today - timedelta(days=1)
    forum.save()
    with pytest.raises(Refused) as refusal:
        acts.end_forum(forum, last_day=cast.today, by=cast.secretary)
    assert codes(refusal) == ["forum-ended"]


# Kinds of case


def stations(*told):
    posted = {"stasjon-TOTAL_FORMS": len(told), "stasjon-INITIAL_FORMS": 0}
    for number, (forum, purpose) in enumerate(told):
        posted |= {f"stasjon-{number}-forum": forum, f"stasjon-{number}-purpose": purpose}
    return posted


def test_the_usual_road_is_changed_and_cases_on_their_way_keep_theirs(cast, sign_in):
    case = cast.case()
    sign_in(cast.secretary).post(
        reverse("partnership:adapt_kind", args=["fjordloftet", "handlingsprogram"]),
        {"name": "Program", **stations(("prioriteringsrad", "advice"), ("", ""), ("styringsgruppe", "decision"))},
    )
    kind = cast.fjord.case_kinds.get(key="handlingsprogram")
    assert kind.name == "Program"
    assert [station["forum"] for station in kind.usual_flow] == ["prioriteringsrad", "styringsgruppe"]
    assert case.flow.count() == 4


def test_a_new_kind_of_case_can_be_chosen(cast, sign_in):
    client = sign_in(cast.secretary)
    client.post(
        reverse("partnership:adapt_new_kind", args=["fjordloftet"]),
        {"name": "Høringssvar", **stations(("styringsgruppe", "decision"), ("-", ""))},
    )
    kind = cast.fjord.case_kinds.get(key="horingssvar")
    assert kind.usual_flow == [{"forum": "styringsgruppe", "purpose": "decision"}, {"local": True}]
    assert "Høringssvar" in client.get("/fjordloftet/saker/ny/").content.decode()


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ([], "Saksgangen har ingen stasjoner."),
        ([("-", ""), ("-", "")], "bare behandle saken hjemme én gang"),
        ([("styringsgruppe", "")], "Velg hva forumet bes om."),
        ([("finnes-ikke", "advice")], "field-error"),
    ],
)
def test_a_road_that_leads_nowhere_is_told(cast, sign_in, told, words):
    answer = sign_in(cast.secretary).post(
        reverse("partnership:adapt_kind", args=["fjordloftet", "mandat"]), {"name": "Mandat", **stations(*told)}
    )
    assert answer.status_code == 422
    assert words in answer.content.decode()


# Lists


def test_sources_are_added_renamed_and_taken_away(cast, sign_in):
    stat, bom, lokal = cast.sources
    sign_in(cast.secretary).post(
        reverse("partnership:adapt_sources", args=["fjordloftet"]),
        posted(
            {"pk": stat.pk, "name": "Staten", "short": "Stat"},
            {"pk": bom.pk, "name": bom.name, "short": "", "remove": "on"},
            {"pk": lokal.pk, "name": lokal.name, "short": ""},
            {"pk": "", "name": "Belønningsmidler", "short": "Bel."},
            {"pk": "", "name": "", "short": ""},
        ),
    )
    assert set(cast.fjord.sources.values_list("name", flat=True)) == {
        "Staten",
        "Lokale midler",
        "Belønningsmidler",
    }
    event = history.about(cast.fjord).first()
    assert (event.kind, event.facts) == ("sources.changed", {"added": 1, "changed": 1, "removed": 1})


def test_a_source_in_use_cannot_be_taken_away_and_nothing_is_half_saved(cast):
    stat, bom, lokal = cast.sources
    cast.fjord.frames.create(source=bom, year=2030, to_year=2030, amount_mnok=5, status="agreed")
    with pytest.raises(Refused) as refusal:
        save_sources(
            cast.fjord, [row(stat, remove=True, short=""), row(bom, remove=True, short="")], by=cast.secretary
        )
    assert codes(refusal) == ["source-in-use"]
    assert cast.fjord.sources.count() == 3


def test_two_rows_with_the_same_name_are_told(cast):
    with pytest.raises(Refused) as refusal:
        save_sources(cast.fjord, [row(name="Bom", short=""), row(name="bom", short="")], by=cast.secretary)
    assert codes(refusal) == ["name-taken"]


# Who may


@pytest.mark.parametrize("name", PAGES)
def test_only_the_secretariat_adapts(cast, sign_in, name):
    address = reverse(f"partnership:{name}", args=["fjordloftet"])
    assert sign_in(cast.member_sjo).get(address).status_code == 422
    assert sign_in(cast.former_secretary).post(address, {"name": "Nytt"}).status_code == 422
    assert sign_in(cast.secretary).get(address).status_code == 200
    assert sign_in(cast.outsider).get(address).status_code == 404


def test_others_read_how_it_is_without_being_offered_to_change_it(cast, sign_in):
    address = reverse("partnership:adapt", args=["fjordloftet"])
    page = sign_in(cast.member_sjo).get(address).content.decode()
    assert "Samordningsfunksjonen (råd)" in page
    assert "Nytt forum" not in page
    assert sign_in(cast.outsider).get(address).status_code == 404


def test_another_partnerships_kind_and_forum_are_not_found(cast, sign_in):
    client = sign_in(cast.secretary)
    for name, key in (("adapt_kind", "styresak"), ("adapt_forum", "kg")):
        assert client.get(reverse(f"partnership:{name}", args=["fjordloftet", key])).status_code == 404


def test_longer_organisations_ask_no_more(cast, sign_in, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client, address = sign_in(cast.secretary), reverse("partnership:adapt", args=["fjordloftet"])
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        client.get(address)
    for number in range(9):
        acts.add_forum(cast.fjord, name=f"Gruppe {number}", kind="network", from_day=cast.today, by=cast.secretary)
    with django_assert_num_queries(len(queries)):
        client.get(address)

"""A partnership is laid beside its template; a newer one is offered point by point, and never forced."""

from datetime import date

import pytest
from django.urls import reverse

from samstyring import catalogue
from samstyring.catalogue import Words
from samstyring.catalogue.folder import HERE
from samstyring.ground import history
from samstyring.ground.refusal import Refused
from samstyring.partnership.actions import adapting
from samstyring.partnership.actions import taking_over as acts
from samstyring.partnership.actions.partnerships import create_from_template
from samstyring.partnership.models import PartnershipRole
from samstyring.partnership.rules import taking_over
from samstyring.partnership.rules.starting import with_forums

TEMPLATE = catalogue.load().partnerships["byvekstavtale"]
ADDRESS = reverse("partnership:differences", args=["nordbyen"])
SEND = reverse("partnership:answer_template", args=["nordbyen"])


@pytest.fixture
def north(cast):
    """A partnership fresh from the template, with parties, and the secretary as its administrator."""
    partnership = create_from_template(
        TEMPLATE, key="nordbyen", name="Nordbyen (eksempel)", agreement="Avtale (eksempel)", goal="Nullvekst.",
        starts_on=date(2020, 1, 1), ends_on=date(2035, 12, 31), by=cast.secretary,
    )  # fmt: skip
    for number in range(8):
        partnership.parties.create(
            key=f"p{number}", name=f"Part {number}", short=f"P{number}", kind="municipality"
        )
    return partnership


@pytest.fixture
def newer(tmp_path, monkeypatch):
    """Version 2 of the template: another name and shorter notice, a new forum, and a changed road."""
    text = (HERE / "partnerships" / "byvekstavtale.toml").read_text("utf-8")
    for before, after in (
        ("version = 1", "version = 2"),
        ('nb = "Prioriteringsrådet"', 'nb = "Porteføljerådet"'),
        ('name = { nb = "Annen sak"', 'name = { nb = "Andre saker"'),
    ):
        assert before in text
        text = text.replace(before, after, 1)
    network = (HERE / "partnerships" / "program.toml").read_text("utf-8")
    forum = network[network.index('[[forums]]\nkey = "samarbeidsarena"') :]
    forum = forum.replace('level = "samarbeid"', 'level = "faglig"').replace(
        '["prosjektgruppe"]', '["samordning"]'
    )
    (tmp_path / "partnerships").mkdir()
    (tmp_path / "partnerships" / "byvekstavtale.toml").write_text(f"{text}\n{forum}", "utf-8")
    monkeypatch.setenv("SAMSTYRING_CATALOGUE", str(tmp_path))
    assert not catalogue.load().slips
    return catalogue.load().partnerships["byvekstavtale"]


def found(partnership, cast):
    template = taking_over.template_of(partnership)
    return {one.key: one for one in taking_over.differences(partnership, template, cast.today)}


def test_a_partnership_fresh_from_its_template_does_not_differ(north, cast, sign_in):
    assert found(north, cast) == {}
    assert "Ingen forskjeller" in sign_in(cast.secretary).get(ADDRESS).content.decode()


def test_what_is_added_removed_and_changed_is_told_with_both_words(north, cast, sign_in):
    council = north.forums.get(key="prioriteringsrad")
    adapting.change_forum(council, name="Rådet", by=cast.secretary)
    adapting.add_forum(north, name="Idégruppen", kind="network", from_day=cast.today, by=cast.secretary)
    north.case_kinds.filter(key="orientering").delete()
    told = found(north, cast)
    assert {(one.key, one.sort) for one in told.values()} == {
        ("forum:prioriteringsrad:name", "changed"),
        ("forum:idegruppen", "added"),
        ("kind:orientering", "removed"),
    }
    changed = told["forum:prioriteringsrad:name"]
    assert (changed.ours, changed.theirs, changed.origin) == ("Rådet", "Prioriteringsrådet", "own")
    page = sign_in(cast.secretary).get(ADDRESS).content.decode()
    assert "3 punkter er annerledes hos oss." in page
    assert "Vår egen tilpasning" in page


def test_a_newer_template_changes_nothing_by_itself(north, newer, cast, sign_in):
    told = found(north, cast)
    assert {one.origin for one in told.values()} == {"template"}
    assert set(told) == {"forum:prioriteringsrad:name", "kind:annet:name", "forum:samarbeidsarena"}
    page = sign_in(cast.secretary).get(ADDRESS).content.decode()
    assert "Nytt i versjon 2" in page
    assert north.forums.get(key="prioriteringsrad").name == "Prioriteringsrådet"
    assert north.template_version == 1


def test_points_are_taken_over_or_kept_one_by_one_and_then_the_version_is_done(north, newer, cast, sign_in):
    client = sign_in(cast.secretary)
    client.post(SEND, {"point": "forum:prioriteringsrad:name", "act": "take"})
    client.post(SEND, {"point": "kind:annet:name", "act": "keep"})
    assert north.forums.get(key="prioriteringsrad").name == "Porteføljerådet"
    assert north.case_kinds.get(key="annet").name == "Annen sak"
    answer = client.post(SEND, {"act": "finish"})
    assert answer.status_code == 422
    assert "1 punkter i versjon 2 er ikke besvart." in answer.content.decode()

    client.post(SEND, {"point": "forum:samarbeidsarena", "act": "take"})
    arena = north.forums.get(key="samarbeidsarena")
    assert arena.prepares_for.key == "samordning"
    assert arena.mandates.get().adopted_on is None
    client.post(SEND, {"act": "finish"})
    north.refresh_from_db()
    assert north.template_version == 2
    kept = {(one.point, one.answer, one.own_words, one.template_words) for one in north.template_answers.all()}
    assert ("kind:annet:name", "kept", "Annen sak", "Andre saker") in kept
    assert ("forum:prioriteringsrad:name", "taken", "Prioriteringsrådet", "Porteføljerådet") in kept
    told = [event.kind for event in history.about(north)]
    assert told[0] == "template.used"
    assert {"template.taken", "template.kept"} <= set(told)
    # What was kept is from now on our own.
    assert found(north, cast)["kind:annet:name"].origin == "own"


def test_what_both_have_changed_is_told_as_such(north, newer, cast):
    adapting.change_forum(north.forums.get(key="prioriteringsrad"), name="Rådet", by=cast.secretary)
    assert found(north, cast)["forum:prioriteringsrad:name"].origin == "both"


def test_words_of_a_mandate_become_a_draft_and_the_one_in_force_stands(north, cast, sign_in):
    steering = north.forums.get(key="styringsgruppe")
    mandate = steering.mandate_on(cast.today)
    mandate.purpose = "Et annet formål."
    mandate.save()
    page = sign_in(cast.secretary).post(
        SEND, {"point": "forum:styringsgruppe:purpose", "act": "take"}, follow=True
    )
    assert "utkast til mandat, som må vedtas" in page.content.decode()
    draft = steering.mandates.get(version=2)
    assert draft.purpose == TEMPLATE.forum("styringsgruppe").mandate.purpose.nb
    assert draft.adopted_on is None
    assert draft.authority.count() == mandate.authority.count()
    assert steering.mandate_on(cast.today) == mandate


@pytest.mark.parametrize("word", ["notice_days", "decision_rule", "tasks", "points"])
def test_every_part_of_a_mandate_can_be_taken_over(north, cast, word):
    council = north.forums.get(key="prioriteringsrad")
    mandate = council.mandates.get()
    mandate.notice_days, mandate.decision_rule, mandate.tasks = 99, "veto", ["Noe annet."]
    mandate.save()
    mandate.authority.first().delete()
    acts.take(north, f"forum:prioriteringsrad:{word}", by=cast.secretary)
    assert f"forum:prioriteringsrad:{word}" not in found(north, cast)


def test_a_forum_without_a_mandate_is_offered_the_templates_as_a_draft(north, cast):
    group = north.forums.get(key="arbeidsgruppe")
    for mandate in group.mandates.all():
        mandate.authority.all().delete()
        mandate.delete()
    assert set(found(north, cast)) == {"forum:arbeidsgruppe:mandate"}
    acts.take(north, "forum:arbeidsgruppe:mandate", by=cast.secretary)
    assert group.mandates.get().adopted_on is None
    assert found(north, cast) == {}


@pytest.mark.parametrize(
    ("word", "field", "value"), [("step", "board_step", ""), ("open", "is_open", None), ("owner", "owner", None)]
)
def test_a_forums_place_can_be_taken_over(north, cast, word, field, value):
    council = north.forums.get(key="prioriteringsrad")
    before = getattr(council, field)
    setattr(council, field, not before if field == "is_open" else value)
    council.save()
    acts.take(north, f"forum:prioriteringsrad:{word}", by=cast.secretary)
    assert getattr(north.forums.get(key="prioriteringsrad"), field) == before


def test_a_kind_of_case_that_was_taken_away_comes_back_with_its_road(north, cast):
    flow = north.case_kinds.get(key="orientering").usual_flow
    north.case_kinds.filter(key="orientering").delete()
    acts.take(north, "kind:orientering", by=cast.secretary)
    assert north.case_kinds.get(key="orientering").usual_flow == flow


def test_a_road_through_a_forum_we_left_out_waits_for_the_forum(cast):
    names = {forum.key: forum.name.nb for forum in TEMPLATE.forums if forum.key != "samordning"}
    partnership = create_from_template(
        with_forums(TEMPLATE, names), whole=TEMPLATE, key="nordbyen", name="Nordbyen", agreement="Avtale",
        goal="Mål.", starts_on=date(2020, 1, 1), ends_on=date(2035, 12, 31), by=cast.secretary,
    )  # fmt: skip
    assert found(partnership, cast)["forum:samordning"].origin == "own"
    with pytest.raises(Refused) as refusal:
        acts.take(partnership, "kind:handlingsprogram:flow", by=cast.secretary)
    assert [one.code for one in refusal.value.obstacles] == ["other-forum-missing"]
    acts.take(partnership, "forum:samordning", by=cast.secretary)
    acts.take(partnership, "kind:handlingsprogram:flow", by=cast.secretary)
    stations = [one.get("forum") for one in partnership.case_kinds.get(key="handlingsprogram").usual_flow]
    assert stations == ["samordning", "prioriteringsrad", "styringsgruppe", None]


@pytest.mark.parametrize(
    ("key", "code"),
    [
        ("forum:idegruppen", "only-by-hand"),
        ("forum:styringsgruppe:name", "no-difference"),
        ("finnes:ikke", "no-difference"),
        ("", "no-difference"),
        ("a" * 3000, "no-difference"),
    ],
)
def test_what_cannot_be_taken_over_is_told(north, cast, sign_in, key, code):
    adapting.add_forum(north, name="Idégruppen", kind="network", from_day=cast.today, by=cast.secretary)
    answer = sign_in(cast.secretary).post(SEND, {"point": key, "act": "take"})
    assert answer.status_code == 422
    assert [one.code for one in answer.context["obstacles"]] == [code]
    assert not north.template_answers.exists()


def test_only_the_secretariat_takes_over(north, newer, cast, sign_in):
    PartnershipRole.objects.create(partnership=north, person=cast.observer, kind="reader")
    client = sign_in(cast.observer)
    page = client.get(ADDRESS).content.decode()
    assert "Porteføljerådet" in page
    assert SEND not in page
    assert client.post(SEND, {"point": "forum:prioriteringsrad:name", "act": "take"}).status_code == 422
    assert client.post(SEND, {"act": "finish"}).status_code == 422
    assert sign_in(cast.outsider).get(ADDRESS).status_code == 404
    assert sign_in(cast.outsider).post(SEND, {"act": "finish"}).status_code == 404


def test_a_template_that_is_gone_is_not_needed(north, cast, sign_in):
    north.template_key = "borte"
    north.save()
    client = sign_in(cast.secretary)
    assert "finnes ikke i katalogen lenger" in client.get(ADDRESS).content.decode()
    assert client.post(SEND, {"point": "forum:prioriteringsrad:name", "act": "take"}).status_code == 422
    assert client.get("/nordbyen/").status_code == 200


def test_without_a_kept_copy_all_that_differs_is_told_without_guessing_who_changed_it(north, cast):
    north.template_uses.all().delete()
    adapting.change_forum(north.forums.get(key="prioriteringsrad"), name="Rådet", by=cast.secretary)
    assert found(north, cast)["forum:prioriteringsrad:name"].origin == "unknown"


def test_words_are_compared_in_bokmal(north, cast):
    assert isinstance(TEMPLATE.name, Words)
    assert found(north, cast) == {}

"""Every file in the catalogue, and the catalogue as a whole."""

import shutil
from dataclasses import fields, is_dataclass
from pathlib import Path

import pytest

from samstyring.catalogue import CatalogueError, Words, load
from samstyring.catalogue.codes import OUTCOMES
from samstyring.catalogue.folder import HERE

FILES = sorted(HERE.glob("*/*.toml"))


def template(path: Path):
    return getattr(load(), path.parent.name)[path.stem]


def words_in(thing):
    if isinstance(thing, Words):
        yield thing
    elif isinstance(thing, tuple):
        for each in thing:
            yield from words_in(each)
    elif is_dataclass(thing):
        for field in fields(thing):
            yield from words_in(getattr(thing, field.name))


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.stem}")
class TestEveryFile:
    def test_says_where_its_content_comes_from(self, path):
        assert template(path).source
        assert template(path).version >= 1

    def test_speaks_three_languages(self, path):
        words = list(words_in(template(path)))
        assert words
        assert all(each.nb and each.nn and each.en for each in words)

    def test_has_words_without_broken_ligatures(self, path):
        # The source of the checkpoints reads "Dltak" and "vedtaM" where a ligature broke.
        broken = ("Dl ", "Dlt", "taM", "seK", "driZ", "uW", "seMes", "\t", "ﬁ", "ﬂ")
        text = path.read_text("utf-8")
        assert not [each for each in broken if each in text]

    def test_ends_each_long_text_as_a_sentence_or_a_question(self, path):
        unfinished = [
            words.nb for words in words_in(template(path)) if len(words.nb) > 60 and words.nb[-1] not in ".?"
        ]
        assert unfinished == []


PARTNERSHIPS = sorted(load().partnerships)


@pytest.mark.parametrize("key", PARTNERSHIPS)
class TestEveryPartnership:
    def test_every_case_kind_goes_to_forums_that_exist(self, key):
        template = load().partnerships[key]
        forums = {forum.key for forum in template.forums}
        assert all(
            step.forum in forums for kind in template.case_kinds for step in kind.flow if step.kind == "forum"
        )
        assert all(kind.flow for kind in template.case_kinds)

    def test_every_case_kind_that_asks_for_a_decision_finds_a_forum_that_may_decide(self, key):
        template = load().partnerships[key]
        for kind in template.case_kinds:
            for step in kind.flow:
                if step.purpose == "decision" and step.kind == "forum":
                    assert template.forum(step.forum).permitted(kind.key) & {"adopted", "endorsed"}

    def test_only_the_top_forum_rests_on_the_agreement(self, key):
        template = load().partnerships[key]
        ownerless = [forum for forum in template.forums if not forum.owner]
        assert {forum.kind for forum in ownerless} <= {"steering", "political_annual", "council"}
        for forum in template.forums:
            if forum.owner and template.forum(forum.owner).kind != "secretariat":
                assert "adopted" in template.forum(forum.owner).permitted("mandat")

    def test_municipalities_outside_the_partnership_take_no_part(self, key):
        assert not any(forum.composition.outside_municipalities for forum in load().partnerships[key].forums)

    def test_advisory_forums_adopt_nothing_beyond_a_stated_amount(self, key):
        for forum in load().partnerships[key].forums:
            for row in forum.mandate.authority if forum.regime == "advisory" else ():
                assert row.amount_limit_mnok or not {"adopted", "rejected", "endorsed"} & set(row.outcomes)

    def test_criteria_and_checklists_it_names_exist(self, key):
        template = load().partnerships[key]
        assert template.criteria in load().criteria
        assert template.case_checklist in load().checklists


def test_the_steering_group_adopts_the_programme_that_the_priority_council_recommends():
    growth = load().partnerships["byvekstavtale"]
    assert "adopted" in growth.forum("styringsgruppe").permitted("handlingsprogram")
    council = growth.forum("prioriteringsrad").permitted("handlingsprogram")
    assert "recommended" in council
    assert "adopted" not in council


def test_the_programme_ends_with_the_parties_own_treatment():
    growth = load().partnerships["byvekstavtale"]
    assert [step.kind for step in growth.case_kind("handlingsprogram").flow] == [
        "forum",
        "forum",
        "forum",
        "local",
    ]
    required = {rule.party_kind: rule.required for rule in growth.adoption}
    assert required == {"municipality": True, "county": True, "state": False}


def test_the_four_steps_each_belong_to_one_forum():
    growth = load().partnerships["byvekstavtale"]
    steps = {forum.step: forum.key for forum in growth.forums if forum.step}
    assert steps == {
        "understand": "arbeidsgruppe",
        "coordinate": "samordning",
        "prioritise": "prioriteringsrad",
        "adopt": "styringsgruppe",
    }


@pytest.mark.parametrize("key", ["koordineringsgruppe", "faggruppe", "tverrgaende_gruppe", "prosjektgruppe"])
def test_administrative_groups_of_an_ipr_may_only_advise(key):
    council = load().partnerships["ipr"]
    (row,) = council.forum(key).mandate.authority
    assert row.point == "6"
    assert all(
        council.forum(key).permitted(kind.key) == {"noted", "discussed", "advised"} for kind in council.case_kinds
    )


def test_minutes_travel_with_the_calls_of_other_forums():
    council = load().partnerships["ipr"]
    assert council.forum("koordineringsgruppe").minutes_to == ("styre", "interessepolitisk_utvalg")
    assert council.forum("tverrgaende_gruppe").minutes_to == ("faggruppe",)
    assert council.forum("koordineringsgruppe").composition.mirrors == "styre"


def test_criteria_come_without_weights():
    assert all(criterion.weight is None for each in load().criteria.values() for criterion in each.criteria)


def test_the_programme_has_25_checkpoints_in_five_overlapping_stages():
    gates = load().gates["byregion"]
    assert [len(stage.checkpoints) for stage in gates.stages] == [6, 4, 4, 5, 6]
    pairs = list(zip(gates.stages, gates.stages[1:], strict=False))
    assert all(later.starts_on < earlier.ends_on for earlier, later in pairs)
    assert [milestone.kind for milestone in gates.milestones].count("gathering") == 5


def test_politicians_part_is_asked_about_on_cases_and_on_sheets():
    """003: how politicians are involved is a point on every case and every project."""
    checklists = load().checklists
    for key in ("saksforberedelse", "prosjektark"):
        assert "politisk_involvering" in {point.key for point in checklists[key].points}


def test_the_catalogue_is_read_once():
    assert load() is load()


def test_every_outcome_is_in_use():
    used = {
        outcome
        for partnership in load().partnerships.values()
        for forum in partnership.forums
        for row in forum.mandate.authority
        for outcome in row.outcomes
    }
    assert used == set(OUTCOMES)


# A folder of one's own


@pytest.fixture
def folder(tmp_path):
    shutil.copytree(HERE, tmp_path / "catalogue", ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    return tmp_path / "catalogue"


def test_one_new_file_is_all_a_new_partnership_type_needs(folder):
    text = (folder / "partnerships" / "ipr.toml").read_text("utf-8")
    new = text.replace('key = "ipr"', 'key = "havneraad"', 1)
    (folder / "partnerships" / "havneraad.toml").write_text(new, "utf-8")
    assert sorted(load(folder).partnerships) == ["byvekstavtale", "havneraad", "ipr", "program"]


@pytest.mark.parametrize(
    ("file", "before", "after", "key"),
    [
        (
            "partnerships/ipr.toml",
            'forum = "faggruppe"',
            'forum = "fagrad"',
            "case_kinds[handlingsprogram].flow[0].forum",
        ),
        ("partnerships/ipr.toml", 'kind = "board"', 'kind = "styre"', "forums[styre].kind"),
        ("partnerships/ipr.toml", "notice_days = 14", "", "forums[representantskap].notice_days"),
        (
            "partnerships/ipr.toml",
            "notice_days = 14",
            'notice_days = "14"',
            "forums[representantskap].notice_days",
        ),
        ("partnerships/ipr.toml", "notice_days = 14", "notice_day = 14", "forums[representantskap].notice_day"),
        ("partnerships/ipr.toml", 'criteria = "tiltak"', 'criteria = "finnes_ikke"', "criteria"),
        ("partnerships/ipr.toml", 'key = "ipr"', 'key = "rad"', "key"),
        (
            "partnerships/ipr.toml",
            'purpose = "advice"',
            'purpose = "decision"',
            "case_kinds[styresak].flow[0].purpose",
        ),
        ("partnerships/ipr.toml", "quorum = { share = 0.5 }", "quorum = {}", "forums[representantskap].quorum"),
        ("criteria/tiltak.toml", 'direction = "up"', 'direction = "up"\nweight = 0.5', "criteria"),
        ("criteria/tiltak.toml", "score = 25", "score = 30", "criteria[relevans].anchors"),
        ("criteria/tiltak.toml", 'nn = "Relevans"', 'nn = ""', "criteria[relevans].name"),
        ("criteria/tiltak.toml", ', nn = "Relevans"', "", "criteria[relevans].name.nn"),
        ("checklists/saksforberedelse.toml", 'group = "parter"', 'group = "part"', "points[forankring].group"),
        ("checklists/saksforberedelse.toml", 'key = "forslag"', 'key = "vedlegg"', "points"),
        (
            "gates/byregion.toml",
            "starts_on = 2015-07-01",
            "starts_on = 2016-07-01",
            "stages[organisasjon].ends_on",
        ),
    ],
)
def test_a_slip_is_named_by_file_and_key(folder, file, before, after, key):
    path = folder / file
    text = path.read_text("utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), "utf-8")
    with pytest.raises(CatalogueError) as slip:
        load(folder)
    assert slip.value.key == key
    assert slip.value.file == str(path)


def test_a_file_that_is_not_toml_is_named(folder):
    (folder / "gates" / "odelagt.toml").write_text("key = ", "utf-8")
    with pytest.raises(CatalogueError, match="odelagt.toml"):
        load(folder)

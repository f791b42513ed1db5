"""The same matrix for agreements and strategies: versions laid before parties, what each did, words side by side."""

from datetime import timedelta

import pytest
from django.urls import reverse

from samstyring.ground.models import Event
from samstyring.ground.refusal import Refused
from samstyring.partnership.models import Agreement, AgreementText
from samstyring.portfolio.actions import adoption as acts
from samstyring.portfolio.actions import strategies
from samstyring.portfolio.rules import adoption as rules
from samstyring.portfolio.rules import adoption_versions, adoption_words
from tests.portfolio.strategy_things import Things
from tests.refusals import codes


@pytest.fixture
def text(cast):
    agreement = Agreement.objects.create(partnership=cast.fjord, name="Byvekstavtale (eksempel)")
    return agreement.texts.create(
        version=1, dated_on=cast.today, words="Nullvekst og fire parter.", is_public=True
    )


@pytest.fixture
def things(cast):
    return Things(cast)


@pytest.fixture
def laid(cast, text):
    """The text as sent to the three local parties, while the state's party only confirms."""
    return acts.lay_before(
        text,
        treating=[cast.sjo, cast.berg, cast.fylke],
        confirming=[cast.vei],
        sent_on=cast.today,
        by=cast.secretary,
    )


def matrix_of(text):
    return reverse("portfolio:agreement_adoption", args=["fjordloftet", text.agreement_id, text.version])


def act(subject, party, by, outcome="adopted", **more):
    said = (
        {"wording": "Kommunestyret slutter seg til avtalen."} if outcome not in ("deferred", "confirmed") else {}
    )
    requirement = subject.requirements.get(party=party)
    return acts.record_act(requirement, outcome=outcome, acted_on=requirement.sent_on, by=by, **(said | more))


# Laying it before the parties


def test_the_secretariat_lays_an_agreement_before_the_parties_and_each_sees_what_is_asked(cast, text, sign_in):
    client = sign_in(cast.secretary)
    page = client.get(matrix_of(text))
    assert "Ikke lagt fram for partene." in page.content.decode()
    asked = client.get(page.context["lay_url"])
    assert set(asked.context["form"]["treating"].value()) == {cast.sjo.pk, cast.berg.pk, cast.fylke.pk}
    assert asked.context["form"]["confirming"].value() == [cast.vei.pk]
    answer = client.post(
        page.context["lay_url"],
        {"treating": [cast.sjo.pk, cast.berg.pk], "confirming": [cast.vei.pk], "sent_on": cast.today.isoformat()},
    )
    assert answer.url == matrix_of(text)
    assert "Ikke endelig: Sjø kommune og Berg kommune mangler." in client.get(answer.url).content.decode()
    assert Event.objects.filter(kind="agreement.laid").count() == 1


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"treating": [], "confirming": []}, "nobody-asked"),
        ({"confirming": ["sjo"]}, "asked-twice"),
        ({"sent": 1}, "sent-ahead"),
        ({"due": -1}, "due-before-sent"),
        ({"by": "clerk_sjo"}, "not-secretariat"),
    ],
)
def test_what_cannot_be_laid_before_the_parties(cast, text, change, code):
    parties = {"treating": ["sjo"], "confirming": []} | {
        k: v for k, v in change.items() if k in ("treating", "confirming")
    }
    chosen = {name: [getattr(cast, key) for key in keys] for name, keys in parties.items()}
    with pytest.raises(Refused) as refused:
        acts.lay_before(
            text, **chosen, sent_on=cast.today + timedelta(days=change.get("sent", 0)),
            due_on=cast.today + timedelta(days=change["due"]) if "due" in change else None,
            by=getattr(cast, change.get("by", "secretary")),
        )  # fmt: skip
    assert code in codes(refused)
    assert not text.requirements.exists()


def test_no_party_is_asked_twice_about_the_same_version(cast, laid):
    with pytest.raises(Refused) as refused:
        acts.lay_before(laid, treating=[cast.sjo], confirming=[], sent_on=cast.today, by=cast.secretary)
    assert codes(refused) == {"already-laid"}


def test_only_the_newest_text_is_laid_before_the_parties(cast, text):
    text.agreement.texts.create(version=2, dated_on=cast.today, words="Fem parter.", decided_in="sak 1/26")
    with pytest.raises(Refused) as refused:
        acts.lay_before(text, treating=[cast.sjo], confirming=[], sent_on=cast.today, by=cast.secretary)
    assert codes(refused) == {"newer-text"}


# What the parties do


def test_a_clerk_records_the_councils_deviation_and_everybody_sees_it_also_on_the_open_pages(
    cast, laid, sign_in, client
):
    clerk = sign_in(cast.clerk_sjo)
    address = reverse("portfolio:adoption_act", args=["fjordloftet", laid.requirements.get(party=cast.sjo).pk])
    assert address in clerk.get(matrix_of(laid)).content.decode()
    answer = clerk.post(
        address,
        {
            "outcome": "deviating", "acted_on": cast.today.isoformat(), "wording": "Avtalen vedtas.",
            "reservation": "Bompengene må ikke øke.", "points": "3, 10", "case_reference": "26/114",
        },
    )  # fmt: skip
    assert answer.url == matrix_of(laid)
    for person in (cast.observer, cast.clerk_berg):
        body = sign_in(person).get(matrix_of(laid)).content.decode()
        assert "Vedtatt med avvik" in body
        assert "Avvik, punkt 3, 10:" in body
        assert "26/114" in body
    client.logout()
    opened = client.get(reverse("portal:agreements", args=["fjordloftet"])).content.decode()
    assert "Vedtatt med avvik" in opened
    assert "Bompengene må ikke øke." in opened


def test_a_text_that_is_not_opened_is_not_on_the_open_pages(cast, laid, client):
    AgreementText.objects.update(is_public=False)
    body = client.get(reverse("portal:agreements", args=["fjordloftet"])).content.decode()
    assert "Ingen avtaletekst er lagt ut" in body
    assert laid.words not in body


def test_the_agreement_is_final_when_every_required_party_has_said_yes(cast, laid, sign_in):
    for party, by in ((cast.sjo, cast.clerk_sjo), (cast.berg, cast.clerk_berg)):
        act(laid, party, by)
    assert not rules.is_final(laid)
    act(laid, cast.fylke, cast.secretary)
    assert rules.is_final(laid)
    assert Event.objects.filter(kind="agreement.final").count() == 1
    page = sign_in(cast.observer).get(laid.agreement.get_absolute_url()).content.decode()
    assert "Endelig" in page


def test_a_party_that_waits_has_not_said_no_and_may_treat_it_later(cast, laid, sign_in):
    waiting = act(laid, cast.sjo, cast.clerk_sjo, "deferred", case_reference="26/9")
    body = sign_in(cast.observer).get(matrix_of(laid)).content.decode()
    assert "Avventer" in body
    assert cast.sjo in rules.lacking(laid)
    act(laid, cast.sjo, cast.clerk_sjo, replaces=waiting)
    assert cast.sjo not in rules.lacking(laid)
    assert not Event.objects.filter(kind="adoption.corrected").exists()


def test_words_are_set_beside_each_other_and_points_gathered(cast, laid):
    act(laid, cast.sjo, cast.clerk_sjo, wording="Avtalen vedtas.")
    act(laid, cast.berg, cast.clerk_berg, wording="Avtalen vedtas.")
    act(
        laid, cast.fylke, cast.clerk_fylke, "deviating", wording="Avtalen vedtas med unntak.",
        reservation="Ikke punkt 10 og 2.", points="10, 2",
    )  # fmt: skip
    standings = rules.matrix(laid, on=cast.today)
    common, other = adoption_words.wordings(standings)
    assert [party.key for party in common.parties] == ["sjo", "berg"]
    assert any(sort == "in" and "unntak" in text for sort, text in other.pieces)
    assert [point for point, _told in adoption_words.points(standings)] == ["2", "10"]


def test_every_version_has_its_column_and_every_party_its_row(cast, laid, sign_in):
    act(laid, cast.sjo, cast.clerk_sjo, "rejected")
    newer = laid.agreement.texts.create(version=2, dated_on=cast.today, words="Ny.", decided_in="sak 2/26")
    acts.lay_before(newer, treating=[cast.sjo, cast.berg], confirming=[], sent_on=cast.today, by=cast.secretary)
    act(newer, cast.sjo, cast.clerk_sjo)
    columns = adoption_versions.columns(newer, on=cast.today)
    assert [column.subject.version for column in columns] == [2, 1]
    rows = {
        row.party.key: [cell.word if cell else None for cell in row.cells]
        for row in adoption_versions.rows(columns)
    }
    assert rows["sjo"] == ["Vedtatt", "Ikke vedtatt"]
    assert rows["fylke"][0] is None
    body = sign_in(cast.observer).get(matrix_of(newer)).content.decode()
    assert "Ikke behandlet" in body
    assert "Ikke spurt" in body


@pytest.mark.parametrize("who", ["outsider", "os_secretary"])
def test_strangers_do_not_learn_that_it_exists(cast, laid, sign_in, who):
    client = sign_in(getattr(cast, who))
    requirement = laid.requirements.first()
    for address in (
        matrix_of(laid),
        f"{matrix_of(laid)}legg-fram/",
        reverse("portfolio:adoption_act", args=["fjordloftet", requirement.pk]),
        reverse("portfolio:adoption_act", args=["osregionen", requirement.pk]),
        reverse("portfolio:requirement", args=["fjordloftet", requirement.pk]),
    ):
        assert client.get(address).status_code == 404


# Strategies


def test_a_strategy_goes_to_the_parties_on_a_case_and_its_words_then_stand(cast, things, sign_in):
    strategy = things.strategy()
    with pytest.raises(Refused) as refused:
        acts.lay_before(strategy, treating=[things.south], confirming=[], sent_on=cast.today, by=things.by)
    assert codes(refused) == {"strategy-without-case"}
    strategies.submit(strategy, case=things.case(), **things.told)
    acts.lay_before(
        strategy, treating=[things.south, cast.os_party], confirming=[], sent_on=cast.today, by=things.by
    )
    act(strategy, things.south, things.clerk)
    with pytest.raises(Refused) as refused:
        strategies.change(strategy, aims=[], base="", title="Nytt", **things.told)
    assert codes(refused) == {"strategy-locked-by-party"}


def test_a_strategy_is_final_when_the_forum_and_the_parties_have_adopted_it(cast, things, sign_in):
    strategy = things.adopted_strategy()
    acts.lay_before(
        strategy, treating=[things.south, cast.os_party], confirming=[], sent_on=cast.today, by=things.by
    )
    act(strategy, things.south, things.clerk, "deviating", reservation="Ikke mål 2.", points="2")
    client = sign_in(cast.kg_leader)
    page = client.get(strategy.get_absolute_url()).content.decode()
    assert "men ikke endelig: Nordregionen mangler." in page
    act(strategy, cast.os_party, things.by)
    body = client.get(reverse("portfolio:strategy_adoption", args=["osregionen", strategy.pk])).content.decode()
    assert "Endelig, med avvik" in body
    assert "Sørregionen har vedtatt med avvik." in body
    client.logout()
    opened = client.get(reverse("portal:strategy", args=["osregionen", strategy.pk])).content.decode()
    assert "Vedtatt med avvik" in opened
    assert Event.objects.filter(kind="strategy.final").count() == 1


def test_a_deadline_is_moved_until_all_have_said_yes(cast, laid, sign_in):
    client = sign_in(cast.secretary)
    requirement = laid.requirements.get(party=cast.sjo)
    address = reverse("portfolio:requirement", args=["fjordloftet", requirement.pk])
    due = cast.today + timedelta(days=30)
    assert (
        client.post(address, {"body": "Kommunestyret", "due_on": due.isoformat(), "is_required": "on"}).status_code
        == 302
    )
    requirement.refresh_from_db()
    assert requirement.due_on == due
    for party in (cast.sjo, cast.berg, cast.fylke):
        act(laid, party, cast.secretary)
    assert client.post(address, {"body": "", "is_required": "on"}).status_code == 422


def test_more_versions_and_parties_ask_no_more(cast, laid, sign_in, django_assert_max_num_queries):
    client = sign_in(cast.observer)
    with django_assert_max_num_queries(30) as few:
        client.get(matrix_of(laid))
    for number in range(2, 6):
        newer = laid.agreement.texts.create(
            version=number, dated_on=cast.today, words="Ny.", decided_in=f"sak {number}/26"
        )
        acts.lay_before(
            newer, treating=[cast.sjo, cast.berg], confirming=[], sent_on=cast.today, by=cast.secretary
        )
    with django_assert_max_num_queries(len(few.captured_queries)):
        assert client.get(matrix_of(newer)).status_code == 200

"""Anchoring: affected parties answer on a version, silence is seen, and the mandate's rule decides what it stops."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from samstyring.casework.actions import anchoring as acts
from samstyring.casework.actions import decisions
from samstyring.casework.models import AnchoringRequest, AnchoringStatement, AnchoringWaiver, Case, Purpose
from samstyring.casework.papers import drafted_minutes
from samstyring.casework.rules import anchoring, asking
from samstyring.ground.refusal import Refused
from tests.refusals import codes

pytestmark = pytest.mark.django_db
Standing = anchoring.Standing


@pytest.fixture
def case(cast):
    found = cast.case()
    acts.name_affected(found, [cast.sjo, cast.berg, cast.fylke], by=cast.secretary, on=cast.today)
    return found


@pytest.fixture
def rule(cast):
    """The council's mandate asks for the affected parties' answers."""
    mandate = cast.council_mandate
    mandate.anchoring, mandate.anchoring_point = "affected", "6"
    mandate.save()
    return mandate


def address(name, case, *more):
    return reverse(f"casework:{name}", args=[case.partnership.key, case.pk, *more])


def of(case, party):
    return case.affected.get(party=party)


def answer(case, party, by, on, given="anchored", **more):
    told = {"stated_by": "Kommunalsjef", "level": "leader", "estimate": "confirmed", "words": ""} | more
    return acts.state(
        of(case, party), paper=case.latest_paper, answer=given, stated_on=on, by=by, on=on, **told
    )  # fmt: skip


def standings(case, paper=None):
    return {line.party.key: line.standing for line in anchoring.lines_of(case, paper or case.latest_paper)}


def form(case, **changed):
    told = {
        "answer": "anchored",
        "words": "",
        "estimate": "confirmed",
        "stated_by": "Kommunalsjef for plan",
        "level": "leader",
        "stated_on": f"{case.created_on}",
        "version": f"{case.latest_paper.version}",
    }
    return told | changed


def in_council(cast, case):
    return cast.item(cast.council, case=case, purpose=Purpose.RECOMMENDATION)


# Naming and asking


def test_the_secretariat_names_the_affected_parties_on_the_page(cast, sign_in):
    case = cast.case()
    client = sign_in(cast.secretary)
    page = client.get(f"{case.get_absolute_url()}?del=forankring")
    assert "Ingen parter er ført opp som berørt" in page.content.decode()
    posted = client.post(address("anchoring_parties", case), {"parties": [cast.sjo.pk, cast.vei.pk]})
    assert posted.status_code == 302
    page = client.get(f"{case.get_absolute_url()}?del=forankring").content.decode()
    assert "Sjø kommune" in page
    assert "Ikke spurt" in page
    assert "0 av 2" in page


def test_a_party_that_is_asked_stays_on_the_list(cast, case, sign_in):
    acts.ask(case, by=cast.secretary, on=cast.today)
    refused = sign_in(cast.secretary).post(address("anchoring_parties", case), {"parties": [cast.berg.pk]})
    assert refused.status_code == 422
    assert "Sjø kommune er alt spurt eller har svart" in refused.content.decode()
    assert case.affected.count() == 3


def test_only_those_who_prepare_the_case_may_name_and_ask(cast, case, sign_in):
    client = sign_in(cast.member_sjo)
    assert client.get(address("anchoring_parties", case)).status_code == 422
    assert client.post(address("anchoring_ask", case)).status_code == 422
    assert not AnchoringRequest.objects.exists()


def test_asking_tells_the_party_at_home_and_reminding_is_kept(cast, case, sign_in):
    earlier = cast.today - timedelta(days=17)
    acts.ask(case, affected=of(case, cast.sjo), by=cast.secretary, on=earlier)
    client = sign_in(cast.clerk_sjo)
    home = client.get(reverse("partnership:home", args=[cast.fjord.key])).content.decode()
    assert "Svar på om saken er forankret i Sjø kommune" in home
    page = sign_in(cast.secretary).get(f"{case.get_absolute_url()}?del=forankring").content.decode()
    assert "17 dager" in page
    assert "Ikke svart" in page
    posted = sign_in(cast.secretary).post(address("anchoring_ask", case), {"affected": of(case, cast.sjo).pk})
    assert posted.status_code == 302
    assert [r.is_reminder for r in of(case, cast.sjo).requests.all()] == [False, True]


def test_all_who_have_not_answered_are_asked_at_once(cast, case, sign_in):
    answer(case, cast.berg, cast.clerk_berg, cast.today)
    due = cast.today + timedelta(days=10)
    posted = sign_in(cast.secretary).post(address("anchoring_ask", case), {"due_on": f"{due}"})
    assert posted.status_code == 302
    assert set(standings(case).values()) == {Standing.SILENT, Standing.ANCHORED}
    assert {request.due_on for request in AnchoringRequest.objects.all()} == {due}


@pytest.mark.parametrize(
    ("prepare", "code"),
    [("twice", "asked-today"), ("past", "due-passed"), ("paperless", "no-paper"), ("answered", "nothing-to-ask")],
)
def test_what_stops_asking(cast, case, prepare, code):
    told = {"affected": of(case, cast.sjo), "by": cast.secretary, "on": cast.today}
    if prepare == "twice":
        acts.ask(case, **told)
    if prepare == "past":
        told["due_on"] = cast.today - timedelta(days=1)
    if prepare == "paperless":
        case = cast.case(paper=False)
        acts.name_affected(case, [cast.sjo], by=cast.secretary, on=cast.today)
        told["affected"] = of(case, cast.sjo)
    if prepare == "answered":
        answer(case, cast.sjo, cast.clerk_sjo, cast.today)
    with pytest.raises(Refused) as refusal:
        acts.ask(case, **told)
    assert codes(refusal) == {code}


def test_a_due_day_that_does_not_exist_is_told(cast, case, sign_in):
    answered = sign_in(cast.secretary).post(address("anchoring_ask", case), {"due_on": "31.02.2026"}, follow=True)
    assert "Skriv en dato som finnes." in answered.content.decode()
    assert not AnchoringRequest.objects.exists()


# Answering


@pytest.mark.parametrize("who", ["clerk_sjo", "owner", "member_sjo", "secretary"])
def test_the_partys_clerk_officer_and_member_answer_and_the_secretariat_may_for_it(cast, case, sign_in, who):
    person = getattr(cast, who)
    posted = sign_in(person).post(address("anchoring_answer", case, of(case, cast.sjo).pk), form(case))
    assert posted.status_code == 302
    statement = AnchoringStatement.objects.get()
    assert (statement.recorded_by, statement.answer, statement.paper) == (person, "anchored", case.latest_paper)
    story = sign_in(cast.secretary).get(address("case_history", case)).content.decode()
    assert "Sjø kommune, versjon 1: forankret" in story


def test_another_party_may_not_answer(cast, case, sign_in):
    for method in ("get", "post"):
        refused = getattr(sign_in(cast.clerk_berg), method)(
            address("anchoring_answer", case, of(case, cast.sjo).pk), form(case)
        )
        assert refused.status_code == 422
        assert "Bare de som har en rolle hos Sjø kommune" in refused.content.decode()
    assert not AnchoringStatement.objects.exists()


def test_an_outsider_does_not_learn_that_the_case_exists(cast, case, sign_in):
    client = sign_in(cast.outsider)
    for name in ("anchoring_parties", "anchoring_scope", "anchoring_go_on"):
        assert client.get(address(name, case)).status_code == 404
    assert client.get(address("anchoring_answer", case, of(case, cast.sjo).pk)).status_code == 404
    assert client.post(address("anchoring_ask", case)).status_code == 404


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"answer": "reserved"}, "Skriv forbeholdet"),
        ({"answer": "waived", "words": "  "}, "hvorfor parten ikke uttaler seg"),
        ({"answer": ""}, "Velg hva parten svarer."),
        ({"stated_by": ""}, "må fylles ut"),
        ({"level": ""}, "Velg nivå."),
        ({"stated_on": "2026-02-31"}, "Skriv en dato som finnes."),
        ({"stated_on": "2999-01-01"}, "er ikke kommet ennå"),
        ({"stated_on": "2001-01-01"}, "kan ikke gjelde den"),
    ],
)
def test_an_answer_that_lacks_something_is_not_kept_and_the_words_stay(cast, case, sign_in, changed, words):
    told = form(case, **({"words": "Vi vil starte i 2027."} | changed if "words" not in changed and
                         changed.get("answer") != "reserved" else changed))  # fmt: skip
    answered = sign_in(cast.clerk_sjo).post(address("anchoring_answer", case, of(case, cast.sjo).pk), told)
    assert answered.status_code == 422
    page = answered.content.decode()
    assert words in page
    assert told["words"].strip() in page
    assert told["stated_by"] in page
    assert not AnchoringStatement.objects.exists()


def test_a_version_that_came_while_the_party_wrote_is_told(cast, case, sign_in):
    typed = form(case, answer="reserved", words="Vi vil ha med gangbroen.")
    cast.paper(case, proposal="Et annet forslag.")
    address_of_answer = address("anchoring_answer", case, of(case, cast.sjo).pk)
    refused = sign_in(cast.clerk_sjo).post(address_of_answer, typed)
    page = refused.content.decode()
    assert refused.status_code == 422
    assert "Versjon 2 av saksframlegget kom mens du svarte på versjon 1." in page
    assert refused.context["form"]["words"].value() == "Vi vil ha med gangbroen."
    assert sign_in(cast.clerk_sjo).post(address_of_answer, typed | {"version": "2"}).status_code == 302


def test_the_database_keeps_no_reservation_without_words(cast, case):
    with pytest.raises(IntegrityError), transaction.atomic():
        AnchoringStatement.objects.create(
            affected=of(case, cast.sjo), paper=case.latest_paper, answer="reserved", stated_by="Rådmann",
            level="executive", stated_on=cast.today,
        )  # fmt: skip


# Versions


def test_a_new_version_makes_older_answers_outdated_and_a_new_answer_mends_it(cast, case):
    answer(case, cast.sjo, cast.clerk_sjo, cast.today)
    answer(case, cast.berg, cast.clerk_berg, cast.today, "no_remark", estimate="irrelevant")
    old = case.latest_paper
    cast.paper(case, proposal="Nytt forslag.")
    assert standings(case)["sjo"] == standings(case)["berg"] == Standing.OUTDATED
    assert standings(case, old)["sjo"] == Standing.ANCHORED
    answer(case, cast.sjo, cast.clerk_sjo, cast.today)
    assert standings(case)["sjo"] == Standing.ANCHORED
    assert of(case, cast.sjo).statements.count() == 2


def test_a_version_that_concerns_one_party_leaves_the_other_answers_standing(cast, case, sign_in):
    answer(case, cast.sjo, cast.clerk_sjo, cast.today)
    answer(case, cast.berg, cast.clerk_berg, cast.today)
    cast.paper(case, proposal="Nytt forslag for Sjø.")
    posted = sign_in(cast.secretary).post(address("anchoring_scope", case), {"parties": [cast.sjo.pk]})
    assert posted.status_code == 302
    assert standings(case)["sjo"] == Standing.OUTDATED
    assert standings(case)["berg"] == Standing.ANCHORED
    page = sign_in(cast.secretary).get(f"{case.get_absolute_url()}?del=forankring").content.decode()
    assert "Forankret, versjon 1. Versjon 2 kom" in page


def test_the_first_version_concerns_everybody(cast, case, sign_in):
    assert sign_in(cast.secretary).post(address("anchoring_scope", case)).status_code == 422


# The mandate's rule


def test_without_a_rule_in_the_mandate_silence_stops_nothing(cast, case):
    item = in_council(cast, case)
    assert decisions.decide(item, outcome="recommended", text="Vi innstiller.", by=cast.secretary)


def test_the_council_may_not_recommend_before_the_affected_parties_have_answered(cast, case, rule, sign_in):
    answer(case, cast.sjo, cast.clerk_sjo, cast.today)
    item = in_council(cast, case)
    with pytest.raises(Refused) as refusal:
        decisions.decide(item, outcome="recommended", text="Vi innstiller.", by=cast.secretary)
    assert codes(refusal) == {"not-anchored"}
    told = str(refusal.value.obstacles[0])
    assert "«Mandat for Prioriteringsrådet», punkt 6" in told
    assert "Berg kommune og Fjord fylkeskommune har ikke svart på versjon 1" in told
    page = sign_in(cast.secretary).get(case.get_absolute_url()).content.decode()
    assert "Berg kommune har ikke forankret saken." in page
    page = sign_in(cast.secretary).get(reverse("casework:decide", args=[cast.fjord.key, item.pk]))
    assert "Berg kommune og Fjord fylkeskommune har ikke svart" in page.content.decode()


def test_the_council_may_still_send_back_or_defer(cast, case, rule):
    item = in_council(cast, case)
    assert decisions.decide(item, outcome="deferred", text="Utsatt.", by=cast.secretary)


def test_a_party_nobody_has_named_is_not_heard(cast, rule):
    item = in_council(cast, cast.case())
    with pytest.raises(Refused) as refusal:
        decisions.decide(item, outcome="recommended", text="Vi innstiller.", by=cast.secretary)
    assert codes(refusal) == {"nobody-named-affected"}


def test_when_all_have_answered_the_council_recommends(cast, case, rule):
    answer(case, cast.sjo, cast.clerk_sjo, cast.today)
    answer(case, cast.berg, cast.clerk_berg, cast.today, "reserved", words="Gangbroen må med.")
    answer(case, cast.fylke, cast.clerk_fylke, cast.today, "waived", words="Saken gjelder ikke oss.")
    assert decisions.decide(in_council(cast, case), outcome="recommended", text="Innstilles.", by=cast.secretary)


def test_the_leader_goes_on_without_a_silent_party_and_the_reason_follows_the_decision(cast, case, rule, sign_in):
    answer(case, cast.sjo, cast.clerk_sjo, cast.today)
    answer(case, cast.berg, cast.clerk_berg, cast.today)
    item = in_council(cast, case)
    reason = "Fristen for statsbudsjettet er i morgen."
    posted = sign_in(cast.leader).post(address("anchoring_go_on", case), {"reason": reason})
    assert posted.status_code == 302
    waiver = AnchoringWaiver.objects.get()
    assert (waiver.leader, list(waiver.parties.all())) == (cast.leader, [cast.fylke])
    decision = decisions.decide(item, outcome="recommended", text="Innstilles.", by=cast.secretary)
    client = sign_in(cast.secretary)
    for page in (
        reverse("casework:decision", args=[cast.fjord.key, decision.pk]),
        f"{case.get_absolute_url()}?del=vedtak",
        address("case_history", case),
    ):
        assert reason in client.get(page).content.decode()
    minutes = drafted_minutes(item.meeting)
    assert reason in minutes
    assert "Fjord fylkeskommune" in minutes


def test_a_new_version_must_be_gone_on_with_anew(cast, case, rule):
    told = {"forum": cast.council, "leader": cast.leader, "by": cast.leader, "on": cast.today}
    acts.go_on(case, paper=case.latest_paper, reason="Det haster.", **told)
    cast.paper(case, proposal="Nytt forslag.")
    with pytest.raises(Refused) as refusal:
        decisions.decide(in_council(cast, case), outcome="recommended", text="Ja.", by=cast.secretary)
    assert codes(refusal) == {"not-anchored"}


def test_only_the_leader_or_the_secretariat_for_the_leader_goes_on(cast, case, rule, sign_in):
    in_council(cast, case)
    refused = sign_in(cast.member_berg).post(address("anchoring_go_on", case), {"reason": "Det haster."})
    assert refused.status_code == 422
    assert "Bare lederen av Prioriteringsrådet kan gå videre" in refused.content.decode()
    assert sign_in(cast.secretary).post(address("anchoring_go_on", case), {"reason": "Sagt."}).status_code == 302
    waiver = AnchoringWaiver.objects.get()
    assert (waiver.leader, waiver.recorded_by) == (cast.leader, cast.secretary)


def test_going_on_needs_a_reason(cast, case, rule, sign_in):
    in_council(cast, case)
    answered = sign_in(cast.leader).post(address("anchoring_go_on", case), {"reason": "  "})
    assert answered.status_code == 422
    assert "Skriv hvorfor saken ikke kan vente." in answered.content.decode()
    assert not AnchoringWaiver.objects.exists()


def test_there_is_nothing_to_go_on_without_when_all_are_heard(cast, rule):
    case = cast.case()
    acts.name_affected(case, [cast.sjo], by=cast.secretary, on=cast.today)
    answer(case, cast.sjo, cast.clerk_sjo, cast.today)
    told = {"forum": cast.council, "paper": case.latest_paper, "leader": cast.leader, "by": cast.leader}
    found = asking.obstacles_to_going_on(case, reason="Det haster.", on=cast.today, **told)
    assert [obstacle.code for obstacle in found] == ["everybody-heard"]


# Who may see


def test_a_party_that_is_asked_may_read_a_closed_case(cast, case):
    case.closed_basis = "offentleglova § 23"
    case.save()
    assert case not in Case.objects.visible_to(cast.clerk_sjo)
    acts.ask(case, affected=of(case, cast.sjo), by=cast.secretary, on=cast.today)
    assert case in Case.objects.visible_to(cast.clerk_sjo)
    assert case not in Case.objects.visible_to(cast.clerk_berg)


def test_the_page_asks_as_many_questions_for_many_parties_as_for_one(cast, sign_in, django_assert_max_num_queries):
    client, case = sign_in(cast.secretary), cast.case()
    address = f"{case.get_absolute_url()}?del=forankring"
    counts = []
    for parties in ([cast.sjo], [cast.sjo, cast.berg, cast.fylke, cast.vei]):
        acts.name_affected(case, parties, by=cast.secretary, on=cast.today)
        acts.ask(case, by=cast.secretary, on=cast.today + timedelta(days=len(counts)))
        cast.paper(case, proposal=f"Forslag {len(parties)}.")
        with django_assert_max_num_queries(60) as asked:
            client.get(address)
        counts.append(len(asked))
    assert counts[0] == counts[1]

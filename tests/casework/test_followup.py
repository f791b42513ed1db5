"""The follow-up list: from a decision to who does what by when, and back to the next meeting and the public."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from samstyring.casework.actions import decisions
from samstyring.casework.actions import followup as acts
from samstyring.casework.models import FollowUp, FollowUpReport
from samstyring.casework.papers import drafted_minutes
from samstyring.ground.refusal import Refused

pytestmark = pytest.mark.django_db
TEXT = "Legge fram nytt kostnadsanslag for gangbroen"


@pytest.fixture
def decision(cast):
    return decisions.decide(cast.item(), outcome="adopted", text="Programmet vedtas.", by=cast.secretary)


@pytest.fixture
def point(cast, decision):
    return acts.note(
        decision, text=TEXT, party=cast.sjo, due_on=cast.today + timedelta(days=10), by=cast.secretary,
        on=cast.today,
    )  # fmt: skip


def at(name, thing, *more):
    partnership = thing.case.partnership if hasattr(thing, "case") else thing
    return reverse(f"casework:{name}", args=[partnership.key, *more])


def form(cast, **changed):
    told = {"text": TEXT, "party": cast.sjo.pk, "person": "", "due_on": f"{cast.today + timedelta(days=10)}"}
    return told | changed


def the_list(client, cast, query=""):
    return client.get(at("follow_ups", cast.fjord) + query).content.decode()


def make_late(point, cast):
    FollowUp.objects.filter(pk=point.pk).update(due_on=cast.today - timedelta(days=3))


def test_the_secretariat_puts_a_point_on_the_list_from_the_decision(cast, decision, sign_in):
    client = sign_in(cast.secretary)
    page = client.get(at("decision", decision, decision.pk)).content.decode()
    assert "Legg til oppfølging" in page
    assert client.post(at("follow_up_new", decision, decision.pk), form(cast)).status_code == 302
    page = client.get(at("decision", decision, decision.pk)).content.decode()
    assert TEXT in page
    assert "1 punkt" in the_list(client, cast)
    story = client.get(at("case_history", decision, decision.case_id)).content.decode()
    assert f"Til oppfølging: {TEXT}" in story


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"party": "", "person": ""}, "Ingen er satt opp som ansvarlig."),
        ({"due_on": "2001-01-01"}, "er før vedtaket"),
        ({"due_on": "2026-02-31"}, "Skriv en dato som finnes."),
        ({"text": "  "}, "må fylles ut"),
        ({"party": "999999"}, "Ansvarlig part"),
    ],
)
def test_what_is_missing_is_told_and_the_words_stay(cast, decision, sign_in, changed, words):
    answered = sign_in(cast.secretary).post(at("follow_up_new", decision, decision.pk), form(cast, **changed))
    assert answered.status_code == 422
    assert words in answered.content.decode()
    assert (changed.get("text") or TEXT).strip() in answered.content.decode()
    assert not FollowUp.objects.exists()


def test_nothing_is_put_on_a_decision_that_is_corrected_away(cast, decision):
    decisions.correct(decision, outcome="adopted", text="Rett.", reason="Skrivefeil.", by=cast.secretary)
    decision.refresh_from_db()
    with pytest.raises(Refused) as refusal:
        acts.note(decision, text=TEXT, party=cast.sjo, due_on=cast.today, by=cast.secretary, on=cast.today)
    assert [o.code for o in refusal.value.obstacles] == ["decision-replaced"]


def test_only_the_secretariat_puts_points_on_the_list(cast, decision, sign_in):
    page = at("follow_up_new", decision, decision.pk)
    assert sign_in(cast.member_sjo).get(page).status_code == 422
    assert sign_in(cast.member_sjo).post(page, form(cast)).status_code == 422
    assert sign_in(cast.outsider).get(page).status_code == 404
    assert not FollowUp.objects.exists()


@pytest.mark.parametrize("who", ["clerk_sjo", "member_sjo", "secretary"])
def test_those_responsible_report_back_and_so_may_the_secretariat(cast, point, sign_in, who):
    client = sign_in(getattr(cast, who))
    posted = client.post(point.get_absolute_url(), {"progress": "done", "words": "Anslaget er sendt."})
    assert posted.status_code == 302
    assert "Anslaget er sendt." in client.get(point.get_absolute_url()).content.decode()
    assert "Ingenting venter" in the_list(client, cast)
    assert TEXT in the_list(client, cast, "?status=ferdig")


def test_others_read_but_do_not_report(cast, point, sign_in):
    client = sign_in(cast.clerk_berg)
    page = client.get(point.get_absolute_url())
    assert page.status_code == 200
    assert "Send meldingen" not in page.content.decode()
    refused = client.post(point.get_absolute_url(), {"progress": "done", "words": "Ferdig hos oss."})
    assert refused.status_code == 422
    assert "Bare Sjø kommune og sekretariatet" in refused.content.decode()
    assert "Ferdig hos oss." in refused.content.decode()
    assert sign_in(cast.outsider).get(point.get_absolute_url()).status_code == 404


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"progress": "", "words": "Ja."}, "Velg hvordan det går."),
        ({"progress": "done", "words": " "}, "fylles ut"),
    ],
)
def test_a_report_says_how_it_goes_in_words(cast, point, sign_in, told, words):
    answered = sign_in(cast.clerk_sjo).post(point.get_absolute_url(), told)
    assert answered.status_code == 422
    assert words in answered.content.decode()
    assert not FollowUpReport.objects.exists()


def test_what_is_done_is_opened_again_by_the_secretariat_alone(cast, point):
    told = {"words": "Sendt.", "on": cast.today}
    acts.report(point, progress="done", by=cast.clerk_sjo, **told)
    with pytest.raises(Refused) as refusal:
        acts.report(point, progress="started", by=cast.clerk_sjo, **told)
    assert [o.code for o in refusal.value.obstacles] == ["follow-up-finished"]
    acts.report(point, progress="started", by=cast.secretary, **told)
    assert FollowUp.objects.unfinished().get() == point
    assert point.reports.count() == 2


def test_the_database_keeps_no_point_without_somebody(cast, decision):
    with pytest.raises(IntegrityError), transaction.atomic():
        FollowUp.objects.create(decision=decision, text=TEXT, due_on=cast.today)


def test_what_is_late_is_seen_at_both_ends(cast, point, sign_in):
    home = reverse("partnership:home", args=[cast.fjord.key])
    assert TEXT in sign_in(cast.clerk_sjo).get(home).content.decode()
    assert TEXT not in sign_in(cast.secretary).get(home).content.decode()
    make_late(point, cast)
    assert TEXT in sign_in(cast.clerk_sjo).get(home).content.decode()
    assert f"Over fristen: {TEXT}" in sign_in(cast.secretary).get(home).content.decode()
    assert TEXT not in sign_in(cast.clerk_berg).get(home).content.decode()
    assert "Over fristen" in the_list(sign_in(cast.clerk_berg), cast, "?status=sent")


def test_it_opens_the_next_meeting_of_the_forum_and_its_minutes(cast, point, sign_in):
    client = sign_in(cast.secretary)
    coming = cast.meeting(cast.steering, day=cast.today + timedelta(days=30))
    other = cast.meeting(cast.council, day=cast.today + timedelta(days=30))
    for name in ("meeting", "agenda"):
        assert TEXT in client.get(at(name, cast.fjord, coming.pk)).content.decode()
        assert TEXT not in client.get(at(name, cast.fjord, other.pk)).content.decode()
    minutes = drafted_minutes(coming)
    assert "## Oppfølging av tidligere vedtak" in minutes
    assert f"{TEXT}. Ansvarlig: Sjø kommune." in minutes
    acts.report(point, progress="done", words="Sendt.", by=cast.clerk_sjo, on=cast.today)
    assert TEXT not in drafted_minutes(coming)


def test_filters_stand_in_the_address(cast, point, sign_in):
    client = sign_in(cast.clerk_berg)
    assert TEXT in the_list(client, cast, "?forum=styringsgruppe&part=sjo")
    assert "Ingen punkter passer" in the_list(client, cast, "?part=berg")
    assert "Ingen punkter passer" in the_list(client, cast, "?mine=on")
    assert TEXT in the_list(sign_in(cast.clerk_sjo), cast, "?mine=on")
    assert TEXT in the_list(client, cast, "?forum=finnes-ikke&status=tull")


def test_everybody_reads_it_where_the_case_is_public_without_private_names(cast, decision, point, client):
    acts.note(
        decision, text="Svare innbyggerne", person=cast.owner, due_on=cast.today, by=cast.secretary, on=cast.today
    )
    pages = [
        reverse("portal:case", args=[cast.fjord.key, decision.case_id]),
        reverse("portal:decision", args=[cast.fjord.key, decision.pk]),
    ]
    for page in pages:
        shown = client.get(page).content.decode()
        assert TEXT in shown
        assert "Utpekt person" in shown
        assert cast.owner.name not in shown


def test_a_closed_case_keeps_its_points(cast, decision, point, client, sign_in):
    decision.case.closed_basis = "offentleglova § 23"
    decision.case.save()
    assert client.get(reverse("portal:decision", args=[cast.fjord.key, decision.pk])).status_code == 404
    assert TEXT not in the_list(sign_in(cast.clerk_berg), cast)
    coming = cast.meeting(cast.steering, day=cast.today + timedelta(days=30))
    assert TEXT not in drafted_minutes(coming)


def test_the_list_asks_as_many_questions_for_twelve_as_for_two(
    cast, decision, sign_in, django_assert_max_num_queries
):
    client, counts = sign_in(cast.secretary), []
    for number in range(12):
        acts.note(
            decision, text=f"Oppgave {number}", party=cast.sjo, due_on=cast.today, by=cast.secretary, on=cast.today
        )
        if number in (1, 11):
            with django_assert_max_num_queries(20) as asked:
                the_list(client, cast)
            counts.append(len(asked))
    assert counts[0] == counts[1]

"""How a case stands, in a sentence, and what stands in its way."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from samstyring.casework.models import Case, CaseNumber, FlowStep
from samstyring.casework.rules import preparing
from samstyring.casework.rules.cases import Standing, outcome_words, status_of


def sentence(case, cast):
    return status_of(Case.objects.get(pk=case.pk), today=cast.today).sentence


def test_a_new_case_is_being_prepared_for_its_first_forum(cast):
    assert sentence(cast.case(), cast) == "Under forberedelse til Samordningsfunksjonen, råd."


def test_a_case_without_a_road_says_so(cast):
    case = cast.case("annet")
    assert "ikke bestemt hvilke fora" in sentence(case, cast)


def test_a_planned_day_is_told(cast):
    case = cast.case()
    case.flow.filter(order=1).update(planned_on=date(cast.today.year + 1, 6, 12))
    assert sentence(case, cast) == f"Planlagt til Samordningsfunksjonen 12. juni {cast.today.year + 1}, råd."


def test_a_planned_day_that_went_by_without_an_agenda_is_told(cast):
    case = cast.case()
    case.flow.filter(order=1).update(planned_on=cast.today - timedelta(3))
    assert sentence(case, cast).endswith("men står ikke på noen saksliste.")


def test_what_an_ended_forum_did_is_not_guessed(cast):
    case = cast.case()
    cast.coordination.to_day = cast.today - timedelta(400)
    cast.coordination.save()
    assert sentence(case, cast) == "Det er ikke kjent om Samordningsfunksjonen behandlet saken."
    stations = status_of(Case.objects.get(pk=case.pk), today=cast.today).stations
    assert {outcome_words(station, cast.today)[1] for station in stations} == {"Ikke ført"}
    case.flow.filter(order=1).update(planned_on=date(cast.today.year - 3, 12, 3))
    assert "behandlet saken 3. desember" in sentence(case, cast)


def test_a_case_known_by_its_number_alone_says_that_the_outcome_is_not_recorded(cast):
    case = cast.case("annet")
    CaseNumber.objects.create(case=case, forum=cast.steering, year=2023, sequence=87)
    assert sentence(case, cast) == "Lagt fram for Styringsgruppen som sak 87/23. Utfallet er ikke ført."


def test_a_station_that_was_passed_over_is_not_called_planned(cast, concluded):
    case = cast.case()
    concluded(cast.item(cast.steering, case=case, purpose="decision"), "adopted")
    stations = status_of(case, today=cast.today).stations
    assert [outcome_words(station, cast.today)[1] for station in stations[:3]] == [
        "Ikke ført",
        "Ikke ført",
        "Vedtatt",
    ]


def test_a_case_on_an_agenda_is_with_that_forum(cast):
    case = cast.case()
    meeting = cast.meeting(cast.council, day=date(cast.today.year + 1, 6, 12))
    cast.item(cast.council, case=case, meeting=meeting, purpose="recommendation")
    assert sentence(case, cast) == f"Hos Prioriteringsrådet 12. juni {cast.today.year + 1}, innstilling."
    status = status_of(case, today=cast.today)
    assert status.standing == Standing.SCHEDULED
    assert [station.state for station in status.stations] == ["coming", "current", "coming", "coming"]


def test_a_draft_agenda_and_a_cancelled_meeting_are_told_apart(cast):
    case = cast.case()
    meeting = cast.meeting(cast.coordination, status="planned")
    cast.item(cast.coordination, case=case, meeting=meeting, purpose="advice")
    assert sentence(case, cast).endswith("Innkallingen er ikke sendt.")
    meeting.status = "cancelled"
    meeting.save()
    assert sentence(case, cast) == "Under forberedelse til Samordningsfunksjonen, råd."


def test_a_held_meeting_without_a_recorded_outcome_is_pointed_out(cast):
    case = cast.case()
    cast.item(
        cast.coordination, case=case, meeting=cast.meeting(cast.coordination, status="held"), purpose="advice"
    )
    assert sentence(case, cast).endswith("Utfallet er ikke ført.")


@pytest.mark.parametrize(
    ("outcome", "standing", "words"),
    [
        ("adopted", Standing.LOCAL, "Vedtatt av Styringsgruppen"),
        ("returned", Standing.HELD_BACK, "Sendt tilbake fra Styringsgruppen"),
        ("deferred", Standing.HELD_BACK, "Utsatt av Styringsgruppen"),
    ],
)
def test_what_the_last_forum_concluded_is_the_status(cast, concluded, outcome, standing, words):
    case = cast.case()
    concluded(cast.item(cast.coordination, case=case, purpose="advice"), "advised")
    concluded(cast.item(cast.council, case=case, purpose="recommendation"), "recommended")
    concluded(cast.item(cast.steering, case=case, purpose="decision"), outcome)
    status = status_of(case, today=cast.today)
    assert status.standing == standing
    assert status.lead.startswith(words)


def test_a_discussion_in_the_council_does_not_stand_for_its_recommendation(cast, concluded):
    case = cast.case()
    concluded(cast.item(cast.coordination, case=case, purpose="advice"), "advised")
    concluded(cast.item(cast.council, case=case, purpose="discussion"), "discussed")
    status = status_of(case, today=cast.today)
    assert [station.state for station in status.stations] == ["done", "current", "coming", "coming"]
    assert status.rest == "Neste er Prioriteringsrådet, innstilling."


def test_a_case_that_comes_back_is_with_the_forum_that_has_it_now(cast, concluded):
    case = cast.case()
    concluded(cast.item(cast.council, case=case, purpose="recommendation"), "recommended")
    concluded(cast.item(cast.steering, case=case, purpose="decision"), "returned")
    again = cast.meeting(cast.council, day=cast.today + timedelta(14))
    cast.item(cast.council, case=case, meeting=again, purpose="recommendation")
    status = status_of(case, today=cast.today)
    assert status.lead.startswith("Hos Prioriteringsrådet")
    assert [s.forum for s in status.stations if s.state == "current"] == [cast.council]


def test_a_case_taken_over_without_a_plan_shows_the_forums_that_treated_it(cast, concluded):
    case = cast.case("annet")
    concluded(cast.item(cast.steering, case=case, purpose="decision"), "endorsed")
    status = status_of(case, today=cast.today)
    assert [(s.forum, s.state) for s in status.stations] == [(cast.steering, "done")]
    assert status.standing == Standing.FINISHED
    assert status.lead.startswith("Styringsgruppen sluttet seg til saken")


def test_a_corrected_decision_no_longer_tells_how_the_case_stands(cast, concluded):
    case = cast.case()
    first = concluded(cast.item(cast.steering, case=case, purpose="decision"), "adopted")
    concluded(first.item, "rejected", replaces=first, correction_reason="Feil ble ført")
    assert status_of(case, today=cast.today).lead.startswith("Ikke vedtatt av Styringsgruppen")


def ahead(case, cast):
    status = status_of(case, today=cast.today)
    return {o.code for o in preparing.obstacles_ahead(case, status, case.latest_paper, today=cast.today)}


def test_the_page_tells_what_must_be_in_place_first(cast):
    case = cast.case(paper=False)
    assert ahead(case, cast) == {"no-responsible", "no-paper", "no-meeting"}
    cast.meeting(cast.coordination, day=cast.today + timedelta(30), status="planned")
    assert ahead(case, cast) == {"no-responsible", "no-paper", "not-on-agenda"}


def test_a_forum_without_a_mandate_on_the_planned_day_is_an_obstacle(cast):
    case = cast.case()
    meeting = cast.meeting(cast.council, day=cast.today + timedelta(20))
    cast.item(cast.council, case=case, meeting=meeting, purpose="recommendation")
    assert "no-mandate" not in ahead(case, cast)
    cast.council_mandate.ended_on = cast.today + timedelta(10)
    cast.council_mandate.save()
    assert "no-mandate" in ahead(case, cast)


def test_asking_an_advisory_group_for_a_decision_is_pointed_out_before_the_meeting(cast):
    case = cast.case("styresak", partnership=cast.os)
    FlowStep.objects.create(case=case, order=1, forum=cast.kg, purpose="decision")
    assert "beyond-mandate" in ahead(case, cast)


def test_an_amount_without_vat_basis_and_a_paper_without_a_proposal_are_pointed_out(cast):
    case = cast.case(paper=False)
    case.amount_mnok, case.amount_vat = Decimal(12), ""
    case.save()
    cast.paper(case, proposal="")
    cast.item(cast.steering, case=case, purpose="decision")
    assert {"no-vat", "no-proposal"} <= ahead(case, cast)


def test_nothing_stands_in_the_way_of_a_finished_case(cast, concluded):
    case = cast.case("annet")
    concluded(cast.item(cast.steering, case=case, purpose="decision"), "endorsed")
    assert ahead(case, cast) == set()

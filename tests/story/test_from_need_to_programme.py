"""The whole story, as people do it: from a need to a programme that every party stands behind."""

import pytest
from django.utils import timezone

from tests.story.chapters import advice, anchoring, decision, need, parties, priority, public

pytestmark = [pytest.mark.story, pytest.mark.browser]


def test_from_need_to_programme(visitor):
    today = timezone.localdate()
    year = today.year
    case = f"Handlingsprogram {year + 1}–{year + 4}"

    # Understand the need, and coordinate
    need.an_empty_sheet_is_sent_back(visitor)
    need.the_owner_sees_what_is_missing(visitor, year)
    need.two_write_at_once_and_nothing_is_lost(visitor, year)
    need.one_unanswered_point_stops_it(visitor)
    need.the_leader_puts_it_before_the_coordinators(visitor)
    need.the_coordinators_send_it_on(visitor)
    need.the_board_shows_it_two_steps_on(visitor)

    # Prioritise and balance
    priority.assessors_give_scores(visitor)
    priority.the_matrix_shows_spread_and_what_is_missing(visitor)
    scenario = priority.the_secretariat_makes_a_scenario(visitor, year)
    priority.it_is_calculated_with_reasons(visitor, scenario, year)
    priority.robustness_is_told_when_the_parties_disagree(visitor, scenario)
    priority.an_impossible_scenario_says_what_stops_it(visitor, year)
    programme = priority.it_is_frozen_and_sent_as_a_case(visitor, scenario, case)

    # Recommend and decide
    council = decision.the_council_is_called_to_a_meeting_today(visitor, case, today)
    decision.the_council_may_recommend_but_not_decide(visitor, council, case)
    anchoring.a_silent_party_stops_the_council(visitor, council, case)
    anchoring.a_party_answers_the_new_version(visitor, case)
    anchoring.the_leader_goes_on_without_the_silent_one(visitor, case)
    decision.the_council_recommends(visitor, council, case)
    anchoring.the_minutes_say_why(visitor)
    steering = decision.the_steering_group_decides(visitor, case, today)
    decision.a_wrong_word_is_corrected_in_the_open(visitor)
    decision.the_meeting_is_closed(visitor, steering)

    # Every party at home
    parties.the_local_councils_decide(visitor, programme, today)
    parties.everybody_sees_the_deviation(visitor, programme)
    parties.the_state_parties_confirm(visitor, programme, today)
    parties.one_is_lacking_by_name(visitor, programme)
    parties.the_last_one_makes_it_final(visitor, programme, today)
    decision.the_case_tells_it_all(visitor, case, programme)

    # What everybody may read
    public.everybody_reads_the_meeting(visitor)
    public.everybody_reads_the_case_and_the_decision(visitor, case)
    public.everybody_reads_the_programme(visitor, case)
    public.what_is_closed_shows_only_its_ground(visitor)

    # A forum that only advises
    budget = f"Handlingsprogram med budsjett {year + 1}"
    group = advice.nothing_is_concluded_before_the_day(visitor, budget)
    advice.the_meeting_is_moved_to_today(visitor, group, today)
    advice.the_group_advises_and_cannot_decide(visitor, group, budget)

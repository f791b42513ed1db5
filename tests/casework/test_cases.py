"""Opening cases, finding them, and saying how they stand."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse

from samstyring.casework.actions import cases as acts
from samstyring.casework.models import Case, CaseRelation, FlowStep
from samstyring.casework.rules import preparing
from samstyring.casework.rules.cases import Standing, status_of
from samstyring.ground import history
from samstyring.ground.refusal import Refused
from samstyring.partnership.models import Forum


def url(name, cast, *args, partnership=None):
    return reverse(f"casework:{name}", args=[(partnership or cast.fjord).key, *args])


def new_case(cast, **more):
    told = {"title": "Handlingsprogram 2027–2030", "kind": cast.kinds["handlingsprogram"].pk, "responsible": ""}
    return told | {"public_title": "", "closed_basis": "", "amount_mnok": "", "amount_vat": ""} | more


# Opening


def test_the_secretariat_opens_a_case_with_the_usual_road_of_its_kind(cast, sign_in):
    answer = sign_in(cast.secretary).post(url("case_new", cast), new_case(cast, responsible=cast.secretary.pk))
    case = Case.objects.get(title="Handlingsprogram 2027–2030")
    assert answer.status_code == 302
    assert answer.url == case.get_absolute_url()
    road = [(step.forum, step.purpose) for step in case.flow.all()]
    assert road == [
        (cast.coordination, "advice"),
        (cast.council, "recommendation"),
        (cast.steering, "decision"),
        (None, ""),
    ]
    assert case.responsible == cast.secretary
    assert [event.kind for event in history.about(case)] == ["case.opened"]


def test_a_case_put_to_a_forum_on_the_usual_road_begins_there(cast):
    kind = cast.kinds["handlingsprogram"]
    case = acts.open_case(
        cast.fjord, kind=kind, title="Fra rådet", forum=cast.council, by=cast.secretary, on=cast.today
    )
    assert [step.forum for step in case.flow.all()] == [cast.council, cast.steering, None]


def test_a_member_cannot_put_a_case_straight_to_the_board(cast, sign_in):
    """An advisory group's member is told that the secretariat of the partnership does this."""
    advisor = cast.person("Ada, medlem av koordineringsgruppen")
    cast.seat(cast.kg, advisor, "member", cast.os_party)
    asked = new_case(cast, kind=cast.os_kinds["styresak"].pk, forum=cast.board.pk, purpose="decision")
    answer = sign_in(advisor).post(url("case_new", cast, partnership=cast.os), asked)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert [o.code for o in answer.context["obstacles"]] == ["only-secretariat-submits"]
    assert "Bare sekretariatet kan legge saker fram for Styret." in page
    assert "Meld saken til sekretariatet i Osregionen (eksempel)" in page
    assert "Handlingsprogram 2027–2030" in page, "what the person typed stays in the form"
    assert not Case.objects.exists()


def test_a_member_proposes_a_case_to_a_forum_that_takes_cases_from_all(cast, sign_in):
    cast.west.submitters = Forum.Submitters.ANYONE
    cast.west.save()
    asked = new_case(cast, kind=cast.kinds["annet"].pk, forum=cast.west.pk, purpose="discussion")
    answer = sign_in(cast.group_leader).post(url("case_new", cast), asked)
    case = Case.objects.get()
    assert answer.status_code == 302
    assert case.responsible == cast.group_leader
    assert [(step.forum, step.purpose) for step in case.flow.all()] == [(cast.west, "discussion")]
    assert [event.kind for event in history.about(case)] == ["case.proposed"]


def test_a_clerk_without_a_seat_is_told_who_can_open_the_case(cast, sign_in):
    answer = sign_in(cast.clerk_sjo).get(url("case_new", cast))
    assert answer.status_code == 422
    assert [o.code for o in answer.context["obstacles"]] == ["no-seat"]


def test_an_ended_secretary_cannot_open_a_case(cast):
    with pytest.raises(Refused) as refusal:
        acts.open_case(
            cast.fjord, kind=cast.kinds["annet"], title="For sent", by=cast.former_secretary, on=cast.today
        )
    assert [o.code for o in refusal.value.obstacles] == ["no-seat"]


@pytest.mark.parametrize(
    ("field", "typed", "words"),
    [
        ("title", "   ", "feltet er påkrevet"),
        ("title", "x" * 251, "250"),
        ("kind", "", "feltet er påkrevet"),
        ("kind", "999999", "gyldig"),
        ("closed_basis", "hemmelig", "Skriv hjemmelen med paragraf"),
        ("amount_mnok", "-3", "Et beløp kan ikke være mindre enn null."),
        ("amount_mnok", "−3", "Et beløp kan ikke være mindre enn null."),
        ("amount_mnok", "120 millioner", "Skriv beløpet med tall"),
        ("amount_mnok", "NaN", "Skriv beløpet med tall"),
        ("amount_mnok", "1e999", "Beløpet er for stort"),
        ("amount_mnok", "9" * 30, "Beløpet er for stort"),
        ("amount_mnok", "12500000", "Beløpet er for stort"),
        ("amount_mnok", "0,00001", "tre desimaler"),
        ("responsible", "999999", "gyldig"),
    ],
)
def test_what_is_typed_wrong_is_told_in_words_and_stays_in_the_form(cast, sign_in, field, typed, words):
    answer = sign_in(cast.secretary).post(url("case_new", cast), new_case(cast, **{field: typed}))
    assert answer.status_code == 422
    assert words.lower() in str(answer.context["form"].errors[field]).lower()
    assert not Case.objects.exists()


@pytest.mark.parametrize(("typed", "mnok"), [("1 234,5", "1234.5"), ("12.25", "12.25"), ("0", "0")])
def test_an_amount_is_read_as_people_write_it(cast, sign_in, typed, mnok):
    sign_in(cast.secretary).post(url("case_new", cast), new_case(cast, amount_mnok=typed, amount_vat="excl"))
    assert Case.objects.get().amount_mnok == Decimal(mnok)


def test_a_kind_of_another_partnership_is_no_choice(cast, sign_in):
    asked = new_case(cast, kind=cast.os_kinds["styresak"].pk)
    assert sign_in(cast.secretary).post(url("case_new", cast), asked).status_code == 422


# Who sees what


@pytest.mark.parametrize(
    "page", ["case", "case_history", "case_edit", "case_route", "paper_write", "attachment_new"]
)
def test_the_outsider_does_not_learn_that_the_case_exists(cast, sign_in, page):
    case = cast.case()
    assert sign_in(cast.outsider).get(url(page, cast, case.pk)).status_code == 404


@pytest.mark.parametrize("page", ["case", "case_history", "case_edit", "paper_write", "paper_compare"])
def test_a_case_of_another_partnership_is_not_found_under_this_one(cast, sign_in, page):
    foreign = cast.case("styresak", partnership=cast.os)
    assert sign_in(cast.secretary).get(url(page, cast, foreign.pk)).status_code == 404
    assert sign_in(cast.secretary).get(url(page, cast, foreign.pk, partnership=cast.os)).status_code == 404


def test_a_closed_case_is_seen_by_the_secretariat_and_the_forums_it_meets(cast):
    case = cast.case()
    case.closed_basis = "offentleglova § 23"
    case.save()
    cast.seat(
        cast.council, ended := cast.person("Even, tidligere medlem"), "member", to_day=cast.today - timedelta(1)
    )

    def sees(person):
        return case in Case.objects.visible_to(person)

    assert sees(cast.secretary)
    assert sees(cast.member_sjo)
    assert not sees(cast.group_leader), "the working group is not on the road of this case"
    assert not sees(cast.clerk_sjo)
    assert not sees(ended), "an ended seat opens nothing"
    assert not sees(cast.former_secretary)
    assert not sees(None)


def test_a_visitor_is_asked_to_sign_in(cast, client):
    assert client.get(url("cases", cast)).status_code == 302


# The list


def test_the_empty_list_says_what_it_is_for_and_what_to_do_first(cast, sign_in):
    page = sign_in(cast.secretary).get(url("cases", cast)).content.decode()
    assert "Ingen saker ennå" in page
    assert "Opprett den første saken" in page


def test_the_list_is_filtered_by_kind_forum_status_and_text(cast, sign_in):
    programme = cast.item(cast.steering).case
    other = cast.case("annet", title="Økonomirapport for første tertial")
    client = sign_in(cast.observer)

    def found(**query):
        return {case for case, _status in client.get(url("cases", cast), query).context["rows"]}

    assert found() == {programme, other}
    assert found(type="annet") == {other}
    assert found(forum="styringsgruppe") == {programme}
    assert found(status="scheduled") == {programme}
    assert found(q="økonomi") == {other}
    assert found(q="ØKONOMI") == set() or found(q="ØKONOMI") == {other}
    number = programme.numbers.get()
    assert found(q=f"Sak {number}") == {programme}
    assert found(q="finnes ikke") == set()
    assert found(status="tull", forum="tull", page="99", sort="tull") == {programme, other}


@pytest.mark.parametrize("sort", ["", "eldste", "avgjort", "tittel"])
def test_the_list_is_put_in_order(cast, sign_in, sort):
    cast.case(title="B")
    cast.case(title="A")
    titles = [
        case.title for case, _ in sign_in(cast.secretary).get(url("cases", cast), {"sort": sort}).context["rows"]
    ]
    assert titles == (["A", "B"] if sort != "eldste" else ["B", "A"])


@pytest.mark.parametrize("query", [{}, {"status": "scheduled"}])
def test_the_list_asks_as_many_questions_for_twelve_cases_as_for_two(
    cast, sign_in, query, django_assert_num_queries
):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client = sign_in(cast.secretary)
    for _ in range(2):
        cast.item(cast.council)
    with CaptureQueriesContext(
        connection,
    ) as few:
        client.get(url("cases", cast), query)
    for _ in range(10):
        cast.item(cast.council)
    with django_assert_num_queries(len(few)):
        client.get(url("cases", cast), query)


# How a case stands


def sentence(case, cast):
    return status_of(Case.objects.get(pk=case.pk), today=cast.today).sentence


def test_a_new_case_is_being_prepared_for_its_first_forum(cast):
    assert sentence(cast.case(), cast) == "Under forberedelse til Samordningsfunksjonen, råd."


def test_a_case_without_a_road_says_so(cast):
    case = cast.case("annet")
    assert "ikke bestemt hvilke fora" in sentence(case, cast)


def test_a_planned_day_is_told(cast):
    case = cast.case()
    case.flow.filter(order=1).update(planned_on=date(cast.today.year, 6, 12))
    assert sentence(case, cast) == "Planlagt til Samordningsfunksjonen 12. juni, råd."


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


# What stands in the way


def ahead(case, cast):
    status = status_of(case, today=cast.today)
    return {o.code for o in preparing.obstacles_ahead(case, status, case.latest_paper, today=cast.today)}


def test_the_page_tells_what_must_be_in_place_first(cast):
    case = cast.case(paper=False)
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


# Changing


def test_the_secretariat_changes_what_the_case_is(cast, sign_in):
    case = cast.case()
    client = sign_in(cast.secretary)
    base = client.get(url("case_edit", cast, case.pk)).context["form"]["base"].value()
    told = new_case(cast, title="Nytt navn", closed_basis="offentleglova § 23", base=base)
    assert client.post(url("case_edit", cast, case.pk), told).status_code == 302
    case.refresh_from_db()
    assert (case.title, case.closed_basis) == ("Nytt navn", "offentleglova § 23")
    event = history.about(case).first()
    assert (event.kind, event.facts) == ("case.changed", {"fields": ["title", "closed_basis"]})


def test_two_who_change_a_case_at_once_do_not_write_over_each_other_unseen(cast, sign_in):
    case = cast.case()
    client = sign_in(cast.secretary)
    base = client.get(url("case_edit", cast, case.pk)).context["form"]["base"].value()
    acts.change_case(case, base=base, title="Den andres tittel", by=cast.second_secretary, on=cast.today)
    answer = client.post(url("case_edit", cast, case.pk), new_case(cast, title="Min tittel", base=base))
    assert answer.status_code == 422
    assert [o.code for o in answer.context["obstacles"]] == ["changed-meanwhile"]
    assert "Min tittel" in answer.content.decode()
    again = answer.context["form"]["base"].value()
    assert (
        client.post(url("case_edit", cast, case.pk), new_case(cast, title="Min tittel", base=again)).status_code
        == 302
    )


@pytest.mark.parametrize("page", ["case_edit", "case_route"])
def test_a_member_is_told_that_the_secretariat_changes_the_case(cast, sign_in, page):
    case = cast.case()
    answer = sign_in(cast.member_sjo).get(url(page, cast, case.pk))
    assert answer.status_code == 422
    assert [o.code for o in answer.context["obstacles"]] == ["not-secretariat"]


# The road


def road(case, *rows, base=None):
    told = {"base": acts.route_of(case) if base is None else base, "order": [str(n) for n in range(len(rows))]}
    for n, (forum, purpose, day) in enumerate(rows):
        told |= {f"s{n}-forum": forum, f"s{n}-purpose": purpose, f"s{n}-planned_on": day}
    return told


def test_the_road_is_laid_with_purpose_and_day(cast, sign_in):
    case = cast.case()
    day = (cast.today + timedelta(30)).isoformat()
    told = road(
        case,
        (cast.council.pk, "discussion", ""),
        (cast.steering.pk, "decision", day),
        ("local", "", ""),
        ("", "", ""),
    )
    answer = sign_in(cast.secretary).post(url("case_route", cast, case.pk), told)
    assert answer.status_code == 302
    assert [(s.forum, s.purpose) for s in case.flow.all()] == [
        (cast.council, "discussion"), (cast.steering, "decision"), (None, "")
    ]  # fmt: skip
    assert case.flow.get(order=2).planned_on.isoformat() == day
    assert history.about(case).first().kind == "case.routed"


@pytest.mark.parametrize(
    ("move", "order"),
    [("up:s1", ["s1", "s0"]), ("down:s0", ["s1", "s0"]), ("away:s0", ["s1"]), ("more", ["s0", "s1", "s2"])],
)
def test_stations_are_moved_by_buttons_and_nothing_is_kept_before_saving(cast, sign_in, move, order):
    case = cast.case()
    before = acts.route_of(case)
    told = road(case, (cast.council.pk, "discussion", ""), (cast.steering.pk, "", "tull")) | {"move": move}
    answer = sign_in(cast.secretary).post(url("case_route", cast, case.pk), told)
    assert answer.status_code == 200
    assert [row.prefix for row in answer.context["rows"]] == order
    assert acts.route_of(case) == before


@pytest.mark.parametrize(
    ("row", "field"),
    [
        (("styringsgruppe", "decision", ""), "forum"),
        (("steering", "", ""), "purpose"),
        (("steering", "decision", "31.02.2027"), "planned_on"),
        (("steering", "decision", "0001-01-01"), "planned_on"),
        (("steering", "decision", "9999-12-31"), "planned_on"),
        (("steering", "tull", ""), "purpose"),
        (("", "", "2027-01-01"), "forum"),
    ],
)
def test_an_impossible_station_is_told_in_words(cast, sign_in, row, field):
    case = cast.case()
    forum = cast.steering.pk if row[0] == "steering" else row[0]
    answer = sign_in(cast.secretary).post(url("case_route", cast, case.pk), road(case, (forum, *row[1:])))
    assert answer.status_code == 422
    assert field in answer.context["rows"][0].errors


def test_a_station_planned_before_the_one_it_follows_is_told(cast, sign_in):
    case = cast.case()
    first, second = cast.today + timedelta(30), cast.today + timedelta(10)
    told = road(case, (cast.council.pk, "advice", first), (cast.steering.pk, "decision", second))
    answer = sign_in(cast.secretary).post(url("case_route", cast, case.pk), told)
    assert answer.status_code == 422
    assert "Styringsgruppen er planlagt før Prioriteringsrådet" in answer.content.decode()


def test_two_who_lay_the_road_at_once_are_told(cast, sign_in):
    case = cast.case()
    told = road(case, (cast.steering.pk, "decision", ""))
    acts.lay_route(case, stations=[], base=acts.route_of(case), by=cast.second_secretary, on=cast.today)
    answer = sign_in(cast.secretary).post(url("case_route", cast, case.pk), told)
    assert answer.status_code == 422
    assert [o.code for o in answer.context["obstacles"]] == ["changed-meanwhile"]


# Relations


def test_related_cases_are_seen_from_both_sides(cast, sign_in):
    one, other = cast.case(title="Første"), cast.case(title="Andre")
    client = sign_in(cast.secretary)
    client.post(url("case_relate", cast, one.pk), {"kind": "follows", "other": other.pk})
    seen = client.get(url("case", cast, one.pk), {"del": "relatert"}).context["relations"]
    assert [(r["words"], r["case"]) for r in seen] == [("følger opp", other)]
    back = client.get(url("case", cast, other.pk), {"del": "relatert"}).context["relations"]
    assert [(r["words"], r["case"]) for r in back] == [("følges opp av", one)]
    relation = CaseRelation.objects.get()
    client.post(url("case_unrelate", cast, one.pk, relation.pk))
    assert not CaseRelation.objects.exists()
    assert [e.kind for e in history.about(one)] == ["case.unrelated", "case.related"]


def test_a_relation_is_made_once_and_not_to_the_case_itself(cast, sign_in):
    one, other = cast.case(), cast.case()
    acts.relate(one, other=other, kind="refers", by=cast.secretary, on=cast.today)
    for target, code in ((other, "already-related"), (one, "related-to-itself")):
        with pytest.raises(Refused) as refusal:
            acts.relate(one, other=target, kind="refers", by=cast.secretary, on=cast.today)
        assert [o.code for o in refusal.value.obstacles] == [code]
    client = sign_in(cast.secretary)
    foreign = cast.case("styresak", partnership=cast.os)
    assert (
        client.post(url("case_relate", cast, one.pk), {"kind": "refers", "other": foreign.pk}).status_code == 422
    )
    again = client.post(url("case_relate", cast, one.pk), {"kind": "refers", "other": other.pk})
    assert again.status_code == 422


def test_a_related_closed_case_is_not_shown_to_those_who_may_not_see_it(cast, sign_in):
    one, secret = cast.case(), cast.case(title="Grunnerverv")
    secret.closed_basis = "offentleglova § 23"
    secret.save()
    acts.relate(one, other=secret, kind="refers", by=cast.secretary, on=cast.today)
    for page in (url("case", cast, one.pk) + "?del=relatert", url("case_history", cast, one.pk)):
        assert "Grunnerverv" not in sign_in(cast.clerk_sjo).get(page).content.decode()
        assert "Grunnerverv" in sign_in(cast.secretary).get(page).content.decode()

"""Opening cases, changing them, and tying them to each other."""

from decimal import Decimal

import pytest
from django.urls import reverse

from samstyring.casework.actions import cases as acts
from samstyring.casework.models import Case, CaseRelation
from samstyring.ground import history
from samstyring.ground.refusal import Refused
from samstyring.partnership.models import Forum


def url(name, cast, *args, partnership=None):
    return reverse(f"casework:{name}", args=[(partnership or cast.fjord).key, *args])


def new_case(cast, **more):
    told = {"title": "Handlingsprogram 2027–2030", "kind": cast.kinds["handlingsprogram"].pk, "responsible": ""}
    return told | {"public_title": "", "closed_basis": "", "amount_mnok": "", "amount_vat": ""} | more


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


def test_a_member_cannot_open_a_case_for_the_board(cast):
    """003:46-54: the secretariat alone puts cases to it. In the browser this becomes a proposal."""
    advisor = cast.person("Ada, medlem av koordineringsgruppen")
    cast.seat(cast.kg, advisor, "member", cast.os_party)
    told = {"kind": cast.os_kinds["styresak"], "title": "Rett til styret", "by": advisor, "on": cast.today}
    with pytest.raises(Refused) as refusal:
        acts.open_case(cast.os, forum=cast.board, **told)
    assert [o.code for o in refusal.value.obstacles] == ["only-secretariat-submits"]
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
        ("amount_mnok", "-3", "Et beløp kan ikke være negativt."),
        ("amount_mnok", "−3", "Et beløp kan ikke være negativt."),
        ("amount_mnok", "120 millioner", "Skriv beløpet som et tall"),
        ("amount_mnok", "NaN", "Skriv beløpet som et tall"),
        ("amount_mnok", "1e999", "Er det skrevet i kroner"),
        ("amount_mnok", "1e9", "Er det skrevet i kroner"),
        ("amount_mnok", str(10**15), "Er det skrevet i kroner"),
        ("title", "a\x00b", "Null-tegn er ikke tillatt"),
        ("amount_mnok", "1\x00", "Skriv beløpet som et tall"),
        ("amount_mnok", "9" * 30, "Er det skrevet i kroner"),
        ("amount_mnok", "12500000", "Er det skrevet i kroner"),
        ("amount_mnok", "0,00001", "tre desimaler"),
        ("responsible", "999999", "gyldig"),
    ],
)
def test_what_is_typed_wrong_is_told_in_words_and_stays_in_the_form(cast, sign_in, field, typed, words):
    answer = sign_in(cast.secretary).post(url("case_new", cast), new_case(cast, **{field: typed}))
    assert answer.status_code == 422
    assert words.lower() in str(answer.context["form"].errors[field]).lower()
    assert answer.context["form"][field].value() == typed
    assert not Case.objects.exists()


@pytest.mark.parametrize(
    ("typed", "mnok"),
    [("1 234,5", "1234.5"), ("1 000,5", "1000.5"), ("1\u00a0000,5", "1000.5"), ("12.25", "12.25"), ("0", "0")],
)
def test_an_amount_is_read_as_people_write_it(cast, sign_in, typed, mnok):
    sign_in(cast.secretary).post(url("case_new", cast), new_case(cast, amount_mnok=typed, amount_vat="excl"))
    assert Case.objects.get().amount_mnok == Decimal(mnok)


def test_a_kind_of_another_partnership_is_no_choice(cast, sign_in):
    asked = new_case(cast, kind=cast.os_kinds["styresak"].pk)
    assert sign_in(cast.secretary).post(url("case_new", cast), asked).status_code == 422


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
    assert answer.context["form"]["title"].value() == "Min tittel"
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

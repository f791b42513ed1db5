"""Versions of the programme beside each other, and revisions that keep to their rule."""

from decimal import Decimal

import pytest
from django.urls import reverse

from samstyring.casework.actions import decisions
from samstyring.ground.refusal import Refused
from samstyring.portfolio.actions import programmes, revisions
from samstyring.portfolio.models import Programme
from samstyring.portfolio.rules import revisions as rules
from tests.portfolio.prospects import FIRST, Prospects


@pytest.fixture
def prospects(cast):
    return Prospects(cast)


@pytest.fixture
def adopted(cast, prospects):
    """A programme adopted by the steering group: two projects with money in the first two years."""
    programme = prospects.programme()
    item = cast.item(cast.steering, case=programme.case)
    decisions.decide(item, outcome="adopted", text="Programmet vedtas.", by=cast.secretary)
    return Programme.objects.get(pk=programme.pk)


def rule(cast, **fields):
    fields = {"text": "Bare mindre endringer.", "largest_change_percent": 10} | fields
    return revisions.set_rule(cast.fjord, by=cast.secretary, **fields)


def revised(cast, programme, kind="light"):
    made = revisions.revise(programme, case=cast.case(), kind=kind, by=cast.secretary)
    return Programme.objects.get(pk=made.pk)


def write(cast, programme, *, project=None, pot="", source, amounts):
    programmes.set_row(programme, project=project, pot=pot, source=source, amounts=amounts, by=cast.secretary)


def row_of(programme):
    """Some line's project, source and amounts by year."""
    line = programme.lines.select_related("project", "source").first()
    amounts = dict(
        programme.lines.filter(project=line.project, source=line.source).values_list("year", "amount_mnok")
    )
    return line.project, line.source, amounts


def codes(obstacles):
    return {one.code for one in obstacles}


def address(name, programme):
    return reverse(f"portfolio:{name}", args=["fjordloftet", programme.pk])


class TestComparing:
    def test_each_line_is_new_gone_changed_or_as_before(self, cast, prospects, adopted):
        newer = revised(cast, adopted, "main")
        assert {line.kind for line in rules.compare(newer, adopted).lines} == {"same"}
        project, source, amounts = row_of(newer)
        year = min(amounts)
        write(cast, newer, project=project, source=source, amounts={year: amounts[year] + 5})
        write(cast, newer, project=prospects.dream, source=prospects.lokal, amounts={FIRST: Decimal(7)})
        compared = rules.compare(newer, adopted)
        assert (compared.count("changed"), compared.count("added"), compared.count("removed")) == (1, 1, 0)
        assert compared.change == 12
        back = rules.compare(adopted, newer)
        assert (back.count("removed"), back.change) == (1, -12)

    def test_the_sums_are_the_sums_of_the_lines_and_of_the_programmes(self, cast, prospects, adopted):
        newer = revised(cast, adopted, "main")
        write(cast, newer, pot="Trygg skoleveg", source=prospects.lokal, amounts={FIRST: 3, FIRST + 1: 4})
        compared = rules.compare(newer, adopted)
        assert compared.after == sum(line.amount_mnok for line in newer.lines.all())
        assert compared.before == sum(line.amount_mnok for line in adopted.lines.all())
        for at, cell in enumerate(compared.sums):
            assert cell.after == sum(line.cells[at].after or 0 for line in compared.lines)
            assert cell.before == sum(line.cells[at].before or 0 for line in compared.lines)

    def test_amounts_with_and_without_vat_are_never_subtracted(self, cast, adopted):
        newer = revised(cast, adopted, "main")
        Programme.objects.filter(pk=newer.pk).update(vat="incl")
        newer.refresh_from_db()
        compared = rules.compare(newer, adopted)
        assert compared.lines == ()
        assert "uten mva." in compared.apart

    def test_amounts_of_another_price_year_without_an_index_are_not_compared(self, cast, adopted):
        newer = revised(cast, adopted, "main")
        Programme.objects.filter(pk=newer.pk).update(price_year=2027)
        newer.refresh_from_db()
        assert "ingen prisindeks har begge årene" in rules.compare(newer, adopted).apart

    def test_the_page_says_what_is_different_in_words(self, cast, prospects, adopted, sign_in):
        newer = revised(cast, adopted, "main")
        write(cast, newer, pot="Trygg skoleveg", source=prospects.lokal, amounts={FIRST: Decimal("3.5")})
        client = sign_in(cast.member_sjo)
        page = client.get(address("programme_compare", newer)).content.decode()
        assert "1 nye linjer, 0 tatt ut, 0 endret" in page
        assert "Trygg skoleveg" in page
        assert "+3,5" in page
        assert "Gangbru" not in page
        everything = client.get(address("programme_compare", newer), {"mot": adopted.pk, "alle": "on"})
        assert "Gangbru" in everything.content.decode()
        assert address("programme_compare", newer) in client.get(newer.get_absolute_url()).content.decode()

    def test_one_version_alone_has_nothing_beside_it(self, cast, adopted, sign_in):
        page = sign_in(cast.member_sjo).get(address("programme_compare", adopted)).content.decode()
        assert "Det er bare én versjon" in page

    def test_an_outsider_finds_nothing(self, cast, adopted, sign_in):
        assert sign_in(cast.os_secretary).get(address("programme_compare", adopted)).status_code == 404


def test_more_lines_ask_no_more(cast, prospects, adopted, django_assert_max_num_queries):
    newer = revised(cast, adopted, "main")
    for number in range(8):
        write(cast, newer, pot=f"Pott {number}", source=prospects.lokal, amounts={FIRST: Decimal(1)})
    with django_assert_max_num_queries(6):
        rules.compare(newer, adopted)


class TestRevising:
    def test_a_revision_begins_as_a_copy_and_the_former_stands(self, cast, adopted, sign_in):
        rule(cast)
        case = cast.case()
        posted = {"kind": "light", "case": case.pk}
        assert sign_in(cast.secretary).post(address("programme_revise", adopted), posted).status_code == 302
        made = case.programmes.get()
        assert (made.version, made.revision.kind, made.revision.revises) == (2, "light", adopted)
        assert set(made.lines.values_list("project", "source", "year", "amount_mnok")) == set(
            adopted.lines.values_list("project", "source", "year", "amount_mnok")
        )
        assert made.requirements.count() == adopted.requirements.count()

    def test_a_light_revision_needs_a_rule(self, cast, adopted):
        with pytest.raises(Refused) as refused:
            revised(cast, adopted)
        assert codes(refused.value.obstacles) == {"light-without-rule"}

    def test_a_draft_is_changed_and_not_revised(self, cast, prospects):
        with pytest.raises(Refused) as refused:
            revised(cast, prospects.programme(), "main")
        assert codes(refused.value.obstacles) == {"revises-draft"}

    def test_a_concluded_case_is_not_used_again(self, cast, adopted):
        with pytest.raises(Refused):
            revisions.revise(adopted, case=adopted.case, kind="main", by=cast.secretary)

    def test_only_the_secretariat_revises(self, cast, adopted, sign_in):
        posted = {"kind": "main", "case": cast.case().pk}
        response = sign_in(cast.member_sjo).post(address("programme_revise", adopted), posted)
        assert response.status_code == 422
        assert Programme.objects.count() == 1


class TestTheRule:
    @pytest.mark.parametrize(
        ("change", "code"),
        [("add", "light-adds"), ("remove", "light-removes"), ("much", "light-too-much"), ("move", "light-moves")],
    )
    def test_what_goes_beyond_it_is_said_and_cannot_be_adopted(
        self, cast, prospects, adopted, sign_in, change, code
    ):
        rule(cast, may_move_years=False)
        newer = revised(cast, adopted)
        project, source, amounts = row_of(newer)
        year = min(amounts)
        if change == "add":
            write(cast, newer, project=prospects.dream, source=source, amounts={FIRST: Decimal(1)})
        elif change == "remove":
            newer.lines.filter(project=project).delete()
        elif change == "much":
            write(cast, newer, project=project, source=source, amounts={year: amounts[year] * 2})
        else:
            write(cast, newer, project=project, source=source, amounts={FIRST + 3: Decimal("0.1")})
        assert codes(rules.obstacles_in_light_revision(newer)) == {code}
        page = sign_in(cast.secretary).get(newer.get_absolute_url()).content.decode()
        assert "kan ikke vedtas som enklere revisjon" in page
        item = cast.item(cast.steering, case=newer.case)
        with pytest.raises(Refused) as refused:
            decisions.decide(item, outcome="adopted", text="Vedtas.", by=cast.secretary)
        assert code in codes(refused.value.obstacles)

    def test_what_keeps_to_it_is_adopted(self, cast, adopted):
        rule(cast)
        newer = revised(cast, adopted)
        project, source, amounts = row_of(newer)
        year = min(amounts)
        write(cast, newer, project=project, source=source, amounts={year: amounts[year] + Decimal("0.5")})
        decisions.decide(
            cast.item(cast.steering, case=newer.case), outcome="adopted", text="Vedtas.", by=cast.secretary
        )
        newer.refresh_from_db()
        assert newer.decision_id

    def test_made_a_main_revision_it_may_change_anything(self, cast, prospects, adopted, sign_in):
        rule(cast)
        newer = revised(cast, adopted)
        write(cast, newer, project=prospects.dream, source=prospects.lokal, amounts={FIRST: Decimal(1)})
        assert sign_in(cast.secretary).post(address("programme_make_main", newer)).status_code == 302
        newer = Programme.objects.get(pk=newer.pk)
        assert newer.revision.kind == "main"
        assert not list(rules.obstacles_in_light_revision(newer))
        assert sign_in(cast.secretary).post(address("programme_make_main", newer)).status_code == 422

    def test_a_new_version_of_the_rule_leaves_revisions_under_way_alone(self, cast, adopted, sign_in):
        first = rule(cast)
        newer = revised(cast, adopted)
        page = reverse("portfolio:revision_rule", args=["fjordloftet"])
        posted = {"text": "Nye prosjekter kan komme inn.", "may_add": "on", "largest_change_percent": ""}
        assert sign_in(cast.secretary).post(page, posted).status_code == 302
        assert rules.rule_of(cast.fjord).version == 2
        newer = Programme.objects.get(pk=newer.pk)
        assert newer.revision.rule == first
        assert "Nye prosjekter kan komme inn." in sign_in(cast.member_sjo).get(page).content.decode()

    def test_only_the_secretariat_writes_it_and_it_has_words(self, cast, sign_in):
        page = reverse("portfolio:revision_rule", args=["fjordloftet"])
        assert sign_in(cast.member_sjo).post(page, {"text": "Alt."}).status_code == 422
        assert sign_in(cast.secretary).post(page, {"text": " "}).status_code == 422
        assert not cast.fjord.revision_rules.exists()

"""A programme out and in again is the same, and a damaged workbook is taken in whole or refused in words."""

import random
import re
from collections import Counter
from dataclasses import replace
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from samstyring.ground.models import Event
from samstyring.ground.refusal import Refused
from samstyring.portfolio.actions import programme_imports as actions
from samstyring.portfolio.actions import programmes as acts
from samstyring.portfolio.exchange import programme_planning, programme_reading, programme_workbook, reading
from samstyring.portfolio.exchange.columns import same, tidy
from samstyring.portfolio.exchange.programme_rows import fingerprint
from samstyring.portfolio.exchange.telling import Telling
from samstyring.portfolio.models import Programme, ProgrammeLine
from tests.portfolio.prospects import FIRST
from tests.portfolio.test_exchange_damage import DAMAGES, packed, parts_of
from tests.portfolio.test_programme_workbook import (
    first_empty,
    lines,
    opened,
    place,
    programme,
    prospects,
    row_of,
    saved,
)

__all__ = ["programme", "prospects"]


def in_workbook(programme):
    return programme_workbook.write(programme_workbook.frame(programme), unit="mill. kr")


def planned(programme, content):
    telling = Telling()
    found = programme_reading.incoming(reading.grids_of(content, "linjer.xlsx"), programme.partnership, telling)
    return programme_planning.plan(found, programme, telling=telling)


# Out and in again

THING = st.integers(0, 4) | st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=160).map(tidy)
AMOUNTS = st.dictionaries(
    st.integers(FIRST, FIRST + 3), st.decimals("0.001", 500_000, places=3), min_size=1, max_size=4
)
ROWS = st.lists(st.tuples(THING, st.integers(0, 2), st.sampled_from([0, 1, None]), AMOUNTS), max_size=12)


def lay(cast, prospects, empty, told):
    """The rows as lines of the programme; one thing from one source is one row."""
    projects = [*prospects.projects, prospects.dream]
    names, seen = {same(project.name) for project in projects}, set()
    for thing, source, focus, amounts in told:
        project = projects[thing] if isinstance(thing, int) else None
        pot = "" if project else thing[:160].strip()
        # A pot with a project's name is told apart by number, and one name is one pot however it is written.
        key = (project.pk if project else same(pot), source)
        if key in seen or not (project or pot) or (pot and same(pot) in names):
            continue
        seen.add(key)
        for year, amount in amounts.items():
            ProgrammeLine.objects.create(
                programme=empty,
                project=project,
                pot=pot,
                source=cast.sources[source],
                focus_area=None if focus is None else cast.focus[focus],
                year=year,
                amount_mnok=amount,
            )


@settings(
    max_examples=25,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(told=ROWS)
def test_a_programme_that_goes_out_and_in_again_is_the_same(cast, prospects, told):
    with transaction.atomic():
        made = Programme.objects.create(
            partnership=cast.fjord, first_year=FIRST, case=cast.case(), price_year=2026, vat="excl"
        )
        lay(cast, prospects, made, told)
        plan = planned(made, in_workbook(made))
        assert (plan.errors, plan.warnings, plan.lines) == ((), (), ())
        assert plan.unchanged == len({(line.project_id, line.pot, line.source_id) for line in made.lines.all()})

        content = in_workbook(made)
        before, mark = lines(made), fingerprint(made)
        emptied = _emptied(made, content)
        actions.carry_out(made, emptied, by=cast.secretary, on=cast.today) if emptied.lines else None
        assert not made.lines.exists()
        refilled = _onto_empty(made, content)
        actions.carry_out(made, refilled, by=cast.secretary, on=cast.today) if refilled.lines else None
        assert (lines(made), fingerprint(made)) == (before, mark)
        transaction.set_rollback(True)


def _emptied(programme, content):
    book = opened(content)
    for row in book["Linjer"].iter_rows(min_row=4, min_col=5, max_col=8):
        for cell in row:
            cell.value = None
    return planned(programme, saved(book))


def _onto_empty(programme, content):
    """The same lines, said to be written on top of a programme that has none."""
    book = opened(content)
    book["Veiledning"]["B5"] = fingerprint(programme)
    return planned(programme, saved(book))


# Damage

LINES = "xl/worksheets/sheet2.xml"


def other_words(content, rng):
    """Words that have landed in the wrong cells of the lines."""
    parts = parts_of(content)

    def other(found):
        return found[1] + b"<v>%d</v>" % rng.randrange(60) if rng.random() < 0.08 else found[0]

    moved = re.sub(rb'(<c r="[A-D](?:[4-9]|\d\d)" s="\d+" t="s">)<v>\d+</v>', other, parts[LINES])
    return packed(parts | {LINES: moved})


def other_amounts(content, rng):
    """Amounts that no programme holds, each in a cell or two."""
    parts = parts_of(content)
    odd = [b"-1", b"1e9", b"0.1234567", b"NaN", b"45000", b"0"]

    def other(found):
        return found[1] + b"<v>" + rng.choice(odd) + b"</v>" if rng.random() < 0.05 else found[0]

    return packed(parts | {LINES: re.sub(rb'(<c r="[E-H]\d+" s="\d+">)<v>[^<]*</v>', other, parts[LINES])})


OURS = (*DAMAGES, other_words, other_amounts)
ROUNDS = 20


@pytest.fixture
def filled_in(programme, prospects):
    """A workbook of many lines, in which one has been changed and one is new."""
    for number, project in enumerate((*prospects.projects, prospects.dream)):
        for source in (prospects.bom, prospects.lokal):
            amounts = {year: Decimal(number + 1) for year in programme.calendar_years}
            acts.set_row(programme, project=project, source=source, amounts=amounts, by=prospects.cast.secretary)
    book = opened(in_workbook(programme))
    page = book["Linjer"]
    place(page, FIRST, row_of(page, "Trygghetspott")).value = 9
    new = first_empty(page)
    place(page, "Prosjekt eller samlepott", new).value = "Ny pott"
    place(page, "Kilde", new).value = prospects.lokal.name
    place(page, FIRST + 1, new).value = 2.5
    # Written again by the product's own hand, so that the damages find the parts where they know them.
    plan = planned(programme, saved(book))
    with transaction.atomic():
        mark = fingerprint(programme)
        actions.carry_out(programme, plan, by=prospects.cast.secretary, on=prospects.cast.today)
        framed = programme_workbook.frame(programme)
        transaction.set_rollback(True)
    return programme_workbook.write(replace(framed, mark=mark), unit="mill. kr")


def taken_in(cast, programme, content):
    """(how it went, what was told) of one workbook."""
    plan = None
    try:
        plan = planned(programme, content)
        actions.carry_out(programme, plan, by=cast.secretary, on=cast.today)
    except Refused as refusal:
        told = [str(one) for one in plan.errors] if plan else []
        return ("told by row" if told else "refused"), told or [one.text for one in refusal.obstacles]
    return "taken in", []


def test_the_workbook_that_is_damaged_below_would_else_change_two_lines(programme, filled_in):
    plan = planned(programme, filled_in)
    assert (plan.errors, len(plan.changed), len(plan.new)) == ((), 1, 1)


def test_no_damage_is_half_imported_and_none_is_met_with_a_fault(cast, programme, filled_in):
    met, before = Counter(), lines(programme)
    for damage in OURS:
        for number in range(ROUNDS):
            content = damage(filled_in, random.Random(f"program {damage.__name__} {number}"))
            with transaction.atomic():
                how, told = taken_in(cast, programme, content)
                met[how] += 1
                assert told or how == "taken in"
                assert (lines(programme) == before) == (how != "taken in")
                assert Event.objects.filter(kind="programme.imported").count() == (how == "taken in")
                transaction.set_rollback(True)
    assert met.total() == len(OURS) * ROUNDS >= 150
    # The damages reach every depth: some are refused at the door, some row by row, and some do no harm.
    assert min(met["taken in"], met["told by row"], met["refused"]) > 10, met


def test_damage_is_told_on_the_page_too(cast, programme, filled_in, sign_in):
    client, before = sign_in(cast.secretary), lines(programme)
    page = reverse("portfolio:import_programme", args=[cast.fjord.key, programme.pk])
    for number in range(4):
        for damage in OURS:
            content = damage(filled_in, random.Random(f"side {damage.__name__} {number}"))
            answer = client.post(page, {"workbook": SimpleUploadedFile("linjer.xlsx", content)})
            assert answer.status_code in (200, 422)
            assert answer.status_code == 200 or "kan ikke hentes inn" in answer.content.decode()
    assert lines(programme) == before


def test_a_line_that_fails_while_it_is_written_takes_the_others_with_it(cast, programme, filled_in):
    plan, before = planned(programme, filled_in), lines(programme)
    # Somebody writes the new line by hand between the preview and the writing.
    acts.set_row(programme, pot="Ny pott", source=cast.sources[2], amounts={FIRST: Decimal(1)}, by=cast.secretary)
    with pytest.raises(Refused):
        actions.carry_out(programme, plan, by=cast.secretary, on=cast.today)
    assert lines(programme) == before | {("Ny pott", "lokal", FIRST): (Decimal("1.000"), "")}

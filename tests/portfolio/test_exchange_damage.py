"""Whatever is done to a workbook, it is taken in whole, or refused in words: never half, and never with a fault."""

import io
import random
import re
import zipfile
from collections import Counter
from dataclasses import replace
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from samstyring.ground.money import Basis, Vat
from samstyring.ground.refusal import Refused
from samstyring.portfolio.actions import sheet_imports as actions
from samstyring.portfolio.exchange import planning, reading, workbook
from samstyring.portfolio.exchange.columns import tidy
from samstyring.portfolio.exchange.framing import frame
from samstyring.portfolio.exchange.rows import incoming
from samstyring.portfolio.exchange.sheet_rows import says
from samstyring.portfolio.exchange.telling import Telling
from samstyring.portfolio.models import Project, SheetFinancing, SheetVersion
from samstyring.portfolio.models.sheets import Percentile, Phase
from samstyring.portfolio.models.standards import Grade
from samstyring.portfolio.rules import sheets as rules
from tests.portfolio import sheet_things as things


def planned(cast, content):
    telling = Telling()
    rows = incoming(reading.grids_of(content, "ark.xlsx"), cast.fjord, telling)
    return planning.plan(rows, cast.fjord, by=cast.secretary, on=cast.today, telling=telling)


def in_workbook(cast, *projects, as_if=None):
    framed = frame(cast.fjord, projects, on=cast.today)
    return workbook.write(replace(framed, rows=tuple(map(as_if, framed.rows))) if as_if else framed)


# Sheets out and in again


def words(longest=100):
    return st.text(st.characters(exclude_categories=["Cs"]), max_size=longest).map(tidy)


def mnok():
    return st.none() | st.decimals(0, 500_000, places=3)


def choice(choices):
    return st.sampled_from(choices.values)


YEARS = st.integers(1990, 2100)
SAYS = st.fixed_dictionaries(
    {
        **{
            name: words(400)
            for name in ("need", "goal_contribution", "benefit_note", "risk_note", "note", "source")
        },
        **{
            name: words()
            for name in (
                *("measure_areas", "measure_type", "municipality", "builder", "estimator"),
                *("phase_raw", "dates_raw", "cost_basis_raw", "programme", "missing"),
            )
        },
        **{name: mnok() for name in ("cost_mnok", "granted_before_mnok", "remaining_need_mnok")},
        "phase": choice(Phase),
        "cost_basis": choice(Basis),
        "vat": choice(Vat),
        "percentile": choice(Percentile),
        "benefit": choice(Grade),
        "risk": choice(Grade),
        "price_year": st.none() | YEARS,
        "estimated_on": st.none() | st.dates(date(1950, 1, 1), date(2100, 12, 31)),
    }
)
PERIOD = st.none() | st.tuples(YEARS, YEARS).map(sorted)
ASKED = st.dictionaries(
    st.tuples(st.sampled_from([0, 1, None]), words(60), st.integers(2024, 2040)),
    st.decimals("0.001", 100_000, places=3),
    max_size=6,
)
ANSWERS = st.lists(st.tuples(st.sampled_from(["", *rules.ANSWERS]), words()), max_size=8)


def same_source(place):
    return (place[0], "" if place[0] is not None else place[1], place[2])


@settings(
    max_examples=40,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(told=SAYS, period=PERIOD, focus=st.sampled_from([0, 1, None]), asked=ASKED, answers=ANSWERS)
def test_a_sheet_that_goes_out_and_in_again_is_the_same(cast, told, period, focus, asked, answers):
    points = [point.key for point in rules.checklist_for(cast.fjord).points]
    with transaction.atomic():
        source, blank = things.project(cast, "P001"), things.project(cast, "P002", name="Tomt ark (eksempel)")
        written = things.sheet(
            cast,
            source,
            **told,
            start_year=period and period[0],
            finish_year=period and period[1],
            focus_area=None if focus is None else cast.focus[focus],
            checks={
                key: {"answer": answer, "note": note}
                for key, (answer, note) in zip(points, answers, strict=False)
                if answer or note
            },
        )
        seen = set()
        for place, amount in asked.items():
            number, raw, year = same_source(place)
            # One name, however it is written, is one source.
            if (number, raw.casefold(), year) in seen or (number is None and not raw):
                continue
            seen.add((number, raw.casefold(), year))
            SheetFinancing.objects.create(
                sheet=written, source=None if number is None else cast.sources[number], source_raw=raw, year=year,
                amount_mnok=amount,
            )  # fmt: skip
        written.depends_on.set([blank])
        written.refresh_from_db()
        untouched = planned(cast, in_workbook(cast, source, blank))
        assert (untouched.errors, untouched.sheets) == ((), ())

        def on_the_blank(row):
            return replace(row, key="P002", name=blank.name, says=replace(row.says, version=0))

        things.project(cast, "P003", name="Et tredje (eksempel)")
        written.depends_on.set(Project.objects.filter(key="P003"))
        plan = planned(cast, in_workbook(cast, source, as_if=on_the_blank))
        assert plan.errors == ()
        actions.carry_out(cast.fjord, plan, change_note="", by=cast.secretary, on=cast.today)
        copied = blank.sheets.first()
        expected = says(written)
        if copied is None:
            assert not any(expected.values[name] for name in told)
        else:
            assert replace(says(copied), version=1) == expected
        transaction.set_rollback(True)


def test_a_text_longer_than_a_cell_stays_whole(cast):
    project = things.project(cast)
    things.sheet(cast, project, need="Et langt behov. " * 3000)
    plan = planned(cast, in_workbook(cast, project))
    assert (plan.errors, plan.sheets) == ((), ())


# Damage


def parts_of(content):
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


def packed(parts):
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return kept.getvalue()


def flipped(content, rng, most=12):
    damaged = bytearray(content)
    for _time in range(rng.randint(1, most)):
        damaged[rng.randrange(len(damaged))] ^= 1 << rng.randrange(8)
    return bytes(damaged)


def flip_bytes(content, rng):
    return flipped(content, rng)


def cut_off(content, rng):
    return content[: rng.randrange(len(content))]


def delete_part(content, rng):
    parts = parts_of(content)
    for name in rng.sample(sorted(parts), rng.randint(1, 3)):
        del parts[name]
    return packed(parts)


def flip_inside_part(content, rng):
    parts = parts_of(content)
    name = rng.choice(sorted(parts))
    return packed(parts | {name: flipped(parts[name], rng, most=4)})


def sheet_in(parts, rng):
    return rng.choice([name for name in sorted(parts) if "worksheets/sheet" in name])


def shuffle_columns(content, rng):
    parts = parts_of(content)
    name = sheet_in(parts, rng)
    letters = sorted({found.decode() for found in re.findall(rb'r="([A-Z]+)\d+"', parts[name])})
    mixed = dict(zip(letters, rng.sample(letters, len(letters)), strict=True))
    moved = re.sub(
        rb'r="([A-Z]+)(\d+)"',
        lambda found: b'r="%s%s"' % (mixed[found[1].decode()].encode(), found[2]),
        parts[name],
    )
    return packed(parts | {name: moved})


def wrong_types(content, rng):
    """Cells that say they are something else than they are: truths, faults, days, and numbers that are none."""
    parts = parts_of(content)
    name = sheet_in(parts, rng)
    kinds = [b' t="b"', b' t="e"', b' t="d"', b' t="str"', b' t="inlineStr"', b' t="s"', b"", b' s="5"', b' t="n"']

    def other(found):
        return b"<c" + found[1] + rng.choice(kinds) + b">" if rng.random() < 0.05 else found[0]

    return packed(parts | {name: re.sub(rb'<c( r="[A-Z]+\d+" s="\d+")(?: t="\w+")?>', other, parts[name])})


def odd_values(content, rng):
    parts = parts_of(content)
    name = rng.choice(["xl/worksheets/sheet2.xml", "xl/worksheets/sheet3.xml"])
    odd = [
        b"NaN",
        b"-1",
        b"1e308",
        b"99999999999999999999",
        b"",
        b"inf",
        b"0.1234567",
        b"\xf0\x9f\x9a\xb2",
        b"45000",
    ]

    def other(found):
        return found[1] + b"<v>" + rng.choice(odd) + b"</v>" if rng.random() < 0.2 else found[0]

    return packed(parts | {name: re.sub(rb'(<c r="[A-Z]+\d+" s="\d+">)<v>[^<]*</v>', other, parts[name])})


DAMAGES = (flip_bytes, cut_off, delete_part, flip_inside_part, shuffle_columns, wrong_types, odd_values)
ROUNDS = 75


@pytest.fixture
def filled_in(cast):
    """A workbook in which two sheets have been filled in on top of an older version."""
    projects = [things.project(cast, key, name=f"{key} (eksempel)") for key in ("P001", "P002", "P003")]
    for project in projects:
        things.sheet(cast, project, whole=project.key == "P001", need=f"Behov i {project.key}")

    def with_more(row):
        told = {"P001": {"need": "Et nytt behov."}, "P003": {"cost_mnok": 7, "price_year": 2026}}
        return replace(row, says=replace(row.says, values=row.says.values | told.get(row.key, {})))

    return in_workbook(cast, *projects, as_if=with_more)


def taken_in(cast, content):
    """(how it went, how many versions were written, what was told) of one workbook."""
    plan = None
    try:
        plan = planned(cast, content)
        written = actions.carry_out(cast.fjord, plan, change_note="", by=cast.secretary, on=cast.today)
    except Refused as refusal:
        told = [str(one) for one in plan.errors] if plan else [one.text for one in refusal.obstacles]
        return "told by row" if plan else "refused", 0, told
    return "taken in", written, []


def test_the_workbook_that_is_damaged_below_would_else_change_two_sheets(cast, filled_in):
    plan = planned(cast, filled_in)
    assert (plan.errors, sorted(plan.bases)) == ((), ["P001", "P003"])


def test_no_damage_is_half_imported_and_none_is_met_with_a_fault(cast, filled_in):
    met = Counter()
    for damage in DAMAGES:
        for number in range(ROUNDS):
            content = damage(filled_in, random.Random(f"{damage.__name__} {number}"))
            with transaction.atomic():
                before = SheetVersion.objects.count()
                how, written, told = taken_in(cast, content)
                met[how] += 1
                assert told or how == "taken in"
                assert SheetVersion.objects.count() == before + written
                transaction.set_rollback(True)
    assert met.total() == len(DAMAGES) * ROUNDS >= 500
    # The damages reach every depth: some are refused at the door, some row by row, and some do no harm.
    assert min(met["taken in"], met["told by row"], met["refused"]) > 20


def test_damage_is_told_on_the_page_too(cast, filled_in, sign_in):
    client = sign_in(cast.secretary)
    page = reverse("portfolio:import_sheets", args=[cast.fjord.key])
    for number in range(5):
        for damage in DAMAGES:
            content = damage(filled_in, random.Random(f"side {damage.__name__} {number}"))
            answer = client.post(page, {"workbook": SimpleUploadedFile("ark.xlsx", content)})
            assert answer.status_code in (200, 422)
            assert answer.status_code == 200 or "kan ikke hentes inn" in answer.content.decode()
    assert SheetVersion.objects.count() == 3

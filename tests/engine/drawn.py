"""Portfolio problems of random structure, with every rule the format knows, small enough to try every plan of."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from .cases import document

SOURCES = ("stat", "fylke", "bompenger")
OWNERS = ("Kommunen", "Fylket")
# So many plans are tried one by one.
MOST_PLANS = 3000

tenths = st.integers(0, 250).map(lambda count: count / 10)
points = st.integers(0, 100)
score = st.one_of(points, st.tuples(points, points).map(lambda ends: sorted(ends)))


@st.composite
def projects(draw: Any, years: int, sources: tuple[str, ...], most: int, pressed: bool) -> list[dict[str, Any]]:
    count = draw(st.integers(2 if pressed else 0, most))
    found: list[dict[str, Any]] = []
    plans = 1
    for n in range(count):
        earliest = draw(st.integers(0, years - 1))
        latest = draw(st.integers(earliest, years - 1))
        # The more projects, the narrower their windows.
        while latest > earliest and plans * (latest - earliest + 2) * 2 ** (count - n - 1) > MOST_PLANS:
            latest -= 1
        plans *= latest - earliest + 2
        payers = draw(st.lists(st.sampled_from(sources), min_size=1, unique=True))
        one = {
            "key": f"P{n:02}",
            "scores": {"klima": draw(score), "nytte": draw(points)},
            "size": draw(st.sampled_from([1, 0.5, 2.5])),
            "cost_profile": draw(st.lists(tenths, min_size=1, max_size=3)),
            "earliest": earliest,
            "latest": latest,
            "sources": payers,
            "area": draw(st.sampled_from([None, "Nord", "Sør"])),
            "focus": draw(st.sampled_from([None, "Buss"])),
            "must_start": draw(st.integers(0, 15)) >= (7 if pressed else 15),
            "owner": draw(st.sampled_from([None, *OWNERS])),
        }
        if draw(st.integers(0, 3)) == 3:
            limit = st.fixed_dictionaries({"total": tenths}, optional={"per_year": tenths})
            one["caps"] = {draw(st.sampled_from(payers)): draw(limit)}
        if len(payers) > 1 and draw(st.integers(0, 3)) == 3:
            one["matching"] = [{"source": payers[0], "of": payers[1], "share": draw(st.sampled_from([0.5, 1, 2]))}]
        found.append(one)
    return found


@st.composite
def problems(draw: Any, most: int = 12, pressed: bool = False) -> dict[str, Any]:
    """A problem of up to `most` projects; when `pressed`, many of them must start."""
    years, tail = draw(st.integers(1, 3)), draw(st.integers(0, 2))
    sources = SOURCES[: draw(st.integers(1, 3))]
    drawn = draw(projects(years, sources, most, pressed))
    keys = [one["key"] for one in drawn]
    calendar = range(2025, 2025 + years)
    found = document(
        *drawn,
        years=list(calendar),
        tail_years=tail,
        delay_factor=draw(st.sampled_from([0.97, 0.5, 1])),
        weights={"klima": 0.4, "nytte": 0.6},
        score_policy=draw(st.sampled_from(["midpoint", "low", "high"])),
        sources=[
            {
                "key": key,
                "frames": draw(st.lists(st.integers(0, 9 if pressed else 40), min_size=years, max_size=years)),
                "tail_frames": draw(st.lists(st.integers(0, 20), min_size=tail, max_size=tail)),
                "carry_over_cap": draw(st.sampled_from([0, 3, 8.5])),
            }
            for key in sources
        ],
    )
    if len(keys) < 3:
        return found
    pair = st.lists(st.sampled_from(keys), min_size=2, max_size=3, unique=True)
    found["exclusions"] = draw(st.lists(pair, max_size=2))
    # Later projects require earlier ones, so that no ring arises.
    found["dependencies"] = [
        {"project": max(two), "requires": min(two), "lag": draw(st.integers(0, 1))}
        for two in draw(st.lists(pair, max_size=2, unique_by=lambda two: (max(two), min(two))))
    ]
    areas = sorted({one["area"] for one in drawn} - {None})
    found["minimum_shares"] = {"area": {area: draw(st.sampled_from([0, 0.2, 0.4])) for area in areas}}
    owners = sorted({one["owner"] for one in drawn} - {None})
    able = st.fixed_dictionaries({"money_per_year": tenths}, optional={"starts_per_year": st.integers(0, 3)})
    found["owner_caps"] = {owner: draw(able) for owner in owners if draw(st.booleans())}
    if draw(st.integers(0, 3)) == 3:
        one = draw(st.sampled_from(drawn))
        year = draw(st.sampled_from([None, 2025 + one["earliest"]]))
        found[draw(st.sampled_from(["frozen", "locked"]))] = {one["key"]: year}
    if draw(st.integers(0, 3)) == 3:
        found["excluded"] = [draw(st.sampled_from(keys))]
    return found

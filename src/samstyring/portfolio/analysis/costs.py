"""What a project costs in each year, and on whose word: its own sheet, an assumption, or nobody's."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from samstyring.ground.money import Basis
from samstyring.portfolio.models.sheets import Percentile, Phase

COUNTED_BASES = (Basis.TOTAL, Basis.SHARE)
SHEET, ASSUMPTIONS = "sheet", "assumptions"
OVER = {Phase.DONE: "finished", Phase.DROPPED: "dropped"}


@dataclass(frozen=True)
class Entry:
    """A project's way into a calculation, or why it has none."""

    cost: dict | None  # cost_profile, earliest, latest and sources, in the engine's words
    origin: str = ""
    why: str = ""
    missing: list = field(default_factory=list)
    flags: list = field(default_factory=list)


def entry(sheet, assumed, measure, years, special):
    """Find a project's cost per year: the complete sheet first, then the assumption, else what is missing."""
    if sheet.phase in OVER:
        return Entry(None, why=OVER[sheet.phase])
    missing = gaps(sheet, measure, years)
    origin, flags = (ASSUMPTIONS, []) if missing else (SHEET, _flags(sheet, years))
    if not missing:
        first, profile, sources = _asked(sheet, years)
        window = _sheet_window(sheet, first, years)
    elif assumed is not None:
        profile = [float(amount) for amount in assumed.profile]
        sources = sorted(source.key for source in assumed.sources.all())
        window = _assumed_window(assumed, years)
    else:
        why = "other-kind" if missing == ["kind"] else "no-cost"
        return Entry(None, why=why, missing=missing)
    if window is None:
        return Entry(None, why="starts-later")
    if not sources:
        return Entry(None, why="no-cost", missing=["sources"])
    earliest, latest = _with_lock(window, years, special)
    ratio = _sheet_ratio(sheet) if origin == SHEET else assumed.p85_ratio
    return Entry(
        {
            "cost_profile": profile,
            "earliest": earliest,
            "latest": latest,
            "sources": sources,
            **_distribution(profile, ratio),
        },
        origin=origin,
        flags=flags,
    )


def _sheet_ratio(sheet):
    """How many times the P50 the P85 is, where the sheet knows both."""
    if sheet.percentile != Percentile.P50 or not sheet.p85_mnok or not sheet.cost_mnok:
        return None
    return sheet.p85_mnok / sheet.cost_mnok


def _distribution(profile, ratio):
    """The spread of a cost in the engine's words: what is asked for is the P50. Nothing where it is not known."""
    p50 = sum(profile)
    if ratio is None or ratio <= 1 or p50 <= 0:
        return {}
    p85 = round(p50 * float(ratio), 6)
    return {"cost_distribution": {"kind": "lognormal", "p50": round(p50, 6), "p85": p85}}


def gaps(sheet, measure, years):
    """What keeps a sheet's own cost out of the calculation; nothing when it is complete."""
    if sheet.cost is None:
        return ["amount"]
    missing = []
    if sheet.cost_basis not in COUNTED_BASES:
        missing.append("basis")
    if not sheet.price_year:
        missing.append("price_year")
    if not sheet.vat:
        missing.append("vat")
    if not missing and (sheet.price_year, sheet.vat) != measure:
        missing.append("kind")
    rows = [row for row in sheet.financing.all() if row.year >= years[0]]
    if not rows:
        missing.append("years")
    elif any(row.source_id is None for row in rows):
        missing.append("sources")
    return missing


def _asked(sheet, years):
    """The first year, the profile and the sources of what the sheet asks from the programme's first year on."""
    by_year, sources = {}, set()
    for row in sheet.financing.all():
        if row.year >= years[0]:
            by_year[row.year] = by_year.get(row.year, 0) + float(row.amount_mnok)
            sources.add(row.source.key)
    first, last = min(by_year), max(by_year)
    return first, [round(by_year.get(year, 0.0), 6) for year in range(first, last + 1)], sorted(sources)


def _sheet_window(sheet, first, years):
    earliest = max(first, sheet.start_year or first, years[0])
    if earliest > years[-1]:
        return None
    # What is being built does not wait.
    latest = earliest if sheet.phase == Phase.BUILDING else years[-1]
    return earliest - years[0], latest - years[0]


def _assumed_window(assumed, years):
    earliest = max(assumed.earliest or years[0], years[0])
    if earliest > years[-1]:
        return None
    latest = min(max(assumed.latest or years[-1], earliest), years[-1])
    return earliest - years[0], latest - years[0]


def _with_lock(window, years, special):
    """A lock to a year is a decision by people, and widens what the sheet says is possible."""
    if special is None or special.start_year is None or special.kind != "locked":
        return window
    year = special.start_year - years[0]
    return min(window[0], year), max(window[1], year)


def _flags(sheet, years):
    asked = sum(row.amount_mnok for row in sheet.financing.all())
    rest = sheet.cost_mnok - (sheet.granted_before_mnok or 0) - (sheet.remaining_need_mnok or 0)
    if abs(asked - rest) < 1:
        return []
    return [
        {
            "code": "financing-differs",
            "project": sheet.project.name,
            "asked": float(asked),
            "rest": float(rest),
        }
    ]


def words(left_out):
    """Why a project is left out of the calculation, as a whole sentence."""
    missing = {
        "amount": _("kostnadsanslag"),
        "basis": _("hva beløpet gjelder"),
        "price_year": _("prisår"),
        "vat": _("mva."),
        "kind": _("samme prisår og mva. som scenarioet"),
        "years": _("beløp per år"),
        "sources": _("kilde som kan betale"),
    }
    if left_out["why"] == "finished":
        return _("Prosjektet er ferdig.")
    if left_out["why"] == "dropped":
        return _("Prosjektet er utgått.")
    if left_out["why"] == "starts-later":
        return _("Prosjektet kan tidligst starte etter perioden.")
    if left_out["why"] == "other-kind":
        return _(
            "Beløpet har et annet prisår eller en annen mva. enn scenarioet, og legges ikke sammen med resten."
        )
    listed = ", ".join(missing[code] for code in left_out["missing"])
    return _("Arket mangler %(missing)s.") % {"missing": listed}

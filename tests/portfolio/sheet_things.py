"""Projects, sheets and criteria the tests speak of. Everything here is an example."""

from decimal import Decimal

from django.urls import reverse

from samstyring.portfolio.models import CriteriaSet, Criterion, Project, SheetFinancing, SheetVersion, Submission
from samstyring.portfolio.rules import sheets as rules

WHOLE = {
    "need": "Elevene har ingen trygg vei til skolen.",
    "goal_contribution": "Flere går og sykler.",
    "municipality": "Sjø",
    "builder": "Sjø kommune",
    "phase": "zoning",
    "start_year": 2027,
    "finish_year": 2029,
    "cost_mnok": Decimal("40"),
    "cost_basis": "total",
    "price_year": 2026,
    "vat": "excl",
    "percentile": "p50",
    "estimator": "Eksempelrådgiver",
    "estimated_on": "2026-03-01",
    "benefit": "high",
    "benefit_note": "Mange bruker veien.",
    "risk": "low",
    "risk_note": "Enkel grunn.",
}


def project(cast, key="P001", *, name="Gangvei i Sjø (eksempel)", forum=None, owner=None, partnership=None):
    return Project.objects.create(
        partnership=partnership or cast.fjord,
        key=key,
        name=name,
        home_forum=forum or (None if partnership else cast.west),
        owner=owner,
        is_example=True,
    )


def sheet(cast, of, *, version=1, whole=False, **says):
    """A version of a sheet: only what is said, or everything that any step asks for."""
    if whole:
        answers = {point.key: {"answer": "yes", "note": ""} for point in rules.checklist_for(cast.fjord).points}
        says = {**WHOLE, "focus_area": cast.focus[0], "checks": answers} | says
        if of.owner is None:
            of.owner = cast.sjo
            of.save()
    written = SheetVersion.objects.create(project=of, version=version, **says)
    if whole:
        for year in (2027, 2028):
            SheetFinancing.objects.create(sheet=written, source=cast.sources[0], year=year, amount_mnok=20)
    return written


def submission(of, forum, *, answer="", reason=""):
    newest = of.sheets.order_by("-version").first()
    return Submission.objects.create(project=of, sheet=newest, forum=forum, answer=answer, reason=reason)


def criteria(cast, *, version=1, adopted=True, weights=("0.6", "0.4"), mode="weights"):
    """Two criteria, adopted in a case unless told otherwise."""
    made = CriteriaSet.objects.create(
        partnership=cast.fjord, version=version, title="Eksempelkriterier", mode=mode, is_example=True
    )
    for order, (key, weight) in enumerate(zip(("mal", "nytte"), weights, strict=True), start=1):
        Criterion.objects.create(
            criteria_set=made,
            key=key,
            name={"mal": "Måloppnåelse", "nytte": "Nytte"}[key],
            order=order,
            weight=Decimal(weight) if weight else None,
            anchors={"0": "Ingen virkning.", "100": "Svært stor virkning."},
        )
    if adopted:
        made.case = cast.case("kriteriesett", title="Kriterier for eksempelårene")
        made.decision = imported_decision(cast, made.case)
        made.save()
    return made


def imported_decision(cast, case):
    return case.decisions.create(
        forum=cast.steering, outcome="adopted", text="Vedtatt.", decided_on=cast.today, is_imported=True
    )


def address(name, cast, *args, partnership=None):
    return reverse(f"portfolio:{name}", args=[(partnership or cast.fjord).key, *args])


def typed(page):
    """What a browser would send back from the form of this page."""
    form = page.context["form"]
    data = {}
    for name in form.fields:
        value = form[name].value()
        data[name] = value if isinstance(value, list) else "" if value is None else str(value)
    return data

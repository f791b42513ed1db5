"""Questions about the year's programme: what may be changed, what can be added together, what is overdue."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samstyring.ground import formats, money
from samstyring.ground.refusal import Obstacle
from samstyring.partnership.rules.acting import obstacles_to_acting_as_secretariat

PLAN_LOCKED = Obstacle(
    "plan-locked",
    gettext_lazy("{plan}, versjon {version}, er vedtatt og kan ikke endres."),
    gettext_lazy("Lag en ny versjon hvis noe skal endres."),
)
PLAN_AT_SAME_TIME = Obstacle(
    "plan-at-same-time",
    gettext_lazy("Noen andre laget en versjon for {year} i samme øyeblikk."),
    gettext_lazy("Arbeid videre i den."),
)
PLAN_UNDER_WORK = Obstacle(
    "plan-under-work",
    gettext_lazy("Det finnes alt et utkast for {year}."),
    gettext_lazy("Arbeid videre i utkastet."),
)
NO_LINES = Obstacle(
    "plan-without-lines",
    gettext_lazy("Årsprogrammet har ingen linjer."),
    gettext_lazy("Skriv minst ett tiltak eller én driftspost før det legges fram."),
)
PLAN_CASE_DECIDED = Obstacle(
    "plan-case-decided",
    gettext_lazy("Saken «{case}» er allerede avgjort."),
    gettext_lazy("Velg en sak som ikke er avgjort, eller opprett en ny."),
)
FUNDER_EXISTS = Obstacle(
    "funder-exists",
    gettext_lazy("Finansiøren «{name}» står alt i listen."),
    gettext_lazy("Bruk den som står der, eller velg et annet navn."),
)
REPORT_EXISTS = Obstacle(
    "funder-report-exists",
    gettext_lazy("Rapporten «{title}» med samme frist står alt i listen."),
    gettext_lazy("Velg et annet navn eller en annen frist."),
)
ALREADY_DELIVERED = Obstacle(
    "report-delivered",
    gettext_lazy("Rapporten er alt levert {day}."),
    gettext_lazy("Last siden på nytt for å se den."),
)
DELIVERED_IN_FUTURE = Obstacle(
    "report-delivered-in-future",
    gettext_lazy("Datoen {day} er ikke kommet ennå."),
    gettext_lazy("Registrer rapporten når den er levert."),
)


def obstacles_to_drafting(partnership, *, year, by, on):
    yield from obstacles_to_acting_as_secretariat(by, partnership, on)
    if partnership.action_plans.filter(year=year, decision__isnull=True).exists():
        yield PLAN_UNDER_WORK(year=year)


def obstacles_to_changing(plan, *, by, on):
    yield from obstacles_to_acting_as_secretariat(by, plan.partnership, on)
    if plan.decision_id:
        yield PLAN_LOCKED(plan=plan, version=plan.version)


def obstacles_to_submitting(plan, case, *, by, on):
    yield from obstacles_to_changing(plan, by=by, on=on)
    if not plan.lines.exists():
        yield NO_LINES()
    if case.decisions.standing().exists():
        yield PLAN_CASE_DECIDED(case=case)


def obstacles_to_delivering(report, *, delivered_on, by, on):
    yield from obstacles_to_acting_as_secretariat(by, report.funder.partnership, on)
    if report.delivered_on:
        yield ALREADY_DELIVERED(day=formats.day(report.delivered_on))
    if delivered_on > on:
        yield DELIVERED_IN_FUTURE(day=formats.day(delivered_on))


def kind_words(basis, price_year, vat):
    """`årsbevilgning, 2026-kroner, uten mva.`; what is not known is said."""
    told = [money.Basis(basis).label if basis else _("grunnlag ikke oppgitt")]
    told.append(_("%(year)s-kroner") % {"year": price_year} if price_year else _("prisår ikke oppgitt"))
    told.append(money.Vat(vat).label if vat else money.Vat.UNKNOWN.label)
    return ", ".join(str(word) for word in told)


def words_of(row):
    return kind_words(row.basis, row.price_year, row.vat)


@dataclass(frozen=True)
class Sum:
    """What can be added of some lines, and how many of them cannot."""

    label: str
    mnok: Decimal | None
    kind: str
    left_out: int


def sum_of(label, lines):
    """Lines of the commonest complete kind together; nothing of another kind is added silently."""
    total = money.total([line.amount for line in lines])
    if not total.counted:
        return Sum(label, None, "", len(total.left_out))
    return Sum(label, total.mnok, kind_words(*total.kind), len(total.left_out))


def sums(lines):
    """The whole budget, and each funder's part of it."""
    by_funder = {}
    for line in lines:
        by_funder.setdefault(line.funder, []).append(line)
    known = sorted((funder for funder in by_funder if funder), key=lambda funder: (funder.name, funder.pk))
    parts = [sum_of(funder.name, by_funder[funder]) for funder in known]
    if None in by_funder:
        parts.append(sum_of(_("Ikke finansiert"), by_funder[None]))
    return sum_of(_("Sum"), lines), parts


def report_standing(report, day):
    """(kind, word) for a report a funder waits for."""
    if report.delivered_on:
        return "done", _("Levert")
    return ("late", _("Over fristen")) if report.is_overdue(day) else ("todo", _("Ikke levert"))

"""What happens to the adopted programme: prices, money released from the pot, and a light revision. All example."""

from decimal import Decimal

from samstyring.partnership.models import Authority
from samstyring.portfolio.actions import frames, pots, revisions
from samstyring.portfolio.models import RevisionRule
from samstyring.portfolio.rules.price_index import Level

GROWTH = Decimal("1.03")
RULE = "Den årlige revisjonen flytter penger mellom år. Nye prosjekter tas inn hvert fjerde år (eksempel)."


def lay(setting):
    partnership = setting.partnership
    first, last = partnership.starts_on.year, setting.today.year + 1
    levels = [
        Level(year, (100 * GROWTH ** (year - first)).quantize(Decimal("0.1")), "Eksempel, tre prosent i året")
        for year in range(first, last + 1)
    ]
    frames.lay_index(partnership, name="Prisnivå (eksempel)", levels=levels, by=setting.secretary, is_example=True)
    revisions.set_rule(partnership, text=RULE, largest_change_percent=10, by=setting.secretary, on=setting.today)
    RevisionRule.objects.filter(partnership=partnership).update(is_example=True)
    programme = partnership.programmes.get(version=1)
    _release(setting, programme)
    _light_revision(setting, programme)


def _release(setting, programme):
    """The steering group's own authority lets it share out the pot between meetings."""
    line = programme.lines.exclude(pot="").order_by("year").first()
    day, forum = setting.before(40), setting.forum("styringsgruppe")
    points = Authority.objects.filter(mandate__forums=forum, is_limit=False, limit_mnok__isnull=True)
    point = next(
        one
        for one in points.select_related("mandate")
        if "adopted" in one.outcomes and one.mandate.is_in_force_on(day)
    )
    pots.release(
        line,
        project=setting.partnership.projects.get(key="P005"),
        amount=Decimal("1.5"),
        forum=forum,
        authority=point,
        decided_on=day,
        reason="Krysset kan bygges sammen med arbeid som alt er i gang (eksempel).",
        by=setting.secretary,
        on=setting.today,
    )


def _light_revision(setting, programme):
    """One project is moved a year, within the rule."""
    case = setting.case(
        "handlingsprogram",
        f"Årlig revisjon av handlingsprogrammet {programme.period} (eksempel)",
        on=setting.before(20),
    )
    newer = revisions.revise(programme, case=case, kind="light", by=setting.secretary, on=setting.today)
    line = (
        newer.lines.filter(project__isnull=False, year=newer.first_year, amount_mnok__gte=8)
        .order_by("amount_mnok")
        .first()
    )
    moved = (line.amount_mnok / 4).quantize(Decimal("0.1"))
    later, _new = newer.lines.get_or_create(
        project=line.project,
        source=line.source,
        year=line.year + 1,
        defaults={"focus_area": line.focus_area, "amount_mnok": Decimal(0)},
    )
    line.amount_mnok -= moved
    later.amount_mnok += moved
    line.save()
    later.save()

"""Acts on the action programme: draft it from a recommendation, write its rows, settle who must adopt it."""

from collections import defaultdict
from decimal import Decimal

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone

from samstyring.ground import history
from samstyring.ground.refusal import Refused, refuse_if
from samstyring.partnership.models import Party
from samstyring.partnership.rules import acting
from samstyring.portfolio.models import AdoptionRequirement, Programme, ProgrammeLine
from samstyring.portfolio.rules import pots, revisions
from samstyring.portfolio.rules import programmes as rules

KRONER = Decimal("0.001")


@transaction.atomic
def draft_programme(recommendation, *, by, on=None):
    """Make a programme from a frozen recommendation, with the parties that must adopt it, and return it."""
    on = on or timezone.localdate()
    content, partnership = recommendation.content, recommendation.case.partnership
    basis = content["basis"]
    refuse_if(
        [
            *acting.obstacles_to_acting_as_secretariat(by, partnership, on),
            *rules.obstacles_to_using_case(recommendation.case, partnership),
        ]
    )
    assumptions = basis["assumptions"]["id"] if basis["assumptions"] else None
    first_year = basis["scenario"]["first_year"]
    newest = partnership.programmes.filter(first_year=first_year).aggregate(newest=Max("version"))["newest"]
    try:
        with transaction.atomic():
            programme = Programme.objects.create(
                partnership=partnership,
                first_year=first_year,
                years=basis["scenario"]["years"],
                version=(newest or 0) + 1,
                case=recommendation.case,
                recommendation=recommendation,
                price_year=basis["price_year"],
                vat=basis["vat"],
                assumptions_id=assumptions,
                created_by=by,
                is_example=recommendation.scenario.is_example or bool(assumptions),
            )
    except IntegrityError:
        raise Refused(rules.VERSION_TAKEN()) from None
    _lay_lines(programme, content)
    require_parties(programme, on=on)
    history.record("programme.drafted", about=[programme, recommendation.case], by=by, version=programme.version)
    return programme


def _lay_lines(programme, content):
    """One line per project, source and programme year, in whole thousand kroner."""
    projects = {one.key: one for one in programme.partnership.projects.all()}
    sources = {one.key: one for one in programme.partnership.sources.all()}
    focus = {one.key: one for one in programme.partnership.focus_areas.all()}
    amounts = defaultdict(Decimal)
    for payment in content["result"]["plan"]["money"]:
        if payment["year"] in programme.calendar_years:
            amounts[payment["project"], payment["source"], payment["year"]] += Decimal(str(payment["amount"]))
    told = content["basis"]["projects"]
    ProgrammeLine.objects.bulk_create(
        ProgrammeLine(
            programme=programme,
            project=projects[project],
            focus_area=focus.get(told[project]["focus"]),
            source=sources[source],
            year=year,
            amount_mnok=amount.quantize(KRONER),
        )
        for (project, source, year), amount in sorted(amounts.items())
        if amount.quantize(KRONER)
    )


def require_parties(programme, *, on):
    """Lay the adoption matrix from the parties of the day: who acts, how, and in which body."""
    parties = programme.partnership.parties.on(on).filter(is_member=True).exclude(adoption=Party.Adoption.NONE)
    AdoptionRequirement.objects.bulk_create(
        AdoptionRequirement(
            programme=programme,
            party=party,
            kind=party.adoption,
            body=party.political_body,
            # A party that only confirms holds nobody up unless the partnership says so on the programme.
            is_required=party.adoption == Party.Adoption.LOCAL,
        )
        for party in parties
    )


@transaction.atomic
def set_row(programme, *, project=None, pot="", focus_area=None, source, amounts, by, on=None, is_new=False):
    """Write what one source gives to one project or pot each year. Empty and zero years take the line away."""
    on = on or timezone.localdate()
    pot = pot.strip()
    # The programme is locked while its lines are written, so that nobody adopts half a change.
    programme = Programme.objects.select_for_update().get(pk=programme.pk)
    refuse_if(
        rules.obstacles_to_setting(
            programme, project=project, pot=pot, source=source, amounts=amounts, by=by, on=on
        )
    )
    lines = programme.lines.filter(project=project, pot=pot, source=source)
    if is_new and lines.exists():
        raise Refused(rules.ROW_EXISTS(thing=project or pot, source=source))
    refuse_if(pots.obstacles_to_shrinking(lines, amounts))
    changed = []
    before = {line.year: line for line in lines}
    for year, amount in sorted(amounts.items()):
        line = before.get(year)
        if not amount:
            if line:
                line.delete()
                changed.append(year)
        elif line is None:
            ProgrammeLine.objects.create(
                programme=programme,
                project=project,
                pot=pot,
                focus_area=focus_area,
                source=source,
                year=year,
                amount_mnok=amount,
            )
            changed.append(year)
        elif line.amount_mnok != amount or line.focus_area_id != (focus_area.pk if focus_area else None):
            line.amount_mnok, line.focus_area = amount, focus_area
            line.save(update_fields=["amount_mnok", "focus_area"])
            changed.append(year)
    if changed:
        history.record("programme.changed", about=programme, by=by, years=changed, source=source.pk)
    return changed


def adopt(programme, decision):
    """The forum that may adopt the programme has done so; from now on its lines stand."""
    refuse_if([*rules.obstacles_to_adopting(programme), *revisions.obstacles_in_light_revision(programme)])
    programme.decision = decision
    programme.save(update_fields=["decision"])
    history.record("programme.adopted", about=[programme, decision], by=decision.recorded_by)


def reopen(programme, decision):
    """A correction says that the programme was not adopted after all."""
    programme.decision = None
    programme.save(update_fields=["decision"])
    history.record("programme.reopened", about=[programme, decision], by=decision.recorded_by)

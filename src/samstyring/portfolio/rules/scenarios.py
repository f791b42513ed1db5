"""Questions about scenarios: who may make them, what they contradict, whether they can be calculated."""

from django.utils.translation import gettext_lazy as _

from samstyring.ground.refusal import Obstacle
from samstyring.partnership.rules import acting
from samstyring.portfolio.models import CriteriaSet, ScenarioProject

MISSING_SCORES = {
    "weights-of-known": _("som snittet av det som er vurdert"),
    "zero": _("som null poeng"),
    "refuse": _("regn ikke før alle poeng er gitt"),
}

CRITERIA_NOT_ADOPTED = Obstacle(
    "criteria-not-adopted",
    _("Kriteriesettet «{criteria}» er ikke vedtatt."),
    _("Velg et vedtatt sett, eller legg kriteriene fram for styringsgruppen."),
)
RANKED_WITHOUT_WEIGHTS = Obstacle(
    "ranked-without-weights",
    _("Kriteriene er rangert og har ingen vekter. Manglende poeng kan da ikke regnes som snittet av resten."),
    _("Velg null poeng, eller at alle poeng må være gitt."),
)
PROJECT_TWICE = Obstacle(
    "project-twice",
    _("{project} er både låst inn og holdt utenfor."),
    _("Velg ett av de to."),
)
EXCLUDED_WITHOUT_REASON = Obstacle(
    "excluded-without-reason",
    _("{project} er holdt utenfor uten begrunnelse."),
    _("Skriv hvorfor, slik at forumet kan se det."),
)
LOCKED_OUTSIDE_YEARS = Obstacle(
    "locked-outside-years",
    _("{project} er låst til {year}, men scenarioet gjelder {period}."),
    _("Velg et år i perioden, eller la året stå åpent."),
)
SHARES_TOO_LARGE = Obstacle(
    "shares-too-large",
    _("Minsteandelene for {kind} er til sammen {percent} prosent. De kan ikke være mer enn 100."),
    _("Sett ned én eller flere av dem."),
)
ASSUMPTIONS_REMOVED = Obstacle(
    "assumptions-removed",
    _("Forutsetningene «{assumptions}» er fjernet."),
    _("Velg et annet sett, eller regn uten forutsetninger."),
)
NOTHING_TO_CALCULATE = Obstacle(
    "nothing-to-calculate",
    _("Ingen prosjekter har både kostnad per år og kilder som kan betale."),
    _("Fyll ut prosjektarkene, eller velg et sett med forutsetninger."),
)
NO_FRAMES = Obstacle(
    "no-frames",
    _("Ingen kilde har en ramme i {period} med samme prisår og mva. som scenarioet."),
    _("Registrer rammene, eller velg et sett med forutsetninger."),
)
NO_PROJECT_FOR_SHARE = Obstacle(
    "no-project-for-share",
    _("Minsteandelen for {group} kan ikke holdes: ingen prosjekter der kan beregnes."),
    _("Ta bort andelen, eller fyll ut et prosjektark i gruppen."),
)
DEPENDENCY_RING = Obstacle(
    "dependency-ring",
    _("Prosjektene {projects} avhenger av hverandre i ring."),
    _("Prosjekteierne må rette «avhenger av» på arkene."),
)
SCORES_MISSING = Obstacle(
    "scores-missing",
    _("{count} poeng mangler, og scenarioet er satt til å vente til alle er gitt."),
    _("Vurdererne kan gi poengene, eller velg en annen måte å regne manglende poeng på."),
)
UNREADABLE = Obstacle(
    "unreadable",
    _("Tallene kan ikke beregnes slik de står: {where}."),
    _("Se over forutsetningene og arkene det gjelder."),
)
LOCKED_NOT_CALCULABLE = Obstacle(
    "locked-not-calculable",
    _("{project} er låst inn, men kan ikke beregnes: {why}"),
    _("Fyll ut prosjektarket, eller ta bort låsen."),
)
NOT_CALCULATED = Obstacle(
    "not-calculated",
    _("Scenarioet er ikke beregnet."),
    _("Beregn scenarioet først."),
)
CHANGED_SINCE = Obstacle(
    "changed-since",
    _("Grunnlaget er endret siden scenarioet ble beregnet."),
    _("Beregn på nytt, og se over resultatet."),
)


def obstacles_to_writing(partnership, *, by, on):
    """Scenarios are the secretariat's tool; everyone with a part in the partnership may read them."""
    yield from acting.obstacles_to_acting_as_secretariat(by, partnership, on)


def obstacles_to_saving(partnership, *, fields, specials, shares, by, on):
    """Yield what a scenario contradicts before it is ever calculated.

    `specials` are dicts with project, kind, start_year and reason; `shares` with kind, key and share.
    """
    yield from obstacles_to_writing(partnership, by=by, on=on)
    criteria = fields["criteria_set"]
    if criteria.decision_id is None:
        yield CRITERIA_NOT_ADOPTED(criteria=criteria)
    if criteria.mode == CriteriaSet.Mode.RANKED and fields["missing_scores"] == "weights-of-known":
        yield RANKED_WITHOUT_WEIGHTS
    if fields["assumptions"] is not None and fields["assumptions"].is_removed:
        yield ASSUMPTIONS_REMOVED(assumptions=fields["assumptions"])
    first, last = fields["first_year"], fields["first_year"] + fields["years"] - 1
    seen = set()
    for special in specials:
        project, year = special["project"], special.get("start_year")
        if project.pk in seen:
            yield PROJECT_TWICE(project=project)
        seen.add(project.pk)
        if special["kind"] == ScenarioProject.Kind.EXCLUDED and not special.get("reason"):
            yield EXCLUDED_WITHOUT_REASON(project=project)
        if special["kind"] == ScenarioProject.Kind.LOCKED and year and not first <= year <= last:
            yield LOCKED_OUTSIDE_YEARS(project=project, year=year, period=f"{first}–{last}")
    for kind, words in (("focus", _("satsingsområder")), ("area", _("områder"))):
        percent = 100 * sum(share["share"] for share in shares if share["kind"] == kind)
        if percent > 100:
            yield SHARES_TOO_LARGE(kind=words, percent=f"{percent:.0f}")

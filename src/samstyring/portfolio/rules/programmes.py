"""Questions about the action programme: what may be changed, what it sums to, what breaks a frame."""

from django.utils.translation import gettext_lazy as _

from samstyring.ground.money import LARGEST_MNOK
from samstyring.ground.refusal import Obstacle, Refused
from samstyring.partnership.models import Outcome
from samstyring.partnership.rules import acting
from samstyring.portfolio.models import AdoptionAct

CASE_KIND = "handlingsprogram"

LOCKED = Obstacle(
    "programme-locked",
    _("{programme} er vedtatt, og linjene er låst."),
    _("Lag en ny versjon på en ny sak hvis noe skal endres."),
)
LOCKED_BY_PARTY = Obstacle(
    "programme-locked-by-party",
    _("{party} har alt behandlet {programme}, og linjene er låst."),
    _("Lag en ny versjon på en ny sak hvis noe skal endres."),
)
EMPTY = Obstacle(
    "programme-empty",
    _("{programme} har ingen linjer og kan ikke vedtas."),
    _("Sekretariatet må føre inn prosjekter eller samlepotter først."),
)
YEAR_OUTSIDE = Obstacle(
    "year-outside",
    _("{year} er ikke med i programmet, som gjelder {period}."),
    _("Velg et år i perioden."),
)
AMOUNT_NEGATIVE = Obstacle(
    "amount-negative", _("Beløpet for {year} er negativt."), _("Skriv et beløp på null eller mer.")
)
AMOUNT_ABSURD = Obstacle(
    "amount-absurd",
    _("{amount} mill. kr i {year} er mer enn noe program kan bruke."),
    _("Beløp skrives i millioner kroner. Sjekk antall nuller."),
)
NAMELESS = Obstacle(
    "line-nameless",
    _("En linje må gjelde ett prosjekt eller én samlepott."),
    _("Velg et prosjekt, eller gi samlepotten et navn."),
)
ROW_EXISTS = Obstacle(
    "row-exists",
    _("«{thing}» har alt en linje med {source}."),
    _("Endre linjen som finnes."),
)
OTHER_PARTNERSHIP = Obstacle(
    "other-partnership", _("Prosjektet eller kilden hører til et annet samarbeid."), _("Velg et annet.")
)
VERSION_TAKEN = Obstacle(
    "version-taken", _("Noen andre laget en versjon av programmet samtidig."), _("Prøv en gang til.")
)
WRONG_CASE_KIND = Obstacle(
    "wrong-case-kind",
    _("Saken «{case}» er ikke en sak om handlingsprogram."),
    _("Velg en sak om handlingsprogram."),
)
CASE_CONCLUDED = Obstacle(
    "case-concluded",
    _("Saken «{case}» har alt et vedtatt handlingsprogram."),
    _("Velg en annen sak, eller opprett en ny."),
)


NO_CASE_KIND = Obstacle(
    "no-case-kind",
    _("{partnership} har ingen sakstype for handlingsprogram."),
    _("Administratoren i samarbeidet kan opprette sakstypen."),
)


def obstacles_to_using_case(case, partnership):
    """A programme stands on an open case of its own kind, in its own partnership."""
    if case.partnership_id != partnership.pk or case.kind.key != CASE_KIND:
        yield WRONG_CASE_KIND(case=case)
    elif case.programmes.filter(decision__isnull=False).exists():
        yield CASE_CONCLUDED(case=case)


def case_kind(partnership):
    """The kind of case a programme is treated as. Raises `Refused` where the partnership has none."""
    kind = partnership.case_kinds.filter(key=CASE_KIND).first()
    if kind is None:
        raise Refused(NO_CASE_KIND(partnership=partnership))
    return kind


def open_cases(cases):
    """The cases a recommendation or programme can still be put on."""
    concluded = cases.filter(programmes__decision__isnull=False)
    return cases.filter(kind__key=CASE_KIND).exclude(pk__in=concluded.values("pk")).order_by("-created_on", "-pk")


def first_act(programme):
    """The first thing a party did with the programme; from then on its lines stand."""
    return (
        AdoptionAct.objects.filter(requirement__programme=programme)
        .select_related("requirement__party")
        .order_by("recorded_at", "pk")
        .first()
    )


def is_locked(programme):
    return programme.decision_id is not None or first_act(programme) is not None


def obstacles_to_changing(programme, *, by, on):
    """Yield why nothing in this programme may be changed any more, or not by this person."""
    yield from acting.obstacles_to_acting_as_secretariat(by, programme.partnership, on)
    if programme.decision_id is not None:
        yield LOCKED(programme=programme)
    elif act := first_act(programme):
        yield LOCKED_BY_PARTY(programme=programme, party=act.requirement.party)


def obstacles_to_setting(programme, *, project, pot, source, amounts, by, on):
    """Yield why this row cannot be written. `amounts` are {year: million kroner or None}."""
    yield from obstacles_to_changing(programme, by=by, on=on)
    yield from obstacles_in_row(programme, project=project, pot=pot, source=source, amounts=amounts)


def obstacles_in_row(programme, *, project, pot, source, amounts):
    """Yield what is wrong with the row itself, whoever writes it and whenever."""
    if (project is None) == (not pot):
        yield NAMELESS
    if source.partnership_id != programme.partnership_id or (
        project is not None and project.partnership_id != programme.partnership_id
    ):
        yield OTHER_PARTNERSHIP
    for year, amount in amounts.items():
        if year not in programme.calendar_years:
            yield YEAR_OUTSIDE(year=year, period=programme.period)
        elif amount is not None and amount < 0:
            yield AMOUNT_NEGATIVE(year=year)
        elif amount is not None and amount > LARGEST_MNOK:
            yield AMOUNT_ABSURD(year=year, amount=amount)


def obstacles_to_adopting(programme):
    """What is so wrong with a programme that no forum can adopt it."""
    if not programme.lines.exists():
        yield EMPTY(programme=programme)


def recommended_by(case):
    """The newest standing recommendation given on the case, or None. A list may have fetched the decisions."""
    given = list(case.decisions.all())
    corrected = {one.replaces_id for one in given}
    standing = [one for one in given if one.outcome == Outcome.RECOMMENDED and one.pk not in corrected]
    return standing[-1] if standing else None


def years_after_agreement(programme):
    """The programme years that no agreement covers."""
    last = programme.partnership.ends_on.year
    return [year for year in programme.calendar_years if year > last]


def former_version(programme):
    """The version before this one for the same years, or None."""
    return (
        type(programme)
        .objects.filter(
            partnership=programme.partnership, first_year=programme.first_year, version__lt=programme.version
        )
        .order_by("-version")
        .first()
    )

"""Questions about strategies: which hold, what may be changed, and what they ask of the mandate."""

from dataclasses import dataclass
from zlib import crc32

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samstyring import catalogue
from samstyring.ground.refusal import Obstacle
from samstyring.partnership.rules.acting import obstacles_to_acting_as_secretariat
from samstyring.portfolio.models import Strategy

MANDATE_CASES = "mandat"

STRATEGY_LOCKED = Obstacle(
    "strategy-locked",
    gettext_lazy("Versjon {version} av strategien er vedtatt og kan ikke endres."),
    gettext_lazy("Lag en ny versjon hvis strategien skal endres."),
)
LOCKED_BY_PARTY = Obstacle(
    "strategy-locked-by-party",
    gettext_lazy("{party} har behandlet denne versjonen, og den kan ikke endres mens partene behandler den."),
    gettext_lazy("Lag en ny versjon når denne er vedtatt, hvis strategien skal endres."),
)
VERSION_EXISTS = Obstacle(
    "strategy-version-exists",
    gettext_lazy("Det finnes allerede en nyere versjon av denne strategien."),
    gettext_lazy("Arbeid videre i den nyeste versjonen."),
)
STRATEGY_CHANGED_MEANWHILE = Obstacle(
    "strategy-changed-meanwhile",
    gettext_lazy("Noen andre har lagret endringer i strategien siden du åpnet skjemaet."),
    gettext_lazy("Se over det du har skrevet, og lagre én gang til for å beholde ditt."),
)
NO_AIMS = Obstacle(
    "no-aims",
    gettext_lazy("Strategien har ingen mål, og gir derfor ingen tydelig retning."),
    gettext_lazy("Skriv minst ett mål før strategien legges fram."),
)
STRATEGY_CASE_DECIDED = Obstacle(
    "strategy-case-decided",
    gettext_lazy("Saken «{case}» er allerede avgjort."),
    gettext_lazy("Velg en sak som ikke er avgjort, eller opprett en ny."),
)
NO_REVISION_ASKED = Obstacle(
    "no-revision-asked",
    gettext_lazy("Strategien sier ikke at mandatet må revideres."),
    gettext_lazy("Sekretariatet kan velge «krever revisjon av mandatet» i strategien."),
)
REVISION_OPENED = Obstacle(
    "revision-opened",
    gettext_lazy("Revisjonen av mandatet er alt en sak: «{case}»."),
    gettext_lazy("Åpne saken for å arbeide videre med den."),
)
NO_MANDATE_CASES = Obstacle(
    "no-mandate-cases",
    gettext_lazy("{partnership} har ingen sakstype for mandater."),
    gettext_lazy("Partnerskapets administrator kan legge den til."),
)


@dataclass(frozen=True)
class Standing:
    """Where something that a forum adopts stands: a shape and a word."""

    kind: str
    word: str


def has_money_portfolio(partnership):
    """True where the template prioritises project sheets against frames of money."""
    template = catalogue.load().partnerships.get(partnership.template_key)
    return bool(template and template.checklist)


def belongs_in_menu(partnership, person=None):
    """Strategies are shown where there is one, and where there is no portfolio of money to show instead."""
    return not has_money_portfolio(partnership) or partnership.strategies.exists()


def portfolio_belongs_in_menu(partnership, person=None):
    """The portfolio is shown where projects are weighed against frames, and where somebody has registered one."""
    return has_money_portfolio(partnership) or partnership.projects.exists()


def programmes_belong_in_menu(partnership, person=None):
    """The same for programmes of action: a council that has no frames has nothing to share out."""
    return has_money_portfolio(partnership) or partnership.programmes.exists()


def in_force(strategies):
    """The newest adopted version of each strategy, by its key."""
    found = {}
    for one in strategies:
        if one.decision_id and (one.key not in found or found[one.key].version < one.version):
            found[one.key] = one
    return found


def adopted_versions(partnership):
    return partnership.strategies.filter(decision__isnull=False)


def standing_of(strategy, holding, *, on):
    """`holding` are the newest adopted versions, by key; after its last year none of them holds."""
    if strategy.decision_id:
        if strategy.last_year < on.year:
            return Standing("none", _("Perioden er over"))
        if holding.get(strategy.key) == strategy:
            return Standing("done", _("Gjelder"))
        return Standing("none", _("Gjaldt tidligere"))
    return Standing("prog", _("Lagt fram i sak")) if strategy.case_id else Standing("todo", _("Utkast"))


def adoption_standing(thing):
    """The same words for what has no later version to give way to: a list of measures, a year's programme."""
    if thing.decision_id:
        return Standing("done", _("Vedtatt"))
    return Standing("prog", _("Lagt fram i sak")) if thing.case_id else Standing("todo", _("Utkast"))


FIELDS = ("title", "words", "first_year", "last_year", "mandate", "effect", "effect_reason")


def state_of(strategy):
    """What the strategy says as one short word, to see whether somebody changed it meanwhile."""
    if strategy is None:
        return ""
    said = [str(getattr(strategy, Strategy._meta.get_field(name).attname)) for name in FIELDS]
    said += [f"{aim.key}:{aim.title}:{aim.words}" for aim in strategy.aims.all()]
    return f"{crc32('|'.join(said).encode()):x}"


def obstacles_to_drafting(partnership, *, replaces, by, on):
    yield from obstacles_to_acting_as_secretariat(by, partnership, on)
    if replaces and Strategy.objects.filter(replaces=replaces).exists():
        yield VERSION_EXISTS()


def obstacles_to_changing(strategy, *, by, on):
    yield from obstacles_to_acting_as_secretariat(by, strategy.partnership, on)
    if strategy.decision_id:
        yield STRATEGY_LOCKED(version=strategy.version)
        return
    acted = strategy.requirements.filter(acts__isnull=False).select_related("party").first()
    if acted:
        yield LOCKED_BY_PARTY(party=acted.party)


def obstacles_to_submitting(strategy, case, *, by, on):
    yield from obstacles_to_changing(strategy, by=by, on=on)
    if not strategy.aims.exists():
        yield NO_AIMS()
    if case is not None and case.decisions.standing().exists():
        yield STRATEGY_CASE_DECIDED(case=case)


def obstacles_to_opening_revision(strategy, *, by, on):
    """The mandate is revised in a case of its own, opened once, from the strategy that asks for it."""
    yield from obstacles_to_acting_as_secretariat(by, strategy.partnership, on)
    if strategy.effect != Strategy.Effect.REVISION:
        yield NO_REVISION_ASKED()
    elif strategy.revision_case_id:
        yield REVISION_OPENED(case=strategy.revision_case)
    if mandate_case_kind(strategy.partnership) is None:
        yield NO_MANDATE_CASES(partnership=strategy.partnership)


def mandate_case_kind(partnership):
    return partnership.case_kinds.filter(key=MANDATE_CASES).first()

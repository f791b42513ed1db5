"""Questions about the parties' own weights: who gives them, and what they must add up to."""

from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from samstyring.ground.refusal import Obstacle
from samstyring.partnership.rules import acting
from samstyring.portfolio.models import CriteriaSet
from samstyring.portfolio.rules import criteria as criteria_rules

SET_NOT_ADOPTED = Obstacle(
    "set-not-adopted",
    _("Kriteriene «{criteria}» er ikke vedtatt. Partene gir vekter til kriterier som gjelder."),
    _("Sekretariatet kan legge kriteriene fram for det forumet som kan vedta dem."),
)
SET_IS_RANKED = Obstacle(
    "set-is-ranked",
    _("Kriteriene «{criteria}» er rangert og har ingen vekter."),
    _("Skal partene gi hver sine vekter, må forumet vedta et kriteriesett med vekter."),
)
PARTY_LEFT = Obstacle(
    "party-left",
    _("{party} er ikke med i samarbeidet {day}."),
    _("Velg en part som er med."),
)
SOURCE_MISSING = Obstacle(
    "source-missing",
    _("Sekretariatet fører vekter for {party} uten å si hvor de kommer fra."),
    _("Skriv kilden, for eksempel et vedtak eller en e-post med dato."),
)
NEWER_WEIGHTS = Obstacle(
    "newer-weights",
    _("Det kom nye vekter fra {party} mens du skrev."),
    _("Les de nye vektene, og lagre på nytt hvis dine skal gjelde. Det du skrev, står i skjemaet."),
)
NOT_A_WEIGHT = Obstacle(
    "not-a-weight",
    _("Vekten av «{criterion}» må være fra 0 til 100 prosent."),
    _("Rett vekten."),
)


def obstacles_to_weighing(criteria_set):
    """Yield why nobody can give weights to these criteria."""
    if criteria_set.decision_id is None:
        yield SET_NOT_ADOPTED(criteria=criteria_set)
    if criteria_set.mode != CriteriaSet.Mode.WEIGHTS:
        yield SET_IS_RANKED(criteria=criteria_set)


def newest(criteria_set, party):
    return criteria_set.weightings.filter(party=party).order_by("-pk").first()


def obstacles_to_giving(criteria_set, party, *, weights, source, base, by, on):
    """Yield why these cannot become the party's weights. `weights` is {criterion: share or None}.

    `base` is the weighting the form was opened on, or None.
    """
    yield from acting.obstacles_to_acting_for_party(by, party, on)
    yield from obstacles_to_weighing(criteria_set)
    if not party.holds_on(on):
        yield PARTY_LEFT(party=party, day=f"{on:%d.%m.%Y}")
    if needs_source(by, party, on) and not source.strip():
        yield SOURCE_MISSING(party=party)
    lacking = [one for one, share in weights.items() if share is None]
    for one in lacking:
        yield criteria_rules.WEIGHT_MISSING(criterion=one)
    for one, share in weights.items():
        if share is not None and not 0 <= share <= 1:
            yield NOT_A_WEIGHT(criterion=one)
    if not lacking:
        whole = sum(weights.values(), Decimal(0))
        if whole != 1:
            yield criteria_rules.WEIGHTS_NOT_WHOLE(sum=f"{(whole * 100).normalize():f}".replace(".", ","))
    known = newest(criteria_set, party)
    if (known.pk if known else None) != base:
        yield NEWER_WEIGHTS(party=party)


def needs_source(person, party, day):
    """True where the secretariat writes for a party it does not itself act for."""
    return acting.is_secretariat(person, party.partnership, day) and not acting.acts_for_party(person, party, day)


def may_give(person, party, day):
    return not list(acting.obstacles_to_acting_for_party(person, party, day))

"""Questions about criteria sets and assessments: which set holds, and who may assess by it."""

from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from samstyring import catalogue
from samstyring.ground.refusal import Obstacle
from samstyring.partnership.models import VOTING_SEATS, Forum, Seat
from samstyring.partnership.rules import acting
from samstyring.portfolio.models import CriteriaSet

SCALE = (0, 25, 50, 75, 100)

NO_CRITERIA = Obstacle(
    "no-criteria",
    _("Et kriteriesett må ha minst ett kriterium."),
    _("Skriv navnet på minst ett kriterium."),
)
WEIGHTS_NOT_WHOLE = Obstacle(
    "weights-not-whole",
    _("Vektene er til sammen {sum} %. De må bli 100 %."),
    _("Rett vektene, eller velg rangert rekkefølge i stedet for vekter."),
)
WEIGHT_MISSING = Obstacle(
    "weight-missing",
    _("Kriteriet «{criterion}» har ingen vekt."),
    _("Skriv vekten i prosent, eller velg rangert rekkefølge i stedet for vekter."),
)
SET_AT_SAME_TIME = Obstacle(
    "set-at-same-time",
    _("En annen laget en ny versjon av kriteriene i samme øyeblikk."),
    _("Les den nye versjonen, og lagre på nytt hvis din fortsatt trengs."),
)
SET_ADOPTED = Obstacle(
    "set-adopted",
    _("Versjon {version} av kriteriene er vedtatt og kan ikke legges fram på nytt."),
    _("Lag en ny versjon hvis kriteriene skal endres."),
)
CASE_DECIDED = Obstacle(
    "case-decided",
    _("Saken «{case}» er allerede avgjort."),
    _("Velg en sak som ikke er avgjort, eller opprett en ny."),
)
NO_ADOPTED_SET = Obstacle(
    "no-adopted-set",
    _("{partnership} har ikke vedtatt noe kriteriesett. Prosjekter kan ikke vurderes før kriteriene er vedtatt."),
    _("Sekretariatet kan legge kriteriene fram som en sak for det forumet som kan vedta dem."),
)
NOT_ASSESSOR = Obstacle(
    "not-assessor",
    _("Du kan lese vurderingene, men ikke vurdere."),
    _("Medlemmer av forumene på porteføljetavlen og sekretariatet kan vurdere. Observatører kan lese."),
)
NO_SHEET_TO_ASSESS = Obstacle(
    "no-sheet-to-assess",
    _("Prosjektet har ikke noe prosjektark å vurdere."),
    _("Skriv første versjon av arket først."),
)


def adopted_set(partnership):
    """The newest set a forum has adopted, or None. Drafts are not used for anything."""
    return CriteriaSet.objects.in_force().filter(partnership=partnership).select_related("standard").first()


def warnings_about_grades(sheet):
    """Yield what a reader should know about grades that were given by another standard than the one in force."""
    adopted = adopted_set(sheet.project.partnership)
    if sheet.standard_id and adopted and adopted.standard_id != sheet.standard_id:
        yield _("Samfunnsnytte og risiko er gradert etter en eldre standard enn den som gjelder nå.")


def set_to_show(partnership):
    """The set that assessments are read by: the adopted one, else the newest draft so that it can be discussed."""
    return adopted_set(partnership) or partnership.criteria_sets.order_by("-version").first()


def template_for(partnership, chosen=""):
    """The criteria of the catalogue somebody has chosen to start from, else the template's own, or None."""
    known = catalogue.load()
    if chosen in known.criteria:
        return known.criteria[chosen]
    template = known.partnerships.get(partnership.template_key)
    return known.criteria.get(template.criteria) if template and template.criteria else None


def templates_on_offer():
    """Every set of criteria in the catalogue that a version can start from."""
    return list(catalogue.load().criteria.values())


def obstacles_to_drafting(partnership, *, mode, criteria, by, on):
    """Yield why these criteria cannot become a new version. Weights are shares; none is ever filled in for them."""
    yield from acting.obstacles_to_acting_as_secretariat(by, partnership, on)
    if not criteria:
        yield NO_CRITERIA()
        return
    if mode != CriteriaSet.Mode.WEIGHTS:
        return
    lacking = [one for one in criteria if one["weight"] is None]
    for one in lacking:
        yield WEIGHT_MISSING(criterion=one["name"])
    if not lacking:
        whole = sum((one["weight"] for one in criteria), Decimal(0))
        if whole != 1:
            yield WEIGHTS_NOT_WHOLE(sum=f"{(whole * 100).normalize():f}".replace(".", ","))


def obstacles_to_submitting(criteria_set, case, *, by, on):
    yield from acting.obstacles_to_acting_as_secretariat(by, criteria_set.partnership, on)
    if criteria_set.decision_id:
        yield SET_ADOPTED(version=criteria_set.version)
    if case is not None and case.decisions.standing().exists():
        yield CASE_DECIDED(case=case)


def may_assess(person, partnership, day):
    """Those who vote or advise in a forum of the board today, and the secretariat. Observers only read."""
    if person is None:
        return False
    seats = Seat.objects.on(day).filter(person=person, kind__in=VOTING_SEATS, forum__partnership=partnership)
    return seats.exclude(forum__board_step=Forum.Step.NONE).exists() or acting.is_secretariat(
        person, partnership, day
    )


def obstacles_to_assessing(project, *, by, on):
    """Criteria come before assessments: nothing is scored on criteria that nobody has adopted."""
    if not may_assess(by, project.partnership, on):
        yield NOT_ASSESSOR()
        return
    if adopted_set(project.partnership) is None:
        yield NO_ADOPTED_SET(partnership=project.partnership)
    if not project.sheets.exists():
        yield NO_SHEET_TO_ASSESS()

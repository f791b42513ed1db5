"""Questions about project sheets: what they say, what they lack, and who may write them."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Q
from django.utils.text import capfirst
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext_lazy as _

from samstyring import catalogue
from samstyring.ground import formats
from samstyring.ground.money import Basis
from samstyring.ground.refusal import Obstacle
from samstyring.partnership.models import Forum, PartyRole, Seat, SeatType
from samstyring.partnership.rules import acting, routing
from samstyring.portfolio.models import Project, ProjectRole, SheetVersion

Step = Forum.Step

NOT_EDITOR = Obstacle(
    "not-editor",
    _("Du kan lese prosjektarket, men ikke endre det."),
    _("{who} kan endre arket."),
)
SHEET_CHANGED = Obstacle(
    "sheet-changed",
    _("{who} lagret versjon {version} av arket mens du skrev."),
    _("Ingenting er tapt. Se hva som er forskjellig under, og lagre på nytt."),
)
NOT_A_PLAN = Obstacle(
    "not-a-plan",
    _("«{project}» er ikke en plan eller utredning, så ingen tiltak vokser fram av den."),
    _("Registrer tiltaket som et eget prosjekt."),
)
NOT_PROPOSER = Obstacle(
    "not-proposer",
    _("Du kan ikke registrere prosjekter i {partnership}."),
    _("Partene, arbeidsgruppene og sekretariatet kan registrere prosjekter."),
)
PROJECT_AT_SAME_TIME = Obstacle(
    "project-at-same-time",
    _("Et annet prosjekt ble registrert i samme øyeblikk."),
    _("Send skjemaet en gang til."),
)


@dataclass(frozen=True)
class Section:
    """A part of the sheet: what is read together, and what of it must be known before it is whole."""

    key: str
    title: Any
    fields: tuple[str, ...]
    optional: tuple[str, ...] = ()


SECTIONS = (
    Section(
        "behov",
        _("Behov og mål"),
        ("need", "goal_contribution", "focus_area", "measure_areas", "measure_type", "municipality"),
        optional=("measure_areas", "measure_type"),
    ),
    Section(
        "framdrift",
        _("Eier og framdrift"),
        ("owner", "builder", "phase", "start_year", "finish_year"),
    ),
    Section(
        "kostnad",
        _("Kostnad"),
        ("cost_mnok", "cost_basis", "price_year", "vat", "percentile", "p85_mnok", "estimator", "estimated_on"),
        optional=("p85_mnok",),
    ),
    Section(
        "finansiering",
        _("Finansiering"),
        ("financing", "granted_before_mnok", "remaining_need_mnok"),
        optional=("granted_before_mnok", "remaining_need_mnok"),
    ),
    Section(
        "nytte-risiko",
        _("Nytte og risiko"),
        ("benefit", "benefit_note", "risk", "risk_note", "depends_on"),
        optional=("depends_on",),
    ),
    Section("sjekkliste", _("Sjekkliste"), ("checks",)),
)
SECTION_OF = {name: section for section in SECTIONS for name in section.fields}

# What must be known before a sheet comes to a forum of each step; each step asks for all the earlier ones too.
# The first row is what the report says a sheet cannot leave the working groups without.
NEEDED_AT = {
    Step.UNDERSTAND: ("need",),
    Step.COORDINATE: ("focus_area", "checks"),
    Step.PRIORITISE: (
        *("goal_contribution", "owner", "phase", "start_year", "finish_year"),
        *("cost_mnok", "cost_basis", "price_year", "vat", "financing", "benefit", "risk"),
    ),
    Step.ADOPT: ("builder", "estimator", "estimated_on", "benefit_note", "risk_note"),
}
STEPS = (Step.UNDERSTAND, Step.COORDINATE, Step.PRIORITISE, Step.ADOPT)

_LABELS = {"owner": _("Prosjekteier"), "financing": _("Fordeling på kilde og år"), "checks": _("Sjekkliste")}
ANSWERS = {"yes": _("ja"), "no": _("nei"), "irrelevant": _("ikke aktuelt")}


def label_of(name):
    if name in _LABELS:
        return _LABELS[name]
    return capfirst(SheetVersion._meta.get_field(name).verbose_name)


def checklist_for(partnership):
    """The checklist that the partnership's template points to."""
    known = catalogue.load()
    template = known.partnerships.get(partnership.template_key)
    return known.checklists[template.checklist if template and template.checklist else "prosjektark"]


def in_own_language(words):
    """The catalogue's words in the language of the page."""
    return words.in_language(get_language() or "nb")


def is_known(sheet, name, checklist):
    """True where the sheet says something about this field."""
    if name == "owner":
        return sheet.project.owner_id is not None
    if name == "financing":
        return bool(sheet.financing.all())
    if name == "depends_on":
        return bool(sheet.depends_on.all())
    if name == "checks":
        return not unanswered(sheet, checklist)
    if name == "focus_area":
        return sheet.focus_area_id is not None
    return getattr(sheet, name) not in (None, "")


def unanswered(sheet, checklist):
    """The required points of the checklist that nobody has answered."""
    answered = {key for key, row in (sheet.checks or {}).items() if row.get("answer") in ANSWERS}
    return [point for point in checklist.points if point.required and point.key not in answered]


@dataclass(frozen=True)
class Completeness:
    """How whole one section is."""

    section: Section
    known: int
    needed: int
    missing: tuple[str, ...]  # the labels of what is not known

    @property
    def is_whole(self):
        return not self.missing

    @property
    def kind(self):
        return "done" if self.is_whole else "prog" if self.known else "todo"

    @property
    def share(self):
        return round(100 * self.known / self.needed) if self.needed else 100


def completeness(sheet, checklist):
    """One row per section. A point of the checklist counts as one field."""
    rows = []
    for section in SECTIONS:
        if section.key == "sjekkliste":
            open_points = unanswered(sheet, checklist)
            needed = sum(point.required for point in checklist.points)
            missing = tuple(in_own_language(point.text) for point in open_points)
            rows.append(Completeness(section, needed - len(missing), needed, missing))
            continue
        asked = [name for name in section.fields if name not in section.optional]
        missing = tuple(str(label_of(name)) for name in asked if not is_known(sheet, name, checklist))
        rows.append(Completeness(section, len(asked) - len(missing), len(asked), missing))
    return rows


def share_known(rows):
    """How much of the sheet is known, 0-100, every section counted by its fields."""
    needed = sum(row.needed for row in rows)
    return round(100 * sum(row.known for row in rows) / needed) if needed else 100


def needed_before(step):
    """The fields that must be known before a sheet comes to a forum of this step."""
    return [name for earlier in STEPS[: STEPS.index(step) + 1] for name in NEEDED_AT[earlier]]


def missing_before(sheet, step, checklist):
    """(section, labels) for each section that still lacks something this step asks for."""
    missing = {}
    for name in needed_before(step):
        if not is_known(sheet, name, checklist):
            missing.setdefault(SECTION_OF[name], []).append(_missing_words(sheet, name, checklist))
    return [(section, missing[section]) for section in SECTIONS if section in missing]


def _missing_words(sheet, name, checklist):
    if name != "checks":
        return str(label_of(name))
    count = len(unanswered(sheet, checklist))
    return ngettext("%(count)s punkt er ikke besvart", "%(count)s punkter er ikke besvart", count) % {
        "count": count
    }


def wrong_order_of_years(start, finish):
    """Why a project cannot start and be finished in these years; empty when it can."""
    if start and finish and finish < start:
        return _("Prosjektet kan ikke være ferdig i %(finish)s når det tidligst starter i %(start)s.") % {
            "finish": finish,
            "start": start,
        }
    return ""


def p85_below_estimate(estimate, p85):
    """Why an amount cannot be the P85 of this estimate; empty when it can."""
    if estimate is not None and p85 is not None and p85 < estimate:
        return _("Kostnadsrammen (P85) kan ikke være lavere enn kostnadsanslaget.")
    return ""


def warnings_about(sheet):
    """Yield sentences about what looks wrong, though the sheet may be saved with it."""
    last = sheet.project.partnership.budget_years[-1]
    years = [year for year in (sheet.start_year, sheet.finish_year) if year]
    late = sorted({year for year in (*years, *(row.year for row in sheet.financing.all())) if year > last})
    if late:
        yield ngettext(
            "Arket bruker året %(years)s. Avtalen slutter i %(last)s.",
            "Arket bruker årene %(years)s. Avtalen slutter i %(last)s.",
            len(late),
        ) % {"years": ", ".join(map(str, late)), "last": last}
    # Only a total is the sum of what was, what is asked for and what remains.
    if sheet.cost_mnok is None or sheet.cost_basis != Basis.TOTAL:
        return
    asked = sum((row.amount_mnok for row in sheet.financing.all()), Decimal(0))
    parts = asked + (sheet.granted_before_mnok or 0) + (sheet.remaining_need_mnok or 0)
    if (asked and parts != sheet.cost_mnok) or parts > sheet.cost_mnok:
        yield _(
            "Kostnadsanslaget er %(cost)s, men tidligere bevilget, årene og restbehovet er til sammen %(parts)s."
        ) % {"cost": formats.mnok(sheet.cost_mnok), "parts": formats.mnok(parts)}


# Who may write


def editable(person, projects, day):
    """The keys (pk) of the projects whose sheet this person may write on this day. Observers may only read."""
    projects = list(projects)
    if person is None or not projects:
        return set()
    keys = {project.pk for project in projects}
    if acting.is_secretariat(person, projects[0].partnership, day):
        return keys
    return set(own(person, Project.objects.filter(pk__in=keys), day).values_list("pk", flat=True))


def own(person, projects, day):
    """Those of the projects that are this person's to write: by role, by working group, or by party."""
    held = {"person": person}
    roles = ProjectRole.objects.on(day).filter(**held).exclude(kind=ProjectRole.Kind.EXECUTOR)
    seated = (SeatType.LEADER, SeatType.DEPUTY_LEADER, SeatType.MEMBER)
    seats = Seat.objects.on(day).filter(**held, kind__in=seated)
    return projects.filter(
        Q(pk__in=roles.values("project"))
        | Q(home_forum__in=seats.values("forum"))
        | Q(owner__in=PartyRole.objects.on(day).filter(**held).values("party"))
    )


def editors_in_words(project):
    """Who can mend the sheet, as people say it."""
    words = [str(party) for party in (project.owner, project.home_forum) if party]
    words.append(str(_("sekretariatet")))
    return capfirst(words[0] if len(words) == 1 else _("%s eller %s") % (", ".join(words[:-1]), words[-1]))


def obstacles_to_writing(project, *, by, on):
    if project.pk not in editable(by, [project], on):
        yield NOT_EDITOR(who=editors_in_words(project))


def obstacles_to_proposing(partnership, *, by, on):
    """The secretariat, the working groups and the parties' own people may register a project."""
    if acting.is_secretariat(by, partnership, on):
        return
    seated = Seat.objects.on(on).filter(
        person=by,
        forum__partnership=partnership,
        forum__board_step=Step.UNDERSTAND,
        kind__in=(SeatType.LEADER, SeatType.DEPUTY_LEADER, SeatType.MEMBER),
    )
    at_home = PartyRole.objects.on(on).filter(person=by, party__partnership=partnership)
    if by is None or not (seated.exists() or at_home.exists()):
        yield NOT_PROPOSER(partnership=partnership)


# Which working group a project belongs to is answered in the room below, where the areas are.
working_groups = routing.working_groups
home_forums = routing.home_forums


def next_key(partnership):
    """The next free project key, P039 after P038."""
    taken = [key[1:] for key in partnership.projects.values_list("key", flat=True) if key[:1] == "P"]
    return f"P{max((int(key) for key in taken if key.isdigit()), default=0) + 1:03d}"


def obstacles_to_growing(plan):
    """Yield why no measure can grow from this; nothing where none does."""
    if plan is not None and not plan.is_plan:
        yield NOT_A_PLAN(project=plan)

"""From a scenario to the engine's problem, with what every number rests on and what had to be left out.

Nothing is guessed here. A project enters with the cost of its own sheet when that is complete and counted in
the scenario's price year and VAT; otherwise with the assumed cost, and then it says so; otherwise not at all.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass

from django.db.models import Avg

from samstyring.engine import problem as problem_format
from samstyring.ground.refusal import Refused
from samstyring.portfolio.analysis import costs
from samstyring.portfolio.models import (
    AssumedCost,
    CriteriaSet,
    ScenarioProject,
    ScenarioShare,
    SheetVersion,
)
from samstyring.portfolio.models.sheets import Phase
from samstyring.portfolio.rules import frames, jobs
from samstyring.portfolio.rules import scenarios as rules

FORMAT = "samstyring-portfolio-problem/1"
# A year's delay takes three per cent of a project's worth; told on the page.
DELAY_FACTOR = 0.97
# Years after the programme in which what has been started is still paid for.
TAIL_YEARS = 4


@dataclass(frozen=True)
class Ground:
    """What a calculation stands on: the problem for the engine, and what its numbers rest on."""

    problem: dict
    basis: dict

    @property
    def is_empty(self):
        return not self.problem["projects"]


def assumptions_of(scenario):
    """The assumption set a scenario rests on, unless it has been removed."""
    found = scenario.assumptions
    return None if found is None or found.is_removed else found


def yardstick(scenario, sheets):
    """The price year and VAT everything is counted in: the assumptions', or the commonest among the sheets."""
    assumed = assumptions_of(scenario)
    if assumed:
        return assumed.price_year, assumed.vat
    found = Counter(
        (sheet.price_year, sheet.vat) for sheet in sheets if sheet.cost is not None and not sheet.cost.gaps
    )
    return max(found, key=lambda kind: (found[kind], kind)) if found else (None, "")


def ground(scenario):
    """Read everything a scenario rests on. A fixed number of queries, however many projects."""
    partnership = scenario.partnership
    sheets = _latest_sheets(partnership)
    measure = yardstick(scenario, sheets)
    assumed = assumptions_of(scenario)
    assumed_costs = _assumed_costs(assumed)
    specials = {one.project.key: one for one in scenario.special_projects.select_related("project")}
    projects, described, left_out, flags = [], {}, [], []
    for sheet in sheets:
        project = sheet.project
        entry = costs.entry(
            sheet, assumed_costs.get(project.pk), measure, scenario.calendar_years, specials.get(project.key)
        )
        if entry.cost is None:
            left_out.append({"key": project.key, "name": project.name, "why": entry.why, "missing": entry.missing})
            continue
        projects.append(
            {
                "key": project.key,
                "scores": {},
                "size": 1.0,
                **entry.cost,
                "area": project.home_forum.key if project.home_forum else None,
                "focus": sheet.focus_area.key if sheet.focus_area else None,
                "must_start": False,
            }
        )
        flags += entry.flags
        described[project.key] = _description(sheet, entry, specials.get(project.key))
    _score(scenario, projects)
    sources, source_names, described_frames, frame_flags = _sources(scenario, measure, assumed, projects)
    dependencies, dependency_flags = _dependencies(sheets, described)
    problem = {
        "format": FORMAT,
        "unit": "MNOK",
        "years": list(scenario.calendar_years),
        "tail_years": TAIL_YEARS,
        "delay_factor": DELAY_FACTOR,
        **_criteria(scenario.criteria_set),
        "sources": sources,
        "projects": projects,
        "exclusions": [],
        "dependencies": dependencies,
        "minimum_shares": _shares(scenario),
        "locked": {
            key: one.start_year
            for key, one in specials.items()
            if one.kind == ScenarioProject.Kind.LOCKED and key in described
        },
        "excluded": [
            key for key, one in specials.items() if one.kind == ScenarioProject.Kind.EXCLUDED and key in described
        ],
    }
    basis = {
        "scenario": _scenario_words(scenario),
        "price_year": measure[0],
        "vat": measure[1],
        "assumptions": {"id": assumed.pk, "name": assumed.name} if assumed else None,
        "lacks": scenario.assumptions.name if scenario.assumptions and not assumed else "",
        "agreement_ends": partnership.ends_on.year,
        "sources": source_names,
        "frames": described_frames,
        "focus": {one.key: one.name for one in partnership.focus_areas.all()},
        "areas": {one.home_forum.key: one.home_forum.name for one in _homes(sheets)},
        "projects": described,
        "left_out": left_out,
        "flags": flags + frame_flags + dependency_flags,
    }
    return Ground(problem, basis)


def _latest_sheets(partnership):
    """The newest sheet of every project, with all that is read from it."""
    newest = {}
    for pk, project, _version in (
        SheetVersion.objects.filter(project__partnership=partnership)
        .order_by("project", "version")
        .values_list("pk", "project", "version")
    ):
        newest[project] = pk
    return list(
        SheetVersion.objects.filter(pk__in=newest.values())
        .select_related("project__owner", "project__home_forum", "focus_area")
        .prefetch_related("financing__source", "depends_on")
        .order_by("project__key")
    )


def _assumed_costs(assumed):
    if assumed is None:
        return {}
    costs_of = AssumedCost.objects.filter(assumptions=assumed).prefetch_related("sources")
    return {one.project_id: one for one in costs_of}


def _homes(sheets):
    return [sheet.project for sheet in sheets if sheet.project.home_forum]


def _description(sheet, entry, special):
    project = sheet.project
    return {
        "name": project.name,
        "owner": project.owner.name if project.owner else project.owner_raw,
        "short": project.owner.short if project.owner else project.owner_raw,
        "focus": sheet.focus_area.key if sheet.focus_area else None,
        "phase": sheet.phase,
        "cost_from": entry.origin,
        "sheet": sheet.version,
        "municipality": sheet.municipality,
        "risk": sheet.risk,
        "reason": special.reason if special else "",
    }


def _scenario_words(scenario):
    criteria = scenario.criteria_set
    return {
        "id": scenario.pk,
        "name": scenario.name,
        "first_year": scenario.first_year,
        "years": scenario.years,
        "criteria_set": criteria.title,
        "mode": criteria.mode,
        "criteria": [
            {"key": one.key, "name": one.name, "weight": None if one.weight is None else float(one.weight)}
            for one in criteria.criteria.all()
        ],
        "missing_scores": scenario.missing_scores,
        "carry_over_share": float(scenario.carry_over_share),
    }


def _criteria(criteria_set):
    criteria = list(criteria_set.criteria.all())
    if criteria_set.mode == CriteriaSet.Mode.RANKED:
        return {"ranking": [one.key for one in criteria]}
    return {"weights": {one.key: float(one.weight or 0) for one in criteria}}


def _score(scenario, projects):
    """Give each project the mean of what its assessors said on each criterion; unknown stays unknown."""
    means = defaultdict(dict)
    criteria = scenario.criteria_set.criteria.values_list("key", flat=True)
    for project, criterion, mean in (
        scenario.criteria_set.criteria.filter(assessments__project__partnership=scenario.partnership)
        .values_list("assessments__project__key", "key")
        .annotate(mean=Avg("assessments__score"))
        .order_by("assessments__project__key", "key")
    ):
        means[project][criterion] = round(float(mean), 6)
    for project in projects:
        project["scores"] = {key: means[project["key"]].get(key) for key in criteria}


def _shares(scenario):
    found = defaultdict(dict)
    for one in scenario.shares.all():
        found["focus" if one.kind == ScenarioShare.Kind.FOCUS else "area"][one.key] = float(one.share)
    return dict(found)


def _sources(scenario, measure, assumed, projects):
    """Sources with a frame for each year. Frames counted otherwise are named and left out, never added."""
    first, last = scenario.first_year, scenario.last_year + TAIL_YEARS
    price_year, vat = measure
    found = frames.chosen(
        scenario.partnership, first=first, last=last, price_year=price_year, vat=vat, assumptions=assumed
    )
    used = {key for project in projects for key in project["sources"]}
    names, sources, described = {}, [], {}
    for source in scenario.partnership.sources.all():
        given = {year: frame for year in range(first, last + 1) if (frame := found.of(source, year))}
        if source.key not in used and not given:
            continue
        by_year = [float(given[year].amount_mnok) if year in given else 0.0 for year in range(first, last + 1)]
        programme = by_year[: scenario.years]
        cap = round(float(scenario.carry_over_share) * sum(programme) / scenario.years, 6)
        sources.append(
            {
                "key": source.key,
                "frames": programme,
                "tail_frames": by_year[scenario.years :],
                "carry_over_cap": cap,
            }
        )
        names[source.key] = {"name": source.name, "colour": len(names) % 4 + 1}
        described[source.key] = {
            str(year): {"amount": float(frame.amount_mnok), "status": frame.status}
            for year, frame in given.items()
        }
    flags = [{"code": "frame-other-kind", "source": name, "year": year} for name, year in found.other_kind]
    flags += [
        {"code": "frame-converted", "source": name, "year": year, "how": how}
        for name, year, how in found.converted
    ]
    if found.several_years:
        flags.append({"code": "frames-for-several-years", "count": found.several_years})
    return sources, names, described, flags


def _dependencies(sheets, described):
    """What projects require of each other. What is finished, or cannot be calculated, binds nobody here."""
    phases = {sheet.project.key: sheet.phase for sheet in sheets}
    found, flags = [], []
    for sheet in sheets:
        if sheet.project.key not in described:
            continue
        for required in sheet.depends_on.all():
            if required.key in described:
                found.append({"project": sheet.project.key, "requires": required.key, "lag": 0})
            elif phases.get(required.key) != Phase.DONE:
                flags.append({"code": "requires-left-out", "project": sheet.project.name, "other": required.name})
    return found, flags


def ring(dependencies):
    """The keys of projects that require each other in a ring, or none."""
    requires = defaultdict(set)
    for one in dependencies:
        requires[one["project"]].add(one["requires"])
    while ready := [key for key, needs in requires.items() if not needs & requires.keys()]:
        for key in ready:
            del requires[key]
    return sorted(requires)


def digest(problem):
    """The hash of a problem, the same however it is laid out. Raises `Refused` where it cannot be read."""
    try:
        return problem_format.digest(problem_format.read(problem))
    except problem_format.ProblemError as error:
        raise Refused(rules.UNREADABLE(where=str(error))) from error


def has_changed(scenario, found):
    """True where the ground has changed since the scenario was calculated."""
    return scenario.analysis.problem_sha256 != digest(found.problem)


def obstacles_to_calculating(scenario, found, *, by, on):
    """Yield why this scenario, standing on this ground, cannot be calculated."""
    yield from rules.obstacles_to_writing(scenario.partnership, by=by, on=on)
    if jobs.is_under_way(scenario.analysis):
        yield jobs.RUNNING_ALREADY
    if found.is_empty:
        yield rules.NOTHING_TO_CALCULATE
    elif not any(any(one["frames"]) for one in found.problem["sources"]):
        yield rules.NO_FRAMES(period=f"{scenario.first_year}–{scenario.first_year + scenario.years - 1}")
    described, names = found.basis["projects"], {**found.basis["focus"], **found.basis["areas"]}
    for dimension, shares in found.problem["minimum_shares"].items():
        groups = {one[dimension] for one in found.problem["projects"]}
        for key, share in shares.items():
            if share > 0 and key not in groups:
                yield rules.NO_PROJECT_FOR_SHARE(group=names.get(key, key))
    if circle := ring(found.problem["dependencies"]):
        yield rules.DEPENDENCY_RING(projects=", ".join(described[key]["name"] for key in circle))
    unknown = sum(score is None for one in found.problem["projects"] for score in one["scores"].values())
    if unknown and scenario.missing_scores == "refuse":
        yield rules.SCORES_MISSING(count=unknown)
    why_left_out = {one["key"]: one for one in found.basis["left_out"]}
    for special in scenario.special_projects.select_related("project"):
        left_out = why_left_out.get(special.project.key)
        if special.kind == ScenarioProject.Kind.LOCKED and left_out:
            why = costs.words(left_out)
            yield rules.LOCKED_NOT_CALCULABLE(project=special.project, why=why[0].lower() + why[1:])

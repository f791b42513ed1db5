"""The real projects with their gaps, the real frames, and the named example set that fills what is missing."""

from samstyring.demo.reading import amount, day, rows, several, tables
from samstyring.ground.money import Basis
from samstyring.partnership.models import FocusArea, Forum, FundingSource, Partnership, Party, Person
from samstyring.portfolio.models import (
    AssumedCost,
    AssumptionSet,
    Frame,
    Project,
    ProjectRole,
    SheetFinancing,
    SheetVersion,
)
from samstyring.portfolio.models.sheets import Phase

PHASES = {
    "": Phase.UNKNOWN,
    "idé": Phase.IDEA,
    "utredning": Phase.STUDY,
    "kommunedelplan": Phase.MUNICIPAL_PLAN,
    "kdp": Phase.MUNICIPAL_PLAN,
    "regulering": Phase.ZONING,
    "forprosjekt": Phase.PRELIMINARY,
    "prosjektering": Phase.DESIGN,
    "byggeplan": Phase.DESIGN,
    "grunnerverv": Phase.LAND,
    "bygging": Phase.BUILDING,
    "ferdigstilt": Phase.DONE,
    "på vent": Phase.WAITING,
    "utgått": Phase.DROPPED,
}
BASES = {"finansiering gjennom miljøløftet": Basis.SHARE, "totalkostnad, anslått": Basis.TOTAL}


def load():
    partnership = Partnership.objects.get(key="miljoloftet")
    parties = {p.key: p for p in Party.objects.filter(partnership=partnership)}
    forums = {f.key: f for f in Forum.objects.filter(partnership=partnership)}
    focus = {f.key: f for f in FocusArea.objects.filter(partnership=partnership)}
    for row in rows("projects"):
        project = Project.objects.create(
            partnership=partnership,
            key=row["id"],
            name=row["name"],
            owner=parties.get(row["owner"]),
            owner_raw=row["owner_raw"],
            home_forum=forums.get(row["working_group"]),
            source=row["source"],
        )
        _sheet(project, row, focus)
    _financing(partnership)
    _owners(partnership, parties)
    _frames(partnership)


def _sheet(project, row, focus):
    SheetVersion.objects.create(
        project=project,
        version=1,
        focus_area=focus.get(row["focus_area"]),
        focus_area_inferred=row["focus_area_basis"].startswith("inferred"),
        measure_areas=", ".join(several(row["measure_areas"] or row["measure_areas_raw"])),
        measure_type=row["type"],
        municipality=row["municipality_raw"],
        builder=row["builder"],
        phase=PHASES[row["phase"].lower()],
        phase_raw=row["status_raw"],
        dates_raw="; ".join(filter(None, (row["start_raw"], row["finish_raw"]))),
        cost_mnok=amount(row["amount_mnok"]),
        cost_basis=BASES.get(row["amount_basis"].lower(), Basis.UNKNOWN),
        cost_basis_raw=row["amount_basis"],
        price_year=int(row["price_year"]) if row["price_year"] else None,
        vat=row["vat_basis"],
        granted_before_mnok=amount(row["of_which_previous_mnok"]),
        remaining_need_mnok=amount(row["remaining_need_after_programme_mnok"]),
        programme=row["programme"],
        note=row["note"],
        missing=row["missing"][:300],
        source=row["source"],
        change_note="Overtatt fra åpne kilder",
    )


def _financing(partnership):
    sheets = {s.project.key: s for s in SheetVersion.objects.select_related("project")}
    for row in rows("project_years"):
        projects = several(row["project"])
        if len(projects) == 1 and row["year_from"] == row["year_to"]:
            SheetFinancing.objects.create(
                sheet=sheets[projects[0]],
                source=FundingSource.objects.filter(partnership=partnership, key=row["funding_source"]).first(),
                source_raw=row["funding_source_raw"],
                year=int(row["year_from"]),
                amount_mnok=amount(row["amount_mnok"]),
            )


def _owners(partnership, parties):
    for row in rows("people_roles"):
        if row["scope"] == "project":
            ProjectRole.objects.create(
                project=Project.objects.get(partnership=partnership, key=row["target"]),
                person=Person.objects.get(user__username=row["username"]),
                party=parties.get(row["party"]),
                kind=row["role"],
                from_day=day(row["from"]),
                to_day=day(row["to"], end=True),
            )


def _frames(partnership):
    """The agreement's own frames that name one source. Totals that compete with each other are left out."""
    sources = {s.key: s for s in FundingSource.objects.filter(partnership=partnership)}
    parties = {party.key: party for party in partnership.parties.all()}
    for row in rows("frames"):
        if row["partnership_key"] == partnership.key and row["source_key"] in sources and row["scope"] == "part":
            Frame.objects.get_or_create(
                partnership=partnership,
                source=sources[row["source_key"]],
                year=int(row["year_from"]),
                to_year=int(row["year_to"]),
                status=row["status"] or Frame.Status.AGREED,
                party=parties.get(row["party_key"]),
                assumptions=None,
                defaults={
                    "amount_mnok": amount(row["amount_mnok"]),
                    "price_year": int(row["price_year"]) if row["price_year"] else None,
                    "vat": row["vat_basis"],
                    "source_note": " ".join(filter(None, (row["note"], row["missing"], row["source"]))),
                },
            )


def example_assumptions(partnership, first_year, *, name=None, price_year=None):
    """The example set of assumptions, laid from the programme's first year."""
    told = tables("assumptions")
    head = told["set"]
    assumptions = AssumptionSet.objects.create(
        partnership=partnership,
        name=name or head["name"],
        price_year=price_year or head["price_year"],
        vat=head["vat_basis"],
        note=head["text"],
        is_example=True,
    )
    sources = {s.key: s for s in FundingSource.objects.filter(partnership=partnership)}
    for source in told["source"]:
        for offset, frame in enumerate([*source["frames_mnok"], *source["tail_frames_mnok"]]):
            Frame.objects.create(
                partnership=partnership,
                source=sources[source["key"]],
                year=first_year + offset,
                to_year=first_year + offset,
                amount_mnok=amount(frame),
                status=Frame.Status.ASSUMED,
                price_year=assumptions.price_year,
                vat=assumptions.vat,
                assumptions=assumptions,
                source_note="Eksempel",
            )
    projects = {p.key: p for p in Project.objects.filter(partnership=partnership)}
    for told_cost in told["project"]:
        cost = AssumedCost.objects.create(
            assumptions=assumptions,
            project=projects[told_cost["id"]],
            profile=told_cost["profile_mnok"],
            p85_ratio=amount(told_cost.get("p85_ratio")),
            earliest=first_year + told_cost["earliest"],
            latest=first_year + told_cost["latest"],
            note=f"{told_cost['cost_basis']} (eksempel)"[:250],
        )
        cost.sources.set(sources[key] for key in told_cost["sources"])
    return assumptions

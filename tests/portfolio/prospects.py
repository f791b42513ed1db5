"""A small portfolio for the tests: five projects, three sources, criteria in force. All of it is an example."""

from datetime import date
from decimal import Decimal

from django.urls import reverse

from samstyring.casework.models import Decision
from samstyring.portfolio.actions import programmes, scenarios
from samstyring.portfolio.models import (
    Assessment,
    AssumedCost,
    AssumptionSet,
    CriteriaSet,
    Criterion,
    Frame,
    Project,
    Scenario,
    SheetFinancing,
    SheetVersion,
)
from samstyring.portfolio.tasks import calculate

FIRST = 2027


class Prospects:
    """Fjordløftet's projects: two with whole sheets, two that rest on assumptions, one that nobody knows."""

    def __init__(self, cast):
        self.cast = cast
        self.stat, self.bom, self.lokal = cast.sources
        self.bridge = self._project("P1", "Gangbru", cast.sjo, cast.west, cast.focus[0])
        self.lane = self._project("P2", "Kollektivfelt", cast.berg, cast.east, cast.focus[1])
        self.path = self._project("P3", "Sykkelveg", cast.sjo, cast.west, cast.focus[0])
        self.hub = self._project("P4", "Knutepunkt", cast.berg, cast.east, cast.focus[1])
        self.dream = self._project("P5", "Løs idé", cast.fylke, None, None)
        self.projects = [self.bridge, self.lane, self.path, self.hub]
        for project, cost in ((self.bridge, 40), (self.lane, 60)):
            self._whole_sheet(project, cost)
        self.criteria = self._criteria()
        self.assumptions = self._assumptions()

    def _project(self, key, name, owner, forum, focus):
        project = Project.objects.create(
            partnership=self.cast.fjord, key=key, name=name, owner=owner, home_forum=forum, is_example=True
        )
        SheetVersion.objects.create(project=project, version=1, focus_area=focus)
        return project

    def sheet(self, project):
        return project.sheets.order_by("-version").first()

    def _whole_sheet(self, project, cost):
        sheet = self.sheet(project)
        sheet.cost_mnok, sheet.cost_basis, sheet.price_year, sheet.vat = Decimal(cost), "share", 2026, "excl"
        sheet.save()
        for year in (FIRST, FIRST + 1):
            SheetFinancing.objects.create(sheet=sheet, source=self.stat, year=year, amount_mnok=Decimal(cost) / 2)

    def _criteria(self):
        decision = Decision.objects.create(
            case=self.cast.case("kriteriesett"),
            forum=self.cast.steering,
            outcome="adopted",
            text="Kriteriene vedtas.",
            decided_on=date(2026, 1, 15),
            is_imported=True,
        )
        criteria = CriteriaSet.objects.create(
            partnership=self.cast.fjord, version=1, title="Eksempelkriterier", mode="weights", decision=decision
        )
        self.goal = Criterion.objects.create(
            criteria_set=criteria, key="mal", name="Måloppnåelse", order=1, weight=Decimal("0.6")
        )
        self.ready = Criterion.objects.create(
            criteria_set=criteria, key="plan", name="Planstatus", order=2, weight=Decimal("0.4")
        )
        scores = {self.bridge: (80, 60), self.lane: (70, 50), self.path: (60, 90), self.hub: (90, None)}
        for project, given in scores.items():
            for criterion, score in zip((self.goal, self.ready), given, strict=True):
                if score is not None:
                    self.score(project, criterion, score)
        return criteria

    def score(self, project, criterion, score):
        return Assessment.objects.create(
            project=project,
            sheet=self.sheet(project),
            criterion=criterion,
            assessor=self.cast.group_leader,
            score=score,
        )

    def _assumptions(self):
        assumptions = AssumptionSet.objects.create(
            partnership=self.cast.fjord, name="Eksempelforutsetninger 2026", price_year=2026, vat="excl"
        )
        for project, profile in ((self.path, [10.0, 20.0]), (self.hub, [30.0, 30.0, 20.0])):
            cost = AssumedCost.objects.create(assumptions=assumptions, project=project, profile=profile)
            cost.sources.set([self.stat, self.bom])
        for source, amount in ((self.stat, 60), (self.bom, 20)):
            for year in range(FIRST, FIRST + 5):
                self.frame(source, year, amount, assumptions=assumptions, status="assumed")
        return assumptions

    def frame(self, source, year, amount, *, status="proposed", assumptions=None, price_year=2026, vat="excl"):
        return Frame.objects.create(
            partnership=self.cast.fjord,
            source=source,
            year=year,
            to_year=year,
            amount_mnok=Decimal(amount),
            status=status,
            price_year=price_year,
            vat=vat,
            assumptions=assumptions,
        )

    def fields(self, **changes):
        return {
            "name": "Balansert",
            "first_year": FIRST,
            "years": 4,
            "criteria_set": self.criteria,
            "assumptions": self.assumptions,
            "missing_scores": "weights-of-known",
            "carry_over_share": Decimal(0),
        } | changes

    def scenario(self, *, specials=(), shares=(), **changes):
        return scenarios.draft_scenario(
            self.cast.fjord,
            fields=self.fields(**changes),
            specials=specials,
            shares=shares,
            by=self.cast.secretary,
        )

    def calculated(self, **wishes):
        scenario = self.scenario(**wishes)
        calculate.call(scenarios.start_calculation(scenario, by=self.cast.secretary).pk)
        return Scenario.objects.get(pk=scenario.pk)

    def recommendation(self, case=None, **wishes):
        return scenarios.recommend(
            self.calculated(**wishes), case=case or self.cast.case(), by=self.cast.secretary
        )

    def programme(self, case=None, **wishes):
        return programmes.draft_programme(self.recommendation(case, **wishes), by=self.cast.secretary)

    def posted(self, scenario=None, **changes):
        """What the browser would send from the scenario's form."""
        return {
            "name": "Balansert",
            "first_year": str(FIRST),
            "years": "4",
            "criteria_set": str(self.criteria.pk),
            "assumptions": str(self.assumptions.pk),
            "missing_scores": "weights-of-known",
            "carry_over_share": "0",
        } | changes


def page(client, scenario, name="scenario", **query):
    return client.get(reverse(f"portfolio:{name}", args=["fjordloftet", scenario.pk]), query)

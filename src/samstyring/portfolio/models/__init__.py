"""From need to adopted programme: sheets, criteria, scenarios, programmes and the parties' adoption."""

from samstyring.portfolio.models.adoption import AdoptionAct, AdoptionRequirement
from samstyring.portfolio.models.criteria import Assessment, CriteriaSet, Criterion
from samstyring.portfolio.models.programmes import Programme, ProgrammeLine
from samstyring.portfolio.models.projects import Project, ProjectRole, Submission
from samstyring.portfolio.models.questions import SheetQuestion
from samstyring.portfolio.models.scenarios import (
    AssumedCost,
    AssumptionSet,
    Frame,
    Recommendation,
    Scenario,
    ScenarioProject,
    ScenarioShare,
)
from samstyring.portfolio.models.sheets import SheetFinancing, SheetVersion
from samstyring.portfolio.models.standards import GradeStandard

__all__ = [
    "AdoptionAct",
    "AdoptionRequirement",
    "Assessment",
    "AssumedCost",
    "AssumptionSet",
    "CriteriaSet",
    "Criterion",
    "Frame",
    "GradeStandard",
    "Programme",
    "ProgrammeLine",
    "Project",
    "ProjectRole",
    "Recommendation",
    "Scenario",
    "ScenarioProject",
    "ScenarioShare",
    "SheetFinancing",
    "SheetQuestion",
    "SheetVersion",
    "Submission",
]

"""From need to adopted programme: sheets, criteria, scenarios, programmes and the parties' adoption."""

from samstyring.portfolio.models.action_plans import (
    ActionPlan,
    ActionPlanLine,
    Funder,
    FunderReport,
    OperatingYear,
)
from samstyring.portfolio.models.adoption import AdoptionAct, AdoptionRequirement
from samstyring.portfolio.models.anchoring import BuilderConfirmation, SheetAnchoring
from samstyring.portfolio.models.criteria import Assessment, CriteriaSet, Criterion
from samstyring.portfolio.models.documents import ProjectDocument
from samstyring.portfolio.models.executors import ExecutorAppointment
from samstyring.portfolio.models.groups import ProjectGroup
from samstyring.portfolio.models.looks import SheetLook
from samstyring.portfolio.models.measures import Measure, MeasureLanding, MeasureReport
from samstyring.portfolio.models.party_weights import PartyWeight, PartyWeighting
from samstyring.portfolio.models.pots import PotRelease
from samstyring.portfolio.models.price_index import PriceIndex, PriceIndexValue
from samstyring.portfolio.models.programmes import Programme, ProgrammeLine
from samstyring.portfolio.models.projects import Project, ProjectRole, Submission
from samstyring.portfolio.models.questions import SheetQuestion
from samstyring.portfolio.models.ranking import MeasureCost, StrategyFrame
from samstyring.portfolio.models.revisions import Revision, RevisionRule
from samstyring.portfolio.models.scenario_notes import ScenarioNote
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
from samstyring.portfolio.models.strategies import Strategy, StrategyAim

__all__ = [
    "ActionPlan",
    "ActionPlanLine",
    "AdoptionAct",
    "AdoptionRequirement",
    "Assessment",
    "AssumedCost",
    "AssumptionSet",
    "BuilderConfirmation",
    "CriteriaSet",
    "Criterion",
    "ExecutorAppointment",
    "Frame",
    "Funder",
    "FunderReport",
    "GradeStandard",
    "Measure",
    "MeasureCost",
    "MeasureLanding",
    "MeasureReport",
    "OperatingYear",
    "PartyWeight",
    "PartyWeighting",
    "PotRelease",
    "PriceIndex",
    "PriceIndexValue",
    "Programme",
    "ProgrammeLine",
    "Project",
    "ProjectDocument",
    "ProjectGroup",
    "ProjectRole",
    "Recommendation",
    "Revision",
    "RevisionRule",
    "Scenario",
    "ScenarioNote",
    "ScenarioProject",
    "ScenarioShare",
    "SheetAnchoring",
    "SheetFinancing",
    "SheetLook",
    "SheetQuestion",
    "SheetVersion",
    "Strategy",
    "StrategyAim",
    "StrategyFrame",
    "Submission",
]

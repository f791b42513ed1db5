"""Cases, the papers they rest on, the meetings that treat them, and what was concluded."""

from samstyring.casework.models.anchoring import (
    AffectedParty,
    AnchoringRequest,
    AnchoringStatement,
    AnchoringWaiver,
    ChangeScope,
)
from samstyring.casework.models.cases import (
    Attachment,
    Case,
    CaseNumber,
    CaseRelation,
    FlowStep,
    PaperVersion,
)
from samstyring.casework.models.checklists import CaseChecklist, CheckAnswer
from samstyring.casework.models.decisions import Decision, MandateAdoption, Position, Stance
from samstyring.casework.models.elections import Candidate, Election
from samstyring.casework.models.focus import FocusAdoption
from samstyring.casework.models.followup import FollowUp, FollowUpReport
from samstyring.casework.models.invitations import Invitation
from samstyring.casework.models.meetings import (
    AgendaItem,
    Attendance,
    Meeting,
    MinutesVersion,
    Presence,
    Purpose,
)
from samstyring.casework.models.proposals import CaseProposal

__all__ = [
    "AffectedParty",
    "AgendaItem",
    "AnchoringRequest",
    "AnchoringStatement",
    "AnchoringWaiver",
    "Attachment",
    "Attendance",
    "Candidate",
    "Case",
    "CaseChecklist",
    "CaseNumber",
    "CaseProposal",
    "CaseRelation",
    "ChangeScope",
    "CheckAnswer",
    "Decision",
    "Election",
    "FlowStep",
    "FollowUp",
    "FollowUpReport",
    "FocusAdoption",
    "Invitation",
    "MandateAdoption",
    "Meeting",
    "MinutesVersion",
    "PaperVersion",
    "Position",
    "Presence",
    "Purpose",
    "Stance",
]

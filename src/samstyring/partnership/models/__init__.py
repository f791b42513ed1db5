"""Who takes part, as what, and on which mandate."""

from samstyring.partnership.models.accounts import AccountInvitation
from samstyring.partnership.models.agreement_texts import AgreementCorrection, AgreementText
from samstyring.partnership.models.agreements import Agreement, AgreementStep, Custodian
from samstyring.partnership.models.areas import Area, FocusLine, FocusList
from samstyring.partnership.models.documents import DocumentVersion, GoverningDocument
from samstyring.partnership.models.forums import VOTING_SEATS, Forum, ForumQuerySet, Seat, SeatType
from samstyring.partnership.models.groups import GroupMembership
from samstyring.partnership.models.house_styles import HouseStyle
from samstyring.partnership.models.mandates import Anchoring, Authority, DecisionRule, Mandate, Outcome
from samstyring.partnership.models.offices import FollowingSeat, OfficeRule
from samstyring.partnership.models.parties import Party, PartyRole
from samstyring.partnership.models.partnerships import (
    CaseKind,
    FocusArea,
    FundingSource,
    Partnership,
    PartnershipRole,
)
from samstyring.partnership.models.people import Person
from samstyring.partnership.models.templates import TemplateAnswer, TemplateUse
from samstyring.partnership.models.temporary import GroupDelivery, TemporaryGroup
from samstyring.partnership.models.words import OwnWord

__all__ = [
    "VOTING_SEATS",
    "AccountInvitation",
    "Agreement",
    "AgreementCorrection",
    "AgreementStep",
    "AgreementText",
    "Anchoring",
    "Area",
    "Authority",
    "CaseKind",
    "Custodian",
    "DecisionRule",
    "DocumentVersion",
    "FocusArea",
    "FocusLine",
    "FocusList",
    "FollowingSeat",
    "Forum",
    "ForumQuerySet",
    "FundingSource",
    "GoverningDocument",
    "GroupDelivery",
    "GroupMembership",
    "HouseStyle",
    "Mandate",
    "OfficeRule",
    "Outcome",
    "OwnWord",
    "Partnership",
    "PartnershipRole",
    "Party",
    "PartyRole",
    "Person",
    "Seat",
    "SeatType",
    "TemplateAnswer",
    "TemplateUse",
    "TemporaryGroup",
]

"""Fjordløftet with one of everything that has an address, so that every page can be asked for."""

from decimal import Decimal

from django.core.files.uploadedfile import SimpleUploadedFile

from samstyring.casework.actions import decisions
from samstyring.casework.models import Attachment, CaseRelation, MinutesVersion
from samstyring.ground import files
from samstyring.partnership.models import Mandate
from samstyring.portfolio.models import AdoptionAct
from tests.portfolio.prospects import FIRST, Prospects

SECRET = "Hemmelig ord som bare Fjordløftet har"


class Filled:
    """Cases open and decided, a meeting today, a draft mandate, and a programme on its way."""

    def __init__(self, cast):
        self.cast, self.prospects = cast, Prospects(cast)
        self.programme = self.prospects.programme()
        self.meeting = cast.meeting(cast.steering)
        self.case = cast.case(title=f"{SECRET}: sak")
        self.item = cast.item(case=self.case, meeting=self.meeting)
        cast.paper(self.case)
        cast.item(case=self.programme.case, meeting=self.meeting)
        self.decided = cast.item(case=cast.case(title=f"{SECRET}: avgjort"), meeting=self.meeting)
        self.decision = decisions.decide(self.decided, outcome="adopted", text=SECRET, by=cast.secretary)
        self.relation = CaseRelation.objects.create(case=self.case, other=self.decided.case, kind="refers")
        self.stored = files.store(SimpleUploadedFile("kart.pdf", b"%PDF-1.7 " + SECRET.encode()))
        self.attachment = Attachment.objects.create(case=self.case, label="1", title=SECRET, file=self.stored)
        MinutesVersion.objects.create(meeting=self.meeting, version=1, body=SECRET, author=cast.secretary)
        self.draft = self._draft_mandate()
        self.requirement = self.programme.requirements.first()
        self.act = AdoptionAct.objects.create(
            requirement=self.requirement, outcome="adopted", acted_on=cast.today, file=self.stored,
            recorded_by=cast.secretary,
        )  # fmt: skip
        self.prospects.frame(self.prospects.lokal, FIRST, Decimal(5))

    def _draft_mandate(self):
        draft = Mandate.objects.create(
            partnership=self.cast.fjord, title=SECRET, version=2, purpose=SECRET, quorum=1,
            replaces=self.cast.council_mandate, effective_from=self.cast.today, notice_days=7,
        )  # fmt: skip
        draft.forums.set([self.cast.council])
        draft.authority.create(point="1", outcomes=["recommended"], text=SECRET)
        return draft

    def of(self, name):
        """The thing an address names by this parameter; a `KeyError` when nobody has said which."""
        recommendation = self.programme.recommendation
        return {
            "case_id": self.case.pk,
            "case": self.case.pk,
            "relation_id": self.relation.pk,
            "attachment_id": self.attachment.pk,
            "attachment": self.attachment.pk,
            "version": 1,
            "meeting_id": self.meeting.pk,
            "meeting": self.meeting.pk,
            "item_id": self.item.pk,
            "decision_id": self.decision.pk,
            "decision": self.decision.pk,
            "mandate_id": self.draft.pk,
            "mandate": self.draft.pk,
            "forum": self.cast.steering.key,
            "seat": self.cast.steering.seats.first().pk,
            "key": self.prospects.bridge.key,
            "scenario": recommendation.scenario.pk,
            "recommendation": recommendation.pk,
            "assumptions": self.prospects.assumptions.pk,
            "programme": self.programme.pk,
            "line": self.programme.lines.first().pk,
            "requirement": self.requirement.pk,
            "act": self.act.pk,
        }[name]

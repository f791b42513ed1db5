"""Fjordløftet with one of everything that has an address, so that every page can be asked for."""

from datetime import date, timedelta
from decimal import Decimal
from hashlib import sha256

from django.core import signing
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from samstyring.casework.actions import decisions, elections, invitations
from samstyring.casework.models import Attachment, CaseChecklist, CaseRelation, MinutesVersion
from samstyring.ground import files
from samstyring.partnership.actions import groups, offices
from samstyring.partnership.actions.accounts import SIGNED_FOR
from samstyring.partnership.models import (
    AccountInvitation,
    Agreement,
    Area,
    Custodian,
    FocusList,
    GoverningDocument,
    Mandate,
    OwnWord,
    Partnership,
    PartnershipRole,
    Person,
    TemporaryGroup,
)
from samstyring.portfolio.actions import programmes, questions
from samstyring.portfolio.models import AdoptionAct, PotRelease, ProjectDocument
from tests.cast import LONG_AGO
from tests.house.strategic import Strategic
from tests.portfolio import sheet_things as things
from tests.portfolio.prospects import FIRST, Prospects

SECRET = "Hemmelig ord som bare Fjordløftet har"


class Frameworks:
    """An agreement, an area, a version of the focus areas and a governing document."""

    def __init__(self, cast, stored):
        self.cast, self.stored = cast, stored
        self.agreement = Agreement.objects.create(partnership=cast.fjord, name=SECRET)
        self.step = self.agreement.steps.create(kind="draft", day_words="våren", note=SECRET)
        self.text = self.agreement.texts.create(version=1, dated_on=cast.today, words=SECRET, file=stored)
        self._ask(cast.sjo)
        self._correct("navn")
        self.area = Area.objects.create(partnership=cast.fjord, name=SECRET, forum=cast.west, places=["Sjø"])
        self.focus = FocusList.objects.create(partnership=cast.fjord, version=1, effective_from=cast.today)
        self.focus.lines.create(name=SECRET)
        self.document = GoverningDocument.objects.create(partnership=cast.fjord, title=SECRET, kind="routine")
        self.document.versions.create(version=1, file=stored, adopter=cast.steering)

    def _ask(self, party):
        asked = self.text.requirements.create(party=party, kind="local", sent_on=self.cast.today)
        asked.acts.create(
            outcome="deviating", acted_on=self.cast.today, wording=SECRET, reservation=SECRET, points="1, 2",
            recorded_by=self.cast.secretary,
        )  # fmt: skip

    def _correct(self, before):
        self.agreement.corrections.create(
            field="note",
            before=before,
            after=SECRET,
            reason=SECRET,
            step=self.step,
            corrected_by=self.cast.secretary,
        )

    def one_more(self, number):
        cast = self.cast
        self._correct(f"navn {number}")
        self._ask(cast.fjord.parties.get(key=f"part{number}"))
        self.agreement.texts.create(version=10 + number, dated_on=cast.today, words="Ny.", decided_in="sak 1/26")
        inside = Agreement.objects.create(partnership=cast.fjord, name=f"Pakke {number}", inside=self.agreement)
        inside.territory.set([cast.sjo])
        inside.steps.create(kind="signed", taken_on=cast.today)
        self.agreement.steps.create(kind="local", taken_on=cast.today, party=cast.sjo)
        Custodian.objects.create(
            partnership=cast.fjord,
            kind="host",
            name=f"Vert {number}",
            to_day=cast.today - timedelta(days=number + 1),
        )
        Area.objects.create(
            partnership=cast.fjord, name=f"Område {number}", forum=cast.east, places=[f"Vik {number}"]
        )
        focus = FocusList.objects.create(partnership=cast.fjord, version=2 + number, source="eksempel")
        for one in (focus, self.focus):
            one.lines.create(name=f"Satsing {number}", area=cast.focus[0]).forums.set([cast.west])
        document = GoverningDocument.objects.create(
            partnership=cast.fjord, title=f"Rutine {number}", kind="routine"
        )
        document.forums.set([cast.west])
        document.versions.create(version=1, link="https://example.org", adopter=cast.steering)
        OwnWord.objects.create(partnership=cast.fjord, word=f"ord {number}", meaning="Betyr noe.")
        self.document.versions.create(version=2 + number, file=self.stored, adopter=cast.steering)

    def keys(self):
        return {
            "agreement": self.agreement.pk,
            "agreement_step": self.step.pk,
            "area": self.area.pk,
            "focus_list": self.focus.pk,
            "document": self.document.pk,
            "member": self.cast.member_sjo.pk,
        }


class Filled:
    """Cases open and decided, a meeting today, a draft mandate, and a programme on its way."""

    def __init__(self, cast):
        self.cast, self.prospects = cast, Prospects(cast)
        # Whoever runs the installation may create partnerships, too.
        cast.secretary.user.is_staff = True
        cast.secretary.user.save()
        self.programme = self.prospects.programme()
        self.meeting = cast.meeting(cast.steering)
        self.case = cast.case(title=f"{SECRET}: sak")
        CaseChecklist.objects.create(kind=self.case.kind, key="saksforberedelse")
        self.item = cast.item(case=self.case, meeting=self.meeting)
        cast.paper(self.case)
        cast.item(case=self.programme.case, meeting=self.meeting)
        self.decided = cast.item(case=cast.case(title=f"{SECRET}: avgjort"), meeting=self.meeting)
        self.decision = decisions.decide(self.decided, outcome="adopted", text=SECRET, by=cast.secretary)
        self.follow_up = self.decision.follow_ups.create(text=SECRET, party=cast.sjo, due_on=cast.today)
        self.proposal = self._proposal()
        self.relation = CaseRelation.objects.create(case=self.case, other=self.decided.case, kind="refers")
        self.stored = files.store(SimpleUploadedFile("kart.pdf", b"%PDF-1.7 " + SECRET.encode()))
        self.attachment = Attachment.objects.create(case=self.case, label="1", title=SECRET, file=self.stored)
        MinutesVersion.objects.create(meeting=self.meeting, version=1, body=SECRET, author=cast.secretary)
        self.strategic = Strategic(cast, self.decision, self.stored, SECRET)
        self.affected = self.case.affected.create(party=cast.sjo)
        self.draft = self._draft_mandate()
        self.document = ProjectDocument.objects.create(
            project=self.prospects.bridge, title=SECRET, version=1, file=self.stored, added_by=cast.secretary
        )
        self.question = questions.ask(self.prospects.bridge, words=SECRET, by=cast.secretary, on=cast.today)
        self.requirement = self.programme.requirements.first()
        self.act = AdoptionAct.objects.create(
            requirement=self.requirement, outcome="adopted", acted_on=cast.today, file=self.stored,
            recorded_by=cast.secretary,
        )  # fmt: skip
        self.prospects.frame(self.prospects.lokal, FIRST, Decimal(5))
        self.frameworks = Frameworks(cast, self.stored)
        self.pot = self.programme.lines.create(
            pot="Mindre tiltak", source=self.prospects.lokal, year=FIRST, amount_mnok=Decimal(4)
        )
        self.release = self._release(self.pot, Decimal(1))
        self.region = self._seats_of_all_sorts()
        cast.steering_mandate.authority.create(
            point="7", case_kind=cast.kinds["annet"], outcomes=["adopted"], text="Styringsgruppen velger ledere."
        )
        self.election = elections.hold(
            cast.council, chosen_by=cast.steering, from_day=cast.today, by=cast.secretary
        )
        elections.nominate(self.election, cast.owner, kind="member", party=cast.sjo, by=cast.secretary)
        self.token = self._invite()
        self.group = TemporaryGroup.objects.create(forum=cast.steering, purpose=SECRET)
        self.delivered = self.group.deliveries.create(title=SECRET, delivered_on=cast.today, file=self.stored)
        self.invitation = invitations.invite(cast.owner, to=self.item, by=cast.secretary)

    def _invite(self):
        """A link for somebody who is known by name only."""
        person, secret = Person.objects.create(name="Nina (eksempel)"), "hemmelig"
        PartnershipRole.objects.create(partnership=self.cast.fjord, person=person, kind="reader")
        AccountInvitation.objects.create(
            partnership=self.cast.fjord, person=person, email="nina@example.org", sent_by=self.cast.secretary,
            fingerprint=sha256(secret.encode()).hexdigest(), expires_at=timezone.now() + timedelta(days=7),
        )  # fmt: skip
        return signing.dumps(secret, salt=SIGNED_FOR)

    def _seats_of_all_sorts(self):
        """A group of parties with a role at home, and a seat that follows an office."""
        cast = self.cast
        region = groups.form_group(
            cast.fjord, name=SECRET, short="Region", members=[cast.sjo], from_day=cast.today, by=cast.secretary
        )
        groups.give_role(cast.owner, party=region, kind="clerk", from_day=cast.today, by=cast.secretary)
        offices.lay_down(
            cast.steering, kind="observer", office_forum=cast.west, office_kind="leader", from_day=cast.today,
            by=cast.secretary,
        )  # fmt: skip
        return region

    def _release(self, pot, amount):
        return PotRelease.objects.create(
            line=pot, project=self.prospects.bridge, amount_mnok=amount, decided_on=self.cast.today,
            forum=self.cast.steering, authority=self.cast.steering_mandate.authority.first(), reason=SECRET,
            recorded_by=self.cast.secretary,
        )  # fmt: skip

    def _draft_mandate(self):
        draft = Mandate.objects.create(
            partnership=self.cast.fjord, title=SECRET, version=2, purpose=SECRET, quorum=1,
            replaces=self.cast.council_mandate, effective_from=self.cast.today, notice_days=7,
        )  # fmt: skip
        draft.forums.set([self.cast.council])
        draft.authority.create(point="1", outcomes=["recommended"], text=SECRET)
        return draft

    def _proposal(self, number=0):
        cast = self.cast
        return cast.fjord.case_proposals.create(
            forum=cast.steering, kind=self.case.kind, title=f"{SECRET}: innmeldt {number}", why=SECRET,
            proposed_by=cast.member_sjo, proposed_on=cast.today,
        )  # fmt: skip

    def fuller(self, numbers):
        """One more, for each of the numbers, of everything that any list shows."""
        cast, prospects = self.cast, self.prospects
        criteria = list(prospects.criteria.criteria.all())
        for number in numbers:
            party = cast._party(f"part{number}", f"Part {number}", "municipality", "local", "kommunestyret", 10)
            self._one_more_forum(number, party)
            self._one_more_round(number)
            self._proposal(number)
            self.case.affected.create(party=party)
            self.decision.follow_ups.create(text=f"Oppgave {number}", party=party, due_on=cast.today)
            project = prospects._project(f"M{number}", f"Prosjekt {number}", party, cast.west, cast.focus[0])
            prospects._whole_sheet(project, 10 + number)
            things.submission(project, cast.coordination)
            for criterion in criteria:
                prospects.score(project, criterion, 50 + number)
            for year in (FIRST, FIRST + 1):
                self.programme.lines.create(
                    project=project, source=prospects.stat, year=year, amount_mnok=Decimal(5)
                )
            requirement = self.programme.requirements.create(party=party, kind="local")
            requirement.acts.create(outcome="adopted", acted_on=cast.today, recorded_by=cast.secretary)
            pot = self.programme.lines.create(
                pot=f"Pott {number}", source=prospects.lokal, year=FIRST, amount_mnok=Decimal(4)
            )
            for one in (pot, self.pot):
                self._release(one, Decimal("0.1"))
            prospects.frame(prospects.lokal, FIRST + number, Decimal(3), status="voted")
            prospects.scenario(name=f"Scenario {number}")
            programmes.draft_programme(self.programme.recommendation, by=cast.secretary)
            things.criteria(cast, version=10 + number, adopted=False)
            ProjectDocument.objects.create(
                project=prospects.bridge,
                title=f"Kart {number}",
                version=1,
                file=self.stored,
                added_by=cast.secretary,
            )
            questions.ask(prospects.bridge, words=f"Spørsmål {number}", by=cast.secretary, on=cast.today)
            self._one_more_partnership(number)
            self.strategic.one_more(number)
            self.frameworks.one_more(number)

    def _one_more_forum(self, number, party):
        cast = self.cast
        forum = cast._forum(f"forum{number}", f"Forum {number}", "network", "", 30 + number, is_open=True)
        forum.prepares_for = cast.steering
        forum.save()
        TemporaryGroup.objects.create(forum=forum, purpose="Formål.")
        self.group.deliveries.create(title=f"Rapport {number}", delivered_on=cast.today, file=self.stored)
        self.prospects.bridge.looks.create(forum=forum)
        cast.mandate(forum, cast.council, title=f"M {number}", points=[("1", None, "noted", "Tar imot.")],
                     adopted_on=None, version=3 + number)  # fmt: skip
        person = cast.person(f"Rad{number}, medlem")
        for seated_in in (forum, cast.steering, cast.council):
            cast.seat(seated_in, person, "member", party)
        cast.seat(forum, cast.secretary, "secretary")

    def _one_more_round(self, number):
        """A case that is decided today, one that waits, and an earlier meeting with its minutes."""
        cast = self.cast
        case = cast.case(title=f"Sak {number}")
        cast.paper(self.case, proposal=f"Forslag {number}")
        Attachment.objects.create(case=case, label="1", title="Kart", file=self.stored)
        Attachment.objects.create(case=self.case, label=f"{number + 2}", title="Kart", file=self.stored)
        CaseRelation.objects.create(case=self.case, other=case, kind="refers")
        for treated in (case, cast.case(title=f"Annen sak {number}")):
            item = cast.item(case=treated, meeting=self.meeting)
            decisions.decide(item, outcome="adopted", text="Vedtatt.", by=cast.secretary)
        earlier = cast.meeting(cast.steering, day=cast.today - timedelta(days=10 + number), status="held")
        cast.item(case=self.case, meeting=earlier)
        cast.meeting(cast.council, day=cast.today + timedelta(days=10 + number))
        cast.item(cast.council, case=cast.case(title=f"Rådssak {number}"))
        MinutesVersion.objects.create(
            meeting=self.meeting, version=2 + number, body=f"Ord {number}", author=cast.secretary
        )

    def _one_more_partnership(self, number):
        of_another = Partnership.objects.create(
            key=f"samarbeid{number}", name=f"Samarbeid {number} (eksempel)", agreement="Avtale", goal="Mål",
            starts_on=date(2020, 1, 1), ends_on=date(2030, 1, 1), template_key="ipr", template_version=1,
        )  # fmt: skip
        PartnershipRole.objects.create(
            partnership=of_another, person=self.cast.secretary, kind="secretariat", from_day=LONG_AGO
        )

    def of(self, name):
        """The thing an address names by this parameter; a `KeyError` when nobody has said which."""
        recommendation = self.programme.recommendation
        return (
            self.frameworks.keys()
            | self.strategic.keys()
            | {
                "case_id": self.case.pk,
                "case": self.case.pk,
                "relation_id": self.relation.pk,
                "affected_id": self.affected.pk,
                "follow_up_id": self.follow_up.pk,
                "proposal_id": self.proposal.pk,
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
                "kind": "handlingsprogram",
                "step": "avtale",
                "seat": self.cast.steering.seats.first().pk,
                "key": self.prospects.bridge.key,
                "scenario": recommendation.scenario.pk,
                "recommendation": recommendation.pk,
                "assumptions": self.prospects.assumptions.pk,
                "programme": self.programme.pk,
                "line": self.programme.lines.first().pk,
                "requirement": self.requirement.pk,
                "act": self.act.pk,
                "pot": self.pot.pk,
                "release": self.release.pk,
                "role": "leader",
                "number": self.question.number,
                "project_file": self.document.pk,
                "election_id": self.election.pk,
                "candidate_id": self.election.candidates.first().pk,
                "invitation_id": self.invitation.pk,
                "delivered": self.delivered.pk,
                "token": self.token,
                "party": self.region.key,
                "slug": "robusthet",
                "membership": self.region.group_members.first().pk,
                "party_role": self.region.roles.first().pk,
                "partnership_role": self.cast.fjord.roles.first().pk,
                "rule": self.cast.steering.seats_by_office.first().pk,
            }
        )[name]

"""Two small invented partnerships with the people the tests speak of. Everything here is an example.

Fjordløftet is an urban growth agreement with four parties; Osregionen a political council with a board
and an advisory group. First names tell who people are to each other, roles tell what they may do.
"""

from datetime import date, time, timedelta

from django.contrib.auth import get_user_model
from django.utils import timezone

from samstyring.casework.models import (
    AgendaItem,
    Attendance,
    Case,
    CaseNumber,
    FlowStep,
    Meeting,
    PaperVersion,
    Purpose,
)
from samstyring.partnership.models import (
    Authority,
    CaseKind,
    FocusArea,
    Forum,
    FundingSource,
    Mandate,
    Partnership,
    PartnershipRole,
    Party,
    PartyRole,
    Person,
    Seat,
)

LONG_AGO = date(2020, 1, 1)


class Cast:
    """Built new for each test. Ask it for people, bodies and things by name."""

    def __init__(self):
        self.today = timezone.localdate()
        self._build_fjord()
        self._build_os()
        self.outsider = self.person("Ulrik, uten rolle")

    # People

    def person(self, name):
        username = name.split(",")[0].lower().replace("ø", "o").replace("å", "a").replace(" ", "-")
        user = get_user_model().objects.create(username=username)
        return Person.objects.create(name=name, user=user)

    def seat(self, forum, person, kind, party=None, *, from_day=LONG_AGO, to_day=None):
        return Seat.objects.create(
            forum=forum, person=person, kind=kind, party=party, from_day=from_day, to_day=to_day
        )

    # Fjordløftet

    def _build_fjord(self):
        self.fjord = Partnership.objects.create(
            key="fjordloftet",
            name="Fjordløftet (eksempel)",
            agreement="Byvekstavtale 2019–2035 (eksempel)",
            starts_on=date(2019, 1, 1),
            ends_on=date(2035, 12, 31),
            goal="Veksten i persontransporten skal tas med kollektiv, sykkel og gange.",
            template_key="byvekstavtale",
            template_version=1,
            is_example=True,
        )
        self.kinds = self._kinds(self.fjord, "handlingsprogram prosjektark kriteriesett mandat orientering annet")
        self.kinds["handlingsprogram"].usual_flow = [
            {"forum": "samordning", "purpose": "advice"},
            {"forum": "prioriteringsrad", "purpose": "recommendation"},
            {"forum": "styringsgruppe", "purpose": "decision"},
            {"local": True},
        ]
        self.kinds["handlingsprogram"].save()
        self.sources = [
            FundingSource.objects.create(partnership=self.fjord, key=key, name=name, order=order)
            for order, (key, name) in enumerate(
                (("stat", "Statlige midler"), ("bom", "Bompenger"), ("lokal", "Lokale midler"))
            )
        ]
        self.focus = [
            FocusArea.objects.create(partnership=self.fjord, key=key, name=name, order=order)
            for order, (key, name) in enumerate((("gs", "Gange og sykkel"), ("kollektiv", "Kollektivtransport")))
        ]
        self.sjo = self._party("sjo", "Sjø kommune", "municipality", "local", "kommunestyret", 1)
        self.berg = self._party("berg", "Berg kommune", "municipality", "local", "kommunestyret", 2)
        self.fylke = self._party("fylke", "Fjord fylkeskommune", "county", "local", "fylkestinget", 3)
        self.vei = self._party("vei", "Statens veier", "state", "confirm", "", 4)
        self.steering = self._forum("styringsgruppe", "Styringsgruppen", "steering", "adopt", 1, is_open=True)
        self.council = self._forum("prioriteringsrad", "Prioriteringsrådet", "priority", "prioritise", 2)
        self.coordination = self._forum("samordning", "Samordningsfunksjonen", "coordination", "coordinate", 3)
        self.west = self._forum("vest", "Arbeidsgruppe Vest", "working_group", "understand", 4, area="Sjø")
        self.east = self._forum("ost", "Arbeidsgruppe Øst", "working_group", "understand", 5, area="Berg")
        for forum, next_forum in (
            (self.council, self.steering),
            (self.coordination, self.council),
            (self.west, self.coordination),
            (self.east, self.coordination),
        ):
            forum.prepares_for, forum.owner = next_forum, self.steering
            forum.save()
        self._mandates()
        self.secretary = self.person("Sara, sekretær")
        self.second_secretary = self.person("Solveig, sekretær")
        self.former_secretary = self.person("Fredrik, tidligere sekretær")
        for person, to_day in (
            (self.secretary, None),
            (self.second_secretary, None),
            (self.former_secretary, self.today - timedelta(days=30)),
        ):
            PartnershipRole.objects.create(
                partnership=self.fjord, person=person, kind="secretariat", from_day=LONG_AGO, to_day=to_day
            )
        self.leader = self.person("Leif, leder fra Statens veier")
        self.member_sjo = self.person("Siri, medlem fra Sjø")
        self.member_berg = self.person("Bjarte, medlem fra Berg")
        self.vara_berg = self.person("Berit, vara fra Berg")
        self.member_fylke = self.person("Fatima, medlem fra fylket")
        self.observer = self.person("Oda, observatør")
        for forum in (self.steering, self.council, self.coordination):
            self.seat(forum, self.leader, "leader", self.vei)
            self.seat(forum, self.member_sjo, "member", self.sjo)
            self.seat(forum, self.member_berg, "member", self.berg)
            self.seat(forum, self.vara_berg, "deputy", self.berg)
            self.seat(forum, self.member_fylke, "member", self.fylke)
            self.seat(forum, self.observer, "observer")
        self.group_leader = self.person("Vilde, leder av Vest")
        self.seat(self.west, self.group_leader, "leader", self.sjo)
        self.clerk_sjo = self.person("Kari, partens sekretær i Sjø")
        self.clerk_berg = self.person("Knut, partens sekretær i Berg")
        self.clerk_fylke = self.person("Klara, partens sekretær i fylket")
        self.clerk_vei = self.person("Kim, saksbehandler i Statens veier")
        for person, party in (
            (self.clerk_sjo, self.sjo),
            (self.clerk_berg, self.berg),
            (self.clerk_fylke, self.fylke),
            (self.clerk_vei, self.vei),
        ):
            PartyRole.objects.create(person=person, party=party, kind="clerk", from_day=LONG_AGO)
        self.owner = self.person("Pål, prosjekteier i Sjø")
        PartyRole.objects.create(person=self.owner, party=self.sjo, kind="officer", from_day=LONG_AGO)

    def _party(self, key, name, kind, adoption, body, order):
        return Party.objects.create(
            partnership=self.fjord, key=key, name=name, short=name.split()[0], kind=kind, adoption=adoption,
            political_body=body, order=order, from_day=date(2019, 1, 1),
        )  # fmt: skip

    def _forum(self, key, name, kind, step, order, **more):
        return Forum.objects.create(
            partnership=self.fjord, key=key, name=name, kind=kind, board_step=step, order=order, from_day=LONG_AGO,
            **more,
        )  # fmt: skip

    def _kinds(self, partnership, keys):
        return {
            key: CaseKind.objects.create(partnership=partnership, key=key, name=key.capitalize(), order=order)
            for order, key in enumerate(keys.split())
        }

    def mandate(self, *forums, title, points, quorum=1, rule="consensus", kinds=None, **more):
        """A mandate in force since long ago; `points` are (point, case kind or None, outcomes, text)."""
        more = {"adopted_on": LONG_AGO, "effective_from": LONG_AGO, "notice_days": 7} | more
        mandate = Mandate.objects.create(
            partnership=forums[0].partnership, title=title, purpose=f"{title} (eksempel)", quorum=quorum,
            decision_rule=rule, **more,
        )  # fmt: skip
        mandate.forums.set(forums)
        kinds = kinds or self.kinds
        for point, kind, outcomes, text in points:
            Authority.objects.create(
                mandate=mandate, point=point, case_kind=kinds[kind] if kind else None,
                outcomes=outcomes.split(), is_limit=not outcomes, text=text,
            )  # fmt: skip
        return mandate

    def _mandates(self):
        anything = "noted discussed"
        self.steering_mandate = self.mandate(
            self.steering,
            title="Mandat for Styringsgruppen",
            quorum=3,
            points=[
                (
                    "3",
                    "handlingsprogram",
                    "adopted returned rejected",
                    "Styringsgruppen vedtar handlingsprogrammet.",
                ),
                ("4", "kriteriesett", "adopted returned", "Styringsgruppen vedtar vurderingskriteriene."),
                ("5", "mandat", "adopted returned", "Styringsgruppen vedtar mandater."),
                ("6", None, f"{anything} endorsed", "Styringsgruppen behandler saker av strategisk betydning."),
            ],
        )
        self.council_mandate = self.mandate(
            self.council,
            title="Mandat for Prioriteringsrådet",
            quorum=3,
            points=[
                ("4", "handlingsprogram", "recommended returned", "Rådet innstiller handlingsprogrammet."),
                ("5", None, f"{anything} advised", "Rådet gir råd."),
            ],
        )
        self.coordination_mandate = self.mandate(
            self.coordination,
            title="Oppgavebeskrivelse for Samordningsfunksjonen",
            points=[("3", None, f"{anything} advised returned", "Samordningsfunksjonen samordner og gir råd.")],
        )
        self.group_mandate = self.mandate(
            self.west,
            self.east,
            title="Mandat for arbeidsgruppene",
            points=[("2", None, f"{anything} advised", "Arbeidsgruppene forstår behovet og fremmer prosjektark.")],
        )

    # Osregionen

    def _build_os(self):
        self.os = Partnership.objects.create(
            key="osregionen", name="Osregionen (eksempel)", agreement="Samarbeidsavtale (eksempel)",
            starts_on=date(2021, 1, 1), ends_on=date(2040, 12, 31), goal="En samordnet region.",
            template_key="ipr", template_version=1, is_example=True,
        )  # fmt: skip
        self.os_kinds = self._kinds(self.os, "styresak mandat orientering")
        self.board = Forum.objects.create(
            partnership=self.os, key="styret", name="Styret", kind="board", order=1, is_open=True
        )
        self.kg = Forum.objects.create(
            partnership=self.os, key="kg", name="Koordineringsgruppen", kind="coordination_group", order=2,
            owner=self.board, prepares_for=self.board,
        )  # fmt: skip
        self.mandate(
            self.board, title="Mandat for styret", kinds=self.os_kinds,
            points=[("1", None, "noted adopted returned", "Styret gjør vedtak.")],
        )  # fmt: skip
        self.kg_mandate = self.mandate(
            self.kg, title="Mandat for administrative grupper", kinds=self.os_kinds,
            points=[
                ("3", None, "noted discussed advised", "Gruppen gir sekretariatet faglig støtte og råd."),
                ("6", None, "", "Gruppen har ingen vedtaksmyndighet og er rådgivende."),
            ],
        )  # fmt: skip
        self.os_party = Party.objects.create(
            partnership=self.os, key="nord", name="Nordregionen", short="Nord", kind="region", order=1
        )
        self.os_secretary = self.person("Silje, sekretær i Osregionen")
        PartnershipRole.objects.create(
            partnership=self.os, person=self.os_secretary, kind="secretariat", from_day=LONG_AGO
        )
        self.kg_leader = self.person("Grete, leder av koordineringsgruppen")
        self.seat(self.kg, self.kg_leader, "leader", self.os_party)
        self.seat(self.board, self.kg_leader, "member", self.os_party)

    # Things to treat

    def case(
        self, kind="handlingsprogram", *, title="Handlingsprogram for eksempelårene", partnership=None, paper=True
    ):
        """A case with its usual flow and, unless told otherwise, a first paper."""
        partnership = partnership or self.fjord
        kind = CaseKind.objects.get(partnership=partnership, key=kind)
        case = Case.objects.create(
            partnership=partnership, kind=kind, title=title, created_on=self.today, is_example=True
        )
        for order, station in enumerate(kind.usual_flow, start=1):
            forum = partnership.forums.filter(key=station.get("forum")).first()
            FlowStep.objects.create(case=case, order=order, forum=forum, purpose=station.get("purpose", ""))
        if paper:
            self.paper(case)
        return case

    def paper(self, case, *, proposal="Forslaget vedtas.", background="Slik er bakgrunnen."):
        return PaperVersion.objects.create(
            case=case, version=case.papers.count() + 1, proposal=proposal, background=background,
            author=None, sha256="0" * 64,
        )  # fmt: skip

    def meeting(self, forum, *, day=None, status="called"):
        meeting = Meeting.objects.create(
            partnership=forum.partnership, day=day or self.today, starts_at=time(9), place="Rådhuset (eksempel)",
            status=status, is_example=True, called_at=timezone.now() if status != "planned" else None,
        )  # fmt: skip
        meeting.forums.add(forum)
        return meeting

    def item(self, forum=None, *, case=None, meeting=None, purpose=Purpose.DECISION, everyone_present=True):
        """A case on the agenda of a called meeting, with everybody seated there present."""
        forum = forum or self.steering
        kind = "styresak" if forum.partnership == self.os else "handlingsprogram"
        case = case or self.case(kind, partnership=forum.partnership)
        meeting = meeting or self.meeting(forum)
        number, _new = CaseNumber.objects.get_or_create(
            case=case, forum=forum, year=meeting.day.year,
            defaults={"sequence": forum.case_numbers.filter(year=meeting.day.year).count() + 1},
        )  # fmt: skip
        item = AgendaItem.objects.create(
            meeting=meeting, forum=forum, case=case, number=number, order=meeting.items.count() + 1,
            purpose=purpose, paper=case.latest_paper,
        )  # fmt: skip
        for seat in forum.seats.on(meeting.day).filter(person__isnull=False):
            Attendance.objects.get_or_create(
                meeting=meeting, seat=seat,
                defaults={"person": seat.person, "party": seat.party, "present": everyone_present},
            )  # fmt: skip
        return item

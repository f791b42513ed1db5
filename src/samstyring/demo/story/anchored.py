"""Who has anchored the next programme, its checklist, and what last year's decision asked for.

One party is silent and one has answered on a version that was changed since, so that the page shows both.
"""

from datetime import timedelta

from samstyring.casework.models import (
    AffectedParty,
    AnchoringRequest,
    AnchoringStatement,
    CaseChecklist,
    ChangeScope,
    CheckAnswer,
    Decision,
    FollowUp,
    FollowUpReport,
)
from samstyring.demo.reading import at
from samstyring.ground import history

ASKED, REMINDED, CHANGED = 30, 12, 15
# (party, days since it answered, answer, who, level, estimate, words), or nothing more than the party.
ANSWERS = (
    ("bergen", 10, "anchored", "Byrådsavdeling", "executive", "confirmed", ""),
    ("vestland-fk", 13, "anchored", "Fylkesdirektør", "executive", "confirmed", ""),
    ("alver",),
    ("askoy", 6, "reserved", "Kommunedirektør", "executive", "confirmed",
     "Ber om at gangveien til skolen kan starte ett år tidligere (eksempel)."),
    ("bjornafjorden", 24, "anchored", "Kommunalsjef", "leader", "confirmed", ""),
    ("oygarden", 8, "anchored", "Kommunedirektør", "executive", "confirmed", ""),
    ("svv", 25, "anchored", "Avdelingsdirektør", "leader", "confirmed", ""),
    ("jdir", 26, "no_remark", "Seniorrådgiver", "officer", "irrelevant", "Ingen egne prosjekter i saken."),
    ("statsforvalteren-vestland", 22, "anchored", "Fagdirektør", "leader", "irrelevant", ""),
)  # fmt: skip
CHECKS = {
    "hva_bes_om": ("yes", ""),
    "riktig_nivaa": ("yes", ""),
    "forslag": ("yes", ""),
    "okonomi": ("yes", "Prisår og mva. står i forutsetningene."),
    "vedlegg": ("irrelevant", "Scenarioet følger saken som lenke."),
}
FOLLOW_UPS = (
    ("Legge fram nytt kostnadsanslag for Rv555 Gyldenpriskrysset (eksempel)", "svv", -9, "started",
     "Anslaget er bestilt. Rapporten ventes om to uker (eksempel)."),
    ("Avklare grunnerverv for gangveien til skolen (eksempel)", "askoy", 25, "", ""),
    ("Sende handlingsprogrammet til Samferdselsdepartementet (eksempel)", "vestland-fk", -120, "done",
     "Sendt med følgebrev (eksempel)."),
)  # fmt: skip


def lay(setting, case):
    """The parties' answers on the case of the next programme, and points from last year's decision."""
    changed = setting.paper(
        case,
        on=setting.before(CHANGED),
        note="Nytt anslag for Rv555 Gyldenpriskrysset",
        proposal=case.latest_paper.proposal,
        background=case.latest_paper.background,
        assessment="Prioriteringsrådet skal balansere prosjektene innenfor rammene. Anslaget for Rv555 er nytt.",
        economy=case.latest_paper.economy,
    )
    scope = ChangeScope.objects.create(paper=changed, told_by=setting.secretary)
    scope.parties.set([setting.party(key) for key in ("bergen", "svv")])
    papers = {paper.version: paper for paper in case.papers.all()}
    for key, *answer in ANSWERS:
        _party(setting, case, papers, setting.party(key), answer)
    _checklist(setting, case)
    _follow_ups(setting)


def _party(setting, case, papers, party, answer):
    affected = AffectedParty.objects.create(case=case, party=party, named_by=setting.secretary)
    asked = setting.before(ASKED)
    AnchoringRequest.objects.create(
        affected=affected, paper=papers[1], asked_on=asked, due_on=setting.ahead(5), asked_by=setting.secretary
    )
    history.record("anchoring.asked", about=[case, party], by=setting.secretary, at=at(asked), version=1)
    if not answer:
        reminded = setting.before(REMINDED)
        AnchoringRequest.objects.create(
            affected=affected, paper=papers[2], asked_on=reminded, due_on=setting.ahead(5), is_reminder=True,
            asked_by=setting.secretary,
        )  # fmt: skip
        history.record("anchoring.reminded", about=[case, party], by=setting.secretary, at=at(reminded), version=2)
        return
    days, told, who, level, estimate, words = answer
    day = setting.before(days)
    paper = papers[2] if days < CHANGED else papers[1]
    statement = AnchoringStatement.objects.create(
        affected=affected, paper=paper, answer=told, stated_by=who, level=level, estimate=estimate, words=words,
        stated_on=day, recorded_by=setting.secretary, recorded_at=at(day, 14), source="eksempel",
    )  # fmt: skip
    history.record(
        "anchoring.stated", about=[case, party], by=setting.secretary, behalf=party, at=at(day, 14), answer=told,
        version=paper.version, statement=statement.pk,
    )  # fmt: skip


def _checklist(setting, case):
    """Strategic cases have the checklist; one of them is half prepared."""
    strategic = setting.partnership.case_kinds.get(key="strategi")
    CaseChecklist.objects.create(kind=strategic, key="saksforberedelse", chosen_by=setting.secretary)
    begun = setting.case(
        "strategi",
        "Felles strategi for sykkelparkering (eksempel)",
        on=setting.before(10),
        flow=[("prioriteringsrad", "discussion", setting.ahead(12))],
    )
    setting.paper(
        begun,
        on=setting.before(9),
        proposal="Saken drøftes.",
        background="Partene ønsker en felles linje (eksempel).",
    )
    for point, (answer, note) in CHECKS.items():
        CheckAnswer.objects.create(
            case=begun, point=point, answer=answer, note=note, answered_by=setting.secretary,
            answered_at=at(setting.before(6), 11),
        )  # fmt: skip
    history.record(
        "checklist.answered", about=begun, by=setting.secretary, at=at(setting.before(6), 11), points=list(CHECKS)
    )


def _follow_ups(setting):
    """What the steering group's decision on last year's programme asked for."""
    decision = Decision.objects.standing().get(
        forum=setting.forum("styringsgruppe"), case__kind__key="handlingsprogram", outcome="adopted",
        is_imported=False,
    )  # fmt: skip
    for text, party, days, progress, words in FOLLOW_UPS:
        due = setting.today + timedelta(days=days)
        noted = at(decision.decided_on, 15)
        point = FollowUp.objects.create(
            decision=decision, text=text, party=setting.party(party), due_on=max(due, decision.decided_on),
            noted_by=setting.secretary, noted_at=noted,
        )  # fmt: skip
        history.record("followup.noted", about=[decision.case, point], by=setting.secretary, at=noted)
        if progress:
            day = at(setting.before(7), 10)
            FollowUpReport.objects.create(
                follow_up=point, progress=progress, words=words, reported_by=setting.secretary, reported_at=day
            )
            history.record(
                "followup.reported", about=[decision.case, point], by=setting.secretary, behalf=point.party,
                at=day, progress=progress,
            )  # fmt: skip

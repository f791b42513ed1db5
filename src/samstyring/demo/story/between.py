"""What the rooms do between meetings, as examples: parties treat an agreement and a strategy, groups come and end,
sheets are looked at, asked about and answered, measures are ranked, and routines are linked.
"""

from decimal import Decimal

from samstyring.demo.reading import at
from samstyring.demo.story.setting import Setting
from samstyring.demo.story.strategies import decided
from samstyring.ground import history
from samstyring.partnership.models import (
    Agreement,
    AgreementText,
    DocumentVersion,
    Forum,
    GoverningDocument,
    GroupDelivery,
    Party,
    Seat,
    TemporaryGroup,
)
from samstyring.portfolio.models import (
    AdoptionAct,
    Assessment,
    CriteriaSet,
    MeasureCost,
    Project,
    ProjectGroup,
    SheetLook,
    SheetQuestion,
    StrategyFrame,
)

Outcome = AdoptionAct.Outcome
WORDS = "Kommunestyret slutter seg til tillegget slik det er lagt fram (eksempel)."


def lay(miljoloftet):
    _agreement_at_the_parties(miljoloftet)
    _groups(miljoloftet)
    _sheets(miljoloftet)
    _routine(miljoloftet)
    osloregionen = Setting(miljoloftet.today, "osloregionen")
    _strategy_at_the_parties(osloregionen)
    _measures(osloregionen)


def _ask(setting, subject, parties, *, sent_on, due_on):
    for party in parties:
        local = party.adoption == Party.Adoption.LOCAL
        subject.requirements.create(
            party=party, kind=party.adoption if local else Party.Adoption.CONFIRM, body=party.political_body,
            is_required=True, sent_on=sent_on, due_on=due_on,
        )  # fmt: skip
    return {one.party.key: one for one in subject.requirements.select_related("party")}


def _act(setting, requirement, outcome, on, **said):
    act = AdoptionAct.objects.create(
        requirement=requirement, outcome=outcome, acted_on=on, recorded_by=setting.secretary,
        recorded_at=at(on, 15), **said,
    )  # fmt: skip
    history.record(
        "adoption.recorded", about=[requirement.subject, requirement, requirement.party], by=setting.secretary,
        behalf=requirement.party, at=at(on, 15), outcome=str(outcome),
    )  # fmt: skip
    return act


def _agreement_at_the_parties(setting):
    """An addition to the agreement, in two versions: the first was turned down, the second is under way."""
    agreement = Agreement.objects.get(partnership=setting.partnership, name__contains="2019-2029")
    told = {"agreement": agreement, "is_example": True, "is_public": True, "written_by": setting.secretary}
    first = AgreementText.objects.create(
        version=1, dated_on=setting.before(300), **told,
        words="Tillegg til avtalen om felles områdesatsing i fire kommuner (eksempel).",
    )  # fmt: skip
    second = AgreementText.objects.create(
        version=2, dated_on=setting.before(70), decided_in="møtet mellom partene (eksempel)", **told,
        words="Som versjon 1, men punkt 3 sier at hver kommune velger egne områder (eksempel).",
    )  # fmt: skip
    local = list(setting.partnership.parties.on(setting.today).filter(is_member=True, adoption="local"))
    asked = _ask(setting, first, local, sent_on=setting.before(290), due_on=setting.before(200))
    _act(setting, asked["bergen"], Outcome.ADOPTED, setting.before(230), wording=WORDS, case_reference="84/26")
    _act(
        setting, asked["askoy"], Outcome.REJECTED, setting.before(220), case_reference="41/26",
        wording="Kommunestyret slutter seg ikke til tillegget (eksempel).",
    )  # fmt: skip
    asked = _ask(setting, second, local, sent_on=setting.before(60), due_on=setting.ahead(20))
    _act(
        setting, asked["bergen"], Outcome.ADOPTED, setting.before(20), wording=WORDS, case_reference="112/26",
        votes_for=67, votes_against=0,
    )  # fmt: skip
    _act(setting, asked["askoy"], Outcome.ADOPTED, setting.before(14), wording=WORDS, case_reference="58/26")
    _act(
        setting, asked["alver"], Outcome.DEVIATING, setting.before(9), case_reference="77/26", points="3, 5",
        wording="Kommunestyret slutter seg til tillegget med unntak av punkt 3 og 5 (eksempel).",
        reservation="Kommunen vil ha med knutepunkter utenfor sentrum, og fristen må være ett år senere (eksempel).",
        votes_for=31, votes_against=8,
    )  # fmt: skip
    _act(setting, asked["oygarden"], Outcome.DEFERRED, setting.before(6), case_reference="63/26")


def _strategy_at_the_parties(setting):
    """The strategic guidance at some of the parties that stand behind it."""
    strategy = setting.partnership.strategies.order_by("pk").first()
    parties = list(setting.partnership.parties.on(setting.today).filter(is_member=True))[:5]
    for party in parties:
        strategy.requirements.create(
            party=party, kind=Party.Adoption.LOCAL, body=party.political_body, sent_on=setting.before(120),
            due_on=setting.ahead(30),
        )  # fmt: skip
    asked = list(strategy.requirements.select_related("party"))
    words = "Føringene legges til grunn (eksempel)."
    for days, requirement in zip((60, 50), asked, strict=False):
        _act(setting, requirement, Outcome.ADOPTED, setting.before(days), wording=words, case_reference="12/26")
    _act(
        setting, asked[2], Outcome.DEVIATING, setting.before(30), case_reference="31/26", points="2",
        wording="Føringene legges til grunn, med merknad til mål 2 (eksempel).",
        reservation="Mål 2 må også gjelde distriktene (eksempel).",
    )  # fmt: skip


def _groups(setting):
    """A project group that ends soon, and one that has ended, both with what they delivered."""
    steering, mandate = (
        setting.forum("styringsgruppe"),
        setting.forum("arbeidsgruppe-nordost").mandate_on(setting.today),
    )
    project = Project.objects.filter(partnership=setting.partnership).order_by("key").first()
    now = _group(
        setting, "prosjektgruppe-gangveger", "Prosjektgruppe for gangveger (eksempel)", steering, mandate,
        setting.before(200), setting.ahead(40), purpose="Se gangvegene i tre kommuner i sammenheng, og foreslå en "
        "rekkefølge før neste handlingsprogram (eksempel).", serves="Neste handlingsprogram",
        set_up_in="sak 31/26 i Styringsgruppen (eksempel)",
    )  # fmt: skip
    ProjectGroup.objects.create(group=now, project=project, tied_by=setting.secretary)
    leader = setting.forum("arbeidsgruppe-nordost").seats.on(setting.today).filter(kind="leader").first()
    if leader and leader.person:
        Seat.objects.create(
            forum=now.forum, person=leader.person, party=leader.party, kind="leader",
            from_day=now.forum.from_day, to_day=now.forum.to_day,
        )  # fmt: skip
    then = _group(
        setting, "prosjektgruppe-malepunkter", "Prosjektgruppe for målepunkter (eksempel)", steering, mandate,
        setting.before(600), setting.before(250), purpose="Foreslå hvor det skal telles (eksempel).",
        ends_when="forslaget er behandlet", ended_in="sak 12/26 i Styringsgruppen (eksempel)",
    )  # fmt: skip
    for group, title, days in (
        (now, "Kart over manglende lenker (eksempel)", 40),
        (then, "Forslag til 60 målepunkter (eksempel)", 260),
    ):
        GroupDelivery.objects.create(
            group=group, title=title, delivered_on=setting.before(days), recorded_by=setting.secretary,
            words="Lagt fram for Styringsgruppen (eksempel).",
        )  # fmt: skip


def _group(setting, key, name, owner, mandate, from_day, to_day, **told):
    forum = Forum.objects.create(
        partnership=setting.partnership, key=key, name=name, kind=Forum.Kind.PROJECT_GROUP, owner=owner,
        prepares_for=owner, from_day=from_day, to_day=to_day, order=setting.partnership.forums.count(),
        source="eksempel",
    )  # fmt: skip
    if mandate:
        mandate.forums.add(forum)
    return TemporaryGroup.objects.create(forum=forum, mandate=mandate, is_example=True, source="eksempel", **told)


def _sheets(setting):
    """Two groups are asked to look at a sheet, and one has; a question about it is answered, another waits."""
    project = Project.objects.filter(partnership=setting.partnership, sheets__isnull=False).order_by("key").first()
    sheet = project.sheets.order_by("-version").first()
    groups = setting.partnership.forums.on(setting.today).filter(key__startswith="arbeidsgruppe-")
    first, second = groups.exclude(pk=project.home_forum_id)[:2]
    SheetLook.objects.create(
        project=project, forum=first, sheet=sheet, looked_on=setting.before(12), recorded_by=setting.secretary,
        words="Henger sammen med gangvegen på vår side (eksempel).", is_example=True,
    )  # fmt: skip
    SheetLook.objects.create(project=project, forum=second, recorded_by=setting.secretary, is_example=True)
    answering = project.roles.filter(person__isnull=False).first()
    told = {"project": project, "sheet": sheet, "asked_by": setting.secretary, "is_example": True}
    asked = SheetQuestion.objects.create(
        number=1, part="kostnad", asked_at=at(setting.before(20), 10), **told,
        words="Er grunnerverv med i kostnaden? (eksempel)",
        answer="Nei. Grunnerverv er anslått for seg og kommer i neste versjon av arket (eksempel).",
        answered_by=answering.person if answering else setting.secretary, answered_at=at(setting.before(15), 14),
    )  # fmt: skip
    history.record("question.asked", about=project, by=setting.secretary, at=asked.asked_at, number=1)
    history.record("question.answered", about=project, by=asked.answered_by, at=asked.answered_at, number=1)
    waits = SheetQuestion.objects.create(
        number=2, part="nytte-risiko", asked_at=at(setting.before(3), 9), **told,
        words="Hvor mange bruker strekningen i dag? (eksempel)",
    )  # fmt: skip
    history.record("question.asked", about=project, by=setting.secretary, at=waits.asked_at, number=2)


def _routine(setting):
    """A routine for leading meetings, linked from the steering group's meetings and from one kind of case."""
    steering = setting.forum("styringsgruppe")
    routine = GoverningDocument.objects.create(
        partnership=setting.partnership, title="Rutine for møteledelse (eksempel)",
        kind=GoverningDocument.Kind.ROUTINE,
    )  # fmt: skip
    routine.forums.set([steering, setting.forum("prioriteringsrad")])
    routine.case_kinds.set(setting.partnership.case_kinds.filter(key="handlingsprogram"))
    DocumentVersion.objects.create(
        document=routine, version=1, adopted_on=setting.before(400), adopter=steering,
        adopted_in="sak 9/25 (eksempel)", missing="Eksempel uten tekst.", source="eksempel",
    )  # fmt: skip


def _measures(setting):
    """Measures scored by two people by criteria the board has adopted, and the money there is for them."""
    case, decision = decided(
        setting, "annet", "Kriterier for tiltak (eksempel)",
        {"forum": "styret", "decided_words": "Kriteriene vedtas (eksempel)."}, setting.before(150),
    )  # fmt: skip
    criteria = CriteriaSet.objects.create(
        partnership=setting.partnership, version=1, title="Kriterier for tiltak (eksempel)",
        mode=CriteriaSet.Mode.WEIGHTS, case=case, decision=decision, is_example=True, source="eksempel",
    )  # fmt: skip
    chosen = (("virkning", "Virkning for målet", "0.5"), ("gjennomforing", "Kan gjennomføres", "0.3"),
              ("samarbeid", "Krever at flere går sammen", "0.2"))  # fmt: skip
    made = [
        criteria.criteria.create(key=key, name=name, order=order, weight=Decimal(weight))
        for order, (key, name, weight) in enumerate(chosen, start=1)
    ]
    seats = setting.forum("kg").seats.on(setting.today).filter(person__isnull=False)
    people = [setting.secretary, *(seat.person for seat in seats.order_by("pk")[:1])]
    measures = list(setting.partnership.measures.exclude(strategy=None).order_by("number")[:5])
    Assessment.objects.bulk_create(
        Assessment(
            measure=measure, criterion=criterion, assessor=person, is_example=True,
            score=(35 + 17 * step + 23 * order + 31 * who) % 101,
        )
        for step, measure in enumerate(measures)
        for order, criterion in enumerate(made)
        for who, person in enumerate(dict.fromkeys(people))
    )  # fmt: skip
    money = {"price_year": setting.today.year, "vat": "excl", "is_example": True}
    for amount, measure in zip(("0.9", "0.45", "1.2", "0.3"), measures, strict=False):
        MeasureCost.objects.create(measure=measure, amount_mnok=Decimal(amount), **money)
    if measures:
        StrategyFrame.objects.create(
            partnership=setting.partnership,
            strategy_key=measures[0].strategy.key,
            amount_mnok=Decimal("2"),
            **money,
        )

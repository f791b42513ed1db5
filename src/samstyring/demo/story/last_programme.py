"""Last year's programme: advised, recommended, adopted, corrected, and treated by all parties but one."""

from collections import defaultdict
from decimal import ROUND_CEILING, Decimal

from samstyring.demo.load.projects import example_assumptions
from samstyring.demo.reading import at
from samstyring.demo.story.decided import decide_then
from samstyring.ground import history
from samstyring.partnership.models import Party
from samstyring.portfolio.models import (
    AdoptionAct,
    AdoptionRequirement,
    AssumedCost,
    Frame,
    Programme,
    ProgrammeLine,
)

PROJECTS = ["P001", "P002", "P005", "P007", "P010", "P012", "P018", "P020", "P026", "P030", "P036", "P037"]
LACKING = "oygarden"
RESERVATION = "Fv5254 Kleppevegen ved Myrane må kunne starte ett år tidligere (eksempel)."
VOTES = {"bergen": (51, 16), "vestland-fk": (49, 6), "alver": (38, 7), "askoy": (29, 16), "bjornafjorden": (35, 0)}


def lay(setting):
    first_year = setting.last + 1
    case, decision, correction = _treatment(setting, first_year)
    assumptions = example_assumptions(
        setting.partnership, first_year, name=f"Eksempelforutsetninger {setting.last}", price_year=setting.last
    )
    programme = Programme.objects.create(
        partnership=setting.partnership,
        first_year=first_year,
        case=case,
        decision=correction,
        price_year=setting.last,
        vat=assumptions.vat,
        assumptions=assumptions,
        created_by=setting.secretary,
        created_at=at(setting.day(5, 20)),
        is_example=True,
    )
    _lines(setting, programme, assumptions)
    _adoption(setting, programme)


def _treatment(setting, first_year):
    title = f"Handlingsprogram {first_year}–{first_year + 3}"
    case = setting.case(
        "handlingsprogram",
        title,
        on=setting.day(3, 3),
        flow=[
            ("samordning", "advice", setting.day(4, 15)),
            ("prioriteringsrad", "recommendation", setting.day(6, 12)),
            ("styringsgruppe", "decision", setting.day(6, 26)),
            (None, "", setting.day(9, 30)),
        ],
    )
    first = setting.paper(
        case,
        on=setting.day(4, 1),
        proposal="Samordningsfunksjonen tilrår at prosjektarkene går videre til prioritering.",
        background="Arbeidsgruppene har fremmet prosjektark for perioden (eksempel).",
        assessment="Arkene er sett på tvers av tema og områder.",
    )
    second = setting.paper(
        case,
        on=setting.day(5, 28),
        note="Nytt anslag for Rv555 Gyldenpriskrysset, og forslag til vedtak",
        proposal=f"Styringsgruppen vedtar handlingsprogrammet for {first_year}–{first_year + 3} og sender det til "
        "lokalpolitisk behandling hos de lokale partene.",
        background="Prioriteringsrådet har balansert prosjektene innenfor rammene (eksempel).",
        assessment="Programmet holder alle rammer. Marginallisten følger saken.",
        economy="Beløpene er eksempler og hviler på forutsetningene som er navngitt i programmet.",
    )
    coordination = setting.meeting(
        setting.forum("samordning"), on=setting.day(4, 15), status="held", called_on=setting.day(4, 7)
    )
    setting.attend(coordination)
    item = setting.item(coordination, case, "advice", paper=first, sequence=11)
    decide_then(
        setting, item, outcome="advised",
        text="Samordningsfunksjonen tilrår at de samordnede prosjektarkene går videre til prioritering.",
    )  # fmt: skip
    council = setting.meeting(
        setting.forum("prioriteringsrad"), on=setting.day(6, 12), status="held", called_on=setting.day(6, 4)
    )
    setting.attend(council)
    item = setting.item(council, case, "recommendation", paper=second, sequence=34)
    decide_then(
        setting, item, outcome="recommended",
        text="Prioriteringsrådet innstiller på at Styringsgruppen vedtar handlingsprogrammet slik det foreligger.",
    )  # fmt: skip
    steering = setting.meeting(
        setting.forum("styringsgruppe"), on=setting.day(6, 26), status="held", called_on=setting.day(6, 18)
    )
    setting.attend(steering, absent=("jdir",))
    item = setting.item(steering, case, "decision", paper=second, sequence=41)
    text = f"Styringsgruppen vedtar handlingsprogrammet for {first_year}–{first_year + 3} og sender det til lokalpolitisk behandling."
    decision = decide_then(setting, item, outcome="adopted", text=text, reservations={"askoy": RESERVATION})
    correction = decide_then(
        setting, item, outcome="adopted",
        text=f"{text} Beløpene er i {setting.last}-kroner uten merverdiavgift.",
        reservations={"askoy": RESERVATION},
        replaces=decision,
        reason="Prisåret manglet i vedtaksteksten",
        recorded_on=setting.day(6, 30),
    )  # fmt: skip
    return case, decision, correction


def _lines(setting, programme, assumptions):
    """Each chosen project is paid by one source it may use; frames are set a little above what that takes."""
    used = defaultdict(Decimal)
    chosen = AssumedCost.objects.filter(assumptions=assumptions, project__key__in=PROJECTS)
    for turn, cost in enumerate(chosen.prefetch_related("sources")):
        sources = list(cost.sources.all())
        source = sources[turn % len(sources)]
        focus = cost.project.sheets.get().focus_area
        for offset, mnok in enumerate(cost.profile[: programme.years]):
            amount = Decimal(str(mnok))
            year = programme.first_year + offset
            if amount:
                ProgrammeLine.objects.create(
                    programme=programme, project=cost.project, focus_area=focus, source=source, year=year,
                    amount_mnok=amount,
                )  # fmt: skip
                used[source.pk, year] += amount
    local = setting.partnership.sources.get(key="lokale")
    for year in programme.calendar_years:
        ProgrammeLine.objects.create(
            programme=programme, pot="Trafikksikkerhet, mindre tiltak (eksempel)", source=local, year=year,
            amount_mnok=Decimal(5),
        )  # fmt: skip
        used[local.pk, year] += 5
    for frame in Frame.objects.filter(assumptions=assumptions):
        needed = used[frame.source_id, frame.year]
        Frame.objects.filter(pk=frame.pk).update(amount_mnok=(needed / 10).to_integral_value(ROUND_CEILING) * 10)


def _adoption(setting, programme):
    parties = Party.objects.on(setting.day(6, 26)).filter(partnership=setting.partnership, is_member=True)
    for order, party in enumerate(parties.exclude(adoption="none")):
        requirement = AdoptionRequirement.objects.create(
            programme=programme,
            party=party,
            kind=party.adoption,
            body=party.political_body,
            due_on=setting.day(9, 30),
        )
        if party.key != LACKING:
            _act(setting, requirement, setting.day(9, 2 + 3 * (order % 8)))


def _act(setting, requirement, on):
    party = requirement.party
    local = requirement.kind == Party.Adoption.LOCAL
    votes = VOTES.get(party.key, (None, None))
    act = AdoptionAct.objects.create(
        requirement=requirement,
        outcome="deviating" if party.key == "askoy" else "adopted" if local else "confirmed",
        acted_on=on,
        wording="Handlingsprogrammet vedtas (eksempel)." if local else "Bekreftet skriftlig (eksempel).",
        reservation=RESERVATION if party.key == "askoy" else "",
        votes_for=votes[0],
        votes_against=votes[1],
        recorded_by=setting.secretary,
        recorded_at=at(on, 15),
    )
    history.record(
        "adoption.recorded", about=[requirement.programme, requirement.programme.case, requirement, party], by=setting.secretary,
        behalf=party, at=at(on, 15), outcome=str(act.outcome),
    )  # fmt: skip

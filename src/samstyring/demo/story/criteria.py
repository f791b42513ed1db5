"""The example criteria set, adopted by the steering group, and what four assessors say by it."""

from decimal import Decimal

from samstyring.demo.reading import at, rows, tables
from samstyring.demo.story.decided import decide_then
from samstyring.partnership.models import Person
from samstyring.portfolio.models import (
    Assessment,
    CriteriaSet,
    Criterion,
    GradeStandard,
    PartyWeight,
    PartyWeighting,
    Project,
)


def lay(setting):
    told = tables("criteria_example")
    case = setting.case(
        "kriteriesett",
        "Vurderingskriterier for prosjekter",
        on=setting.day(1, 15),
        flow=[
            ("prioriteringsrad", "advice", setting.day(2, 5)),
            ("styringsgruppe", "decision", setting.day(2, 26)),
        ],
    )
    paper = setting.paper(
        case,
        on=setting.day(1, 20),
        proposal="Styringsgruppen vedtar de fem kriteriene med vekter slik de står i saken (eksempel).",
        background="Ingen kilde oppgir vekter for Miljøløftet. Kriteriene er de som er nevnt for Bypakke Bergen.",
        assessment="Vektene er et eksempel og settes av samarbeidet selv.",
    )
    steering = setting.forum("styringsgruppe")
    meeting = setting.meeting(steering, on=setting.day(2, 26), status="held", called_on=setting.day(2, 17))
    setting.attend(meeting)
    item = setting.item(meeting, case, "decision", paper=paper, sequence=7)
    decision = decide_then(
        setting,
        item,
        outcome="adopted",
        text="Styringsgruppen vedtar vurderingskriteriene med vekter slik de står i saken.",
    )
    criteria = _criteria_set(setting.partnership, told, case, decision)
    _party_weights(setting.partnership, told, criteria, setting)
    _assessments(setting.partnership, criteria, setting)


def _criteria_set(partnership, told, case, decision):
    chosen = next(weights for weights in told["weights"] if weights["key"] == "mal-forst")
    criteria = CriteriaSet.objects.create(
        partnership=partnership,
        version=told["set"]["version"],
        title=f"{told['set']['name']} (eksempel)",
        mode=CriteriaSet.Mode.WEIGHTS,
        case=case,
        decision=decision,
        source=told["set"]["source"],
        standard=GradeStandard.objects.create(**{k: v for k, v in told["standard"].items() if k != "example"}),
        is_example=True,
    )
    for order, criterion in enumerate(told["criterion"], start=1):
        Criterion.objects.create(
            criteria_set=criteria,
            key=criterion["key"],
            name=criterion["name"],
            description=criterion["question"],
            anchors={str(step["score"]): f"{step['word']}. {step['text']}" for step in criterion["scale"]},
            order=order,
            weight=Decimal(str(chosen["values"][criterion["key"]])),
        )
    return criteria


def _party_weights(partnership, told, criteria, setting):
    parties = {one.key: one for one in partnership.parties.all()}
    by_key = {one.key: one for one in criteria.criteria.all()}
    for given in told["party_weights"]:
        weighting = PartyWeighting.objects.create(
            criteria_set=criteria,
            party=parties[given["party"]],
            source="Eksempel, ingen part har gitt vekter i kildene",
            given_at=at(setting.before(38)),
            is_example=True,
        )
        PartyWeight.objects.bulk_create(
            PartyWeight(weighting=weighting, criterion=by_key[key], weight=Decimal(str(share)))
            for key, share in given["values"].items()
        )


def _assessments(partnership, criteria, setting):
    projects = {p.key: p for p in Project.objects.filter(partnership=partnership).prefetch_related("sheets")}
    by_key = {c.key: c for c in criteria.criteria.all()}
    people = {p.user.username: p for p in Person.objects.filter(user__isnull=False).select_related("user")}
    Assessment.objects.bulk_create(
        Assessment(
            project=projects[row["project"]],
            sheet=projects[row["project"]].sheets.all()[0],
            criterion=by_key[row["criterion"]],
            assessor=people[row["assessor"]],
            score=int(row["score"]),
            given_at=at(setting.before(40)),
            is_example=True,
        )
        for row in rows("scores")
        if row["score"]
    )

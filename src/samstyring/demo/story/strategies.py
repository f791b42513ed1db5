"""Strategies with their measures, the year's budget and the funders, in the two partnerships that steer by them."""

from datetime import date, timedelta
from decimal import Decimal

from samstyring.casework.models import Case, Decision
from samstyring.demo.reading import at, day, tables
from samstyring.demo.story.setting import Setting
from samstyring.ground import history
from samstyring.partnership.models import CaseKind, Mandate
from samstyring.portfolio.models import (
    ActionPlan,
    ExecutorAppointment,
    Funder,
    Measure,
    MeasureReport,
    OperatingYear,
    Strategy,
)


def lay(miljoloftet):
    told = tables("strategies")
    for one in told["strategy"]:
        _strategy(Setting(miljoloftet.today, one["partnership"]), one)
    for one in told["budget"]:
        _budget(Setting(miljoloftet.today, one["partnership"]), one)


def decided(setting, kind, title, told, on):
    """A case with the decision it ended in, taken over as it is told."""
    case = Case.objects.create(
        partnership=setting.partnership,
        kind=CaseKind.objects.get(partnership=setting.partnership, key=kind),
        title=title[:250],
        created_on=on - timedelta(days=60),
        source=told.get("source", ""),
        missing="Saksframlegget er ikke lest.",
        is_example=True,
    )
    return case, Decision.objects.create(
        case=case,
        forum=setting.forum(told["forum"]),
        outcome="adopted",
        text=told["decided_words"],
        decided_on=on,
        recorded_at=at(on, 13),
        is_imported=True,
        source=told.get("source", ""),
    )


def _strategy(setting, told):
    on = day(told["decided_on"])
    case, decision = decided(setting, "strategi", told["title"], told, on)
    mandate = Mandate.objects.filter(
        partnership=setting.partnership, title__startswith=told["mandate"], forums__key=told["mandate_forum"]
    ).first()
    strategy = Strategy.objects.create(
        partnership=setting.partnership,
        case=case,
        decision=decision,
        mandate=mandate,
        effect=told["effect"] if mandate else "",
        is_example=told.get("example", False),
        **{name: told[name] for name in ("key", "title", "words", "first_year", "last_year", "source")},
        effect_reason=told["effect_reason"],
    )
    for order, aim in enumerate(told["aim"], start=1):
        strategy.aims.create(order=order, **aim)
    history.record("strategy.adopted", about=[strategy, decision], at=at(on, 13), version=1)
    _measures(setting, strategy, told)


def _measures(setting, strategy, told):
    last = min(setting.today, date(strategy.last_year, 5, 31))
    decided_on = date(
        max(strategy.first_year, min(one["years"][0] for one in told["measure"] if "years" in one)), 2, 10
    )
    forum = "styret" if setting.partnership.key == "osloregionen" else told["forum"]
    kind = "handlingsprogram" if setting.partnership.key == "osloregionen" else "tiltak"
    words = {"forum": forum, "decided_words": "Tiltakene vedtas slik de står i saken (eksempel)."}
    case, decision = decided(setting, kind, f"Tiltak under {strategy.title}", words, decided_on)
    for number, one in enumerate(told["measure"], start=1):
        measure = _measure(setting, strategy, one, number)
        if not one.get("planned"):
            Measure.objects.filter(pk=measure.pk).update(case=case, decision=decision)
            history.record("measure.adopted", about=[measure, decision], at=at(decided_on, 13))
            _reports(setting, measure, one, last)
        for party, plan, status, reference, *remark in one.get("landings", ()):
            measure.landings.create(
                party=setting.party(party), plan=plan, status=status, reference=reference, words="".join(remark),
                told_on=last - timedelta(days=30),
            )  # fmt: skip


def _measure(setting, strategy, one, number):
    relevance, feasibility, reason = one.get("grades", ("", "", ""))
    years = one.get("years")
    loose = one.get("loose", False)
    measure = Measure.objects.create(
        partnership=setting.partnership,
        number=number,
        title=one["title"],
        words=one["words"],
        strategy=None if loose else strategy,
        aim_key=one.get("aim", ""),
        owner=setting.party(one["owner"]) if "owner" in one else None,
        responsible=setting.person(one["responsible"]) if "responsible" in one else None,
        executor=one.get("executor", ""),
        starts_on=date(years[0], 3, 1) if years else None,
        ends_on=date(years[1], 12, 15) if years else None,
        relevance=relevance,
        feasibility=feasibility,
        grade_reason=reason,
        source=one.get("source", ""),
        is_example=True,
    )
    if "executor_person" in one:
        ExecutorAppointment.objects.create(
            measure=measure,
            person=setting.person(one["executor_person"]),
            organisation=one.get("executor", ""),
            covers="Gjennomføre tiltaket og rapportere hvert kvartal (eksempel).",
            from_day=date(years[0], 3, 1) if years else setting.today,
            appointed_by=setting.secretary,
        )
    return measure


def _teller(measure):
    """Whoever carries it out from outside, else the one who answers for it."""
    appointment = measure.appointments.first()
    return appointment.person if appointment else measure.responsible


def _reports(setting, measure, one, last):
    reports = one.get("reports", ())
    for step, (status, words) in enumerate(reports, start=1):
        on = last - timedelta(days=100 * (len(reports) - step) + 60)
        due = one.get("next_due") if step == len(reports) else None
        MeasureReport.objects.create(
            measure=measure,
            status=status,
            words=words,
            at=at(on, 12),
            by=_teller(measure),
            next_due_on=setting.today + timedelta(days=due) if due is not None else None,
        )
        history.record(
            "measure.reported", about=measure, by=_teller(measure), at=at(on, 12),
            status=status,
        )  # fmt: skip


def _budget(setting, told):
    funders = {one["key"]: _funder(setting, one) for one in told["funders"]}
    year = setting.today.year
    if told["lines"]:
        words = {
            "forum": "styret",
            "decided_words": f"Styret vedtar årsprogram og budsjett for {year} (eksempel).",
        }
        case, decision = decided(
            setting, "handlingsprogram", f"Årsprogram med budsjett {year} (eksempel)", words, date(year - 1, 12, 8)
        )
        _plan(setting, told, funders, year, case=case, decision=decision)
        ahead = Case.objects.filter(
            partnership=setting.partnership, title=f"Handlingsprogram med budsjett {year + 1}"
        ).first()
        _plan(setting, told, funders, year + 1, case=ahead)
    for back, amount, committed, used in told["operating"]:
        OperatingYear.objects.create(
            partnership=setting.partnership, year=year + back, amount_mnok=Decimal(amount), basis="frame",
            vat="excl", price_year=year + back, used_mnok=Decimal(used) if used else None,
            committed_mnok=Decimal(committed) if committed else None, is_example=True,
        )  # fmt: skip


def _plan(setting, told, funders, year, *, case=None, decision=None):
    plan = ActionPlan.objects.create(
        partnership=setting.partnership, year=year, words=told["words"], source=told["source"], case=case,
        decision=decision, is_example=True,
    )  # fmt: skip
    measures = {one.title: one for one in setting.partnership.measures.all()}
    for line in told["lines"]:
        plan.lines.create(
            measure=measures[line["measure"]] if "measure" in line else None,
            post=line.get("post", ""),
            funder=funders.get(line["funder"]),
            amount_mnok=Decimal(line["mnok"]),
            basis=line["basis"],
            vat=line["vat"],
            price_year=year if line["vat"] else None,
        )
    if decision:
        history.record("plan.adopted", about=[plan, decision], at=at(decision.decided_on, 13), year=year)


def _funder(setting, told):
    funder = Funder.objects.create(
        partnership=setting.partnership,
        name=told["name"],
        demands=told["demands"],
        role=told.get("role", ""),
        source=told.get("source", ""),
        is_example="eksempel" in told["name"],
    )
    due = [(title, setting.today + timedelta(days=days), done) for title, days, done in told.get("reports", ())]
    due += [(title, day(on), done) for title, on, done in told.get("reports_on", ())]
    for title, due_on, done in due:
        funder.reports.create(
            title=f"{title} (eksempel)" if funder.is_example else title,
            due_on=due_on,
            delivered_on=due_on - timedelta(days=2) if done else None,
        )
    return funder

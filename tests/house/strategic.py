"""A strategy in Fjordløftet with its measure, the year's programme and a funder, for the walk over every page."""

from decimal import Decimal

from samstyring.portfolio.models import ActionPlan, Funder, Measure, MeasureLanding, OperatingYear, Strategy


class Strategic:
    """Adopted in the same decision; carried out by the secretary, so that every page has something to show."""

    def __init__(self, cast, decision, stored, words):
        self.cast, self.decision, self.stored, self.words = cast, decision, stored, words
        self.strategy = Strategy.objects.create(
            partnership=cast.fjord, key="strategi", title=words, first_year=2026, last_year=2029,
            mandate=cast.steering_mandate, effect="revision", effect_reason=words, case=decision.case,
            decision=decision,
        )  # fmt: skip
        self.strategy.aims.create(key="mal", title=words)
        self.measure = self._measure(1, decision)
        self.plan = ActionPlan.objects.create(partnership=cast.fjord, year=2027, words=words)
        self.funder = Funder.objects.create(partnership=cast.fjord, name=words)
        self.line = self._line(self.measure)
        self.delivery = self.funder.reports.create(
            title=words, due_on=cast.today, delivered_on=cast.today, file=stored, delivered_by=cast.secretary
        )

    def _measure(self, number, decision):
        cast = self.cast
        measure = Measure.objects.create(
            partnership=cast.fjord, number=number, title=self.words, strategy=self.strategy, aim_key="mal",
            owner=cast.sjo, responsible=cast.owner, first_report_due=cast.today,
            case=decision.case if decision else None, decision=decision,
        )  # fmt: skip
        measure.appointments.create(person=cast.secretary, covers=self.words, from_day=cast.today)
        measure.landings.create(party=cast.berg, plan="economy", status="included", told_on=cast.today)
        return measure

    def _line(self, measure):
        return self.plan.lines.create(
            measure=measure, funder=self.funder, amount_mnok=Decimal(1), basis="year_grant", price_year=2027
        )

    def one_more(self, number):
        cast = self.cast
        self._line(self._measure(10 + number, self.decision))
        self._measure(30 + number, None)
        self.measure.reports.create(status="started", words=f"Rapport {number}", by=cast.secretary)
        plans = MeasureLanding.Plan.values
        self.measure.landings.update_or_create(
            party=cast.sjo, plan=plans[number % len(plans)], defaults={"status": "proposed", "told_on": cast.today}
        )
        another = Strategy.objects.create(
            partnership=cast.fjord, key=f"strategi-{number}", title=f"Strategi {number}", first_year=2026,
            last_year=2027, case=self.decision.case, decision=self.decision,
        )  # fmt: skip
        another.aims.create(key="mal", title=f"Mål {number}")
        self.strategy.aims.create(key=f"mal-{number}", title=f"Mål {number}", order=number)
        year = ActionPlan.objects.create(partnership=cast.fjord, year=2030 + number, case=self.decision.case)
        funder = Funder.objects.create(partnership=cast.fjord, name=f"Finansiør {number}")
        year.lines.create(post="Møter", funder=funder, amount_mnok=Decimal(2))
        funder.reports.create(title="Rapport", due_on=cast.today)
        self.funder.reports.create(title=f"Rapport {number}", due_on=cast.today)
        OperatingYear.objects.create(partnership=cast.fjord, year=2030 + number, amount_mnok=Decimal(3))

    def keys(self):
        return {
            "strategy": self.strategy.pk,
            "measure": self.measure.pk,
            "appointment": self.measure.appointments.first().pk,
            "plan": self.plan.pk,
            "row": self.line.pk,
            "funder": self.funder.pk,
            "delivery": self.delivery.pk,
        }

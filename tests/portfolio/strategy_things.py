"""A strategy with two aims in Osregionen, its measures, and the forms people send about them."""

from datetime import date, timedelta

from django.urls import reverse

from samstyring.casework.actions import decisions
from samstyring.casework.models import FlowStep
from samstyring.partnership.models import Party, PartyRole
from samstyring.portfolio.actions import action_plans, measures, strategies
from tests.cast import LONG_AGO

AIMS = [
    {"key": "", "title": "Flere reiser uten bil", "words": "Kollektiv, sykkel og gange."},
    {"key": "", "title": "Næring i hele regionen", "words": ""},
]


def address(name, *args, partnership="osregionen"):
    return reverse(f"portfolio:{name}", args=[partnership, *args])


class Things:
    """Osregionen with a second party and a clerk for it."""

    def __init__(self, cast):
        self.cast, self.os, self.by = cast, cast.os, cast.os_secretary
        self.told = {"by": self.by, "on": cast.today}
        self.south = Party.objects.create(
            partnership=cast.os, key="sor", name="Sørregionen", short="Sør", kind="region", order=2
        )
        self.clerk = cast.person("Tuva, partens sekretær i Sør")
        PartyRole.objects.create(person=self.clerk, party=self.south, kind="clerk", from_day=LONG_AGO)

    def strategy(self, *, replaces=None, aims=None, **said):
        said = {"title": "Strategi for eksempelårene", "words": "", "first_year": 2026, "last_year": 2029} | said
        return strategies.draft(self.os, replaces=replaces, aims=aims or AIMS, **self.told, **said)

    def measure(self, strategy=None, *, aim="flere-reiser-uten-bil", ready=True, **said):
        said = {"title": "Felles billett", "strategy": strategy, "aim_key": aim if strategy else ""} | said
        if ready:
            said = {
                "owner": self.south, "responsible": self.cast.kg_leader,
                "starts_on": date(2026, 1, 1), "ends_on": date(2027, 12, 31),
            } | said  # fmt: skip
        measure = measures.propose(self.os, **self.told, **said)
        if ready:
            measures.grade(
                measure, relevance="high", feasibility="medium", reason="Det er prøvd før.", **self.told
            )
        return measure

    def case(self, kind="styresak", title="Sak om strategi"):
        case = self.cast.case(kind, title=title, partnership=self.os)
        FlowStep.objects.create(case=case, order=1, forum=self.cast.board, purpose="decision")
        return case

    def decide(self, case, outcome="adopted"):
        item = self.cast.item(self.cast.board, case=case)
        return decisions.decide(item, outcome=outcome, text="Styret gjør vedtak.", by=self.by)

    def adopted_strategy(self, **said):
        strategy = self.strategy(**said)
        case = self.case()
        strategies.submit(strategy, case=case, **self.told)
        self.decide(case)
        strategy.refresh_from_db()
        return strategy

    def decided_measure(self, strategy=None, **said):
        measure = self.measure(strategy, **said)
        case = self.case(title="Sak om tiltak")
        measures.submit(self.os, [measure], case=case, **self.told)
        self.decide(case)
        measure.refresh_from_db()
        return measure

    def plan(self, year=2027, **said):
        return action_plans.draft(self.os, year=year, **self.told, **said)

    def line(self, plan, amount, *, funder=None, measure=None, post="", **kind):
        kind = {"basis": "year_grant", "price_year": 2027, "vat": "excl"} | kind
        post = post or ("" if measure else "Lønn i sekretariatet")
        return action_plans.add_line(
            plan, measure=measure, post=post, funder=funder, amount_mnok=amount, **kind, **self.told
        )

    def days(self, number):
        return self.cast.today + timedelta(days=number)


def typed(form, **changed):
    """What a browser would send back from a form of the page, with some of it changed."""
    data = {}
    for name, field in form.fields.items():
        value = form[name].value()
        if not field.disabled and value not in (None, [], False):
            data[form[name].html_name] = value
    return data | changed


def typed_strategy(page, **changed):
    """The strategy form with its rows of aims."""
    data = typed(page.context["form"])
    rows = page.context["aims"]
    for part in (rows.management_form, *rows):
        for name in part.fields:
            value = part[name].value()
            data[part[name].html_name] = "" if value is None else value
    return data | changed

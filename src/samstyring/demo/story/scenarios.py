"""Three ways to balance the next programme, as examples, with what people have noted about them."""

from datetime import timedelta
from decimal import Decimal

from samstyring.demo.reading import at
from samstyring.portfolio import tasks
from samstyring.portfolio.actions import jobs
from samstyring.portfolio.actions import scenarios as acts
from samstyring.portfolio.models import Scenario, ScenarioNote, ScenarioProject, ScenarioShare

# Whoever presses a button comes before what the demo has asked for by itself.
LATER, LAST = -10, -20
RUNNING = "Bygging pågår (eksempel)"
LEAST = Decimal("0.016")
NOTES = (
    (
        "Størst målbidrag",
        "eva",
        6,
        "Første forsøk: bare Bybanen er låst. Alle rammer er forutsetninger (eksempel).",
    ),
    (
        "Jevnere fordelt",
        "eva",
        4,
        "Sør og Nordøst får hver sin minsteandel, slik arbeidsgruppene ba om (eksempel).",
    ),
    ("Jevnere fordelt", "jonas", 3, "Vi må vite hva minsteandelene koster før rådet møtes (eksempel)."),
    (
        "Planlegge Bybanen 5 nå",
        "eva",
        2,
        "Viser hva som må vente hvis planleggingen starter i første år (eksempel).",
    ),
)


def lay(setting, assumptions):
    """Lay them, the first one first. They are calculated when the demo is served."""
    criteria = setting.partnership.criteria_sets.get(version=1)
    for day, (name, locked, shares) in enumerate(_wishes()):
        scenario = Scenario.objects.create(
            partnership=setting.partnership,
            name=name,
            first_year=setting.today.year + 1,
            criteria_set=criteria,
            assumptions=assumptions,
            created_by=setting.secretary,
            created_at=at(setting.today - timedelta(days=7 - day), 9),
            is_example=True,
        )
        for key, reason in locked.items():
            project = setting.partnership.projects.get(key=key)
            scenario.special_projects.create(project=project, kind=ScenarioProject.Kind.LOCKED, reason=reason)
        for key in shares:
            scenario.shares.create(kind=ScenarioShare.Kind.AREA, key=key, share=LEAST)
    _note(setting)


def _wishes():
    yield "Størst målbidrag", {"P001": RUNNING}, ()
    yield "Jevnere fordelt", {"P001": RUNNING}, ("arbeidsgruppe-sor", "arbeidsgruppe-nordost")
    yield "Planlegge Bybanen 5 nå", {"P001": RUNNING, "P002": "Planleggingen er ønsket nå (eksempel)"}, ()


def _note(setting):
    for name, who, days, words in NOTES:
        ScenarioNote.objects.create(
            scenario=setting.partnership.scenarios.get(name=name),
            words=words,
            written_by=setting.person(who),
            written_at=at(setting.today - timedelta(days=days), 13),
            is_example=True,
        )


def ask(partnership="miljoloftet"):
    """Ask the worker for the plans of the examples, and then for what other frames would give."""
    waiting = []
    for scenario in Scenario.objects.filter(partnership__key=partnership, is_example=True, analysis=None):
        laid = acts.start_calculation(scenario, by=scenario.created_by)
        tasks.calculate.using(priority=LATER).enqueue(laid.pk)
        waiting.append(jobs.lay(scenario, "front", problem=laid.problem, sha256=laid.problem_sha256))
    for front in waiting:
        tasks.find_front.using(priority=LAST).enqueue(front.pk)

"""A change of one project that somebody tries: the plan is laid again with it, and compared."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from samstyring.ground.formats import number
from samstyring.ground.models import Analysis
from samstyring.portfolio.analysis import reasons
from samstyring.portfolio.analysis.planning import attempt
from samstyring.portfolio.models import ScenarioProject
from samstyring.portfolio.rules import inquiries as rules

TRYING = "trying"
# A try is answered at once, or with what was found by then.
SECONDS, GAP = 8.0, 1e-4
# Less than this share of the worth is not a difference.
NOTHING = 0.0005


def with_change(problem, key, kind):
    """The problem with one project locked, held outside or set free."""
    locked = {one: year for one, year in problem["locked"].items() if one != key}
    excluded = [one for one in problem["excluded"] if one != key]
    if kind == ScenarioProject.Kind.LOCKED:
        locked[key] = None
    elif kind == ScenarioProject.Kind.EXCLUDED:
        excluded.append(key)
    return {**problem, "locked": locked, "excluded": excluded}


def is_for(trial, calculation):
    """True where what was tried is over, and is about this calculation of the plan."""
    return trial is not None and trial.is_over and trial.problem_sha256 == calculation.problem_sha256


def work(analysis, pulse):
    """Lay the plan again with the change."""
    from samstyring.engine import plan
    from samstyring.engine.problem import read
    from samstyring.engine.programme import balance

    problem = read(analysis.problem["problem"])
    missing = analysis.problem["basis"]["scenario"]["missing_scores"]

    def searched(_value, _bound, seconds):
        pulse.tell(100 * seconds / SECONDS, TRYING)

    watching = {"seconds": SECONDS, "gap": GAP, "progress": searched, "cancelled": pulse.stopped}
    found, refusal = attempt(lambda: balance(problem, missing=missing, **watching))
    return refusal or (Analysis.Status.DONE, {"plan": plan.as_mapping(found)})


@dataclass(frozen=True)
class Trial:
    """What a tried change does, in words."""

    key: str
    project: str
    kind: str
    act: str  # the name of the change
    sentence: str
    glyph: str
    enters: tuple
    leaves: tuple
    moves: tuple
    causes: tuple
    before: Any  # million kroner in the programme years
    after: Any
    is_proved: bool
    needs_reason: bool

    @property
    def is_possible(self):
        return not self.causes and self.after is not None


def read(analysis, plan):
    """The answer of a try, compared with the scenario's plan (a stored mapping)."""
    basis, change = analysis.problem["basis"], analysis.problem["change"]
    says = reasons.Sentences(basis, plan["value"])
    name = says.name(change["key"])
    facts = {
        "key": change["key"],
        "project": name,
        "kind": change["kind"],
        "act": rules.CHANGES[change["kind"]],
        "needs_reason": change["kind"] == ScenarioProject.Kind.EXCLUDED,
    }
    if analysis.status == Analysis.Status.IMPOSSIBLE:
        causes = tuple(says.cause(one) for one in analysis.result["conflict"])
        return Trial(
            **facts,
            sentence=says.impossible(analysis.result),
            glyph="stop",
            enters=(),
            leaves=(),
            moves=(),
            causes=causes,
            before=None,
            after=None,
            is_proved=analysis.result["certain"],
        )
    new = analysis.result["plan"]
    starts, other = plan["starts"], new["starts"]
    moves = tuple(
        _("%(project)s fra %(old)s til %(new)s")
        % {"project": says.name(key), "old": starts[key], "new": other[key]}
        for key in sorted(starts.keys() & other.keys())
        if starts[key] != other[key]
    )
    return Trial(
        **facts,
        sentence=_sentence(basis, plan, new),
        glyph="done" if starts == other else "dev",
        enters=tuple(says.name(key) for key in sorted(other.keys() - starts.keys())),
        leaves=tuple(says.name(key) for key in sorted(starts.keys() - other.keys())),
        moves=moves,
        causes=(),
        before=_money(plan, basis),
        after=_money(new, basis),
        is_proved=new["status"] != "time-limit",
    )


def _money(plan, basis):
    first, years = basis["scenario"]["first_year"], basis["scenario"]["years"]
    return sum(one["amount"] for one in plan["money"] if first <= one["year"] < first + years)


def _sentence(basis, plan, new):
    """How the worth changes: in all, or on the most important criterion where the plans differ."""
    names = {one["key"]: one["name"] for one in basis["scenario"]["criteria"]}
    whole = [{"criterion": "", "value": plan["value"]}], [{"criterion": "", "value": new["value"]}]
    old_levels, new_levels = (plan["levels"] or whole[0], new["levels"] or whole[1])
    for old, now in zip(old_levels, new_levels, strict=True):
        share = (now["value"] - old["value"]) / abs(old["value"]) if old["value"] else 0.0
        if abs(share) <= NOTHING:
            continue
        facts = {"percent": number(abs(100 * share)), "criterion": names.get(old["criterion"], "")}
        if old["criterion"]:
            told = _("Nytten på «%(criterion)s» øker %(percent)s %%.")
            return (told if share > 0 else _("Nytten på «%(criterion)s» faller %(percent)s %%.")) % facts
        return (_("Nytten øker %(percent)s %%.") if share > 0 else _("Nytten faller %(percent)s %%.")) % facts
    return _("Nytten er nesten den samme.")

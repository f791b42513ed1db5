"""What holds when the parties disagree about the weights: worked by the engine, told in three honest states.

«Alltid» is said only of what is proved for every mixture of the parties' weights. What was merely seen at all
the weights that were drawn says so, with the bound that so many draws give. The rest depends on something.
"""

import hashlib
import json
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samstyring.ground.formats import number, percent
from samstyring.ground.models import Analysis
from samstyring.portfolio.analysis.planning import attempt
from samstyring.portfolio.analysis.reasons import listed

WEIGHTS_FORMAT = "samstyring-party-weights/1"
SECONDS, DRAWS, EPSILON = 25.0, 1000, 0.005
# What the work does first, and how much of the progress bar each part takes, from and to.
BEGINNING = "corners"
STAGES = {"corners": (0, 40), "samples": (40, 60), "proofs": (60, 80), "challenges": (80, 100)}


def party_weights(criteria_set):
    """The newest weights of each party as the engine reads them. Two queries."""
    counting = criteria_set.weightings.counting().select_related("party")
    return {
        "format": WEIGHTS_FORMAT,
        "parties": [
            {
                "key": one.party.key,
                "name": one.party.short,
                "weights": {weight.criterion.key: float(weight.weight) for weight in one.weights.all()},
            }
            for one in counting.prefetch_related("weights__criterion")
        ],
    }


def digest(problem_sha256, weights):
    """The hash of what a robustness stands on: the problem and the parties' weights."""
    canonical = json.dumps([problem_sha256, weights["parties"]], sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode("ascii")).hexdigest()


def work(analysis, pulse):
    """Study the plan over all mixtures of the parties' weights."""
    from samstyring.engine import robust
    from samstyring.engine.problem import read

    problem = read(analysis.problem["problem"])
    weights = robust.read_weights(analysis.problem["weights"], problem.criteria)

    def done(stage, count, of):
        first, last = STAGES[stage]
        pulse.tell(first + (last - first) * min(1.0, count / max(1, of)), stage)

    def known(so_far):
        pulse.keep(robust.as_mapping(so_far), STAGES["samples"][1], "proofs")

    found, refusal = attempt(
        lambda: robust.study(
            problem,
            weights,
            given=analysis.problem["starts"],
            missing=analysis.problem["missing"],
            epsilon=EPSILON,
            draws=DRAWS,
            seconds=SECONDS,
            progress=done,
            published=known,
            cancelled=pulse.stopped,
        )
    )
    return refusal or (Analysis.Status.DONE, robust.as_mapping(found))


@dataclass(frozen=True)
class Mark:
    """What the robustness says of one project: beside it in the table, and in a whole sentence."""

    key: str
    name: str
    kind: str
    word: str
    short: str
    text: str
    share: str
    interval: str
    near: str
    against: str  # said where the proposal does the opposite


@dataclass(frozen=True)
class PartyCost:
    """What the proposal costs one party, by the party's own weights."""

    name: str
    at_least: float
    at_most: float
    rather_in: str
    rather_out: str
    is_worst: bool


@dataclass(frozen=True)
class Robustness:
    """A finished study as the page reads it."""

    marks: dict  # project key → Mark
    counts: tuple  # (kind, word, number)
    sentence: str
    proof: str
    costs: tuple
    cost_sentence: str
    parties: tuple
    cut_short: bool


def read(basis, result):
    """Lay out a study in the words of the calculation it is about."""
    says = _Says(basis, result)
    marks = {one["key"]: says.mark(one) for one in result["projects"]}
    counts = result["counts"]
    drawn = number(says.draws, 0)
    tally = (
        ("done", _("Alltid inne"), counts["proved-in"]),
        ("prog", _("Inne i alle %(count)s") % {"count": drawn}, counts["seen-in"]),
        ("dev", _("Avhenger av"), counts["open"]),
        ("none", _("Ute i alle %(count)s") % {"count": drawn}, counts["seen-out"]),
        ("todo", _("Alltid ute"), counts["proved-out"]),
    )
    costs = says.costs()
    return Robustness(
        marks=marks,
        counts=tally,
        sentence=says.sentence(),
        proof=says.proof(),
        costs=costs,
        cost_sentence=says.cost_sentence(costs),
        parties=tuple(one["name"] for one in result["weights"]["parties"]),
        cut_short=result["certificate"]["ended"] != "done",
    )


class _Says:
    """The words of one study."""

    def __init__(self, basis, result):
        self.basis, self.result = basis, result
        self.draws = result["weights"]["sampling"]["count"]
        self.criteria = {one["key"]: one["name"] for one in basis["scenario"]["criteria"]}
        self.parties = {one["key"]: one["name"] for one in result["parties"]}

    def name(self, key):
        found = self.basis["projects"].get(key)
        return found["name"] if found else key

    def names(self, keys, most=3):
        return listed([self.parties.get(key, key) for key in keys], most=most)

    def mark(self, one):
        kind, word, short, text = getattr(self, "_" + one["state"].replace("-", "_"))(one)
        low, high = (percent(100 * end) if end in (0, 1) else number(100 * end) for end in one["interval"])
        ends = {"low": low, "high": high}
        tie_low, tie_high = one["near_tie"]
        near = ""
        if tie_low != tie_high:
            near = _("%(low)s–%(high)s %%") % {"low": number(100 * tie_low, 0), "high": number(100 * tie_high, 0)}
        return Mark(
            key=one["key"],
            name=self.name(one["key"]),
            kind=kind,
            word=word,
            short=short,
            text=text,
            share=_("%(share)s %%") % {"share": self._share(one["share"])},
            # What is proved for every mixture has nothing to be unsure of.
            interval="" if one["state"].startswith("proved") else _("%(low)s–%(high)s %%") % ends,
            near=near,
            against=self._against(one),
        )

    def _share(self, share):
        """Whole per cents, but never 0 or 100 of what is not so at every draw."""
        if 0 < share < 0.01 or 0.99 < share < 1:
            return number(100 * share)
        return number(100 * share, 0)

    def _proved_in(self, one):
        text = _("Bevist: prosjektet er med i den beste planen for alle blandinger av partenes vekter.")
        return "done", _("Alltid inne"), _("bevist"), text

    def _proved_out(self, one):
        text = _("Bevist: prosjektet er utenfor den beste planen for alle blandinger av partenes vekter.")
        return "todo", _("Alltid ute"), _("bevist"), text

    def _seen_in(self, one):
        facts = self._bound(one)
        text = _(
            "Inne for alle de %(count)s vektene som ble prøvd. Det er ikke bevist for resten: "
            "høyst %(bound)s %% av blandingene kan si noe annet (95 %% sikkert, alle prosjektene samlet)."
        )
        word = _("Inne i alle %(count)s") % facts
        return "prog", word, _("høyst %(bound)s %% ellers") % facts, text % facts

    def _seen_out(self, one):
        facts = self._bound(one)
        text = _(
            "Ute for alle de %(count)s vektene som ble prøvd. Det er ikke bevist for resten: "
            "høyst %(bound)s %% av blandingene kan si noe annet (95 %% sikkert, alle prosjektene samlet)."
        )
        word = _("Ute i alle %(count)s") % facts
        return "none", word, _("høyst %(bound)s %% ellers") % facts, text % facts

    def _bound(self, one):
        bound = one["exception_simultaneous"] if one["exception_simultaneous"] is not None else one["exception"]
        return {"count": number(self.draws, 0), "bound": "–" if bound is None else number(100 * bound, 2)}

    def _open(self, one):
        turn = one["depends_on"]
        if turn is None and self.result["certificate"].get("open_samples"):
            text = _(
                "Det er ikke regnet ut for alle vektene som ble trukket, så det kan ikke sies hva det avhenger av."
            )
            return "none", _("Ikke avgjort"), "", text
        if turn is None:
            text = _("Flere planer er nesten like gode. Prosjektet er med i noen av dem og ikke i andre.")
            return "dev", _("Avhenger av"), _("nesten like planer"), text
        facts = {
            "criterion": self.criteria.get(turn["criterion"], turn["criterion"]),
            "threshold": number(100 * turn["threshold"], 0),
            "inside": self.names(turn["parties_in"]),
            "outside": self.names(turn["parties_out"]),
            "error": number(100 * turn["error"], 0),
        }
        if turn["in_when"] == "above":
            text = _("Inne når «%(criterion)s» teller mer enn %(threshold)s %%.") % facts
        else:
            text = _("Inne når «%(criterion)s» teller mindre enn %(threshold)s %%.") % facts
        if turn["error"]:
            text += " " + _("Regelen bommer for %(error)s %% av vektene.") % facts
        if turn["parties_in"] and turn["parties_out"]:
            text += " " + _("Inne med vektene til %(inside)s, ute med vektene til %(outside)s.") % facts
        return "dev", _("Avhenger av"), _("vekten av %(criterion)s") % facts, text

    def _against(self, one):
        given = one.get("given")
        if not given or given["agreement"] not in ("against-proved", "against-seen"):
            return ""
        if given["in"]:
            return _("Forslaget har det med likevel, etter scenarioets egne vekter og regler.")
        return _("Forslaget har det ikke med, etter scenarioets egne vekter og regler.")

    def sentence(self):
        counts = self.result["counts"]
        sure, open_ = counts["proved-in"] + counts["proved-out"], counts["open"]
        proved = ngettext(
            "%(count)s prosjekt er bevist inne eller ute uansett hvilken parts vekter som gjelder.",
            "%(count)s prosjekter er bevist inne eller ute uansett hvilken parts vekter som gjelder.",
            sure,
        ) % {"count": sure}
        rest = ngettext("%(count)s avhenger av noe.", "%(count)s avhenger av noe.", open_) % {"count": open_}
        return proved, rest

    def proof(self):
        told, parties = self.result["certificate"], len(self.result["weights"]["parties"])
        facts = {"count": number(self.draws, 0), "reached": number(100 * told["reached"], 2)}
        drawn = ngettext(
            "%(draws)s vekter er trukket blant alle blandinger av %(count)s parts vekter.",
            "%(draws)s vekter er trukket blant alle blandinger av %(count)s parters vekter.",
            parties,
        ) % {"draws": facts["count"], "count": parties}
        best = _("For hver av dem er den beste kjente planen bevist høyst %(reached)s %% fra den best mulige.")
        return f"{drawn} {best % facts}"

    def costs(self):
        """What the proposal costs each party, the one it costs most first."""
        given = self.result["given"]
        if given is None:
            return ()
        best = {one["key"]: one["plan"] for one in self.result["parties"]}
        plans = {one["key"]: one["starts"] for one in self.result["plans"]}
        worst = given["worst"]["party"] if given["worst"] else ""
        rows = []
        for one in given["regret"]:
            own = plans.get(best.get(one["party"]), {})
            rows.append(
                PartyCost(
                    name=self.parties.get(one["party"], one["party"]),
                    at_least=100 * one["at_least"],
                    at_most=100 * one["at_most"],
                    rather_in=listed(sorted(map(self.name, own.keys() - given["starts"].keys())), most=3),
                    rather_out=listed(sorted(map(self.name, given["starts"].keys() - own.keys())), most=3),
                    is_worst=one["party"] == worst,
                )
            )
        return tuple(sorted(rows, key=lambda row: (-row.at_most, -row.at_least, row.name)))

    def cost_sentence(self, costs):
        worst = next((one for one in costs if one.is_worst), None)
        if worst is None:
            return ""
        if worst.at_most < 0.05:
            return _("Forslaget koster ingen part noe: det er så godt som det beste for hver av dem.")
        facts = {"party": worst.name, "percent": number(worst.at_most)}
        return (
            _("Forslaget koster %(party)s mest: høyst %(percent)s %% av nytten, målt med partens egne vekter.")
            % facts
        )

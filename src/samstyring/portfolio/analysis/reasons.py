"""The engine's reasons in whole sentences: why a project is in or out, and why nothing is possible."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samstyring.ground.formats import number

# Half a thousandth of the plan's worth is rounded away on the page, and means nothing beside the uncertainty.
NOTHING = 0.0005


@dataclass(frozen=True)
class Why:
    """A status with its word, and the sentence that says what it rests on."""

    kind: str
    word: str
    text: str = ""
    short: str = ""  # a few words beside the status in a dense table


@dataclass(frozen=True)
class Cause:
    """One thing that makes a scenario impossible, and what would mend it."""

    text: str
    who: str


def listed(names, most=2):
    """`A, B og C`, or `A, B og 4 til` when there are many."""
    names = list(names)
    if not names:
        return ""
    if len(names) == 1:
        return names[0]
    if len(names) > most:
        shown, rest = names[:most], len(names) - most
        return _("%(names)s og %(count)s til") % {"names": ", ".join(shown), "count": rest}
    return _("%(names)s og %(last)s") % {"names": ", ".join(names[:-1]), "last": names[-1]}


class Sentences:
    """Says what the engine found in the words of one calculation: its projects, sources and total worth."""

    def __init__(self, basis, value=0.0, *, is_whole=True):
        self.basis = basis
        self.value = value
        self.is_whole = is_whole

    def name(self, key):
        found = self.basis["projects"].get(key)
        return found["name"] if found else key

    def names(self, keys):
        return listed([self.name(key) for key in keys])

    def source(self, key):
        return self.basis["sources"].get(key, {}).get("name", key)

    def group(self, key):
        return self.basis["focus"].get(key) or self.basis["areas"].get(key) or key

    def share_of_value(self, price):
        return number(100 * price / self.value, 1) if self.value else number(0)

    def _is_nothing(self, price):
        """True where a choice costs less than what is shown as 0,0 %."""
        return price <= NOTHING * self.value

    def _loss(self, price):
        """`−7,6 %`"""
        return f"{number(-100 * price / self.value if self.value else 0)} %"

    # Projects

    def why(self, reason):
        """The place of one project, from the engine's reason."""
        told = getattr(self, "_" + reason["kind"].replace("-", "_"))
        return told(reason)

    def _locked(self, reason):
        return Why(
            "done", _("Låst inn"), self.basis["projects"][reason["key"]]["reason"] or _("Låst av sekretariatet.")
        )

    _must_start = _locked

    def _required_by(self, reason):
        return Why("dev", _("Avhengig"), _("Kreves av %(names)s.") % {"names": self.names(reason["keys"])})

    def _needed_by_rules(self, reason):
        causes = " ".join(self._room(one) for one in reason["conflict"])
        return Why("done", _("Må være inne"), causes or _("Reglene kan ikke holdes uten prosjektet."))

    def _chosen(self, reason):
        turned = reason["turned"]
        entering = self.names(turned["enters"])
        if self._is_nothing(turned["price"]):
            if entering:
                text = _("%(names)s gir nesten like mye nytte i stedet.") % {"names": entering}
            else:
                text = _("Nytten er nesten den samme uten prosjektet.")
            return Why("dev", _("Jevnt"), text)
        facts = {"percent": self.share_of_value(turned["price"]), "names": entering}
        text = _("Uten prosjektet faller nytten %(percent)s %%.") % facts
        if entering:
            text = _("Uten prosjektet faller nytten %(percent)s %%, og %(names)s kommer inn.") % facts
        return Why("done", _("Valgt"), text, self._loss(turned["price"]))

    def _excluded(self, reason):
        return Why("none", _("Holdt utenfor"), self.basis["projects"][reason["key"]]["reason"])

    def _no_source(self, reason):
        return Why("stop", _("Kan ikke betales"), _("Ingen kilde kan betale for prosjektet."))

    def _never_fits(self, reason):
        causes = [self._room(one) for one in reason["conflict"]]
        return Why("stop", _("Får ikke plass"), " ".join(causes))

    def _forbidden_by_rules(self, reason):
        others = self.names(reason["keys"])
        if others:
            text = _("Reglene holder ikke sammen med %(names)s.") % {"names": others}
        else:
            text = " ".join(self._room(one) for one in reason["conflict"])
        return Why("stop", _("Stengt av regler"), text)

    def _shut_out_by(self, reason):
        names = self.names(reason["keys"])
        return Why("dev", _("Valgt bort"), _("Kan ikke være med sammen med %(names)s.") % {"names": names})

    def _lacks(self, reason):
        return Why(
            "dev", _("Avhengig"), _("Krever %(names)s, som ikke er inne.") % {"names": self.names(reason["keys"])}
        )

    def _outcompeted(self, reason):
        turned = reason["turned"]
        facts = {"percent": self.share_of_value(turned["price"]), "names": self.names(turned["leaves"])}
        if self._is_nothing(turned["price"]):
            if turned["leaves"]:
                text = _("Kunne tatt plassen til %(names)s nesten uten tap av nytte.") % facts
            else:
                text = _("Kunne vært med nesten uten tap av nytte.")
            return Why("dev", _("Jevnt"), text)
        if turned["leaves"]:
            text = _("Måtte tatt plassen til %(names)s. Nytten ville falt %(percent)s %%.")
        elif turned["moves"]:
            facts["names"] = self.names(turned["moves"])
            text = _("Ville flyttet %(names)s i tid. Nytten ville falt %(percent)s %%.")
        else:
            text = _("Nytten ville falt %(percent)s %%.")
        return Why("todo", _("Utkonkurrert"), text % facts, self._loss(turned["price"]))

    def worth_nothing(self):
        """A project that nobody has given points cannot win a place."""
        text = _("Prosjektet har ingen poeng, og gir ingen nytte i beregningen.")
        return Why("none", _("Uten poeng"), text)

    def not_settled(self):
        return self._not_settled({})

    def _not_settled(self, reason):
        if not self.is_whole:
            return Why("prog", _("Regnes ut"), _("Grunnen regnes ut nå, og kommer om litt."))
        return Why("none", _("Ikke avgjort"), _("Beregningen rakk ikke å avgjøre hvorfor."))

    # What stands in the way

    def _room(self, one):
        if "amount" in one:
            return self._shortfall(one)
        return self._rule(one)

    def _shortfall(self, one):
        facts = {"source": self.source(one["source"]), "amount": number(one["amount"]), "year": one["year"]}
        return _("%(source)s mangler %(amount)s mill. kr i %(year)s.") % facts

    def _rule(self, one):
        keys = one["keys"]
        if one["kind"] in ("locked", "must-start"):
            return _("%(project)s er låst inn.") % {"project": self.name(keys[0])}
        if one["kind"] == "excluded":
            return _("%(project)s er holdt utenfor.") % {"project": self.name(keys[0])}
        if one["kind"] == "no-source":
            return _("Ingen kilde kan betale for %(project)s.") % {"project": self.name(keys[0])}
        if one["kind"] == "dependency":
            facts = {"project": self.name(keys[0]), "other": self.name(keys[1])}
            return _("%(project)s avhenger av %(other)s.") % facts
        if one["kind"] == "exclusion":
            return _("Bare ett av %(names)s kan være med.") % {"names": self.names(keys)}
        return _("Minsteandelen for %(group)s skal holdes.") % {"group": self.group(keys[1])}

    def cause(self, one):
        """One line of what makes the scenario impossible, with what would mend it."""
        if "amount" in one:
            return Cause(self._shortfall(one), "")
        mends = {
            "locked": _("Ta bort låsen, eller flytt den til et annet år."),
            "must-start": _("Ta bort låsen, eller flytt den til et annet år."),
            "excluded": _("Slipp prosjektet inn igjen."),
            "no-source": _("Gi prosjektet en kilde på prosjektarket."),
            "dependency": _("Prosjekteieren kan rette avhengigheten på arket."),
            "exclusion": _("Velg hvilket av prosjektene som skal være med."),
            "minimum-share": _("Sett ned minsteandelen."),
        }
        return Cause(self._rule(one), mends[one["kind"]])

    def impossible(self, result):
        """The sentence that heads the causes."""
        money = [one for one in result["conflict"] if "amount" in one]
        if money:
            least = sum(one["amount"] for one in money)
            facts = {"amount": number(least)}
            if result["certain"]:
                return (
                    _("Rammene er for små. Minst %(amount)s mill. kr mangler, uansett valg av prosjekter.") % facts
                )
            return _("Rammene er for små. Om lag %(amount)s mill. kr mangler.") % facts
        count = len(result["conflict"])
        if not count:
            return _("Ingen plan holder alle rammer og regler. Beregningen rakk ikke å finne ut hvorfor.")
        return ngettext(
            "Denne regelen kan ikke holdes, uansett hvor store rammene er.",
            "Disse %(count)s reglene kan ikke holdes sammen, uansett hvor store rammene er. Det er nok å endre én.",
            count,
        ) % {"count": count}

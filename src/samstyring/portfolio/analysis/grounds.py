"""What a calculation rests on, in words: prices, assumptions, rules, method, and what was not counted."""

from collections import defaultdict

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samstyring.ground.formats import number
from samstyring.portfolio.analysis import costs
from samstyring.portfolio.models import CriteriaSet
from samstyring.portfolio.models.scenarios import Frame
from samstyring.portfolio.rules import scenarios as rules


def years_of(basis):
    """(year, lies after the agreement) for each programme year."""
    first = basis["scenario"]["first_year"]
    return tuple(
        (year, year > basis["agreement_ends"]) for year in range(first, first + basis["scenario"]["years"])
    )


def frame_standings(basis):
    """How many of the frames used are voted, proposed, agreed or assumed, as words with counts."""
    counts = defaultdict(int)
    horizon = {str(year) for year, _open in years_of(basis)}
    for by_year in basis["frames"].values():
        for year, frame in by_year.items():
            if year in horizon:
                counts[frame["status"]] += 1
    return [(Frame.Status(status).label, count) for status, count in sorted(counts.items())]


def rests_on(basis):
    """The sentence every total carries when it rests on assumptions, or on assumptions that are gone."""
    if basis["assumptions"]:
        return _("Summene hviler på %(name)s.") % {"name": basis["assumptions"]["name"]}
    if basis["lacks"]:
        return _("Forutsetningene «%(name)s» er fjernet. Det de fylte ut, mangler her.") % {"name": basis["lacks"]}
    return ""


def prices(basis):
    """`2026-kroner, uten mva.`"""
    vat = {"excl": _("uten mva."), "incl": _("med mva.")}.get(basis["vat"], _("mva. ikke oppgitt"))
    return _("%(year)s-kroner, %(vat)s") % {"year": basis["price_year"] or _("uoppgitte"), "vat": vat}


def unit(basis):
    """`mill. 2026-kroner, uten mva.`"""
    return _("mill. %(prices)s") % {"prices": prices(basis)}


def rule_chips(problem, basis):
    """The rules the plan had to hold, each as a few words."""
    names = {**basis["focus"], **basis["areas"]}
    chips = []
    if locked := len(problem["locked"]):
        chips.append(ngettext("%(count)s låst prosjekt", "%(count)s låste prosjekter", locked) % {"count": locked})
    if excluded := len(problem["excluded"]):
        chips.append(_("%(count)s holdt utenfor") % {"count": excluded})
    for shares in problem["minimum_shares"].values():
        for key, share in sorted(shares.items()):
            facts = {"name": names.get(key, key), "percent": number(100 * share, 0)}
            chips.append(_("%(name)s minst %(percent)s %%") % facts)
    if dependencies := len(problem["dependencies"]):
        chips.append(
            ngettext("%(count)s avhengighet", "%(count)s avhengigheter", dependencies) % {"count": dependencies}
        )
    share = basis["scenario"]["carry_over_share"]
    if share:
        chips.append(_("Inntil %(percent)s %% av årsrammen kan overføres") % {"percent": number(100 * share, 0)})
    return chips


def flags(basis):
    """What was seen and not counted, in whole sentences."""
    said = []
    for one in basis["flags"]:
        if one["code"] == "frame-other-kind":
            said.append(
                _("Rammen for %(source)s i %(year)s har et annet prisår eller en annen mva., og er ikke med.")
                % one
            )
        elif one["code"] == "frame-converted":
            said.append(_("Rammen for %(source)s i %(year)s er %(how)s.") % one)
        elif one["code"] == "frames-for-several-years":
            said.append(
                ngettext(
                    "%(count)s ramme gjelder flere år samlet. Den er ikke fordelt på år, og er ikke med.",
                    "%(count)s rammer gjelder flere år samlet. De er ikke fordelt på år, og er ikke med.",
                    one["count"],
                )
                % one
            )
        elif one["code"] == "requires-left-out":
            said.append(_("%(project)s avhenger av %(other)s, som ikke kan beregnes.") % one)
        elif one["code"] == "financing-differs":
            facts = {**one, "asked": number(one["asked"]), "rest": number(one["rest"])}
            said.append(_("%(project)s ber om %(asked)s mill. kr, men anslaget tilsier %(rest)s.") % facts)
    return said


def left_out(basis):
    """The projects that could not enter the calculation, each with the reason."""
    return [(one["name"], costs.words(one)) for one in basis["left_out"]]


def method(basis, problem):
    """How the numbers come about, in whole sentences: nothing about the calculation is silent."""
    told = basis["scenario"]
    missing = rules.MISSING_SCORES[told["missing_scores"]]
    ranked = told["mode"] == CriteriaSet.Mode.RANKED
    criteria = ", ".join(
        one["name"] if ranked else f"{one['name']} {number(100 * one['weight'], 0)} %" for one in told["criteria"]
    )
    return [
        _("Kriterier: %(criteria)s («%(title)s»).") % {"criteria": criteria, "title": told["criteria_set"]},
        _("Poeng som ikke er gitt, regnes %(missing)s.") % {"missing": missing},
        _("Hvert prosjekt teller likt, uansett størrelse. Ett års venting tar %(percent)s %% av nytten.")
        % {"percent": number(100 * (1 - problem["delay_factor"]), 0)},
    ]

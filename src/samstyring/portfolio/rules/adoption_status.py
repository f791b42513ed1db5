"""Where something that parties adopt stands, in one sentence: who decided it, who is missing, who deviates."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samstyring.ground import formats
from samstyring.portfolio.models import AdoptionAct, Programme
from samstyring.portfolio.rules import adoptable, programmes

Outcome = AdoptionAct.Outcome


def listed(names):
    """`Alver, Askøy og Øygarden`"""
    names = [str(name) for name in names]
    if len(names) < 2:
        return "".join(names)
    return _("%(names)s og %(last)s") % {"names": ", ".join(names[:-1]), "last": names[-1]}


@dataclass(frozen=True)
class Status:
    """Where it stands: a glyph, one word, and the sentence in two halves."""

    kind: str
    word: str
    bold: str
    rest: str = ""


def status(subject, standings):
    """Say where it stands; what is missing is said by name."""
    if not adoptable.is_through(subject):
        return _before(subject)
    rejected = [one.party for one in standings if one.act and one.act.outcome == Outcome.REJECTED]
    waiting = [one.party for one in standings if one.lacks and one.party not in rejected]
    deviating = [one.party for one in standings if one.act and one.act.outcome == Outcome.DEVIATING]
    rest = " ".join(_said(subject, rejected, deviating))
    decision = adoptable.decision_of(subject)
    if not standings:
        return _without_parties(decision)
    if not rejected and not waiting:
        word = _("Endelig, med avvik") if deviating else _("Endelig")
        return Status("dev" if deviating else "done", word, _final_words(decision), rest)
    return Status("stop" if rejected else "warn", _("Ikke endelig"), _waiting_words(decision, waiting), rest)


def _said(subject, rejected, deviating):
    """What each said that did not simply say yes."""
    programme = isinstance(subject, Programme)
    if rejected:
        words = {"names": listed(rejected)}
        yield (
            ngettext("%(names)s har ikke vedtatt det.", "%(names)s har ikke vedtatt det.", len(rejected)) % words
            if programme
            else _("%(names)s har sagt nei.") % words
        )
    if deviating:
        told = _("%(names)s har vedtatt det med avvik.") if programme else _("%(names)s har vedtatt med avvik.")
        yield told % {"names": listed(deviating)}


def _final_words(decision):
    if decision is None:
        return _("Endelig. Vedtatt av alle parter som kreves.")
    return _("Endelig. Vedtatt av %(forum)s %(day)s og av alle parter som kreves.") % _facts(decision)


def _waiting_words(decision, waiting):
    if decision is None:
        return (
            _("Ikke endelig: %(names)s mangler.") % {"names": listed(waiting)} if waiting else _("Ikke endelig.")
        )
    if waiting:
        return _("Vedtatt av %(forum)s %(day)s, men ikke endelig: %(names)s mangler.") % {
            **_facts(decision), "names": listed(waiting)
        }  # fmt: skip
    return _("Vedtatt av %(forum)s %(day)s, men ikke endelig.") % _facts(decision)


def _without_parties(decision):
    if decision is None:
        return Status("none", _("Ikke lagt fram"), _("Ikke lagt fram for partene."))
    return Status("done", _("Vedtatt"), _("Vedtatt av %(forum)s %(day)s.") % _facts(decision))


def _facts(decision):
    return {"forum": decision.forum, "day": formats.day(decision.decided_on)}


def _before(subject):
    if isinstance(subject, Programme):
        recommended = programmes.recommended_by(subject.case)
        if recommended:
            bold = _("Innstilt av %(forum)s %(day)s, men ikke vedtatt.") % _facts(recommended)
            return Status("prog", _("Innstilt"), bold)
        return Status("todo", _("Utkast"), _("Utkast. Ingen forum har vedtatt programmet."))
    if subject.case_id:
        return Status("prog", _("Lagt fram i sak"), _("Ikke vedtatt av noe forum ennå."))
    return Status("todo", _("Utkast"), _("Utkast. Ikke vedtatt av noe forum ennå."))

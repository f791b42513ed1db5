"""A template and a partnership told in the same points, so that one can be laid beside the other.

A point is `forum:prioriteringsrad:name`: what it is about, whose, and which word of it. Its value can be
compared; its words can be read.
"""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samstyring.partnership.models import DecisionRule, Forum, Outcome
from samstyring.partnership.models.mandates import ACT_WORDS

LABELS = {
    "": gettext_lazy("Finnes"),
    "name": gettext_lazy("Navn"),
    "kind": gettext_lazy("Slag"),
    "step": gettext_lazy("Steg på tavlen"),
    "submitters": gettext_lazy("Hvem som legger fram saker"),
    "open": gettext_lazy("Åpne møter"),
    "owner": gettext_lazy("Forumet som vedtar mandatet"),
    "prepares_for": gettext_lazy("Forbereder saker for"),
    "mandate": gettext_lazy("Mandat"),
    "purpose": gettext_lazy("Mandatets formål"),
    "tasks": gettext_lazy("Mandatets oppgaver"),
    "quorum": gettext_lazy("Parter som må være til stede"),
    "decision_rule": gettext_lazy("Forumet avgjør ved"),
    "notice_days": gettext_lazy("Dager fra innkalling til møte"),
    "points": gettext_lazy("Mandatets punkter"),
    "flow": gettext_lazy("Vanlig saksgang"),
}
IN_MANDATE = ("mandate", "purpose", "tasks", "quorum", "decision_rule", "notice_days", "points")
PURPOSES = {
    "information": gettext_lazy("orientering"),
    "discussion": gettext_lazy("drøfting"),
    "advice": gettext_lazy("råd"),
    "recommendation": gettext_lazy("innstilling"),
    "decision": gettext_lazy("vedtak"),
}


@dataclass(frozen=True)
class Point:
    """What one side says about one thing, to compare and to read."""

    value: Any
    words: str


def values_of(points):
    """The points as they are kept: {point: [value, words]}."""
    return {key: [point.value, point.words] for key, point in points.items()}


def kept(stored):
    """The points as they were kept."""
    return {key: Point(*pair) for key, pair in stored.items()}


def of_template(template):
    """{point: what the template says}."""
    names = {forum.key: forum.name.nb for forum in template.forums}
    points = {}
    for forum in template.forums:
        at = f"forum:{forum.key}"
        submitters = "anyone" if forum.submit_who == "anyone" else "secretariat"
        points |= _forum_points(
            at,
            names,
            name=forum.name.nb,
            kind=forum.kind,
            step=forum.step,
            submitters=submitters,
            is_open=forum.open_meetings,
            owner=forum.owner,
            prepares_for=next(iter(forum.prepares_for), ""),
        )
        rows = [
            [row.point, "" if row.case == "*" else row.case, sorted(row.outcomes), row.text.nb]
            for row in forum.mandate.authority
        ]
        points |= _mandate_points(
            at,
            purpose=forum.mandate.purpose.nb,
            tasks=[task.nb for task in forum.mandate.tasks],
            # A share of the parties is settled by the partnership, and is not held against it.
            quorum=forum.quorum.parties,
            decision_rule=forum.decision_rule,
            notice_days=forum.notice_days,
            rows=rows,
        )
    for kind in template.case_kinds:
        flow = [["", ""] if step.kind == "local" else [step.forum, step.purpose] for step in kind.flow]
        points |= _kind_points(kind.key, kind.name.nb, flow, names)
    return points


def of_partnership(partnership, today):
    """{point: what the partnership says}, with forums that have ended left out."""
    forums = [
        forum
        for forum in partnership.forums.select_related("owner", "prepares_for").prefetch_related(
            "mandates__authority__case_kind"
        )
        if forum.standing_on(today) != "ended"
    ]
    names = {forum.key: forum.name for forum in forums}
    points = {}
    for forum in forums:
        at = f"forum:{forum.key}"
        points |= _forum_points(
            at,
            names,
            name=forum.name,
            kind=forum.kind,
            step=forum.board_step,
            submitters=forum.submitters,
            is_open=forum.is_open,
            owner=forum.owner.key if forum.owner else "",
            prepares_for=forum.prepares_for.key if forum.prepares_for else "",
        )
        mandate = newest_mandate(forum, today)
        if mandate:
            rows = [
                [row.point, row.case_kind.key if row.case_kind else "", sorted(row.outcomes), row.text]
                for row in mandate.authority.all()
            ]
            points |= _mandate_points(
                at,
                purpose=mandate.purpose,
                tasks=mandate.tasks,
                quorum=mandate.quorum,
                decision_rule=mandate.decision_rule,
                notice_days=mandate.notice_days,
                rows=rows,
            )
    for kind in partnership.case_kinds.all():
        flow = [
            ["", ""] if station.get("local") else [station["forum"], station.get("purpose", "")]
            for station in kind.usual_flow
        ]
        points |= _kind_points(kind.key, kind.name, flow, names)
    return points


def newest_mandate(forum, today):
    """The mandate that says what the forum is meant to do: the newest version, a draft too."""
    return max(forum.mandates.all(), key=lambda one: (one.version, one.pk), default=None)


def _forum_points(at, names, *, name, kind, step, submitters, is_open, owner, prepares_for):
    kinds, steps, who = dict(Forum.Kind.choices), dict(Forum.Step.choices), dict(Forum.Submitters.choices)
    return {
        at: Point(True, name),
        f"{at}:name": Point(name, name),
        f"{at}:kind": Point(kind, str(kinds[kind])),
        f"{at}:step": Point(step, str(steps[step])),
        f"{at}:submitters": Point(submitters, str(who[submitters])),
        f"{at}:open": Point(is_open, _("ja") if is_open else _("nei")),
        f"{at}:owner": Point(owner, names.get(owner, owner or "–")),
        f"{at}:prepares_for": Point(prepares_for, names.get(prepares_for, prepares_for or "–")),
    }


def _mandate_points(at, *, purpose, tasks, quorum, decision_rule, notice_days, rows):
    acts = {outcome.value: str(words) for outcome, words in ACT_WORDS.items()}
    told = [
        _("%(point)s. %(text)s (%(acts)s)")
        % {"point": point, "text": text, "acts": ", ".join(acts[Outcome(one)] for one in outcomes)}
        if outcomes
        else f"{point}. {text}"
        for point, _kind, outcomes, text in rows
    ]
    return {
        f"{at}:mandate": Point(True, purpose),
        f"{at}:purpose": Point(purpose, purpose),
        f"{at}:tasks": Point(list(tasks), "\n".join(tasks)),
        f"{at}:quorum": Point(quorum, str(quorum or "–")),
        f"{at}:decision_rule": Point(decision_rule, str(dict(DecisionRule.choices)[decision_rule])),
        f"{at}:notice_days": Point(notice_days, str(notice_days)),
        f"{at}:points": Point([list(row) for row in rows], "\n".join(told)),
    }


def _kind_points(key, name, flow, names):
    stations = [
        f"{names.get(forum, forum)} ({PURPOSES.get(purpose, purpose)})" if forum else _("Partene hjemme")
        for forum, purpose in flow
    ]
    at = f"kind:{key}"
    return {
        at: Point(True, name),
        f"{at}:name": Point(name, name),
        f"{at}:flow": Point([list(step) for step in flow], " → ".join(stations) or "–"),
    }

"""Roles and responsibilities: what is common to all partnerships beside what this one has adopted."""

from dataclasses import dataclass
from difflib import SequenceMatcher

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from samstyring import catalogue
from samstyring.ground import formats
from samstyring.partnership.models import DecisionRule, Outcome, SeatType
from samstyring.partnership.models.mandates import ACT_WORDS, PROCEDURAL
from samstyring.partnership.rules.originals import forum_of_template

SAME, ADAPTED, ADDED, MISSING = "same", "adapted", "added", "missing"
MARKS = {
    SAME: ("done", gettext_lazy("likt")),
    ADAPTED: ("dev", gettext_lazy("tilpasset")),
    ADDED: ("prog", gettext_lazy("lagt til her")),
    MISSING: ("none", gettext_lazy("ikke tatt inn")),
}
# Two sentences that share this much are the same task, worded differently.
ALIKE = 0.6


@dataclass(frozen=True)
class Line:
    """One thing said about a forum: in common, and here."""

    subject: str
    common: str
    local: str

    @property
    def difference(self):
        if not self.common:
            return ADDED
        if not self.local:
            return MISSING
        return SAME if _plain(self.common) == _plain(self.local) else ADAPTED

    @property
    def kind(self):
        return MARKS[self.difference][0]

    @property
    def word(self):
        return MARKS[self.difference][1]


def _plain(words):
    return words.strip().rstrip(".").casefold()


def compared(forum, mandate):
    """Every line of the common description beside the mandate in force. Both may be missing."""
    told = forum_of_template(forum)
    lines = [Line(_("Formål"), told.mandate.purpose.nb if told else "", mandate.purpose if mandate else "")]
    lines += _tasks(told, mandate)
    lines += _authority(told, mandate, forum.partnership)
    lines += [
        Line(subject, common, local)
        for subject, common, local in zip(
            (
                _("Sammensetning"),
                _("Vedtaksførhet"),
                _("Avgjør ved"),
                _("Innkalling"),
                _("Timer per år for et medlem"),
            ),
            _common_working(told),
            _local_working(mandate),
            strict=True,
        )
    ]
    return [line for line in lines if line.common or line.local]


def _tasks(told, mandate):
    """Tasks in pairs where they are alike; the rest stand alone."""
    common = [task.nb for task in told.mandate.tasks] if told else []
    local = list(mandate.tasks) if mandate else []
    lines = []
    for words in common:
        best = max(local, key=lambda other: _likeness(words, other), default=None)
        if best is not None and _likeness(words, best) >= ALIKE:
            local.remove(best)
            lines.append(Line(_("Oppgave"), words, best))
        else:
            lines.append(Line(_("Oppgave"), words, ""))
    return lines + [Line(_("Oppgave"), "", words) for words in local]


def _likeness(one, other):
    return SequenceMatcher(None, _plain(one), _plain(other)).ratio()


def _authority(told, mandate, partnership):
    lines = []
    for kind in partnership.case_kinds.all():
        common = [Outcome(o) for o in told.permitted(kind.key)] if told else []
        local = [cell.outcome for cell in cell_of(mandate, kind)]
        lines.append(Line(_("Kan i saker om %(kind)s") % {"kind": kind.name}, acts(common), acts(local)))
    return lines


def acts(outcomes):
    """What outcomes are called as acts, always in the same order; putting off is not told."""
    there = set(outcomes) - set(PROCEDURAL)
    return ", ".join(str(words) for outcome, words in ACT_WORDS.items() if outcome in there)


def _common_working(told):
    if told is None:
        return [""] * 5
    quorum = told.quorum
    return [
        " ".join(seat.text.nb for seat in told.composition.seats),
        _("%(share)s prosent av partene") % {"share": formats.number((quorum.share or 0) * 100, 0)}
        if quorum.parties is None
        else _("%(parties)s parter") % {"parties": quorum.parties},
        str(DecisionRule(told.decision_rule).label),
        _("%(days)s dager før møtet") % {"days": told.notice_days},
        formats.number(told.hours_per_year["member"], 0) if told.hours_per_year.get("member") else "",
    ]


def _local_working(mandate):
    if mandate is None:
        return [""] * 5
    hours = (mandate.composition.get("hours_per_year") or {}).get("member")
    return [
        mandate.composition.get("text", ""),
        _("%(parties)s parter") % {"parties": mandate.quorum},
        mandate.get_decision_rule_display(),
        _("%(days)s dager før møtet") % {"days": mandate.notice_days},
        formats.number(hours, 0) if hours else "",
    ]


# The matrix: kind of case by forum


@dataclass(frozen=True)
class Cell:
    """One outcome a mandate permits for a kind of case, the point it rests on, and the largest amount."""

    outcome: Outcome
    authority: object
    limit_mnok: object = None


def cell_of(mandate, kind):
    """What the mandate permits for this kind of case, as the rule that decides it answers for every amount."""
    if mandate is None:
        return []
    found = {
        outcome: Cell(outcome, row)
        for outcome, row in mandate.permitted(kind).items()
        if outcome not in PROCEDURAL
    }
    for limit in sorted({row.limit_mnok for row in mandate.authority.all() if row.limit_mnok is not None}):
        for outcome, row in mandate.permitted(kind, mnok=limit).items():
            if outcome not in PROCEDURAL and (outcome not in found or found[outcome].limit_mnok is not None):
                found[outcome] = Cell(outcome, row, limit)
    return sorted(found.values(), key=lambda cell: list(ACT_WORDS).index(cell.outcome))


def columns(forums):
    """[(mandate, forums)]: forums that share a mandate stand together. Forums come with `in_force`."""
    shared = {}
    for forum in forums:
        if forum.in_force:
            shared.setdefault(forum.in_force[0], []).append(forum)
    return list(shared.items())


def matrix(kinds, told_columns):
    """[(kind, cells)]: each cell is a list of (point, limit, acts in words), in the order of the columns."""
    return [(kind, [_in_words(cell_of(mandate, kind)) for mandate, _forums in told_columns]) for kind in kinds]


def _in_words(cells):
    points = {}
    for cell in cells:
        key = (cell.authority.case_kind_id is None, cell.authority.point, cell.limit_mnok)
        points.setdefault(key, []).append(cell.outcome)
    told = [
        {"point": point, "limit": limit, "acts": acts(outcomes), "decides": Outcome.ADOPTED in outcomes}
        for (_for_any, point, limit), outcomes in sorted(points.items(), key=lambda item: item[0][0])
    ]
    return sorted(told, key=lambda one: not one["decides"])


# Roles


def guide():
    """What is expected of each role in every partnership, and what the words mean."""
    return catalogue.load().guides["felles"]


def role_words(kind):
    """{responsibility, contribution} common to all who have this kind of seat, in the reader's language."""
    told, language = guide().role(kind), get_language() or "nb"
    if told is None:
        return {"responsibility": "", "contribution": []}
    return {
        "responsibility": told.responsibility.in_language(language),
        "contribution": [words.in_language(language) for words in told.contribution],
    }


def role_in_forums(kind, forums, day):
    """Where there are such seats: who holds them today, and the hours asked in common and here.

    Forums come with `in_force` and their `seats`.
    """
    rows = []
    for forum in forums:
        held = [seat for seat in forum.seats.all() if seat.kind == kind and seat.holds_on(day)]
        told = forum_of_template(forum)
        mandate = forum.in_force[0] if forum.in_force else None
        common = told.hours_per_year.get(kind) if told else None
        local = (mandate.composition.get("hours_per_year") or {}).get(kind) if mandate else None
        if held or common or local:
            line = Line(forum.name, *(formats.number(hours, 0) if hours else "" for hours in (common, local)))
            rows.append({"forum": forum, "mandate": mandate, "held": held, "hours": line})
    return rows


def roles_of(forum, seats, day):
    """Each kind of seat in the forum, with what is expected in common and who has it today."""
    rows = []
    for kind in SeatType:
        held = [seat for seat in seats if seat.kind == kind and seat.holds_on(day)]
        if held:
            rows.append({"kind": kind, "held": held, **role_words(kind)})
    return rows

"""What a partnership is created from: forums, mandates, case kinds and who finally adopts.

A template is copied into tables and then adapted by the partnership; it is never consulted
afterwards to find out what a forum may do.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated

from . import codes
from .words import OneOf, Words


@dataclass(frozen=True)
class Level:
    """A level of the organisation chart, from the top and down."""

    key: str
    name: Words


@dataclass(frozen=True)
class Step:
    """One station on a case's way: a forum and what is asked of it, or the parties' own bodies."""

    title: Words
    purpose: Annotated[str, OneOf(codes.PURPOSES)]
    kind: Annotated[str, OneOf(("forum", "local"))] = "forum"
    forum: str = ""  # empty when the parties treat the case at home


@dataclass(frozen=True)
class CaseKind:
    """A kind of case and the way it normally goes."""

    key: str
    name: Words
    flow: tuple[Step, ...] = ()

    def purpose_in(self, forum: str) -> str | None:
        """What this kind of case asks of the forum, or None when it does not go there."""
        return next((step.purpose for step in self.flow if step.forum == forum), None)


@dataclass(frozen=True)
class Authority:
    """One row of a mandate: what the forum may conclude in one kind of case."""

    point: str  # the point of the mandate that the row stands under
    case: str  # a case kind, or "*" for all of them
    outcomes: Annotated[tuple[str, ...], OneOf(codes.OUTCOMES)]
    text: Words
    amount_limit_mnok: float | None = None
    assumed: bool = False  # the source is silent on this row; the partnership settles it


@dataclass(frozen=True)
class Mandate:
    """Why the forum exists, what it does and what it may conclude."""

    purpose: Words
    tasks: tuple[Words, ...]
    authority: tuple[Authority, ...]


@dataclass(frozen=True)
class SeatRule:
    """Seats that the composition gives: so many of a type for each party, region, theme or office."""

    seat: Annotated[str, OneOf(codes.SEAT_TYPES)]
    per: Annotated[str, OneOf(("party", "region", "office", "forum"))]
    text: Words
    count: int = 1
    party_kinds: Annotated[tuple[str, ...], OneOf(codes.PARTY_KINDS)] = ()  # empty means all kinds
    office_in: str = ""  # the forum whose leader has the seat by office


@dataclass(frozen=True)
class Composition:
    """Who sits in the forum, and what is checked or advised about it."""

    seats: tuple[SeatRule, ...]
    every_party: bool  # each party must have a seat
    external_observers: bool  # the forum may admit observers who are not municipalities
    outside_municipalities: bool  # municipalities outside the partnership may take part
    balanced_leadership: bool = False  # leaders are spread between the parties
    mirrors: str = ""  # the forum whose parties or regions this one reflects
    max_members: int | None = None
    advice: tuple[Words, ...] = ()


@dataclass(frozen=True)
class Quorum:
    """How many voting parties must be present: a number, or a share of those with a seat."""

    parties: int | None = None
    share: float | None = None


@dataclass(frozen=True)
class Forum:
    """A forum of the template with its mandate and working rules."""

    key: str
    kind: Annotated[str, OneOf(codes.FORUM_KINDS)]
    name: Words
    level: str
    regime: Annotated[str, OneOf(codes.REGIMES)]
    owner: str  # the forum that adopts its mandate; empty when the authority is the agreement's
    submit_who: Annotated[str, OneOf(codes.SUBMITTERS)]
    mandate: Mandate
    composition: Composition
    leader_appointed_by: Annotated[str, OneOf(codes.APPOINTERS)]
    decision_rule: Annotated[str, OneOf(codes.DECISION_RULES)]
    quorum: Quorum
    cadence_per_year: int
    notice_days: int
    hours_per_year: Mapping[str, float]  # by seat type, for one person
    leader_term_months: int | None = None
    prepares_for: tuple[str, ...] = ()
    minutes_to: tuple[str, ...] = ()  # forums whose calls carry its minutes
    step: Annotated[str, OneOf((*codes.STEPS, ""))] = ""
    one_per: Annotated[str, OneOf(("", "geographic_area", "focus_area", "theme", "project"))] = ""
    open_meetings: bool = False
    anchoring: Annotated[str, OneOf(codes.ANCHORING)] = "none"  # who must have answered before it recommends
    anchoring_point: str = ""  # the point of the mandate the rule stands under
    temporary: bool = False
    assumed: tuple[str, ...] = ()  # fields the source is silent on, to be settled by the partnership

    def permitted(self, case: str) -> frozenset[str]:
        """Every outcome the mandate permits in this kind of case, whatever the amount."""
        rows = (row for row in self.mandate.authority if row.case in ("*", case))
        return frozenset(outcome for row in rows for outcome in row.outcomes)


@dataclass(frozen=True)
class AdoptionRule:
    """How one kind of party adopts a programme that its top forum has treated."""

    party_kind: Annotated[str, OneOf(codes.PARTY_KINDS)]
    act: Annotated[str, OneOf(("political_treatment", "confirmation", "none"))]
    required: bool
    when: Annotated[str, OneOf(("before", "after"))]  # in relation to the top forum
    text: Words


@dataclass(frozen=True)
class PartnershipTemplate:
    """Everything a new partnership of one type starts with."""

    key: str
    version: int
    source: str
    name: Words
    goal_words: Words
    levels: tuple[Level, ...]
    case_kinds: tuple[CaseKind, ...]
    forums: tuple[Forum, ...]
    adoption: tuple[AdoptionRule, ...] = ()
    criteria: str = ""
    checklist: str = ""  # for what is assessed: project sheets or measures
    case_checklist: str = ""  # for cases before they come on an agenda
    indicators: str = ""  # what the goal is measured by
    gates: str = ""

    def forum(self, key: str) -> Forum:
        """The forum with this key."""
        return {forum.key: forum for forum in self.forums}[key]

    def case_kind(self, key: str) -> CaseKind:
        """The case kind with this key."""
        return {kind.key: kind for kind in self.case_kinds}[key]

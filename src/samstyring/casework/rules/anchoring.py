"""Anchoring (forankring): which parties have answered on which version, and what silence stops."""

from dataclasses import dataclass
from datetime import date

from django.db import models
from django.db.models import Prefetch
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from samstyring.casework.models import (
    AffectedParty,
    AnchoringRequest,
    AnchoringStatement,
    AnchoringWaiver,
    ChangeScope,
    Purpose,
)
from samstyring.casework.models.anchoring import Answer, Estimate
from samstyring.casework.rules.naming import named
from samstyring.ground import formats
from samstyring.ground.refusal import Obstacle
from samstyring.partnership.models import Anchoring, Outcome

UNHEARD = Obstacle(
    "not-anchored",
    _(
        "«{mandate}»{point} sier at berørte parter skal ha svart før {forum} konkluderer. "
        "{parties} har ikke svart på versjon {version}."
    ),
    _(
        "Parten svarer selv, og sekretariatet kan minne om det. Lederen av {forum} kan gå videre uten svar, "
        "med en begrunnelse."
    ),
)
NOBODY_NAMED = Obstacle(
    "nobody-named-affected",
    _("«{mandate}»{point} sier at berørte parter skal ha svart. Ingen parter er ført opp som berørt av saken."),
    _("Sekretariatet eller den ansvarlige fører dem opp. Lederen av {forum} kan gå videre med en begrunnelse."),
)
PARTY_SILENT = Obstacle(
    "party-silent",
    _("{party} har ikke forankret saken."),
    _("De som har en rolle hos {party}, kan svare. Lederen av {forum} kan gå videre uten, med en begrunnelse."),
)
PARTY_OUTDATED = Obstacle(
    "party-outdated",
    _("{party} svarte på versjon {old}, men forslaget er endret i versjon {new}."),
    _("De som har en rolle hos {party}, kan svare på nytt. Lederen av {forum} kan gå videre uten."),
)

# What needs the parties' answers where the mandate says so. Noting, discussing and sending back do not.
CONCLUDING = (Outcome.RECOMMENDED, Outcome.ENDORSED, Outcome.ADOPTED)
ASKED_TO_CONCLUDE = (Purpose.RECOMMENDATION, Purpose.DECISION)


class Standing(models.TextChoices):
    """Where an affected party stands on the version in question."""

    ANCHORED = "anchored", _("Forankret")
    RESERVED = "reserved", _("Forankret med forbehold")
    NO_REMARK = "no_remark", _("Ingen merknad")
    WAIVED = "waived", _("Uttaler seg ikke")
    OUTDATED = "outdated", _("Utdatert")
    SILENT = "silent", _("Ikke svart")
    NOT_ASKED = "not_asked", _("Ikke spurt")


GLYPHS = {
    Standing.ANCHORED: "done",
    Standing.RESERVED: "dev",
    Standing.NO_REMARK: "done",
    Standing.WAIVED: "none",
    Standing.OUTDATED: "late",
    Standing.SILENT: "warn",
    Standing.NOT_ASKED: "todo",
}
UNANSWERED = (Standing.OUTDATED, Standing.SILENT, Standing.NOT_ASKED)


@dataclass(frozen=True)
class Line:
    """One affected party: what it said last, when it was asked, and what that comes to on a version."""

    affected: AffectedParty
    standing: str
    statement: AnchoringStatement | None
    requests: tuple[AnchoringRequest, ...]
    # The version that made the statement outdated, and the day it came.
    newer: int | None = None
    newer_on: date | None = None

    @property
    def party(self):
        return self.affected.party

    @property
    def kind(self):
        return GLYPHS[self.standing]

    @property
    def word(self):
        return Standing(self.standing).label

    @property
    def is_unanswered(self):
        return self.standing in UNANSWERED

    @property
    def waits_since(self):
        """The day the party was first asked for the answer that is missing."""
        return self.requests[0].asked_on if self.is_unanswered and self.requests else None

    @property
    def due_on(self):
        return self.requests[-1].due_on if self.is_unanswered and self.requests else None


def lines_of(case, paper):
    """Every affected party as it stands on this version of the paper. Few questions, whatever the number."""
    affected = list(
        case.affected.select_related("party").prefetch_related(
            Prefetch("statements", AnchoringStatement.objects.select_related("paper", "recorded_by")),
            Prefetch("requests", AnchoringRequest.objects.select_related("paper")),
        )
    )
    if not affected:
        return []
    changes = _changes(case, paper)
    return [_line(one, changes) for one in affected]


def _changes(case, paper):
    """(version, day, the keys of the parties it concerns or None for all), up to this paper."""
    scopes = {
        scope.paper_id: {party.pk for party in scope.parties.all()}
        for scope in ChangeScope.objects.filter(paper__case=case).prefetch_related("parties")
    }
    newest = paper.version if paper else 0
    papers = sorted(case.papers.all(), key=lambda one: one.version)
    return [
        (one.version, timezone.localdate(one.written_at), scopes.get(one.pk))
        for one in papers
        if one.version <= newest
    ]


def _line(affected, changes):
    statement = next(iter(reversed(affected.statements.all())), None)
    told = statement.paper.version if statement else 0
    requests = tuple(request for request in affected.requests.all() if request.paper.version > told)
    if statement is None:
        return Line(affected, Standing.SILENT if requests else Standing.NOT_ASKED, None, requests)
    for version, day, concerned in changes:
        if version > told and (concerned is None or affected.party_id in concerned):
            return Line(affected, Standing.OUTDATED, statement, requests, version, day)
    return Line(affected, Standing(statement.answer), statement, ())


def unanswered(lines):
    return [line for line in lines if line.is_unanswered]


def waivers_of(case, *, forum, paper):
    """Where the leader of the forum went on without somebody on this version."""
    found = AnchoringWaiver.objects.filter(case=case, forum=forum, paper=paper)
    return list(found.select_related("leader", "recorded_by", "forum", "paper").prefetch_related("parties"))


def asks_for_answers(mandate):
    return mandate is not None and mandate.anchoring == Anchoring.AFFECTED


def must_be_heard(item, outcome):
    """True where this conclusion on the item is one that the anchoring rule is about."""
    return outcome in CONCLUDING or (outcome == Outcome.ADVISED and item.purpose == Purpose.RECOMMENDATION)


def unheard(case, *, forum, paper, lines=None):
    """The lines the forum still lacks an answer from, and whether anybody is named as affected at all."""
    lines = lines_of(case, paper) if lines is None else lines
    waivers = waivers_of(case, forum=forum, paper=paper)
    gone_on = {party.pk for waiver in waivers for party in waiver.parties.all()}
    silent = [line for line in unanswered(lines) if line.party.pk not in gone_on]
    return silent, bool(lines or waivers)


def obstacles_to_concluding(case, *, forum, mandate, paper):
    """Yield why the forum cannot conclude yet, where its mandate asks for the affected parties' answers."""
    if not asks_for_answers(mandate):
        return
    silent, is_named = unheard(case, forum=forum, paper=paper)
    facts = {"mandate": mandate, "point": point_words(mandate), "forum": forum}
    if not is_named:
        yield NOBODY_NAMED(**facts)
    elif silent:
        parties = named([line.party for line in silent])
        yield UNHEARD(parties=parties, version=paper.version if paper else "–", **facts)


def obstacles_ahead(case, *, forum, mandate, paper):
    """The same for the page of the case: one row for each party, leading to what mends it."""
    if not asks_for_answers(mandate):
        return
    silent, is_named = unheard(case, forum=forum, paper=paper)
    if not is_named:
        here = reverse("casework:anchoring_parties", args=[case.partnership.key, case.pk])
        yield NOBODY_NAMED(
            mandate=mandate, point=point_words(mandate), forum=forum, act_url=here, act_label=_("Før opp parter")
        )
    for line in silent:
        act = {"act_url": f"{case.get_absolute_url()}?del=forankring"}
        if line.standing == Standing.OUTDATED:
            words = {"old": line.statement.paper.version, "new": line.newer}
            yield PARTY_OUTDATED(party=line.party, forum=forum, act_label=_("Be om ny forankring"), **words, **act)
        else:
            label = _("Send påminnelse") if line.requests else _("Be om forankring")
            yield PARTY_SILENT(party=line.party, forum=forum, act_label=label, **act)


def point_words(mandate):
    return gettext(", punkt %(point)s,") % {"point": mandate.anchoring_point} if mandate.anchoring_point else ""


def words_of(line):
    """Who answered and what, or when the party was asked: one short line for the table."""
    statement = line.statement
    if line.standing == Standing.OUTDATED:
        told = {"said": statement.get_answer_display().capitalize(), "version": statement.paper.version}
        told |= {"newer": line.newer, "day": formats.short_day(line.newer_on)}
        return gettext("%(said)s, versjon %(version)s. Versjon %(newer)s kom %(day)s.") % told
    if statement is None:
        return asked_words(line) or gettext("Parten er ikke bedt om svar ennå.")
    if statement.words and statement.answer != Answer.ANCHORED:
        return statement.words
    who = statement.stated_by
    if statement.estimate == Estimate.IRRELEVANT:
        return who
    return f"{who}, {statement.get_estimate_display()}"


def asked_words(line):
    """`Bedt 18. mai, påminnelse 1. juni`"""
    if not line.requests:
        return ""
    words = gettext("Bedt %(day)s") % {"day": formats.short_day(line.requests[0].asked_on)}
    if len(line.requests) > 1:
        words += ", " + gettext("påminnelse %(day)s") % {"day": formats.short_day(line.requests[-1].asked_on)}
    return f"{words}."

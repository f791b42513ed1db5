"""Name the parties a case affects, ask them, keep what they answer, and go on without those who are silent."""

from django.db import IntegrityError, transaction

from samstyring.casework.models import (
    AffectedParty,
    AnchoringRequest,
    AnchoringStatement,
    AnchoringWaiver,
    ChangeScope,
)
from samstyring.casework.rules import asking as rules
from samstyring.casework.rules.anchoring import lines_of, unanswered, unheard
from samstyring.ground import history
from samstyring.ground.refusal import Refused, refuse_if


@transaction.atomic
def name_affected(case, parties, *, by, on):
    """Say which parties the case affects. Those not named any more go off the list, if nobody asked them."""
    parties = list(parties)
    refuse_if(rules.obstacles_to_naming(case, parties, by=by, on=on))
    case.affected.exclude(party__in=parties).delete()
    there = set(case.affected.values_list("party_id", flat=True))
    new = [party for party in parties if party.pk not in there]
    # Two people may name the same party at once; one row is enough.
    AffectedParty.objects.bulk_create(
        (AffectedParty(case=case, party=party, named_by=by) for party in new), ignore_conflicts=True
    )
    history.record("anchoring.named", about=[case, *new], by=by, parties=[party.pk for party in parties])
    return list(case.affected.all())


@transaction.atomic
def tell_scope(paper, parties, *, by, on):
    """Say which parties a new version concerns: only their answers become outdated by it."""
    refuse_if(rules.obstacles_to_scoping(paper, by=by, on=on))
    scope, _new = ChangeScope.objects.update_or_create(paper=paper, defaults={"told_by": by})
    scope.parties.set(parties)
    history.record(
        "anchoring.scoped", about=[paper.case, paper], by=by, parties=sorted(party.pk for party in parties)
    )
    return scope


@transaction.atomic
def ask(case, *, by, on, due_on=None, affected=None):
    """Ask those who have not answered on the newest version; who was asked before is reminded.

    `affected` is one party, else all of them. Those already asked today are left in peace when all are asked.
    """
    paper = case.latest_paper
    lines = lines_of(case, paper)
    if affected is None:
        asked = [line for line in unanswered(lines) if not _asked_today(line, paper, on)]
        lines = asked or unanswered(lines)
    else:
        lines = [line for line in lines if line.affected.pk == affected.pk]
    refuse_if(rules.obstacles_to_asking(case, lines, paper=paper, due_on=due_on, by=by, on=on))
    for line in lines:
        _ask(line, paper, due_on=due_on, by=by, on=on)
    return lines


def _asked_today(line, paper, on):
    return any(request.asked_on == on and request.paper_id == paper.pk for request in line.requests)


def _ask(line, paper, *, due_on, by, on):
    reminds = bool(line.requests)
    try:
        with transaction.atomic():
            AnchoringRequest.objects.create(
                affected=line.affected, paper=paper, is_reminder=reminds, due_on=due_on or _still(line, on),
                asked_on=on, asked_by=by,
            )  # fmt: skip
    except IntegrityError:
        raise Refused(rules.ASKED_TODAY(party=line.party, version=paper.version)) from None
    kind = "anchoring.reminded" if reminds else "anchoring.asked"
    history.record(kind, about=[line.affected.case, line.party], by=by, version=paper.version)


def _still(line, on):
    """A reminder keeps the day that was given, as long as it has not passed."""
    return line.due_on if line.due_on and line.due_on >= on else None


@transaction.atomic
def state(affected, *, paper, answer, stated_by, level, stated_on, by, on, estimate, words=""):
    """Keep what the party says about this version. An earlier answer stays, and the newest one counts."""
    refuse_if(
        rules.obstacles_to_stating(
            affected, paper=paper, answer=answer, words=words, stated_on=stated_on, by=by, on=on
        )
    )
    statement = AnchoringStatement.objects.create(
        affected=affected, paper=paper, answer=answer, stated_by=stated_by.strip(), level=level,
        estimate=estimate, words=words.strip(), stated_on=stated_on, recorded_by=by,
    )  # fmt: skip
    history.record(
        "anchoring.stated",
        about=[affected.case, affected.party],
        by=by,
        behalf=affected.party,
        answer=statement.answer,
        version=paper.version,
        statement=statement.pk,
    )
    return statement


@transaction.atomic
def go_on(case, *, forum, paper, leader, reason, by, on):
    """The leader of the forum goes on without the silent parties. The reason follows the decision."""
    refuse_if(
        rules.obstacles_to_going_on(case, forum=forum, paper=paper, leader=leader, reason=reason, by=by, on=on)
    )
    silent, _named = unheard(case, forum=forum, paper=paper)
    waiver = AnchoringWaiver.objects.create(
        case=case, forum=forum, paper=paper, reason=reason.strip(), leader=leader, recorded_by=by
    )
    parties = [line.party for line in silent]
    waiver.parties.set(parties)
    history.record(
        "anchoring.waived", about=[case, forum, *parties], by=by, behalf=leader if leader != by else None,
        version=paper.version, waiver=waiver.pk,
    )  # fmt: skip
    return waiver

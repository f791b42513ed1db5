"""Hold an election: open the case, put up candidates, write who is chosen, and give the seats."""

from datetime import timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from samstyring.casework.actions import agendas, meetings
from samstyring.casework.actions.cases import open_case
from samstyring.casework.actions.papers import write_paper
from samstyring.casework.models import Candidate, Election, PaperVersion, Purpose
from samstyring.casework.models.elections import ONE_OF_EACH
from samstyring.casework.rules import elections as rules
from samstyring.ground import history
from samstyring.ground.refusal import Refused, refuse_if
from samstyring.partnership.actions import memberships
from samstyring.partnership.actions.people import register
from samstyring.partnership.models import SeatType


@transaction.atomic
def hold(forum, *, chosen_by, from_day, to_day=None, meeting_day=None, place="", by, on_day=None):
    """Open the case of an election to a forum, and plan a constituting meeting where a day is given for it."""
    on = on_day or timezone.localdate()
    refuse_if(
        rules.obstacles_to_holding(forum, chosen_by=chosen_by, from_day=from_day, to_day=to_day, by=by, on=on)
    )
    with forum.partnership.in_its_language():
        title = _("Valg i %(forum)s") % {"forum": forum}
    case = open_case(
        forum.partnership, kind=rules.case_kind(forum.partnership), title=title,
        by=by, on=on, forum=chosen_by, purpose=Purpose.DECISION,
    )  # fmt: skip
    election = Election.objects.create(
        case=case, forum=forum, chosen_by=chosen_by, from_day=from_day, to_day=to_day
    )
    history.record("election.opened", about=[case, forum], by=by, election=election.pk)
    _write(election, by=by, on=on)
    if meeting_day:
        _constitute(election, day=meeting_day, place=place, by=by, on=on)
    return election


def _constitute(election, *, day, place, by, on):
    """A constituting meeting reads the mandate, elects, and agrees on how to work."""
    forum = election.chosen_by
    meeting = meetings.plan(forum.partnership, forums=[forum], day=day, place=place, by=by, on_day=on)
    with forum.partnership.in_its_language():
        before, after = _("Gjennomgang av mandatet"), _("Rutiner for arbeidet i forumet")
    agendas.add_point(meeting, title=before, forum=forum, by=by, on_day=on)
    agendas.add(meeting, election.case, forum=forum, purpose=Purpose.DECISION, by=by, on_day=on)
    agendas.add_point(meeting, title=after, forum=forum, by=by, on_day=on)


@transaction.atomic
def nominate(election, person, *, kind, party=None, by, on_day=None):
    """Put somebody up for a seat."""
    on = on_day or timezone.localdate()
    refuse_if(rules.obstacles_to_nominating(election, person=person, kind=kind, party=party, by=by, on=on))
    before = _proposal(election)
    try:
        with transaction.atomic():
            candidate = Candidate.objects.create(election=election, person=person, party=party, kind=kind)
    except IntegrityError:
        raise Refused(rules.ALREADY_STANDS(person=person, kind=SeatType(kind).label)) from None
    history.record("election.nominated", about=[election.case, person], by=by, behalf=party, seat=kind)
    _write(election, by=by, on=on, before=before)
    return candidate


@transaction.atomic
def nominate_new(election, name, *, email="", by, **stands):
    """The same for somebody written down by name. A refusal leaves no person behind."""
    return nominate(election, register(name, email=email, by=by), by=by, **stands)


@transaction.atomic
def strike(candidate, *, by, on_day=None):
    """Take a candidate off the list."""
    on, election = on_day or timezone.localdate(), candidate.election
    refuse_if(rules.obstacles_to_changing(election, by=by, on=on))
    before = _proposal(election)
    history.record("election.struck", about=[election.case, candidate.person], by=by, seat=candidate.kind)
    candidate.delete()
    _write(election, by=by, on=on, before=before)


@transaction.atomic
def choose(candidate, *, by, on_day=None):
    """Write that this candidate was chosen; of leaders and deputy leaders only one is."""
    election = candidate.election
    refuse_if(rules.obstacles_to_changing(election, by=by, on=on_day or timezone.localdate()))
    # Whoever comes second waits here.
    Election.objects.select_for_update().get(pk=election.pk)
    if candidate.kind in ONE_OF_EACH:
        election.candidates.filter(kind=candidate.kind, is_chosen=True).update(is_chosen=False)
    candidate.is_chosen = True
    candidate.save(update_fields=["is_chosen"])
    history.record("election.chosen", about=[election.case, candidate.person], by=by, seat=candidate.kind)
    return candidate


@transaction.atomic
def settle(election, decision, *, by):
    """The forum has decided: those chosen get their seats from the day, and those before them lose theirs."""
    refuse_if(rules.obstacles_to_settling(election, decision))
    chosen = rules.elected(election.candidates.select_related("person", "party"))
    for kind, party in dict.fromkeys((candidate.kind, candidate.party) for candidate in chosen):
        _end_those_before(election, kind, party, by=by)
    for candidate in chosen:
        memberships.appoint(
            candidate.person, to=election.forum, kind=candidate.kind, party=candidate.party,
            from_day=election.from_day, to_day=election.to_day, by=by,
        )  # fmt: skip
        Candidate.objects.filter(pk=candidate.pk).update(is_chosen=True)
    election.decision = decision
    election.save(update_fields=["decision"])
    history.record(
        "election.settled", about=[election.case, election.forum, decision], by=by, election=election.pk
    )


def _end_those_before(election, kind, party, *, by):
    """The seats that are being filled anew: the leader's whoever has it, a member's for the same party."""
    last_day = election.from_day - timedelta(days=1)
    seats = election.forum.seats.on(election.from_day).filter(kind=kind, following__isnull=True)
    if kind not in ONE_OF_EACH:
        seats = seats.filter(party=party)
    for seat in seats.select_related("forum__partnership", "person", "party"):
        memberships.end(seat, last_day=last_day, by=by)


def _proposal(election):
    """What the forum is asked to decide, by the candidates there are, in the partnership's language."""
    with election.case.partnership.in_its_language():
        return _worded(election)


def _worded(election):
    lines = []
    for candidate in election.candidates.select_related("person", "party"):
        body = f" ({candidate.party.short})" if candidate.party else ""
        told = {"kind": candidate.get_kind_display(), "who": f"{candidate.person}{body}"}
        lines.append("- " + _("Til %(kind)s: %(who)s") % told)
    if not lines:
        return _("Forumet velger blant kandidatene som blir ført opp.")
    told = {"forum": election.forum, "from": f"{election.from_day:%d.%m.%Y}"}
    return _("Valg i %(forum)s, med virkning fra %(from)s:") % told + "\n\n" + "\n".join(lines)


def _write(election, *, by, on, before=None):
    """Keep the paper's proposal true to the candidates, unless somebody has written it in other words."""
    latest = election.case.latest_paper
    proposal = _proposal(election)
    if latest and latest.proposal != before or latest and proposal == before:
        return
    sections = {name: getattr(latest, name) if latest else "" for name in PaperVersion.SECTIONS}
    write_paper(
        election.case,
        sections=sections | {"proposal": proposal},
        base=latest.version if latest else 0,
        by=by,
        on=on,
    )

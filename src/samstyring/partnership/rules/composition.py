"""Is a forum composed as its mandate says? Each answer is a sentence, with the mandate's own point."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, Q, prefetch_related_objects
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from samstyring.ground import formats
from samstyring.partnership.models import FollowingSeat, GroupMembership, Mandate, Party, Seat, SeatType
from samstyring.partnership.rules import terms
from samstyring.partnership.rules.drafting import point_words

WORDS = {
    "done": gettext_lazy("I orden"),
    "warn": gettext_lazy("Må ses på"),
    "late": gettext_lazy("Perioden er ute"),
    "stop": gettext_lazy("I strid med mandatet"),
    "todo": gettext_lazy("Råd"),
    "none": gettext_lazy("Kan ikke prøves"),
}
NEEDS_ACTING = ("stop", "late", "warn")


@dataclass(frozen=True)
class Finding:
    """One point of the mandate about who sits in the forum, held against who does."""

    check: str
    kind: str
    sentence: Any
    point: Any = ""

    @property
    def word(self):
        return WORDS[self.kind]

    @property
    def needs_acting(self):
        return self.kind in NEEDS_ACTING


class Bodies:
    """The parties, groups, forums and seats of a partnership on a day, read once and asked forum by forum."""

    def __init__(self, partnership, on):
        self.partnership, self.on = partnership, on
        self.parties = [p for p in partnership.parties.all() if p.holds_on(on)]
        self.members = {}
        for row in GroupMembership.objects.on(on).filter(group__partnership=partnership):
            self.members.setdefault(row.group_id, set()).add(row.member_id)
        in_force = Mandate.objects.in_force_on(on).order_by("-effective_from", "-version")
        forums = [forum for forum in partnership.forums.all() if forum.holds_on(on)]
        prefetch_related_objects(forums, Prefetch("mandates", in_force, to_attr="in_force"))
        self.forums = {forum.key: forum for forum in forums}
        self.seats, self.coming = {}, []
        lasting = Seat.objects.filter(Q(to_day=None) | Q(to_day__gte=on), forum__partnership=partnership)
        follows = Exists(FollowingSeat.objects.filter(seat=OuterRef("pk")))
        for seat in lasting.annotate(follows_office=follows).select_related("person", "party"):
            if seat.holds_on(on):
                self.seats.setdefault(seat.forum_id, []).append(seat)
            else:
                self.coming.append(seat)

    def seats_in(self, forum):
        return self.seats.get(forum.pk, [])

    def mandate_of(self, forum):
        known = self.forums.get(forum.key)
        return known.in_force[0] if known and known.in_force else None

    def seated(self, forum):
        """The parties that somebody speaks for in the forum, in order, each once."""
        found = {s.party_id: s.party for s in self.seats_in(forum) if s.votes}
        return sorted(found.values(), key=lambda party: (party.order, party.pk))

    def spoken_for(self, forum):
        """Also those a group speaks for, and the groups whose every member is there."""
        there = {party.pk for party in self.seated(forum)}
        for group, members in self.members.items():
            if group in there:
                there |= members
        return there | {group for group, members in self.members.items() if members <= there}

    def leaders(self, forum):
        """Those who lead; an office without a known holder only where nobody is known to."""
        leaders = [seat for seat in self.seats_in(forum) if seat.kind == SeatType.LEADER]
        return [seat for seat in leaders if seat.person_id] or leaders


def findings(forum, bodies):
    """What the mandate in force says about the composition of the forum, and how it is."""
    mandate = bodies.mandate_of(forum)
    if mandate is None:
        return []
    return [finding for check in CHECKS for finding in check(forum, mandate, bodies)]


def to_act_on(bodies):
    """[(forum, findings)] for the forums that are not composed as their mandates say."""
    told = [(forum, [f for f in findings(forum, bodies) if f.needs_acting]) for forum in bodies.forums.values()]
    return [(forum, found) for forum, found in told if found]


def mirrored(forum, mandate):
    """The key of the forum that this one mirrors. One mandate may serve several, and say it of each."""
    told = mandate.composition.get("mirrors") or ""
    return told.get(forum.key, "") if isinstance(told, dict) else told


def _mirrors(forum, mandate, bodies):
    other = bodies.forums.get(mirrored(forum, mandate))
    if other is None:
        return
    point = point_words(mandate, "mirrors")
    theirs, ours = bodies.seated(other), bodies.seated(forum)
    if not theirs:
        words = _("%(other)s har ingen plasser ennå, så det kan ikke prøves om %(forum)s gjenspeiler det.")
        yield Finding("mirrors", "none", words % {"forum": forum, "other": other}, point)
        return
    missing = [p.short for p in theirs if p.pk not in bodies.spoken_for(forum)]
    alone = [p.short for p in ours if p.pk not in bodies.spoken_for(other)]
    told = {"forum": forum, "other": other, "missing": listed(missing), "alone": listed(alone)}
    if missing:
        yield Finding(
            "mirrors", "warn", _("%(missing)s har plass i %(other)s, men ikke i %(forum)s.") % told, point
        )
    if alone:
        yield Finding("mirrors", "warn", _("%(alone)s har plass i %(forum)s, men ikke i %(other)s.") % told, point)
    if not missing and not alone:
        yield Finding("mirrors", "done", _("%(forum)s gjenspeiler %(other)s.") % told, point)


def _every_party(forum, mandate, bodies):
    if not mandate.composition.get("every_party"):
        return
    there, point = bodies.spoken_for(forum), point_words(mandate, "every_party")
    # A group is there through its members; it needs no seat of its own beside theirs.
    owed = [p for p in bodies.parties if p.is_member and p.pk not in bodies.members]
    missing = [p.name for p in owed if p.pk not in there]
    if missing:
        words = _("Ikke alle parter har plass. Uten plass som teller: %(names)s.") % {"names": listed(missing)}
        yield Finding("every_party", "warn", words, point)
    else:
        words = ngettext("Den ene parten har plass.", "Alle %(count)s parter har plass.", len(owed))
        yield Finding("every_party", "done", words % {"count": len(owed)}, point)


def _size(forum, mandate, bodies):
    most = mandate.composition.get("max_members")
    if not most:
        return
    count = sum(1 for s in bodies.seats_in(forum) if s.votes and s.kind != SeatType.DEPUTY)
    told, point = {"count": count, "most": most}, point_words(mandate, "max_members")
    if count > most:
        words = _("Forumet har %(count)s medlemmer. Mandatet setter grensen ved %(most)s.")
        yield Finding("max_members", "warn", words % told, point)
    else:
        yield Finding("max_members", "done", _("%(count)s medlemmer, av høyst %(most)s.") % told, point)


def _leaders(forum, mandate, bodies):
    """One leader, for the time the mandate gives, and not too many from one party."""
    leaders = bodies.leaders(forum)
    if len(leaders) > 1:
        names = listed(str(s.person or s.title) for s in leaders)
        words = _("Forumet har flere ledere på samme tid: %(names)s.") % {"names": names}
        yield Finding("leader", "warn", words, point_words(mandate, "leader"))
    limited = mandate.composition.get("leader_term_months")
    if not leaders and (limited or mandate.composition.get("leadership_balanced")):
        yield Finding("leader", "warn", _("Forumet har ingen leder nå."), point_words(mandate, "leader"))
    for seat in leaders if limited else ():
        if seat.person_id:
            yield _term(seat, mandate, bodies.on)
    if mandate.composition.get("leadership_balanced"):
        yield from _balance(forum, mandate, bodies)


def _term(seat, mandate, on):
    months, point = mandate.composition["leader_term_months"], point_words(mandate, "leader_term_months")
    ends = terms.end_of(seat, months)
    told = {"who": seat.person or seat.title, "months": months, "day": formats.day(ends)}
    if ends is None:
        words = _("%(who)s er leder uten oppgitt første dag. Mandatet setter perioden til %(months)s måneder.")
        return Finding("leader_term_months", "warn", words % told, point)
    if ends < on:
        words = _("Lederperioden til %(who)s var ute %(day)s. Mandatet setter den til %(months)s måneder.")
        return Finding("leader_term_months", "late", words % told, point)
    if ends <= on + terms.AHEAD_FOR_LEADERS:
        words = _("Lederperioden til %(who)s går ut %(day)s. Forumet må velge leder før det.")
        return Finding("leader_term_months", "warn", words % told, point)
    return Finding("leader_term_months", "done", _("%(who)s er leder til og med %(day)s.") % told, point)


def _balance(forum, mandate, bodies):
    """Leaders of the forums that share the demand, party by party; and leader and deputy from two of them."""
    point = point_words(mandate, "leadership_balanced")
    heads = [s for s in bodies.seats_in(forum) if s.party_id and s.kind in terms.LEADERS]
    if len(heads) > 1 and len({s.party_id for s in heads}) == 1:
        words = _("Leder og nestleder kommer begge fra %(party)s.") % {"party": heads[0].party}
        yield Finding("leadership_balanced", "warn", words, point)
    forums = [
        f for f in bodies.forums.values() if f.in_force and f.in_force[0].composition.get("leadership_balanced")
    ]
    led = Counter(seat.party for f in forums for seat in bodies.leaders(f) if seat.party_id)
    if not led:
        return
    parties = sum(1 for p in bodies.parties if p.is_member)
    share = -(-len(forums) // max(parties, 1))
    told = {"forums": len(forums), "parties": len(led), "share": share}
    here = {seat.party_id for seat in bodies.leaders(forum)}
    too_many = [party for party, count in led.items() if count > share and party.pk in here]
    for party in too_many:
        words = _(
            "%(party)s leder %(count)s av %(forums)s forum. En jevn fordeling er høyst %(share)s til hver part."
        )
        yield Finding("leadership_balanced", "warn", words % {**told, "party": party, "count": led[party]}, point)
    if not too_many:
        words = ngettext(
            "Ledelsen av %(forums)s forum hører til %(parties)s part.",
            "Ledelsen av %(forums)s forum er fordelt på %(parties)s parter.",
            len(led),
        )
        yield Finding("leadership_balanced", "done", words % told, point)


def _from_outside(forum, mandate, bodies):
    """Municipalities outside do not take part; other bodies outside observe, where observers are admitted."""
    outside = [s for s in bodies.seats_in(forum) if s.party_id and not s.party.is_member]
    observers = [s for s in bodies.seats_in(forum) if s.kind == SeatType.OBSERVER]
    admitted = mandate.composition.get("observers", True)
    for seat in outside:
        told = {"party": seat.party, "kind": seat.get_kind_display(), "forum": forum}
        if seat.party.kind == Party.Kind.MUNICIPALITY:
            words = _("%(party)s er en kommune utenfor samarbeidet, og har likevel plass som %(kind)s.")
            yield Finding("outside", "stop", words % told, point_words(mandate, "outside"))
        elif seat.kind != SeatType.OBSERVER:
            words = _(
                "%(party)s er ikke part, og har likevel plass som %(kind)s. Andre enn partene kan bare observere."
            )
            yield Finding("outside", "stop", words % told, point_words(mandate, "observers"))
        elif not admitted:
            words = _("%(party)s observerer i %(forum)s, men mandatet åpner ikke for observatører utenfra.")
            yield Finding("observers", "stop", words % told, point_words(mandate, "observers"))
    if observers and admitted:
        words = ngettext(
            "%(count)s observatør, uten stemme.", "%(count)s observatører, uten stemme.", len(observers)
        )
        yield Finding("observers", "done", words % {"count": len(observers)}, point_words(mandate, "observers"))


def _advice(forum, mandate, bodies):
    """Geography and competence are told and never held against the forum."""
    members = [s for s in bodies.seats_in(forum) if s.votes and s.kind != SeatType.DEPUTY]
    if mandate.composition.get("geography") and members:
        spread = Counter(seat.party.short for seat in members)
        told = listed(f"{name} {count}" for name, count in spread.most_common())
        absent = [p.short for p in bodies.parties if p.is_member and p.pk not in bodies.spoken_for(forum)]
        words = _("Medlemmene kommer fra: %(spread)s.")
        if absent:
            words = _("Medlemmene kommer fra: %(spread)s. Ingen kommer fra %(absent)s.")
        told = {"spread": told, "absent": listed(absent)}
        yield Finding("geography", "todo", words % told, point_words(mandate, "geography"))
    if mandate.composition.get("competence") and members:
        told = {"count": sum(1 for seat in members if seat.title), "all": len(members)}
        words = _("%(count)s av %(all)s medlemmer har oppgitt stilling eller fagfelt.") % told
        yield Finding("competence", "todo", words, point_words(mandate, "competence"))


CHECKS = (_mirrors, _every_party, _size, _leaders, _from_outside, _advice)


def listed(names):
    """`Alver, Askøy og Bergen`"""
    names = [str(name) for name in names]
    if len(names) < 2:
        return "".join(names)
    return _("%(first)s og %(last)s") % {"first": ", ".join(names[:-1]), "last": names[-1]}

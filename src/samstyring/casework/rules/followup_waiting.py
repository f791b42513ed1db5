"""What the follow-up list asks of a person: what is theirs to do, and for the secretariat what is late."""

from django.db.models import Q
from django.utils.translation import gettext as _

from samstyring.casework.models import FollowUp
from samstyring.casework.rules.followup import in_order
from samstyring.ground import formats
from samstyring.partnership.rules.acting import is_secretariat, parties_of
from samstyring.partnership.rules.waiting import Task


def follow_up_tasks(partnership, person, *, on):
    """The points this person or their party is to do; late ones are seen by the secretariat too."""
    parties = set(parties_of(person, partnership, on).values_list("pk", flat=True))
    mine = Q(person=person) | Q(party__in=parties)
    late = Q(due_on__lt=on) if is_secretariat(person, partnership, on) else Q()
    visible = FollowUp.objects.visible_to(person).filter(mine | late, decision__case__partnership=partnership)
    tasks, others = [], []
    for one in in_order(visible.unfinished()):
        if one.person_id == person.pk or one.party_id in parties:
            tasks.append(_do(one, on))
        else:
            others.append(_late(one))
    return [*tasks, *others]


def _do(one, on):
    words = {"forum": one.decision.forum, "day": formats.short_day(one.decision.decided_on)}
    return Task(
        title=one.text,
        href=one.get_absolute_url(),
        why=_("Oppfølging av vedtak i %(forum)s %(day)s.") % words,
        due=one.due_on,
        act=_("Meld tilbake"),
        kind="late" if one.due_on < on else "prog" if one.progress else "todo",
    )


def _late(one):
    return Task(
        title=_("Over fristen: %(task)s") % {"task": one.text},
        href=one.get_absolute_url(),
        why=_("%(responsible)s har ikke meldt at det er gjort.") % {"responsible": one.responsible},
        due=one.due_on,
        kind="warn",
    )

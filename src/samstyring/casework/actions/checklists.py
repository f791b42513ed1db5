"""Answer the points of the preparation checklist, and choose which kinds of case have one."""

from django.db import transaction

from samstyring.casework.models import CaseChecklist, CheckAnswer
from samstyring.casework.rules import checklists as rules
from samstyring.casework.rules import preparing
from samstyring.ground import history
from samstyring.ground.refusal import Refused, refuse_if
from samstyring.partnership.rules.acting import obstacles_to_acting_as_secretariat


@transaction.atomic
def answer(case, given, *, by, on):
    """Keep the answers that are new. `given` is {point: (answer, note)}; what stood before stays in the record."""
    refuse_if(
        [
            *preparing.obstacles_to_preparing(case, by, on),
            *rules.obstacles_to_answering(case, given, by=by, on=on),
        ]
    )
    standing = {point.key: point.answer for point in rules.points_of(case)}
    new = [
        CheckAnswer(case=case, point=key, answer=told, note=note.strip(), answered_by=by)
        for key, (told, note) in given.items()
        if key in standing and _is_new(standing[key], told, note.strip())
    ]
    for one in new:
        one.save()
    if new:
        history.record("checklist.answered", about=case, by=by, points=[one.point for one in new])
    return new


def _is_new(before, told, note):
    return before is None or (before.answer, before.note) != (told, note)


@transaction.atomic
def choose(kind, key, *, by, on):
    """From now on cases of this kind are held up against the checklist, or against none."""
    refuse_if(obstacles_to_acting_as_secretariat(by, kind.partnership, on))
    if key and key not in dict(rules.choices()):
        raise Refused(rules.NO_SUCH_CHECKLIST(key=key))
    before = CaseChecklist.objects.filter(kind=kind).first()
    if (before.key if before else "") == key:
        return before
    CaseChecklist.objects.filter(kind=kind).delete()
    chosen = CaseChecklist.objects.create(kind=kind, key=key, chosen_by=by) if key else None
    history.record("checklist.chosen", about=[kind, kind.partnership], by=by, checklist=key)
    return chosen

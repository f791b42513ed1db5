"""What is done with a case: open it, change what it is, lay its road, tie it to other cases."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from samstyring.casework.models import Case, CaseRelation, FlowStep
from samstyring.casework.rules import preparing
from samstyring.ground import history
from samstyring.ground.refusal import Obstacle, Refused, refuse_if
from samstyring.partnership.rules.acting import is_secretariat

CHANGED_MEANWHILE = Obstacle(
    "changed-meanwhile",
    _("Noen andre har lagret endringer i dette siden du åpnet skjemaet."),
    _("Se over det du har skrevet, og lagre én gang til for å beholde ditt."),
)
ALREADY_RELATED = Obstacle(
    "already-related",
    _("Saken er alt knyttet til «{other}» på denne måten."),
    _("Velg en annen kobling eller en annen sak."),
)
RELATED_TO_ITSELF = Obstacle(
    "related-to-itself", _("En sak kan ikke knyttes til seg selv."), _("Velg en annen sak.")
)
FIELDS = ("kind", "title", "public_title", "responsible", "closed_basis", "amount_mnok", "amount_vat")


def usual_stations(kind, *, forum=None):
    """The road a kind of case usually takes, from this forum on when one is named.

    A forum that the usual road does not pass becomes the only station.
    """
    forums = {known.key: known for known in kind.partnership.forums.all()}
    stations = []
    for step in kind.usual_flow:
        if step.get("local"):
            stations.append({"forum": None, "purpose": "", "planned_on": None})
        elif step.get("forum") in forums:
            purpose = step.get("purpose", "")
            stations.append({"forum": forums[step["forum"]], "purpose": purpose, "planned_on": None})
    if forum is None:
        return stations
    start = next((place for place, station in enumerate(stations) if station["forum"] == forum), None)
    if start is None:
        return [{"forum": forum, "purpose": "", "planned_on": None}]
    return stations[start:]


@transaction.atomic
def open_case(partnership, *, kind, title, by, on, forum=None, purpose="", **about):
    """Open a case with the usual road of its kind. Somebody outside the secretariat proposes it to a forum."""
    refuse_if(preparing.obstacles_to_submitting(by, partnership, forum=forum, on=on))
    by_secretariat = is_secretariat(by, partnership, on)
    case = Case.objects.create(
        partnership=partnership, kind=kind, title=title, created_on=on, **{"responsible": by} | about
    )
    stations = usual_stations(kind, forum=forum)
    if forum and purpose:
        stations[0]["purpose"] = purpose
    _lay(case, stations)
    history.record("case.opened" if by_secretariat else "case.proposed", about=case, by=by, case_kind=kind.key)
    return case


def _lay(case, stations):
    FlowStep.objects.bulk_create(
        FlowStep(case=case, order=order, **station) for order, station in enumerate(stations, start=1)
    )


def settle_at_home(case, *, on):
    """The parties have done their part at home on this day, or with None: they have not after all."""
    case.flow.filter(forum=None).update(finished_on=on)


@transaction.atomic
def change_case(case, *, base, by, on, **values):
    """Change what the case is. `base` tells what the values were when the person began."""
    refuse_if(preparing.obstacles_to_keeping(case, by, on))
    now = Case.objects.select_for_update().get(pk=case.pk)
    if base != state_of(now):
        raise Refused(CHANGED_MEANWHILE())
    changed = [name for name in FIELDS if name in values and getattr(now, name) != values[name]]
    if changed:
        for name in changed:
            setattr(now, name, values[name])
        now.save(update_fields=changed)
        history.record("case.changed", about=now, by=by, fields=changed)
    return now


def state_of(case):
    """The values of a case as one word, to see whether somebody changed them meanwhile."""
    return "|".join(str(getattr(case, Case._meta.get_field(name).attname) or "") for name in FIELDS)


@transaction.atomic
def lay_route(case, *, stations, base, by, on):
    """Lay the road of a case anew: (forum or None for the parties at home, purpose, planned day) in order."""
    refuse_if(preparing.obstacles_to_keeping(case, by, on))
    Case.objects.select_for_update().get(pk=case.pk)
    if base != route_of(case):
        raise Refused(CHANGED_MEANWHILE())
    before = [_told(step.forum_id, step.purpose, step.planned_on) for step in case.flow.all()]
    after = [_told(s["forum"].pk if s["forum"] else None, s["purpose"], s["planned_on"]) for s in stations]
    if before != after:
        finished_on = case.flow.filter(forum=None).values_list("finished_on", flat=True).first()
        case.flow.all().delete()
        _lay(case, stations)
        settle_at_home(case, on=finished_on)
        history.record("case.routed", about=case, by=by, before=before, after=after)
    return case


def _told(forum_id, purpose, planned_on):
    return [forum_id, purpose, planned_on.isoformat() if planned_on else None]


def route_of(case):
    """The road of a case as one word."""
    return "|".join(f"{s.forum_id or 0}:{s.purpose}:{s.planned_on or ''}" for s in case.flow.all())


@transaction.atomic
def relate(case, *, other, kind, by, on):
    """Say that a case refers to, follows up or replaces another."""
    refuse_if(preparing.obstacles_to_preparing(case, by, on))
    if other.pk == case.pk:
        raise Refused(RELATED_TO_ITSELF())
    try:
        with transaction.atomic():
            relation = CaseRelation.objects.create(case=case, other=other, kind=kind)
    except IntegrityError:
        raise Refused(ALREADY_RELATED(other=other)) from None
    history.record("case.related", about=[case, other], by=by, relation=kind)
    return relation


@transaction.atomic
def unrelate(relation, *, by, on):
    """Take away a relation that was wrong."""
    refuse_if(preparing.obstacles_to_preparing(relation.case, by, on))
    history.record("case.unrelated", about=[relation.case, relation.other], by=by, relation=relation.kind)
    relation.delete()

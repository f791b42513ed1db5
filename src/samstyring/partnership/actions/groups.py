"""Groups of parties that share a seat, and the people who act for a party at home."""

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.text import slugify

from samstyring.ground import history
from samstyring.ground.refusal import Refused, refuse_if
from samstyring.partnership.actions.people import register
from samstyring.partnership.models import GroupMembership, Party, PartyRole
from samstyring.partnership.rules import groups as rules


@transaction.atomic
def form_group(partnership, *, name, short, members, from_day, by):
    """Let parties sit together under one name, and return the group, which is itself a party."""
    today = timezone.localdate()
    refuse_if(rules.obstacles_to_grouping(partnership, name=name, by=by, today=today))
    last = partnership.parties.aggregate(Max("order"))["order__max"] or 0
    group = Party.objects.create(
        partnership=partnership, key=_free_key(partnership, short or name), name=name.strip(),
        short=(short or name).strip(), kind=Party.Kind.REGION, from_day=from_day, order=last + 1,
    )  # fmt: skip
    history.record("group.formed", about=group, by=by)
    for member in members:
        join(group, member, from_day=from_day, by=by)
    return group


def _free_key(partnership, name):
    """A key nobody has: `asker-baerum`, `asker-baerum-2`."""
    base = slugify(name.translate(str.maketrans("æøåÆØÅ/", "aoaAOA-")))[:44] or "gruppe"
    taken = set(partnership.parties.values_list("key", flat=True))
    keys = (base if number == 1 else f"{base}-{number}" for number in range(1, len(taken) + 2))
    return next(key for key in keys if key not in taken)


@transaction.atomic
def join(group, member, *, from_day, by):
    """Let a party belong to the group from this day."""
    refuse_if(rules.obstacles_to_joining(group, member, from_day=from_day, by=by, today=timezone.localdate()))
    try:
        with transaction.atomic():
            row = GroupMembership.objects.create(group=group, member=member, from_day=from_day)
    except IntegrityError:
        raise Refused(rules.ALREADY_MEMBER(member=member, group=group, period="")) from None
    history.record("group.joined", about=[group, member], by=by, membership=row.pk)
    return row


@transaction.atomic
def leave(row, *, last_day, by):
    """Let a party leave the group after this day."""
    refuse_if(rules.obstacles_to_leaving(row, last_day=last_day, by=by, today=timezone.localdate()))
    row.to_day = last_day
    row.save(update_fields=["to_day"])
    history.record("group.left", about=[row.group, row.member], by=by, membership=row.pk)
    return row


@transaction.atomic
def give_role(person, *, party, kind, from_day, to_day=None, title="", by):
    """Let a person act for the party at home, as administrator, case officer or clerk."""
    Party.objects.select_for_update().get(pk=party.pk)
    refuse_if(
        rules.obstacles_to_role(
            party, person=person, kind=kind, from_day=from_day, to_day=to_day, by=by, today=timezone.localdate()
        )
    )
    role = PartyRole.objects.create(
        party=party, person=person, kind=kind, title=title, from_day=from_day, to_day=to_day
    )
    history.record("role.given", about=[party, person], by=by, role=role.pk, as_what=kind)
    return role


@transaction.atomic
def give_role_to_new(name, *, email="", by, **role):
    """The same for somebody written down by name. A refusal leaves no person behind."""
    return give_role(register(name, email=email, by=by), by=by, **role)


@transaction.atomic
def end_role(role, *, last_day, by):
    """Let a role at a party end after this day."""
    refuse_if(rules.obstacles_to_ending_role(role, last_day=last_day, by=by, today=timezone.localdate()))
    role.to_day = last_day
    role.save(update_fields=["to_day"])
    history.record("role.ended", about=[role.party, role.person], by=by, role=role.pk)
    return role

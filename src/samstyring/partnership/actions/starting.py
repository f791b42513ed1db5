"""A partnership is started in the browser: copied from its template, with parties and a secretariat, at once."""

from django.db import transaction
from django.utils import timezone

from samstyring.ground import history
from samstyring.ground.refusal import refuse_if
from samstyring.partnership.actions.partnerships import create_from_template
from samstyring.partnership.actions.people import register
from samstyring.partnership.models import Agreement, PartnershipRole, Party, Person
from samstyring.partnership.rules import starting


@transaction.atomic
def start(*, template, about, parties, forums, secretariat, by):
    """Create the partnership the plan describes and return it; a refusal leaves nothing behind.

    `about` is what `create_from_template` asks for, `parties` dicts with name, kind and body, `forums` the kept
    ones as {key: name}, `secretariat` a dict with who, name, email and title.
    """
    refuse_if(starting.lacking(template=template, parties=parties, forums=forums, secretariat=secretariat))
    whole = starting.templates()[template]
    chosen = starting.with_forums(whole, forums)
    partnership = create_from_template(chosen, whole=whole, by=by, **about)
    agreement = _first_agreement(partnership, by=by)
    for values in starting.party_values(chosen, parties):
        party = Party.objects.create(partnership=partnership, from_day=partnership.starts_on, **values)
        agreement.parties.add(party)
        history.record("party.joined", about=[partnership, party], by=by)
    person = by
    if secretariat["who"] != "me":
        person = register(secretariat["name"], email=secretariat["email"], by=by)
    PartnershipRole.objects.create(
        partnership=partnership,
        person=person,
        kind=PartnershipRole.Kind.SECRETARIAT,
        title=secretariat["title"],
        from_day=timezone.localdate(),
    )
    history.record("secretariat.appointed", about=[partnership, person], by=by)
    return partnership


def _first_agreement(partnership, *, by):
    """The agreement that was named when the partnership was started; its road to force is still to be told."""
    agreement = Agreement.objects.create(
        partnership=partnership,
        name=partnership.agreement,
        from_day=partnership.starts_on,
        to_day=partnership.ends_on,
    )
    history.record("agreement.registered", about=[agreement, partnership], by=by)
    return agreement


@transaction.atomic
def person_of(user):
    """The person behind an account that runs the installation; made when the account has none."""
    person = getattr(user, "person", None)
    if person is None:
        person = Person.objects.create(
            user=user, name=user.get_full_name() or user.get_username(), email=user.email
        )
        history.record("person.registered", about=person, by=person)
    return person

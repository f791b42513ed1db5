"""Questions about accounts: who may be invited, whether a link still works, and what is wrong with it."""

from datetime import timedelta

from django.contrib.auth import get_user_model
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from samstyring.ground import formats, panels
from samstyring.ground.refusal import Obstacle
from samstyring.partnership.models import Person
from samstyring.partnership.rules.acting import obstacles_to_acting_as_secretariat

LASTS = timedelta(days=7)

NO_PART_HERE = Obstacle(
    "invited-without-part",
    _("{person} har ingen rolle eller plass i {partnership}."),
    _("Gi personen en rolle eller plass først."),
)
HAS_ACCOUNT = Obstacle(
    "has-account", _("{person} har konto fra før og kan logge inn."), _("Du trenger ikke gjøre noe.")
)
ADDRESS_TAKEN = Obstacle(
    "address-taken",
    _("{email} hører til kontoen til en annen person."),
    _("Sjekk adressen. Er det samme person, gir du rollen til den som alt har konto."),
)
INVITED_MEANWHILE = Obstacle(
    "invited-meanwhile",
    _("En annen inviterte {person} i samme øyeblikk."),
    _("Last siden på nytt for å se invitasjonen."),
)
MAIL_FAILED = Obstacle(
    "mail-failed",
    _("Brevet til {email} kunne ikke sendes. Ingenting er lagret."),
    _("Prøv igjen senere. Den som drifter Samstyring, ser feilen i loggen."),
)
LINK_USED = Obstacle(
    "link-used",
    _("Lenken er brukt {day}. Den virker bare én gang."),
    _("Logg inn med e-postadressen og passordet du valgte."),
)
LINK_WITHDRAWN = Obstacle(
    "link-withdrawn",
    _("Invitasjonen ble trukket tilbake {day}."),
    _("Har du fått et nyere brev, bruker du lenken i det. Ellers spør du {who}."),
)
LINK_EXPIRED = Obstacle(
    "link-expired", _("Lenken gjaldt til {day} og virker ikke lenger."), _("Be {who} om å sende en ny.")
)
ACCOUNT_EXISTS = Obstacle(
    "account-exists",
    _("Det finnes alt en konto med adressen {email}."),
    _("Logg inn med den, og åpne lenken på nytt."),
)
NOT_INVITED_ACCOUNT = Obstacle(
    "not-the-invited",
    _("Du er logget inn som {name}, men invitasjonen er sendt til {email}."),
    _("Logg ut, og åpne lenken på nytt."),
)


def obstacles_to_inviting(person, *, to, email, by, today):
    """Yield why this person cannot be sent a way in."""
    yield from obstacles_to_acting_as_secretariat(by, to, today)
    if not reachable(to, by).filter(pk=person.pk).exists():
        yield NO_PART_HERE(person=person, partnership=to)
    if person.user_id:
        yield HAS_ACCOUNT(person=person)
    elif Person.objects.filter(user__email__iexact=email).exclude(pk=person.pk).exists():
        yield ADDRESS_TAKEN(email=email)


def obstacles_to_withdrawing(invitation, *, by, today):
    yield from obstacles_to_acting_as_secretariat(by, invitation.partnership, today)
    yield from wrong_with(invitation, sent=False)


def wrong_with(invitation, *, sent=True):
    """Yield why the link lets nobody in any more. An expired one can still be withdrawn."""
    standing, who = invitation.standing_at(timezone.now()), invitation.sent_by
    if standing == "used":
        yield LINK_USED(day=formats.day(invitation.used_at))
    elif standing == "withdrawn":
        yield LINK_WITHDRAWN(day=formats.day(invitation.withdrawn_at), who=who)
    elif standing == "expired" and sent:
        yield LINK_EXPIRED(day=formats.day(invitation.expires_at), who=who)


def account_with(email):
    """The account that has this address, or None."""
    return get_user_model().objects.filter(email__iexact=email).first()


def obstacles_to_entering(invitation, user):
    """Yield why nobody can become the invited person by this link. `user` is who is signed in, or None."""
    yield from wrong_with(invitation)
    if invitation.person.user_id and invitation.standing_at(timezone.now()) == "open":
        yield HAS_ACCOUNT(person=invitation.person)
    if user is not None:
        is_same = user.email and user.email.casefold() == invitation.email.casefold()
        if not is_same or getattr(user, "person", None) not in (None, invitation.person):
            yield NOT_INVITED_ACCOUNT(name=user.get_full_name() or user.get_username(), email=invitation.email)
    elif account_with(invitation.email):
        yield ACCOUNT_EXISTS(email=invitation.email)


def reachable(partnership, by):
    """Everybody with a part here, and those whom rooms above know as taking part from outside."""
    told = [pk for panel in panels.for_page("partnership.accounts", partnership, by) for pk in panel["people"]]
    return Person.objects.filter(
        Q(pk__in=Person.objects.with_part_in(partnership).order_by().values("pk")) | Q(pk__in=told)
    )


def people_to_reach(partnership, by):
    """[(person, the newest invitation or None)]: everybody with a part here, those without an account first."""
    people = reachable(partnership, by).select_related("user")
    newest = {}
    for one in partnership.account_invitations.select_related("sent_by").order_by("sent_at", "pk"):
        newest[one.person_id] = one
    rows = [(person, newest.get(person.pk)) for person in people]
    return sorted(rows, key=lambda row: (row[0].user_id is not None, row[0].name))

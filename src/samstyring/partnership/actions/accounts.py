"""People are invited to an account by e-mail, and become the account's person by the link they were sent."""

import secrets
from hashlib import sha256
from smtplib import SMTPException

from allauth.account.models import EmailAddress
from django.contrib.auth import get_user_model
from django.core import signing
from django.core.mail import send_mail
from django.db import IntegrityError, transaction
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _

from samstyring.ground import history
from samstyring.ground.refusal import Refused, refuse_if
from samstyring.partnership.models import AccountInvitation
from samstyring.partnership.rules import account as rules

SIGNED_FOR = "samstyring.invitation"


@transaction.atomic
def invite(person, *, to, email, link_to, by):
    """Send the person a link that works once, and return the invitation. `link_to` makes an address of a token.

    An invitation sent before stops working.
    """
    email = email.strip()
    refuse_if(rules.obstacles_to_inviting(person, to=to, email=email, by=by, today=timezone.localdate()))
    now, secret = timezone.now(), secrets.token_urlsafe(24)
    AccountInvitation.objects.filter(person=person, used_at=None, withdrawn_at=None).update(withdrawn_at=now)
    try:
        with transaction.atomic():
            invitation = AccountInvitation.objects.create(
                partnership=to, person=person, email=email, fingerprint=_fingerprint(secret), sent_by=by,
                sent_at=now, expires_at=now + rules.LASTS,
            )  # fmt: skip
    except IntegrityError:
        raise Refused(rules.INVITED_MEANWHILE(person=person)) from None
    if person.email != email:
        person.email = email
        person.save(update_fields=["email"])
    history.record("account.invited", about=[person, to], by=by, invitation=invitation.pk)
    _send(invitation, link_to(signing.dumps(secret, salt=SIGNED_FOR)))
    return invitation


def _send(invitation, link):
    told = {"invitation": invitation, "link": link, "days": rules.LASTS.days}
    with invitation.partnership.in_its_language():
        words = render_to_string("partnership/accounts/letter.txt", told)
        subject = _("Du er invitert til %(partnership)s i Samstyring") % {"partnership": invitation.partnership}
    try:
        send_mail(" ".join(subject.split()), words, None, [invitation.email])
    except (SMTPException, OSError):
        raise Refused(rules.MAIL_FAILED(email=invitation.email)) from None


def invitation_by(token):
    """The invitation that a link is for, or None where nobody was ever sent such a link."""
    try:
        secret = signing.loads(token, salt=SIGNED_FOR)
    except signing.BadSignature:
        return None
    found = AccountInvitation.objects.filter(fingerprint=_fingerprint(secret))
    return found.select_related("partnership", "person__user", "sent_by").first()


def _fingerprint(secret):
    return sha256(secret.encode()).hexdigest()


@transaction.atomic
def enter(invitation, *, password="", user=None):
    """Let the invited person in: with a new account, or as the one who is signed in. Return the account."""
    invitation = AccountInvitation.objects.select_for_update().get(pk=invitation.pk)
    refuse_if(rules.obstacles_to_entering(invitation, user))
    now, person = timezone.now(), invitation.person
    # Two at once with the same link: only one of them finds it open.
    if not AccountInvitation.objects.filter(pk=invitation.pk, used_at=None, withdrawn_at=None).update(used_at=now):
        invitation.refresh_from_db()
        raise Refused(*rules.wrong_with(invitation))
    if user is None:
        try:
            with transaction.atomic():
                user = get_user_model().objects.create_user(invitation.email, invitation.email, password)
        except IntegrityError:
            raise Refused(rules.ACCOUNT_EXISTS(email=invitation.email)) from None
        EmailAddress.objects.create(user=user, email=invitation.email, verified=True, primary=True)
    person.user = user
    person.save(update_fields=["user"])
    history.record("account.opened", about=[person, invitation.partnership], by=person, invitation=invitation.pk)
    return user


@transaction.atomic
def withdraw(invitation, *, by):
    """Take back a link that nobody has used."""
    refuse_if(rules.obstacles_to_withdrawing(invitation, by=by, today=timezone.localdate()))
    open_ones = AccountInvitation.objects.filter(pk=invitation.pk, used_at=None, withdrawn_at=None)
    if not open_ones.update(withdrawn_at=timezone.now()):
        invitation.refresh_from_db()
        raise Refused(*rules.wrong_with(invitation, sent=False))
    history.record("account.withdrawn", about=[invitation.person, invitation.partnership], by=by)

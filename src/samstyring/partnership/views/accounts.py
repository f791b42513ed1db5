"""Who has an account, how somebody is invited to one, and the page their link leads to."""

from functools import partial

from django.contrib import messages
from django.contrib.auth import login
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from samstyring.ground.refusal import Refused
from samstyring.ground.views import refused
from samstyring.partnership.access import in_partnership
from samstyring.partnership.actions import accounts as acts
from samstyring.partnership.forms.account import EnterForm, InviteForm
from samstyring.partnership.models import Partnership
from samstyring.partnership.rules import account as account_rules
from samstyring.partnership.rules import acting
from samstyring.partnership.views.asking import ask


@in_partnership
def accounts(request, partnership):
    """Everybody with a part here: who can sign in, who is invited, and who has no way in."""
    request.section = "organisation"
    today, now = timezone.localdate(), timezone.now()
    if not acting.is_secretariat(request.person, partnership, today):
        refusal = Refused(*acting.obstacles_to_acting_as_secretariat(request.person, partnership, today))
        return refused(request, "ground/refused.html", refusal)
    rows = [
        {"person": person, "invitation": one, "standing": one.standing_at(now) if one else ""}
        for person, one in account_rules.people_to_reach(partnership, request.person)
    ]
    without = sum(row["person"].user_id is None for row in rows)
    return render(request, "partnership/accounts/accounts.html", {"rows": rows, "without": without})


def _member(request, member):
    return get_object_or_404(account_rules.reachable(request.partnership, request.person), pk=member)


def link_with(request):
    """The address that a token makes, as it is written in the letter."""
    return lambda token: request.build_absolute_uri(reverse("partnership:account_enter", args=[token]))


@in_partnership
def invite(request, partnership, member):
    """The secretariat sends a person a way in."""
    request.section = "organisation"
    person = _member(request, member)
    form = InviteForm(request.POST or None, initial={"email": person.email})
    act = partial(acts.invite, person, to=partnership, link_to=link_with(request), by=request.person)
    return ask(
        request, "partnership/accounts/invite.html", [form], act, done=gettext_lazy("Invitasjonen er sendt."),
        then=lambda made: reverse("partnership:accounts", args=[partnership.key]), member=person,
        has_account=person.user_id is not None,
    )  # fmt: skip


@in_partnership
@require_POST
def withdraw(request, partnership, member):
    """The secretariat takes back a link that nobody has used."""
    request.section = "organisation"
    person = _member(request, member)
    invitation = get_object_or_404(
        partnership.account_invitations.filter(person=person).select_related("sent_by", "partnership")[:1]
    )
    try:
        acts.withdraw(invitation, by=request.person)
    except Refused as refusal:
        return refused(request, "ground/refused.html", refusal)
    messages.success(request, _("Invitasjonen er trukket tilbake, og lenken virker ikke lenger."))
    return redirect("partnership:accounts", partnership.key)


@never_cache
@sensitive_post_parameters("password", "again")
def enter(request, token):
    """Where the link in the letter leads: what it is, and a password to choose; or why it no longer works."""
    invitation = acts.invitation_by(token)
    if invitation is None:
        return render(request, "partnership/accounts/no_such_link.html", status=404)
    user = request.user if request.user.is_authenticated else None
    form = EnterForm(request.POST if request.method == "POST" and user is None else None)
    page = {"invitation": invitation, "form": form, "is_signed_in": user is not None}
    template = "partnership/accounts/enter.html"
    wrong = list(account_rules.obstacles_to_entering(invitation, user))
    if wrong:
        # A link that is used up is gone; anything else can be mended.
        gone = any(True for _one in account_rules.wrong_with(invitation))
        answer = {**page, "obstacles": wrong, "login_url": f"{reverse('account_login')}?next={request.path}"}
        status = 410 if gone else 422 if request.method == "POST" else 200
        return render(request, "partnership/accounts/closed.html", answer, status=status)
    if request.method != "POST" or (user is None and not form.is_valid()):
        return render(request, template, page, status=422 if form.is_bound else 200)
    try:
        entered = acts.enter(invitation, password=form.cleaned_data["password"] if user is None else "", user=user)
    except Refused as refusal:
        return refused(request, "partnership/accounts/closed.html", refusal, **page)
    if user is None:
        login(request, entered, backend="django.contrib.auth.backends.ModelBackend")
    messages.success(request, _("Velkommen. Du er logget inn som %(person)s.") % {"person": invitation.person})
    # Somebody who only carries out a measure finds it from the front page.
    is_part = Partnership.objects.visible_to(invitation.person).filter(pk=invitation.partnership_id).exists()
    return redirect(invitation.partnership if is_part else "partnership:front")

"""What is asked when somebody is invited to an account, and when they come in."""

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _


class InviteForm(forms.Form):
    """Where the link is sent."""

    email = forms.EmailField(
        label=_("E-post"), help_text=_("Lenken virker én gang, og i sju dager."), max_length=150
    )


def _password(label, **options):
    return forms.CharField(
        label=label, strip=False, widget=forms.PasswordInput({"autocomplete": "new-password"}), **options
    )


class EnterForm(forms.Form):
    """The password of the new account, written twice."""

    password = _password(_("Passord"), help_text=_("Minst tolv tegn. En setning er lett å huske."))
    again = _password(_("Passordet en gang til"))

    def clean_password(self):
        password = self.cleaned_data["password"]
        validate_password(password)
        return password

    def clean(self):
        told = super().clean()
        if told.get("password") and told.get("again") and told["password"] != told["again"]:
            self.add_error("again", _("De to passordene er ikke like."))
        return told

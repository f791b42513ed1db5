"""What a forum answers about a sheet that lies with it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from samstyring.ground.fields import WordsField
from samstyring.portfolio.models import Submission


class AnswerForm(forms.Form):
    answer = forms.ChoiceField(
        label=_("Svar"),
        choices=[
            (Submission.Answer.FORWARDED, _("Send videre til neste steg")),
            (Submission.Answer.RETURNED, _("Send tilbake ett steg")),
        ],
        widget=forms.RadioSelect,
    )
    reason = WordsField(
        label=_("Begrunnelse"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Må fylles ut når arket sendes tilbake: hva skal gjøres før det legges fram på nytt?"),
    )

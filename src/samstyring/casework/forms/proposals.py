"""What people type about a case somebody has proposed."""

from django import forms
from django.utils.translation import gettext_lazy as _

from samstyring.ground.fields import WordsField


class DeclineForm(forms.Form):
    answer = WordsField(
        label=_("Hvorfor saken ikke blir tatt opp"),
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Den som meldte saken, leser dette."),
    )

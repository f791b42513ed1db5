"""What people write when they ask about a sheet, and when they answer."""

from django import forms
from django.utils.translation import gettext_lazy as _

from samstyring.ground.fields import WordsField
from samstyring.portfolio.rules.sheets import SECTIONS


class QuestionForm(forms.Form):
    part = forms.ChoiceField(label=_("Hva gjelder det?"), required=False)
    words = WordsField(label=_("Spørsmål"), widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["part"].choices = [("", _("Hele arket")), *((one.key, one.title) for one in SECTIONS)]


class AnswerForm(forms.Form):
    words = WordsField(label=_("Svar"), widget=forms.Textarea(attrs={"rows": 3}))

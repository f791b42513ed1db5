"""What people fill in when they write a note on a scenario."""

from django import forms
from django.utils.translation import gettext_lazy as _

from samstyring.ground.fields import WordsField
from samstyring.portfolio.rules.scenario_notes import LONGEST


class NoteForm(forms.Form):
    """One note."""

    words = WordsField(
        label=_("Nytt notat"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Notatet står med navn og tid, og kan ikke endres etterpå."),
    )

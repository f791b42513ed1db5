"""Parts that several forms are made of."""

from django import forms
from django.utils.translation import gettext_lazy as _


class Day(forms.DateInput):
    input_type = "date"

    def __init__(self):
        super().__init__(format="%Y-%m-%d")


class PartyChoice(forms.ModelChoiceField):
    def label_from_instance(self, party):
        return str(party) if party.is_member else _("%(party)s (ikke part)") % {"party": party}

"""What a party and a builder answer about a sheet."""

from django import forms
from django.utils.translation import gettext_lazy as _

from samstyring.casework.forms.anchoring import PartyAnswerForm, day_field
from samstyring.portfolio.models import BuilderConfirmation


class SheetAnswerForm(PartyAnswerForm):
    """The same questions as for a case, for one of the parties this person may answer for."""

    party = forms.ModelChoiceField(None, label=_("Part"), empty_label=None)

    field_order = ["party"]

    def __init__(self, *args, parties, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["party"].queryset = parties


class ConfirmForm(forms.Form):
    """What the builder says about the version."""

    answer = forms.ChoiceField(
        label=_("Kan byggherren stå bak arket?"),
        choices=[(one.value, one.label.capitalize()) for one in BuilderConfirmation.Answer],
        widget=forms.RadioSelect,
        error_messages={"required": _("Velg hva byggherren svarer.")},
    )
    words = forms.CharField(
        label=_("Forbehold eller grunn"),
        required=False,
        max_length=4000,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("Må fylles ut når byggherren tar forbehold eller ikke bekrefter."),
    )
    confirmed_by = forms.CharField(label=_("Hvem hos byggherren?"), max_length=120)
    confirmed_on = day_field(_("Dato"))
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=10_000)

    def clean(self):
        told = super().clean()
        needs = told.get("answer") in (BuilderConfirmation.Answer.RESERVED, BuilderConfirmation.Answer.DECLINED)
        if needs and not told.get("words", "").strip() and "words" not in self.errors:
            self.add_error("words", _("Skriv forbeholdet, eller grunnen."))
        return told

    @property
    def confirmation(self):
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}

"""What people fill in about frames and price indices."""

from django import forms
from django.utils.translation import gettext_lazy as _

from samstyring.ground.fields import MnokField, YearField
from samstyring.ground.money import Vat
from samstyring.portfolio.models import Frame


class FrameForm(forms.Form):
    """What one source gives in one year, or in several together."""

    source = forms.ModelChoiceField(label=_("Kilde"), queryset=None, empty_label=_("Velg kilde"))
    party = forms.ModelChoiceField(
        label=_("Part"), queryset=None, required=False, empty_label=_("Alle parter"),
        help_text=_("Bare der avtalen lover pengene til én part."),
    )  # fmt: skip
    year = YearField(label=_("Fra og med år"))
    to_year = YearField(label=_("Til og med år"))
    amount = MnokField(label=_("Beløp"), max_digits=12)
    status = forms.ChoiceField(
        label=_("Status"),
        choices=[one for one in Frame.Status.choices if one[0] != Frame.Status.ASSUMED],
        widget=forms.RadioSelect,
    )
    price_year = YearField(label=_("Prisår"), required=False)
    vat = forms.ChoiceField(label=_("Mva."), choices=Vat.choices, required=False)
    source_note = forms.CharField(label=_("Hvor tallet står"), max_length=500, required=False)

    def __init__(self, *args, partnership, **options):
        super().__init__(*args, **options)
        self.fields["source"].queryset = partnership.sources.all()
        self.fields["party"].queryset = partnership.parties.all()


class IndexForm(forms.Form):
    file = forms.FileField(
        label=_("Tabell (CSV)"),
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv"}),
        help_text=_("Kolonnene year, value, name og source, med én rad for hvert år."),
    )

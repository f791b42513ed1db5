"""What a party fills in when it gives its own weights."""

from django import forms
from django.utils.translation import gettext_lazy as _

from samstyring.portfolio.forms.criteria import WeightField


class PartyWeightsForm(forms.Form):
    """One weight in percent for each criterion, with where they come from. Nothing is filled in beforehand."""

    base = forms.IntegerField(widget=forms.HiddenInput, required=False)
    source = forms.CharField(
        label=_("Kilde"),
        required=False,
        max_length=250,
        help_text=_("Hvor vektene kommer fra, for eksempel et vedtak med dato."),
    )

    def __init__(self, *args, criteria, newest, **options):
        self.criteria = list(criteria)
        known = {one.criterion_id: one.weight for one in newest.weights.all()} if newest else {}
        initial = {"base": newest.pk if newest else None}
        initial |= {f"weight_{pk}": 100 * weight for pk, weight in known.items()}
        super().__init__(*args, initial=initial, **options)
        for one in self.criteria:
            self.fields[f"weight_{one.pk}"] = WeightField(label=one.name, required=False)

    def weight_fields(self):
        return [self[f"weight_{one.pk}"] for one in self.criteria]

    def given(self):
        """The shares, the source and what the form was opened on, as the act takes them."""
        values = self.cleaned_data
        weights = {one: values[f"weight_{one.pk}"] for one in self.criteria}
        return {
            "weights": {one: None if weight is None else weight / 100 for one, weight in weights.items()},
            "source": values["source"],
            "base": values["base"],
        }

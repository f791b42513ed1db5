"""What is asked about the money of measures and strategies, and which strategy is ranked."""

from django import forms
from django.utils.translation import gettext_lazy as _

from samstyring.ground.fields import MnokField, YearField
from samstyring.ground.money import Vat


class MoneyForm(forms.Form):
    """An amount, with the year of its prices and whether VAT is in it."""

    amount_mnok = MnokField(label=_("Beløp"), max_digits=12, required=False)
    price_year = YearField(label=_("Prisår"), required=False)
    vat = forms.ChoiceField(
        label=_("Mva."),
        required=False,
        choices=[("", _("Ikke oppgitt")), *((one.value, one.label.capitalize()) for one in Vat if one.value)],
    )

    def __init__(self, *args, money=None, **options):
        names = ("amount_mnok", "price_year", "vat")
        super().__init__(*args, initial={name: getattr(money, name, None) for name in names}, **options)


class StrategyFilter(forms.Form):
    """Which strategy's measures are ranked. A choice that makes no sense is left out."""

    strategi = forms.ChoiceField(label=_("Strategi"), required=False)

    def __init__(self, *args, strategies, **options):
        super().__init__(*args, **options)
        self.by_key = {one.key: one for one in strategies}
        self.fields["strategi"].choices = [
            ("", _("Alle tiltak")), *((one.key, one.title) for one in strategies)
        ]  # fmt: skip

    @property
    def strategy(self):
        return self.by_key.get(self.cleaned_data.get("strategi")) if self.is_valid() else None

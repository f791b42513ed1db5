"""Fields for million kroner, years and running text, with errors in words."""

from decimal import Decimal

from django import forms
from django.utils.translation import gettext_lazy as _

from samstyring.ground.money import LARGEST_MNOK


class MnokField(forms.DecimalField):
    """Million kroner as people write them: `1 234,5`."""

    default_error_messages = {
        "invalid": _("Skriv beløpet som et tall i millioner kroner, for eksempel 12,5."),
        "max_decimal_places": _("Bruk høyst tre desimaler. Det er hele tusen kroner."),
        "negative": _("Et beløp kan ikke være negativt."),
        "too-large": _(
            "Beløpet er over %(limit)s millioner kroner. Er det skrevet i kroner i stedet for millioner?"
        ),
    }

    def __init__(self, **options):
        options.setdefault("widget", forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}))
        super().__init__(decimal_places=3, **options)

    def prepare_value(self, value):
        if isinstance(value, Decimal):
            shown = f"{value:f}"
            return (shown.rstrip("0").rstrip(".") if "." in shown else shown).replace(".", ",")
        return value

    def to_python(self, value):
        if isinstance(value, str):
            value = value.replace("\u2212", "-").replace(",", ".")
            value = "".join(value.split())
        return super().to_python(value)

    def validate(self, value):
        # Before the digits are counted: a large or negative amount is told as such.
        if value is not None and value.is_finite():
            if value < 0:
                raise forms.ValidationError(self.error_messages["negative"], code="negative")
            if value > LARGEST_MNOK:
                limit = f"{LARGEST_MNOK:,.0f}".replace(",", "\u00a0")
                raise forms.ValidationError(
                    self.error_messages["too-large"], code="too-large", params={"limit": limit}
                )
        super().validate(value)

    def has_changed(self, initial, data):
        try:
            return self.to_python(data) != initial
        except forms.ValidationError:
            return True


class YearField(forms.IntegerField):
    """A calendar year within living memory and plans."""

    def __init__(self, **options):
        wrong = _("Skriv et årstall mellom 1990 og 2100.")
        super().__init__(
            min_value=1990,
            max_value=2100,
            widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
            error_messages={"invalid": wrong, "min_value": wrong, "max_value": wrong},
            **options,
        )


class WordsField(forms.CharField):
    """Running text. Browsers send line ends of their own; the text has not changed for that."""

    def to_python(self, value):
        return super().to_python(value).replace("\r\n", "\n")

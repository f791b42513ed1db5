"""Numbers, years and running text as people write them in forms, with errors in words."""

from decimal import Decimal

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from samstyring.ground.money import LARGEST_MNOK


class NumberField(forms.DecimalField):
    """`1 234,5` and `1234.5` are the same number, in every language of the pages."""

    widget = forms.TextInput

    def __init__(self, **options):
        super().__init__(**options)
        self.widget.attrs |= {"inputmode": "decimal", "autocomplete": "off"}

    def prepare_value(self, value):
        if not isinstance(value, Decimal):
            return value
        shown = f"{value:f}"
        shown = shown.rstrip("0").rstrip(".") if "." in shown else shown
        return shown if get_language() == "en" else shown.replace(".", ",")

    def to_python(self, value):
        if isinstance(value, str):
            value = "".join(value.split()).replace("\u2212", "-").replace(",", ".")
        return super().to_python(value)

    def has_changed(self, initial, data):
        try:
            return self.to_python(data) != initial
        except forms.ValidationError:
            return True


class MnokField(NumberField):
    """Million kroner, down to whole thousand kroner."""

    default_error_messages = {
        "invalid": _("Skriv beløpet som et tall i millioner kroner, for eksempel 12,5."),
        "max_decimal_places": _("Bruk høyst tre desimaler. Det er hele tusen kroner."),
        "negative": _("Et beløp kan ikke være negativt."),
        "too-large": _(
            "Beløpet er over %(limit)s millioner kroner. Er det skrevet i kroner i stedet for millioner?"
        ),
    }

    def __init__(self, **options):
        super().__init__(decimal_places=3, **options)

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


class PercentField(NumberField):
    """A share as people write it: `12,5`, kept as 0.125."""

    def __init__(self, **options):
        options.setdefault("decimal_places", 1)
        super().__init__(min_value=0, max_value=100, **options)
        self.error_messages |= {
            "invalid": _("Skriv et tall mellom 0 og 100."),
            "min_value": _("En andel kan ikke være negativ."),
            "max_value": _("En andel kan ikke være over 100 prosent."),
        }

    def prepare_value(self, value):
        return super().prepare_value(value * 100 if isinstance(value, Decimal) else value)

    def to_python(self, value):
        return super().to_python(value.replace("%", "") if isinstance(value, str) else value)

    def clean(self, value):
        value = super().clean(value)
        return None if value is None else value / 100


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


def keep_what_was_typed(form, **renewed):
    """Show a refused form again as it was sent, but with some fields saying what is so now."""
    data = form.data.copy()
    for name, value in renewed.items():
        data[form.add_prefix(name)] = value
    form.data = data

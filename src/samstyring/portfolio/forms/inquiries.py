"""What people choose when they look into a plan."""

from django import forms
from django.utils.translation import gettext_lazy as _

from samstyring.portfolio.analysis.exposure import CORRELATIONS, USUAL


class CorrelationForm(forms.Form):
    """How much the costs of the projects are taken to move together."""

    correlation = forms.ChoiceField(
        label=_("Hvor mye henger kostnadene sammen?"),
        choices=tuple(CORRELATIONS.items()),
        initial=USUAL,
        help_text=_("Felles årsaker som markedspris og renter trekker kostnadene i samme retning."),
    )


class KeepForm(forms.Form):
    """Why a tried change is made a rule."""

    reason = forms.CharField(
        label=_("Begrunnelse"),
        required=False,
        max_length=250,
        help_text=_("Forumet ser den ved siden av prosjektet. Den må stå når et prosjekt holdes utenfor."),
    )

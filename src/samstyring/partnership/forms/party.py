"""What is asked about a party that comes, changes or goes."""

from django import forms
from django.utils.translation import gettext_lazy as _

from samstyring.ground.choices import SeveralOf
from samstyring.partnership.forms.fields import Day
from samstyring.partnership.models import Party

KINDS = [(kind.value, kind.label) for kind in Party.Kind if kind != Party.Kind.REGION]


class PartyForm(forms.Form):
    """What is told of a party."""

    name = forms.CharField(label=_("Navn"), max_length=160)
    short = forms.CharField(label=_("Kortnavn"), max_length=60, required=False)
    kind = forms.ChoiceField(label=_("Slag"), choices=KINDS)
    orgnr = forms.CharField(
        label=_("Organisasjonsnummer"), max_length=11, required=False, help_text=_("Ni siffer. Kan stå tomt.")
    )
    adoption = forms.ChoiceField(label=_("Sier endelig ja ved"), choices=Party.Adoption)
    political_body = forms.CharField(
        label=_("Organ som behandler"), max_length=120, required=False, help_text=_("For eksempel bystyret.")
    )

    def clean_orgnr(self):
        return "".join(self.cleaned_data["orgnr"].split())


class NewPartyForm(PartyForm):
    """A new party, and those it takes over from."""

    from_day = forms.DateField(label=_("Part fra og med"), widget=Day())
    predecessors = SeveralOf(
        None,
        label=_("Tar over etter"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("For eksempel kommunene som er slått sammen. De er parter til og med dagen før."),
    )
    source = forms.CharField(label=_("Kilde"), max_length=400, required=False)

    def __init__(self, *args, parties, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["predecessors"].queryset = parties


class DayOfPlaces(forms.Form):
    """The day somebody asks about."""

    dag = forms.DateField(label=_("Plasser den dagen"), widget=Day(), required=False)

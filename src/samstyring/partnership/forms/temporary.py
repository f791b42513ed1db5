"""What is asked about a temporary group: what it is for, how it ends, and what it has delivered."""

from django import forms
from django.utils.translation import gettext_lazy as _

from samstyring.partnership.forms.agreements import SOURCE
from samstyring.partnership.forms.fields import Day
from samstyring.partnership.models import Forum

KINDS = (Forum.Kind.PROJECT_GROUP, Forum.Kind.WORKING_GROUP, Forum.Kind.ADVISORY_GROUP, Forum.Kind.NETWORK)


class GroupForm(forms.Form):
    """A group that is meant to end."""

    name = forms.CharField(label=_("Navn"), max_length=120)
    kind = forms.ChoiceField(label=_("Slag"), choices=[(kind.value, kind.label.capitalize()) for kind in KINDS])
    purpose = forms.CharField(label=_("Formål"), max_length=4000, widget=forms.Textarea({"rows": 4}))
    owner = forms.ModelChoiceField(None, label=_("Satt ned av"), empty_label=_("Velg forum"))
    prepares_for = forms.ModelChoiceField(
        None, label=_("Leverer til"), required=False, empty_label=_("Ingen bestemt")
    )
    mandate = forms.ModelChoiceField(
        None, label=_("Arver mandatet"), required=False, empty_label=_("Får et eget mandat"),
        help_text=_("Gruppen arbeider på dette mandatet så lenge den varer."),
    )  # fmt: skip
    area = forms.ModelChoiceField(None, label=_("Område"), required=False, empty_label=_("Ikke et bestemt område"))
    serves = forms.CharField(label=_("Arbeider for"), max_length=200, required=False)
    from_day = forms.DateField(label=_("Fra og med"), widget=Day())
    to_day = forms.DateField(label=_("Til og med"), widget=Day(), required=False)
    ends_when = forms.CharField(
        label=_("Avsluttes når"), max_length=200, required=False,
        help_text=_("Når gruppen slutter ved vedtak, for eksempel «utredningen er behandlet»."),
    )  # fmt: skip
    set_up_in = forms.CharField(label=_("Oppnevnt i"), max_length=160, required=False)
    source = forms.CharField(**SOURCE)

    def __init__(self, *args, partnership, on, **kwargs):
        super().__init__(*args, initial={"from_day": on}, **kwargs)
        for name in ("owner", "prepares_for"):
            self.fields[name].queryset = partnership.forums.on(on)
        self.fields["mandate"].queryset = partnership.mandates.in_force_on(on)
        self.fields["area"].queryset = partnership.areas.on(on)


class LastingForm(forms.Form):
    """A later last day, and why."""

    to_day = forms.DateField(label=_("Ny siste dag"), widget=Day())
    reason = forms.CharField(label=_("Bestemt i, eller hvorfor"), max_length=120)


class ClosingForm(forms.Form):
    """The last day of a group, and where it was decided."""

    last_day = forms.DateField(label=_("Siste dag"), widget=Day())
    ended_in = forms.CharField(
        label=_("Avsluttet i"),
        max_length=160,
        required=False,
        help_text=_("Saken eller møtet som avsluttet gruppen."),
    )


class DeliveryForm(forms.Form):
    """Something the group has delivered."""

    title = forms.CharField(label=_("Hva"), max_length=200)
    delivered_on = forms.DateField(label=_("Levert"), widget=Day())
    words = forms.CharField(
        label=_("Kort om det"), max_length=2000, required=False, widget=forms.Textarea({"rows": 3})
    )
    upload = forms.FileField(label=_("Fil"), required=False)
    link = forms.URLField(label=_("Lenke"), max_length=400, required=False, assume_scheme="https")

"""What people type on the follow-up list, and how they filter it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from samstyring.casework.forms.anchoring import day_field
from samstyring.casework.forms.cases import people_of
from samstyring.casework.models.followup import Progress


class FollowUpForm(forms.Form):
    """Who does what by when."""

    text = forms.CharField(
        label=_("Hva skal gjøres?"),
        max_length=500,
        widget=forms.Textarea({"rows": 2}),
        help_text=_("Begynn med et verb: «Legge fram nytt kostnadsanslag»."),
    )
    party = forms.ModelChoiceField(None, required=False, label=_("Ansvarlig part"), empty_label=_("Ingen part"))
    person = forms.ModelChoiceField(
        None, required=False, label=_("Ansvarlig person"), empty_label=_("Ingen bestemt person")
    )
    due_on = day_field(_("Frist"))

    def __init__(self, *args, partnership, day, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["party"].queryset = partnership.parties.all()
        self.fields["person"].queryset = people_of(partnership, day)


class ReportForm(forms.Form):
    """How far it has come, in words."""

    progress = forms.ChoiceField(
        label=_("Hvordan går det?"),
        choices=[(one.value, one.label.capitalize()) for one in Progress],
        widget=forms.RadioSelect,
        error_messages={"required": _("Velg hvordan det går.")},
    )
    words = forms.CharField(label=_("Hva er gjort?"), max_length=2000, widget=forms.Textarea({"rows": 3}))


class FollowUpFilter(forms.Form):
    """Filters of the list, all in the address."""

    STATUS = (
        ("", _("Ikke ferdig")),
        ("sent", _("Over fristen")),
        ("ferdig", _("Ferdig")),
        ("alle", _("Alle")),
    )
    status = forms.ChoiceField(label=_("Status"), required=False, choices=STATUS)
    forum = forms.ModelChoiceField(
        None, label=_("Forum"), required=False, to_field_name="key", empty_label=_("Alle fora")
    )
    part = forms.ModelChoiceField(
        None, label=_("Ansvarlig part"), required=False, to_field_name="key", empty_label=_("Alle")
    )
    mine = forms.BooleanField(label=_("Bare mine"), required=False)

    def __init__(self, *args, partnership, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["forum"].queryset = partnership.forums.all()
        self.fields["part"].queryset = partnership.parties.all()

    @property
    def chosen(self):
        """What was chosen, as far as it makes sense; the rest of the address is ignored."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value} if self.is_bound else {}

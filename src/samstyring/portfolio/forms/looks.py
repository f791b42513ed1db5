"""What is asked when a group has looked at a sheet, is asked to, or is tied to a project."""

from django import forms
from django.utils.translation import gettext_lazy as _

from samstyring.partnership.forms.fields import Day


class LookForm(forms.Form):
    """Which group has looked, when, and what it had to say."""

    forum = forms.ModelChoiceField(None, label=_("Gruppe"), empty_label=_("Velg gruppe"))
    looked_on = forms.DateField(label=_("Dato"), widget=Day())
    words = forms.CharField(label=_("Merknad"), max_length=400, required=False)

    def __init__(self, *args, forums, on, **options):
        super().__init__(*args, initial={"looked_on": on}, **options)
        self.fields["forum"].queryset = forums


class AskForm(forms.Form):
    """Which group is asked to look."""

    forum = forms.ModelChoiceField(None, label=_("Gruppe"), empty_label=_("Velg gruppe"))

    def __init__(self, *args, forums, **options):
        super().__init__(*args, **options)
        self.fields["forum"].queryset = forums


class TieForm(forms.Form):
    """Which project the group works on."""

    project = forms.ModelChoiceField(None, label=_("Prosjekt"), empty_label=_("Velg prosjekt"))

    def __init__(self, *args, projects, **options):
        super().__init__(*args, **options)
        self.fields["project"].queryset = projects

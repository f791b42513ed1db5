"""What is written down when somebody releases money from a pot."""

from django import forms
from django.utils.translation import gettext_lazy as _

from samstyring.ground.fields import MnokField, WordsField


class ReleaseForm(forms.Form):
    """To which project, how much, who decided it when, and on which point of their mandate."""

    project = forms.ModelChoiceField(label=_("Prosjekt"), queryset=None, empty_label=_("Velg prosjekt"))
    amount = MnokField(label=_("Beløp"), max_digits=12)
    forum = forms.ModelChoiceField(label=_("Hvem avgjorde"), queryset=None, empty_label=_("Velg forum"))
    authority = forms.ModelChoiceField(
        label=_("Etter hvilken myndighet"), queryset=None, empty_label=_("Velg punkt i mandatet")
    )
    decided_on = forms.DateField(
        label=_("Avgjort"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("Skriv en dato som finnes.")},
    )
    reason = WordsField(label=_("Begrunnelse"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args, projects, forums, authorities, **options):
        super().__init__(*args, **options)
        self.fields["project"].queryset = projects
        self.fields["forum"].queryset = forums
        self.fields["authority"].queryset = authorities


class TakeBackForm(forms.Form):
    reason = WordsField(label=_("Begrunnelse"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))

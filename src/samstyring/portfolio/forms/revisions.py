"""What people fill in about revisions: the kind, the case it is treated on, and the rule for light ones."""

from django import forms
from django.utils.translation import gettext_lazy as _

from samstyring.ground.fields import WordsField
from samstyring.portfolio.models import Revision, RevisionRule


class ReviseForm(forms.Form):
    """Which kind of revision, and the open case it will be adopted on."""

    kind = forms.ChoiceField(label=_("Slag revisjon"), choices=Revision.Kind.choices, widget=forms.RadioSelect)
    case = forms.ModelChoiceField(label=_("Sak"), queryset=None, empty_label=_("Velg en åpen sak"))

    def __init__(self, *args, cases, **options):
        super().__init__(*args, **options)
        self.fields["case"].queryset = cases


class RuleForm(forms.ModelForm):
    """What a light revision may change, in words and in what the machine can see."""

    text = WordsField(
        label=_("Regelen i ord"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Slik den står i avtalen eller vedtaket."),
    )
    largest_change_percent = forms.IntegerField(
        label=_("Største endring i et prosjekts sum, i prosent"),
        required=False,
        min_value=0,
        max_value=1000,
        help_text=_("Tomt felt betyr ingen grense."),
    )

    class Meta:
        model = RevisionRule
        fields = ["text", "may_add", "may_remove", "may_move_years", "largest_change_percent"]


class AgainstForm(forms.Form):
    """Which version to lay beside this one."""

    mot = forms.ModelChoiceField(label=_("Sammenlign med"), queryset=None, required=False, empty_label=None)
    alle = forms.BooleanField(label=_("Vis linjer som er som før"), required=False)

    def __init__(self, *args, versions, **options):
        super().__init__(*args, **options)
        self.fields["mot"].queryset = versions
        self.fields["mot"].label_from_instance = lambda one: _("%(period)s, versjon %(version)s") % {
            "period": one.period, "version": one.version,
        }  # fmt: skip

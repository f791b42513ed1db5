"""What is asked when an agreement or a step is corrected, and when a new version of the text is filed."""

from django import forms
from django.utils.translation import gettext_lazy as _

from samstyring.ground.fields import WordsField
from samstyring.partnership.forms.agreements import SOURCE, AgreementForm, StepForm
from samstyring.partnership.forms.fields import Day
from samstyring.partnership.rules import corrections as rules

REASON = {
    "label": _("Hvorfor det rettes"),
    "max_length": 500,
    "widget": forms.Textarea({"rows": 2}),
    "help_text": _("Det som sto før, blir liggende i historien sammen med begrunnelsen."),
}


class AgreementCorrectionForm(AgreementForm):
    """The agreement as it stands, to be corrected, and why."""

    text = WordsField(label=_("Omtale"), widget=forms.Textarea({"rows": 3}), required=False)
    planned_to = forms.CharField(label=_("Planlagt til"), max_length=20, required=False)
    reason = forms.CharField(**REASON)
    decided_in = forms.CharField(
        label=_("Rettingen er vedtatt i"), max_length=160, required=False,
        help_text=_("Kreves når avtalen er signert og noe annet enn navn, omtale og kilde rettes."),
    )  # fmt: skip
    decided_on = forms.DateField(label=_("Vedtatt"), widget=Day(), required=False)

    def __init__(self, *args, agreement, **kwargs):
        initial = {name: getattr(agreement, name) for name in (*rules.WRITTEN, *rules.AGREED)}
        for name in rules.SEVERAL:
            initial[name] = initial[name].all()
        super().__init__(*args, partnership=agreement.partnership, initial=initial, **kwargs)
        for name in ("replaces", "inside"):
            self.fields[name].queryset = self.fields[name].queryset.exclude(pk=agreement.pk)
        for name in ("parties", "territory"):
            # Those who were parties when it was registered can still be chosen.
            self.fields[name].queryset = agreement.partnership.parties.all()


class StepCorrectionForm(StepForm):
    """The step as it stands, to be corrected, and why."""

    reason = forms.CharField(**REASON)

    def __init__(self, *args, step, **kwargs):
        initial = {name: getattr(step, name) for name in rules.OF_STEP}
        super().__init__(*args, partnership=step.agreement.partnership, initial=initial, **kwargs)


class AgreementTextForm(forms.Form):
    """One version of what the parties sign."""

    dated_on = forms.DateField(label=_("Datert"), widget=Day())
    words = forms.CharField(
        label=_("Hva versjonen sier, eller hva som er nytt"), max_length=4000, widget=forms.Textarea({"rows": 5})
    )
    decided_in = forms.CharField(
        label=_("Bestemt i"), max_length=160, required=False,
        help_text=_("Saken eller møtet som bestemte endringen. Den første versjonen trenger det ikke."),
    )  # fmt: skip
    upload = forms.FileField(label=_("Fil"), required=False)
    link = forms.URLField(label=_("Lenke"), max_length=400, required=False, assume_scheme="https")
    is_public = forms.BooleanField(
        label=_("Vises på de åpne sidene"), required=False,
        help_text=_("Da ser alle hva hver part har vedtatt, også avvik."),
    )  # fmt: skip
    source = forms.CharField(**SOURCE)

"""What is asked when a mandate is drafted."""

from django import forms
from django.utils.translation import gettext_lazy as _

from samstyring.ground.fields import MnokField
from samstyring.partnership.forms.fields import Day
from samstyring.partnership.models import Anchoring, DecisionRule
from samstyring.partnership.models.mandates import ACT_WORDS, PROCEDURAL


class MandateForm(forms.Form):
    """A new version of a forum's mandate, apart from its points."""

    title = forms.CharField(label=_("Tittel"), max_length=200)
    effective_from = forms.DateField(
        label=_("Gjelder fra"),
        widget=Day(),
        help_text=_("Dagen mandatet skal gjelde fra. Vedtaksdagen kommer fra møtet som vedtar det."),
    )
    purpose = forms.CharField(label=_("Formål"), widget=forms.Textarea({"rows": 4}))
    tasks = forms.CharField(
        label=_("Oppgaver"),
        widget=forms.Textarea({"rows": 8}),
        required=False,
        help_text=_("Én oppgave på hver linje."),
    )
    composition = forms.CharField(
        label=_("Sammensetning"),
        widget=forms.Textarea({"rows": 3}),
        required=False,
        help_text=_("Hvem som har plass, og hvem som kan observere."),
    )
    observers = forms.BooleanField(label=_("Andre enn partene kan være observatører"), required=False)
    quorum = forms.IntegerField(label=_("Parter som må være til stede"), min_value=1, max_value=1000)
    decision_rule = forms.ChoiceField(label=_("Forumet avgjør ved"), choices=DecisionRule)
    notice_days = forms.IntegerField(label=_("Dager fra innkalling til møte"), min_value=0, max_value=365)
    anchoring = forms.ChoiceField(
        label=_("Forankring før forumet innstiller"),
        choices=Anchoring,
        required=False,
        help_text=_("Lederen kan gå videre uten en part som ikke svarer, med en begrunnelse."),
    )
    anchoring_point = forms.CharField(label=_("Punkt om forankring"), max_length=20, required=False)
    hours = forms.IntegerField(
        label=_("Timer per år for et medlem"), min_value=0, max_value=2000, required=False,
        help_text=_("Tomt felt betyr at det ikke er oppgitt."),
    )  # fmt: skip

    def clean_anchoring(self):
        return self.cleaned_data["anchoring"] or Anchoring.NONE

    def clean_tasks(self):
        return [line.strip() for line in self.cleaned_data["tasks"].splitlines() if line.strip()]


class PointForm(forms.Form):
    """One point: for this kind of case, up to this amount, these outcomes."""

    point = forms.CharField(label=_("Punkt"), max_length=20)
    case_kind = forms.ModelChoiceField(None, required=False, label=_("Sakstype"), empty_label=_("Alle sakstyper"))
    limit_mnok = MnokField(label=_("Beløpsgrense (mill. kr)"), required=False, max_digits=12)
    outcomes = forms.MultipleChoiceField(
        label=_("Forumet kan"),
        required=False,
        choices=[(outcome.value, words) for outcome, words in ACT_WORDS.items() if outcome not in PROCEDURAL],
        widget=forms.CheckboxSelectMultiple,
    )
    is_limit = forms.BooleanField(
        label=_("Punktet er en avgrensning"),
        required=False,
        help_text=_("For eksempel at forumet ikke har vedtaksmyndighet."),
    )
    text = forms.CharField(label=_("Ordlyd"), widget=forms.Textarea({"rows": 2}))

    def __init__(self, *args, partnership, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["case_kind"].queryset = partnership.case_kinds.all()


class PointFormSet(forms.BaseFormSet):
    """The points of a mandate, in the order they stand. A point is taken out by its tick."""

    def add_fields(self, form, index):
        super().add_fields(form, index)
        if "DELETE" in form.fields:
            form.fields["DELETE"].label = _("Ta bort punktet")

    @property
    def points(self):
        keys = ("point", "case_kind", "limit_mnok", "outcomes", "is_limit", "text")
        kept = [f.cleaned_data for f in self.forms if f.cleaned_data and not f.cleaned_data.get("DELETE")]
        return [{key: point[key] for key in keys} for point in kept]


# Without a limit of its own the page would draw a thousand more points for whoever asks for them.
Points = forms.formset_factory(
    PointForm, formset=PointFormSet, extra=2, can_delete=True, max_num=60, absolute_max=70
)

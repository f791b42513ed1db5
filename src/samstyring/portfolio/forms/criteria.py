"""What people fill in about criteria and assessments."""

from django import forms
from django.utils.translation import gettext_lazy as _

from samstyring.ground.fields import NumberField, WordsField
from samstyring.portfolio.models import CriteriaSet, GradeStandard
from samstyring.portfolio.rules import criteria as rules


class CriteriaSetForm(forms.Form):
    """What a version of the criteria is called, and whether it has weights or only an order."""

    title = forms.CharField(label=_("Tittel"), max_length=160)
    mode = forms.ChoiceField(
        label=_("Slik veies kriteriene"),
        choices=[
            (CriteriaSet.Mode.WEIGHTS, _("Vekter i prosent, til sammen 100")),
            (CriteriaSet.Mode.RANKED, _("Rangert rekkefølge, det viktigste først")),
        ],
        widget=forms.RadioSelect,
        help_text=_("Samstyring foreslår ingen vekter. Partnerskapet setter sine egne."),
    )


class WeightField(NumberField):
    """A weight in percent."""

    def __init__(self, **options):
        super().__init__(min_value=0, max_value=100, decimal_places=2, **options)
        wrong = _("Skriv vekten som et tall fra 0 til 100.")
        self.error_messages |= {"invalid": wrong, "min_value": wrong, "max_value": wrong}


class CriterionForm(forms.Form):
    """One criterion with its scale in words. A row without a name is left out."""

    key = forms.CharField(widget=forms.HiddenInput, required=False, max_length=50)
    name = forms.CharField(label=_("Kriterium"), required=False, max_length=160)
    description = WordsField(
        label=_("Spørsmålet som vurderes"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    weight = WeightField(label=_("Vekt i prosent"), required=False)
    order = forms.IntegerField(label=_("Plass i rekkefølgen"), required=False, min_value=1, max_value=99)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for score in rules.SCALE:
            self.fields[f"anchor_{score}"] = forms.CharField(
                label=_("%(score)s poeng betyr") % {"score": score}, required=False, max_length=300
            )

    def anchors(self):
        return [self[f"anchor_{score}"] for score in rules.SCALE]

    @property
    def criterion(self):
        cleaned = self.cleaned_data
        weight = cleaned.get("weight")
        return {
            "key": cleaned["key"],
            "name": cleaned["name"],
            "description": cleaned["description"],
            "weight": None if weight is None else weight / 100,
            "order": cleaned.get("order") or 99,
            "anchors": {
                str(score): cleaned[f"anchor_{score}"] for score in rules.SCALE if cleaned[f"anchor_{score}"]
            },
        }


CriterionForms = forms.formset_factory(CriterionForm, extra=2, max_num=20, absolute_max=40, validate_max=True)


def criteria_in(formset):
    """The criteria that have a name, in the order the person gave them."""
    found = [form.criterion for form in formset if form.cleaned_data.get("name")]
    return sorted(found, key=lambda one: one["order"])


def as_initial(criteria_set):
    """A version of the criteria as the form starts from it."""
    return [
        {
            "key": one.key,
            "name": one.name,
            "description": one.description,
            "weight": None if one.weight is None else one.weight * 100,
            "order": number,
            **{f"anchor_{score}": words for score, words in one.anchors.items()},
        }
        for number, one in enumerate(criteria_set.criteria.all(), start=1)
    ]


def template_as_initial(template, language):
    """The catalogue's criteria as the form starts from them, without any weights."""
    return [
        {
            "key": one.key,
            "name": one.name.in_language(language),
            "description": one.question.in_language(language),
            "order": number,
            **{f"anchor_{anchor.score}": anchor.text.in_language(language) for anchor in one.anchors},
        }
        for number, one in enumerate(template.criteria, start=1)
    ]


class StandardForm(forms.ModelForm):
    """What the grades of benefit and risk mean, so that all who grade mean the same."""

    class Meta:
        model = GradeStandard
        fields = ["benefit_low", "benefit_medium", "benefit_high", "risk_low", "risk_medium", "risk_high"]


class CaseForm(forms.Form):
    """Which case the criteria are put forward in."""

    case = forms.ModelChoiceField(None, label=_("Sak"), empty_label=_("Velg sak"))

    def __init__(self, *args, cases, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["case"].queryset = cases


class AssessmentForm(forms.Form):
    """One assessor's scores for one project, each with its reason. An empty score is not given."""

    def __init__(self, *args, criteria, own, **kwargs):
        self.criteria = list(criteria)
        initial = {}
        for criterion_id, given in own.items():
            initial[f"score_{criterion_id}"] = given.score
            initial[f"comment_{criterion_id}"] = given.comment
        super().__init__(*args, initial=initial, **kwargs)
        wrong = _("Skriv et helt tall fra 0 til 100.")
        for criterion in self.criteria:
            self.fields[f"score_{criterion.pk}"] = forms.IntegerField(
                label=_("Poeng for %s") % criterion.name,
                required=False,
                min_value=0,
                max_value=100,
                error_messages={"invalid": wrong, "min_value": wrong, "max_value": wrong},
            )
            self.fields[f"comment_{criterion.pk}"] = forms.CharField(
                label=_("Begrunnelse for %s") % criterion.name, required=False, max_length=250
            )

    def rows(self):
        return [
            {
                "criterion": criterion,
                "anchors": sorted((int(score), words) for score, words in criterion.anchors.items()),
                "score": self[f"score_{criterion.pk}"],
                "comment": self[f"comment_{criterion.pk}"],
            }
            for criterion in self.criteria
        ]

    @property
    def scores(self):
        return {
            one: (self.cleaned_data[f"score_{one.pk}"], self.cleaned_data[f"comment_{one.pk}"])
            for one in self.criteria
        }

    def clean(self):
        cleaned = super().clean()
        for one in self.criteria:
            score, comment = f"score_{one.pk}", f"comment_{one.pk}"
            if cleaned.get(comment) and cleaned.get(score) is None and score not in self.errors:
                self.add_error(score, _("Gi poeng sammen med begrunnelsen."))
        return cleaned

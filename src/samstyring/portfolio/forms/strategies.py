"""What is filled in about a strategy: what it says, what it means for the mandate, and its aims."""

from django import forms
from django.utils.translation import gettext_lazy as _

from samstyring.ground.fields import WordsField, YearField
from samstyring.partnership.models import Mandate
from samstyring.portfolio.models import Strategy
from samstyring.portfolio.rules import strategies as rules


class MandateChoice(forms.ModelChoiceField):
    def label_from_instance(self, mandate):
        return _("%(mandate)s, versjon %(version)s") % {"mandate": mandate.title, "version": mandate.version}


class StrategyForm(forms.Form):
    """One version of a strategy."""

    # What the strategy said when the person began, so that nobody saves over what another has just saved.
    base = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)
    title = forms.CharField(label=_("Tittel"), max_length=160)
    words = WordsField(
        label=_("Hva strategien går ut på"),
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    first_year = YearField(label=_("Første år"))
    last_year = YearField(label=_("Siste år"))
    mandate = MandateChoice(
        None,
        label=_("Mandatet strategien bygger på"),
        required=False,
        empty_label=_("Ikke knyttet til et mandat"),
    )
    effect = forms.ChoiceField(
        label=_("Virkning for mandatet"),
        required=False,
        choices=[("", _("Ikke vurdert")), *((one.value, one.label.capitalize()) for one in Strategy.Effect)],
    )
    effect_reason = WordsField(
        label=_("Begrunnelse"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_(
            "Hva i mandatet må endres, og hvilke ressurser trengs? Må fylles ut når mandatet må revideres."
        ),
    )

    def __init__(self, *args, partnership, start=None, base=None, **options):
        """`start` is the strategy the form begins with, `base` the one that is changed by it."""
        initial = {"base": rules.state_of(base)}
        if start:
            initial |= {name: getattr(start, name) for name in rules.FIELDS}
        super().__init__(*args, initial=initial, **options)
        self.fields["mandate"].queryset = Mandate.objects.filter(partnership=partnership, adopted_on__isnull=False)

    def clean(self):
        said = super().clean()
        if "first_year" in said and "last_year" in said and said["last_year"] < said["first_year"]:
            self.add_error("last_year", _("Siste år kommer før første år."))
        if said.get("effect") and not said.get("mandate") and "mandate" not in self.errors:
            self.add_error("mandate", _("Velg mandatet virkningen gjelder."))
        if said.get("effect") == Strategy.Effect.REVISION and not said.get("effect_reason"):
            self.add_error("effect_reason", _("Skriv hva i mandatet som må endres."))
        return said


class AimForm(forms.Form):
    """One aim. An aim without a title is left out."""

    key = forms.SlugField(required=False, widget=forms.HiddenInput)
    title = forms.CharField(label=_("Mål"), required=False, max_length=200)
    words = WordsField(
        label=_("Hva målet går ut på"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )


AimForms = forms.formset_factory(AimForm, extra=2, max_num=20, absolute_max=40, validate_max=True)


def aims_in(formset):
    """The aims that have a title, in their order."""
    told = (form.cleaned_data for form in formset)
    return [{"key": one["key"], "title": one["title"], "words": one["words"]} for one in told if one.get("title")]


def aims_as_initial(strategy):
    return [{"key": aim.key, "title": aim.title, "words": aim.words} for aim in strategy.aims.all()]

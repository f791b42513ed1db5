"""What is filled in about a measure, its grade, a report on it, and where it lands with a party."""

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from samstyring.ground.choices import SeveralOf, number_in
from samstyring.ground.fields import WordsField
from samstyring.partnership.models import Person
from samstyring.portfolio.forms.lists import ALL
from samstyring.portfolio.models import Measure, MeasureLanding, MeasureReport
from samstyring.portfolio.rules import measures as rules

NO_STRATEGY = "-"


class DayField(forms.DateField):
    def __init__(self, **options):
        super().__init__(
            widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            error_messages={"invalid": _("Skriv en dato som finnes.")},
            **options,
        )


def _capital(choices):
    return [(one.value, one.label.capitalize()) for one in choices]


def place_of(measure):
    """Where a measure stands among strategies and aims, as the form says it: `vekst/naering`."""
    if measure is None or measure.strategy is None:
        return NO_STRATEGY
    return f"{measure.strategy.key}/{measure.aim_key}"


class MeasureForm(forms.Form):
    """A measure: what, under which aim, by whom and when."""

    # What the measure said when the person began, so that nobody saves over what another has just saved.
    base = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)
    title = forms.CharField(label=_("Tiltak"), max_length=200)
    words = WordsField(
        label=_("Hva som skal gjøres"), required=False, max_length=5000, widget=forms.Textarea(attrs={"rows": 4})
    )
    place = forms.ChoiceField(
        label=_("Strategi og mål"), help_text=_("Et tiltak uten strategi blir merket med det.")
    )
    owner = forms.ModelChoiceField(
        None,
        label=_("Eier"),
        required=False,
        empty_label=_("Ikke avklart"),
        help_text=_("Parten som eier tiltaket."),
    )
    responsible = forms.ModelChoiceField(
        None,
        label=_("Ansvarlig"),
        required=False,
        empty_label=_("Ikke avklart"),
        help_text=_("Personen som svarer for at tiltaket blir gjort, og som rapporterer."),
    )
    executor = forms.CharField(
        label=_("Utfører"),
        required=False,
        max_length=160,
        help_text=_("Den som gjør arbeidet, hos en part eller utenfor."),
    )
    starts_on = DayField(label=_("Starter"), required=False)
    ends_on = DayField(label=_("Ferdig"), required=False)
    first_report_due = DayField(
        label=_("Første rapport innen"), required=False, help_text=_("Hver rapport sier når den neste kommer.")
    )

    def __init__(self, *args, partnership, strategies, on, measure=None, **options):
        """`strategies` are the newest versions, with their aims."""
        initial = {"base": rules.state_of(measure), "place": place_of(measure)}
        if measure:
            initial |= {name: getattr(measure, name) for name in rules.FIELDS if name in self.base_fields}
        super().__init__(*args, initial=initial, **options)
        self.by_key = {one.key: one for one in strategies}
        self.fields["place"].choices = [(NO_STRATEGY, _("Uten strategi")), *_places(strategies, measure)]
        self.fields["owner"].queryset = partnership.parties.on(on).filter(is_member=True)
        self.fields["responsible"].queryset = Person.objects.with_part_in(partnership)
        if measure and measure.decision_id:
            for name in ("title", "words", "place", "owner", "starts_on", "ends_on"):
                self.fields[name].disabled = True
            if measure.owner_id:
                self.fields["owner"].queryset = partnership.parties.filter(pk=measure.owner_id)

    def clean(self):
        said = super().clean()
        starts_on, ends_on = said.get("starts_on"), said.get("ends_on")
        if starts_on and ends_on and ends_on < starts_on:
            self.add_error("ends_on", _("Slutten kommer før starten."))
        return said

    @property
    def values(self):
        """What the measure is to say, for the action."""
        said = dict(self.cleaned_data)
        said.pop("base")
        strategy, _slash, aim_key = said.pop("place").partition("/")
        said["strategy"] = self.by_key.get(strategy)
        said["aim_key"] = aim_key if said["strategy"] else ""
        return said


def _places(strategies, measure):
    """Choices grouped by strategy; where a measure stands under an aim that has gone, that stands too."""
    places = []
    for strategy in strategies:
        under = [(f"{strategy.key}/{aim.key}", aim.title) for aim in strategy.aims.all()]
        places.append((strategy.title, [(f"{strategy.key}/", _("Strategien som helhet")), *under]))
    stands = place_of(measure)
    offered = {value for _title, group in places for value, _label in group}
    if stands != NO_STRATEGY and stands not in offered:
        places.append((_("Står nå"), [(stands, _("Et mål som ikke lenger er med"))]))
    return places


class GradeForm(forms.Form):
    """How relevant and how feasible a measure is, and why."""

    relevance = forms.ChoiceField(
        label=_("Relevans"), choices=_capital(Measure.Grade), widget=forms.RadioSelect,
        help_text=_("Hvor mye bidrar tiltaket til målet det står under?"),
    )  # fmt: skip
    feasibility = forms.ChoiceField(
        label=_("Gjennomførbarhet"), choices=_capital(Measure.Grade), widget=forms.RadioSelect,
        help_text=_("Har partene folk, penger og fullmakter til å gjøre det?"),
    )  # fmt: skip
    reason = WordsField(label=_("Begrunnelse"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4}))


class ReportForm(forms.Form):
    """How far a measure has come."""

    status = forms.ChoiceField(label=_("Status"), choices=_capital(MeasureReport.Status), widget=forms.RadioSelect)
    words = WordsField(
        label=_("Hva er gjort"),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Skriv også hva som stanser tiltaket, hvis noe gjør det."),
    )
    next_due_on = DayField(
        label=_("Neste rapport innen"), required=False, help_text=_("Tomt felt betyr at ingen rapport ventes.")
    )


class LandingForm(forms.Form):
    """Where a measure stands in one of the party's own plans."""

    plan = forms.ChoiceField(label=_("Hvor"), choices=_capital(MeasureLanding.Plan))
    reference = forms.CharField(
        label=_("Plan, punkt eller saksnummer"),
        required=False,
        max_length=200,
        help_text=_("Slik at andre finner det igjen hos parten."),
    )
    status = forms.ChoiceField(
        label=_("Status"), choices=_capital(MeasureLanding.Status), widget=forms.RadioSelect
    )
    words = WordsField(
        label=_("Merknad"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Må fylles ut når parten ikke tar tiltaket inn."),
    )


class SubmitMeasuresForm(forms.Form):
    """Which measures are put forward together, and in which case."""

    measures = SeveralOf(None, label=_("Tiltak"), required=False, widget=forms.CheckboxSelectMultiple)
    case = forms.ModelChoiceField(None, label=_("Sak"), empty_label=_("Velg sak"))

    def __init__(self, *args, measures, cases, **options):
        super().__init__(*args, **options)
        self.fields["measures"].queryset = measures
        self.fields["case"].queryset = cases


class MeasureFilter(forms.Form):
    """The filters of the list of measures. A filter that makes no sense is left out."""

    q = forms.CharField(label=_("Navn"), required=False, max_length=100)
    status = forms.ChoiceField(label=_("Status"), required=False, choices=[ALL, *_capital(Measure.Status)])
    eier = forms.ChoiceField(label=_("Eier"), required=False)
    strategi = forms.ChoiceField(label=_("Strategi"), required=False)

    def __init__(self, *args, parties, strategies, **options):
        super().__init__(*args, **options)
        self.fields["eier"].choices = [ALL, *((party.key, party.short) for party in parties)]
        self.fields["strategi"].choices = [
            ALL,
            *((one.key, one.title) for one in strategies),
            (NO_STRATEGY, _("Uten strategi")),
        ]

    @property
    def answers(self):
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}

    def narrowed(self, measures):
        for name, value in self.answers.items():
            measures = getattr(self, f"_by_{name}")(measures, value)
        return measures

    def _by_q(self, measures, text):
        number = number_in(text[1:]) if text[:1] in ("T", "t") else number_in(text)
        words = Q(number=number) if number else Q()
        # SQLite folds the case of a-z only, so words with æ, ø and å are tried in each.
        for spelling in {text, text.lower(), text.upper(), text.capitalize()}:
            words |= Q(title__icontains=spelling)
        return measures.filter(words)

    def _by_status(self, measures, status):
        return measures.with_state().filter(state=status)

    def _by_eier(self, measures, key):
        return measures.filter(owner__key=key)

    def _by_strategi(self, measures, key):
        return measures.filter(strategy=None) if key == NO_STRATEGY else measures.filter(strategy__key=key)

"""What is asked when parties are to adopt something, and what a party's clerk writes down about its decision."""

from django import forms
from django.utils.translation import gettext_lazy as _

from samstyring.ground.choices import SeveralOf
from samstyring.partnership.models import Party
from samstyring.portfolio.rules.adoption import OUTCOMES


class ActForm(forms.Form):
    """What the party's body did: outcome, day, wording, reservation and votes."""

    outcome = forms.ChoiceField(label=_("Utfall"), widget=forms.RadioSelect)
    acted_on = forms.DateField(
        label=_("Dato"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("Skriv en dato som finnes.")},
    )
    wording = forms.CharField(
        label=_("Ordlyd"),
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Slik vedtaket står i partens møtebok."),
    )
    reservation = forms.CharField(
        label=_("Forbehold eller avvik"),
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Må fylles ut når parten har vedtatt med avvik."),
    )
    points = forms.CharField(
        label=_("Punkter avviket gjelder"),
        max_length=120,
        required=False,
        help_text=_("Punktene i dokumentet, skilt med komma. La stå tomt når avviket gjelder helheten."),
    )
    votes_for = forms.IntegerField(label=_("Stemmer for"), required=False, min_value=0, max_value=500)
    votes_against = forms.IntegerField(label=_("Stemmer mot"), required=False, min_value=0, max_value=500)
    case_reference = forms.CharField(label=_("Partens saksnummer"), max_length=60, required=False)
    file = forms.FileField(label=_("Særutskrift eller protokoll"), required=False)
    # The act a correction was made from, so that two people do not correct the same one unseen.
    replaces = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, requirement, standing=None, **options):
        initial = {}
        if standing:
            names = (
                "outcome",
                "acted_on",
                "wording",
                "reservation",
                "points",
                "votes_for",
                "votes_against",
                "case_reference",
            )
            initial = {name: getattr(standing, name) for name in names} | {"replaces": standing.pk}
        outcomes = [(outcome.value, outcome.label.capitalize()) for outcome in OUTCOMES.get(requirement.kind, ())]
        if len(outcomes) == 1:
            initial.setdefault("outcome", outcomes[0][0])
        super().__init__(*args, initial=initial, **options)
        self.fields["outcome"].choices = outcomes
        self.requirement = requirement

    def clean(self):
        values = super().clean()
        if values.get("votes_against") is not None and values.get("votes_for") is None:
            self.add_error("votes_for", _("Skriv også stemmene for."))
        return values


def _day(**options):
    return forms.DateField(widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **options)


class RequirementForm(forms.Form):
    """In which body a party treats it, and by when."""

    body = forms.CharField(label=_("Organ"), max_length=120, required=False)
    due_on = _day(label=_("Frist"), required=False)
    is_required = forms.BooleanField(label=_("Kreves for at programmet skal være endelig"), required=False)

    def __init__(self, *args, requirement, **options):
        initial = {name: getattr(requirement, name) for name in ("body", "due_on", "is_required")}
        super().__init__(*args, initial=initial, **options)
        if not requirement.programme_id:
            self.fields["is_required"].label = _("Kreves for at versjonen skal være endelig")


class LayingForm(forms.Form):
    """Which parties are asked, and how each of them says yes."""

    treating = SeveralOf(
        None, label=_("Behandles politisk av"), required=False, widget=forms.CheckboxSelectMultiple
    )
    confirming = SeveralOf(None, label=_("Bekreftes av"), required=False, widget=forms.CheckboxSelectMultiple)
    confirmations_count = forms.BooleanField(label=_("Også bekreftelsene kreves"), required=False)
    sent_on = _day(label=_("Sendt til partene"))
    due_on = _day(label=_("Frist for å svare"), required=False)

    def __init__(self, *args, partnership, asked, on, **options):
        there = partnership.parties.on(on).filter(is_member=True)
        left = there.exclude(pk__in=asked)
        confirm = [party.pk for party in left if party.adoption == Party.Adoption.CONFIRM]
        initial = {
            "treating": [party.pk for party in left if party.pk not in confirm],
            "confirming": confirm,
            "sent_on": on,
        }
        super().__init__(*args, initial=initial, **options)
        for name in ("treating", "confirming"):
            self.fields[name].queryset = left

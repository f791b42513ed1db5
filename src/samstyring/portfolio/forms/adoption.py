"""What a party's clerk writes down about its own decision."""

from django import forms
from django.utils.translation import gettext_lazy as _

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

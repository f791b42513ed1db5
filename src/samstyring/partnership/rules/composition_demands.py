"""What a mandate says about who sits in the forum, so that it can be tried: each demand with its point."""

from django import forms
from django.utils.translation import gettext_lazy as _

from samstyring.partnership.rules.composition import mirrored

# (name, field): what can be tried about a composition, in the order the forum page answers.
DEMANDS = {
    "mirrors": lambda: forms.ModelChoiceField(
        None,
        to_field_name="key",
        required=False,
        label=_("Skal gjenspeile"),
        empty_label=_("Ikke noe annet forum"),
    ),
    "every_party": lambda: forms.BooleanField(required=False, label=_("Alle parter skal ha plass")),
    "max_members": lambda: forms.IntegerField(
        required=False, min_value=1, max_value=1000, label=_("Høyeste antall medlemmer")
    ),
    "leader_term_months": lambda: forms.IntegerField(
        required=False, min_value=1, max_value=240, label=_("Lederperiode i måneder")
    ),
    "leadership_balanced": lambda: forms.BooleanField(
        required=False, label=_("Ledelsen skal fordeles jevnt mellom partene")
    ),
    "geography": lambda: forms.BooleanField(required=False, label=_("Råd: god geografisk spredning")),
    "competence": lambda: forms.BooleanField(required=False, label=_("Råd: relevant kompetanse")),
}
# Rules that always hold; the mandate only gives them its words.
ALWAYS = {
    "observers": _("Observatører utenfra"),
    "outside": _("Kommuner utenfor samarbeidet deltar ikke"),
}


class CompositionForm(forms.Form):
    """The demands on a forum's composition, each with the point and the words it stands under."""

    prefix = "sammensetning"

    def __init__(self, *args, forum, **kwargs):
        super().__init__(*args, **kwargs)
        for check in (*DEMANDS, *ALWAYS):
            if check in DEMANDS:
                self.fields[check] = DEMANDS[check]()
            self.fields[f"{check}_point"] = forms.CharField(label=_("Punkt"), max_length=60, required=False)
            self.fields[f"{check}_text"] = forms.CharField(label=_("Ordlyd"), max_length=500, required=False)
        self.fields["mirrors"].queryset = forum.partnership.forums.exclude(pk=forum.pk)

    @property
    def rows(self):
        return [
            {
                "heading": self.fields[check].label if check in DEMANDS else ALWAYS[check],
                "value": self[check] if check in DEMANDS else None,
                "point": self[f"{check}_point"],
                "text": self[f"{check}_text"],
            }
            for check in (*DEMANDS, *ALWAYS)
        ]

    def clean(self):
        told = self.cleaned_data
        for check in (*DEMANDS, *ALWAYS):
            if told.get(f"{check}_point") and not told.get(f"{check}_text"):
                self.add_error(f"{check}_text", _("Skriv ordlyden i punktet."))
        return told

    @property
    def composition(self):
        """What is laid into the mandate's composition."""
        told = self.cleaned_data
        demands = {check: told[check] for check in DEMANDS} | {"mirrors": getattr(told["mirrors"], "key", "")}
        points = {
            check: {"point": told[f"{check}_point"] or "–", "text": told[f"{check}_text"]}
            for check in (*DEMANDS, *ALWAYS)
            if told[f"{check}_text"]
        }
        return demands | {"points": points}


def as_it_stands(forum, mandate):
    """The fields of the mandate that is copied, as this forum reads it."""
    if mandate is None:
        return {}
    composition = mandate.composition
    fields = {check: composition.get(check) for check in DEMANDS} | {"mirrors": mirrored(forum, mandate)}
    for check, told in (composition.get("points") or {}).items():
        fields |= {f"{check}_point": told["point"], f"{check}_text": told["text"]}
    return fields

"""What people type about anchoring: which parties, by when, and what a party answers."""

from django import forms
from django.utils.translation import gettext_lazy as _

from samstyring.casework.models.anchoring import WITH_WORDS, Answer, Estimate, Level
from samstyring.ground.choices import SeveralOf

WRONG_DAY = _("Skriv en dato som finnes.")


def day_field(label, **more):
    return forms.DateField(
        label=label,
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": WRONG_DAY},
        **more,
    )


class PartiesForm(forms.Form):
    """Tick the parties the case affects, or those a new version concerns."""

    parties = SeveralOf(None, required=False, label=_("Parter"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args, parties, label=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["parties"].queryset = parties
        if label:
            self.fields["parties"].label = label


class AskForm(forms.Form):
    """The day the answers are needed by."""

    due_on = day_field(_("Svar innen"), required=False)


class PartyAnswerForm(forms.Form):
    """What the party says: the answer, who said it, at what level, and the words of a reservation."""

    answer = forms.ChoiceField(
        label=_("Hva svarer parten?"),
        choices=[(answer.value, answer.label.capitalize()) for answer in Answer],
        widget=forms.RadioSelect,
        error_messages={"required": _("Velg hva parten svarer.")},
    )
    words = forms.CharField(
        label=_("Forbehold eller merknad"),
        required=False,
        max_length=4000,
        widget=forms.Textarea({"rows": 4}),
        help_text=_("Må fylles ut ved forbehold, og når parten ikke uttaler seg."),
    )
    estimate = forms.ChoiceField(
        label=_("Kostnadsanslaget"),
        choices=[(estimate.value, estimate.label.capitalize()) for estimate in Estimate],
        widget=forms.RadioSelect,
        initial=Estimate.IRRELEVANT,
    )
    stated_by = forms.CharField(
        label=_("Hvem hos parten står bak svaret?"),
        max_length=120,
        help_text=_("Stilling eller organ, for eksempel «Kommunalsjef for plan»."),
    )
    level = forms.ChoiceField(
        label=_("På hvilket nivå?"),
        choices=[("", _("Velg nivå")), *((level.value, level.label.capitalize()) for level in Level)],
        error_messages={"required": _("Velg nivå.")},
    )
    stated_on = day_field(_("Dato"))
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=10_000)

    def clean(self):
        told = super().clean()
        if told.get("answer") in WITH_WORDS and not told.get("words", "").strip() and "words" not in self.errors:
            self.add_error("words", _("Skriv forbeholdet, eller hvorfor parten ikke uttaler seg."))
        return told

    @property
    def statement(self):
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}


class GoOnForm(forms.Form):
    """Why the forum goes on without an answer."""

    reason = forms.CharField(
        label=_("Hvorfor går forumet videre uten svar?"),
        max_length=2000,
        widget=forms.Textarea({"rows": 4}),
        error_messages={"required": _("Skriv hvorfor saken ikke kan vente.")},
        help_text=_("Ordene følger vedtaket, historikken og protokollen."),
    )

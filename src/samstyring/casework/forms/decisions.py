"""What the secretary types when a forum concludes."""

from dataclasses import dataclass

from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from samstyring.casework.models import Stance
from samstyring.casework.rules.deciding import IN_ROOM, Standpoint
from samstyring.partnership.models import Outcome, Party


@dataclass(frozen=True)
class Line:
    """One party in the form: fields where somebody may vote for it, else the word for why not."""

    party: Party
    speaker: object
    state: str
    stance: object = None
    reservation: object = None

    @property
    def is_reserved(self):
        """Whether the party is marked with a reservation, so that its words must show."""
        return self.stance is not None and self.stance.value() == Stance.RESERVED

    @property
    def word(self):
        return {"absent": Stance.ABSENT, "recused": Stance.RECUSED}.get(self.state, Stance.FOR).label


class DecisionForm(forms.Form):
    """Outcome, words, and where each party stands. Only what the mandate permits is offered."""

    outcome = forms.ChoiceField(
        label=_("Hva konkluderte forumet med?"),
        choices=Outcome.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Velg hva forumet konkluderte med.")},
    )
    text = forms.CharField(label=_("Vedtakstekst"), max_length=20_000, widget=forms.Textarea(attrs={"rows": 6}))

    def __init__(self, *args, permitted, parties, **more):
        super().__init__(*args, **more)
        # What the mandate does not permit is not offered; asked for all the same, it gets the mandate's own answer.
        self.fields["outcome"].widget.choices = [
            (outcome, _with_point(outcome, row)) for outcome, row in sorted_as_listed(permitted)
        ]
        self.parties = parties
        for party, (chair, _state) in parties.items():
            if chair:
                self._add_party(party)

    def _add_party(self, party):
        self.fields[f"stance_{party.pk}"] = forms.ChoiceField(
            label=party.name,
            choices=[(stance, stance.label) for stance in IN_ROOM],
            initial=Stance.FOR,
            widget=forms.RadioSelect,
            required=False,
        )
        self.fields[f"reservation_{party.pk}"] = forms.CharField(
            label=_("Protokolltilførsel fra %(party)s") % {"party": party.name},
            required=False,
            max_length=4000,
            widget=forms.Textarea(attrs={"rows": 2}),
        )

    @property
    def lines(self):
        return [self._line(party, chair, state) for party, (chair, state) in self.parties.items()]

    def _line(self, party, chair, state):
        if chair is None:
            return Line(party, None, state)
        return Line(party, chair, state, self[f"stance_{party.pk}"], self[f"reservation_{party.pk}"])

    @property
    def positions(self):
        """{party: Standpoint} for the parties with somebody in the room."""
        told = self.cleaned_data
        return {
            party: Standpoint(told[f"stance_{party.pk}"] or Stance.FOR, told[f"reservation_{party.pk}"])
            for party, (chair, _state) in self.parties.items()
            if chair
        }

    @property
    def conclusion(self):
        return {
            "outcome": self.cleaned_data["outcome"],
            "text": self.cleaned_data["text"],
            "positions": self.positions,
        }


class CorrectionForm(DecisionForm):
    """The same, with what is corrected."""

    reason = forms.CharField(
        label=_("Hva rettes, og hvorfor?"), max_length=250, help_text=_("Står sammen med det nye vedtaket.")
    )

    @property
    def conclusion(self):
        return super().conclusion | {"reason": self.cleaned_data["reason"]}


def sorted_as_listed(permitted):
    """The permitted outcomes in the order outcomes are listed, what concludes first and what defers last."""
    concluding = [Outcome.ADOPTED, Outcome.ENDORSED, Outcome.RECOMMENDED, Outcome.ADVISED]
    order = {outcome: at for at, outcome in enumerate([*concluding, *(o for o in Outcome if o not in concluding)])}
    return sorted(permitted.items(), key=lambda pair: order[pair[0]])


def _with_point(outcome, row):
    if outcome in row.outcomes:
        point = _("punkt {point}: {text}").format(point=row.point, text=row.text)
    else:
        point = _("når saken skal behandles, avgjør forumet selv")
    return format_html('<span>{} <span class="meta">{}</span></span>', outcome.label.capitalize(), point)

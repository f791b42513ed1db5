"""What people answer on the preparation checklist."""

from django import forms
from django.utils.translation import gettext_lazy as _

from samstyring.casework.rules import checklists as rules

Answer = rules.Answer


class CaseCheckForm(forms.Form):
    """One choice and one note for each point of the checklist."""

    def __init__(self, *args, points, may_waive, **kwargs):
        super().__init__(*args, **kwargs)
        self.points = points
        offered = [answer for answer in Answer if may_waive or answer != Answer.WAIVED]
        for point in points:
            before = point.answer
            choices = [("", _("Ikke svart")), *((one.value, one.label.capitalize()) for one in offered)]
            if before and before.answer not in offered:
                choices.append((before.answer, before.get_answer_display().capitalize()))
            self.fields[f"answer_{point.key}"] = forms.ChoiceField(
                label=point.words, help_text=point.help, required=False, choices=choices,
                initial=before.answer if before else "", widget=forms.RadioSelect,
            )  # fmt: skip
            self.fields[f"note_{point.key}"] = forms.CharField(
                label=_("Merknad: %(point)s") % {"point": point.words}, required=False, max_length=500,
                initial=before.note if before else "",
            )  # fmt: skip

    def clean(self):
        told = super().clean()
        for point in self.points:
            answer, note = told.get(f"answer_{point.key}"), told.get(f"note_{point.key}", "")
            if answer in rules.WITH_REASON and not note.strip() and f"note_{point.key}" not in self.errors:
                self.add_error(f"note_{point.key}", _("Skriv kort hvorfor."))
        return told

    @property
    def given(self):
        told = self.cleaned_data
        return {
            point.key: (told[f"answer_{point.key}"], told[f"note_{point.key}"])
            for point in self.points
            if told[f"answer_{point.key}"]
        }

    def groups(self):
        """[(heading, [(answer field, note field)])] in the order of the list."""
        found = {}
        for point in self.points:
            fields = self[f"answer_{point.key}"], self[f"note_{point.key}"]
            found.setdefault(point.group, []).append(fields)
        return list(found.items())


class ChooseForm(forms.Form):
    """Which checklist each kind of case has."""

    def __init__(self, *args, kinds, chosen, **kwargs):
        super().__init__(*args, **kwargs)
        self.kinds = kinds
        for kind in kinds:
            self.fields[f"kind_{kind.pk}"] = forms.ChoiceField(
                label=kind.name, required=False, choices=[("", _("Ingen sjekkliste")), *rules.choices()],
                initial=chosen.get(kind.pk, ""),
            )  # fmt: skip

    @property
    def given(self):
        return {kind: self.cleaned_data[f"kind_{kind.pk}"] for kind in self.kinds}

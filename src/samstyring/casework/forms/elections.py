"""What is asked when an election is held, and when somebody stands in it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from samstyring.casework.rules.elections import ELECTABLE
from samstyring.partnership.forms.appointing import AppointmentForm
from samstyring.partnership.forms.fields import Day


class ElectionForm(forms.Form):
    """Who chooses, for which time, and perhaps the day of a constituting meeting."""

    chosen_by = forms.ModelChoiceField(None, label=_("Hvem velger"), empty_label=None)
    from_day = forms.DateField(label=_("Plassene gjelder fra og med"), widget=Day())
    to_day = forms.DateField(
        label=_("Til og med"), widget=Day(), required=False, help_text=_("Tomt felt betyr inntil videre.")
    )
    meeting_day = forms.DateField(
        label=_("Konstituerende møte"),
        widget=Day(),
        required=False,
        help_text=_("Møtet får gjennomgang av mandatet, valget og rutiner på sakslisten."),
    )
    place = forms.CharField(label=_("Sted"), max_length=160, required=False)

    def __init__(self, *args, forum, today, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["chosen_by"].queryset = forum.partnership.forums.on(today)


class CandidateForm(AppointmentForm):
    """Somebody known, or somebody new by name, and the seat they stand for."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("title", "from_day", "to_day"):
            del self.fields[name]
        self.fields["kind"].choices = [(kind.value, kind.label) for kind in ELECTABLE]
        self.fields["kind"].initial = ELECTABLE[0].value

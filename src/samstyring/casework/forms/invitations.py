"""What is asked when somebody is invited to one item of a meeting."""

from django import forms
from django.utils.translation import gettext_lazy as _

from samstyring.partnership.forms.appointing import AppointmentForm


class InvitationForm(AppointmentForm):
    """Somebody known, or somebody new by name, and in what capacity they come."""

    capacity = forms.CharField(
        label=_("I egenskap av"),
        max_length=160,
        required=False,
        help_text=_("For eksempel «leder av faggruppe klima». Står i protokollen."),
    )
    includes_closed = forms.BooleanField(label=_("Får lese det som er unntatt offentlighet"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("kind", "title", "from_day", "to_day"):
            del self.fields[name]
        self.fields["party"].label = _("Kommer fra")
        self.fields["party"].help_text = _("Kommuner utenfor samarbeidet kan ikke delta.")

"""What is asked when somebody gets a role in the partnership as a whole."""

from django import forms
from django.utils.translation import gettext_lazy as _

from samstyring.partnership.forms.appointing import AppointmentForm
from samstyring.partnership.models import PartnershipRole


class ServiceForm(AppointmentForm):
    """Who, as what, for which time."""

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, **kwargs)
        del self.fields["party"]
        self.fields["person"].queryset = people
        self.fields["kind"] = forms.ChoiceField(
            label=_("Rolle"), choices=PartnershipRole.Kind, initial=PartnershipRole.Kind.SECRETARIAT
        )

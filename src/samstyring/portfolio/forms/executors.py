"""What is asked when somebody is appointed to carry out a measure, and when the appointment ends."""

from django import forms
from django.utils.translation import gettext_lazy as _

from samstyring.ground.fields import WordsField
from samstyring.partnership.forms.fields import Day


class ExecutorForm(forms.Form):
    """Who, from which firm, to do what, from when to when."""

    person = forms.ModelChoiceField(
        None, label=_("Person"), required=False, empty_label=_("Ny person, skriv navnet under")
    )
    name = forms.CharField(label=_("Navn på ny person"), required=False, max_length=120)
    email = forms.EmailField(
        label=_("E-post til ny person"), required=False, help_text=_("Trengs for å kunne invitere til en konto.")
    )
    organisation = forms.CharField(label=_("Virksomhet"), required=False, max_length=160)
    covers = WordsField(
        label=_("Hva oppdraget omfatter"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Utføreren leser dette, tiltaket og sine egne rapporter, og ingenting annet."),
    )  # fmt: skip
    from_day = forms.DateField(label=_("Fra og med"), widget=Day())
    to_day = forms.DateField(label=_("Til og med"), widget=Day(), required=False)

    def __init__(self, *args, people, **options):
        super().__init__(*args, **options)
        self.fields["person"].queryset = people

    def clean(self):
        told = super().clean()
        if told.get("person") and told.get("name"):
            self.add_error("name", _("Velg en person fra listen eller skriv et navn, ikke begge deler."))
        if not told.get("person") and not told.get("name") and "person" not in self.errors:
            self.add_error("person", _("Velg en person, eller skriv navnet på en ny."))
        return told


class ExecutorEndingForm(forms.Form):
    """The last day, and why."""

    last_day = forms.DateField(label=_("Siste dag"), widget=Day())
    reason = forms.CharField(label=_("Hvorfor"), required=False, max_length=300)

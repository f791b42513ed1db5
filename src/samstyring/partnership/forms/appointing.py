"""What is asked when a seat is given or ended."""

from django import forms
from django.utils.translation import gettext_lazy as _

from samstyring.partnership.forms.fields import Day, PartyChoice
from samstyring.partnership.models import Person, SeatType


class AppointmentForm(forms.Form):
    """A seat for somebody known, or for somebody new by name."""

    person = forms.ModelChoiceField(
        Person.objects.none(),
        required=False,
        label=_("Person"),
        empty_label=_("Ny person, skriv navnet under"),
    )
    name = forms.CharField(
        label=_("Navn på ny person"),
        max_length=120,
        required=False,
        help_text=_("Bare for den som ikke står i listen."),
    )
    email = forms.EmailField(label=_("E-post til ny person"), required=False)
    kind = forms.ChoiceField(label=_("Plass"), choices=SeatType, initial=SeatType.MEMBER)
    party = PartyChoice(
        None,
        required=False,
        label=_("Part"),
        empty_label=_("Ingen part"),
        help_text=_("Bare medlemmer som representerer en part, teller når forumet avgjør saker."),
    )
    title = forms.CharField(label=_("Stilling"), max_length=120, required=False)
    from_day = forms.DateField(label=_("Fra og med"), widget=Day())
    to_day = forms.DateField(
        label=_("Til og med"), widget=Day(), required=False, help_text=_("Tomt felt betyr inntil videre.")
    )

    def __init__(self, *args, partnership, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = Person.objects.with_part_in(partnership)
        self.fields["party"].queryset = partnership.parties.all()

    def clean(self):
        chosen, name = self.cleaned_data.get("person"), self.cleaned_data.get("name")
        if chosen and name:
            self.add_error("name", _("Velg en person fra listen eller skriv et navn, ikke begge deler."))
        elif not chosen and not name and "person" not in self.errors:
            self.add_error("person", _("Velg en person, eller skriv navnet på en ny."))
        return self.cleaned_data


class EndingForm(forms.Form):
    last_day = forms.DateField(label=_("Siste dag"), widget=Day())

"""What people type about the road of a case."""

from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from samstyring.casework.models import Purpose

LOCAL = "local"


class StationForm(forms.Form):
    """One station of a road: a forum with a purpose and a day, or the parties at home."""

    forum = forms.ChoiceField(label=_("Forum"), required=False)
    purpose = forms.ChoiceField(label=_("Formål"), required=False, choices=[("", "–"), *Purpose.choices])
    planned_on = forms.DateField(
        label=_("Planlagt dag"), required=False, widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, *args, partnership, forums, **kwargs):
        super().__init__(*args, **kwargs)
        self.partnership, self.forums = partnership, {str(forum.pk): forum for forum in forums}
        self.fields["forum"].choices = [
            ("", _("Ingen")),
            *((key, forum.name) for key, forum in self.forums.items()),
            (LOCAL, _("Partene lokalt")),
        ]

    @property
    def number(self):
        return self.prefix[1:]

    def clean_planned_on(self):
        day = self.cleaned_data["planned_on"]
        first, last = self.partnership.starts_on.year - 10, self.partnership.ends_on.year + 10
        if day and not date(first, 1, 1) <= day <= date(last, 12, 31):
            raise forms.ValidationError(
                _("Dagen ligger for langt unna avtaleperioden. Den må være mellom %(first)s og %(last)s."),
                params={"first": first, "last": last},
            )
        return day

    def clean(self):
        cleaned = super().clean()
        forum = cleaned.get("forum")
        if forum == LOCAL:
            cleaned["purpose"] = ""
        elif forum and not cleaned.get("purpose") and "purpose" not in self.errors:
            self.add_error("purpose", _("Velg hva forumet skal gjøre med saken."))
        elif not forum and cleaned.get("planned_on"):
            self.add_error("forum", _("Velg forum, eller ta bort dagen."))
        return cleaned

    @property
    def station(self):
        """The station as the action takes it, or None where the row was left empty."""
        forum = self.cleaned_data.get("forum")
        if not forum:
            return None
        return {
            "forum": self.forums.get(forum),
            "purpose": self.cleaned_data["purpose"],
            "planned_on": self.cleaned_data["planned_on"],
        }

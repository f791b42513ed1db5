"""What people type about a meeting, its agenda and its minutes."""

from django import forms
from django.utils.translation import gettext_lazy as _

from samstyring.casework.models import Presence, Purpose
from samstyring.ground.choices import SeveralOf
from samstyring.partnership.models import Forum

LONGEST_MINUTES = 480


class DayInput(forms.DateInput):
    input_type = "date"

    def __init__(self):
        super().__init__(format="%Y-%m-%d")


class ClockInput(forms.TimeInput):
    input_type = "time"

    def __init__(self):
        super().__init__(format="%H:%M")


class DetailsForm(forms.Form):
    """The hours of a meeting, where it is, and where it can be seen."""

    starts_at = forms.TimeField(label=_("Fra"), required=False, widget=ClockInput())
    ends_at = forms.TimeField(label=_("Til"), required=False, widget=ClockInput())
    place = forms.CharField(
        label=_("Sted"), max_length=160, required=False, help_text=_("Skriv også hvis møtet er digitalt.")
    )
    stream_url = forms.URLField(label=_("Adresse til direktesending"), required=False, assume_scheme="https")
    note = forms.CharField(
        label=_("Til deltakerne"), required=False, widget=forms.Textarea(attrs={"rows": 3}), max_length=2000
    )


class MeetingForm(DetailsForm):
    """A new meeting: who meets, when and where."""

    forums = SeveralOf(
        queryset=Forum.objects.none(),
        label=_("Forum"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Velg flere når de møtes sammen."),
        error_messages={"required": _("Velg minst ett forum.")},
    )
    day = forms.DateField(label=_("Dato"), widget=DayInput())

    field_order = ("forums", "day", "starts_at", "ends_at", "place", "stream_url", "note")

    def __init__(self, *args, forums, **more):
        super().__init__(*args, **more)
        self.fields["forums"].queryset = forums


class MoveForm(forms.Form):
    """Another day for a meeting, and why."""

    day = forms.DateField(label=_("Ny dato"), widget=DayInput())
    starts_at = forms.TimeField(label=_("Fra"), required=False, widget=ClockInput())
    ends_at = forms.TimeField(label=_("Til"), required=False, widget=ClockInput())
    reason = forms.CharField(label=_("Begrunnelse"), max_length=250, widget=forms.Textarea(attrs={"rows": 2}))


class CancelForm(forms.Form):
    """Why a meeting is called off."""

    reason = forms.CharField(label=_("Begrunnelse"), max_length=250, widget=forms.Textarea(attrs={"rows": 2}))


class MeetingFilter(forms.Form):
    """Which meetings the list shows."""

    forum = forms.ModelChoiceField(
        queryset=Forum.objects.none(),
        to_field_name="key",
        label=_("Forum"),
        required=False,
        empty_label=_("Alle fora"),
    )

    def __init__(self, *args, forums, **more):
        super().__init__(*args, **more)
        self.fields["forum"].queryset = forums

    @property
    def chosen_forum(self):
        return self.cleaned_data.get("forum") if self.is_valid() else None


def minutes_field(label):
    return forms.IntegerField(
        label=label,
        required=False,
        min_value=0,
        max_value=LONGEST_MINUTES,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )


class ItemForm(forms.Form):
    """What the forum is asked for, and how long it is planned to take."""

    purpose = forms.ChoiceField(label=_("Formål"), choices=[("", "–"), *Purpose.choices], required=False)
    present_minutes = minutes_field(_("Minutter til presentasjon"))
    discuss_minutes = minutes_field(_("Minutter til drøfting"))

    def __init__(self, *args, item, **more):
        super().__init__(*args, auto_id=f"id_{item.pk}_%s", **more)
        if item.case_id is None:
            del self.fields["purpose"]
        for field in self.fields.values():
            # The row stands inside the form that carries the order, so its fields name their own.
            field.widget.attrs["form"] = f"plan-{item.pk}"

    @property
    def plan(self):
        told = self.cleaned_data
        return {
            "purpose": told.get("purpose", ""),
            "present_minutes": told.get("present_minutes") or 0,
            "discuss_minutes": told.get("discuss_minutes") or 0,
        }


class AddCaseForm(forms.Form):
    """A case from the queue, to one of the forums that meet."""

    case = forms.IntegerField(widget=forms.HiddenInput)
    forum = forms.ModelChoiceField(queryset=Forum.objects.none(), widget=forms.HiddenInput)
    purpose = forms.ChoiceField(label=_("Formål"), choices=Purpose.choices)

    def __init__(self, *args, meeting, key="", **more):
        super().__init__(*args, auto_id=f"id_{key}_%s", **more)
        self.fields["forum"].queryset = meeting.forums.all()


class PointForm(forms.Form):
    """A point on the agenda that is not a case."""

    title = forms.CharField(label=_("Tittel"), max_length=250)
    forum = forms.ModelChoiceField(queryset=Forum.objects.none(), label=_("Forum"), empty_label=None)

    def __init__(self, *args, meeting, **more):
        super().__init__(*args, auto_id="id_point_%s", **more)
        self.fields["forum"].queryset = meeting.forums.all()
        self.fields["forum"].initial = meeting.forums.first()


class PresenceForm(forms.Form):
    """Somebody came in, went out, or is recused at an item."""

    attendance = forms.IntegerField(widget=forms.HiddenInput)
    kind = forms.ChoiceField(
        label=_("Ved denne saken"),
        choices=[("", _("som i resten av møtet")), *Presence.Kind.choices],
        required=False,
    )
    ground = forms.CharField(label=_("Grunnlag for inhabilitet"), max_length=160, required=False)
    onwards = forms.BooleanField(label=_("Også ved sakene som gjenstår"), required=False)

    def __init__(self, *args, key="", **more):
        super().__init__(*args, auto_id=f"id_{key}_%s", **more)


class NoteForm(forms.Form):
    """What was said on an item and shall stand in the minutes."""

    words = forms.CharField(
        label=_("Notat til protokollen"), required=False, max_length=8000, widget=forms.Textarea(attrs={"rows": 4})
    )


class MinutesForm(forms.Form):
    """The words of the minutes, and the version they began as."""

    body = forms.CharField(
        label=_("Protokoll"),
        max_length=200_000,
        widget=forms.Textarea(attrs={"rows": 28}),
        help_text=_(
            "En linje som begynner med ## er en overskrift. En linje som begynner med - er et punkt i en liste."
        ),
    )
    base = forms.IntegerField(widget=forms.HiddenInput)

"""What is asked when a seat changes hands, follows an office, or is shared by a group of parties."""

from django import forms
from django.utils.translation import gettext_lazy as _

from samstyring.ground.choices import SeveralOf
from samstyring.partnership.forms.appointing import AppointmentForm
from samstyring.partnership.forms.fields import Day
from samstyring.partnership.models import PartyRole, SeatType


class SuccessionForm(AppointmentForm):
    """Who takes over a seat, and from which day."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        del self.fields["kind"]


class PartyRoleForm(AppointmentForm):
    """Who acts for a party at home, as what."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        del self.fields["party"]
        self.fields["kind"] = forms.ChoiceField(
            label=_("Rolle"), choices=PartyRole.Kind, initial=PartyRole.Kind.OFFICER
        )


class OfficeForm(forms.Form):
    """Whoever holds an office elsewhere has a seat here."""

    office_kind = forms.ChoiceField(label=_("Vervet"), choices=SeatType, initial=SeatType.LEADER)
    office_forum = forms.ModelChoiceField(None, label=_("I forumet"), empty_label=_("Velg forum"))
    kind = forms.ChoiceField(label=_("Gir plass som"), choices=SeatType, initial=SeatType.MEMBER)
    from_day = forms.DateField(label=_("Fra og med"), widget=Day())

    def __init__(self, *args, forum, today, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["office_forum"].queryset = forum.partnership.forums.on(today).exclude(pk=forum.pk)


class GroupForm(forms.Form):
    """A group of parties with a name of its own."""

    name = forms.CharField(label=_("Navn"), max_length=160, help_text=_("For eksempel «Asker og Bærum»."))
    short = forms.CharField(label=_("Kortnavn"), max_length=60, required=False)
    members = SeveralOf(None, label=_("Medlemmer"), required=False, widget=forms.CheckboxSelectMultiple)
    from_day = forms.DateField(label=_("Fra og med"), widget=Day())

    def __init__(self, *args, parties, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["members"].queryset = parties


class JoinForm(forms.Form):
    """One more member of a group."""

    member = forms.ModelChoiceField(None, label=_("Part eller kommune"), empty_label=_("Velg"))
    from_day = forms.DateField(label=_("Fra og med"), widget=Day())

    def __init__(self, *args, parties, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["member"].queryset = parties

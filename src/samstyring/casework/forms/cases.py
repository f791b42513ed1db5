"""What people type about a case."""

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from samstyring.casework.forms.papers import checked_basis
from samstyring.casework.models import CaseRelation, Purpose
from samstyring.casework.rules.cases import Standing
from samstyring.ground.fields import MnokField, WordsField
from samstyring.ground.money import Vat
from samstyring.partnership.models import Person
from samstyring.partnership.models.periods import on_day


def people_of(partnership, day):
    """Those with a seat or a role in the partnership on the day."""
    seated = Q(seats__forum__partnership=partnership) & on_day(day, "seats__from_day", "seats__to_day")
    serving = Q(partnership_roles__partnership=partnership) & on_day(
        day, "partnership_roles__from_day", "partnership_roles__to_day"
    )
    at_home = Q(party_roles__party__partnership=partnership) & on_day(
        day, "party_roles__from_day", "party_roles__to_day"
    )
    ids = [Person.objects.filter(one).values("pk") for one in (seated, serving, at_home)]
    return Person.objects.filter(Q(pk__in=ids[0]) | Q(pk__in=ids[1]) | Q(pk__in=ids[2]))


class CaseForm(forms.Form):
    """What a case is: kind, titles, responsible, confidentiality and amount."""

    title = forms.CharField(
        label=_("Tittel"), max_length=250, help_text=_("Si hva saken gjelder, uten forkortelser.")
    )
    kind = forms.ModelChoiceField(label=_("Sakstype"), queryset=None, empty_label=_("Velg sakstype"))
    responsible = forms.ModelChoiceField(
        label=_("Ansvarlig"), queryset=None, required=False, empty_label=_("Ikke bestemt")
    )
    closed_basis = forms.CharField(
        label=_("Unntatt offentlighet etter"),
        max_length=160,
        required=False,
        help_text=_("Hjemmelen, for eksempel «offentleglova § 23». Tomt felt betyr at saken er offentlig."),
    )
    public_title = forms.CharField(
        label=_("Offentlig tittel"),
        max_length=250,
        required=False,
        help_text=_("Bare når tittelen selv ikke kan vises til alle."),
    )
    amount_mnok = MnokField(
        label=_("Beløp"),
        required=False,
        max_digits=12,
        help_text=_("Millioner kroner. Mandatet kan ha en beløpsgrense."),
    )
    amount_vat = forms.ChoiceField(label=_("Merverdiavgift"), required=False, choices=Vat.choices)

    def __init__(self, *args, partnership, day, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].queryset = partnership.case_kinds.all()
        self.fields["responsible"].queryset = people_of(partnership, day)

    def clean_closed_basis(self):
        return checked_basis(self.cleaned_data["closed_basis"])

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("amount_mnok") is None and cleaned.get("amount_vat"):
            self.add_error("amount_mnok", _("Skriv beløpet, eller velg «mva. ikke oppgitt»."))
        return cleaned


class NewCaseForm(CaseForm):
    """A case to open, or to propose to a forum."""

    forum = forms.ModelChoiceField(
        label=_("Legges fram for"),
        queryset=None,
        required=False,
        help_text=_("Tomt felt betyr den vanlige veien for sakstypen."),
    )
    purpose = forms.ChoiceField(label=_("Formål der"), required=False)
    why = WordsField(
        label=_("Hvorfor saken bør tas opp"),
        required=False,
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Det blir bakgrunnen i saksframlegget."),
    )

    def __init__(self, *args, partnership, day, is_secretariat, **kwargs):
        super().__init__(*args, partnership=partnership, day=day, **kwargs)
        # All forums stand here, also those that take cases from the secretariat only: the refusal tells why.
        self.fields["forum"].queryset = partnership.forums.on(day)
        self.fields["forum"].empty_label = _("Den vanlige veien") if is_secretariat else _("Velg forum")
        self.fields["purpose"].choices = [("", _("Som vanlig for sakstypen")), *Purpose.choices]
        if not is_secretariat:
            del self.fields["responsible"]
            self.fields["forum"].required = True
            self.fields["forum"].help_text = _("Forumet du melder saken til.")
            self.fields["forum"].error_messages["required"] = _("Velg hvilket forum saken skal meldes til.")
        else:
            del self.fields["why"]


class ChangeCaseForm(CaseForm):
    base = forms.CharField(widget=forms.HiddenInput, required=False)


class CaseFilter(forms.Form):
    """The filters of the list of cases; everything may be left open."""

    class Sort:
        CHOICES = (
            ("", _("Nyeste først")),
            ("eldste", _("Eldste først")),
            ("avgjort", _("Sist behandlet")),
            ("tittel", _("Tittel")),
        )

    q = forms.CharField(label=_("Tekst eller nummer"), required=False, max_length=120)
    type = forms.ModelChoiceField(
        label=_("Sakstype"), queryset=None, required=False, to_field_name="key", empty_label=_("Alle sakstyper")
    )
    forum = forms.ModelChoiceField(
        label=_("Forum"), queryset=None, required=False, to_field_name="key", empty_label=_("Alle fora")
    )
    satsing = forms.ModelChoiceField(
        label=_("Satsingsområde"),
        queryset=None,
        required=False,
        to_field_name="key",
        empty_label=_("Alle områder"),
    )
    status = forms.ChoiceField(label=_("Status"), required=False)
    sort = forms.ChoiceField(label=_("Rekkefølge"), required=False, choices=Sort.CHOICES)

    def __init__(self, *args, partnership, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["type"].queryset = partnership.case_kinds.all()
        self.fields["forum"].queryset = partnership.forums.all()
        self.fields["satsing"].queryset = partnership.focus_areas.filter(lines__forums__isnull=False).distinct()
        # Asked for once; the field itself would ask again wherever it is looked at.
        self.fields["satsing"].choices = list(self.fields["satsing"].choices)
        standings = ((standing.value, standing.label.capitalize()) for standing in Standing)
        self.fields["status"].choices = [("", _("Alle")), *standings]

    @property
    def chosen(self):
        """What was chosen and could be understood; the rest of a hand-written address is left out."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


class RelationForm(forms.Form):
    kind = forms.ChoiceField(label=_("Kobling"), choices=CaseRelation.Kind.choices)
    other = forms.ModelChoiceField(label=_("Sak"), queryset=None, empty_label=_("Velg sak"))

    def __init__(self, *args, others, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["other"].queryset = others


def describe(case):
    """What the change form starts from."""
    return {
        name: getattr(case, name)
        for name in ("title", "public_title", "closed_basis", "amount_mnok", "amount_vat")
    } | {
        "kind": case.kind_id,
        "responsible": case.responsible_id,
    }

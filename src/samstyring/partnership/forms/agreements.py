"""What is asked about agreements, areas, focus areas and governing documents."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from samstyring.ground.choices import SeveralOf
from samstyring.partnership.forms.fields import Day
from samstyring.partnership.models import Agreement, AgreementStep, Custodian, Forum, GoverningDocument, Person
from samstyring.partnership.rules.register import MANDATE

SOURCE = {"label": _("Kilde"), "max_length": 400, "required": False}


def lines_of(words):
    """The lines of a field where people write one thing on each."""
    return list(dict.fromkeys(line.strip() for line in words.splitlines() if line.strip()))


class AgreementForm(forms.Form):
    """An agreement, or a package inside one."""

    name = forms.CharField(label=_("Navn"), max_length=200)
    kind = forms.ChoiceField(label=_("Slag"), choices=Agreement.Kind)
    from_day = forms.DateField(label=_("Gjelder fra"), widget=Day(), required=False)
    to_day = forms.DateField(label=_("Gjelder til"), widget=Day(), required=False)
    replaces = forms.ModelChoiceField(None, label=_("Avløser"), required=False, empty_label=_("Ingen"))
    inside = forms.ModelChoiceField(None, label=_("Ligger i"), required=False, empty_label=_("Ingen"))
    text = forms.CharField(label=_("Omtale"), widget=forms.Textarea({"rows": 3}), required=False)
    parties = SeveralOf(None, label=_("Parter"), required=False, widget=forms.CheckboxSelectMultiple)
    territory = SeveralOf(
        None,
        label=_("Gjelder i disse partenes område"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Bare når området er et annet enn partenes samlede."),
    )
    area = forms.CharField(label=_("Området i ord"), max_length=250, required=False)
    sources = SeveralOf(
        None, label=_("Egne finansieringskilder"), required=False, widget=forms.CheckboxSelectMultiple
    )
    source = forms.CharField(**SOURCE)

    def __init__(self, *args, partnership, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("replaces", "inside"):
            self.fields[name].queryset = partnership.agreements.all()
        for name in ("parties", "territory"):
            self.fields[name].queryset = partnership.parties.filter(is_member=True)
        self.fields["sources"].queryset = partnership.sources.all()


class StepForm(forms.Form):
    """One act on the road to force."""

    kind = forms.ChoiceField(label=_("Steg"), choices=AgreementStep.Kind)
    taken_on = forms.DateField(label=_("Dato"), widget=Day(), required=False)
    day_words = forms.CharField(
        label=_("Tid i ord"), max_length=60, required=False, help_text=_("Når dagen ikke er kjent: våren 2020.")
    )
    party = forms.ModelChoiceField(None, label=_("Part"), required=False, empty_label=_("Ingen bestemt part"))
    body = forms.CharField(label=_("Organ"), max_length=120, required=False)
    note = forms.CharField(label=_("Merknad"), max_length=300, required=False)
    source = forms.CharField(**SOURCE)

    def __init__(self, *args, partnership, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["party"].queryset = partnership.parties.all()


class CustodianForm(forms.Form):
    """Who takes over as host, data controller or archive."""

    kind = forms.ChoiceField(label=_("Ansvar"), choices=Custodian.Kind)
    party = forms.ModelChoiceField(
        None, label=_("Part"), required=False, empty_label=_("Et organ utenfor avtalen")
    )
    name = forms.CharField(label=_("Navn på organet"), max_length=160, required=False)
    from_day = forms.DateField(label=_("Fra og med"), widget=Day())
    source = forms.CharField(**SOURCE)

    def __init__(self, *args, partnership, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["party"].queryset = partnership.parties.filter(is_member=True)


class AreaForm(forms.Form):
    """An area with the working group that owns the sheets there."""

    name = forms.CharField(label=_("Navn"), max_length=120)
    forum = forms.ModelChoiceField(None, label=_("Arbeidsgruppe"), empty_label=_("Velg arbeidsgruppe"))
    places = forms.CharField(
        label=_("Kommuner og bydeler"), widget=forms.Textarea({"rows": 4}), help_text=_("Ett sted på hver linje.")
    )
    from_day = forms.DateField(label=_("Fra og med"), widget=Day())
    source = forms.CharField(**SOURCE)

    def __init__(self, *args, partnership, on, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["forum"].queryset = partnership.forums.on(on).for_step(Forum.Step.UNDERSTAND)

    def clean_places(self):
        return [place[:120] for place in lines_of(self.cleaned_data["places"])]


class AreaEndingForm(forms.Form):
    last_day = forms.DateField(label=_("Siste dag"), widget=Day())


class FocusForm(forms.Form):
    """From which day the new version is to hold."""

    effective_from = forms.DateField(
        label=_("Gjelder fra"), widget=Day(), help_text=_("Vedtaksdagen kommer fra møtet som vedtar listen.")
    )


class FocusLineForm(forms.Form):
    """One focus area with the forums that work on it."""

    name = forms.CharField(label=_("Satsingsområde"), max_length=160)
    forums = SeveralOf(
        None, label=_("Forum som arbeider med det"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args, forums, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["forums"].queryset = forums


class FocusLineFormSet(forms.BaseFormSet):
    """The focus areas in the order they stand. One is taken out by its tick."""

    def add_fields(self, form, index):
        super().add_fields(form, index)
        if "DELETE" in form.fields:
            form.fields["DELETE"].label = _("Ta bort satsingsområdet")

    @property
    def lines(self):
        kept = [f.cleaned_data for f in self.forms if f.cleaned_data and not f.cleaned_data.get("DELETE")]
        return [{"name": line["name"], "forums": line["forums"]} for line in kept]


FocusLines = forms.formset_factory(
    FocusLineForm, formset=FocusLineFormSet, extra=2, can_delete=True, max_num=40, absolute_max=50
)


class VersionForm(forms.Form):
    """One version of a governing document: when, by whom, and the text as file or link."""

    adopted_on = forms.DateField(label=_("Vedtatt"), widget=Day(), required=False)
    adopter = forms.ModelChoiceField(None, label=_("Vedtatt av"), required=False, empty_label=_("Ikke oppgitt"))
    adopted_in = forms.CharField(
        label=_("Sak eller annet grunnlag"), max_length=120, required=False, help_text=_("For eksempel sak 49/20.")
    )
    effective_from = forms.DateField(label=_("Gjelder fra"), widget=Day(), required=False)
    upload = forms.FileField(label=_("Fil"), required=False)
    link = forms.URLField(label=_("Lenke"), max_length=400, required=False, assume_scheme="https")
    missing = forms.CharField(
        label=_("Hvorfor teksten mangler"), max_length=250, required=False,
        help_text=_("Bare når det verken er fil eller lenke."),
    )  # fmt: skip
    source = forms.CharField(**SOURCE)

    def __init__(self, *args, partnership, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["adopter"].queryset = partnership.forums.all()


class DocumentForm(VersionForm):
    """A governing document with its first version."""

    title = forms.CharField(label=_("Tittel"), max_length=200)
    kind = forms.ChoiceField(label=_("Slag"), choices=GoverningDocument.Kind)
    forums = SeveralOf(None, label=_("Gjelder for"), required=False, widget=forms.CheckboxSelectMultiple)

    case_kinds = SeveralOf(
        None, label=_("Gjelder sakstypene"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("Da lenkes dokumentet fra sakene og møtene der de behandles."),
    )  # fmt: skip

    field_order = ["title", "kind", "forums", "case_kinds"]

    def __init__(self, *args, partnership, on, **kwargs):
        super().__init__(*args, partnership=partnership, **kwargs)
        self.fields["forums"].queryset = partnership.forums.on(on)
        self.fields["case_kinds"].queryset = partnership.case_kinds.all()


class PointingForm(forms.Form):
    """Which forums and kinds of case a document is for."""

    forums = SeveralOf(None, label=_("Gjelder for"), required=False, widget=forms.CheckboxSelectMultiple)
    case_kinds = SeveralOf(
        None, label=_("Gjelder sakstypene"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args, document, **kwargs):
        initial = {name: getattr(document, name).all() for name in ("forums", "case_kinds")}
        super().__init__(*args, initial=initial, **kwargs)
        self.fields["forums"].queryset = document.partnership.forums.all()
        self.fields["case_kinds"].queryset = document.partnership.case_kinds.all()


class DayFilter(forms.Form):
    """The day somebody asks about."""

    dag = forms.DateField(label=_("Parter den dagen"), widget=Day(), required=False)


class PlaceFilter(forms.Form):
    """The place somebody asks about."""

    sted = forms.CharField(label=_("Kommune eller bydel"), max_length=120, required=False)


class RegisterFilter(forms.Form):
    """What somebody looks for in the register."""

    slag = forms.ChoiceField(
        label=_("Slag"),
        required=False,
        choices=[("", _("Alle slag")), (MANDATE, _("mandat")), *GoverningDocument.Kind.choices],
    )
    sok = forms.CharField(label=_("Tittel eller vedtatt av"), max_length=120, required=False)

    def among(self, rows):
        asked = self.cleaned_data if self.is_valid() else {}
        kind, words = asked.get("slag"), asked.get("sok", "").casefold()
        return [
            row
            for row in rows
            if (not kind or row.kind == kind) and words in f"{row.title} {row.adopter}".casefold()
        ]


class WordForm(forms.Form):
    """A word and what it means here."""

    word = forms.CharField(label=pgettext_lazy("entall", "Ord"), max_length=80)
    meaning = forms.CharField(label=_("Betydning"), max_length=800, widget=forms.Textarea({"rows": 3}))
    from_day = forms.DateField(label=_("Fra og med"), widget=Day())
    adopted_in = forms.CharField(
        label=_("Sak eller annet grunnlag"), max_length=120, required=False, help_text=_("For eksempel sak 12/24.")
    )
    source = forms.CharField(**SOURCE)


class MemberForm(forms.Form):
    """Whose pack the secretariat wants to see or send."""

    person = forms.ModelChoiceField(None, label=_("Pakken til"))

    def __init__(self, *args, partnership, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = Person.objects.with_part_in(partnership)

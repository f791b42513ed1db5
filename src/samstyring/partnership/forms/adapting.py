"""What is asked when the secretariat adapts forums, kinds of case and the partnership's lists."""

from django import forms
from django.utils.translation import gettext_lazy as _

from samstyring.ground.fields import WordsField
from samstyring.partnership.forms.fields import Day
from samstyring.partnership.models import Forum, Partnership
from samstyring.partnership.rules.template_points import PURPOSES

LOCAL = "-"


class ForumForm(forms.Form):
    """A forum's name and its place among the others."""

    name = forms.CharField(label=_("Navn"), max_length=120)
    area = forms.CharField(label=_("Geografisk område"), max_length=120, required=False)
    prepares_for = forms.ModelChoiceField(
        None, label=_("Forbereder saker for"), required=False, empty_label=_("Ingen")
    )
    submitters = forms.ChoiceField(label=_("Hvem som legger fram saker"), choices=Forum.Submitters)
    is_open = forms.BooleanField(label=_("Møter og papirer er offentlige"), required=False)

    def __init__(self, *args, forums, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("prepares_for", "owner"):
            if name in self.fields:
                self.fields[name].queryset = forums


class NewForumForm(ForumForm):
    """One more forum."""

    kind = forms.ChoiceField(label=_("Slag"), choices=Forum.Kind, initial=Forum.Kind.WORKING_GROUP)
    owner = forms.ModelChoiceField(
        None, label=_("Forumet som vedtar mandatet"), required=False, empty_label=_("Ingen, avtalen gir mandatet")
    )
    board_step = forms.ChoiceField(label=_("Steg på tavlen"), choices=Forum.Step, required=False)
    from_day = forms.DateField(label=_("Fra og med"), widget=Day())


class ForumEndingForm(forms.Form):
    last_day = forms.DateField(label=_("Siste dag"), widget=Day())


class AboutForm(forms.Form):
    """What the partnership is called, what it is for, and the language of its papers."""

    name = forms.CharField(label=_("Navn"), max_length=120)
    goal = WordsField(label=_("Mål"), widget=forms.Textarea(attrs={"rows": 4}))
    language = forms.ChoiceField(
        label=_("Målform i papirene"),
        choices=Partnership.Language,
        widget=forms.RadioSelect,
        help_text=_("Gjelder protokoller, særutskrifter, programmer og det systemet skriver i saker fra nå av."),
    )


class KindForm(forms.Form):
    name = forms.CharField(label=_("Navn på sakstypen"), max_length=120)


class StationForm(forms.Form):
    """One station: a forum and what it is asked for, or the parties at home."""

    forum = forms.ChoiceField(label=_("Stasjon"), required=False)
    purpose = forms.ChoiceField(label=_("Det bes om"), choices=[("", "–"), *PURPOSES.items()], required=False)

    def __init__(self, *args, forums, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["forum"].choices = [
            ("", _("Ingen stasjon")),
            *((forum.key, forum.name) for forum in forums),
            (LOCAL, _("Partene behandler hjemme")),
        ]

    def clean(self):
        forum, purpose = self.cleaned_data.get("forum"), self.cleaned_data.get("purpose")
        if forum and forum != LOCAL and not purpose:
            self.add_error("purpose", _("Velg hva forumet bes om."))
        return self.cleaned_data


class Road(forms.BaseFormSet):
    """The stations in their order. One without a forum is left out."""

    @property
    def stations(self):
        told = [form.cleaned_data for form in self.forms if form.cleaned_data.get("forum")]
        return [
            {"local": True} if row["forum"] == LOCAL else {"forum": row["forum"], "purpose": row["purpose"]}
            for row in told
        ]


Stations = forms.formset_factory(StationForm, formset=Road, extra=2, max_num=12, absolute_max=20)


def as_initial(stations):
    """The stations as the form starts from them."""
    return [
        {"forum": LOCAL}
        if station.get("local")
        else {"forum": station["forum"], "purpose": station.get("purpose")}
        for station in stations
    ]


class ListRow(forms.Form):
    """One row of a list of the partnership's own."""

    pk = forms.IntegerField(required=False, widget=forms.HiddenInput, max_value=2**31)
    name = forms.CharField(label=_("Navn"), max_length=120, required=False)


class SourceRow(ListRow):
    """One source of money."""

    short = forms.CharField(label=_("Kortnavn"), max_length=12, required=False)
    remove = forms.BooleanField(label=_("Ta bort"), required=False)


class Rows(forms.BaseFormSet):
    """The rows of a list. One without a name is left out, unless it stood there before and is taken away."""

    @property
    def rows(self):
        told = [form.cleaned_data for form in self.forms if form.cleaned_data]
        return [
            {**row, "remove": row["remove"] or not row["name"]} for row in told if row["name"] or row.get("pk")
        ]


Sources = forms.formset_factory(SourceRow, formset=Rows, extra=4, max_num=60, absolute_max=70)

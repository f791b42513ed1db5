"""Filters of the project list and the board. A filter that makes no sense is left out."""

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from samstyring.portfolio.models.sheets import Phase
from samstyring.portfolio.rules.sheets import STEPS

ALL = ("", _("Alle"))
UNKNOWN = "ukjent"


def _municipality(row):
    """The municipality without the district that stands in brackets."""
    return row.sheet.municipality.partition("(")[0].strip() if row.sheet else ""


class RowFilter(forms.Form):
    """A filter over rows that are already found; `chosen` gives those that match."""

    TESTS = {}

    def chosen(self, rows):
        asked = {name: value for name, value in self.answers.items() if value and name in self.TESTS}
        return [row for row in rows if all(self.TESTS[name](row, value) for name, value in asked.items())]

    @property
    def answers(self):
        self.is_valid()
        return self.cleaned_data

    @property
    def is_used(self):
        return any(value for name, value in self.answers.items() if name in self.TESTS)


def _choices(things):
    return [ALL, *((str(thing.pk), str(thing)) for thing in things)]


def _steps():
    return [ALL, *((str(step), capfirst(step.label)) for step in STEPS)]


class ProjectFilter(RowFilter):
    """The filters and the order of the project list."""

    q = forms.CharField(label=_("Navn eller nummer"), required=False, max_length=100)
    satsing = forms.ChoiceField(label=_("Satsingsområde"), required=False)
    kommune = forms.ChoiceField(label=_("Kommune"), required=False)
    gruppe = forms.ChoiceField(label=_("Arbeidsgruppe"), required=False)
    fase = forms.ChoiceField(label=_("Fase"), required=False)
    eier = forms.ChoiceField(label=_("Prosjekteier"), required=False)
    steg = forms.ChoiceField(label=_("Steg"), required=False)
    ark = forms.ChoiceField(
        label=_("Prosjektark"),
        required=False,
        choices=[
            ALL,
            ("klar", _("Klart for neste steg")),
            ("mangler", _("Mangler noe til neste steg")),
            ("komplett", _("Alt er utfylt")),
        ],
    )
    sorter = forms.ChoiceField(
        label=_("Sorter etter"),
        required=False,
        choices=[
            ("", _("Nummer")),
            ("navn", _("Navn")),
            ("kostnad", _("Kostnad, høyest først")),
            ("utfylt", _("Utfylt, minst først")),
            ("endret", _("Sist endret")),
        ],
    )

    TESTS = {
        "q": lambda row, value: value.casefold() in f"{row.project.key} {row.project.name}".casefold(),
        "satsing": lambda row, value: (
            str(row.sheet.focus_area_id or UNKNOWN) == value if row.sheet else value == UNKNOWN
        ),
        "kommune": lambda row, value: _municipality(row) == value,
        "fase": lambda row, value: ((row.sheet.phase if row.sheet else "") or UNKNOWN) == value,
        "gruppe": lambda row, value: str(row.project.home_forum_id or UNKNOWN) == value,
        "eier": lambda row, value: str(row.project.owner_id or UNKNOWN) == value,
        "steg": lambda row, value: row.place.step == value,
        "ark": lambda row, value: {
            "klar": row.is_ready,
            "mangler": not row.is_ready and not row.place.is_through,
            "komplett": row.share == 100,
        }[value],
    }
    ORDERS = {
        "navn": lambda row: row.project.name.casefold(),
        "kostnad": lambda row: -(row.sheet.cost_mnok if row.sheet and row.sheet.cost_mnok is not None else -1),
        "utfylt": lambda row: row.share,
        "endret": lambda row: -(row.sheet.written_at.timestamp() if row.sheet else 0),
    }

    def __init__(self, *args, partnership, rows, **kwargs):
        super().__init__(*args, **kwargs)
        unknown = (UNKNOWN, _("Ikke oppgitt"))
        self.fields["satsing"].choices = [*_choices(partnership.focus_areas.all()), unknown]
        self.fields["eier"].choices = [*_choices(partnership.parties.filter(is_member=True)), unknown]
        self.fields["fase"].choices = [ALL, *((v, capfirst(word)) for v, word in Phase.choices if v), unknown]
        self.fields["steg"].choices = _steps()
        groups = {row.project.home_forum_id: row.project.home_forum for row in rows if row.project.home_forum}
        self.fields["gruppe"].choices = [*_choices(groups.values()), unknown]
        self.fields["kommune"].choices = [ALL, *((one, one) for one in self._municipalities(rows))]

    def _municipalities(self, rows):
        return sorted({_municipality(row) for row in rows} - {""})

    def ordered(self, rows):
        order = self.ORDERS.get(self.answers.get("sorter"))
        return sorted(rows, key=order) if order else rows


class BoardFilter(RowFilter):
    """The filters of the four-step board."""

    forum = forms.ChoiceField(label=_("Hos forum"), required=False)
    omrade = forms.ChoiceField(label=_("Arbeidsgruppe"), required=False)
    satsing = forms.ChoiceField(label=_("Satsingsområde"), required=False)

    TESTS = {
        "forum": lambda row, value: row.place.forum is not None and str(row.place.forum.pk) == value,
        "omrade": lambda row, value: str(row.project.home_forum_id) == value,
        "satsing": ProjectFilter.TESTS["satsing"],
    }

    def __init__(self, *args, partnership, forums, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["forum"].choices = _choices(forums)
        self.fields["omrade"].choices = _choices(one for one in forums if one.board_step == STEPS[0])
        self.fields["satsing"].choices = [*_choices(partnership.focus_areas.all()), (UNKNOWN, _("Ikke oppgitt"))]


class PairForm(forms.Form):
    """Which two projects are compared."""

    a = forms.ChoiceField(label=_("Prosjekt"), required=False)
    b = forms.ChoiceField(label=_("Mot prosjekt"), required=False)

    def __init__(self, data, *, projects):
        super().__init__(data)
        self.projects = {one.key: one for one in projects}
        choices = [("", _("Velg prosjekt")), *((key, str(one)) for key, one in self.projects.items())]
        for field in self.fields.values():
            field.choices = choices
            field.error_messages["invalid_choice"] = _("Prosjektet finnes ikke her. Velg et fra listen.")

    @property
    def pair(self):
        """The two projects, or None until both are chosen."""
        if not self.is_valid() or not (self.cleaned_data["a"] and self.cleaned_data["b"]):
            return None
        return self.projects[self.cleaned_data["a"]], self.projects[self.cleaned_data["b"]]

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("a") and cleaned.get("a") == cleaned.get("b"):
            self.add_error("b", _("Velg to forskjellige prosjekter."))
        return cleaned

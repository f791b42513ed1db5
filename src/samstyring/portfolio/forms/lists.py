"""Filters of the project list and the board. A filter that makes no sense is left out."""

from urllib.parse import urlencode

from django import forms
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Lower
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from samstyring.partnership.models.periods import on_day
from samstyring.portfolio.models import Project, SheetVersion
from samstyring.portfolio.models.sheets import Phase
from samstyring.portfolio.rules import standing
from samstyring.portfolio.rules.sheets import STEPS, Step

ALL = ("", _("Alle"))
UNKNOWN = "ukjent"


class PlacedFilter(forms.Form):
    """A filter over projects as `standing.placed` gives them; `narrowed` gives those that match."""

    # What each filter asks of the projects: {filter: function of (projects, value)}.
    ASKS = {}

    def __init__(self, *args, partnership, **kwargs):
        super().__init__(*args, **kwargs)
        self.partnership = partnership

    def narrowed(self, found):
        for name, value in self.answers.items():
            if value and name in self.ASKS:
                found = self.ASKS[name](self, found, value)
        return found

    @property
    def answers(self):
        self.is_valid()
        return self.cleaned_data

    @property
    def is_used(self):
        return any(value for name, value in self.answers.items() if name in self.ASKS)

    def _named(self, found, text):
        """Those with these words in the name or the number."""
        # SQLite folds the case of a-z only, so words with æ, ø and å are tried in each.
        words = Q()
        for spelling in {text, text.lower(), text.upper(), text.capitalize()}:
            words |= Q(name__icontains=spelling) | Q(key__icontains=spelling)
        return found.filter(words)

    def _in_step(self, found, step):
        return found.filter(at_step=step)

    def _at_forum(self, found, forum):
        return found.filter(at_forum=forum)

    def _of_group(self, found, forum):
        return found.filter(home_forum=None if forum == UNKNOWN else forum)

    def _for_focus(self, found, area):
        return found.filter(now_focus=None if area == UNKNOWN else area)


def _choices(things):
    return [ALL, *((str(thing.pk), str(thing)) for thing in things)]


def _steps():
    return [ALL, *((str(step), capfirst(step.label)) for step in STEPS)]


def _without_district(municipality):
    """The municipality without the district that stands in brackets."""
    return municipality.partition("(")[0].strip()


class ProjectFilter(PlacedFilter):
    """The filters and the order of the project list."""

    q = forms.CharField(label=_("Navn eller nummer"), required=False, max_length=100)
    satsing = forms.ChoiceField(label=_("Satsingsområde"), required=False)
    kommune = forms.ChoiceField(label=_("Kommune"), required=False)
    gruppe = forms.ChoiceField(label=_("Arbeidsgruppe"), required=False)
    fase = forms.ChoiceField(label=_("Fase"), required=False)
    eier = forms.ChoiceField(label=_("Prosjekteier"), required=False)
    steg = forms.ChoiceField(label=_("Steg"), required=False)
    forum = forms.ChoiceField(label=_("Hos forum"), required=False)
    tavle = forms.ChoiceField(
        label=_("Tavle"),
        required=False,
        choices=[ALL, ("ja", _("Står på tavlen")), ("nei", _("Ferdig eller utgått"))],
    )
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

    ORDERS = {
        "navn": Lower("name"),
        "kostnad": F("now_cost").desc(nulls_last=True),
        "utfylt": F("known"),
        "endret": F("now_written").desc(nulls_last=True),
    }

    def __init__(self, *args, partnership, on, **kwargs):
        super().__init__(*args, partnership=partnership, **kwargs)
        unknown = (UNKNOWN, _("Ikke oppgitt"))
        self.fields["satsing"].choices = [*_choices(partnership.focus_areas.all()), unknown]
        self.fields["eier"].choices = [*_choices(partnership.parties.filter(is_member=True)), unknown]
        self.fields["fase"].choices = [ALL, *((v, capfirst(word)) for v, word in Phase.choices if v), unknown]
        self.fields["steg"].choices = _steps()
        # Groups that have ended may still have projects.
        has_projects = Exists(Project.objects.filter(home_forum=OuterRef("pk")))
        forums = partnership.forums.annotate(is_home=has_projects)
        forums = list(forums.filter(Q(is_home=True) | on_day(on) & ~Q(board_step=Step.NONE)))
        self.fields["gruppe"].choices = [*_choices(one for one in forums if one.is_home), unknown]
        self.fields["forum"].choices = _choices(one for one in forums if one.board_step in STEPS)
        self.written = self._municipalities_as_written()
        self.fields["kommune"].choices = [ALL, *((one, one) for one in sorted(self.written))]

    def _municipalities_as_written(self):
        """{municipality: the ways the newest sheets write it, with and without a district}."""
        newest = SheetVersion.objects.newest().filter(project__partnership=self.partnership)
        written = {}
        for words in newest.order_by().values_list("municipality", flat=True).distinct():
            if name := _without_district(words):
                written.setdefault(name, []).append(words)
        return written

    def _in_municipality(self, found, name):
        return found.filter(now_municipality__in=self.written[name])

    def _in_phase(self, found, phase):
        return found.filter(Q(now_phase="") | Q(now_phase=None) if phase == UNKNOWN else Q(now_phase=phase))

    def _of_owner(self, found, party):
        return found.filter(owner=None if party == UNKNOWN else party)

    def _on_board(self, found, answer):
        return found.filter(is_over=answer == "nei")

    def _with_sheet(self, found, answer):
        if answer == "komplett":
            return standing.with_known(found, self.partnership).filter(is_whole=True)
        found = standing.with_readiness(found, self.partnership)
        if answer == "klar":
            return found.filter(is_ready=True)
        return found.filter(is_ready=False, is_through=False)

    ASKS = {
        "q": PlacedFilter._named,
        "satsing": PlacedFilter._for_focus,
        "kommune": _in_municipality,
        "fase": _in_phase,
        "gruppe": PlacedFilter._of_group,
        "eier": _of_owner,
        "steg": PlacedFilter._in_step,
        "forum": PlacedFilter._at_forum,
        "tavle": _on_board,
        "ark": _with_sheet,
    }

    def ordered(self, found):
        asked = self.answers.get("sorter")
        if asked == "utfylt":
            found = standing.with_known(found, self.partnership)
        return found.order_by(*([self.ORDERS[asked]] if asked in self.ORDERS else []), "key")


class BoardFilter(PlacedFilter):
    """The filters of the four-step board."""

    forum = forms.ChoiceField(label=_("Hos forum"), required=False)
    omrade = forms.ChoiceField(label=_("Arbeidsgruppe"), required=False)
    satsing = forms.ChoiceField(label=_("Satsingsområde"), required=False)

    ASKS = {
        "forum": PlacedFilter._at_forum,
        "omrade": PlacedFilter._of_group,
        "satsing": PlacedFilter._for_focus,
    }
    IN_LIST = {"forum": "forum", "omrade": "gruppe", "satsing": "satsing"}

    def __init__(self, *args, partnership, forums, **kwargs):
        super().__init__(*args, partnership=partnership, **kwargs)
        self.fields["forum"].choices = _choices(forums)
        self.fields["omrade"].choices = _choices(one for one in forums if one.board_step == STEPS[0])
        self.fields["satsing"].choices = [*_choices(partnership.focus_areas.all()), (UNKNOWN, _("Ikke oppgitt"))]

    def in_list(self, step):
        """The address of the list with what a column of the board holds under these filters."""
        kept = {self.IN_LIST[name]: value for name, value in self.answers.items() if value}
        return urlencode(kept | {"steg": step, "tavle": "ja"})


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

"""What people fill in about a project: its registration, where it belongs, and its sheet."""

from zlib import crc32

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from samstyring.ground.choices import SeveralOf
from samstyring.ground.fields import MnokField, WordsField, YearField
from samstyring.ground.money import Basis, Vat
from samstyring.portfolio.models import SheetVersion
from samstyring.portfolio.models.sheets import Percentile, Phase
from samstyring.portfolio.models.standards import Grade
from samstyring.portfolio.rules import sheets as rules
from samstyring.portfolio.rules.criteria import adopted_set

FEWEST_YEARS = 4


class ProjectForm(forms.Form):
    """Registering a project. The working group follows from the place, and is asked about when it does not."""

    name = forms.CharField(label=_("Navn på prosjektet"), max_length=200)
    municipality = forms.CharField(
        label=_("Kommune"),
        max_length=120,
        help_text=_("Skriv gjerne bydelen også. Stedet avgjør hvilken arbeidsgruppe prosjektet hører til."),
    )
    need = WordsField(
        label=_("Behov"),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Hvem har problemet, hvor, og hvordan vet vi det? Løsningen kommer senere."),
    )
    focus_area = forms.ModelChoiceField(
        None, label=_("Satsingsområde"), required=False, empty_label=_("Vet ikke ennå")
    )
    owner = forms.ModelChoiceField(None, label=_("Prosjekteier"), required=False, empty_label=_("Ikke avklart"))
    home_forum = forms.ModelChoiceField(
        None,
        label=_("Arbeidsgruppe"),
        required=False,
        empty_label=_("Følger av stedet"),
    )
    is_plan = forms.BooleanField(
        label=_("Dette er en plan eller utredning"),
        required=False,
        help_text=_("Tiltak kan senere vokse fram av den, og viser tilbake til den."),
    )

    def __init__(self, *args, partnership, on, **kwargs):
        super().__init__(*args, **kwargs)
        self.groups = rules.working_groups(partnership, on)
        self.fields["focus_area"].queryset = partnership.focus_areas.on(on)
        self.fields["owner"].queryset = partnership.parties.on(on).filter(is_member=True)
        self.fields["home_forum"].queryset = partnership.forums.filter(pk__in=[group.pk for group in self.groups])

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("home_forum") or not cleaned.get("municipality") or "home_forum" in self.errors:
            return cleaned
        possible = rules.home_forums(self.groups, cleaned["municipality"])
        if len(possible) == 1:
            cleaned["home_forum"] = possible[0]
        elif possible:
            names = ", ".join(str(group) for group in possible)
            self.add_error(
                "home_forum",
                _("%(place)s hører til flere arbeidsgrupper: %(names)s. Velg den som skal ha prosjektet.")
                % {"place": cleaned["municipality"], "names": names},
            )
        else:
            self.add_error(
                "home_forum",
                _("Ingen arbeidsgruppe har %(place)s i området sitt. Velg arbeidsgruppen.")
                % {"place": cleaned["municipality"]},
            )
        return cleaned

    @property
    def sheet(self):
        """What the first version of the sheet says."""
        return {name: self.cleaned_data[name] for name in ("municipality", "need", "focus_area")}


class PlacementForm(forms.Form):
    """Who owns the project and which working group it belongs to."""

    owner = forms.ModelChoiceField(None, label=_("Prosjekteier"), required=False, empty_label=_("Ikke avklart"))
    since = forms.DateField(
        label=_("Eieren gjelder fra"),
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        help_text=_("Dagen skiftet gjaldt fra, hvis det ikke er i dag. Eieren før står igjen med sine datoer."),
        error_messages={"invalid": _("Skriv en dato som finnes, for eksempel 2026-03-01.")},
    )
    home_forum = forms.ModelChoiceField(None, label=_("Arbeidsgruppe"), empty_label=_("Velg arbeidsgruppe"))

    def __init__(self, *args, project, on, **kwargs):
        kwargs["initial"] = {"owner": project.owner_id, "home_forum": project.home_forum_id}
        super().__init__(*args, **kwargs)
        partnership = project.partnership
        self.fields["owner"].queryset = partnership.parties.on(on).filter(is_member=True)
        self.fields["home_forum"].queryset = partnership.forums.on(on).for_step(rules.Step.UNDERSTAND)


def _words(name, rows=3, help_text=""):
    return WordsField(
        label=rules.label_of(name),
        required=False,
        widget=forms.Textarea(attrs={"rows": rows}),
        help_text=help_text,
    )


def _line(name):
    field = SheetVersion._meta.get_field(name)
    return forms.CharField(label=capfirst(field.verbose_name), required=False, max_length=field.max_length)


def _choice(name, choices):
    return forms.ChoiceField(
        label=rules.label_of(name), required=False, choices=[("", _("Ikke oppgitt"))] + list(choices)
    )


def _known(choices):
    return [(value, capfirst(label)) for value, label in choices.choices if value]


class SheetForm(forms.Form):
    """A sheet on top of the version it was opened from. What is not known stays empty."""

    base = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    years = forms.CharField(widget=forms.HiddenInput, required=False)

    need = _words("need", 5, _("Beskriv behovet uten å peke på løsningen."))
    goal_contribution = _words(
        "goal_contribution", 4, _("Si om det er beregnet, målt et annet sted eller skjønn.")
    )
    focus_area = forms.ModelChoiceField(
        None, label=_("Satsingsområde"), required=False, empty_label=_("Ikke oppgitt")
    )
    measure_areas = _line("measure_areas")
    measure_type = _line("measure_type")
    municipality = _line("municipality")

    builder = _line("builder")
    phase = _choice("phase", _known(Phase))
    start_year = YearField(label=_("Tidligste oppstart (år)"), required=False)
    finish_year = YearField(label=_("Ferdig (år)"), required=False)

    cost_mnok = MnokField(label=_("Kostnadsanslag"), required=False)
    cost_basis = _choice("cost_basis", _known(Basis))
    price_year = YearField(label=_("Prisår"), required=False)
    vat = _choice("vat", _known(Vat))
    percentile = _choice("percentile", _known(Percentile))
    p85_mnok = MnokField(
        label=_("Kostnadsramme, P85"),
        required=False,
        help_text=_("Fylles ut når kostnadsanslaget er en P50. Da kan usikkerheten regnes sammen."),
    )
    estimator = _line("estimator")
    estimated_on = forms.DateField(
        label=_("Anslagets dato"),
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={"invalid": _("Skriv en dato som finnes, for eksempel 2026-03-01.")},
    )
    granted_before_mnok = MnokField(label=_("Bevilget tidligere"), required=False)
    remaining_need_mnok = MnokField(label=_("Restbehov etter programperioden"), required=False)

    benefit = _choice("benefit", _known(Grade))
    benefit_note = _words("benefit_note")
    risk = _choice("risk", _known(Grade))
    risk_note = _words("risk_note")
    depends_on = SeveralOf(
        None,
        label=_("Avhenger av"),
        required=False,
        help_text=_("Andre prosjekter som må være startet først. Hold nede Ctrl for å velge flere."),
    )
    note = _words("note")
    change_note = forms.CharField(
        label=_("Hva er endret?"),
        required=False,
        max_length=250,
        help_text=_("Én setning til dem som leser historikken."),
    )

    PLAIN = (
        *("need", "goal_contribution", "focus_area", "measure_areas", "measure_type", "municipality"),
        *("builder", "phase", "start_year", "finish_year"),
        *("cost_mnok", "cost_basis", "price_year", "vat", "percentile", "p85_mnok", "estimator", "estimated_on"),
        *("granted_before_mnok", "remaining_need_mnok", "benefit", "benefit_note", "risk", "risk_note", "note"),
    )

    def __init__(self, data=None, *, project, sheet, on, all_years=False):
        self.project, self.sheet = project, sheet
        self.checklist = rules.checklist_for(project.partnership)
        self.rows = self._rows()
        self.year_columns = self._years(data, on, all_years)
        super().__init__(data, initial=self._initial())
        self.fields["focus_area"].queryset = project.partnership.focus_areas.all()
        self.fields["depends_on"].queryset = project.partnership.projects.exclude(pk=project.pk)
        self.fields["depends_on"].widget.attrs["size"] = 6
        self._tell_standard()
        for key, _source, _raw, name in self.rows:
            for year in self.year_columns:
                self.fields[f"fin_{key}_{year}"] = MnokField(label=f"{name} {year}", required=False)
        answers = [("", _("Ikke svart")), *((code, capfirst(word)) for code, word in rules.ANSWERS.items())]
        for point in self.checklist.points:
            self.fields[f"check_{point.key}"] = forms.ChoiceField(
                label=rules.in_own_language(point.text), choices=answers, required=False
            )
            self.fields[f"checknote_{point.key}"] = forms.CharField(
                label=_("Merknad: %s") % rules.in_own_language(point.text), max_length=500, required=False
            )

    def _tell_standard(self):
        """What each grade means, where the standard stands beside the choice."""
        adopted = adopted_set(self.project.partnership)
        for name in ("benefit", "risk"):
            told = [
                f"{label}: {adopted.standard.meaning(name, grade)}"
                for grade, label in _known(Grade)
                if adopted and adopted.standard and adopted.standard.meaning(name, grade)
            ]
            self.fields[name].help_text = " ".join(told)

    # What the form starts from

    def _rows(self):
        """(key, source, the source's own words, name) for each line of the financing table."""
        rows = [(f"s{one.pk}", one, "", str(one)) for one in self.project.partnership.sources.all()]
        unnamed = {row.source_raw for row in self._asked() if row.source_id is None}
        rows += [
            (f"r{crc32(raw.encode())}", None, raw, raw or str(_("Kilde ikke oppgitt"))) for raw in sorted(unnamed)
        ]
        return rows

    def _asked(self):
        return list(self.sheet.financing.all()) if self.sheet else []

    def _years(self, data, on, all_years):
        asked = {row.year for row in self._asked()}
        sent = (data.get("years", "") if data else "").split(",")
        shown = {year for year in range(1990, 2101) if str(year) in sent}
        if not shown:
            budget = self.project.partnership.budget_years
            shown = set(range(on.year, on.year + FEWEST_YEARS + 1))
            if all_years:
                shown |= set(budget)
        return sorted(asked | shown)[:60]

    def _initial(self):
        sheet = self.sheet
        initial = {
            "base": sheet.version if sheet else 0,
            "years": ",".join(map(str, self.year_columns)),
            "depends_on": sorted(one.pk for one in sheet.depends_on.all()) if sheet else [],
        }
        for name in self.PLAIN if sheet else ():
            initial[name] = sheet.focus_area_id if name == "focus_area" else getattr(sheet, name)
        keys = {(source.pk if source else None, raw): key for key, source, raw, _name in self.rows}
        for row in self._asked():
            initial[f"fin_{keys[(row.source_id, row.source_raw if not row.source_id else '')]}_{row.year}"] = (
                row.amount_mnok
            )
        for key, given in (sheet.checks if sheet else {}).items():
            initial[f"check_{key}"] = given.get("answer", "")
            initial[f"checknote_{key}"] = given.get("note", "")
        return initial

    # What it says

    def clean(self):
        cleaned = super().clean()
        wrong = rules.wrong_order_of_years(cleaned.get("start_year"), cleaned.get("finish_year"))
        if wrong:
            self.add_error("finish_year", wrong)
        if too_low := rules.p85_below_estimate(cleaned.get("cost_mnok"), cleaned.get("p85_mnok")):
            self.add_error("p85_mnok", too_low)
        return cleaned

    @property
    def values(self):
        found = {name: self.cleaned_data[name] for name in self.PLAIN}
        found["change_note"] = self.cleaned_data["change_note"]
        # Answers to points that this checklist no longer has are kept as they were.
        checks = dict(self.sheet.checks) if self.sheet else {}
        for point in self.checklist.points:
            answer = self.cleaned_data[f"check_{point.key}"]
            note = self.cleaned_data[f"checknote_{point.key}"]
            checks.pop(point.key, None)
            if answer or note:
                checks[point.key] = {"answer": answer, "note": note}
        return found | {"checks": checks}

    @property
    def financing(self):
        """(source, the source's own words, year, amount) for each amount somebody has written."""
        found = []
        for key, source, raw, _name in self.rows:
            for year in self.year_columns:
                amount = self.cleaned_data.get(f"fin_{key}_{year}")
                if amount:
                    found.append((source, raw, year, amount))
        return found

    @property
    def says_something_new(self):
        return bool(set(self.changed_data) - {"base", "years", "change_note"})

    # How it is laid out

    def financing_rows(self):
        return [
            {"name": name, "cells": [self[f"fin_{key}_{year}"] for year in self.year_columns]}
            for key, _source, _raw, name in self.rows
        ]

    def checklist_rows(self):
        return [
            (rules.in_own_language(group.name), [
                {
                    "text": rules.in_own_language(point.text),
                    "help": rules.in_own_language(point.help),
                    "answer": self[f"check_{point.key}"],
                    "note": self[f"checknote_{point.key}"],
                }
                for point in self.checklist.points
                if point.group == group.key
            ])
            for group in self.checklist.groups
        ]  # fmt: skip

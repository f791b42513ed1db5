"""What people fill in about scenarios: frames of mind, not frames of money."""

from decimal import Decimal

from django import forms
from django.utils.translation import gettext_lazy as _

from samstyring.ground.fields import PercentField, YearField
from samstyring.portfolio.models import ScenarioProject, ScenarioShare
from samstyring.portfolio.rules.scenarios import MISSING_SCORES


class ScenarioForm(forms.Form):
    """A scenario with its rules: what is locked, held outside, and the least shares."""

    name = forms.CharField(label=_("Navn"), max_length=120)
    first_year = YearField(label=_("Første år"), help_text=_("Det første året er budsjettåret."))
    years = forms.IntegerField(
        label=_("Antall år"),
        min_value=1,
        max_value=10,
        initial=4,
        error_messages={
            "min_value": _("Et scenario gjelder minst ett år."),
            "max_value": _("Et scenario gjelder høyst ti år."),
        },
    )
    criteria_set = forms.ModelChoiceField(
        label=_("Kriterier"),
        queryset=None,
        empty_label=None,
        help_text=_("Bare vedtatte kriteriesett kan brukes."),
    )
    assumptions = forms.ModelChoiceField(
        label=_("Forutsetninger"),
        queryset=None,
        required=False,
        empty_label=_("Ingen, regn bare på det som står i arkene"),
        help_text=_("Fyller hull i arkene. Summene sier fra når de hviler på forutsetninger."),
    )
    missing_scores = forms.ChoiceField(
        label=_("Poeng som ikke er gitt, regnes"), choices=tuple(MISSING_SCORES.items()), widget=forms.RadioSelect
    )
    carry_over_share = PercentField(
        label=_("Andel av årsrammen som kan overføres"),
        help_text=_("Av kildens gjennomsnittlige ramme, fra ett år til det neste."),
    )

    def __init__(self, *args, partnership, scenario=None, **options):
        self.partnership = partnership
        initial = {"missing_scores": "weights-of-known", "years": 4, "carry_over_share": Decimal(0)}
        if scenario:
            initial = {name: getattr(scenario, name) for name in self.base_fields}
        super().__init__(*args, initial=initial | options.pop("initial", {}), **options)
        self.fields["criteria_set"].queryset = partnership.criteria_sets.in_force()
        self.fields["assumptions"].queryset = partnership.assumption_sets.standing()
        self.projects = list(partnership.projects.select_related("owner"))
        self._add_projects(scenario)
        self._add_shares(scenario)

    def _add_projects(self, scenario):
        special = {one.project_id: one for one in scenario.special_projects.all()} if scenario else {}
        for project in self.projects:
            now = special.get(project.pk)
            self.fields[f"rule_{project.pk}"] = forms.ChoiceField(
                label=_("Regel for %(project)s") % {"project": project},
                choices=[("", _("fritt")), *ScenarioProject.Kind.choices],
                required=False,
                initial=now.kind if now else "",
            )
            self.fields[f"year_{project.pk}"] = YearField(
                label=_("Låst til år for %(project)s") % {"project": project},
                required=False,
                initial=now.start_year if now else None,
            )
            self.fields[f"reason_{project.pk}"] = forms.CharField(
                label=_("Begrunnelse for %(project)s") % {"project": project},
                max_length=250,
                required=False,
                initial=now.reason if now else "",
            )

    def _add_shares(self, scenario):
        shares = {(one.kind, one.key): one.share for one in scenario.shares.all()} if scenario else {}
        homes = {project.home_forum_id for project in self.projects if project.home_forum_id}
        groups = [(ScenarioShare.Kind.FOCUS, one) for one in self.partnership.focus_areas.all()]
        groups += [
            (ScenarioShare.Kind.AREA, one)
            for one in self.partnership.forums.filter(pk__in=homes).order_by("order")
        ]
        self.groups = groups
        for kind, group in groups:
            self.fields[f"share_{kind}_{group.key}"] = PercentField(
                label=str(group), required=False, initial=shares.get((str(kind), group.key))
            )

    def project_rows(self):
        """The project with its three fields, one row each."""
        for project in self.projects:
            yield {
                "project": project,
                "rule": self[f"rule_{project.pk}"],
                "year": self[f"year_{project.pk}"],
                "reason": self[f"reason_{project.pk}"],
            }

    def focus_fields(self):
        return [self[f"share_{kind}_{one.key}"] for kind, one in self.groups if kind == ScenarioShare.Kind.FOCUS]

    def area_fields(self):
        return [self[f"share_{kind}_{one.key}"] for kind, one in self.groups if kind == ScenarioShare.Kind.AREA]

    def asked(self):
        """The scenario's own values and its rules, as the act takes them."""
        values = self.cleaned_data
        fields = {name: values[name] for name in self.base_fields}
        specials = [
            {
                "project": project,
                "kind": values[f"rule_{project.pk}"],
                "start_year": values[f"year_{project.pk}"]
                if values[f"rule_{project.pk}"] == ScenarioProject.Kind.LOCKED
                else None,
                "reason": values[f"reason_{project.pk}"],
            }
            for project in self.projects
            if values[f"rule_{project.pk}"]
        ]
        shares = [
            {"kind": str(kind), "key": group.key, "share": values[f"share_{kind}_{group.key}"]}
            for kind, group in self.groups
            if values[f"share_{kind}_{group.key}"]
        ]
        return {"fields": fields, "specials": specials, "shares": shares}


class RecommendForm(forms.Form):
    """The case a scenario is put before a forum on: one that exists, or a new one."""

    case = forms.ModelChoiceField(
        label=_("Sak"), queryset=None, required=False, empty_label=_("Opprett en ny sak om handlingsprogram")
    )
    title = forms.CharField(label=_("Tittel på ny sak"), max_length=250, required=False)

    def __init__(self, *args, cases, **options):
        super().__init__(*args, **options)
        self.fields["case"].queryset = cases

    def clean(self):
        values = super().clean()
        if not values.get("case") and not (values.get("title") or "").strip():
            self.add_error("title", _("Skriv en tittel, eller velg en sak som finnes."))
        return values

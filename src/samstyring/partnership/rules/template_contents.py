"""What the template of a partnership points to: criteria, checklists, indicators and checkpoints, in words."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from samstyring import catalogue
from samstyring.ground import formats

BETTER = {"up": _("mer er bedre"), "down": _("mindre er bedre"), "level": _("likt er bedre")}


@dataclass(frozen=True)
class Set:
    """One file of the catalogue as the page shows it; `is_own` where the partnership's template points to it."""

    kind: str
    heading: str
    name: str
    template: object
    groups: list
    is_own: bool

    @property
    def anchor(self):
        return f"{self.kind}-{self.template.key}"


def template_of(partnership):
    return catalogue.load().partnerships.get(partnership.template_key)


def sets(partnership, language):
    """Every set of the catalogue, those that the partnership's own template points to first."""
    known, template = catalogue.load(), template_of(partnership)
    kinds = (
        ("kriterier", _("Vurderingskriterier"), known.criteria, _criteria, ("criteria",)),
        ("sjekkliste", _("Sjekkliste"), known.checklists, _points, ("checklist", "case_checklist")),
        ("indikatorer", _("Indikatorer"), known.indicators, _indicators, ("indicators",)),
        ("sjekkpunkter", _("Sjekkpunkter for program"), known.gates, _stages, ("gates",)),
    )
    found = []
    for kind, heading, files, told, fields in kinds:
        own = {getattr(template, field) for field in fields} if template else set()
        for one in files.values():
            groups = [(words, rows) for words, rows in told(one, language) if rows]
            found.append(Set(kind, heading, one.name.in_language(language), one, groups, one.key in own))
    return sorted(found, key=lambda one: not one.is_own)


def _criteria(criteria, language):
    rows = [(one.name.in_language(language), one.question.in_language(language)) for one in criteria.criteria]
    return [("", rows)]


def _points(checklist, language):
    return [
        (
            group.name.in_language(language),
            [
                (point.text.in_language(language), point.help.in_language(language))
                for point in checklist.points
                if point.group == group.key
            ],
        )
        for group in checklist.groups
    ]


def _indicators(indicators, language):
    return [("", [_indicator(one, language) for one in indicators.indicators])]


def _stages(gates, language):
    groups = [_stage(stage, language) for stage in gates.stages]
    return [*groups, (_("Tidslinjen"), [_milestone(one, language) for one in gates.milestones])]


def _indicator(one, language):
    times = ngettext("%(count)s gang i året", "%(count)s ganger i året", one.per_year) % {"count": one.per_year}
    told = (one.unit.in_language(language), BETTER[one.better], one.measured_by, times)
    return one.name.in_language(language), f"{one.method.in_language(language)} {', '.join(map(str, told))}."


def _stage(stage, language):
    window = f"{formats.short_day(stage.starts_on)} – {formats.short_day(stage.ends_on)}"
    rows = [(point.text.in_language(language), "") for point in stage.checkpoints]
    return f"{stage.name.in_language(language)}, {window}", rows


def _milestone(one, language):
    return one.name.in_language(language), formats.short_day(one.on)

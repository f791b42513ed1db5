"""What a sheet says, in words: for reading, and for telling two versions apart."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from samstyring.ground import formats
from samstyring.portfolio.models import SheetVersion
from samstyring.portfolio.rules import sheets

# What the sources' own tables call a field that we know by another name.
_NAMES_IN_SOURCES = {
    "amount_mnok": "cost_mnok",
    "vat_basis": "vat",
    "status": "phase",
    "amount_basis": "cost_basis",
}
ALSO_READ = ("programme", "note")
GRADED = ("benefit", "risk")


@dataclass(frozen=True)
class Line:
    """One thing on the sheet: what it is called, what is said, and why nothing is."""

    name: str
    label: Any
    words: str | None
    reason: str = ""
    optional: bool = False
    meaning: str = ""  # what the grade means by the standard it was given by


@dataclass(frozen=True)
class Difference:
    """Something that two versions say differently."""

    label: Any
    before: str | None
    after: str | None


def words(sheet, name):
    """What the sheet says about one field, or None where it says nothing."""
    if name == "owner":
        return str(sheet.project.owner) if sheet.project.owner_id else sheet.project.owner_raw or None
    if name == "depends_on":
        return ", ".join(sorted(project.name for project in sheet.depends_on.all())) or None
    if name == "focus_area":
        if sheet.focus_area_id is None:
            return None
        return _("%s (vår tolkning)") % sheet.focus_area if sheet.focus_area_inferred else str(sheet.focus_area)
    value = getattr(sheet, name)
    if value in (None, ""):
        return None
    if name.endswith("_mnok"):
        return formats.mnok(value)
    if name.endswith("_on"):
        return formats.day(value)
    if SheetVersion._meta.get_field(name).choices:
        return str(getattr(sheet, f"get_{name}_display")())
    return str(value)


def reasons(sheet):
    """Why a field is empty, in the source's own words: {field: reason}."""
    found = {}
    for part in sheet.missing.split(";"):
        names, colon, reason = part.partition(":")
        if colon:
            for name in names.split(","):
                found[_NAMES_IN_SOURCES.get(name.strip(), name.strip())] = reason.strip()
    return found


def other_gaps(sheet):
    """What the source says is missing about things that have no line of their own."""
    return [reason for name, reason in reasons(sheet).items() if name not in sheets.SECTION_OF and reason]


def lines(sheet, section):
    """The section as it is read. Financing and checklist have tables of their own."""
    # "Not stated" is what the gap itself says.
    why = {name: reason for name, reason in reasons(sheet).items() if reason != "ikke oppgitt"}
    return [
        Line(
            name,
            sheets.label_of(name),
            words(sheet, name),
            why.get(name, ""),
            name in section.optional,
            _meaning(sheet, name),
        )
        for name in section.fields
        if name not in ("financing", "checks")
    ]


def _meaning(sheet, name):
    graded = name in GRADED and sheet.standard_id
    return sheet.standard.meaning(name, getattr(sheet, name)) if graded else ""


def financing_table(sheet):
    """(years, [(source, {year: amount}, sum)], {year: sum}) of what the sheet asks for."""
    years = sorted({row.year for row in sheet.financing.all()})
    sources = {}
    for row in sheet.financing.all():
        name = str(row.source) if row.source_id else row.source_raw or _("kilde ikke oppgitt")
        amounts = sources.setdefault(name, {})
        amounts[row.year] = amounts.get(row.year, 0) + row.amount_mnok
    sums = {year: sum(amounts.get(year, 0) for amounts in sources.values()) for year in years}
    return years, [(name, amounts, sum(amounts.values())) for name, amounts in sources.items()], sums


def checklist_answers(sheet, checklist):
    """[(group, [(point's words, help, answer, note)])] in the order of the checklist."""
    groups = []
    for group in checklist.groups:
        rows = []
        for point in checklist.points:
            if point.group == group.key:
                given = (sheet.checks or {}).get(point.key, {})
                rows.append(
                    {
                        "key": point.key,
                        "text": sheets.in_own_language(point.text),
                        "help": sheets.in_own_language(point.help),
                        "required": point.required,
                        "code": given.get("answer", ""),
                        "answer": sheets.ANSWERS.get(given.get("answer")),
                        "note": given.get("note", ""),
                    }
                )
        groups.append((sheets.in_own_language(group.name), rows))
    return groups


def differences(before, after, checklist):
    """Field by field what two versions of a sheet say differently."""
    found = []
    for section in sheets.SECTIONS:
        for name in section.fields:
            if name == "financing":
                found += _financing_differences(before, after)
            elif name == "checks":
                found += _checklist_differences(before, after, checklist)
            elif words(before, name) != words(after, name):
                found.append(Difference(sheets.label_of(name), words(before, name), words(after, name)))
    for name in ALSO_READ:
        if words(before, name) != words(after, name):
            found.append(Difference(sheets.label_of(name), words(before, name), words(after, name)))
    return found


def _financing_differences(before, after):
    old, new = ({name: amounts for name, amounts, _sum in financing_table(one)[1]} for one in (before, after))
    found = []
    for source in sorted({*old, *new}):
        was, now = old.get(source, {}), new.get(source, {})
        for year in sorted({*was, *now}):
            if was.get(year) != now.get(year):
                words = [formats.mnok(one[year]) if year in one else None for one in (was, now)]
                found.append(Difference(f"{source} {year}", *words))
    return found


def _checklist_differences(before, after, checklist):
    found = []
    pairs = zip(checklist_answers(before, checklist), checklist_answers(after, checklist), strict=True)
    for (_group, old_rows), (_same, new_rows) in pairs:
        for old, new in zip(old_rows, new_rows, strict=True):
            was, now = (
                ". ".join(str(part) for part in (row["answer"], row["note"]) if part) or None for row in (old, new)
            )
            if was != now:
                found.append(Difference(old["text"], was, now))
    return found

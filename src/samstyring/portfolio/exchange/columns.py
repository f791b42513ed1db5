"""What stands in the columns of the workbook. They follow the form of the sheet, so its rules hold here too."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import ProhibitNullCharactersValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from samstyring.ground import formats
from samstyring.ground.fields import MnokField, YearField
from samstyring.portfolio.forms.sheets import SheetForm
from samstyring.portfolio.models import SheetVersion
from samstyring.portfolio.rules import sheets as rules

KEY, VERSION, NAME = "key", "version", "name"
OWNER, HOME_FORUM, DEPENDS_ON = "owner", "home_forum", "depends_on"
# Cells hold no more than this, and neither does the workbook; a longer text stays as it is in the register.
LONGEST_TEXT = 32_000
UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
DAY = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
FIRST_DAY = date(1899, 12, 30)

HEADS = {
    KEY: gettext_lazy("Nummer"),
    VERSION: gettext_lazy("Versjon"),
    NAME: gettext_lazy("Prosjekt"),
    OWNER: gettext_lazy("Prosjekteier"),
    HOME_FORUM: gettext_lazy("Arbeidsgruppe"),
    DEPENDS_ON: gettext_lazy("Avhenger av (nummer)"),
    "cost_basis_raw": gettext_lazy("Grunnlag slik kilden skriver det"),
    "missing": gettext_lazy("Hva kilden mangler"),
    "source": gettext_lazy("Kilde"),
}
FROM_SOURCE = ("phase_raw", "dates_raw", "cost_basis_raw", "programme", "missing", "source")


def tidy(text):
    """A text as both Excel and we can hold it."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return UNPRINTABLE.sub("", text).strip()


@dataclass(frozen=True)
class Column:
    """A column of the projects: its heading, what kind of thing stands there, and the form field that judges it."""

    name: str
    kind: str  # text, mnok, year, date, choice, focus, keys
    field: Any = None
    width: int = 16

    @property
    def title(self):
        return str(HEADS.get(self.name) or rules.label_of(self.name))

    @property
    def choices(self):
        return [(value, str(words)) for value, words in self.field.choices if value]

    def shown(self, value):
        """What the cell holds for this value: text, a number, a date, or None."""
        if value in (None, ""):
            return None
        if self.kind == "choice":
            return next((str(words) for known, words in self.field.choices if known == value), value)
        if self.kind in ("mnok", "year", "date"):
            return value
        return tidy(str(value))[:LONGEST_TEXT] or None

    def said(self, value):
        """The value in words, for a person who reads what will change."""
        if value in (None, ""):
            return formats.DASH
        if self.kind == "mnok":
            return formats.number(value, 3).rstrip("0").rstrip(",") if value % 1 else formats.number(value, 0)
        return formats.day(value) if self.kind == "date" else str(self.shown(value))

    def understood(self, cell):
        """The value that a cell means. Raises `ValidationError` with a whole sentence."""
        if cell.is_fault:
            raise ValidationError(_("Cellen viser en feil fra Excel (%(fault)s).") % {"fault": cell.value})
        if cell.is_empty:
            return self.field.clean("")
        value = cell.value
        if isinstance(value, bool):
            value = _("sann") if value else _("usann")
        if self.kind == "date":
            return self.field.clean(_day(value))
        if isinstance(value, str):
            ProhibitNullCharactersValidator()(value)
            value = tidy(value)
        elif isinstance(value, datetime):
            value = formats.day(value)
        if self.kind == "choice":
            return self._chosen(str(value))
        if self.kind in ("mnok", "year"):
            return self.field.clean(_digits(value))
        return self.field.clean(str(value))

    def _chosen(self, words):
        for known in _in_every_language(lambda: {same(shown): value for value, shown in self.choices}):
            if same(words) in known:
                return known[same(words)]
        allowed = ", ".join(f"«{shown}»" for _value, shown in self.choices)
        raise ValidationError(
            _("«%(words)s» er ikke et av valgene. Velg ett av disse: %(allowed)s.")
            % {"words": words[:60], "allowed": allowed},
            code="not-a-choice",
        )


def _in_every_language(found):
    """What `found` says in each language, the one of the page first: people share workbooks across languages."""
    yield found()
    for code, _name in settings.LANGUAGES:
        with override(code):
            yield found()


def same(words):
    """Words as they are compared: no case, no doubled spaces."""
    return " ".join(str(words).split()).casefold()


def _digits(value):
    """A number as the form would have got it: no noise from the way machines count."""
    if isinstance(value, float):
        return f"{Decimal(repr(value)):.9f}".rstrip("0").rstrip(".") if abs(value) < 10**15 else repr(value)
    words = re.sub(r"(?<=\d)\.(?=\d{3}(\D|$))", "", str(value)) if "," in str(value) else str(value)
    return re.sub(r"\s*(mill\.?\s*)?(kr\.?)?$", "", words.strip(), flags=re.I) or words


def _day(value):
    if isinstance(value, datetime):
        return value.date()
    # A day that has lost its looks is a number of days; nobody writes such a number by hand.
    if isinstance(value, (int, float)) and 20_000 <= value <= 80_000:
        return FIRST_DAY + timedelta(days=int(value))
    written = DAY.fullmatch(str(value).strip())
    return f"{written[3]}-{int(written[2]):02d}-{int(written[1]):02d}" if written else str(value).strip()


def is_bare_number_of_days(column, cell):
    return column.kind == "date" and isinstance(cell.value, (int, float)) and not isinstance(cell.value, bool)


KINDS = ((MnokField, "mnok"), (YearField, "year"), (forms.DateField, "date"), (forms.ModelChoiceField, "focus"),
         (forms.ChoiceField, "choice"), (forms.CharField, "text"))  # fmt: skip
WIDTHS = {"mnok": 14, "year": 11, "date": 13, "choice": 22, "focus": 26, "text": 26}


def sheet_columns():
    """Every field of the sheet's form, and what the sources wrote. A new field of the form comes by itself."""
    found = []
    for name in SheetForm.PLAIN:
        field = SheetForm.base_fields[name]
        kind = next((kind for sort, kind in KINDS if isinstance(field, sort)), None)
        if kind is None:
            raise TypeError(f"the workbook has no kind of column for {name}")
        wide = kind == "text" and isinstance(field.widget, forms.Textarea)
        found.append(Column(name, kind, field, 44 if wide else WIDTHS[kind]))
    found.append(Column(DEPENDS_ON, "keys", forms.CharField(required=False), 20))
    for name in FROM_SOURCE:
        longest = SheetVersion._meta.get_field(name).max_length
        found.append(Column(name, "text", forms.CharField(required=False, max_length=longest), 26))
    return found


def project_columns():
    """What says which project a row is about."""
    words = forms.CharField(required=False)
    return [
        Column(KEY, "text", forms.CharField(required=False, max_length=20), 10),
        Column(VERSION, "year", forms.IntegerField(required=False, min_value=0, max_value=30_000), 9),
        Column(NAME, "text", forms.CharField(required=False, max_length=200), 36),
        Column(OWNER, "text", words, 24),
        Column(HOME_FORUM, "text", words, 26),
    ]


@dataclass(frozen=True)
class Words:
    """The names of the sheets and of the headings that are not fields of the project's own sheet."""

    projects: Any = gettext_lazy("Prosjekter")
    financing: Any = gettext_lazy("Finansiering")
    checklist: Any = gettext_lazy("Sjekkliste")
    guide: Any = gettext_lazy("Veiledning")
    lists: Any = gettext_lazy("Lister")
    source: Any = gettext_lazy("Finansieringskilde")
    point: Any = gettext_lazy("Punkt")
    answer: Any = gettext_lazy("Svar")
    remark: Any = gettext_lazy("Merknad til punktet")
    code: Any = gettext_lazy("Kode")
    partnership: Any = gettext_lazy("Samarbeid")
    lines: Any = gettext_lazy("Linjer")
    frames: Any = gettext_lazy("Rammer")
    programme: Any = gettext_lazy("Handlingsprogram")
    version: Any = gettext_lazy("Versjon")
    mark: Any = gettext_lazy("Kjennemerke")
    thing: Any = gettext_lazy("Prosjekt eller samlepott")
    focus_area: Any = gettext_lazy("Satsingsområde")
    money_source: Any = gettext_lazy("Kilde")
    sum: Any = gettext_lazy("Sum")


WORDS = Words()


def known_as(words):
    """Every way this heading or sheet name is written, in each language."""
    return {same(one) for one in _in_every_language(lambda: str(words))}


def known_titles(columns):
    """{heading in any language: column}"""
    found = {}
    for titles in _in_every_language(lambda: {same(column.title): column for column in columns}):
        for title, column in titles.items():
            found.setdefault(title, column)
    return found

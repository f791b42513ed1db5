"""Where in a workbook something stands, and what is told about it: sheet, row and column, in one sentence."""

from dataclasses import dataclass

from django.utils.translation import gettext as _


@dataclass(frozen=True)
class Told:
    """One sentence about one place. Without a row it is about the whole sheet."""

    sheet: str
    row: int | None
    column: str
    sentence: str

    def __str__(self):
        place = {"sheet": self.sheet, "row": self.row, "column": self.column, "sentence": self.sentence}
        if self.row is None:
            return _("Ark «%(sheet)s»: %(sentence)s") % place
        if not self.column:
            return _("Ark «%(sheet)s», rad %(row)s: %(sentence)s") % place
        return _("Ark «%(sheet)s», rad %(row)s, kolonne «%(column)s»: %(sentence)s") % place


class Telling:
    """What is found wrong, and what is worth knowing, while a file is read."""

    def __init__(self):
        self.errors = []
        self.warnings = []

    def error(self, sheet, row, column, sentence):
        self.errors.append(Told(sheet, row, str(column), str(sentence)))

    def warn(self, sheet, row, column, sentence):
        self.warnings.append(Told(sheet, row, str(column), str(sentence)))

"""Opening a workbook or a list that anybody may have sent: grids of cells, or a sentence about what is wrong."""

import csv
import io
import struct
import zipfile
import zlib
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from django.utils.translation import gettext_lazy as _

from samstyring.ground.refusal import Obstacle, Refused
from samstyring.portfolio.exchange.grids import Cell, Grid
from samstyring.portfolio.exchange.parts import Parts

LARGEST_MB = 40
LARGEST_UNPACKED_MB = 250
MOST_PARTS = 2000

EMPTY = Obstacle("book-empty", _("Filen «{name}» er tom."), _("Velg filen på nytt."))
TOO_LARGE = Obstacle(
    "book-too-large",
    _("Filen «{name}» er på {size} MB. Grensen er {limit} MB."),
    _("Last ned en arbeidsbok med færre prosjekter, og bruk den."),
)
NOT_A_WORKBOOK = Obstacle(
    "not-a-workbook",
    _("Filen «{name}» er ikke en Excel-arbeidsbok (.xlsx)."),
    _("Åpne den i Excel, velg «Lagre som» og typen «Excel-arbeidsbok (.xlsx)»."),
)
OLD_OR_LOCKED = Obstacle(
    "book-locked",
    _("Filen «{name}» har passord, eller er i det gamle formatet .xls."),
    _("Ta bort passordet og lagre den som «Excel-arbeidsbok (.xlsx)»."),
)
DAMAGED = Obstacle(
    "book-damaged",
    _("Filen «{name}» er skadet og kan ikke leses."),
    _("Åpne den i Excel og lagre den på nytt, eller last den opp en gang til."),
)
UNPACKS_TOO_LARGE = Obstacle(
    "book-unpacks-too-large",
    _("Filen «{name}» pakker seg ut til mer enn {limit} MB, og blir ikke åpnet."),
    _("Last ned en ny arbeidsbok og kopier radene over i den."),
)
HAS_MACROS = Obstacle(
    "book-macros",
    _("Filen «{name}» inneholder makroer, og blir ikke åpnet."),
    _("Lagre den uten makroer, som «Excel-arbeidsbok (.xlsx)»."),
)
NOTHING_IN_IT = Obstacle(
    "book-nothing-in-it",
    _("Arbeidsboken «{name}» har ingen celler med innhold."),
    _("Last ned en arbeidsbok fra prosjektlisten og fyll ut den."),
)

# Everything that Python's own readers say of damaged bytes. Anything else is ours to mend, and rises.
DAMAGES = (
    *(zipfile.BadZipFile, zlib.error, EOFError, struct.error, NotImplementedError, RuntimeError),
    *(ParseError, DefusedXmlException, UnicodeError, LookupError, ValueError, OSError),
)


def grids_of(content, name):
    """The sheets of a workbook as grids of cells. Raises `Refused` with one whole sentence."""
    _check_size(content, name)
    if content[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        raise Refused(OLD_OR_LOCKED(name=name))
    if not content.startswith(b"PK"):
        raise Refused(NOT_A_WORKBOOK(name=name))
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            _check_packing(packed, name)
            if "xl/workbook.xml" not in packed.namelist():
                raise Refused(NOT_A_WORKBOOK(name=name))
            grids = Parts(packed).grids()
    except DAMAGES:
        raise Refused(DAMAGED(name=name)) from None
    if not any(grid.rows for grid in grids):
        raise Refused(NOTHING_IN_IT(name=name))
    return grids


def _check_size(content, name):
    if not content:
        raise Refused(EMPTY(name=name))
    if len(content) > LARGEST_MB * 1024 * 1024:
        raise Refused(TOO_LARGE(name=name, size=round(len(content) / 1024 / 1024), limit=LARGEST_MB))


def _check_packing(packed, name):
    """Told sizes are enough: Python's reader stops at the size a part says that it has."""
    parts = packed.infolist()
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST_UNPACKED_MB * 1024 * 1024:
        raise Refused(UNPACKS_TOO_LARGE(name=name, limit=LARGEST_UNPACKED_MB))
    if any(part.filename.lower().endswith(("vbaproject.bin", "macrosheets/sheet1.xml")) for part in parts):
        raise Refused(HAS_MACROS(name=name))


def grid_of_csv(content, name):
    """A list with commas or semicolons as one grid. Raises `Refused`."""
    _check_size(content, name)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        # What Excel saves as plain CSV on a Norwegian machine.
        text = content.decode("cp1252", errors="replace")
    if "\0" in text:
        raise Refused(DAMAGED(name=name))
    head = text.partition("\n")[0]
    mark = ";" if head.count(";") > head.count(",") else ","
    try:
        lines = list(csv.reader(io.StringIO(text, newline=""), delimiter=mark, strict=True))
    except csv.Error:
        raise Refused(DAMAGED(name=name)) from None
    rows = {
        number: {place: Cell(words) for place, words in enumerate(line) if words.strip()}
        for number, line in enumerate(lines, start=1)
    }
    grid = Grid(name, {number: cells for number, cells in rows.items() if cells})
    if not grid.rows:
        raise Refused(NOTHING_IN_IT(name=name))
    return grid

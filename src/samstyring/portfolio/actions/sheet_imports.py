"""Taking in sheets from a workbook or a list: all of them in one transaction, each by the sheet's own action."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from samstyring.ground import history
from samstyring.ground.models import StoredFile
from samstyring.ground.refusal import Obstacle, Refused
from samstyring.portfolio.actions import sheets

NOT_AS_SHOWN = Obstacle(
    "import-not-as-shown",
    _("Prosjektarkene er endret etter at du så hva som ville bli endret: {keys}."),
    _("Ingenting er lagret. Se endringene under, og lagre på nytt."),
)
HAS_ERRORS = Obstacle(
    "import-has-errors",
    _("Noe må rettes i filen. Ingenting er lagret."),
    _("Rett det som står under, og velg filen på nytt."),
)

FILE_GONE = Obstacle(
    "import-file-gone",
    _("Arbeidsboken finnes ikke lenger i lageret."),
    _("Velg arbeidsboken på nytt."),
)


def obstacles_to_importing(plan, seen=None):
    """Why the plan cannot be carried out. `seen` is {project key: version} as the person was shown it."""
    if plan.errors:
        yield HAS_ERRORS()
    if seen is not None and plan.bases != seen:
        differ = sorted(key for key in {*plan.bases, *seen} if plan.bases.get(key) != seen.get(key))
        yield NOT_AS_SHOWN(keys=", ".join(differ[:20]))


def kept_workbook(key):
    """(the stored file, its bytes) of a workbook that somebody was shown the changes of. Raises `Refused`."""
    stored = StoredFile.objects.filter(pk=key).first()
    if stored is None:
        raise Refused(FILE_GONE())
    try:
        with stored.content.open("rb") as kept:
            return stored, kept.read()
    except FileNotFoundError:
        raise Refused(FILE_GONE()) from None


@transaction.atomic
def carry_out(partnership, plan, *, change_note, by, on, seen=None, sha256=""):
    """Write every new version and project of the plan, or nothing, and return how many. Raises `Refused`."""
    obstacles = list(obstacles_to_importing(plan, seen))
    if obstacles:
        raise Refused(*obstacles)
    written = [_carry_out_one(partnership, planned, change_note, by, on) for planned in plan.sheets]
    if written:
        history.record(
            "sheets.imported",
            about=partnership,
            by=by,
            new=len(plan.new),
            changed=len(plan.changed),
            sha256=sha256,
        )
    return len(written)


def _carry_out_one(partnership, planned, change_note, by, on):
    values = planned.values | {"change_note": change_note}
    lines = {"financing": planned.financing, "depends_on": planned.depends_on}
    if not planned.is_new:
        return sheets.write(planned.project, base=planned.base, values=values, by=by, on=on, **lines).project
    return sheets.propose(
        partnership,
        name=planned.name,
        owner=planned.owner,
        owner_raw=planned.owner_raw,
        home_forum=planned.home_forum,
        key=planned.key,
        source=planned.values.get("source", ""),
        sheet=values,
        by=by,
        on=on,
        **lines,
    )

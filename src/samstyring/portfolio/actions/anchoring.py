"""Keep what a party says about a sheet, and what its builder confirms, on the version itself."""

from django.db import transaction

from samstyring.ground import history
from samstyring.ground.refusal import refuse_if
from samstyring.portfolio.models import BuilderConfirmation, SheetAnchoring
from samstyring.portfolio.rules import anchoring as rules


@transaction.atomic
def state(sheet, *, party, answer, stated_by, level, estimate, stated_on, by, on, words=""):
    """Keep what the party says about this version of the sheet."""
    project = sheet.project
    refuse_if(
        rules.obstacles_to_stating(
            project, sheet, party=party, answer=answer, words=words, stated_on=stated_on, by=by, on=on
        )
    )
    said = SheetAnchoring.objects.create(
        sheet=sheet, party=party, answer=answer, stated_by=stated_by.strip(), level=level, estimate=estimate,
        words=words.strip(), stated_on=stated_on, recorded_by=by,
    )  # fmt: skip
    history.record(
        "sheet.anchored", about=[project, sheet], by=by, behalf=party, answer=said.answer, version=sheet.version
    )
    return said


@transaction.atomic
def confirm(sheet, *, answer, confirmed_by, confirmed_on, by, on, words=""):
    """Keep what the builder says about this version of the sheet."""
    project = sheet.project
    refuse_if(
        rules.obstacles_to_confirming(
            project, sheet, answer=answer, words=words, confirmed_on=confirmed_on, by=by, on=on
        )
    )
    told = BuilderConfirmation.objects.create(
        sheet=sheet, builder=sheet.builder, answer=answer, confirmed_by=confirmed_by.strip(),
        words=words.strip(), confirmed_on=confirmed_on, recorded_by=by,
    )  # fmt: skip
    history.record("sheet.confirmed", about=[project, sheet], by=by, answer=told.answer, version=sheet.version)
    return told

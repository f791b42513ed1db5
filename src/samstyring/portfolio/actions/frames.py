"""Write what a source gives, and upload the index that brings prices of one year to another."""

from django.db import IntegrityError, transaction
from django.utils import timezone

from samstyring.ground import files, history
from samstyring.ground.refusal import Refused, refuse_if
from samstyring.partnership.rules import acting
from samstyring.portfolio.models import Frame, PriceIndex, PriceIndexValue
from samstyring.portfolio.rules import agreement_frames as frame_rules
from samstyring.portfolio.rules import price_index as index_rules
from samstyring.portfolio.rules.programmes import VERSION_TAKEN


@transaction.atomic
def write_frame(partnership, *, source, year, to_year, amount, status, party=None, price_year=None, vat="",
                source_note="", by, on=None):  # fmt: skip
    """Write a frame with its standing. The same source, years and standing written again is a correction."""
    on = on or timezone.localdate()
    refuse_if(
        frame_rules.obstacles_to_writing(
            partnership, source=source, party=party, year=year, to_year=to_year, amount=amount, by=by, on=on
        )
    )
    frame, is_new = Frame.objects.update_or_create(
        partnership=partnership,
        source=source,
        party=party,
        year=year,
        to_year=to_year,
        status=status,
        assumptions=None,
        defaults={"amount_mnok": amount, "price_year": price_year, "vat": vat, "source_note": source_note.strip()},
    )
    history.record(
        "frame.written", about=partnership, by=by, frame=frame.pk, mnok=str(amount), is_new=is_new, year=year
    )
    return frame


@transaction.atomic
def upload_index(partnership, upload, *, by, on=None):
    """Read the table as a new version of the index. All of it is right, or nothing is kept."""
    on = on or timezone.localdate()
    refuse_if(acting.obstacles_to_acting_as_secretariat(by, partnership, on))
    refuse_if(files.obstacles_to_storing(upload))
    upload.seek(0)
    name, levels, obstacles = index_rules.read(upload.read())
    refuse_if(obstacles)
    former = partnership.price_indices.first()
    refuse_if(index_rules.obstacles_to_replacing(former, levels))
    return lay_index(partnership, name=name, levels=levels, file=files.store(upload), by=by)


@transaction.atomic
def lay_index(partnership, *, name, levels, file=None, by=None, is_example=False):
    """Keep a version of the index with its levels, and return it."""
    former = partnership.price_indices.first()
    try:
        with transaction.atomic():
            index = PriceIndex.objects.create(
                partnership=partnership, version=former.version + 1 if former else 1, name=name, file=file,
                uploaded_by=by, is_example=is_example,
            )  # fmt: skip
    except IntegrityError:
        raise Refused(VERSION_TAKEN()) from None
    PriceIndexValue.objects.bulk_create(
        PriceIndexValue(index=index, year=one.year, value=one.value, source=one.source) for one in levels
    )
    history.record("index.uploaded", about=partnership, by=by, version=index.version)
    return index

"""The partnership says what a word means here. The meaning before is kept with its period."""

from datetime import timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone

from samstyring.ground import history
from samstyring.ground.refusal import Refused, refuse_if
from samstyring.partnership.models import OwnWord
from samstyring.partnership.rules import wording


@transaction.atomic
def adopt(partnership, *, word, meaning, adopted_in, from_day, source, by):
    """Let a word mean this from a day, and return it."""
    refuse_if(
        wording.obstacles_to_adopting(
            partnership, word=word, meaning=meaning, from_day=from_day, by=by, today=timezone.localdate()
        )
    )
    before = partnership.own_words.filter(word__iexact=word, to_day__isnull=True)
    before.update(to_day=from_day - timedelta(days=1))
    try:
        with transaction.atomic():
            adopted = OwnWord.objects.create(
                partnership=partnership, word=word, meaning=meaning, adopted_in=adopted_in, from_day=from_day,
                source=source,
            )  # fmt: skip
    except IntegrityError:
        raise Refused(wording.MEANT_SINCE(word=word, day=f"{from_day:%d.%m.%Y}")) from None
    history.record("word.adopted", about=partnership, by=by, word=adopted.pk)
    return adopted

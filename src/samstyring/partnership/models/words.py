"""The partnership's own words: what a term of the field means here, as it was adopted."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from samstyring.partnership.models.partnerships import Partnership
from samstyring.partnership.models.periods import Period


class OwnWord(Period):
    """A word and what it means in this partnership, from a day. A new meaning follows the old, which stands."""

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="own_words")
    word = models.CharField(_("ord"), max_length=80)
    meaning = models.TextField(_("betydning"), max_length=800)
    adopted_in = models.CharField(_("vedtatt i"), max_length=120, blank=True)
    source = models.CharField(_("kilde"), max_length=400, blank=True)

    class Meta(Period.Meta):
        ordering = ["word", "-from_day", "pk"]
        constraints = [
            *Period.Meta.constraints,
            models.UniqueConstraint(
                fields=["partnership", "word"], condition=Q(to_day__isnull=True), name="own_word_means_one_thing"
            ),
        ]

    def __str__(self):
        return self.word

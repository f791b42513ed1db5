"""Price indices: how the price of the same thing moves from year to year, as a table somebody can upload."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from samstyring.ground.models import StoredFile
from samstyring.partnership.models import Partnership, Person
from samstyring.portfolio.models.sheets import YEAR


class PriceIndex(models.Model):
    """One version of an index. Never edited; the newest version counts for what is reckoned from now on."""

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="price_indices")
    version = models.PositiveSmallIntegerField()
    name = models.CharField(_("navn"), max_length=120)
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+")
    uploaded_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    uploaded_at = models.DateTimeField(default=timezone.now)
    is_example = models.BooleanField(default=False)

    class Meta:
        ordering = ["-version"]
        constraints = [models.UniqueConstraint(fields=["partnership", "version"], name="price_index_version_once")]

    def __str__(self):
        return f"{self.name} ({self.version})"


class PriceIndexValue(models.Model):
    """The level of prices in one year, and where the number is from."""

    index = models.ForeignKey(PriceIndex, models.PROTECT, related_name="values")
    year = models.PositiveSmallIntegerField(validators=YEAR)
    value = models.DecimalField(max_digits=9, decimal_places=3)
    source = models.CharField(_("kilde"), max_length=250)

    class Meta:
        ordering = ["year"]
        constraints = [
            models.UniqueConstraint(fields=["index", "year"], name="price_index_year_once"),
            models.CheckConstraint(condition=Q(value__gt=0), name="price_index_above_nothing"),
        ]

    def __str__(self):
        return f"{self.year}: {self.value}"

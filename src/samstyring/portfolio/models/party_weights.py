"""What each party itself says the criteria weigh. Written once; the newest of a party counts."""

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from samstyring.partnership.models import Party, Person
from samstyring.portfolio.models.criteria import CriteriaSet, Criterion


class PartyWeightingQuerySet(models.QuerySet):
    def counting(self):
        """The newest of each party for each set of criteria."""
        newer = PartyWeighting.objects.filter(
            criteria_set=OuterRef("criteria_set"), party=OuterRef("party"), pk__gt=OuterRef("pk")
        )
        return self.filter(~Exists(newer)).order_by("party__order", "party")


class PartyWeighting(models.Model):
    """One party's own weights for a set of criteria, with where they come from."""

    criteria_set = models.ForeignKey(CriteriaSet, models.PROTECT, related_name="weightings")
    party = models.ForeignKey(Party, models.PROTECT, related_name="weightings")
    # Set where the secretariat writes for the party: what it read them from.
    source = models.CharField(_("kilde"), max_length=250, blank=True)
    given_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    given_at = models.DateTimeField(default=timezone.now)
    is_example = models.BooleanField(default=False)

    objects = PartyWeightingQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]

    def __str__(self):
        return f"{self.party}: {self.criteria_set}"


class PartyWeight(models.Model):
    """The weight of one criterion, as a share of the whole."""

    weighting = models.ForeignKey(PartyWeighting, models.PROTECT, related_name="weights")
    criterion = models.ForeignKey(Criterion, models.PROTECT, related_name="party_weights")
    weight = models.DecimalField(max_digits=5, decimal_places=4)

    class Meta:
        ordering = ["criterion__order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["weighting", "criterion"], name="party_weight_once"),
            models.CheckConstraint(condition=Q(weight__gte=0) & Q(weight__lte=1), name="party_weight_is_a_share"),
        ]

    def __str__(self):
        return f"{self.criterion}: {self.weight}"

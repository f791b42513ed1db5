"""People exist before they log in, and are separate from users."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class PersonQuerySet(models.QuerySet):
    def with_part_in(self, partnership):
        """Everybody who has, or has had, a role or a seat in the partnership."""
        return self.filter(
            Q(partnership_roles__partnership=partnership)
            | Q(party_roles__party__partnership=partnership)
            | Q(seats__forum__partnership=partnership)
        ).distinct()


class Person(models.Model):
    """Somebody with a role in a partnership. The account comes later, or never."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="person"
    )
    name = models.CharField(_("navn"), max_length=120)
    email = models.EmailField(_("e-post"), blank=True)

    objects = PersonQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "people"
        ordering = ["name", "pk"]

    def __str__(self):
        return self.name

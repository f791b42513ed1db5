"""Temporary and project groups: forums with a purpose of their own that are meant to end, and what they leave."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from samstyring.ground.models import StoredFile
from samstyring.partnership.models.areas import Area
from samstyring.partnership.models.forums import Forum
from samstyring.partnership.models.mandates import Mandate
from samstyring.partnership.models.people import Person


class TemporaryGroupQuerySet(models.QuerySet):
    def visible_to(self, person):
        return self.filter(forum__in=Forum.objects.visible_to(person))


class TemporaryGroup(models.Model):
    """What a group that is meant to end is for. The day it ends stands on its forum; what ends it may stand here.

    It inherits the mandate it works on from the forum that set it up.
    """

    forum = models.OneToOneField(Forum, models.PROTECT, related_name="temporary")
    purpose = models.TextField(_("formål"))
    mandate = models.ForeignKey(Mandate, models.PROTECT, null=True, blank=True, related_name="+")
    serves = models.CharField(_("arbeider for"), max_length=200, blank=True)
    area = models.ForeignKey(Area, models.PROTECT, null=True, blank=True, related_name="temporary_groups")
    ends_when = models.CharField(_("avsluttes når"), max_length=200, blank=True)
    set_up_in = models.CharField(_("oppnevnt i"), max_length=160, blank=True)
    ended_in = models.CharField(_("avsluttet i"), max_length=160, blank=True)
    source = models.CharField(_("kilde"), max_length=400, blank=True)
    is_example = models.BooleanField(default=False)

    objects = TemporaryGroupQuerySet.as_manager()

    class Meta:
        ordering = ["forum__order", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(purpose=""), name="temporary_group_has_a_purpose"),
        ]

    def __str__(self):
        return self.forum.name

    def get_absolute_url(self):
        return reverse("partnership:temporary_group", args=[self.forum.partnership.key, self.forum.key])


class GroupDelivery(models.Model):
    """Something a temporary group has delivered: a report, a recommendation, a plan. Written once."""

    group = models.ForeignKey(TemporaryGroup, models.PROTECT, related_name="deliveries")
    delivered_on = models.DateField(_("levert"))
    title = models.CharField(_("hva"), max_length=200)
    words = models.TextField(_("kort om det"), blank=True)
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+")
    link = models.URLField(_("lenke"), max_length=400, blank=True)
    recorded_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name_plural = "group deliveries"
        ordering = ["-delivered_on", "-pk"]

    def __str__(self):
        return self.title

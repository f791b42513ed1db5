"""The follow-up list: who does what by when after a decision, and what they report back."""

from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from samstyring.casework.models.cases import Case
from samstyring.casework.models.decisions import Decision
from samstyring.partnership.models import Party, Person


class Progress(models.TextChoices):
    """How far those responsible have come, as they report it."""

    STARTED = "started", _("i gang")
    DONE = "done", _("gjort")
    DROPPED = "dropped", _("gjøres ikke")


FINISHED = (Progress.DONE, Progress.DROPPED)


class FollowUpQuerySet(models.QuerySet):
    def visible_to(self, person):
        return self.filter(decision__case__in=Case.objects.visible_to(person))

    def public(self):
        return self.filter(decision__in=Decision.objects.public())

    def with_progress(self):
        """Each with the newest report's word on it, or nothing where nobody has reported."""
        newest = FollowUpReport.objects.filter(follow_up=OuterRef("pk")).order_by("-reported_at", "-pk")
        return self.annotate(progress=Subquery(newest.values("progress")[:1]))

    def unfinished(self):
        return self.with_progress().filter(Q(progress__isnull=True) | Q(progress=Progress.STARTED))

    def finished(self):
        return self.with_progress().filter(progress__in=FINISHED)

    def late(self, on):
        return self.unfinished().filter(due_on__lt=on)

    def resting_on(self, *, person, parties):
        """Those a person, or one of these parties, is to do."""
        return self.filter(Q(person=person) | Q(party__in=parties))


class FollowUp(models.Model):
    """Something to be done after a decision, by a party or a person, within a day."""

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="follow_ups")
    text = models.CharField(_("hva som skal gjøres"), max_length=500)
    party = models.ForeignKey(
        Party, models.PROTECT, null=True, blank=True, related_name="follow_ups", verbose_name=_("ansvarlig part")
    )
    person = models.ForeignKey(
        Person,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="follow_ups",
        verbose_name=_("ansvarlig person"),
    )
    due_on = models.DateField(_("frist"))
    noted_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    noted_at = models.DateTimeField(default=timezone.now)

    objects = FollowUpQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(party__isnull=False) | Q(person__isnull=False), name="follow_up_has_somebody"
            ),
            models.CheckConstraint(condition=~Q(text=""), name="follow_up_says_what"),
        ]

    def __str__(self):
        return self.text

    def get_absolute_url(self):
        return reverse("casework:follow_up", args=[self.decision.case.partnership.key, self.pk])

    @property
    def responsible(self):
        """`Sjø kommune, Pål`, or the one of them that is named."""
        return ", ".join(str(one) for one in (self.party, self.person) if one)


class FollowUpReport(models.Model):
    """What those responsible reported back. Written once; the newest tells how it stands."""

    follow_up = models.ForeignKey(FollowUp, models.PROTECT, related_name="reports")
    progress = models.CharField(_("status"), max_length=10, choices=Progress)
    words = models.TextField(_("hva er gjort"))
    reported_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    reported_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-reported_at", "-pk"]
        constraints = [models.CheckConstraint(condition=~Q(words=""), name="follow_up_report_has_words")]

    def __str__(self):
        return f"{self.follow_up_id}: {self.get_progress_display()}"

"""The text of an agreement in versions, and what was corrected in how the agreement is registered."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from samstyring.ground.models import StoredFile
from samstyring.partnership.models.agreements import Agreement
from samstyring.partnership.models.people import Person


class AgreementTextQuerySet(models.QuerySet):
    def visible_to(self, person):
        return self.filter(agreement__in=Agreement.objects.visible_to(person))

    def public(self):
        return self.filter(is_public=True)


class AgreementText(models.Model):
    """One version of what the parties sign. It is never written over: a new version follows it."""

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="texts")
    version = models.PositiveSmallIntegerField()
    dated_on = models.DateField(_("datert"))
    words = models.TextField(_("hva versjonen sier, eller hva som er nytt"))
    decided_in = models.CharField(_("bestemt i"), max_length=160, blank=True)
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+")
    link = models.URLField(_("lenke"), max_length=400, blank=True)
    is_public = models.BooleanField(_("vises på de åpne sidene"), default=False)
    source = models.CharField(_("kilde"), max_length=400, blank=True)
    is_example = models.BooleanField(default=False)
    written_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    written_at = models.DateTimeField(default=timezone.now)

    objects = AgreementTextQuerySet.as_manager()

    class Meta:
        ordering = ["agreement", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "version"], name="agreement_text_version_once"),
            models.CheckConstraint(
                # What follows a version that stands was decided somewhere.
                condition=Q(version=1) | ~Q(decided_in=""),
                name="agreement_text_is_decided",
            ),
        ]

    def __str__(self):
        return _("%(agreement)s, versjon %(version)s") % {"agreement": self.agreement, "version": self.version}

    def get_absolute_url(self):
        return (
            f"{reverse('partnership:agreement', args=[self.agreement.partnership.key, self.agreement_id])}#tekst"
        )


class AgreementCorrection(models.Model):
    """Something in how an agreement or a step was registered was wrong. The old words are kept. Written once."""

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="corrections")
    # Empty where the agreement itself is corrected.
    step = models.ForeignKey(
        "partnership.AgreementStep", models.PROTECT, null=True, blank=True, related_name="corrections"
    )
    field = models.CharField(max_length=20)
    before = models.TextField(_("sto som"), blank=True)
    after = models.TextField(_("står nå som"), blank=True)
    reason = models.TextField(_("begrunnelse"))
    # The decision to correct, where what was agreed is touched after signing.
    decided_in = models.CharField(_("rettet i"), max_length=160, blank=True)
    decided_on = models.DateField(_("vedtatt"), null=True, blank=True)
    corrected_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    corrected_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-corrected_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="agreement_correction_says_why"),
            models.CheckConstraint(
                condition=(Q(decided_in="") & Q(decided_on__isnull=True))
                | (~Q(decided_in="") & Q(decided_on__isnull=False)),
                name="agreement_correction_decided_somewhere",
            ),
        ]

    def __str__(self):
        return f"{self.agreement}: {self.field}"

"""The register of governing documents: routines, guidelines and the like, in versions that stand."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from samstyring.ground.models import StoredFile
from samstyring.partnership.models.forums import Forum
from samstyring.partnership.models.partnerships import CaseKind, Partnership
from samstyring.partnership.models.people import Person


class OfPartnershipQuerySet(models.QuerySet):
    def visible_to(self, person):
        return self.filter(partnership__in=Partnership.objects.visible_to(person))


class GoverningDocument(models.Model):
    """Something the partnership has adopted to be steered by. Mandates stand in the same register by themselves."""

    class Kind(models.TextChoices):
        AGREEMENT = "agreement", _("avtale")
        GUIDELINE = "guideline", _("retningslinjer")
        ROUTINE = "routine", _("rutine")
        STRATEGY = "strategy", _("strategi")
        PROGRAMME = "programme", _("handlingsprogram")
        OTHER = "other", _("annet")

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="governing_documents")
    title = models.CharField(_("tittel"), max_length=200)
    kind = models.CharField(_("slag"), max_length=12, choices=Kind)
    forums = models.ManyToManyField(Forum, related_name="governing_documents", blank=True)
    # Linked where cases of these kinds are prepared and treated.
    case_kinds = models.ManyToManyField(CaseKind, related_name="governing_documents", blank=True)

    objects = OfPartnershipQuerySet.as_manager()

    class Meta:
        ordering = ["title", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["partnership", "title"], name="governing_document_titled_once")
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("partnership:document", args=[self.partnership.key, self.pk])

    @property
    def newest(self):
        """The newest version; asks nothing when the versions are fetched beforehand."""
        return max(self.versions.all(), key=lambda version: version.version, default=None)


class DocumentVersion(models.Model):
    """One version of a governing document as it was adopted. It is never written over: a new one follows it."""

    document = models.ForeignKey(GoverningDocument, models.PROTECT, related_name="versions")
    version = models.PositiveSmallIntegerField()
    adopted_on = models.DateField(_("vedtatt"), null=True, blank=True)
    adopter = models.ForeignKey(Forum, models.PROTECT, null=True, blank=True, related_name="+")
    adopted_in = models.CharField(_("vedtatt i"), max_length=120, blank=True)
    effective_from = models.DateField(_("gjelder fra"), null=True, blank=True)
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+")
    link = models.URLField(_("lenke"), max_length=400, blank=True)
    missing = models.CharField(_("hvorfor teksten mangler"), max_length=250, blank=True)
    source = models.CharField(_("kilde"), max_length=400, blank=True)
    written_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    written_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-version"]
        constraints = [
            models.UniqueConstraint(fields=["document", "version"], name="document_version_once"),
            models.CheckConstraint(
                condition=Q(file__isnull=False) | ~Q(link="") | ~Q(missing=""),
                name="document_version_has_text_or_says_why_not",
            ),
        ]

    def __str__(self):
        return f"{self.document}, {self.version}"

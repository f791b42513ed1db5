"""A case a member asks the secretariat to put to a forum, and the answer."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from samstyring.casework.models.cases import Case, Purpose
from samstyring.ground.money import Vat, mnok_field
from samstyring.partnership.models import CaseKind, Forum, Partnership, PartnershipRole, Person


class CaseProposalQuerySet(models.QuerySet):
    def visible_to(self, person):
        """All with a part in the partnership; what is to be closed only for its author and the secretariat."""
        if person is None:
            return self.none()
        kinds = PartnershipRole.Kind.SECRETARIAT, PartnershipRole.Kind.ADMINISTRATOR
        serves = PartnershipRole.objects.on(timezone.localdate()).filter(person=person, kind__in=kinds)
        mine = self.filter(partnership__in=Partnership.objects.visible_to(person))
        return mine.filter(
            Q(closed_basis="") | Q(proposed_by=person) | Q(partnership__in=serves.values("partnership"))
        )

    def unanswered(self):
        return self.filter(answered_on__isnull=True)


class CaseProposal(models.Model):
    """What a member proposed for a forum that takes cases from the secretariat only, as it was written."""

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="case_proposals")
    forum = models.ForeignKey(Forum, models.PROTECT, related_name="case_proposals")
    purpose = models.CharField(_("formål"), max_length=14, choices=Purpose, blank=True)
    kind = models.ForeignKey(CaseKind, models.PROTECT, related_name="+")
    title = models.CharField(_("tittel"), max_length=250)
    public_title = models.CharField(_("offentlig tittel"), max_length=250, blank=True)
    closed_basis = models.CharField(_("unntatt offentlighet etter"), max_length=160, blank=True)
    amount_mnok = mnok_field(null=True, blank=True, verbose_name=_("beløp (mill. kr)"))
    amount_vat = models.CharField(_("mva."), max_length=4, choices=Vat, blank=True)
    why = models.TextField(_("hvorfor saken bør tas opp"), blank=True)
    proposed_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    proposed_on = models.DateField()
    # Either the case it became, or the words of why it did not become one.
    case = models.OneToOneField(Case, models.PROTECT, null=True, blank=True, related_name="proposal")
    answer = models.TextField(_("svar"), blank=True)
    answered_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    answered_on = models.DateField(null=True, blank=True)

    objects = CaseProposalQuerySet.as_manager()

    class Meta:
        ordering = ["-proposed_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_on__isnull=True, case__isnull=True, answer="")
                | (Q(answered_on__isnull=False) & (Q(case__isnull=False) | ~Q(answer=""))),
                name="proposal_answered_with_case_or_words",
            )
        ]

    # What a case that is opened from it takes over.
    OF_CASE = ("kind", "title", "public_title", "closed_basis", "amount_mnok", "amount_vat")

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("casework:proposal", args=[self.partnership.key, self.pk])

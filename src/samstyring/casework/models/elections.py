"""Elections: who is proposed for which seat, and the decision that seats them."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from samstyring.casework.models.cases import Case
from samstyring.casework.models.decisions import Decision
from samstyring.partnership.models import Forum, Party, Person, SeatType

# A forum has one of each of these; of the others it has as many as are chosen.
ONE_OF_EACH = (SeatType.LEADER, SeatType.DEPUTY_LEADER)


class ElectionQuerySet(models.QuerySet):
    def visible_to(self, person):
        return self.filter(case__in=Case.objects.visible_to(person))


class Election(models.Model):
    """A case in which a forum chooses who shall sit in a forum from a day. The decision gives the seats."""

    case = models.OneToOneField(Case, models.PROTECT, related_name="election")
    forum = models.ForeignKey(Forum, models.PROTECT, related_name="elections")
    # Who chooses: the forum itself, the one that owns it, or a council.
    chosen_by = models.ForeignKey(Forum, models.PROTECT, related_name="elections_held")
    from_day = models.DateField(_("fra og med"))
    to_day = models.DateField(_("til og med"), null=True, blank=True)
    decision = models.OneToOneField(Decision, models.PROTECT, null=True, blank=True, related_name="election")

    objects = ElectionQuerySet.as_manager()

    class Meta:
        ordering = ["-from_day", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(to_day__isnull=True) | Q(to_day__gte=F("from_day")), name="election_period_in_order"
            )
        ]

    def __str__(self):
        return str(self.case)


class Candidate(models.Model):
    """Somebody proposed for a seat in an election."""

    election = models.ForeignKey(Election, models.PROTECT, related_name="candidates")
    person = models.ForeignKey(Person, models.PROTECT, related_name="candidacies")
    party = models.ForeignKey(Party, models.PROTECT, null=True, blank=True, related_name="+")
    kind = models.CharField(_("plass"), max_length=16, choices=SeatType)
    is_chosen = models.BooleanField(_("valgt"), default=False)

    class Meta:
        ordering = ["kind", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["election", "person", "kind"], name="candidate_once_for_a_seat"),
            models.UniqueConstraint(
                fields=["election", "kind"],
                condition=Q(is_chosen=True, kind__in=ONE_OF_EACH),
                name="one_chosen_leader_and_deputy",
            ),
        ]

    def __str__(self):
        return f"{self.person}: {self.get_kind_display()}"

"""Forums and the seats in them."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from samstyring.partnership.models.parties import Party
from samstyring.partnership.models.partnerships import Partnership
from samstyring.partnership.models.people import Person
from samstyring.partnership.models.periods import Period, PeriodQuerySet


class ForumQuerySet(PeriodQuerySet):
    def visible_to(self, person):
        if person is None:
            return self.none()
        return self.filter(partnership__in=Partnership.objects.visible_to(person))

    def public(self):
        return self

    def for_step(self, step):
        return self.filter(board_step=step)


class Forum(Period):
    """A body that meets: steering group, priority council, working group, board.

    Forums succeed one another and their history stays readable across: the council shows what the
    administrative coordination group did before it.
    """

    class Kind(models.TextChoices):
        STEERING = "steering", _("styringsgruppe")
        POLITICAL_ANNUAL = "political_annual", _("politisk styringsgruppe")
        PRIORITY = "priority", _("prioriteringsråd")
        COORDINATION = "coordination", _("samordningsfunksjon")
        WORKING_GROUP = "working_group", _("arbeidsgruppe")
        BOARD = "board", _("styre")
        COUNCIL = "council", _("representantskap")
        COORDINATION_GROUP = "coordination_group", _("koordineringsgruppe")
        ADVISORY_GROUP = "advisory_group", _("rådgivende gruppe")
        SECRETARIAT = "secretariat", _("sekretariat")
        PROJECT_GROUP = "project_group", _("prosjektgruppe")
        NETWORK = "network", _("nettverk")

    class Step(models.TextChoices):
        """The step of the four-step board that the forum's mandate gives it."""

        UNDERSTAND = "understand", _("forstå behovet")
        COORDINATE = "coordinate", _("samordne og vurdere")
        PRIORITISE = "prioritise", _("prioritere og balansere")
        ADOPT = "adopt", _("vedta")
        NONE = "", _("ingen")

    class Submitters(models.TextChoices):
        """Who may put a case to the forum."""

        SECRETARIAT = "secretariat", _("sekretariatet")
        ANYONE = "anyone", _("alle med plass i et forum")

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="forums")
    key = models.SlugField()
    name = models.CharField(_("navn"), max_length=120)
    kind = models.CharField(_("slag"), max_length=20, choices=Kind)
    order = models.PositiveSmallIntegerField(default=0)
    board_step = models.CharField(max_length=12, choices=Step, default=Step.NONE, blank=True)
    submitters = models.CharField(max_length=12, choices=Submitters, default=Submitters.SECRETARIAT)
    owner = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="owned")
    prepares_for = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="preparers")
    predecessors = models.ManyToManyField("self", symmetrical=False, related_name="successors", blank=True)
    # Papers and meetings are open to all unless a case or an item says otherwise.
    is_open = models.BooleanField(_("møter og papirer er offentlige"), default=False)
    area = models.CharField(_("geografisk område"), max_length=120, blank=True)
    source = models.TextField(blank=True)

    objects = ForumQuerySet.as_manager()

    class Meta(Period.Meta):
        ordering = ["order", "pk"]
        constraints = [
            *Period.Meta.constraints,
            models.UniqueConstraint(fields=["partnership", "key"], name="forum_once"),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("partnership:forum", args=[self.partnership.key, self.key])

    def mandate_on(self, day):
        """The mandate in force on this day, or None. A forum without one can conclude nothing new."""
        in_force = [mandate for mandate in self.mandates.all() if mandate.is_in_force_on(day)]
        return max(in_force, key=lambda mandate: (mandate.effective_from, mandate.version), default=None)

    def with_predecessors(self):
        """This forum and all that came before it, so that history reads across."""
        seen, waiting = [], [self]
        while waiting:
            forum = waiting.pop(0)
            if forum not in seen:
                seen.append(forum)
                waiting.extend(forum.predecessors.all())
        return seen


class SeatType(models.TextChoices):
    LEADER = "leader", _("leder")
    DEPUTY_LEADER = "deputy_leader", _("nestleder")
    MEMBER = "member", _("medlem")
    DEPUTY = "deputy", _("vara")
    OBSERVER = "observer", _("observatør")
    SECRETARY = "secretary", _("sekretær")
    OBLIGED = "obliged", _("møteplikt")


VOTING_SEATS = (SeatType.LEADER, SeatType.DEPUTY_LEADER, SeatType.MEMBER, SeatType.DEPUTY)


class SeatQuerySet(PeriodQuerySet):
    def voting(self):
        return self.filter(kind__in=VOTING_SEATS, party__isnull=False)


class Seat(Period):
    """A place in a forum, for a party or for none, held by a person from a day to a day.

    A seat may be known before its holder is: "byråd for byutvikling" without a person.
    """

    forum = models.ForeignKey(Forum, models.PROTECT, related_name="seats")
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="seats")
    party = models.ForeignKey(Party, models.PROTECT, null=True, blank=True, related_name="seats")
    kind = models.CharField(_("plass"), max_length=16, choices=SeatType)
    title = models.CharField(_("stilling"), max_length=120, blank=True)
    source = models.TextField(blank=True)

    objects = SeatQuerySet.as_manager()

    class Meta(Period.Meta):
        ordering = ["pk"]
        constraints = [
            *Period.Meta.constraints,
            models.CheckConstraint(
                condition=Q(person__isnull=False) | ~Q(title=""), name="seat_has_holder_or_title"
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}, {self.forum}"

    @property
    def votes(self):
        return self.kind in VOTING_SEATS and self.party_id is not None

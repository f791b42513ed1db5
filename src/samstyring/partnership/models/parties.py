"""Parties: the sovereign bodies that signed, and who acts for them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from samstyring.partnership.models.partnerships import Partnership
from samstyring.partnership.models.people import Person
from samstyring.partnership.models.periods import Period, PeriodQuerySet


class Party(Period):
    """A public body that is, was, or is not a party; its membership has a first and a last day.

    A merger or a new name is a new party with the old one as predecessor (Fjell and Sund → Øygarden).
    """

    class Kind(models.TextChoices):
        STATE = "state", _("stat")
        COUNTY = "county", _("fylkeskommune")
        MUNICIPALITY = "municipality", _("kommune")
        REGION = "region", _("region av kommuner")
        OTHER = "other", _("annen")

    class Adoption(models.TextChoices):
        """How the party finally says yes to a programme."""

        LOCAL = "local", _("politisk behandling")
        CONFIRM = "confirm", _("bekreftelse")
        NONE = "none", _("behandler ikke")

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="parties")
    key = models.SlugField()
    name = models.CharField(_("navn"), max_length=160)
    short = models.CharField(_("kortnavn"), max_length=60)
    kind = models.CharField(_("slag"), max_length=16, choices=Kind)
    orgnr = models.CharField(_("organisasjonsnummer"), max_length=9, blank=True)
    is_member = models.BooleanField(_("er part i avtalen"), default=True)
    adoption = models.CharField(max_length=8, choices=Adoption, default=Adoption.NONE)
    political_body = models.CharField(_("organ som behandler"), max_length=120, blank=True)
    predecessors = models.ManyToManyField("self", symmetrical=False, related_name="successors", blank=True)
    order = models.PositiveSmallIntegerField(default=0)
    source = models.TextField(blank=True)

    objects = PeriodQuerySet.as_manager()

    class Meta(Period.Meta):
        verbose_name_plural = "parties"
        ordering = ["order", "pk"]
        constraints = [
            *Period.Meta.constraints,
            models.UniqueConstraint(fields=["partnership", "key"], name="party_once"),
        ]

    def __str__(self):
        return self.name


class PartyRole(Period):
    """A person who acts for a party without a seat in any forum."""

    class Kind(models.TextChoices):
        ADMINISTRATOR = "administrator", _("partens administrator")
        OFFICER = "officer", _("saksbehandler")
        CLERK = "clerk", _("partens sekretær")

    party = models.ForeignKey(Party, models.PROTECT, related_name="roles")
    person = models.ForeignKey(Person, models.PROTECT, related_name="party_roles")
    kind = models.CharField(max_length=16, choices=Kind)
    title = models.CharField(max_length=120, blank=True)

    class Meta(Period.Meta):
        ordering = ["kind", "pk"]

    def __str__(self):
        return f"{self.person}: {self.get_kind_display()}, {self.party}"

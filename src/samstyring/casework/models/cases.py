"""Cases and the papers they rest on."""

import re

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from samstyring.ground.models import StoredFile
from samstyring.ground.money import Vat, mnok_field
from samstyring.partnership.models import CaseKind, Forum, Partnership, PartnershipRole, PartyRole, Person, Seat


class Purpose(models.TextChoices):
    """What is asked of a forum when a case comes to it."""

    INFORMATION = "information", _("orientering")
    DISCUSSION = "discussion", _("drøfting")
    ADVICE = "advice", _("råd")
    RECOMMENDATION = "recommendation", _("innstilling")
    DECISION = "decision", _("vedtak")


class CaseQuerySet(models.QuerySet):
    def visible_to(self, person):
        """All with a part in the partnership; closed cases only for those they are opened to."""
        if person is None:
            return self.none()
        mine = self.filter(partnership__in=Partnership.objects.visible_to(person))
        return mine.filter(Q(closed_basis="") | Q(pk__in=Case.objects.entitling(person).values("pk")))

    def entitling(self, person):
        """Cases whose closed papers a person may read today: an ended seat or role opens nothing."""
        if person is None:
            return self.none()
        today = timezone.localdate()
        kinds = PartnershipRole.Kind.SECRETARIAT, PartnershipRole.Kind.ADMINISTRATOR
        serves = PartnershipRole.objects.on(today).filter(person=person, kind__in=kinds).values("partnership")
        seats = Seat.objects.on(today).filter(person=person)
        sits = seats.values("forum")
        at_home = PartyRole.objects.on(today).filter(person=person).values("party__partnership")
        answers_for = PartyRole.objects.on(today).filter(person=person).values("party")
        takes_part = Q(partnership__in=seats.values("forum__partnership")) | Q(partnership__in=at_home)
        return self.filter(
            Q(partnership__in=serves)
            | (Q(responsible=person) & takes_part)
            | Q(items__forum__in=sits)
            | Q(flow__forum__in=sits)
            | Q(decisions__forum__in=sits)
            # Whoever is asked to answer for a party must be able to read what it answers on.
            | Q(affected__requests__isnull=False, affected__party__in=answers_for)
        ).distinct()

    def matching(self, text):
        """Cases with these words in a title, or with this number: `87/23`."""
        text = text.strip()
        number = re.fullmatch(r"(?:sak\s*)?(\d{1,6})\s*/\s*(\d{2}|\d{4})", text, re.IGNORECASE)
        if number:
            year = int(number[2]) if len(number[2]) == 4 else 2000 + int(number[2])
            return self.filter(numbers__sequence=int(number[1]), numbers__year=year).distinct()
        # SQLite folds the case of a-z only, so words with æ, ø and å are tried both ways.
        found = Q()
        for spelling in {text, text.lower(), text.capitalize()}:
            found |= Q(title__icontains=spelling) | Q(public_title__icontains=spelling)
        return self.filter(found)

    def passing(self, forums):
        """Cases that these forums have on their road, on an agenda, or have concluded."""
        return self.filter(
            Q(flow__forum__in=forums) | Q(items__forum__in=forums) | Q(decisions__forum__in=forums)
        ).distinct()

    def last_treated_first(self):
        last = models.Max("decisions__decided_on")
        return self.annotate(treated_on=last).order_by(F("treated_on").desc(nulls_last=True), "-pk")

    def public(self):
        """Cases that have been called to, or treated in, an open forum and are not closed."""
        return self.filter(
            closed_basis="", items__meeting__status__in=("called", "held"), items__forum__is_open=True
        ).distinct()


class Case(models.Model):
    """A matter to be treated. A case is about something, and never points up at what it is about."""

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="cases")
    kind = models.ForeignKey(CaseKind, models.PROTECT, related_name="cases", verbose_name=_("sakstype"))
    title = models.CharField(_("tittel"), max_length=250)
    public_title = models.CharField(_("offentlig tittel"), max_length=250, blank=True)
    created_on = models.DateField()
    responsible = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="cases", verbose_name=_("ansvarlig")
    )
    closed_basis = models.CharField(
        _("unntatt offentlighet etter"),
        max_length=160,
        blank=True,
        help_text=_("Hjemmelen, for eksempel «offentleglova § 23». Tomt felt betyr at saken er offentlig."),
    )
    amount_mnok = mnok_field(null=True, blank=True, verbose_name=_("beløp (mill. kr)"))
    amount_vat = models.CharField(_("mva."), max_length=4, choices=Vat, blank=True)
    source = models.TextField(blank=True)
    # What the sources do not tell about a case taken over from before.
    missing = models.CharField(max_length=300, blank=True)
    is_example = models.BooleanField(default=False)

    objects = CaseQuerySet.as_manager()

    class Meta:
        ordering = ["-created_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(amount_mnok__isnull=True) | Q(amount_mnok__gte=0), name="case_amount_not_negative"
            )
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("casework:case", args=[self.partnership.key, self.pk])

    @property
    def open_title(self):
        """The title the public may read."""
        return self.public_title or (_("Unntatt offentlighet") if self.closed_basis else self.title)

    @property
    def latest_paper(self):
        return self.papers.order_by("-version").first()


class CaseRelation(models.Model):
    """A case refers to another, in a stated way."""

    class Kind(models.TextChoices):
        REFERS = "refers", _("viser til")
        FOLLOWS = "follows", _("følger opp")
        REPLACES = "replaces", _("erstatter")

    case = models.ForeignKey(Case, models.PROTECT, related_name="relations")
    other = models.ForeignKey(Case, models.PROTECT, related_name="referred_by")
    kind = models.CharField(max_length=10, choices=Kind)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["case", "other", "kind"], name="case_relation_once"),
            models.CheckConstraint(condition=~Q(case=F("other")), name="case_not_related_to_itself"),
        ]

    def __str__(self):
        return f"{self.case_id} {self.kind} {self.other_id}"


class CaseNumber(models.Model):
    """The number a forum gave a case in a year: Sak 87/23. Another forum gives it another."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="numbers")
    forum = models.ForeignKey(Forum, models.PROTECT, related_name="case_numbers")
    year = models.PositiveSmallIntegerField()
    sequence = models.PositiveIntegerField()
    # As it was written where it was found, when it differs.
    raw = models.CharField(max_length=40, blank=True)

    class Meta:
        ordering = ["year", "sequence"]
        constraints = [
            models.UniqueConstraint(fields=["forum", "year", "sequence"], name="case_number_once_per_forum_year"),
            models.UniqueConstraint(fields=["case", "forum", "year"], name="one_number_per_case_forum_year"),
        ]

    def __str__(self):
        return f"{self.sequence}/{self.year % 100:02d}"


class FlowStep(models.Model):
    """A station on the planned road of a case: a forum with a purpose, or the parties at home."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="flow")
    order = models.PositiveSmallIntegerField()
    forum = models.ForeignKey(Forum, models.PROTECT, null=True, blank=True, related_name="+")
    purpose = models.CharField(max_length=16, choices=Purpose, blank=True)
    planned_on = models.DateField(null=True, blank=True)
    # The day the last party at home had done its part. What a forum did is told by its decisions instead.
    finished_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["case", "order"], name="flow_step_order_once"),
            models.CheckConstraint(
                condition=Q(forum__isnull=True) | Q(finished_on__isnull=True),
                name="only_parties_finish_a_flow_step",
            ),
        ]

    def __str__(self):
        return str(self.forum or _("partene lokalt"))


class PaperVersion(models.Model):
    """A version of the saksframlegg. Written once; a change is a new version."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="papers")
    version = models.PositiveSmallIntegerField()
    proposal = models.TextField(_("forslag til vedtak"), blank=True)
    background = models.TextField(_("bakgrunn"), blank=True)
    assessment = models.TextField(_("vurdering"), blank=True)
    economy = models.TextField(_("økonomi"), blank=True)
    change_note = models.CharField(_("hva er endret"), max_length=250, blank=True)
    author = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    written_at = models.DateTimeField(default=timezone.now)
    sha256 = models.CharField(max_length=64)

    SECTIONS = ("proposal", "background", "assessment", "economy")

    class Meta:
        ordering = ["case", "version"]
        constraints = [models.UniqueConstraint(fields=["case", "version"], name="paper_version_once")]

    def __str__(self):
        return f"v{self.version}"

    def sections(self):
        """(heading, text) for each section with words in it, in the order it is read."""
        fields = {name: self._meta.get_field(name) for name in self.SECTIONS}
        return [(field.verbose_name, getattr(self, name)) for name, field in fields.items() if getattr(self, name)]


class AttachmentQuerySet(models.QuerySet):
    def visible_to(self, person):
        """Open annexes of cases a person may see; closed ones only for those entitled to the case."""
        if person is None:
            return self.none()
        return self.filter(case__in=Case.objects.visible_to(person)).filter(
            Q(closed_basis="") | Q(case__in=Case.objects.entitling(person).values("pk"))
        )

    def public(self):
        return self.filter(closed_basis="", case__in=Case.objects.public())


class Attachment(models.Model):
    """A numbered annex (vedlegg 2a) to a case, in versions. The file may be missing, and then it says why."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="attachments")
    label = models.CharField(_("vedlegg"), max_length=20)
    title = models.CharField(_("tittel"), max_length=250)
    version = models.PositiveSmallIntegerField(default=1)
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+")
    missing = models.CharField(max_length=200, blank=True)
    closed_basis = models.CharField(_("unntatt offentlighet etter"), max_length=160, blank=True)
    added_at = models.DateTimeField(default=timezone.now)
    added_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")

    objects = AttachmentQuerySet.as_manager()

    class Meta:
        ordering = ["label", "version"]
        constraints = [
            models.UniqueConstraint(fields=["case", "label", "version"], name="attachment_version_once"),
            models.CheckConstraint(
                condition=Q(file__isnull=False) | ~Q(missing=""), name="attachment_has_file_or_says_why"
            ),
        ]

    def __str__(self):
        return f"{self.label}: {self.title}"

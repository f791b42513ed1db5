"""Meetings, their agendas, who was there, and the minutes."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from samstyring.casework.models.cases import Case, CaseNumber, PaperVersion, Purpose
from samstyring.partnership.models import Forum, Partnership, Party, Person, Seat


class MeetingQuerySet(models.QuerySet):
    def visible_to(self, person):
        if person is None:
            return self.none()
        return self.filter(partnership__in=Partnership.objects.visible_to(person))

    def public(self):
        """Meetings of open forums, once the call is sent; a cancelled one stays to be seen."""
        return self.filter(forums__is_open=True).exclude(status=Meeting.Status.PLANNED).distinct()


class Meeting(models.Model):
    """One forum, or several together, on a day."""

    class Status(models.TextChoices):
        PLANNED = "planned", _("planlagt")
        CALLED = "called", _("innkalt")
        HELD = "held", _("holdt")
        CANCELLED = "cancelled", _("avlyst")

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="meetings")
    forums = models.ManyToManyField(Forum, related_name="meetings")
    day = models.DateField(_("dato"))
    starts_at = models.TimeField(_("fra"), null=True, blank=True)
    ends_at = models.TimeField(_("til"), null=True, blank=True)
    place = models.CharField(_("sted"), max_length=160, blank=True)
    stream_url = models.URLField(_("direktesending"), blank=True)
    status = models.CharField(max_length=10, choices=Status, default=Status.PLANNED)
    called_at = models.DateTimeField(null=True, blank=True)
    called_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    status_reason = models.CharField(_("begrunnelse"), max_length=250, blank=True)
    # The day it was called or planned for first, where it was moved after that.
    moved_from = models.DateField(null=True, blank=True)
    note = models.TextField(blank=True)
    source = models.TextField(blank=True)
    is_example = models.BooleanField(default=False)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        ordering = ["day", "starts_at", "pk"]

    def __str__(self):
        return f"{self.day}"

    def get_absolute_url(self):
        return reverse("casework:meeting", args=[self.partnership.key, self.pk])

    @property
    def forum_names(self):
        return ", ".join(forum.name for forum in self.forums.all())

    @property
    def is_open(self):
        return any(forum.is_open for forum in self.forums.all())

    def hold_still(self):
        """Read the meeting anew and keep it from others until the act is done. For use in actions."""
        self.refresh_from_db(from_queryset=Meeting.objects.select_for_update())

    @property
    def agenda_is_locked(self):
        """Numbers and papers stand once the call is sent."""
        return self.status != self.Status.PLANNED


class AgendaItemQuerySet(models.QuerySet):
    def visible_to(self, person):
        if person is None:
            return self.none()
        return self.filter(
            Q(case__isnull=True, meeting__in=Meeting.objects.visible_to(person))
            | Q(case__in=Case.objects.visible_to(person))
        )

    def public(self):
        """Points of open meetings; a closed case shows only its public title and the legal basis."""
        return self.filter(meeting__in=Meeting.objects.public(), forum__is_open=True)


class AgendaItem(models.Model):
    """A point on the agenda of one meeting, for one of the forums that meet.

    Standing points (habilitet, eventuelt) have no case. The same case can meet several forums, and gets a
    number of its own in each.
    """

    class Standing(models.TextChoices):
        NONE = "", _("sak")
        CALL = "call", _("Godkjenning av innkalling og saksliste")
        IMPARTIALITY = "impartiality", _("Spørsmål om habilitet")
        MINUTES = "minutes", _("Godkjenning av protokoll")
        ANY_OTHER = "any_other", _("Eventuelt")
        OTHER = "other", _("annet punkt")

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="items")
    forum = models.ForeignKey(Forum, models.PROTECT, related_name="items")
    order = models.PositiveSmallIntegerField()
    standing = models.CharField(max_length=16, choices=Standing, default=Standing.NONE, blank=True)
    case = models.ForeignKey(Case, models.PROTECT, null=True, blank=True, related_name="items")
    number = models.ForeignKey(CaseNumber, models.PROTECT, null=True, blank=True, related_name="items")
    raw_number = models.CharField(max_length=40, blank=True)
    title = models.CharField(_("tittel"), max_length=250, blank=True)
    purpose = models.CharField(_("formål"), max_length=16, choices=Purpose, blank=True)
    # The version on the table, frozen when the call is sent.
    paper = models.ForeignKey(PaperVersion, models.PROTECT, null=True, blank=True, related_name="items")
    present_minutes = models.PositiveSmallIntegerField(_("minutter til presentasjon"), default=0)
    discuss_minutes = models.PositiveSmallIntegerField(_("minutter til drøfting"), default=0)
    note = models.TextField(_("notat til protokollen"), blank=True)
    # The day the case or its paper was sent, where that was after the call.
    sent_later_on = models.DateField(_("ettersendt"), null=True, blank=True)

    objects = AgendaItemQuerySet.as_manager()

    class Meta:
        ordering = ["order", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(case__isnull=False) | ~Q(standing=""), name="item_is_a_case_or_standing"
            ),
            models.UniqueConstraint(
                fields=["meeting", "forum", "case"],
                condition=Q(case__isnull=False),
                name="case_once_per_meeting",
            ),
        ]

    def __str__(self):
        return self.heading

    @property
    def heading(self):
        if self.case_id:
            return self.case.title
        return self.title or self.get_standing_display()

    @property
    def public_heading(self):
        return self.case.open_title if self.case_id else self.heading

    @property
    def number_text(self):
        """`Sak 87/23`, or the raw number of an agenda taken over as it was."""
        if self.number_id:
            return _("Sak %(number)s") % {"number": self.number}
        return self.raw_number

    @property
    def decision(self):
        """What stands: the newest decision that no correction has replaced."""
        for decision in self.decisions.all():
            if getattr(decision, "replaced_by", None) is None:
                return decision
        return None


class Attendance(models.Model):
    """A person's presence at a meeting, for a party or as observer."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="attendance")
    person = models.ForeignKey(Person, models.PROTECT, related_name="attendance")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="attendance")
    party = models.ForeignKey(Party, models.PROTECT, null=True, blank=True, related_name="+")
    present = models.BooleanField(default=False)

    class Meta:
        verbose_name_plural = "attendance"
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["meeting", "seat"], name="attendance_once_per_seat")]

    def __str__(self):
        return f"{self.person} {self.meeting}"


class Presence(models.Model):
    """Where presence at one item differs from the meeting's: somebody came in, went out, or was recused.

    The ground of a recusal is kept only as far as the minutes need it.
    """

    class Kind(models.TextChoices):
        IN = "in", _("til stede ved saken")
        OUT = "out", _("ikke til stede ved saken")
        RECUSED = "recused", _("inhabil, fratrådte")

    item = models.ForeignKey(AgendaItem, models.PROTECT, related_name="presence")
    attendance = models.ForeignKey(Attendance, models.PROTECT, related_name="presence")
    kind = models.CharField(max_length=8, choices=Kind)
    ground = models.CharField(_("grunnlag"), max_length=160, blank=True)

    class Meta:
        verbose_name_plural = "presence"
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["item", "attendance"], name="presence_once_per_item")]

    def __str__(self):
        return f"{self.attendance_id} {self.kind}"


class MinutesVersionQuerySet(models.QuerySet):
    def visible_to(self, person):
        return self.filter(meeting__in=Meeting.objects.visible_to(person))


class MinutesVersion(models.Model):
    """A version of the minutes. The first is drafted from the record; each change is a new version."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="minutes")
    version = models.PositiveSmallIntegerField()
    body = models.TextField(_("protokoll"))
    author = models.ForeignKey(Person, models.PROTECT, related_name="+")
    written_at = models.DateTimeField(default=timezone.now)
    approved_at = models.DateTimeField(null=True, blank=True)
    approved_in = models.ForeignKey(
        AgendaItem, models.PROTECT, null=True, blank=True, related_name="minutes_approved"
    )

    objects = MinutesVersionQuerySet.as_manager()

    class Meta:
        ordering = ["meeting", "version"]
        constraints = [models.UniqueConstraint(fields=["meeting", "version"], name="minutes_version_once")]

    def __str__(self):
        return f"v{self.version}"

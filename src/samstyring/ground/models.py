"""Tables that every room may stand on: events, stored files, analyses and what an account has chosen."""

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.core.validators import MaxValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class NeverChanged(models.QuerySet):
    """Rows that are written once. What is wrong is answered by a new row."""

    def update(self, **kwargs):
        raise TypeError("events are never changed")

    def delete(self):
        raise TypeError("events are never deleted")


class Event(models.Model):
    """Something that was done. Holds ids, hashes and field names; never names or free text.

    Content that the law says must go can then be destroyed while the event stays true.
    """

    kind = models.CharField(max_length=60)
    at = models.DateTimeField(default=timezone.now, db_index=True)
    facts = models.JSONField(default=dict)

    objects = NeverChanged.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self):
        return self.kind

    def save(self, *args, **kwargs):
        if self.pk is not None:
            raise TypeError("events are never changed")
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise TypeError("events are never deleted")


class EventSubject(models.Model):
    """What an event was about, who did it, and on whose behalf."""

    class Part(models.TextChoices):
        ABOUT = "about", _("gjelder")
        BY = "by", _("utført av")
        BEHALF = "behalf", _("på vegne av")

    event = models.ForeignKey(Event, models.PROTECT, related_name="subjects")
    part = models.CharField(max_length=8, choices=Part)
    content_type = models.ForeignKey(ContentType, models.PROTECT)
    object_id = models.BigIntegerField()
    subject = GenericForeignKey()

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["content_type", "object_id", "event"], name="event_subject")]

    def __str__(self):
        return f"{self.part} {self.content_type_id}:{self.object_id}"


class StoredFile(models.Model):
    """A file as it was received, known by its hash. The same bytes are kept once."""

    sha256 = models.CharField(max_length=64, unique=True)
    name = models.CharField(max_length=200)
    media_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    content = models.FileField(upload_to="%Y/%m")
    received_at = models.DateTimeField(default=timezone.now)

    def __str__(self):
        return self.name


class Analysis(models.Model):
    """A heavy calculation worked by a background task: what went in, how far it is, what came out."""

    class Status(models.TextChoices):
        WAITING = "waiting", _("venter på tur")
        RUNNING = "running", _("regner")
        DONE = "done", _("ferdig")
        IMPOSSIBLE = "impossible", _("lar seg ikke løse")
        FAILED = "failed", _("stoppet av en feil")
        CANCELLED = "cancelled", _("avbrutt")

    kind = models.CharField(max_length=40)
    status = models.CharField(max_length=12, choices=Status, default=Status.WAITING)
    progress = models.PositiveSmallIntegerField(default=0, validators=[MaxValueValidator(100)])
    stage = models.CharField(max_length=120, blank=True)
    problem = models.JSONField()
    result = models.JSONField(null=True)
    problem_sha256 = models.CharField(max_length=64)
    cancel_asked = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=timezone.now)
    started_at = models.DateTimeField(null=True)
    # When the worker last gave a sign of life. One that is silent for long is gone.
    heard_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name_plural = "analyses"
        ordering = ["-created_at", "-pk"]

    def __str__(self):
        return f"{self.kind} {self.pk}"

    @property
    def is_over(self):
        return self.status not in (self.Status.WAITING, self.Status.RUNNING)


class Preference(models.Model):
    """What the holder of an account has chosen for all devices."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="preference")
    language = models.CharField(_("språk"), max_length=8)

    def __str__(self):
        return f"{self.user}: {self.language}"

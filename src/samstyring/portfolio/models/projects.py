"""Projects, who answers for them, and their road over the four-step board."""

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from samstyring.casework.models import Case
from samstyring.partnership.models import Forum, Partnership, Party, Person
from samstyring.partnership.models.periods import Period


class ProjectQuerySet(models.QuerySet):
    def visible_to(self, person):
        if person is None:
            return self.none()
        return self.filter(partnership__in=Partnership.objects.visible_to(person))

    def public(self):
        """The project catalogue is published, funded or not."""
        return self


class Project(models.Model):
    """A measure somebody wants money for, from idea to finished. What is said about it stands on its sheet."""

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="projects")
    key = models.CharField(max_length=20)
    name = models.CharField(_("navn"), max_length=200)
    owner = models.ForeignKey(
        Party, models.PROTECT, null=True, blank=True, related_name="projects", verbose_name=_("prosjekteier")
    )
    owner_raw = models.CharField(max_length=160, blank=True)
    # The forum whose area the project lies in: a sheet in Askøy lands with Arbeidsgruppe Vest.
    home_forum = models.ForeignKey(Forum, models.PROTECT, null=True, blank=True, related_name="projects")
    # A plan or a study is paid for like a measure, and measures grow from it.
    is_plan = models.BooleanField(_("plan eller utredning"), default=False)
    grown_from = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="grown", verbose_name=_("vokst fram av")
    )
    source = models.TextField(blank=True)
    is_example = models.BooleanField(default=False)

    objects = ProjectQuerySet.as_manager()

    class Meta:
        ordering = ["key"]
        constraints = [
            models.UniqueConstraint(fields=["partnership", "key"], name="project_key_once"),
            models.CheckConstraint(
                condition=Q(grown_from__isnull=True) | ~Q(grown_from=models.F("pk")),
                name="project_grows_from_another",
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("portfolio:project", args=[self.partnership.key, self.key])


class ProjectRole(Period):
    """Who owns or builds a project, from a day to a day: a party, a person, or an executor outside the parties."""

    class Kind(models.TextChoices):
        OWNER = "owner", _("prosjekteier")
        BUILDER = "builder", _("byggherre")
        EXECUTOR = "executor", _("utfører")

    project = models.ForeignKey(Project, models.PROTECT, related_name="roles")
    kind = models.CharField(max_length=10, choices=Kind)
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="project_roles")
    party = models.ForeignKey(Party, models.PROTECT, null=True, blank=True, related_name="+")
    name = models.CharField(max_length=160, blank=True)

    class Meta(Period.Meta):
        ordering = ["kind", "pk"]

    def __str__(self):
        return f"{self.get_kind_display()}: {self.person or self.party or self.name}"


class SubmissionQuerySet(models.QuerySet):
    def visible_to(self, person):
        return self.filter(project__in=Project.objects.visible_to(person))

    def newest(self):
        """The last time each project was put before a forum."""
        later = Submission.objects.filter(project=OuterRef("project"), pk__gt=OuterRef("pk"))
        return self.filter(~Exists(later))


class Submission(models.Model):
    """A sheet put before a forum. Moving over the board is an act, with a reason and an answer."""

    class Answer(models.TextChoices):
        OPEN = "", _("til behandling")
        FORWARDED = "forwarded", _("sendt videre")
        RETURNED = "returned", _("sendt tilbake")

    project = models.ForeignKey(Project, models.PROTECT, related_name="submissions")
    sheet = models.ForeignKey("portfolio.SheetVersion", models.PROTECT, related_name="submissions")
    forum = models.ForeignKey(Forum, models.PROTECT, related_name="submissions")
    case = models.ForeignKey(Case, models.PROTECT, null=True, blank=True, related_name="submissions")
    submitted_at = models.DateTimeField(default=timezone.now)
    submitted_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    answer = models.CharField(max_length=10, choices=Answer, default=Answer.OPEN, blank=True)
    reason = models.TextField(_("begrunnelse"), blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")

    objects = SubmissionQuerySet.as_manager()

    class Meta:
        ordering = ["submitted_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["project"], condition=Q(answer=""), name="one_open_submission_per_project"
            ),
            models.CheckConstraint(condition=~Q(answer="returned") | ~Q(reason=""), name="return_says_why"),
        ]

    def __str__(self):
        return f"{self.project} → {self.forum}"

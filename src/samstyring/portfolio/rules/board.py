"""Questions about the four-step board: where a project is, where it may go, and who moves it."""

from dataclasses import dataclass

from django.db.models import Prefetch
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from samstyring.ground.refusal import Obstacle
from samstyring.partnership.models import Forum, SeatType
from samstyring.partnership.rules import acting
from samstyring.portfolio.models import Project, SheetVersion, Submission
from samstyring.portfolio.models.sheets import Phase
from samstyring.portfolio.rules import anchoring, sheets
from samstyring.portfolio.rules.sheets import STEPS, Step

NO_SHEET = Obstacle(
    "no-sheet",
    _("Prosjektet har ikke noe prosjektark."),
    _("Skriv første versjon av arket, så kan det legges fram."),
)
SHEET_LACKS = Obstacle(
    "sheet-lacks",
    _("Delen «{section}» mangler noe som må være på plass før steget «{step}»: {missing}."),
    _("{who} kan fylle ut arket."),
)
NO_HOME_FORUM = Obstacle(
    "no-home-forum",
    _("Prosjektet hører ikke til noen arbeidsgruppe."),
    _("Sekretariatet kan velge hvilken arbeidsgruppe prosjektet hører til."),
)
NO_FORUM_FOR_STEP = Obstacle(
    "no-forum-for-step",
    _("{partnership} har ikke noe forum for steget «{step}» i dag."),
    _("Sekretariatet kan gi et forum dette steget når mandatet er vedtatt."),
)
FORUM_WITHOUT_MANDATE = Obstacle(
    "forum-without-mandate",
    _("{forum} har ikke et gjeldende mandat i dag, og kan ikke ta imot prosjektark."),
    _("Sekretariatet kan legge fram et mandat som en sak."),
)
LAST_STEP = Obstacle(
    "last-step",
    _("Prosjektet er på det siste steget. Det går videre i handlingsprogrammet."),
    _("Sekretariatet tar prosjektet med i et scenario og et handlingsprogram."),
)
WAITS_FOR_ANSWER = Obstacle(
    "waits-for-answer",
    _("Prosjektarket ligger allerede til behandling i {forum}."),
    _("{forum} må sende det videre eller tilbake først."),
)
NOTHING_TO_ANSWER = Obstacle(
    "nothing-to-answer",
    _("Prosjektarket er ikke til behandling i noe forum, eller noen har svart allerede."),
    _("Last siden på nytt og se hvor arket er."),
)
NOT_FORUM_LEADER = Obstacle(
    "not-forum-leader",
    _("Bare lederen av {forum} eller sekretariatet kan svare på dette arket."),
    _("Be lederen av forumet eller sekretariatet om å svare."),
)
RETURN_WITHOUT_REASON = Obstacle(
    "return-without-reason",
    _("Et ark som sendes tilbake, må ha en begrunnelse."),
    _("Skriv hva arbeidsgruppen må gjøre før arket kan legges fram på nytt."),
)


MANY_PARTS = 3


@dataclass(frozen=True)
class Place:
    """Where a project stands on the board, as its latest submission tells."""

    step: str
    forum: Forum | None
    latest: Submission | None

    @property
    def is_open(self):
        return self.latest is not None and self.latest.answer == Submission.Answer.OPEN

    @property
    def is_returned(self):
        return self.latest is not None and self.latest.answer == Submission.Answer.RETURNED

    @property
    def is_through(self):
        """True where the last forum has passed the project on to the programme."""
        return (
            self.step == Step.ADOPT
            and self.latest is not None
            and self.latest.answer == Submission.Answer.FORWARDED
        )

    @property
    def step_words(self):
        return Step(self.step).label


def step_after(step):
    """The next step of the board, or None after the last."""
    later = STEPS[STEPS.index(step) + 1 :]
    return later[0] if later else None


def place_of(project, latest, forums):
    """Where the project is: at its latest forum, one step back if that one returned it, else at home.

    `forums` are those of the partnership in force on the day, so that many projects cost one question.
    """
    if latest is None or latest.forum.board_step not in STEPS:
        return Place(Step.UNDERSTAND, project.home_forum, latest)
    step = latest.forum.board_step
    if latest.answer != Submission.Answer.RETURNED:
        return Place(step, latest.forum, latest)
    back = STEPS[max(STEPS.index(step) - 1, 0)]
    return Place(back, forum_for(back, project, forums), latest)


def forum_for(step, project, forums, *, coming_from=None):
    """The forum that takes this project at this step: its own working group, or the one prepared for."""
    if step == Step.UNDERSTAND:
        return project.home_forum
    here = [forum for forum in forums if forum.board_step == step]
    asked = [forum for forum in here if coming_from and coming_from.prepares_for_id == forum.pk]
    return (asked or here or [None])[0]


def forums_on(partnership, day):
    return [forum for forum in partnership.forums.all() if forum.board_step and forum.holds_on(day)]


@dataclass(frozen=True)
class Row:
    """A project as lists and the board show it."""

    project: Project
    sheet: SheetVersion | None
    place: Place
    completeness: tuple
    lacks: tuple  # (section, labels) that the next step asks for

    @property
    def share(self):
        return sheets.share_known(self.completeness) if self.completeness else 0

    @property
    def next_step(self):
        return step_after(self.place.step)

    @property
    def is_over(self):
        """True where nothing is to be understood, balanced or decided any more: it is built, or given up."""
        return (
            self.sheet is not None and self.sheet.phase in (Phase.DONE, Phase.DROPPED) and not self.place.is_open
        )

    @property
    def is_ready(self):
        """True where nothing is missing from the sheet before the next step."""
        return self.sheet is not None and not self.lacks and not self.place.is_through

    @property
    def lacks_words(self):
        """Which parts of the sheet lack something, or how many of them when they are many."""
        if len(self.lacks) > MANY_PARTS:
            return gettext("noe i %(count)s deler av arket") % {"count": len(self.lacks)}
        return ", ".join(str(section.title).lower() for section, _labels in self.lacks)

    @property
    def cost_gaps(self):
        return ", ".join(str(gap) for gap in self.sheet.cost.gaps) if self.sheet and self.sheet.cost else ""

    @property
    def is_changed_since(self):
        """True where the sheet has a newer version than the forum was shown."""
        return self.place.is_open and self.sheet is not None and self.place.latest.sheet_id != self.sheet.pk


def rows(projects, partnership, *, on, forums=None):
    """Every project with its newest sheet, its place and what it lacks, in a fixed number of questions.

    `forums` are those of the board on the day, where they are known already.
    """
    checklist = sheets.checklist_for(partnership)
    forums = forums_on(partnership, on) if forums is None else forums
    newest = SheetVersion.objects.newest().select_related("focus_area").prefetch_related("financing")
    latest = Submission.objects.newest().select_related("forum")
    projects = projects.select_related("owner", "home_forum", "partnership").prefetch_related(
        Prefetch("sheets", newest, to_attr="newest_sheets"),
        Prefetch("submissions", latest, to_attr="latest_submissions"),
    )
    return [_row(project, checklist, forums) for project in projects]


def rows_in_order(keys, partnership, *, on, forums=None):
    """The rows of the projects with these keys (pk), in their order."""
    keys = list(keys)
    if not keys:
        return []
    found = {
        row.project.pk: row for row in rows(Project.objects.filter(pk__in=keys), partnership, on=on, forums=forums)
    }
    return [found[key] for key in keys]


def _row(project, checklist, forums):
    sheet = project.newest_sheets[0] if project.newest_sheets else None
    latest = project.latest_submissions[0] if project.latest_submissions else None
    place = place_of(project, latest, forums)
    if sheet is None:
        return Row(project, None, place, (), ())
    sheet.project = project
    # What a forum asks for next; on the last step, all that the steps before asked for.
    asked = step_after(place.step) or place.step
    return Row(
        project,
        sheet,
        place,
        tuple(sheets.completeness(sheet, checklist)),
        tuple(sheets.missing_before(sheet, asked, checklist)),
    )


# What stops an act


def _obstacles_to_reaching(row, forum, step, *, by, on):
    """Yield why the sheet cannot come to the forum of this step: the forum first, then the sheet."""
    partnership = row.project.partnership
    if forum is None:
        yield NO_FORUM_FOR_STEP(partnership=partnership, step=Step(step).label)
    elif forum.mandate_on(on) is None:
        yield FORUM_WITHOUT_MANDATE(forum=forum)
    if row.sheet is None:
        yield NO_SHEET()
        return
    if forum is not None and step == Step.COORDINATE:
        yield from anchoring.obstacles_to_coordinating(row.project, row.sheet, mandate=forum.mandate_on(on))
    checklist = sheets.checklist_for(partnership)
    may_write = row.project.pk in sheets.editable(by, [row.project], on)
    page = reverse("portfolio:edit_sheet", args=[partnership.key, row.project.key])
    for section, labels in sheets.missing_before(row.sheet, step, checklist):
        yield SHEET_LACKS(
            section=section.title,
            step=Step(step).label,
            missing=_shortened(labels),
            who=sheets.editors_in_words(row.project),
            act_url=f"{page}#{section.key}" if may_write else "",
            act_label=_("Fyll ut") if may_write else "",
        )


def _shortened(labels, most=3):
    shown = "; ".join(label.rstrip(".") for label in labels[:most])
    if len(labels) <= most:
        return shown
    return gettext("%(shown)s og %(more)s til") % {"shown": shown, "more": len(labels) - most}


def next_stop(row, forums):
    """(forum, step) that the project goes to next; the step is None on the last."""
    step = step_after(row.place.step)
    return (forum_for(step, row.project, forums, coming_from=row.place.forum) if step else None), step


def may_submit(row, *, by, on):
    """Those who may write the sheet, and the leader of the forum where it is, may put it forward."""
    return row.project.pk in sheets.editable(by, [row.project], on) or (
        row.place.forum is not None and leads(by, row.place.forum, on)
    )


def leads(person, forum, day):
    return acting.has_seat(person, forum, day, kinds=(SeatType.LEADER, SeatType.DEPUTY_LEADER))


def obstacles_to_submitting(row, *, by, on):
    """Yield every reason why the sheet cannot be put before the next forum today."""
    if not may_submit(row, by=by, on=on):
        yield sheets.NOT_EDITOR(who=sheets.editors_in_words(row.project))
        return
    if row.place.is_open:
        yield WAITS_FOR_ANSWER(forum=row.place.forum)
        return
    forum, step = next_stop(row, forums_on(row.project.partnership, on))
    if step is None:
        yield LAST_STEP()
        return
    if row.place.forum is None:
        yield NO_HOME_FORUM()
    yield from _obstacles_to_reaching(row, forum, step, by=by, on=on)


def may_answer(submission, *, by, on):
    partnership = submission.project.partnership
    return acting.is_secretariat(by, partnership, on) or leads(by, submission.forum, on)


def obstacles_before_answering(row, *, by, on):
    """Yield why this person cannot answer for the forum at all, whatever the answer."""
    submission = row.place.latest
    if submission is None or not row.place.is_open:
        yield NOTHING_TO_ANSWER()
        return
    if not may_answer(submission, by=by, on=on):
        yield NOT_FORUM_LEADER(forum=submission.forum)
        return
    # A sheet left with a forum that is no more can still be sent back from it.
    if submission.forum.mandate_on(on) is None and submission.forum.holds_on(on):
        yield FORUM_WITHOUT_MANDATE(forum=submission.forum)


def obstacles_to_answering(row, *, answer, reason, by, on):
    """Yield every reason why this person cannot send the sheet on, or back, from the forum where it is."""
    before = list(obstacles_before_answering(row, by=by, on=on))
    yield from before
    if any(one in (NOTHING_TO_ANSWER, NOT_FORUM_LEADER) for one in before):
        return
    if answer == Submission.Answer.RETURNED:
        if not reason.strip():
            yield RETURN_WITHOUT_REASON()
        return
    forum, step = next_stop(row, forums_on(row.project.partnership, on))
    if step is not None:
        yield from _obstacles_to_reaching(row, forum, step, by=by, on=on)

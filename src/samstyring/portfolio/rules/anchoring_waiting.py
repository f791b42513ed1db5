"""What anchoring of sheets asks of a person: the owner's answer, and the builder's confirmation."""

from django.db.models import Exists, F, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _

from samstyring.casework.rules.anchoring import asks_for_answers
from samstyring.partnership.models import Forum
from samstyring.partnership.rules.acting import parties_of
from samstyring.partnership.rules.waiting import Task
from samstyring.portfolio.models import BuilderConfirmation, Project, SheetAnchoring
from samstyring.portfolio.rules import board, standing
from samstyring.portfolio.rules.sheets import Step

MOST = 5


def sheet_anchoring_tasks(partnership, person, *, on):
    """The sheets this person's parties own or build, filled out, and not answered on in their newest version.

    Nobody is asked where the mandate of those who coordinate does not ask for it.
    """
    forums = board.forums_on(partnership, on)
    mandate = _mandate_that_asks(forums, on)
    mine = list(parties_of(person, partnership, on)) if mandate else []
    if not mine:
        return []
    waiting = standing.with_readiness(
        standing.placed(Project.objects.filter(partnership=partnership), forums), partnership
    ).filter(is_ready=True, at_step=Step.UNDERSTAND)
    return [*_to_anchor(waiting, mine, mandate), *_to_confirm(waiting, mine, mandate)]


def _mandate_that_asks(forums, on):
    for forum in forums:
        mandate = forum.mandate_on(on) if forum.board_step == Forum.Step.COORDINATE else None
        if asks_for_answers(mandate):
            return mandate
    return None


def _to_anchor(waiting, mine, mandate):
    said = SheetAnchoring.objects.filter(sheet=OuterRef("now_sheet"), party=OuterRef("owner"))
    before = SheetAnchoring.objects.filter(sheet__project=OuterRef("pk"), party=OuterRef("owner"))
    found = waiting.filter(~Exists(said), owner__in=mine).annotate(is_outdated=Exists(before))
    for project in found.select_related("partnership", "owner").order_by("key")[:MOST]:
        yield _task(
            project,
            _("Svar på om arket er forankret i %(party)s: %(project)s")
            % {"party": project.owner, "project": project},
            mandate,
        )


def _to_confirm(waiting, mine, mandate):
    said = BuilderConfirmation.objects.filter(sheet=OuterRef("now_sheet"))
    before = BuilderConfirmation.objects.filter(sheet__project=OuterRef("pk"))
    names = [name for party in mine for name in (party.name, party.short)]
    found = waiting.annotate(now_builder=F("sheets__builder")).filter(~Exists(said), now_builder__in=names)
    found = found.annotate(is_outdated=Exists(before))
    for project in found.select_related("partnership").order_by("key")[:MOST]:
        yield _task(project, _("Bekreft arket som byggherre: %(project)s") % {"project": project}, mandate)


def _task(project, title, mandate):
    return Task(
        title=title,
        href=reverse("portfolio:sheet_anchoring", args=[project.partnership.key, project.key]),
        why=_("Det kom en ny versjon etter det forrige svaret.")
        if project.is_outdated
        else _("«%(mandate)s» krever svaret før arket kan samordnes.") % {"mandate": mandate},
        act=_("Svar"),
        kind="warn" if project.is_outdated else "todo",
    )

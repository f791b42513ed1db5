"""Proposing a case to the secretariat, and answering: it becomes a case, or the answer says why not."""

from django.db import transaction
from django.utils.translation import gettext as _

from samstyring.casework.actions import cases
from samstyring.casework.actions.papers import write_paper
from samstyring.casework.models import CaseProposal, PaperVersion
from samstyring.casework.rules import proposals as rules
from samstyring.ground import history
from samstyring.ground.refusal import refuse_if


@transaction.atomic
def put_forward(partnership, *, why="", by, on, **told):
    """Open the case, or propose it to the secretariat where the forum takes cases from nobody else."""
    if rules.goes_to_secretariat(told["forum"], by, partnership, on):
        return propose(partnership, why=why, by=by, on=on, **told)
    case = cases.open_case(partnership, by=by, on=on, **told)
    _begin_paper(case, why, by=by, on=on)
    return case


@transaction.atomic
def propose(partnership, *, by, on, **told):
    refuse_if(rules.obstacles_to_proposing(by, partnership, on))
    proposal = CaseProposal.objects.create(partnership=partnership, proposed_by=by, proposed_on=on, **told)
    history.record("proposal.made", about=[proposal, proposal.forum], by=by)
    return proposal


@transaction.atomic
def take_in(proposal, *, by, on):
    """Open the case that was proposed, with the reason as the first words of its paper, and return it."""
    proposal = _locked(proposal)
    refuse_if(rules.obstacles_to_answering(proposal, by, on))
    case = cases.open_case(
        proposal.partnership, by=by, on=on, forum=proposal.forum, purpose=proposal.purpose,
        **{name: getattr(proposal, name) for name in CaseProposal.OF_CASE},
    )  # fmt: skip
    _begin_paper(case, proposal.why, by=by, on=on, note=_("Begrunnelsen fra %s") % proposal.proposed_by)
    _answer(proposal, by=by, on=on, case=case)
    history.record("proposal.taken_in", about=[proposal, case, proposal.forum], by=by)
    return case


@transaction.atomic
def decline(proposal, *, answer, by, on):
    """Answer why the case is not taken up."""
    proposal = _locked(proposal)
    refuse_if(rules.obstacles_to_declining(proposal, answer, by, on))
    _answer(proposal, by=by, on=on, answer=answer.strip())
    history.record("proposal.declined", about=[proposal, proposal.forum], by=by)
    return proposal


def _begin_paper(case, why, *, by, on, note=""):
    """Let the reason somebody gave for a case be the background of its first paper."""
    if why.strip():
        sections = dict.fromkeys(PaperVersion.SECTIONS, "") | {"background": why.strip()}
        write_paper(case, sections=sections, base=0, by=by, on=on, change_note=note[:250])


def _locked(proposal):
    return CaseProposal.objects.select_for_update(of=("self",)).get(pk=proposal.pk)


def _answer(proposal, *, by, on, **told):
    for name, value in (told | {"answered_by": by, "answered_on": on}).items():
        setattr(proposal, name, value)
    proposal.save(update_fields=[*told, "answered_by", "answered_on"])

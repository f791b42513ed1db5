"""What parties are asked to adopt, and what each party's own body did, told by its clerk or by the secretariat."""

from django.db import IntegrityError, transaction
from django.utils import timezone

from samstyring.ground import history
from samstyring.ground.refusal import Refused, refuse_if
from samstyring.partnership.models import Party
from samstyring.partnership.rules.acting import acts_for_party
from samstyring.portfolio.models import AdoptionAct
from samstyring.portfolio.rules import adoptable, laying
from samstyring.portfolio.rules import adoption as rules

Outcome = AdoptionAct.Outcome


@transaction.atomic
def record_act(
    requirement,
    *,
    outcome,
    acted_on,
    wording="",
    reservation="",
    points="",
    votes_for=None,
    votes_against=None,
    case_reference="",
    file=None,
    replaces=None,
    by,
    on=None,
):
    """Record what the party did, and return the act. A correction names the act it `replaces`.

    What was asked about becomes final in the same moment as the last required party says yes.
    """
    on = on or timezone.localdate()
    refuse_if(
        rules.obstacles_to_recording(
            requirement,
            outcome=outcome,
            acted_on=acted_on,
            wording=wording,
            reservation=reservation,
            by=by,
            on=on,
        )
    )
    subject = requirement.subject
    was_final = rules.is_final(subject)
    try:
        with transaction.atomic():
            act = AdoptionAct.objects.create(
                requirement=requirement,
                outcome=outcome,
                acted_on=acted_on,
                wording=wording.strip(),
                reservation=reservation.strip(),
                points=points.strip() if outcome == Outcome.DEVIATING else "",
                votes_for=votes_for,
                votes_against=votes_against,
                case_reference=case_reference.strip(),
                file=file,
                replaces=replaces,
                recorded_by=by,
            )
    except IntegrityError:
        raise Refused(rules.ALREADY_RECORDED(party=requirement.party)) from None
    for_party = None if acts_for_party(by, requirement.party, on) else requirement.party
    history.record(
        # Treating what one had put off is no correction.
        "adoption.corrected" if replaces and replaces.outcome != Outcome.DEFERRED else "adoption.recorded",
        about=[*adoptable.told_about(subject), requirement, requirement.party],
        by=by,
        behalf=for_party,
        outcome=str(outcome),
    )
    tell_if_final(subject, was_final, by=by)
    return act


def tell_if_final(subject, was_final, *, by):
    """Write down the moment something becomes final, or stops being so."""
    now = rules.is_final(subject)
    word, about = adoptable.word_for(subject), adoptable.told_about(subject)
    if now and not was_final:
        history.record(f"{word}.final", about=about, by=by)
    elif was_final and not now:
        history.record(f"{word}.not_final", about=about, by=by)


@transaction.atomic
def lay_before(subject, *, treating, confirming, confirmations_count=False, sent_on, due_on=None, by, on=None):
    """Send a version of a strategy or an agreement to the parties that must act on it.

    `treating` decide in a body of their own, `confirming` only confirm; those are waited for when they count.
    """
    on = on or timezone.localdate()
    asked = [*((party, Party.Adoption.LOCAL) for party in treating),
             *((party, Party.Adoption.CONFIRM) for party in confirming)]  # fmt: skip
    refuse_if(laying.obstacles_to_laying(subject, asked, sent_on=sent_on, due_on=due_on, by=by, on=on))
    was_final = rules.is_final(subject)
    for party, kind in asked:
        try:
            with transaction.atomic():
                subject.requirements.create(
                    party=party, kind=kind, body=party.political_body, sent_on=sent_on, due_on=due_on,
                    is_required=kind == Party.Adoption.LOCAL or confirmations_count,
                )  # fmt: skip
        except IntegrityError:
            raise Refused(laying.ALREADY_LAID(party=party)) from None
    history.record(
        f"{adoptable.word_for(subject)}.laid", about=adoptable.told_about(subject), by=by,
        parties=[party.pk for party, _kind in asked],
    )  # fmt: skip
    tell_if_final(subject, was_final, by=by)
    return subject


@transaction.atomic
def settle_requirement(requirement, *, body, due_on, is_required, by, on=None):
    """Say in which body a party treats it, by when, and whether it is waited for."""
    on = on or timezone.localdate()
    subject = requirement.subject
    refuse_if(laying.obstacles_to_settling(subject, by=by, on=on))
    was_final = rules.is_final(subject)
    requirement.body, requirement.due_on, requirement.is_required = body.strip(), due_on, is_required
    requirement.save(update_fields=["body", "due_on", "is_required"])
    history.record(
        "requirement.settled", about=[*adoptable.told_about(subject)[:1], requirement], by=by,
        party=requirement.party_id,
    )  # fmt: skip
    tell_if_final(subject, was_final, by=by)
    return requirement

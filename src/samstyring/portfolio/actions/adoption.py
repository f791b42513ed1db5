"""What a party's own body did with a programme, recorded by its clerk or by the secretariat on its behalf."""

from django.db import IntegrityError, transaction
from django.utils import timezone

from samstyring.ground import history
from samstyring.ground.refusal import Refused, refuse_if
from samstyring.partnership.rules import acts_for_party
from samstyring.portfolio.models import AdoptionAct
from samstyring.portfolio.rules import adoption as rules


@transaction.atomic
def record_act(
    requirement,
    *,
    outcome,
    acted_on,
    wording="",
    reservation="",
    votes_for=None,
    votes_against=None,
    case_reference="",
    file=None,
    replaces=None,
    by,
    on=None,
):
    """Record what the party did, and return the act. A correction names the act it `replaces`.

    The programme becomes final in the same moment as the last required party says yes.
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
    programme = requirement.programme
    was_final = rules.is_final(programme)
    try:
        with transaction.atomic():
            act = AdoptionAct.objects.create(
                requirement=requirement,
                outcome=outcome,
                acted_on=acted_on,
                wording=wording.strip(),
                reservation=reservation.strip(),
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
        "adoption.corrected" if replaces else "adoption.recorded",
        about=[programme, programme.case, requirement, requirement.party],
        by=by,
        behalf=for_party,
        outcome=str(outcome),
    )
    tell_if_final(programme, was_final, by=by)
    return act


def tell_if_final(programme, was_final, *, by):
    """Write down the moment a programme becomes final, or stops being so."""
    now = rules.is_final(programme)
    if now and not was_final:
        history.record("programme.final", about=[programme, programme.case], by=by)
    elif was_final and not now:
        history.record("programme.not_final", about=[programme, programme.case], by=by)

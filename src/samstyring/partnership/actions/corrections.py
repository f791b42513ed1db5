"""Corrections of how an agreement is registered, and new versions of its text. What stood before is kept."""

from django.db import IntegrityError, transaction
from django.utils import timezone

from samstyring.ground import files, history
from samstyring.ground.refusal import Refused, refuse_if
from samstyring.partnership.models import Agreement, AgreementCorrection, AgreementStep, AgreementText
from samstyring.partnership.rules import agreements as agreement_rules
from samstyring.partnership.rules import corrections as rules


@transaction.atomic
def correct(agreement, *, reason, decided_in="", decided_on=None, by, **values):
    """Correct what is wrong in the agreement, and return it. Each field keeps what it said."""
    agreement = Agreement.objects.select_for_update().get(pk=agreement.pk)
    refuse_if(
        rules.obstacles_to_correcting(
            agreement, values, decided_in=decided_in, decided_on=decided_on, by=by, today=timezone.localdate()
        )
    )
    fields = rules.changed(agreement, values)
    before = {field: rules.words_of(agreement, field) for field in fields}
    for field in fields:
        if field in rules.SEVERAL:
            getattr(agreement, field).set(values[field])
        else:
            setattr(agreement, field, values[field])
    try:
        with transaction.atomic():
            agreement.save()
    except IntegrityError:
        raise Refused(agreement_rules.AGREEMENT_EXISTS(name=agreement.name)) from None
    told = {"reason": reason.strip(), "decided_in": decided_in.strip(), "decided_on": decided_on, "by": by}
    _keep(agreement, None, agreement, before, **told)
    history.record("agreement.corrected", about=agreement, by=by, fields=fields)
    return agreement


@transaction.atomic
def correct_step(step, *, reason, by, **values):
    """Correct a step on the road to force, and return it. What it said is kept."""
    step = AgreementStep.objects.select_for_update().select_related("agreement__partnership").get(pk=step.pk)
    refuse_if(rules.obstacles_to_correcting_step(step, values, by=by, today=timezone.localdate()))
    fields = rules.changed(step, values)
    before = {field: rules.words_of(step, field) for field in fields}
    for field in fields:
        setattr(step, field, values[field])
    step.save()
    _keep(step.agreement, step, step, before, reason=reason.strip(), by=by)
    history.record("agreement.step_corrected", about=step.agreement, by=by, step=step.pk, fields=fields)
    return step


def _keep(agreement, step, thing, before, *, reason, by, decided_in="", decided_on=None):
    AgreementCorrection.objects.bulk_create(
        AgreementCorrection(
            agreement=agreement, step=step, field=field, before=words, after=rules.words_of(thing, field),
            reason=reason, decided_in=decided_in, decided_on=decided_on, corrected_by=by,
        )
        for field, words in before.items()
    )  # fmt: skip


@transaction.atomic
def write(agreement, *, dated_on, decided_in, upload=None, by, **told):
    """File the next version of the agreement's text. The ones before stand as they were."""
    refuse_if(
        rules.obstacles_to_writing(
            agreement, dated_on=dated_on, decided_in=decided_in, by=by, today=timezone.localdate()
        )
    )
    newest = agreement.texts.order_by("-version").first()
    stored = files.store(upload) if upload else None
    try:
        with transaction.atomic():
            text = AgreementText.objects.create(
                agreement=agreement, version=newest.version + 1 if newest else 1, dated_on=dated_on,
                decided_in=decided_in, file=stored, written_by=by, **told,
            )  # fmt: skip
    except IntegrityError:
        raise Refused(agreement_rules.DRAFT_AT_SAME_TIME()) from None
    history.record("agreement.text_filed", about=[agreement, text], by=by, version=text.version)
    return text

"""The secretariat appoints somebody outside the parties to carry out a measure, and ends the appointment."""

from django.db import IntegrityError, transaction

from samstyring.ground import history
from samstyring.ground.refusal import Refused, refuse_if
from samstyring.partnership.actions.people import register
from samstyring.portfolio.models import ExecutorAppointment, Measure
from samstyring.portfolio.rules import executors as rules


@transaction.atomic
def appoint(person, *, to, covers, from_day, to_day=None, organisation="", by, on):
    """Let a person carry out the measure, and read and report on that alone."""
    measure = Measure.objects.select_for_update().get(pk=to.pk)
    refuse_if(
        rules.obstacles_to_appointing(measure, person=person, from_day=from_day, to_day=to_day, by=by, on=on)
    )
    try:
        with transaction.atomic():
            appointment = ExecutorAppointment.objects.create(
                measure=measure, person=person, organisation=organisation.strip(), covers=covers.strip(),
                from_day=from_day, to_day=to_day, appointed_by=by,
            )  # fmt: skip
    except IntegrityError:
        raise Refused(rules.APPOINTED_ALREADY(person=person, period="")) from None
    history.record("executor.appointed", about=[measure, person], by=by, appointment=appointment.pk)
    return appointment


@transaction.atomic
def appoint_new(name, *, email="", by, **appointment):
    """The same for somebody written down by name. A refusal leaves no person behind."""
    return appoint(register(name, email=email, by=by), by=by, **appointment)


@transaction.atomic
def end(appointment, *, last_day, reason="", by, on):
    """Let the appointment end after this day. What was reported stands; nothing more is seen."""
    refuse_if(rules.obstacles_to_ending(appointment, last_day=last_day, by=by, on=on))
    # Two secretaries may end the same appointment: the second one is told what the first one did.
    found = ExecutorAppointment.objects.filter(pk=appointment.pk, to_day=appointment.to_day)
    if not found.update(to_day=last_day, ended_reason=reason.strip()):
        appointment.refresh_from_db()
        raise Refused(rules.APPOINTMENT_ENDED(day=f"{appointment.to_day:%d.%m.%Y}" if appointment.to_day else ""))
    appointment.to_day = last_day
    history.record(
        "executor.ended", about=[appointment.measure, appointment.person], by=by, appointment=appointment.pk
    )
    return appointment

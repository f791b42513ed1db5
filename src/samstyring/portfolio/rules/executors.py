"""Questions about external executors: who may be appointed, when an appointment ends, and whose it is."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from samstyring.ground.refusal import Obstacle
from samstyring.partnership.models import Person
from samstyring.partnership.rules.acting import obstacles_to_acting_as_secretariat, period_words
from samstyring.partnership.rules.seating import ENDS_BEFORE_IT_BEGINS
from samstyring.portfolio.models import Measure

OVER = (Measure.Status.DONE, Measure.Status.STOPPED)

NOTHING_TO_DO = Obstacle(
    "measure-is-over",
    _("Tiltaket er meldt som «{status}», og det er ingenting å utføre."),
    _("Oppnevn en utfører på et tiltak som ikke er avsluttet."),
)
APPOINTED_ALREADY = Obstacle(
    "appointed-already",
    _("{person} er alt oppnevnt for tiltaket i perioden {period}."),
    _("Avslutt den gamle oppnevningen først."),
)
APPOINTMENT_ENDED = Obstacle(
    "appointment-ended",
    _("Oppdraget er alt avsluttet. Siste dag er {day}."),
    _("Du trenger ikke gjøre noe."),
)


def known_executors(partnership):
    """Those with a part in the partnership, and those who carry out or have carried out something for it."""
    with_part = Person.objects.with_part_in(partnership).order_by().values("pk")
    return Person.objects.filter(Q(pk__in=with_part) | Q(pk__in=outside(partnership).order_by().values("pk")))


def outside(partnership):
    """Those who carry out something now or later, whether they have a part in the partnership or not."""
    return Person.objects.filter(appointments__measure__partnership=partnership).distinct()


def carries_out(person, measure, day):
    """True while the person's appointment lasts; asks nothing when the appointments are fetched beforehand."""
    return any(one.person_id == person.pk and one.holds_on(day) for one in measure.appointments.all())


def obstacles_to_appointing(measure, *, person, from_day, to_day, by, on):
    """Yield why this person cannot be appointed to carry out the measure."""
    yield from obstacles_to_acting_as_secretariat(by, measure.partnership, on)
    if measure.status in OVER:
        yield NOTHING_TO_DO(status=measure.status.label)
    if to_day and to_day < from_day:
        yield ENDS_BEFORE_IT_BEGINS(first=f"{from_day:%d.%m.%Y}", last=f"{to_day:%d.%m.%Y}")
    for one in measure.appointments.filter(person=person) if person.pk else ():
        if (to_day is None or one.from_day <= to_day) and (one.to_day is None or one.to_day >= from_day):
            yield APPOINTED_ALREADY(person=person, period=period_words(one))


def obstacles_to_ending(appointment, *, last_day, by, on):
    """Yield why the appointment cannot end on this day."""
    yield from obstacles_to_acting_as_secretariat(by, appointment.measure.partnership, on)
    if appointment.to_day and appointment.to_day < on:
        yield APPOINTMENT_ENDED(day=f"{appointment.to_day:%d.%m.%Y}")
    if last_day < appointment.from_day:
        yield ENDS_BEFORE_IT_BEGINS(first=f"{appointment.from_day:%d.%m.%Y}", last=f"{last_day:%d.%m.%Y}")

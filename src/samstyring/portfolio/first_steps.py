"""What a fresh partnership lacks in its portfolio, on the list of its home page."""

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from samstyring.ground import panels
from samstyring.partnership.models import Partnership
from samstyring.partnership.rules.first_steps import Step, uses_money


def frames_and_criteria(partnership, person):
    """Frames to balance inside, and adopted criteria to compare by, where the template weighs projects."""
    if not uses_money(partnership):
        return None
    counted = Partnership.objects.filter(pk=partnership.pk).aggregate(
        frames=Count("frames", distinct=True),
        adopted=Count("criteria_sets", filter=Q(criteria_sets__decision__isnull=False), distinct=True),
    )
    frames, adopted = counted["frames"], counted["adopted"]
    return {
        "steps": [
            Step(
                _("Skriv inn rammene"),
                _("Handlingsprogrammet balanseres innenfor rammene for hver kilde og hvert år."),
                reverse("portfolio:frames", args=[partnership.key]),
                _("Rammer"),
                frames,
                1,
            ),
            Step(
                _("Vedta vurderingskriteriene"),
                _("Prosjekter kan ikke vurderes før toppforumet har vedtatt kriteriene."),
                reverse("portfolio:criteria", args=[partnership.key]),
                _("Kriterier"),
                adopted,
                1,
            ),
        ]
    }


panels.show_on("partnership.first_steps", panels.Panel("portfolio", "", frames_and_criteria, order=50))

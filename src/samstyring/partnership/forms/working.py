"""How a forum works by its mandate: who appoints its leader, how often it meets, whose calls carry its minutes."""

from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _

from samstyring.ground.choices import SeveralOf
from samstyring.partnership.models import SeatType


class Appointer(models.TextChoices):
    """Who appoints the leader of a forum."""

    ITSELF = "itself", _("forumet selv")
    OWNER = "owner", _("forumet som eier mandatet")
    SECRETARIAT = "secretariat", _("sekretariatet")
    OFFICE = "office", _("vervet følger en stilling")
    AGREEMENT = "agreement", _("avtalen")


# The hours of a member stand among the first fields of the mandate.
HOURS = (SeatType.LEADER, SeatType.DEPUTY_LEADER, SeatType.DEPUTY, SeatType.OBSERVER, SeatType.SECRETARY)


class WorkingForm(forms.Form):
    """What a mandate says about the work itself. What is left empty is not stated."""

    prefix = "arbeid"

    appointed_by = forms.ChoiceField(
        label=_("Hvem velger leder"), choices=[("", _("Ikke oppgitt")), *Appointer.choices], required=False
    )
    meetings_per_year = forms.IntegerField(label=_("Møter i året"), min_value=0, max_value=366, required=False)
    minutes_to = SeveralOf(
        None,
        label=_("Protokollen følger innkallingen til"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args, forum, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["minutes_to"].queryset = forum.partnership.forums.exclude(pk=forum.pk)
        for kind in HOURS:
            self.fields[f"hours_{kind}"] = forms.IntegerField(
                label=kind.label.capitalize(), min_value=0, max_value=2000, required=False
            )

    @property
    def hours(self):
        return [self[f"hours_{kind}"] for kind in HOURS]

    @property
    def composition(self):
        """What is laid into the mandate beside its composition."""
        told = self.cleaned_data
        hours = {str(kind): told[f"hours_{kind}"] for kind in HOURS if told[f"hours_{kind}"] is not None}
        return {
            "leader_appointed_by": told["appointed_by"],
            "meetings_per_year": told["meetings_per_year"],
            "minutes_to": [forum.key for forum in told["minutes_to"]],
            "hours_per_year": hours,
        }


def as_it_stands(forum, composition):
    """The fields as the mandate, or the template's forum, says them."""
    hours = composition.get("hours_per_year") or {}
    keys = composition.get("minutes_to") or ()
    return {
        "appointed_by": composition.get("leader_appointed_by", ""),
        "meetings_per_year": composition.get("meetings_per_year"),
        "minutes_to": list(forum.partnership.forums.filter(key__in=keys)),
        **{f"hours_{kind}": hours.get(kind) for kind in HOURS},
    }


def of_template(told):
    """What the template's forum says of its work, in the words a mandate keeps."""
    if told is None:
        return {}
    return {
        "leader_appointed_by": told.leader_appointed_by,
        "meetings_per_year": told.cadence_per_year,
        "minutes_to": list(told.minutes_to),
        "hours_per_year": dict(told.hours_per_year),
    }


def in_words(mandate, forums):
    """[(what, words, whether it is assumed)] of what the mandate says about the work; `forums` are {key: forum}."""
    told = mandate.composition
    hours = told.get("hours_per_year") or {}
    kinds = dict(SeatType.choices)
    names = [forums[key].name for key in told.get("minutes_to") or () if key in forums]
    appointer = told.get("leader_appointed_by")
    rows = (
        (
            "leader_appointed_by",
            _("Hvem velger leder"),
            appointer in Appointer.values and Appointer(appointer).label,
        ),
        ("leader_term_months", _("Lederperiode"), _months(told.get("leader_term_months"))),
        ("meetings_per_year", _("Møter i året"), told.get("meetings_per_year")),
        (
            "hours_per_year",
            _("Timer per år"),
            ", ".join(f"{kinds[kind]} {hours[kind]:g}" for kind in kinds if hours.get(kind)),
        ),
        ("minutes_to", _("Protokollen følger innkallingen til"), ", ".join(names)),
    )
    return [(what, words, name in mandate.assumed) for name, what, words in rows if words]


def _months(number):
    return _("%(months)s måneder") % {"months": number} if number else ""

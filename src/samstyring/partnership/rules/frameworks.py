"""How agreements are read: how far on the road to force, and where a package is smaller than its parties."""

from samstyring.partnership.models import AgreementStep, Custodian, Party
from samstyring.partnership.rules.corrections import label_of


def road(agreement):
    """[(kind, steps)]: every kind of step in its order, also those nobody has written down."""
    steps = list(agreement.steps.all())
    return [(kind, [step for step in steps if step.kind == kind]) for kind in AgreementStep.Kind]


def reached(agreement):
    """The last step on the road that is taken, or None."""
    return next((kind for kind, steps in reversed(road(agreement)) if steps), None)


def outside(agreement):
    """The municipalities among the parties that the agreement's own territory leaves out.

    A package inside another framework is held against the parties of that one.
    """
    territory = set(agreement.territory.all())
    if not territory:
        return []
    parties = agreement.parties.all() or (agreement.inside.parties.all() if agreement.inside else [])
    known = list(parties) or list(
        agreement.partnership.parties.filter(is_member=True, to_day__isnull=True).order_by("order", "pk")
    )
    return [one for one in known if one.kind == Party.Kind.MUNICIPALITY and one not in territory]


def custodians(partnership, day):
    """[(kind, the one that has it on the day or None, those before)]."""
    every = list(partnership.custodians.select_related("party"))
    return [
        (
            kind,
            next((one for one in every if one.kind == kind and one.holds_on(day)), None),
            [one for one in every if one.kind == kind and one.standing_on(day) == "ended"],
        )
        for kind in Custodian.Kind
    ]


def texts(agreement, shown):
    """Every version of the text, the newest first, with what rooms above tell of it: status and address."""
    told = {pk: one for panel in shown for pk, one in panel["each"].items()}
    return [
        {"text": text, **told.get(text.pk, {})}
        for text in agreement.texts.select_related("file").order_by("-version")
    ]


def corrections(agreement):
    """What was corrected in how the agreement and its steps are registered, the newest first."""
    return [
        {
            "one": one,
            "step": one.step.get_kind_display() if one.step else "",
            "label": label_of(type(one.step or agreement), one.field),
        }
        for one in agreement.corrections.select_related("step", "corrected_by")
    ]

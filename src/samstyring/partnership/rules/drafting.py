"""Questions about mandates: what a draft must say, and how one stands on a day."""

from django.utils.translation import gettext_lazy as _

from samstyring.ground.refusal import Obstacle
from samstyring.partnership.rules.acting import obstacles_to_acting_as_secretariat

NO_POINTS = Obstacle(
    "no-points",
    _("Mandatet har ingen punkter om hva forumet kan gjøre."),
    _("Skriv minst ett punkt med ordlyd."),
)
POINT_GIVES_NOTHING = Obstacle(
    "point-gives-nothing",
    _("Punkt {point} sier ikke hvilke utfall forumet kan velge, og er heller ikke en avgrensning."),
    _("Kryss av utfallene, eller merk punktet som en avgrensning."),
)
LIMIT_GIVES_OUTCOMES = Obstacle(
    "limit-gives-outcomes",
    _("Punkt {point} er en avgrensning, men gir samtidig utfall."),
    _("Ta bort utfallene, eller fjern merket for avgrensning."),
)
QUORUM_TOO_HIGH = Obstacle(
    "quorum-too-high",
    _("Mandatet krever {quorum} parter til stede, men avtalen har bare {parties} parter {day}."),
    _("Sett et lavere tall."),
)
OUTSIDE_AGREEMENT = Obstacle(
    "outside-agreement",
    _("Mandatet skal gjelde fra {day}, men avtalen gjelder {period}."),
    _("Velg en dag i avtaleperioden."),
)


def point_words(mandate, check):
    """The mandate's own words about one thing in its composition, by point where it has one."""
    told = (mandate.composition.get("points") or {}).get(check) if mandate else None
    if told:
        return _("Mandatet, punkt {point}, sier: «{words}»").format(point=told["point"], words=told["text"])
    words = mandate.composition.get("text", "") if mandate else ""
    return _("Mandatet sier: «{words}»").format(words=words) if words else ""


def obstacles_to_drafting(forum, *, quorum, points, effective_from, by, today):
    """Yield what is missing before this can be laid before anybody as a new mandate."""
    partnership = forum.partnership
    yield from obstacles_to_acting_as_secretariat(by, partnership, today)
    if not points:
        yield NO_POINTS()
    for point in points:
        if point["is_limit"] and point["outcomes"]:
            yield LIMIT_GIVES_OUTCOMES(point=point["point"])
        if not point["is_limit"] and not point["outcomes"]:
            yield POINT_GIVES_NOTHING(point=point["point"])
    parties = partnership.parties.on(effective_from).filter(is_member=True).count()
    if quorum > parties:
        yield QUORUM_TOO_HIGH(quorum=quorum, parties=parties, day=f"{effective_from:%d.%m.%Y}")
    if not partnership.starts_on <= effective_from <= partnership.ends_on:
        period = f"{partnership.starts_on:%d.%m.%Y}–{partnership.ends_on:%d.%m.%Y}"
        yield OUTSIDE_AGREEMENT(day=f"{effective_from:%d.%m.%Y}", period=period)


def standing_of(mandate, day):
    """`draft`, `coming`, `now` or `ended`: only the third gives the forum anything."""
    if mandate.adopted_on is None:
        return "draft"
    if mandate.is_in_force_on(day):
        return "now"
    return "coming" if mandate.effective_from > day else "ended"

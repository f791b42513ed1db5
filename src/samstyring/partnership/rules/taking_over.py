"""How a partnership differs from its template, point by point, and what a newer version of it offers."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from samstyring import catalogue
from samstyring.ground.refusal import Obstacle
from samstyring.partnership.models import CaseKind, Forum
from samstyring.partnership.rules import acting, template_points
from samstyring.partnership.rules.template_points import IN_MANDATE, LABELS, Point

TEMPLATE_GONE = Obstacle(
    "template-gone",
    _("Malen «{template}» finnes ikke i katalogen."),
    _("Den som drifter installasjonen, kan legge den tilbake."),
)
NO_DIFFERENCE = Obstacle(
    "no-difference",
    _("Det er ingen forskjell på dette punktet lenger."),
    _("Last siden på nytt."),
)
ONLY_BY_HAND = Obstacle(
    "only-by-hand",
    _("«{subject}» finnes ikke i malen og kan ikke tas over fra den."),
    _("Et forum som ikke trengs, avsluttes under Tilpass."),
)
OTHER_FORUM_MISSING = Obstacle(
    "other-forum-missing",
    _("Malen viser til et forum dere ikke har: {forums}."),
    _("Ta over forumet først."),
)
NOT_ALL_ANSWERED = Obstacle(
    "not-all-answered",
    _("{number} punkter i versjon {version} er ikke besvart."),
    _("Ta over eller behold hvert av dem først."),
)
NOT_NEWER = Obstacle(
    "template-not-newer",
    _("Samarbeidet bruker alt versjon {version} av malen."),
    _("Det er ingenting å gjøre."),
)


class Origin:
    """Who changed: the template since the partnership took it into use, the partnership, or both."""

    TEMPLATE, OWN, BOTH, UNKNOWN = "template", "own", "both", "unknown"
    WORDS = {
        TEMPLATE: _("Nytt i malen"),
        OWN: _("Vår egen tilpasning"),
        BOTH: _("Endret på begge sider"),
        UNKNOWN: _("Forskjellig fra malen"),
    }


@dataclass(frozen=True)
class Difference:
    """One point where the partnership and the template say different things."""

    key: str
    subject: str
    label: Any
    sort: str  # added, removed or changed, seen from the template
    ours: str
    theirs: str
    origin: str
    answer: Any = None

    @property
    def origin_words(self):
        return Origin.WORDS[self.origin]

    @property
    def is_whole(self):
        """A forum or a kind of case that only one side has, and not a word about it."""
        return self.key.count(":") == 1

    @property
    def can_take(self):
        return self.sort != "added"

    @property
    def is_of_mandate(self):
        return self.key.rpartition(":")[2] in IN_MANDATE

    @property
    def anchor(self):
        return "punkt-" + self.key.replace(":", "-")


def template_of(partnership):
    """The newest version of the template the partnership was created from, or none."""
    return catalogue.load().partnerships.get(partnership.template_key)


def is_newer(template, partnership):
    return template is not None and template.version > partnership.template_version


def differences(partnership, template, today):
    """Every point that differs, in the order of the template, ours last."""
    theirs = template_points.of_template(template)
    ours = template_points.of_partnership(partnership, today)
    used = partnership.template_uses.filter(version=partnership.template_version).first()
    base = template_points.kept(used.points) if used else None
    answers = {answer.point: answer for answer in partnership.template_answers.filter(version=template.version)}
    found = [
        _difference(key, ours, theirs, base, answers.get(key))
        for key in dict.fromkeys([*theirs, *ours])
        if _differs(key, ours, theirs)
    ]
    return [difference for difference in found if difference is not None]


def _differs(key, ours, theirs):
    whole = ":".join(key.split(":")[:2])
    if whole != key and (whole not in ours or whole not in theirs):
        return False  # the forum or the kind of case is itself the difference
    mandate = f"{whole}:mandate"
    if key != mandate and key.rpartition(":")[2] in IN_MANDATE and (mandate not in ours or mandate not in theirs):
        return False  # the mandate is itself the difference
    left, right = ours.get(key), theirs.get(key)
    if right is not None and right.value is None:
        return False  # the template is silent
    return (left.value if left else None) != (right.value if right else None)


def _difference(key, ours, theirs, base, answer):
    nothing = Point(None, "")
    left, right = ours.get(key, nothing), theirs.get(key, nothing)
    whole = ":".join(key.split(":")[:2])
    sort = "changed"
    if left.value is None:
        sort = "removed"
    elif right.value is None:
        sort = "added"
    return Difference(
        key=key,
        subject=(ours.get(whole) or theirs.get(whole) or nothing).words,
        label=LABELS[key.split(":")[2] if whole != key else ""],
        sort=sort,
        ours=left.words,
        theirs=right.words,
        origin=_origin(left.value, right.value, base, key),
        answer=answer,
    )


def _origin(left, right, base, key):
    if base is None:
        return Origin.UNKNOWN
    before = base[key].value if key in base else None
    if before == right:
        return Origin.OWN
    return Origin.TEMPLATE if before == left else Origin.BOTH


def open_points(found):
    """What a newer version brings that has not been answered."""
    return [one for one in found if one.origin != Origin.OWN and one.answer is None and one.can_take]


def forums_lacking(partnership, key, template):
    """The names of the forums that this point of the template leads to, and the partnership has not."""
    whole, _colon, word = key.partition(":")[2].partition(":")
    known = set(Forum.objects.filter(partnership=partnership).values_list("key", flat=True))
    names = {forum.key: forum.name.nb for forum in template.forums}
    if key.startswith("kind:") and word != "name":
        mentioned = [step.forum for step in template.case_kind(whole).flow if step.forum]
    elif key.startswith("forum:") and word in ("owner", "prepares_for"):
        value = template_points.of_template(template)[key].value
        mentioned = [value] if value else []
    else:
        mentioned = []
    return [names[one] for one in dict.fromkeys(mentioned) if one not in known]


def obstacles_to_answering(partnership, template, difference, *, take, by, today):
    """Yield why this point cannot be taken over, or kept as it is."""
    yield from acting.obstacles_to_acting_as_secretariat(by, partnership, today)
    if difference is None:
        yield NO_DIFFERENCE()
        return
    if take and not difference.can_take:
        yield ONLY_BY_HAND(subject=difference.subject)
        return
    lacking = forums_lacking(partnership, difference.key, template) if take else []
    if lacking:
        yield OTHER_FORUM_MISSING(forums=", ".join(lacking))


def obstacles_to_finishing(partnership, template, found, *, by, today):
    """Yield why the partnership cannot say that it is done with this version."""
    yield from acting.obstacles_to_acting_as_secretariat(by, partnership, today)
    if not is_newer(template, partnership):
        yield NOT_NEWER(version=partnership.template_version)
        return
    left = open_points(found)
    if left:
        yield NOT_ALL_ANSWERED(number=len(left), version=template.version)


def thing_of(partnership, key):
    """The forum or kind of case a point is about, or none."""
    sort, _colon, rest = key.partition(":")
    model = Forum if sort == "forum" else CaseKind
    return model.objects.filter(partnership=partnership, key=rest.partition(":")[0]).first()

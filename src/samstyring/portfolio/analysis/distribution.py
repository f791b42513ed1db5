"""What each group gets and what its projects bring: the money and the benefit, never one without the other."""

import re
from collections import defaultdict
from dataclasses import dataclass

from django.utils.translation import gettext as _

# «Bergen (Fana)»: the part of a municipality that the sheet names.
PART = re.compile(r"\s*\(.*\)\s*$")


@dataclass(frozen=True)
class Slice:
    """What a group gets, and what its projects bring, beside each other."""

    name: str
    mnok: float
    money_share: float
    value_share: float
    projects: int
    value: float
    per_hundred: float | None  # points for each hundred million, where money is given


def by_party(basis, result, money):
    return slices(basis, result, money, lambda _key, told: told["owner"] or _("Eier ikke oppgitt"))


def by_focus(basis, result, money):
    def group(_key, told):
        return basis["focus"].get(told["focus"]) or _("Uten satsingsområde")

    return slices(basis, result, money, group)


def by_working_group(problem, basis, result, money):
    homes = {one["key"]: one["area"] for one in problem["projects"]}

    def group(key, _told):
        return basis["areas"].get(homes.get(key)) or _("Uten arbeidsgruppe")

    return slices(basis, result, money, group)


def by_municipality(basis, result, money):
    """By the place the sheet names. What was frozen before places were kept, has none."""

    def group(_key, told):
        return PART.sub("", told.get("municipality", "")) or _("Sted ikke oppgitt")

    return slices(basis, result, money, group)


def slices(basis, result, money, group):
    """One slice for each group there is a project in, whether it gets money or not; the largest first."""
    worth, starts = result.get("worth", {}), result["plan"]["starts"]
    mnok, value, count = defaultdict(float), defaultdict(float), defaultdict(int)
    for key, told in basis["projects"].items():
        name = group(key, told)
        mnok[name] += sum(money[key].values()) if key in starts else 0
        value[name] += worth.get(key, 0.0)
        count[name] += key in starts
    all_money, all_value = sum(mnok.values()), sum(value.values())
    rows = [
        Slice(
            name,
            mnok[name],
            100 * mnok[name] / all_money if all_money else 0,
            100 * value[name] / all_value if all_value else 0,
            count[name],
            value[name],
            100 * value[name] / mnok[name] if mnok[name] > 0 else None,
        )
        for name in mnok
    ]
    return tuple(sorted(rows, key=lambda one: (-one.mnok, one.name)))

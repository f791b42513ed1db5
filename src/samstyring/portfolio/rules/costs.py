"""What many projects cost together. Amounts of one kind are added, in the database; the others are told of."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, Sum
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samstyring.ground import formats
from samstyring.ground.money import Amount
from samstyring.portfolio.models import SheetVersion

KIND = ("sheets__cost_basis", "sheets__price_year", "sheets__vat")


@dataclass(frozen=True)
class CostOfMany:
    """What several projects cost together, and whole sentences about what could not be added."""

    words: str | None
    sentences: tuple[str, ...]


def of_placed(projects):
    """The cost of projects from `standing.with_newest_sheet`: the commonest whole kind, and a word on the rest.

    Nothing is added silently, in the same way as `ground.money.total` adds amounts in hand.
    """
    groups = (
        projects.order_by()
        .values(*KIND)
        .annotate(sum=Sum("sheets__cost_mnok"), counted=Count("sheets__cost_mnok"), all=Count("pk"))
    )
    told, without = {}, 0
    for group in groups:
        without += group["all"] - group["counted"]
        if group["counted"]:
            basis, year, vat = (group[name] for name in KIND)
            told[Amount(Decimal(group["sum"]), basis, year, vat)] = group["counted"]
    whole = sorted((one for one in told if not one.gaps), key=lambda one: (-told[one], str(one.kind)))
    sentences = tuple(_left_out(told, whole[1:], without))
    return CostOfMany(_words(whole[0], told[whole[0]]) if whole else None, sentences)


def _left_out(told, others, without):
    """Sentences about the amounts with a gap, those of other kinds, and the projects without any."""
    by_gap = {}
    for amount, count in told.items():
        if amount.gaps:
            gap = _and(amount.gaps)
            by_gap[gap] = by_gap.get(gap, 0) + count
    for gap, count in sorted(by_gap.items(), key=lambda pair: (-pair[1], pair[0])):
        yield (
            ngettext(
                "Ett prosjekt har et beløp som ikke kan legges sammen med andre: %(gap)s mangler.",
                "%(count)s prosjekter har beløp som ikke kan legges sammen: %(gap)s mangler.",
                count,
            )
            % {"count": count, "gap": gap}
        )
    if other_kind := sum(told[one] for one in others):
        yield (
            ngettext(
                "Ett prosjekt har et beløp i et annet prisår eller på et annet grunnlag, og er ikke lagt til.",
                "%(count)s prosjekter har beløp i andre prisår eller på andre grunnlag, og er ikke lagt til.",
                other_kind,
            )
            % {"count": other_kind}
        )
    if without:
        yield (
            ngettext("Ett prosjekt har ikke noe beløp.", "%(count)s prosjekter har ikke noe beløp.", without)
            % {"count": without}
        )


def _words(amount, count):
    return ngettext(
        "%(sum)s i %(year)s-kroner, %(vat)s (%(basis)s), for ett prosjekt",
        "%(sum)s i %(year)s-kroner, %(vat)s (%(basis)s), for %(count)s prosjekter",
        count,
    ) % {
        "sum": formats.mnok(amount.mnok),
        "year": amount.price_year,
        "vat": SheetVersion(vat=amount.vat).get_vat_display(),
        "basis": SheetVersion(cost_basis=amount.basis).get_cost_basis_display(),
        "count": count,
    }


def _and(words):
    words = [str(word) for word in words]
    return words[0] if len(words) == 1 else _("%s og %s") % (", ".join(words[:-1]), words[-1])

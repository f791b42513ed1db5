"""Money: an amount says what it is an amount of, or it is never added to another.

Amounts are Decimal million kroner (MNOK). Three things must be known and equal before two of them are summed:
what the amount covers (basis), the year of its prices, and whether VAT is in it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db import models
from django.utils.translation import gettext_lazy as _

LARGEST_MNOK = Decimal("500000")


class Basis(models.TextChoices):
    """What an amount covers."""

    TOTAL = "total", _("totalkostnad")
    SHARE = "share", _("finansiering gjennom avtalen")
    CONTRACT = "contract", _("kontraktssum")
    FRAME = "frame", _("ramme")
    YEAR_GRANT = "year_grant", _("årsbevilgning")
    UNKNOWN = "", _("ikke oppgitt")


class Vat(models.TextChoices):
    INCLUDED = "incl", _("med mva.")
    EXCLUDED = "excl", _("uten mva.")
    UNKNOWN = "", _("mva. ikke oppgitt")


@dataclass(frozen=True)
class Amount:
    mnok: Decimal
    basis: str = Basis.UNKNOWN
    price_year: int | None = None
    vat: str = Vat.UNKNOWN

    @property
    def kind(self):
        return (self.basis, self.price_year, self.vat)

    @property
    def gaps(self):
        """The words for what is not known about this amount."""
        return [
            word
            for known, word in (
                (self.basis, _("grunnlag")),
                (self.price_year, _("prisår")),
                (self.vat, _("mva.")),
            )
            if not known
        ]


@dataclass(frozen=True)
class Total:
    """A sum of the amounts that could be added, and those that could not."""

    mnok: Decimal
    kind: tuple
    counted: int
    left_out: tuple  # amounts of another kind, or with a gap

    @property
    def is_whole(self):
        return not self.left_out


def total(amounts: Iterable[Amount]) -> Total:
    """Add the amounts of the commonest complete kind; name the others instead of adding them silently."""
    amounts = list(amounts)
    complete = [a for a in amounts if not a.gaps]
    kinds = sorted({a.kind for a in complete}, key=lambda k: (-sum(a.kind == k for a in complete), str(k)))
    kind = kinds[0] if kinds else ("", None, "")
    counted = [a for a in complete if a.kind == kind]
    left_out = tuple(a for a in amounts if a not in counted)
    return Total(sum((a.mnok for a in counted), Decimal(0)), kind, len(counted), left_out)


def mnok_field(**options):
    """A column of million kroner with three decimals: whole thousand kroner."""
    return models.DecimalField(max_digits=12, decimal_places=3, **options)

"""An amount says what it is an amount of, or it is never added to another."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from samstyring.ground import formats
from samstyring.ground.money import Amount, Basis, Vat, total

FULL = (Basis.TOTAL, 2026, Vat.EXCLUDED)


def amount(mnok, basis=Basis.TOTAL, year=2026, vat=Vat.EXCLUDED):
    return Amount(Decimal(mnok), basis, year, vat)


def test_amounts_of_one_kind_are_added():
    assert total([amount("12"), amount("174"), amount("114")]).mnok == 300


def test_another_price_year_is_left_out_and_named():
    other = amount("10", year=2022)
    summed = total([amount("5"), amount("6"), other])
    assert (summed.mnok, summed.left_out, summed.is_whole) == (11, (other,), False)


def test_an_amount_without_price_year_is_never_summed():
    vague = Amount(Decimal(7), Basis.TOTAL, None, Vat.EXCLUDED)
    assert total([vague]).mnok == 0
    assert total([vague]).left_out == (vague,)
    assert len(vague.gaps) == 1


@given(st.lists(st.tuples(st.integers(0, 1000), st.sampled_from(["total", "share", ""]),
                          st.sampled_from([2022, 2026, None]), st.sampled_from(["incl", "excl", ""]))))  # fmt: skip
def test_no_amount_is_lost_and_no_two_kinds_are_mixed(rows):
    amounts = [Amount(Decimal(m), b, y, v) for m, b, y, v in rows]
    summed = total(amounts)
    assert summed.counted + len(summed.left_out) == len(amounts)
    assert summed.mnok == sum((a.mnok for a in amounts if not a.gaps and a.kind == summed.kind), Decimal(0))


def test_numbers_are_written_the_norwegian_way():
    assert formats.number(Decimal("1234.56")) == "1\u00a0234,6"
    assert formats.number(Decimal("-3")) == "\u22123,0"
    assert formats.number(None) == "\u2013"

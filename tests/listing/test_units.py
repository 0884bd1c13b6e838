"""In whatever unit, nothing is declared lighter or smaller than it is, and hardly heavier."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from listingkit.listing.units import INCH_CM, OUNCE_G, POUND_G, lengths, weights

AMOUNTS = st.decimals("0.001", "99999", places=3)
UNITS = {"weight_kg": (1000, "0.001"), "weight_lb": (POUND_G, "0.01"), "weight_oz": (OUNCE_G, "0.1")}


@given(AMOUNTS)
def test_weights(grams: Decimal) -> None:
    found = weights(grams)
    assert found["weight_g"] == grams
    for name, (unit, step) in UNITS.items():
        declared = found[name]
        assert declared is not None
        assert grams <= declared * unit < grams + Decimal(step) * unit + Decimal("1e-9")
        assert -declared.as_tuple().exponent == len(step) - 2


@given(AMOUNTS)
def test_lengths(centimetres: Decimal) -> None:
    inches = lengths("length", centimetres)["length_in"]
    assert inches is not None
    assert centimetres <= inches * INCH_CM < centimetres + Decimal("0.01") * INCH_CM + Decimal("1e-9")


def test_a_pound_and_an_inch_are_themselves() -> None:
    assert weights(Decimal("453.59237"))["weight_lb"] == 1
    assert weights(Decimal("453.59237"))["weight_oz"] == 16
    assert lengths("width", Decimal("2.54")) == {"width_cm": Decimal("2.54"), "width_in": 1}
    assert set(weights(None).values()) == {None}

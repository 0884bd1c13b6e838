"""Metric measures are told in US units as people say them, and nothing else is taken for one."""

from __future__ import annotations

import time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listingkit.listing.measures import in_us_units, natural, with_inches, with_us_units


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("98 cm", "98 cm (38.6 in)"),
        ("直径98cm", "直径98 cm (38.6 in)"),
        ("Ø98cm.", "Ø98 cm (38.6 in)."),
        ("58.4 cm", "58.4 cm (23 in)"),
        ("8 mm", "8 mm (0.31 in)"),
        ("60 x 8 x 7 cm", "60 x 8 x 7 cm (23.6 x 3.1 x 2.8 in)"),
        ("60*8*7CM", "60 x 8 x 7 cm (23.6 x 3.1 x 2.8 in)"),
        ("60cm×40cm", "60 x 40 cm (23.6 x 15.7 in)"),
        ("23-25 cm", "23-25 cm (9.1-9.8 in)"),
        ("10 to 12 cm", "10 to 12 cm (3.9 to 4.7 in)"),
        ("1.2 m", "1.2 m (47.2 in)"),
        ("5 m", "5 m (16.4 ft)"),
        ("500 g", "500 g (17.6 oz)"),
        ("0.5kg", "0.5 kg (1.1 lb)"),
        ("500ml", "500 ml (16.9 fl oz)"),
        ("1.5 L", "1.5 L (50.7 fl oz)"),
        ("3 x 500 ml", "3 x 500 ml (16.9 fl oz)"),
        ("1,200 mm", "1,200 mm (47.2 in)"),
        ("98,5 cm", "98,5 cm (38.8 in)"),
        ("-10 to 40 °C", "-10 to 40 °C (14 to 104 °F)"),
        ("30℃", "30 °C (86 °F)"),
        ("winds of 80 km/h", "winds of 80 km/h (50 mph)"),
        ("open 98cm, folded 28cm", "open 98 cm (38.6 in), folded 28 cm (11 in)"),
    ],
)
def test_measures_are_followed_by_those_of_the_us(text: str, expected: str) -> None:
    assert with_us_units(text) == expected
    assert with_us_units(expected) == expected


@pytest.mark.parametrize(
    "text",
    [
        "98 cm (38.6 in)",
        "98 cm / 38.6 in",
        '98 cm (38.6")',
        "120 g/m²",
        "120 g/m2",
        "5G and 12M",
        "U98cm",
        "210T pongee, 8K",
        "8 ribs",
        "wind 10 m/s",
        "60 cm x 1.2 m",
        "3 in 1",
        "2 more",
        "",
    ],
)
def test_what_is_no_metric_measure_or_has_its_twin_stays(text: str) -> None:
    assert with_us_units(text) == text


def test_inches_alone_leave_weights() -> None:
    assert with_inches("98cm, 420 g") == "98 cm (38.6 in), 420 g"


@pytest.mark.parametrize(
    ("value", "expected"),
    [("0.3149", "0.31"), ("0.995", "1.00"), ("38.58", "38.6"), ("99.94", "99.9"), ("160.7", "161")],
)
def test_figures_are_rounded_as_people_say_them(value: str, expected: str) -> None:
    assert natural(Decimal(value)) == Decimal(expected)


def test_columns_have_twins_by_their_suffix() -> None:
    columns = {"open_m": "1.2", "volume_ml": "500", "tank_l": "1.5", "rib_mm": "8", "note_cm": "wide", "cm": "3"}
    assert in_us_units(columns) == {
        "open_ft": Decimal("3.9"),
        "volume_fl_oz": Decimal("16.9"),
        "tank_fl_oz": Decimal("50.7"),
        "rib_in": Decimal("0.31"),
        "note_in": "",
    }


@given(
    value=st.decimals("0.1", "9999", places=1),
    unit=st.sampled_from(["mm", "cm", "kg", "g", "ml", "km/h"]),
    before=st.sampled_from(["", "open ", "直径", "("]),
    after=st.sampled_from(["", ", light", ")", " wide"]),
)
def test_twins_are_right_to_their_last_figure_and_come_once(value: Decimal, unit: str, before: str, after: str) -> None:
    told = with_us_units(f"{before}{value}{unit}{after}")
    assert with_us_units(told) == told
    us, name = told.rpartition("(")[2].split(")")[0].split(" ", 1)
    size = {"in": {"mm": "25.4", "cm": "2.54"}, "oz": {"g": "28.349523"}, "lb": {"kg": "0.45359237"}}
    size |= {"fl oz": {"ml": "29.57353"}, "mph": {"km/h": "1.609344"}}
    exact = value / Decimal(size[name][unit])
    step = Decimal("0.5") if name == "mph" or exact >= 100 else Decimal("0.05")
    assert abs(Decimal(us) - exact) <= step * Decimal("1.001")


@pytest.mark.parametrize("piece", ["98 cm (1 ", "1 x ", "98 cm ", "1", "98 cm / 3 "])
def test_no_text_takes_long(piece: str) -> None:
    started = time.process_time()
    with_us_units(piece * 5_000)
    assert time.process_time() - started < 5

"""How sharp is a product, whatever its size, its colour and its light?"""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from listingkit.judging.blur import focus_of
from listingkit.pixels.sharpness import Sharpness, sharpness_of
from tests.builders.judging import seen
from tests.builders.umbrellas import BLACK, CANOPIES, Sitting, Umbrella, picture

SIZE = (1000, 700)


def sharpness(what: Umbrella | None = None, **how: object) -> Sharpness:
    picked = Sitting(**{"size": SIZE, **how})  # type: ignore[arg-type]
    found = seen(picture(what or Umbrella(pattern="stripes"), picked)).sharpness
    assert found is not None
    return found


@pytest.mark.parametrize(("blur", "least", "most"), [(0, 0, 0.6), (0.75, 0.6, 1.0), (1.5, 1.3, 1.8), (2.5, 1.9, 3.0)])
def test_width_of_edges_is_that_of_the_blur(blur: float, least: float, most: float) -> None:
    found = sharpness(blur=blur)
    assert found.across is not None and least <= found.across <= most
    assert found.down is not None and least <= found.down <= most


@pytest.mark.parametrize("fill", [0.25, 0.5, 0.9])
@pytest.mark.parametrize("name", ["Black", "Yellow", "White"])
def test_neither_fill_nor_canopy_changes_what_is_measured(fill: float, name: str) -> None:
    value = focus_of(sharpness(Umbrella(CANOPIES[name], handle=BLACK), fill=fill, blur=1.5))
    assert value is not None and 1.25 <= value <= 1.85


@pytest.mark.parametrize(("stops", "kelvin"), [(-1.5, 5500), (0.3, 5500), (0, 3500), (0, 9000)])
def test_neither_exposure_nor_cast_changes_what_is_measured(stops: float, kelvin: float) -> None:
    value = focus_of(sharpness(blur=1.5, stops=stops, kelvin=kelvin))
    assert value is not None and 1.25 <= value <= 1.85


@pytest.mark.parametrize("noise", [0, 3, 6])
def test_noise_makes_no_blurred_photo_sharp(noise: float) -> None:
    value = focus_of(sharpness(blur=2, noise=noise))
    assert value is not None and value > 1.5


def test_movement_widens_edges_of_one_direction() -> None:
    found = sharpness(Umbrella(), motion=10, motion_angle=0)
    assert found.across is not None and found.down is not None
    assert found.across > 1.5 * found.down


@pytest.mark.parametrize(("name", "pattern", "turn"), [("Orange", "plaid", 50), ("Sky Blue", "stripes", 50)])
def test_edges_that_all_run_slantwise_do_not_look_wide(name: str, pattern: str, turn: float) -> None:
    value = focus_of(sharpness(Umbrella(CANOPIES[name], pattern), angle="top", turn=turn, fill=0.6, noise=3))
    assert value is not None and value < 0.65


def test_few_edges_of_a_frame_half_as_large_do_not_replace_those_of_the_whole() -> None:
    found = sharpness(Umbrella(CANOPIES["Pink"], "stripes", handle=BLACK), angle="top", fill=0.3, blur=1.5, noise=4)
    assert focus_of(found) is not None


def test_shadow_beside_a_sharp_product_is_not_its_blur() -> None:
    value = focus_of(sharpness(Umbrella(CANOPIES["White"]), shade=0.8))
    assert value is not None and value < 0.8


def test_plain_frame_has_no_edges() -> None:
    assert sharpness_of(Image.new("RGB", SIZE, "white")) == Sharpness(None, None, None)


def test_soft_gradient_has_no_edges() -> None:
    levels = np.tile(np.linspace(60, 200, SIZE[0]).astype(np.uint8), (SIZE[1], 1))
    assert sharpness_of(Image.fromarray(levels).convert("RGB")) == Sharpness(None, None, None)


@settings(max_examples=30, deadline=None)
@given(st.integers(1, 60), st.integers(1, 60), st.integers(0, 2**32 - 1))
def test_any_small_frame_is_measured_without_an_error(width: int, height: int, seed: int) -> None:
    levels = np.random.default_rng(seed).integers(0, 256, (height, width, 3), dtype=np.uint8)
    found = sharpness_of(Image.fromarray(levels), (0.0, 0.0, 1.0, 1.0), np.ones((3, 4), bool))
    assert all(side is None or side >= 0 for side in (found.across, found.down))


def test_same_frame_gives_the_same_figures() -> None:
    frame = picture(Umbrella(pattern="floral"), Sitting(size=SIZE))
    assert sharpness_of(frame) == sharpness_of(frame)

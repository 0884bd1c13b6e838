from __future__ import annotations

import gzip

import numpy as np
import pytest
from PIL import Image

from listingkit.images.logo import open_logo, scaled
from listingkit.images.model import MarkError
from tests.builders import photos

RED_PALETTE = Image.new("P", (8, 8), 1)
RED_PALETTE.putpalette([0, 0, 0, 255, 0, 0])
SIXTEEN = Image.fromarray(np.full((8, 8), 200 * 257, np.uint16))
SVG = b'<?xml version="1.0"?>\n<!-- licence -->\n<svg xmlns="http://www.w3.org/2000/svg"/>'

KINDS = {
    "grey with alpha": (photos.saved(Image.new("LA", (8, 8), (50, 128)), "PNG"), (50, 50, 50, 128)),
    "palette": (photos.saved(RED_PALETTE, "PNG"), (255, 0, 0, 255)),
    "palette with a clear colour": (photos.saved(RED_PALETTE, "PNG", transparency=0), (255, 0, 0, 255)),
    "gif": (photos.saved(RED_PALETTE, "GIF"), (255, 0, 0, 255)),
    "cmyk jpeg": (photos.saved(Image.new("CMYK", (8, 8), (0, 255, 255, 0)), "JPEG"), (255, 0, 0, 255)),
    "sixteen bits": (photos.saved(SIXTEEN, "PNG"), (200, 200, 200, 255)),
    "sixteen bits with a clear level": (photos.saved(SIXTEEN, "PNG", transparency=3), (200, 200, 200, 255)),
    "one bit": (photos.saved(Image.new("1", (8, 8), 1), "PNG"), (255, 255, 255, 255)),
    "webp": (photos.saved(Image.new("RGBA", (8, 8), (9, 8, 7, 90)), "WEBP", lossless=True), (9, 8, 7, 90)),
}


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_picture_gives_its_colours_and_alpha(kind):
    data, pixel = KINDS[kind]
    assert open_logo(data).getpixel((3, 3)) == pytest.approx(pixel, abs=2)


def test_a_wide_profile_is_brought_to_srgb_and_alpha_stays():
    logo = Image.new("RGBA", (8, 8), (60, 200, 60, 77))
    plain, wide = (
        open_logo(photos.saved(logo, "PNG", **extra)).getpixel((3, 3))
        for extra in ({}, {"icc_profile": photos.adobe_like_profile()})
    )
    assert plain == (60, 200, 60, 77)
    assert wide[1] > 205
    assert wide[3] == 77


def test_a_photographed_logo_is_turned_upright():
    assert open_logo(photos.jpeg(orientation=6)).size == (300, 400)


@pytest.mark.parametrize("data", [SVG, gzip.compress(SVG, mtime=0)])
def test_a_drawing_is_told_to_be_exported(data):
    with pytest.raises(MarkError, match="SVG drawing; export it as PNG"):
        open_logo(data)


@pytest.mark.parametrize("data", [b"", b"no picture", photos.saved(SIXTEEN, "TIFF")])
def test_what_is_no_logo_is_told(data):
    with pytest.raises(MarkError, match="not a PNG"):
        open_logo(data)


def test_a_damaged_logo_is_told():
    with pytest.raises(MarkError, match="cut short"):
        open_logo(photos.cut_short(photos.saved(Image.effect_noise((90, 90), 50), "PNG")))


def test_a_huge_logo_is_refused_before_it_is_decoded():
    with pytest.raises(MarkError, match="3,600,000,000 pixels"):
        open_logo(photos.bomb())


def test_a_logo_that_cannot_be_seen_is_told():
    with pytest.raises(MarkError, match="transparent"):
        open_logo(photos.saved(Image.new("RGBA", (9, 9), (0, 0, 0, 0)), "PNG"))


def test_hidden_colours_do_not_bleed_out_of_a_logo():
    logo = Image.new("RGBA", (80, 80), (255, 0, 0, 0))
    logo.paste((0, 0, 255, 255), (20, 20, 60, 60))
    small = np.asarray(scaled(logo, 33, 200), int)
    assert small[small[..., 3] > 20][:, 0].max() < 30


def test_a_tall_logo_stays_within_what_fits():
    assert scaled(Image.new("RGBA", (10, 100)), 50, 80).size == (8, 80)

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PIL import Image

from listingkit.images.watermark import MarkError, MarkFiles, lacking, mark_alpha, open_logo, stamp
from tests.builders import photos
from tests.builders.images import MARK, NO_FILES

POSITIONS = ["top-left", "top", "top-right", "left", "centre", "right", "bottom-left", "bottom", "bottom-right"]
GREY = Image.new("RGB", (300, 200), (200, 200, 200))


def changed_box(before, after):
    difference = np.abs(np.asarray(before, int) - np.asarray(after, int)).max(axis=2) > 0
    rows, columns = np.flatnonzero(difference.any(axis=1)), np.flatnonzero(difference.any(axis=0))
    return columns[0], rows[0], columns[-1], rows[-1]


@pytest.mark.parametrize("position", POSITIONS)
@pytest.mark.parametrize("kind", ["text", "logo"])
def test_all_nine_positions_are_where_they_say(position, kind):
    files, mark = NO_FILES, replace(MARK, position=position)
    if kind == "logo":
        files = MarkFiles(logo=photos.saved(Image.new("RGBA", (60, 30), (0, 90, 0, 255)), "PNG"))
        mark = replace(mark, text="", logo="brand/logo.png", logo_digest="x", size=0.2)
    left, top, right, bottom = changed_box(GREY, stamp(GREY, mark, files))
    middle = (left + right) / 2, (top + bottom) / 2
    margin = round(0.03 * 200)
    if "left" in position:
        assert left == pytest.approx(margin, abs=2)
    elif "right" in position:
        assert right == pytest.approx(299 - margin, abs=2)
    else:
        assert middle[0] == pytest.approx(150, abs=2)
    if "top" in position:
        assert top == pytest.approx(margin, abs=2)
    elif "bottom" in position:
        assert bottom == pytest.approx(199 - margin, abs=2)
    else:
        assert middle[1] == pytest.approx(100, abs=2)


@pytest.mark.parametrize(("ground", "darker"), [(240, True), (20, False)])
def test_text_is_dark_on_light_and_light_on_dark(ground, darker):
    image = Image.new("RGB", (300, 200), (ground,) * 3)
    marked = np.asarray(stamp(image, MARK, NO_FILES), int)
    assert ((marked < ground).any(), (marked > ground).any()) == (darker, not darker)


@pytest.mark.parametrize("opacity", [0.2, 0.6, 1.0])
def test_opacity_is_kept(opacity):
    image = Image.new("RGB", (300, 200), "white")
    marked = np.asarray(stamp(image, replace(MARK, text="███", opacity=opacity), NO_FILES), int)
    assert marked.min() == pytest.approx(255 - (255 - 24) * opacity, abs=3)


def test_the_image_given_is_left_alone():
    before = GREY.copy()
    stamp(GREY, MARK, NO_FILES)
    assert before == GREY


def test_a_long_text_shrinks_to_the_image():
    left, _, right, _ = changed_box(GREY, stamp(GREY, replace(MARK, text="A very long name of a shop " * 3), NO_FILES))
    assert left >= 0
    assert right < 299


def test_hidden_colours_do_not_bleed_out_of_a_logo():
    logo = Image.new("RGBA", (80, 80), (255, 0, 0, 0))
    logo.paste((0, 0, 255, 255), (20, 20, 60, 60))
    mark = replace(MARK, text="", logo="l.png", logo_digest="y", size=0.2, opacity=1.0)
    small = np.asarray(mark_alpha(mark, MarkFiles(logo=photos.saved(logo, "PNG")), 200), int)
    assert small[small[..., 3] > 20][:, 0].max() < 30


def test_characters_that_the_font_lacks_are_named_in_order():
    assert lacking("Shop & Son (#1), 5 % off!", b"") == ""
    assert lacking("伞 Shop 雨 伞", b"") == "伞雨"
    assert lacking("☂", b"") == "☂"


@pytest.mark.parametrize("data", [b"", b"no picture", photos.cut_short(photos.saved(GREY, "PNG"), 0.5)])
def test_a_bad_logo_is_told(data):
    with pytest.raises(MarkError, match="not a PNG"):
        open_logo(data)


def test_a_logo_that_cannot_be_seen_is_told():
    with pytest.raises(MarkError, match="transparent"):
        open_logo(photos.saved(Image.new("RGBA", (9, 9), (0, 0, 0, 0)), "PNG"))


def test_a_bad_font_is_told():
    with pytest.raises(MarkError, match="font"):
        lacking("a", b"no font")

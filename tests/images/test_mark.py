from __future__ import annotations

from decimal import Decimal

import pytest

from listingkit.errors import BadInputError
from listingkit.images import mark as mark_module
from listingkit.images.lettering import bundled_font
from listingkit.images.mark import fonts_in, read_mark
from tests.builders import photos


def shop_marked(root, **watermark):
    shop = photos.shop_with(root, {}, watermark=watermark)
    (shop.root / "brand").mkdir(exist_ok=True)
    return shop


def mark_of(root, **watermark):
    return read_mark(shop_marked(root, **watermark)).mark


def test_text_is_kept_as_it_is_drawn_with_a_digest_of_the_bundled_font(tmp_path):
    mark = mark_of(tmp_path, text=" © Mu\u0308ller\n& Søn ")
    assert (mark.text, mark.font) == ("© Müller & Søn", "")
    assert len(mark.font_digest) == 64


def test_all_settings_reach_the_mark(tmp_path):
    mark = mark_of(tmp_path, text="x", position="tiled", colour="#1A2b3C", avoid_product=False, opacity=Decimal("0.3"))
    assert (mark.position, mark.colour, mark.avoid_product, mark.opacity) == ("tiled", (26, 43, 60), False, 0.3)


def test_tiles_are_faint_unless_told_otherwise(tmp_path):
    assert mark_of(tmp_path / "a", text="x").opacity == 0.6
    assert mark_of(tmp_path / "b", text="x", position="tiled").opacity == 0.2
    assert mark_of(tmp_path / "c", text="x", position="tiled", opacity=Decimal("0.6")).opacity == 0.6


@pytest.mark.parametrize("colour", ["black", "#12345", "", 7])
def test_a_colour_that_is_none_is_told(tmp_path, colour):
    with pytest.raises(BadInputError) as told:
        shop_marked(tmp_path, text="x", colour=colour)
    assert '"auto", or a colour such as' in " ".join(told.value.problems)


def test_a_character_that_the_font_lacks_is_named_with_its_code(tmp_path):
    with pytest.raises(BadInputError, match=r"伞 \(U\+4F1E\), U\+0007"):
        read_mark(shop_marked(tmp_path, text="伞 Shop\a"))


def test_what_this_pillow_would_draw_wrongly_is_refused(tmp_path, monkeypatch):
    shop = shop_marked(tmp_path, text="q\u0301")
    monkeypatch.setattr(mark_module, "can_shape", lambda: False)
    with pytest.raises(BadInputError, match=r"U\+0301\) wrongly") as told:
        read_mark(shop)
    assert "logo" in told.value.hint


def test_a_text_that_nobody_could_read_is_refused_with_what_fits(tmp_path):
    with pytest.raises(BadInputError, match="too long for one line") as told:
        read_mark(shop_marked(tmp_path, text="The finest umbrellas of all " * 10))
    fitting = int(told.value.hint.split("some ")[1].split()[0])
    assert 60 < fitting < 280
    assert mark_of(tmp_path / "short", text=("The finest umbrellas of all " * 10)[: fitting - 5])


def test_the_first_font_by_name_is_taken_and_hidden_files_are_none(tmp_path):
    for name in ("b.ttf", "A.OTF", "c.ttc", "._a.ttf", "a.woff2", "readme.txt"):
        (tmp_path / name).touch()
    (tmp_path / "0.ttf").mkdir()
    assert [path.name for path in fonts_in(tmp_path)] == ["A.OTF", "b.ttf", "c.ttc"]
    assert fonts_in(tmp_path / "nowhere") == []


def test_the_font_that_is_asked_for_is_taken(tmp_path):
    shop = shop_marked(tmp_path, text="x", font="brand/z.ttf")
    (shop.root / "brand" / "a.ttf").write_bytes(b"no font")
    (shop.root / "brand" / "z.ttf").write_bytes(bundled_font())
    found = read_mark(shop)
    assert (found.mark.font, found.files.font) == ("brand/z.ttf", bundled_font())


@pytest.mark.parametrize(
    ("font", "told"),
    [
        ("brand/none.ttf", "cannot be read"),
        ("../x.ttf", "outside the shop"),
        ("brand/x.woff2", "not a font that can be used"),
        ("brand/broken.ttf", "brand/broken.ttf: it is not a font"),
    ],
)
def test_a_font_that_cannot_be_used_is_told(tmp_path, font, told):
    shop = shop_marked(tmp_path, text="x", font=font)
    (shop.root / "brand" / "broken.ttf").write_bytes(b"no font")
    with pytest.raises(BadInputError, match=told):
        read_mark(shop)


def test_a_drawing_as_logo_is_told_what_to_do(tmp_path):
    shop = shop_marked(tmp_path, logo="brand/logo.svg")
    (shop.root / "brand" / "logo.svg").write_text("<svg/>")
    with pytest.raises(BadInputError, match="SVG drawing; export it as PNG"):
        read_mark(shop)

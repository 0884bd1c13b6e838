from __future__ import annotations

import struct

import numpy as np
import pytest

from listingkit.images.lettering import bundled_font, can_shape, lacking, letters, needs_shaping, one_line
from listingkit.images.model import MarkError


def variable(font: bytes) -> bytes:
    """The same font with an axis of weight that moves nothing: enough to be a variable font."""
    count = struct.unpack(">H", font[4:6])[0]
    rows = [struct.unpack(">4sIII", font[12 + 16 * i : 28 + 16 * i]) for i in range(count)]
    tables = {tag: font[start : start + length] for tag, _, start, length in rows}
    glyphs = struct.unpack(">H", tables[b"maxp"][4:6])[0]
    tables[b"fvar"] = struct.pack(
        ">8H4s3I2H", 1, 0, 16, 2, 1, 20, 0, 8, b"wght", 100 << 16, 400 << 16, 900 << 16, 0, 256
    )
    tables[b"gvar"] = struct.pack(">4HIHHI", 1, 0, 1, 0, 20, glyphs, 0, 20) + bytes(2 * (glyphs + 1))
    head, body, start = b"", b"", 12 + 16 * len(tables)
    for tag, data in sorted(tables.items()):
        head += struct.pack(">4sIII", tag, 0, start + len(body), len(data))
        body += data + bytes(-len(data) % 4)
    return font[:4] + struct.pack(">4H", len(tables), 0, 0, 0) + head + body


@pytest.mark.parametrize(
    "text",
    [
        "© Müller & Søn",
        "Łódź Škoda Çağlar İstanbul ß ő ț Nam Đẹp",
        "Ομπρέλες",
        "Зонтики ЁЇЄҐ",
        "№1 “x” ‘y’ „z“ «a» – — … • € £ ¥ ₽ ™ ® ° ½ × ★ ♥ ✓ #!?%@/(+)",
    ],
)
def test_the_bundled_font_has_what_european_sellers_write(text):
    assert lacking(text, b"") == ""


def test_characters_that_the_font_lacks_are_named_in_order_and_once():
    assert lacking("伞 Shop 雨 伞", b"") == "伞雨"
    assert lacking("a\a🙂", b"") == "\a🙂"


def test_an_accent_typed_apart_and_odd_spaces_are_joined():
    assert one_line("  Mu\u0308ller\n\u00a0&\tSon ") == "Müller & Son"


def test_invisible_characters_of_phones_draw_no_box():
    plain, phone = letters("© Shop", b"", 30), letters("©\ufe0f\u200b Sh\u200dop", b"", 30)
    assert lacking("©\ufe0f\u200b Sh\u200dop", b"") == ""
    assert plain == phone


@pytest.mark.parametrize(
    ("text", "shaped"),
    [
        ("Müller Ø 伞 한글 Зонт", ""),
        ("q\u0301", "\u0301"),
        ("Shop עברית", "עברית"),
        ("سوق", "سوق"),
        ("คน ร้าน", "\u0e49"),
        ("क", "क"),
        ("ខ", "ខ"),
    ],
)
def test_text_that_letter_by_letter_layout_spoils_is_known(text, shaped):
    assert needs_shaping(text) == shaped


@pytest.mark.skipif(not can_shape(), reason="this Pillow has no Raqm")
def test_a_mark_without_a_letter_of_its_own_stands_on_its_letter():
    apart, marked = letters("q", b"", 60), letters("q\u0301", b"", 60)
    assert marked.width == pytest.approx(apart.width, abs=8)
    assert marked.height > apart.height + 5


def test_letters_are_cropped_to_their_ink_and_follow_the_size():
    small, large = letters("Søn", b"", 20), letters("Søn", b"", 80)
    assert small.getbbox() == (0, 0, *small.size)
    assert large.width == pytest.approx(4 * small.width, rel=0.1)
    assert np.asarray(large).max() == 255


def test_nothing_to_draw_is_told():
    with pytest.raises(MarkError, match="draws nothing"):
        letters("\u200b", b"", 20)


@pytest.mark.parametrize("data", [b"no font", bundled_font()[:3000]])
def test_a_broken_font_is_told(data):
    with pytest.raises(MarkError, match="font"):
        lacking("a", data)


def test_a_variable_font_is_told_with_what_to_take_instead():
    with pytest.raises(MarkError, match="static cuts"):
        lacking("a", variable(bundled_font()))

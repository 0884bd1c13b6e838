"""Does the page on watermarks tell what stores forbid, and the complaint as it is written?"""

from __future__ import annotations

import pytest

from listingkit.errors import BadInputError
from listingkit.images.mark import read_mark
from listingkit.stores.load import builtin_names, load_stores
from tests.builders import photos
from tests.docs.pages import DOCS, blocks, codes, rows, sections, text_of

PAGE = text_of("watermark.md")


def test_slots_without_a_mark_are_those_of_the_profiles():
    told = {label: codes(slots) for label, slots in rows(sections(PAGE)["Where stores allow it"])}
    profiles = load_stores(builtin_names(), relative_to=DOCS)
    forbidden = {each.label: [slot.name for slot in each.slots if slot.watermark == "forbidden"] for each in profiles}
    assert told == forbidden


def test_the_complaint_about_a_missing_letter_is_the_one_that_is_shown(tmp_path):
    with pytest.raises(BadInputError) as told:
        read_mark(photos.shop_with(tmp_path, {}, watermark={"text": "伞 Shop"}))
    assert blocks(PAGE, "text") == [f"{told.value}\n"]

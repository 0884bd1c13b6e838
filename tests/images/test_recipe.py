from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from PIL import Image

from listingkit.errors import BadInputError
from listingkit.images.mark import read_mark
from listingkit.images.recipe import advised_sizes, demand_of, plan_targets, possible_paths
from listingkit.pixels.framing import Demand, Framing
from listingkit.pixels.model import Balance
from listingkit.settings import Role
from listingkit.settings_pictures import ImagesTable
from listingkit.shots.model import Coverage, Placement, ShotList, Take
from listingkit.stores.model import Confidence, Sheet, Slot, StoreProfile
from tests.builders import photos
from tests.builders.images import MARK


def slot(name, **changes):
    values = {
        "name": name,
        "role": Role.GALLERY,
        "width": 1000,
        "height": 1000,
        "max_bytes": 3_000_000,
        "watermark": "allowed",
        "confidence": Confidence.VERIFIED,
        "source": "test",
    }
    return Slot(**{**values, **changes})


STORE = StoreProfile(
    name="ebay",
    label="eBay",
    checked_on=dt.date(2026, 1, 1),
    slots=(
        slot("gallery", advised_width=800),
        slot("scene", watermark="forbidden", width=900, height=1200, format="png"),
        slot("white", watermark="forbidden", background="white", min_width=800, min_height=800),
    ),
    rules={},
    sheet=Sheet(format="csv", layout="row-per-sku", columns=()),
)
COVERAGE = Coverage(ShotList(()), {("U1-NVY", "front"): (Take("photos/new.jpg", 2, 0), Take("photos/old.jpg", 1, 0))})


def place(slot_name, shot="front", **changes):
    return Placement("ebay", "U1", slot_name, 1, ("U1-NVY", shot), **changes)


def plan(*placements, mark=MARK, images=None, balances=None):
    return plan_targets(images or ImagesTable(), [STORE], placements, COVERAGE, mark, balances or {})


def test_the_newest_take_fills_the_slot():
    (target,) = plan(place("gallery"))
    assert (target.photo, target.path) == ("photos/new.jpg", "out/images/ebay/U1/U1-gallery-1.jpg")
    assert (target.store, target.spu, target.subject) == ("ebay", "U1", "U1-NVY")


def test_a_shot_without_photo_asks_for_nothing():
    assert plan(place("gallery", shot="side")) == []


@pytest.mark.parametrize("name", ["scene", "white"])
@pytest.mark.parametrize("fit", ["auto", "pad", "cover"])
def test_where_the_store_forbids_marks_no_setting_brings_one(name, fit):
    (target,) = plan(place(name), images=ImagesTable(fit=fit, enlarge=True))
    assert target.recipe.mark is None


def test_where_it_allows_them_the_mark_is_part_of_the_recipe():
    marked, clean = plan(place("gallery"))[0].recipe, plan(place("gallery"), mark=None)[0].recipe
    assert marked.mark == MARK
    assert marked.fingerprint != clean.fingerprint


def test_a_recipe_takes_the_slots_rules_and_the_shops_taste():
    white, scene = plan(place("white"), place("scene"), images=ImagesTable(quality=91, quality_floor=70, fit="pad"))
    assert (white.recipe.background, white.recipe.min_width, white.recipe.quality) == ("white", 800, 91)
    assert (scene.recipe.width, scene.recipe.height, scene.recipe.framing.fit, scene.recipe.quality_floor) == (
        900,
        1200,
        "pad",
        70,
    )
    assert scene.path.endswith(".png")


def test_names_cannot_leave_the_images_folder():
    placement = Placement("ebay", "../../etc", "gallery", 1, ("U1-NVY", "front"))
    (target,) = plan(placement)
    assert ".." not in target.path.split("/")
    assert target.path.startswith("out/images/ebay/")


def test_sizes_for_masters_and_for_advice():
    demand = demand_of([STORE], ImagesTable(fit="pad"))
    assert demand == Demand(frozenset({(1000, 1000), (900, 1200)}), Framing("pad"))
    assert advised_sizes([STORE], [place("gallery")], COVERAGE) == {"photos/new.jpg": (800, 800)}
    assert advised_sizes([STORE], [place("gallery"), place("scene")], COVERAGE) == {"photos/new.jpg": (900, 1200)}


def test_each_photo_brings_its_own_light():
    balance = Balance(1.1, 1.0, 0.9, 246)
    assert plan(place("gallery"), balances={"photos/new.jpg": balance})[0].balance == balance
    assert plan(place("gallery"), balances={"photos/new.jpg": None})[0].balance is None


def test_what_changes_no_pixel_leaves_images_fresh():
    plain, shadowless, fuller = (
        plan(place("gallery"), images=ImagesTable(**changes))[0].recipe.fingerprint
        for changes in ({"fit": "pad"}, {"fit": "pad", "shadow": "remove"}, {"fit": "pad", "fill": 0.5})
    )
    assert plain == shadowless == fuller
    different = [{}, {"fill": 0.5}, {"sharpen": 0.4}, {"progressive": True}, {"tag_srgb": True}, {"fit": "fit"}]
    assert len({plan(place("gallery"), images=ImagesTable(**each))[0].recipe.fingerprint for each in different}) == 6


def shop_marked(root, **watermark):
    return photos.shop_with(root, {}, watermark=watermark)


def test_a_shop_without_watermark_has_none(tmp_path):
    assert read_mark(shop_marked(tmp_path)) is None
    assert read_mark(shop_marked(tmp_path, text="  ")) is None


def test_a_text_takes_the_built_in_font(tmp_path):
    found = read_mark(shop_marked(tmp_path, text="My Shop", opacity=Decimal("0.5")))
    assert found is not None
    assert (found.mark.text, found.mark.font, found.files.font) == ("My Shop", "", b"")


def test_a_character_that_the_font_lacks_is_told_before_anything_is_rendered(tmp_path):
    with pytest.raises(BadInputError, match="伞") as caught:
        read_mark(shop_marked(tmp_path, text="伞 Shop"))
    assert "brand/" in caught.value.hint


def test_a_changed_logo_changes_the_recipe(tmp_path):
    shop = shop_marked(tmp_path, logo="brand/logo.png")
    (shop.root / "brand").mkdir()
    marks = []
    for colour in ("red", "blue"):
        (shop.root / "brand" / "logo.png").write_bytes(photos.saved(Image.new("RGBA", (9, 9), colour), "PNG"))
        marks.append(read_mark(shop).mark)
    assert marks[0].logo == marks[1].logo
    assert marks[0].logo_digest != marks[1].logo_digest


@pytest.mark.parametrize("name", ["../logo.png", "/etc/passwd", "brand/../../logo.png"])
def test_a_logo_outside_the_shop_is_refused(tmp_path, name):
    (tmp_path / "logo.png").write_bytes(photos.saved(Image.new("RGB", (9, 9)), "PNG"))
    with pytest.raises(BadInputError, match="outside the shop"):
        read_mark(shop_marked(tmp_path / "shop", logo=name))


def test_a_logo_that_is_missing_or_no_picture_is_told(tmp_path):
    shop = shop_marked(tmp_path, logo="brand/logo.png")
    with pytest.raises(BadInputError, match=r"brand/logo\.png cannot be read"):
        read_mark(shop)
    (shop.root / "brand").mkdir()
    (shop.root / "brand" / "logo.png").write_text("svg?")
    with pytest.raises(BadInputError, match="not a PNG"):
        read_mark(shop)


def test_a_font_in_brand_is_used_and_a_bad_one_told(tmp_path):
    shop = shop_marked(tmp_path, text="Shop")
    (shop.root / "brand").mkdir()
    (shop.root / "brand" / "Own.TTF").write_bytes(b"no font")
    with pytest.raises(BadInputError, match=r"brand/Own\.TTF"):
        read_mark(shop)


def test_possible_paths_need_no_photo():
    gone = [
        Placement("ebay", "U9", "gallery", 1, ("U9-RED", "front")),
        Placement("ebay", "U9", "scene", 0, ("U9", "x")),
    ]
    assert possible_paths([STORE], gone) == {
        "out/images/ebay/U9/U9-gallery-1.jpg",
        "out/images/ebay/U9/U9-scene.png",
    }

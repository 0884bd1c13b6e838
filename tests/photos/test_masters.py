from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from listingkit.photos import masters as masters_module
from listingkit.photos.masters import Masters
from listingkit.pixels.decode import PhotoError
from tests.builders import photos
from tests.builders.images import images_of, measure, render, target

PHOTO = photos.jpeg(photos.on_paper((1600, 1200), (0.15, 0.15, 0.85, 0.85)), orientation=6)


def only(measured):
    (photo,) = measured.photos.values()
    return photo


def files(shop):
    return sorted((shop.cache / "masters").rglob("*.jpg"))


def limited(shop, **limits):
    settings = shop.settings
    return replace(shop, settings=settings.model_copy(update={"limits": settings.limits.model_copy(update=limits)}))


@pytest.mark.parametrize("loss", ["deleted", "half"])
def test_a_master_is_made_again_byte_for_byte_unless_its_photo_changed(tmp_path, loss):
    shop = photos.shop_with(tmp_path, {"a.jpg": PHOTO})
    photo = only(measure(shop))
    (master,) = files(shop)
    whole = master.read_bytes()
    master.unlink() if loss == "deleted" else master.write_bytes(whole[:500])
    assert Masters(shop).load(photo).size == (300, 400)
    assert master.read_bytes() == whole
    master.unlink()
    (shop.photos / "a.jpg").write_bytes(photos.jpeg())
    with pytest.raises(PhotoError, match="changed"):
        Masters(shop).load(photo)


def test_a_lost_master_does_not_cost_another_measuring(tmp_path):
    shop = photos.shop_with(tmp_path, {"a.jpg": PHOTO})
    first = measure(shop)
    files(shop)[0].unlink()
    again = measure(shop)
    assert (again.fresh, again.photos) == (1, first.photos)


@pytest.mark.parametrize("limits", [{"masters": False}, {"masters_gb": 0}, {"masters_gb": 1e-6}])
def test_without_masters_the_images_are_the_same(tmp_path, limits):
    kept = photos.shop_with(tmp_path / "kept", {"a.jpg": PHOTO})
    bare = limited(photos.shop_with(tmp_path / "bare", {"a.jpg": PHOTO}), **limits)
    for shop in (kept, bare):
        render(shop, [target("a.jpg")])
    assert images_of(bare) == images_of(kept)
    assert (len(files(kept)), len(files(bare))) == (1, 0)
    changed = [target("a.jpg", quality=70)]
    assert render(bare, changed).reasons == {"recipe changed": 1}
    assert not files(bare)
    assert render(bare, changed).fresh == 1


def test_switching_masters_off_frees_their_room(tmp_path):
    shop = photos.shop_with(tmp_path, {"a.jpg": PHOTO})
    measure(shop)
    bare = limited(shop, masters=False)
    assert measure(bare).fresh == 1
    assert not files(bare)


def test_with_little_room_it_is_the_unneeded_masters_that_go(tmp_path):
    shop = photos.shop_with(tmp_path, {f"{n}.jpg": photos.jpeg(photos.on_paper(seed=n)) for n in range(5)})
    measure(shop)
    size = max(file.stat().st_size for file in files(shop))
    for name in ("0.jpg", "1.jpg", "2.jpg", "3.jpg"):
        (shop.photos / name).unlink()
    kept = only(measure(limited(shop, masters_gb=1.2 * size / 1e9)))
    assert [file.name for file in files(shop)] == [Path(kept.master).name]


def test_masters_end_where_their_room_ends(tmp_path):
    shop = photos.shop_with(tmp_path, {f"{n}.jpg": photos.jpeg(photos.on_paper(seed=n)) for n in range(6)})
    measure(shop)
    size = max(file.stat().st_size for file in files(shop))
    tight = limited(shop, masters_gb=3.5 * size / 1e9)
    (shop.photos / "6.jpg").write_bytes(photos.jpeg(photos.on_paper(seed=6)))
    measure(tight)
    assert len(files(tight)) == 3
    assert render(tight, [target(f"{n}.jpg") for n in range(7)]).rendered == 7
    assert len(files(tight)) == 3


def test_colour_is_kept_as_finely_as_the_photo_has_it(tmp_path):
    image = photos.on_paper((800, 600))
    fine, coarse = (photos.saved(image, "JPEG", quality=93, subsampling=part) for part in (0, 2))
    shop = photos.shop_with(tmp_path, {"fine.jpg": fine, "coarse.jpg": coarse})
    found = measure(shop, wanted_px=700).photos
    layers = {}
    for path, photo in found.items():
        with Image.open(shop.cache / "masters" / photo.master) as master:
            layers[path] = master.layer[0][1:3]
    assert layers == {"photos/fine.jpg": (1, 1), "photos/coarse.jpg": (2, 2)}


def test_two_photos_of_the_same_bytes_do_not_write_one_master_at_once(tmp_path, monkeypatch):
    masters = Masters(photos.shop_with(tmp_path, {}))
    written = []

    def slow(target, data):
        written.append(target.name)
        masters.keep("ab/one.jpg", data)  # the double comes while the first is still writing

    monkeypatch.setattr(masters_module, "write_bytes", slow)
    masters.keep("ab/one.jpg", b"master")
    assert written == ["one.jpg"]
    masters.keep("ab/one.jpg", b"master")
    assert written == ["one.jpg", "one.jpg"]

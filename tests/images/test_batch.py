from __future__ import annotations

import io
import os
from dataclasses import replace

import numpy as np
import pytest
from PIL import Image

from listingkit.errors import BadInputError, BadOutputError
from listingkit.events import Advanced, Finished, Recorder, Started
from listingkit.images.batch import plan_images, planned_result
from listingkit.images.model import Stale
from listingkit.photos.ledger import Ledger
from listingkit.photos.masters import Masters
from listingkit.photos.measure import peek_photos
from tests.builders import photos
from tests.builders.images import MARK, images_of, measure, render, square, target


def some_shop(root, count=3):
    return photos.shop_with(
        root, {f"U{n}_front.jpg": photos.jpeg(photos.on_paper(seed=n, colour=(40 * n, 90, 90))) for n in range(count)}
    )


def some_targets(count=3, **changes):
    return [target(f"U{n}_front.jpg", **changes) for n in range(count)]


def test_a_whole_run_makes_what_the_recipe_says(tmp_path):
    shop = some_shop(tmp_path)
    result = render(shop, some_targets(mark=MARK))
    assert (result.rendered, result.fresh, result.failed) == (3, 0, 0)
    assert result.reasons == {"target missing": 3}
    assert not result.findings
    for path, rendition in result.renditions.items():
        data = (shop.root / path).read_bytes()
        with Image.open(io.BytesIO(data)) as image:
            assert image.size == (200, 200) == (rendition.width, rendition.height)
            assert not image.getexif()
            assert image.info.keys() <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
        assert rendition.size_bytes == len(data)


def test_nothing_changed_renders_nothing(tmp_path):
    shop = some_shop(tmp_path)
    first = render(shop, some_targets())
    again = render(shop, some_targets())
    assert (again.rendered, again.fresh, again.failed) == (0, 3, 0)
    assert again.renditions == first.renditions


def reasons(shop, targets, **options):
    with Ledger(shop.cache) as ledger:
        measured = measure(shop)
        plan = plan_images(shop, ledger, targets, measured, **options)
    return [(each.path.rsplit("/")[-1], each.reason) for each in plan.stale]


def test_each_reason_is_told_and_planning_touches_nothing(tmp_path):
    shop = some_shop(tmp_path, 6)
    targets = some_targets(6)
    render(shop, targets)
    (shop.photos / "U0_front.jpg").write_bytes(photos.jpeg(photos.on_paper(seed=77)))
    targets[1] = target("U1_front.jpg", quality=70)
    (shop.images / "ebay/U1/U2_front.jpg").unlink()
    edited = shop.images / "ebay/U1/U3_front.jpg"
    edited.write_bytes(edited.read_bytes() + b"x")
    os.utime(shop.images / "ebay/U1/U4_front.jpg", ns=(5, 5))
    before = images_of(shop)
    assert reasons(shop, targets) == [
        ("U0_front.jpg", Stale.PHOTO),
        ("U1_front.jpg", Stale.RECIPE),
        ("U2_front.jpg", Stale.MISSING),
        ("U3_front.jpg", Stale.CHANGED),
    ]
    assert images_of(shop) == before
    assert {reason for _, reason in reasons(shop, targets, force=True)} == {Stale.FORCED}


def test_touched_images_are_not_read_every_time(tmp_path):
    shop = some_shop(tmp_path, 1)
    render(shop, some_targets(1))
    file = shop.images / "ebay/U1/U0_front.jpg"
    os.utime(file, ns=(5, 5))
    render(shop, some_targets(1))
    with Ledger(shop.cache) as ledger:
        (row,) = ledger.renditions().values()
    assert row.mtime_ns == file.stat().st_mtime_ns


def test_a_hand_edit_of_the_same_length_is_noticed(tmp_path):
    shop = some_shop(tmp_path, 1)
    render(shop, some_targets(1))
    file = shop.images / "ebay/U1/U0_front.jpg"
    whole = file.read_bytes()
    file.write_bytes(whole[:-3] + b"???")
    os.utime(file, ns=(5, 5))
    assert render(shop, some_targets(1)).reasons == {"target changed by hand": 1}
    assert file.read_bytes() == whole


def test_touched_photos_are_not_rendered_again(tmp_path):
    shop = some_shop(tmp_path)
    render(shop, some_targets())
    for file in shop.photos.iterdir():
        os.utime(file, ns=(7, 7))
    assert render(shop, some_targets()).rendered == 0


def test_without_its_ledger_a_shop_comes_out_the_same(tmp_path):
    shop = some_shop(tmp_path)
    render(shop, some_targets())
    before = images_of(shop)
    for file in sorted(shop.cache.rglob("*"), reverse=True):
        file.rmdir() if file.is_dir() else file.unlink()
    assert render(shop, some_targets()).reasons == {"not in the ledger": 3}
    assert images_of(shop) == before


@pytest.mark.parametrize("workers", [2, 5])
def test_one_worker_or_many_give_the_same_bytes(tmp_path, workers):
    one, many = some_shop(tmp_path / "one", 6), some_shop(tmp_path / "many", 6)
    targets = [each for n in range(6) for each in (
        target(f"U{n}_front.jpg", f"{n}-a", mark=MARK),
        target(f"U{n}_front.jpg", f"{n}-b", background="white", width=150, height=150),
    )]  # fmt: skip
    first, second = render(one, targets), render(many, targets, workers=workers)
    assert images_of(one) == images_of(many)
    assert first.findings == second.findings
    assert list(first.renditions) == list(second.renditions)


def test_the_same_image_for_two_stores_is_rendered_once(tmp_path):
    shop = some_shop(tmp_path, 1)
    twins = [target("U0_front.jpg", "one"), replace(target("U0_front.jpg", "two"), spu="U2")]
    heard = Recorder()
    assert render(shop, twins, events=heard).rendered == 2
    assert len(set(images_of(shop).values())) == 1
    assert [event for event in heard.events if isinstance(event, Advanced)][-1] == Advanced(
        "render", 2, 2, "photos/U0_front.jpg"
    )


def test_progress_counts_images(tmp_path):
    heard = Recorder()
    render(some_shop(tmp_path), some_targets(), events=heard, workers=2)
    told = [event for event in heard.events if getattr(event, "stage", "") == "render"]
    assert told[0] == Started("render", 3, "images")
    assert [event.done for event in told if isinstance(event, Advanced)] == [1, 2, 3]
    assert told[-1] == Finished("render", 3)


def test_a_killed_run_goes_on_and_ends_with_the_same_bytes(tmp_path):
    class Killed(BaseException):
        pass

    class KillAfter(Recorder):
        def emit(self, event):
            if isinstance(event, Advanced) and (event.stage, event.done) == ("render", 2):
                raise Killed

    killed, whole = some_shop(tmp_path / "a", 5), some_shop(tmp_path / "b", 5)
    with pytest.raises(Killed):
        render(killed, some_targets(5), events=KillAfter())
    result = render(killed, some_targets(5))
    assert result.fresh == 2
    render(whole, some_targets(5))
    assert images_of(killed) == images_of(whole)


def test_a_bigger_slot_in_another_store_gives_what_a_run_from_scratch_gives(tmp_path):
    data = {"U0_front.jpg": photos.jpeg(photos.on_paper((1600, 1200)))}
    grown, fresh = photos.shop_with(tmp_path / "a", data), photos.shop_with(tmp_path / "b", data)
    small, large = target("U0_front.jpg", "small"), target("U0_front.jpg", "large", width=500, height=500)
    render(grown, [small])
    render(grown, [small, large])
    render(fresh, [small, large])
    assert images_of(grown) == images_of(fresh)


def test_one_bad_photo_fails_alone_and_its_old_image_stays_out_of_the_result(tmp_path):
    shop = some_shop(tmp_path)
    render(shop, some_targets())
    (shop.photos / "U1_front.jpg").write_bytes(photos.cut_short(photos.jpeg()))
    result = render(shop, some_targets(), workers=2)
    assert (result.rendered, result.fresh, result.failed) == (0, 2, 1)
    assert not any("U1_front" in path for path in result.renditions)


def test_too_few_pixels_for_the_store_is_an_error_with_numbers(tmp_path):
    shop = some_shop(tmp_path, 1)
    result = render(shop, some_targets(1, width=1000, height=1000, min_width=800, min_height=800))
    (found,) = result.findings
    assert (found.code, found.spu, found.subject, found.place.file) == (
        "image.too-small",
        "U1",
        "U0",
        "photos/U0_front.jpg",
    )
    assert "800 × 800" in found.message
    assert (result.rendered, result.failed) == (0, 1)
    assert not images_of(shop)


def test_fewer_pixels_than_the_slot_give_a_smaller_image_of_its_shape(tmp_path):
    shop = some_shop(tmp_path, 1)
    (rendition,) = render(shop, some_targets(1, width=900, height=1200)).renditions.values()
    assert rendition.width < 900
    assert rendition.width / rendition.height == pytest.approx(0.75, abs=0.01)


def test_enlarging_is_done_only_when_asked_and_then_told(tmp_path):
    result = render(some_shop(tmp_path, 1), some_targets(1, width=1000, height=1000, enlarge=True))
    (rendition,) = result.renditions.values()
    assert (rendition.width, rendition.height) == (1000, 1000)
    assert [found.code for found in result.findings] == ["image.upscaled"]


def test_too_heavy_at_the_lowest_quality_writes_nothing_and_takes_the_old_one_away(tmp_path):
    shop = some_shop(tmp_path, 1)
    render(shop, some_targets(1))
    result = render(shop, some_targets(1, max_bytes=1001))
    assert [(found.code, found.spu) for found in result.findings] == [("image.too-heavy", "U1")]
    assert "1,001" in result.findings[0].message
    assert not images_of(shop)


def test_a_limit_is_kept_by_lower_quality(tmp_path):
    shop = some_shop(tmp_path, 1)
    (full,) = render(shop, some_targets(1)).renditions.values()
    (light,) = render(shop, some_targets(1, max_bytes=full.size_bytes - 500)).renditions.values()
    assert light.size_bytes <= full.size_bytes - 500


def test_white_without_paper_round_the_product_is_told_and_not_made(tmp_path):
    shop = photos.shop_with(tmp_path, {"U0_front.jpg": photos.jpeg(photos.on_paper(box=(0.3, 0.3, 0.7, 1.0)))})
    result = render(shop, some_targets(1, background="white"))
    assert [found.code for found in result.findings] == ["image.missing"]
    assert "white background" in result.findings[0].message
    assert result.failed == 1


def test_white_is_pure_at_the_border_after_encoding(tmp_path):
    shop = some_shop(tmp_path, 1)
    render(shop, some_targets(1, background="white"))
    (data,) = images_of(shop).values()
    pixels = np.asarray(Image.open(io.BytesIO(data)))
    assert min(pixels[0].min(), pixels[-1].min(), pixels[:, 0].min(), pixels[:, -1].min()) == 255


def test_images_that_nothing_wants_any_more_go_and_others_stay(tmp_path):
    shop = some_shop(tmp_path)
    render(shop, some_targets())
    own = shop.images / "ebay/U1/my-own.jpg"
    own.write_bytes(b"the seller's")
    edited = shop.images / "ebay/U1/U2_front.jpg"
    edited.write_bytes(b"edited by hand")
    render(shop, some_targets(1))
    assert set(images_of(shop)) == {"U0_front.jpg", "my-own.jpg", "U2_front.jpg"}


def test_another_stores_images_are_no_orphans(tmp_path):
    shop = some_shop(tmp_path)
    render(shop, some_targets())
    other = replace(target("U0_front.jpg"), path="out/images/shopify/U1/a.jpg", store="shopify")
    render(shop, [other], stores=["shopify"])
    assert len(images_of(shop)) == 4
    render(shop, [other])
    assert set(images_of(shop)) == {"a.jpg"}
    assert not (shop.images / "ebay").exists()


def damage_master(shop, photo):
    master = shop.cache / "masters" / measure(shop).photos[photo].master
    master.write_bytes(bytes(master.stat().st_size))  # as long as before, so that only decoding shows it
    return master


def test_a_damaged_master_is_made_again_in_the_same_run(tmp_path):
    shop, sound = some_shop(tmp_path / "a", 2), some_shop(tmp_path / "b", 2)
    master = damage_master(shop, "photos/U0_front.jpg")
    result = render(shop, some_targets(2))
    render(sound, some_targets(2))
    assert (result.rendered, result.failed, result.findings) == (2, 0, ())
    assert images_of(shop) == images_of(sound)
    assert master.read_bytes()[:2] == b"\xff\xd8"


def test_a_master_that_cannot_be_made_again_is_told_for_each_subject_and_old_images_go(tmp_path, monkeypatch):
    shop = some_shop(tmp_path, 1)
    both = [replace(target("U0_front.jpg", "optional"), required=False), target("U0_front.jpg", "required")]
    other = replace(target("U0_front.jpg", "other"), spu="U2", subject="U2", required=False)
    render(shop, [*both, other])
    changed = [replace(each, recipe=replace(each.recipe, quality=70)) for each in [*both, other]]
    damage_master(shop, "photos/U0_front.jpg")

    def gone(photo):
        raise OSError("the card was pulled")

    monkeypatch.setattr(Masters, "_made_anew", lambda masters, photo: gone(photo))
    result = render(shop, changed)
    assert [(each.code, each.spu, each.subject, each.severity) for each in result.findings] == [
        ("photo.unreadable", "U1", "U0", "error"),
        ("photo.unreadable", "U2", "U2", "warning"),
    ]
    assert "the card was pulled" in result.findings[0].message
    assert (result.rendered, result.failed) == (0, 1)
    assert not images_of(shop)
    monkeypatch.undo()
    assert render(shop, changed).rendered == 3


def in_folders(root):
    return photos.shop_with(
        root, {f"U{n}/U{n}_front.jpg": photos.jpeg(photos.on_paper(seed=n, colour=(40 * n, 90, 90))) for n in range(3)}
    )


def from_folders(*numbers):
    return [replace(target(f"U{n}/U{n}_front.jpg", f"U{n}-gallery-1"), spu=f"U{n}") for n in numbers]


def test_a_photo_folder_that_is_not_mounted_does_not_empty_the_pack(tmp_path):
    shop = in_folders(tmp_path / "shop")
    render(shop, from_folders(0, 1, 2))
    before = images_of(shop)
    shop.photos.rename(tmp_path / "away")
    with pytest.raises(BadInputError):
        render(shop, [])
    assert images_of(shop) == before
    (tmp_path / "away").rename(shop.photos)
    assert render(shop, from_folders(0, 1, 2)).fresh == 3


def test_images_of_one_folder_that_is_away_stay_as_long_as_the_shop_could_want_them(tmp_path):
    shop = in_folders(tmp_path / "shop")
    render(shop, from_folders(0, 1, 2))
    (shop.photos / "U2").rename(tmp_path / "away")
    possible = [each.path for each in from_folders(0, 1, 2)]
    assert render(shop, from_folders(0, 1), possible=possible).removed == 0
    assert len(images_of(shop)) == 3
    assert render(shop, from_folders(0, 1), possible=possible[:2]).removed == 1
    assert "U2-gallery-1.jpg" not in images_of(shop)


def test_a_photo_deleted_on_purpose_takes_the_last_image_of_the_gallery_along(tmp_path):
    shop = some_shop(tmp_path)
    render(shop, [target(f"U{n}_front.jpg", f"gallery-{n + 1}") for n in range(3)])
    (shop.photos / "U1_front.jpg").unlink()
    moved = [target("U0_front.jpg", "gallery-1"), target("U2_front.jpg", "gallery-2")]
    result = render(shop, moved, possible=[f"out/images/ebay/U1/gallery-{n}.jpg" for n in (1, 2, 3)])
    assert (result.rendered, result.fresh, result.removed) == (1, 1, 1)
    assert result.reasons == {"photo changed": 1}
    assert set(images_of(shop)) == {"gallery-1.jpg", "gallery-2.jpg"}


def test_what_cannot_be_made_is_told_again_without_trying_again(tmp_path):
    shop = some_shop(tmp_path, 2)
    impossible = [replace(each, required=False) for each in some_targets(1, min_width=800, min_height=800)]
    heard = Recorder()
    first = render(shop, impossible)
    again = render(shop, impossible, events=heard)
    assert again.findings == first.findings
    assert [each.code for each in again.findings] == ["image.too-small"]
    assert heard.events == []
    assert again.failed == 0
    assert render(shop, some_targets(1)).rendered == 1
    assert render(shop, some_targets(1)).fresh == 1


def test_what_could_not_be_made_is_tried_again_for_another_photo_or_when_forced(tmp_path):
    shop = some_shop(tmp_path, 1)
    impossible = some_targets(1, min_width=800, min_height=800)
    assert (render(shop, impossible).failed, render(shop, impossible).failed) == (1, 1)
    heard = Recorder()
    render(shop, impossible, force=True, events=heard)
    assert heard.events
    (shop.photos / "U0_front.jpg").write_bytes(photos.jpeg(photos.on_paper((2000, 1500))))
    heard = Recorder()
    result = render(shop, impossible, events=heard)
    assert Started("render", 1, "images") in heard.events
    assert (result.rendered, result.unmade, result.reasons) == (0, 1, {})


def test_a_refusal_that_nothing_asks_for_any_more_is_forgotten(tmp_path):
    shop = some_shop(tmp_path, 1)
    render(shop, some_targets(1, min_width=800, min_height=800))
    render(shop, [])
    with Ledger(shop.cache) as ledger:
        assert ledger.refusals() == {}


def test_a_dry_run_counts_images_of_photos_that_it_has_not_read(tmp_path):
    shop = some_shop(tmp_path)
    targets = some_targets(4)
    render(shop, targets[:3])
    (shop.photos / "U1_front.jpg").write_bytes(photos.jpeg(photos.on_paper(seed=55)))
    (shop.photos / "U3_front.jpg").write_bytes(photos.jpeg(photos.on_paper(seed=56)))
    (shop.photos / "U2_front.jpg").unlink()
    with Ledger.copy_of(shop.cache) as ledger:
        seen = peek_photos(shop, ledger, photos.found_in(shop), demand=square(200))
        result = planned_result(plan_images(shop, ledger, [targets[0], targets[1], targets[3]], seen))
    assert result.reasons == {"photo changed": 1, "target missing": 1}
    assert (result.rendered, result.fresh, result.failed, result.removed) == (2, 1, 0, 1)
    done = render(shop, [targets[0], targets[1], targets[3]])
    assert (done.rendered, done.fresh, done.failed, done.removed) == (2, 1, 0, 1)


def test_a_place_that_cannot_be_written_stops_the_run(tmp_path):
    shop = some_shop(tmp_path, 1)
    (shop.images / "ebay").mkdir(parents=True)
    (shop.images / "ebay" / "U1").write_text("in the way")
    with pytest.raises(BadOutputError):
        render(shop, some_targets(1))


def test_nothing_half_written_is_left(tmp_path):
    shop = some_shop(tmp_path)
    render(shop, some_targets(), workers=3)
    assert not [path for path in shop.root.rglob("*") if path.name.startswith(".listingkit-tmp-")]

from __future__ import annotations

import datetime as dt
import errno
import os
import time
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from listingkit.errors import BadOutputError
from listingkit.events import Advanced, Finished, Recorder, Started
from listingkit.findings import rules
from listingkit.photos import measure as measure_module
from listingkit.photos.ledger import Ledger
from listingkit.photos.masters import Masters
from listingkit.photos.measure import peek_photos
from tests.builders import photos
from tests.builders.images import measure, square


def only(measured):
    (photo,) = measured.photos.values()
    return photo


def masters(shop):
    return sorted((shop.cache / "masters").rglob("*.jpg"))


def test_facts_of_a_camera_photo(tmp_path):
    data = photos.jpeg(
        photos.on_paper((800, 600)),
        orientation=6,
        taken="2026:05:01 08:30:15",
        subsec="25",
        make="Canon",
        model="Canon EOS R5",
        gps=True,
        profile=photos.srgb_profile(),
    )
    facts = only(measure(photos.shop_with(tmp_path, {"U1_front.jpg": data}))).facts
    assert (facts.format, facts.extension, facts.mode) == ("JPEG", ".jpg", "RGB")
    assert (facts.width, facts.height, facts.orientation) == (600, 800, 6)
    assert facts.captured_at == dt.datetime(2026, 5, 1, 8, 30, 15, 250000)
    assert (facts.camera, facts.has_gps) == ("Canon EOS R5", True)
    assert "sRGB" in facts.profile
    assert facts.size_bytes == len(data)
    # Turned by a quarter to the right: what was left is now above.
    assert facts.product == pytest.approx((0.25, 0.3, 0.75, 0.6), abs=0.02)


@pytest.mark.parametrize(
    ("make", "model", "camera"),
    [
        ("NIKON CORPORATION", "NIKON D3100", "NIKON CORPORATION NIKON D3100"),
        ("", "X-T5", "X-T5"),
        ("OPPO", "R7", "OPPO R7"),
    ],
)
def test_camera_is_named_once(tmp_path, make, model, camera):
    shop = photos.shop_with(tmp_path, {"a.jpg": photos.jpeg(make=make, model=model)})
    assert only(measure(shop)).facts.camera == camera


@pytest.mark.parametrize("taken", ["0000:00:00 00:00:00", "    :  :     :  :  ", "yesterday", "2026:13:45 99:00:00"])
def test_a_camera_without_a_set_clock_has_no_time(tmp_path, taken):
    shop = photos.shop_with(tmp_path, {"a.jpg": photos.jpeg(taken=taken)})
    assert only(measure(shop)).facts.captured_at is None


def test_damaged_exif_does_not_cost_the_photo(tmp_path):
    data = bytearray(photos.jpeg(taken="2026:05:01 08:30:15", make="Canon", model="X"))
    start = data.index(b"Exif\0\0") + 6
    data[start + 8 : start + 60] = b"\xff" * 52
    assert only(measure(photos.shop_with(tmp_path, {"a.jpg": bytes(data)}))).facts.width == 400


def test_master_is_reduced_upright_and_clean(tmp_path):
    data = photos.jpeg(
        photos.on_paper((1600, 1200), (0.1, 0.1, 0.9, 0.9)), orientation=8, profile=photos.srgb_profile(), gps=True
    )
    shop = photos.shop_with(tmp_path, {"a.jpg": data})
    photo = only(measure(shop, wanted_px=200))
    with Image.open(shop.cache / "masters" / photo.master) as master:
        assert master.size == (300, 400)
        assert not master.getexif()
        assert "icc_profile" not in master.info
        assert master.layer[0][1:3] == (1, 1)  # colour at full resolution


def test_unchanged_photos_are_not_read_again(tmp_path):
    shop = photos.shop_with(tmp_path, {f"{n}.jpg": photos.jpeg(photos.on_paper(seed=n)) for n in range(3)})
    first = measure(shop)
    for file in shop.photos.iterdir():
        stat = file.stat()
        file.write_bytes(bytes(stat.st_size))  # would be unreadable, if it were read
        os.utime(file, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    again = measure(shop)
    assert (first.fresh, first.measured) == (0, 3)
    assert (again.fresh, again.measured) == (3, 0)
    assert again.photos == first.photos


def test_a_touched_photo_is_read_but_not_decoded(tmp_path):
    shop = photos.shop_with(tmp_path, {"a.jpg": photos.jpeg()})
    first = measure(shop)
    (master,) = masters(shop)
    before = master.stat().st_mtime_ns
    os.utime(shop.photos / "a.jpg", ns=(1, 1))
    assert measure(shop).photos == first.photos
    assert master.stat().st_mtime_ns == before
    assert measure(shop).fresh == 1


def test_a_changed_photo_is_measured_anew_and_its_old_master_goes(tmp_path):
    shop = photos.shop_with(tmp_path, {"a.jpg": photos.jpeg()})
    first = only(measure(shop))
    (shop.photos / "a.jpg").write_bytes(photos.jpeg(photos.on_paper(colour=(0, 90, 200))))
    second = only(measure(shop))
    assert first.facts.digest != second.facts.digest
    assert [master.name for master in masters(shop)] == [second.master.split("/")[1]]


def test_a_renamed_photo_keeps_its_facts_and_master(tmp_path):
    shop = photos.shop_with(tmp_path, {"a.jpg": photos.jpeg()})
    first = only(measure(shop))
    (master,) = masters(shop)
    before = master.stat().st_mtime_ns
    (shop.photos / "a.jpg").rename(shop.photos / "b.jpg")
    second = only(measure(shop))
    assert (second.path, second.facts, second.master) == ("photos/b.jpg", first.facts, first.master)
    assert master.stat().st_mtime_ns == before


def test_a_removed_photo_takes_its_master_along_but_not_that_of_its_double(tmp_path):
    shop = photos.shop_with(
        tmp_path, {"a.jpg": photos.jpeg(), "b.jpg": photos.jpeg(), "c.jpg": photos.jpeg(photos.on_paper(seed=9))}
    )
    measure(shop)
    (shop.photos / "b.jpg").unlink()
    (shop.photos / "c.jpg").unlink()
    left = only(measure(shop))
    assert [master.name for master in masters(shop)] == [left.master.split("/")[1]]
    with Ledger(shop.cache) as ledger:
        assert set(ledger.files()) == {"photos/a.jpg"}
        assert ledger.digests() == {left.facts.digest}


def test_a_damaged_master_is_made_again(tmp_path):
    shop = photos.shop_with(tmp_path, {"a.jpg": photos.jpeg()})
    measure(shop)
    (master,) = masters(shop)
    whole = master.read_bytes()
    master.write_bytes(whole[:500])
    measure(shop)
    assert master.read_bytes() == whole


def test_a_larger_slot_gets_a_larger_master_equal_to_one_from_scratch(tmp_path):
    data = photos.jpeg(photos.on_paper((1600, 1200)))
    grown, fresh = photos.shop_with(tmp_path / "a", {"a.jpg": data}), photos.shop_with(tmp_path / "b", {"a.jpg": data})
    small = only(measure(grown, wanted_px=200))
    large = only(measure(grown, wanted_px=400))
    assert small.master != large.master
    assert large == only(measure(fresh, wanted_px=400))
    assert [path.read_bytes() for path in masters(grown)] == [path.read_bytes() for path in masters(fresh)]


@pytest.mark.parametrize(
    ("name", "data", "code", "words"),
    [
        ("U1_front.jpg", photos.cut_short(photos.jpeg()), "photo.unreadable", "cut short"),
        ("U1_front.jpg", b"", "photo.unreadable", "0 bytes"),
        ("U1_front.jpg", b"<html>404</html>" * 9, "photo.unreadable", "not a picture"),
        ("U1_front.png", photos.bomb(), "photo.too-many-pixels", "60000 × 60000"),
        ("U1_front.nef", photos.saved(photos.on_paper(), "TIFF"), "photo.unreadable", "raw"),
    ],
    ids=["truncated", "empty", "html", "bomb", "raw"],
)
def test_a_bad_photo_is_a_finding_and_the_others_go_on(tmp_path, name, data, code, words):
    shop = photos.shop_with(tmp_path, {name: data, "U2_front.jpg": photos.jpeg()})
    measured = measure(shop, workers=2)
    assert list(measured.photos) == ["photos/U2_front.jpg"]
    (found,) = measured.findings
    assert (found.code, found.place.file, found.subject) == (code, f"photos/{name}", "U1_front")
    assert words in found.message
    assert found.hint


def test_empty_file_text_and_short_photo_have_each_their_own_cure_from_one_core_or_two(tmp_path):
    bad = {"empty.jpg": b"", "text.jpg": b"dear diary", "short.jpg": photos.cut_short(photos.jpeg()), "raw.nef": b""}
    shop = photos.shop_with(tmp_path, {**bad, "raw.nef": photos.saved(photos.on_paper(), "TIFF")})
    hints = {each.place.file: each.hint for each in measure(shop, workers=2).findings}
    assert hints == {each.place.file: each.hint for each in measure(shop, workers=1).findings}
    assert "the disk is not full" in hints["photos/empty.jpg"]
    assert "out of photos/" in hints["photos/text.jpg"]
    assert "as JPEG" in hints["photos/raw.nef"]
    assert hints["photos/short.jpg"] == rules()["photo.unreadable"].cure


def test_wrong_extension_names_the_right_one_in_every_run(tmp_path):
    shop = photos.shop_with(tmp_path, {"a.png": photos.jpeg(), "b.JPEG": photos.jpeg(photos.on_paper(seed=2))})
    for _ in range(2):
        measured = measure(shop)
        assert len(measured.photos) == 2
        (found,) = measured.findings
        assert found.code == "photo.wrong-extension"
        assert found.place.file == "photos/a.png"
        assert ".jpg" in found.message


def test_a_photo_that_vanishes_after_it_was_listed_is_a_finding(tmp_path):
    shop = photos.shop_with(tmp_path, {"a.jpg": photos.jpeg(), "b.jpg": photos.jpeg(photos.on_paper(seed=2))})
    found = photos.found_in(shop)
    (shop.photos / "a.jpg").unlink()
    with Ledger(shop.cache) as ledger:
        measured = measure_module.measure_photos(
            shop, ledger, found, demand=square(200), masters=Masters(shop), workers=1, events=Recorder()
        )
    assert [(each.code, each.place.file) for each in measured.findings] == [("photo.unreadable", "photos/a.jpg")]
    assert list(measured.photos) == ["photos/b.jpg"]


def test_a_locked_photo_is_a_finding(tmp_path, monkeypatch):
    shop = photos.shop_with(tmp_path, {"a.jpg": photos.jpeg()})

    plain = Path.open

    def locked(path, *arguments, **options):
        if path.name == "a.jpg":
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return plain(path, *arguments, **options)

    monkeypatch.setattr(Path, "open", locked)
    assert [each.code for each in measure(shop).findings] == ["photo.unreadable"]


def test_a_lower_limit_counts_for_photos_measured_before(tmp_path):
    measure(photos.shop_with(tmp_path, {"a.jpg": photos.jpeg()}))
    strict = photos.shop_with(tmp_path, {}, limits={"max_pixels": 1000})
    measured = measure(strict)
    assert [each.code for each in measured.findings] == ["photo.too-many-pixels"]
    assert not measured.photos


def test_a_full_disk_stops_the_run(tmp_path):
    shop = photos.shop_with(tmp_path, {"a.jpg": photos.jpeg()})
    shop.cache.mkdir()
    (shop.cache / "masters").write_text("in the way")
    with pytest.raises(BadOutputError):
        measure(shop)


def test_one_worker_or_many_measure_the_same(tmp_path):
    data = {f"{n}.jpg": photos.jpeg(photos.on_paper(seed=n), orientation=n % 8 + 1) for n in range(8)}
    one, many = photos.shop_with(tmp_path / "one", data), photos.shop_with(tmp_path / "many", data)
    assert measure(one, workers=1).photos == measure(many, workers=4).photos
    assert [path.read_bytes() for path in masters(one)] == [path.read_bytes() for path in masters(many)]


def test_progress_is_told_by_the_parent(tmp_path):
    shop = photos.shop_with(tmp_path, {f"{n}.jpg": photos.jpeg(photos.on_paper(seed=n)) for n in range(3)})
    heard = Recorder()
    measure(shop, workers=2, events=heard)
    assert heard.events[0] == Started("measure", 3)
    assert [event.done for event in heard.events if isinstance(event, Advanced)] == [1, 2, 3]
    assert heard.events[-1] == Finished("measure", 3)
    quiet = Recorder()
    measure(shop, events=quiet)
    assert quiet.events == []


def test_a_killed_run_goes_on_where_it_stopped(tmp_path):
    class Killed(BaseException):
        pass

    class KillAfter(Recorder):
        def emit(self, event):
            super().emit(event)
            if isinstance(event, Advanced) and event.done == 3:
                raise Killed

    shop = photos.shop_with(tmp_path, {f"{n}.jpg": photos.jpeg(photos.on_paper(seed=n)) for n in range(6)})
    with pytest.raises(Killed):
        measure(shop, events=KillAfter())
    assert measure(shop).fresh == 3


def test_photos_stay_as_they_are(tmp_path):
    data = {"a.jpg": photos.jpeg(orientation=6), "b.png": photos.saved(photos.on_paper(), "PNG")}
    shop = photos.shop_with(tmp_path, data)
    before = {file.name: (file.read_bytes(), file.stat().st_mtime_ns) for file in shop.photos.iterdir()}
    measure(shop)
    assert {file.name: (file.read_bytes(), file.stat().st_mtime_ns) for file in shop.photos.iterdir()} == before


def test_unchanged_photos_cost_next_to_nothing(tmp_path):
    pixel = photos.saved(Image.fromarray(np.zeros((4, 4, 3), np.uint8)), "PNG")
    shop = photos.shop_with(tmp_path, {f"{n // 100}/{n}.png": pixel + str(n).encode() for n in range(300)})
    measure(shop)
    started = time.perf_counter()
    assert measure(shop).fresh == 300
    assert time.perf_counter() - started < 0.3  # some 0.01 s alone on a machine: 3,000 photos have 0.3 s


def snapshot(folder):
    return {path: (path.stat().st_mtime_ns, path.is_file() and path.read_bytes()) for path in folder.rglob("*")}


def peek(shop, wanted_px=200):
    with Ledger.copy_of(shop.cache) as ledger:
        return peek_photos(shop, ledger, photos.found_in(shop), demand=square(wanted_px))


def test_a_peek_decodes_and_writes_nothing(tmp_path):
    shop = photos.shop_with(tmp_path, {"a.jpg": photos.jpeg(), "b.jpg": photos.jpeg(photos.on_paper(seed=2))})
    seen = peek(shop)
    assert (seen.photos, seen.new) == ({}, {"photos/a.jpg", "photos/b.jpg"})
    assert not shop.cache.exists()
    measured = measure(shop)
    (shop.photos / "b.jpg").write_bytes(photos.jpeg(photos.on_paper(seed=3)))
    (shop.photos / "c.jpg").write_bytes(photos.cut_short(photos.jpeg()))
    before = snapshot(shop.root)
    seen = peek(shop)
    assert seen.photos == {"photos/a.jpg": measured.photos["photos/a.jpg"]}
    assert seen.new == {"photos/b.jpg", "photos/c.jpg"}
    assert seen.may_use("photos/b.jpg")
    assert seen.may_use("photos/a.jpg")
    assert not seen.may_use("photos/d.jpg")
    assert snapshot(shop.root) == before


def test_a_peek_knows_photos_that_were_touched_or_renamed_and_masters_that_are_lost(tmp_path):
    shop = photos.shop_with(tmp_path, {"a.jpg": photos.jpeg(), "b.jpg": photos.jpeg(photos.on_paper(seed=2))})
    measured = measure(shop)
    os.utime(shop.photos / "a.jpg", ns=(1, 1))
    (shop.photos / "b.jpg").rename(shop.photos / "c.jpg")
    for master in masters(shop):
        master.unlink()
    seen = peek(shop)
    assert not seen.new
    assert seen.photos["photos/a.jpg"] == measured.photos["photos/a.jpg"]
    assert seen.photos["photos/c.jpg"].master == measured.photos["photos/b.jpg"].master


def test_a_peek_foresees_the_master_that_a_larger_slot_asks_for(tmp_path):
    shop = photos.shop_with(tmp_path, {"a.jpg": photos.jpeg(photos.on_paper((1600, 1200)))})
    measure(shop, wanted_px=200)
    assert only(peek(shop, wanted_px=400)).master == only(measure(shop, wanted_px=400)).master


def test_a_folder_that_is_away_keeps_its_masters_and_costs_nothing_when_it_is_back(tmp_path):
    shop = photos.shop_with(tmp_path, {"U1/a.jpg": photos.jpeg(), "U2/b.jpg": photos.jpeg(photos.on_paper(seed=2))})
    first = measure(shop)
    (shop.photos / "U2").rename(tmp_path / "away")
    second = measure(shop)
    assert second.away == {first.photos["photos/U2/b.jpg"].facts.digest}
    assert len(masters(shop)) == 2
    (tmp_path / "away").rename(shop.photos / "U2")
    third = measure(shop)
    assert (third.fresh, third.measured, third.away) == (2, 0, frozenset())


def test_a_renamed_folder_is_not_away(tmp_path):
    shop = photos.shop_with(tmp_path, {"U1/a.jpg": photos.jpeg(), "U2/b.jpg": photos.jpeg(photos.on_paper(seed=2))})
    measure(shop)
    (shop.photos / "U2").rename(shop.photos / "U2 new")
    (shop.photos / "U2 new" / "b.jpg").rename(shop.photos / "U2 new" / "c.jpg")
    assert measure(shop).away == frozenset()
    with Ledger(shop.cache) as ledger:
        assert set(ledger.files()) == {"photos/U1/a.jpg", "photos/U2 new/c.jpg"}


def test_a_small_product_gets_a_finer_master_and_is_not_measured_again(tmp_path):
    small = photos.jpeg(photos.on_paper((1600, 1200), (0.45, 0.4, 0.6, 0.6)))
    large = photos.jpeg(photos.on_paper((1600, 1200), (0.1, 0.1, 0.9, 0.9)))
    shop = photos.shop_with(tmp_path, {"small.jpg": small, "large.jpg": large})
    found = measure(shop).photos
    with Image.open(shop.cache / "masters" / found["photos/small.jpg"].master) as master:
        assert master.size == (1600, 1200)
    with Image.open(shop.cache / "masters" / found["photos/large.jpg"].master) as master:
        assert master.size == (400, 300)
    assert measure(shop).fresh == 2


@pytest.mark.parametrize("share", [0.2, 0.35, 0.5, 0.6])
def test_after_a_larger_slot_facts_are_those_of_a_run_from_scratch(tmp_path, share):
    box = (0.5 - share / 2, 0.5 - share / 2, 0.5 + share / 2, 0.5 + share / 2)
    data = photos.jpeg(photos.on_paper((1600, 1200), box))
    grown, fresh = photos.shop_with(tmp_path / "a", {"a.jpg": data}), photos.shop_with(tmp_path / "b", {"a.jpg": data})
    measure(grown, wanted_px=200)
    assert only(measure(grown, wanted_px=300)) == only(measure(fresh, wanted_px=300))

from __future__ import annotations

import datetime as dt
import json
import sqlite3
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listingkit.errors import BadOutputError
from listingkit.photos import ledger as ledger_module
from listingkit.photos.ledger import KnownFile, KnownPhoto, KnownRefusal, KnownRendition, Ledger
from listingkit.photos.model import PhotoFacts

FACTS = PhotoFacts(
    digest="ab" * 32,
    size_bytes=10,
    format="JPEG",
    extension=".jpg",
    mode="RGB",
    width=6000,
    height=4000,
    orientation=6,
    profile="Display P3",
    captured_at=dt.datetime(2026, 5, 1, 8, 30, 15, 250000),
    camera="Canon EOS R5",
    has_gps=True,
    paper=(230, 228, 220),
    light=(0.8, 0.8, 0.7),
    product=(0.1, 0.2, 0.8, 0.9),
)
FILE = KnownFile("photos/标题_front.jpg", 10, 1_700_000_000_123_456_789, FACTS.digest)
PHOTO = KnownPhoto(engine=1, scale=2, seen=4, master_size=77, facts=FACTS)
REFUSAL = KnownRefusal("out/images/ebay/U1/b.jpg", "ab", "f-2v1", "image.too-small", "it would be 9 × 9 px")
RENDITION = KnownRendition("out/images/ebay/U1/a.jpg", "ab", "f-2v1", 5, 6, "cd", 100, 200)


def test_what_was_remembered_comes_back_in_the_next_run(tmp_path):
    with Ledger(tmp_path) as ledger:
        ledger.remember_photo(FILE, PHOTO)
        ledger.remember_renditions([RENDITION])
    with Ledger(tmp_path) as ledger:
        assert ledger.files() == {FILE.path: FILE}
        assert ledger.photos(1) == {FACTS.digest: PHOTO}
        assert ledger.renditions() == {RENDITION.path: RENDITION}


def test_facts_of_another_engine_are_not_used(tmp_path):
    with Ledger(tmp_path) as ledger:
        ledger.remember_photo(FILE, PHOTO)
        assert ledger.photos(2) == {}
        assert ledger.digests() == {FACTS.digest}


def test_what_was_forgotten_stays_away(tmp_path):
    with Ledger(tmp_path) as ledger:
        ledger.remember_photo(FILE, PHOTO)
        ledger.remember_renditions([RENDITION])
        ledger.forget_files([FILE.path])
        ledger.forget_photos([FACTS.digest])
        ledger.forget_renditions([RENDITION.path])
        assert not (ledger.files() or ledger.photos(1) or ledger.renditions())


@pytest.mark.parametrize(
    "junk", [b"not a database at all, but longer than a header" * 10, b"SQLite format 3\0" + bytes(90)]
)
def test_a_damaged_ledger_is_begun_anew(tmp_path, junk):
    (tmp_path / ledger_module.FILE_NAME).write_bytes(junk)
    with Ledger(tmp_path) as ledger:
        assert ledger.files() == {}
        ledger.remember_photo(FILE, PHOTO)
        assert ledger.files() == {FILE.path: FILE}


def test_damage_behind_the_header_is_noticed_when_reading_and_costs_only_time(tmp_path):
    with Ledger(tmp_path) as ledger:
        ledger.remember_renditions(
            KnownRendition(f"out/images/ebay/U1/{number}.jpg", "ab", "f", 5, 6, "cd", 1, 1) for number in range(3000)
        )
    file = tmp_path / ledger_module.FILE_NAME
    data = bytearray(file.read_bytes())
    data[8192:] = b"\xff" * (len(data) - 8192)
    file.write_bytes(data)
    with Ledger(tmp_path) as ledger:
        assert ledger.renditions() == {}
        ledger.remember_renditions([RENDITION])
        assert ledger.renditions() == {RENDITION.path: RENDITION}


def test_a_ledger_of_another_version_is_begun_anew(tmp_path):
    db = sqlite3.connect(tmp_path / ledger_module.FILE_NAME)
    db.executescript("CREATE TABLE files (other TEXT); PRAGMA user_version = 999;")
    db.close()
    with Ledger(tmp_path) as ledger:
        assert ledger.files() == {}


def test_one_unreadable_row_does_not_cost_the_others(tmp_path):
    with Ledger(tmp_path) as ledger:
        ledger.remember_photo(FILE, PHOTO)
    db = sqlite3.connect(tmp_path / ledger_module.FILE_NAME)
    db.execute("INSERT INTO photos VALUES ('ff', 1, 1, 1, 1, '{\"no\": \"facts\"}')")
    db.commit()
    db.close()
    with Ledger(tmp_path) as ledger:
        assert set(ledger.photos(1)) == {FACTS.digest}


def test_a_place_that_cannot_hold_a_ledger_is_bad_output(tmp_path):
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(BadOutputError, match="cannot be used"):
        Ledger(tmp_path / "file" / ".listingkit")


def test_every_result_is_on_disk_at_once(tmp_path):
    with Ledger(tmp_path) as ledger:
        ledger.remember_photo(FILE, PHOTO)
        # As another process sees it while this one is killed: nothing waits for close().
        other = sqlite3.connect(tmp_path / ledger_module.FILE_NAME)
        assert other.execute("SELECT count(*) FROM files").fetchone() == (1,)
        other.close()


@given(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=40),
    st.none() | st.datetimes(),
    st.none() | st.tuples(*[st.floats(0, 1)] * 3),
    st.none() | st.tuples(*[st.floats(0, 1)] * 4),
)
def test_facts_survive_the_round_trip(camera, taken, light, product):
    facts = PhotoFacts("d", 1, "PNG", ".png", "RGB", 1, 1, 1, "", taken, camera, False, (1, 2, 3), light, product)
    assert ledger_module._facts(json.loads(ledger_module._text(facts))) == facts


def test_a_refusal_is_remembered_until_the_image_is_made(tmp_path):
    with Ledger(tmp_path) as ledger:
        ledger.remember_renditions([RENDITION], [REFUSAL])
    with Ledger(tmp_path) as ledger:
        assert ledger.refusals() == {REFUSAL.path: REFUSAL}
        ledger.remember_renditions([replace(RENDITION, path=REFUSAL.path)])
        assert ledger.refusals() == {}
        ledger.remember_renditions([], [REFUSAL])
        ledger.forget_refusals([REFUSAL.path])
        assert ledger.refusals() == {}


def test_a_copy_knows_what_the_ledger_knows_and_leaves_it_alone(tmp_path):
    folder = tmp_path / ".listingkit"
    with Ledger.copy_of(folder) as copy:
        assert copy.files() == {}
    assert not folder.exists()
    with Ledger(folder) as ledger:
        ledger.remember_photo(FILE, PHOTO)  # still in the write-ahead log, as after a kill
        before = {path: path.read_bytes() for path in folder.iterdir()}
        with Ledger.copy_of(folder) as copy:
            assert copy.files() == {FILE.path: FILE}
            copy.forget_files([FILE.path])
        assert {path: path.read_bytes() for path in folder.iterdir()} == before
        assert ledger.files() == {FILE.path: FILE}


def test_a_copy_of_a_damaged_ledger_does_not_cost_the_ledger(tmp_path):
    file = tmp_path / ledger_module.FILE_NAME
    file.write_bytes(b"not a database at all, but longer than a header" * 10)
    before = file.read_bytes()
    with Ledger.copy_of(tmp_path) as copy:
        assert copy.renditions() == {}
    assert file.read_bytes() == before

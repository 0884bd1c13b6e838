"""Is the made camera card what it says, and does the score see what is right, wrong and held?"""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest

from benchmarks.camera_roll import SMALL, make_roll, write_shop
from benchmarks.roll_pictures import LOOK_SHOTS, PRODUCT_SHOTS, Job, make, still_of
from benchmarks.roll_plan import MISTAKES, roll
from benchmarks.roll_score import HELD, RIGHT, WRONG, Truth, judged, names_by_digest, score, truth_of
from listingkit.catalog.load import load_catalog
from listingkit.pixels.codes import read_codes
from listingkit.pixels.decode import decode, open_photo
from listingkit.pixels.exif import exif_facts
from listingkit.shop import open_shop
from listingkit.shots.plan import plan_shots


@pytest.fixture(scope="module")
def groups(tmp_path_factory):
    folder = tmp_path_factory.mktemp("roll") / "shop"
    write_shop(folder, 3000)
    shop = open_shop(folder)
    return plan_shots(load_catalog(shop), shop.settings.shots).groups


@pytest.fixture(scope="module")
def frames(groups):
    return roll(groups, np.random.default_rng(1))


def test_roll_has_the_promised_numbers(groups, frames):
    kinds = Counter(frame.kind for frame in frames)
    assert len(groups) == 400
    assert sum(len(group.kinds) for group in groups) == 3000
    assert kinds == {"slate": 390, "frame": 2985, "retake": 30, "double": 8, "stray": 7}
    mistakes = Counter({frame.subject: frame.mistake for frame in frames}.values())
    assert {name: mistakes[name] for name in MISTAKES} == MISTAKES
    assert mistakes["swallowing"] == MISTAKES["dropped"]


def test_files_are_in_the_order_of_their_times_and_the_counter_starts_again(frames):
    assert [frame.taken for frame in frames] == sorted(frame.taken for frame in frames)
    assert len({frame.path for frame in frames}) == len(frames)
    assert [frame.path for frame in frames] == sorted(frame.path for frame in frames)
    assert "DCIM/101CANON/IMG_0001.JPG" in {frame.path for frame in frames}
    assert all(8 <= frame.taken.hour <= 10 or 16 <= frame.taken.hour <= 18 for frame in frames)


def test_same_seed_same_roll(groups, frames):
    assert roll(groups, np.random.default_rng(1)) == frames
    assert roll(groups, np.random.default_rng(2)) != frames


def test_files_say_what_they_show_and_when(frames, tmp_path):
    slate = next(frame for frame in frames if frame.kind == "slate")
    retake = next(frame for frame in frames if frame.kind == "retake")
    for frame in (slate, retake):
        ((digest, same),) = make(Job(still_of(frame), (frame,), tmp_path, SMALL, 1)).items()
        opened = open_photo((tmp_path / frame.path).read_bytes(), name=frame.path, max_pixels=10**8)
        assert same == frame
        assert digest in names_by_digest(tmp_path)
        told = exif_facts(opened.exif)
        assert told.camera == "Canon EOS R50"
        assert abs((told.captured_at - frame.taken).total_seconds()) < 0.02
        codes = [code.text for code in read_codes(decode(opened))]
        assert codes == ([f"LK1:{frame.subject}"] if frame is slate else [])


def test_every_shot_has_a_picture_of_its_own(frames):
    stills = {still_of(frame) for frame in frames if frame.kind == "frame"}
    assert {still.shot for still in stills} == {*LOOK_SHOTS, *PRODUCT_SHOTS}


FRONT = Truth("frame", "U001-RED", "front", "", True, "DCIM/100CANON/IMG_0002.JPG")


@pytest.mark.parametrize(
    ("names", "result"),
    [
        ([], HELD),
        (["U001-RED_front"], RIGHT),
        (["u001-red_FRONT_2"], RIGHT),
        (["U001-RED_front", "U001-RED_front_2"], RIGHT),
        (["U001-RED_side"], WRONG),
        (["U001-RED_front", "U001-RED_side"], WRONG),
        (["U001-RED_front_b"], WRONG),
        (["U001_front"], WRONG),
    ],
)
def test_judged(names, result):
    assert judged(FRONT, names) == result


def test_filed_slates_and_strays_are_wrong():
    for kind in ("slate", "stray"):
        truth = Truth(kind, "U001-RED", "", "", False, "DCIM/100CANON/IMG_0001.JPG")
        assert judged(truth, ["U001-RED_"]) == WRONG
        assert judged(truth, []) == HELD


def test_score_counts_what_order_can_decide(frames):
    some = frames[:40]
    truths = {str(number): truth_of(frame) for number, frame in enumerate(some)}
    filed = {digest: [f"{t.subject}_{t.shot}"] for digest, t in truths.items() if t.kind == "frame" and t.decidable}
    decidable = len(filed)
    lost, *_ = filed
    del filed[lost]
    told = score(truths, filed, [{"code": "ingest.count-short", "file": truths[lost].path, "subject": "x"}])
    assert f"{(decidable - 1) / decidable:.2%}" in told
    assert "| ingest.count-short | 1 |" in told


@pytest.mark.slow
def test_roll_is_made_in_a_folder(tmp_path):
    taken = make_roll(tmp_path, 120, (336, 252), 3)
    assert {file.name for file in (tmp_path / "card").rglob("*.JPG")} == {frame.path[-12:] for frame in taken}
    first = {file.name: file.read_bytes() for file in (tmp_path / "card").rglob("*.JPG")}
    assert len(set(first.values())) == len(first)

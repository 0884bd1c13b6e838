"""In which order were the frames taken?"""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from listingkit.ingest.order import streams
from listingkit.ingest.runs import runs
from tests.builders.card import card, frame


def names(stream) -> list[str]:
    return [each.path.rpartition("/")[2][4:8] for each in stream.frames]


@given(st.randoms(use_true_random=False))
def test_order_is_that_of_the_clock_whatever_order_the_files_come_in(shuffle):
    frames = card("[U1-RED] f s t [U1-BLU] f s t")
    mixed = list(frames)
    shuffle.shuffle(mixed)
    [stream] = streams(mixed)
    assert list(stream.frames) == frames
    assert stream.doubt is None


def test_frames_of_one_instant_go_by_the_cameras_number():
    frames = [frame(f"100K/DSC_{number:04}.JPG", f"x/{number}", 5) for number in (3, 1, 2)]
    [stream] = streams(frames)
    assert names(stream) == ["0001", "0002", "0003"]


def test_a_counter_that_begins_anew_is_no_contradiction():
    frames = [frame(f"100K/DSC_{number:04}.JPG", f"x/{number}", at) for at, number in enumerate((9998, 9999, 1, 2))]
    random.Random(1).shuffle(frames)
    [stream] = streams(frames)
    assert names(stream) == ["9998", "9999", "0001", "0002"]
    assert stream.doubt is None


def test_a_clock_that_was_set_in_between_is_told():
    times = (100, 110, 50, 60, 120)
    [stream] = streams([frame(f"100K/DSC_{number:04}.JPG", f"x/{number}", at) for number, at in enumerate(times, 1)])
    assert stream.doubt.code == "ingest.order-unknown"


def test_frames_without_a_time_stand_where_their_numbers_put_them():
    times = (0, None, 20, None)
    [stream] = streams([frame(f"100K/DSC_{number:04}.JPG", f"x/{number}", at) for number, at in enumerate(times, 1)])
    assert names(stream) == ["0001", "0002", "0003", "0004"]
    assert stream.doubt is None


def test_a_file_that_cannot_be_read_stays_among_its_neighbours():
    [stream] = streams(card("[U1-RED] f ! t"))
    assert names(stream) == ["0001", "0002", "0003", "0004"]


def test_two_cameras_with_a_common_slate_are_one_stream_though_their_clocks_differ():
    one = card("[U1-RED] f s [U1-BLU] f s", camera="A")
    two = card("[U1-RED] t", camera="B", start=3605, folder="200B")
    [stream] = streams([*one, *two])
    said = [(run.said.subject, len(run.frames)) for run in runs(stream)]
    assert said == [("U1-RED", 3), ("U1-BLU", 2)]


def test_two_cameras_without_a_common_slate_are_two_streams():
    assert len(streams([*card("[U1-RED] f s t", camera="A"), *card("[U1-BLU] f s t", camera="B", folder="2")])) == 2

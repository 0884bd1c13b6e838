"""Is nothing lost when the process is killed or interrupted, and does a second run wait its turn?"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time

import pytest

from listingkit import workflow
from listingkit.errors import BadOutputError
from listingkit.events import Note, Recorder
from listingkit.lock import shop_lock
from tests.builders.shop import PRODUCTS, digests, shop
from tests.workflow.test_run import TODAY

MORE = "".join(f"M{n:02},Umbrella {n},Navy; Red,20,300,30,6,6,pongee\n" for n in range(12))


def many_photos(root):
    stems = [f"M{n:02}-{code}_{shot}" for n in range(12) for code in ("NVY", "RED") for shot in ("front", "top")]
    return shop(root, products=PRODUCTS + MORE, photos=stems)


def start(folder):
    return subprocess.Popen(
        [sys.executable, "-m", "listingkit", "images", str(folder), "--jobs", "1"],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip


def wait_for_images(folder, count, process):
    deadline = time.monotonic() + 60
    # What is still being written has its final suffix already.
    while sum("-tmp-" not in file.name for file in (folder / "out").rglob("*.jpg")) < count:
        assert process.poll() is None, process.communicate()
        assert time.monotonic() < deadline
        time.sleep(0.005)


@pytest.mark.slow
def test_killed_run_leaves_no_half_file_and_the_next_one_ends_with_the_same_bytes(tmp_path):
    whole, killed = many_photos(tmp_path / "whole"), many_photos(tmp_path / "killed")
    total = workflow.images(whole, workflow.Run(TODAY)).counts["rendered"]
    process = start(killed)
    wait_for_images(killed, 5, process)
    process.kill()
    process.communicate()
    expected = digests(whole / "out/images")
    left = {name: digest for name, digest in digests(killed / "out/images").items() if "-tmp-" not in name}
    assert 5 <= len(left) < len(expected)
    assert left.items() <= expected.items()
    rest = workflow.images(killed, workflow.Run(TODAY)).counts
    assert digests(killed / "out/images") == expected
    # What the killed run had written and remembered is not done again; at most the images of one photo are.
    assert rest["fresh"] > 0
    assert rest["fresh"] + rest["rendered"] == total


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGINT that could be sent to one process")
def test_ctrl_c_keeps_what_is_finished_and_ends_with_130(tmp_path):
    folder = many_photos(tmp_path)
    process = start(folder)
    wait_for_images(folder, 5, process)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "run the same command again" in err
    assert "Traceback" not in err
    assert not list(folder.rglob("*-tmp-*"))
    assert workflow.images(folder, workflow.Run(TODAY)).counts["fresh"] > 0


def test_second_run_waits_and_says_for_whom(tmp_path):
    folder = shop(tmp_path)
    recorder = Recorder()
    with shop_lock(folder / ".listingkit", "images", Recorder()):
        waiting = threading.Thread(target=workflow.plan, args=(folder, workflow.Run(TODAY, recorder)))
        waiting.start()
        deadline = time.monotonic() + 30
        while not recorder.events:
            assert time.monotonic() < deadline
            time.sleep(0.01)
        assert not (folder / "out/shotlist.xlsx").exists()
    waiting.join(timeout=60)
    assert (folder / "out/shotlist.xlsx").exists()
    (note,) = [event for event in recorder.events if isinstance(event, Note)]
    assert "`listingkit images`" in note.text
    assert str(os.getpid()) in note.text


def test_run_that_has_waited_long_enough_gives_up_and_names_the_holder(tmp_path):
    with (
        shop_lock(tmp_path, "images", Recorder()),
        pytest.raises(BadOutputError, match="`listingkit images`, process"),
        shop_lock(tmp_path, "plan", Recorder(), patience=0.05),
    ):
        pytest.fail("two runs hold one shop")

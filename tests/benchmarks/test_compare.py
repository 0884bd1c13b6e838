from __future__ import annotations

import shutil
import sys

import pytest
from PIL import Image

from benchmarks.compare import Bench, interpreter
from benchmarks.floor import build_floor
from benchmarks.peers.registry import PEERS, MissingError, PeerJob, draw_mark
from benchmarks.shop import link_photos
from benchmarks.timing import run_step
from tests.builders import photos

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows does not tell a child's peak memory")


@pytest.fixture
def bench(tmp_path):
    first = tmp_path / "P000-NVY_front.jpg"
    first.write_bytes(photos.jpeg(photos.on_paper((1500, 1200)), orientation=6))
    second = tmp_path / "P000-NVY_side.jpg"
    second.write_bytes(photos.jpeg(photos.on_paper((1500, 1200), seed=2)))
    linked = link_photos([first, second], tmp_path / "photos")
    return Bench(tuple(linked), tmp_path, 2, sys.executable)


def test_images_start_on_untouched_photos_then_render_again_then_do_nothing(bench):
    first, again, unchanged = bench.images("this", sys.executable, "three")
    assert [run_step(step).fault for step in (first, again, unchanged)] == ["", "", ""]
    assert (first.wanted, again.wanted, unchanged.wanted) == (6, 6, 0)
    marked = {file: file.read_bytes() for file in again.out.rglob("*.jpg")}
    assert not run_step(first).fault, "the next round finds nothing of the last one"
    assert all(file.read_bytes() != data for file, data in marked.items())


def test_floor_writes_every_side_of_every_photo(bench):
    try:
        program = build_floor(bench.work)
    except SystemExit as missing:
        pytest.skip(str(missing))
    (step,) = bench.floor(program, "three")
    assert not run_step(step).fault
    sizes = []
    for file in sorted(step.out.iterdir()):
        with Image.open(file) as image:
            image.load()
            sizes.append(image.size)
    assert sorted(sizes) == [(350, 350)] * 2 + [(800, 800)] * 2 + [(1000, 1000)] * 2


def test_naive_pillow_does_the_whole_job(bench):
    draw_mark(bench.work / "mark.png", sys.executable)
    (step,) = bench.peer("Pillow, naive")
    assert len(step.command.parts) == 2
    assert not run_step(step).fault
    with Image.open(step.out / "P000-NVY_front.jpg") as image:
        assert image.size == (1000, 1000)
        assert min(image.getpixel((10, 500))) > 250  # turned upright: white at both sides
        assert image.crop((30, 30, 90, 75)).convert("L").getextrema()[0] < 200  # the mark


def test_peers_whose_program_is_not_there_say_so(bench, monkeypatch):
    monkeypatch.setattr(shutil, "which", lambda name: None)
    job = PeerJob(bench.photos, bench.work, bench.work / "mark.png", 2, sys.executable)
    for name in set(PEERS) - {"Pillow, naive", "pyvips"}:
        with pytest.raises(MissingError, match="there is no program"):
            PEERS[name](job)


def test_every_photo_is_dealt_to_one_process(bench):
    job = PeerJob(bench.photos * 3, bench.work, bench.work / "mark.png", 4, sys.executable)
    dealt = [photo for share in job.shares() for photo in share]
    assert sorted(dealt) == sorted(map(str, bench.photos * 3))
    assert len(PeerJob(bench.photos, bench.work, bench.work, 4, sys.executable).shares()) == 2


def test_interpreter_has_a_name_and_a_path():
    assert interpreter(f"fast={sys.executable}")[0] == "fast"
    for wrong in (sys.executable, "fast=", "fast=/nowhere/python"):
        with pytest.raises(Exception, match="NAME=PATH"):
            interpreter(wrong)

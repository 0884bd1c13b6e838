from __future__ import annotations

import hashlib

import numpy as np
import pytest
from PIL import ExifTags, Image

from benchmarks.camera import MAKER_NOTE_BYTES, STRIP_ROWS, add_noise, wide_profile
from benchmarks.corpus import make, specs
from benchmarks.shop import COLOURS, JOBS, SHOTS, multiply, photo_paths, stems, write_shop
from listingkit.catalog.load import load_catalog
from listingkit.pixels.colour import to_srgb
from listingkit.settings import DEFAULT_SHOTS
from listingkit.shop import open_shop
from listingkit.shots.match import match
from listingkit.shots.plan import plan_shots
from listingkit.shots.slots import place_shots
from listingkit.stores.load import load_stores
from tests.builders import photos


@pytest.fixture(scope="module")
def source(tmp_path_factory):
    file = tmp_path_factory.mktemp("pictures") / "picture.png"
    photos.on_paper((300, 220)).save(file)
    return file


@pytest.fixture(scope="module")
def corpus(tmp_path_factory, source):
    made = list(specs(tmp_path_factory.mktemp("corpus"), 2, 4, [source], wide=True))
    for spec in made:
        make(spec)
    return made


def test_photo_is_a_jpeg_of_the_sensors_size_with_what_a_camera_writes(corpus):
    for spec in corpus:
        with Image.open(spec.file) as image:
            image.load()
            exif = image.getexif()
            details = exif.get_ifd(ExifTags.IFD.Exif)
            assert (image.format, image.size) == ("JPEG", (1800, 1200))
            assert exif[ExifTags.Base.Orientation] == spec.exposure.orientation
            assert details[ExifTags.Base.DateTimeOriginal] == f"{spec.exposure.taken:%Y:%m:%d %H:%M:%S}"
            assert len(details[ExifTags.Base.MakerNote]) == MAKER_NOTE_BYTES
            assert image.layer[0][1:3] == ((2, 2) if spec.exposure.subsampling == 2 else (2, 1))
            assert bool(image.info.get("icc_profile")) == spec.exposure.wide
    assert {spec.exposure.orientation for spec in corpus} == {1, 6}
    assert {spec.exposure.wide for spec in corpus} == {False, True}


def test_corpus_is_the_same_each_time(corpus, tmp_path_factory, source):
    again = list(specs(tmp_path_factory.mktemp("again"), 2, 2, [source], wide=True))
    for before, spec in zip(corpus, again, strict=False):
        make(spec)
        assert before.file.read_bytes() == spec.file.read_bytes()


def test_copies_differ_in_their_bytes_and_not_in_their_pixels(corpus, tmp_path):
    multiply([spec.file for spec in corpus], tmp_path, 12)
    files = photo_paths(tmp_path, 12)
    assert len({hashlib.sha256(file.read_bytes()).digest() for file in files}) == 12
    for number, file in enumerate(files):
        first = files[number % 4]
        assert np.array_equal(pixels(file), pixels(first))
        with Image.open(file) as image, Image.open(first) as original:
            assert dict(image.getexif()) == dict(original.getexif())


def pixels(file):
    with Image.open(file) as image:
        return np.asarray(image)


def test_noise_has_the_strength_asked_for_in_every_strip():
    frame = np.full((STRIP_ROWS + 90, 400, 3), 110, np.float32)
    add_noise(frame, 4, np.random.default_rng(1))
    green = frame[..., 1]
    for strip in (green[:STRIP_ROWS], green[STRIP_ROWS:]):
        assert strip.std() == pytest.approx(4 * np.hypot(0.75, 0.65), rel=0.05)
    # Neighbours share a part of it, as demosaicing leaves it.
    along = np.corrcoef(green[:, :-1].ravel(), green[:, 1:].ravel())[0, 1]
    assert 0.1 < along < 0.6


def test_wide_profile_has_a_wider_gamut_and_keeps_white():
    red = to_srgb(Image.new("RGB", (4, 4), (200, 60, 50)), wide_profile()).getpixel((0, 0))
    assert red[0] > 205 and red[1] < 55
    white = to_srgb(Image.new("RGB", (4, 4), (255, 255, 255)), wide_profile()).getpixel((0, 0))
    assert min(white) >= 254


@pytest.mark.parametrize("job", JOBS)
def test_shop_asks_for_each_picture_of_each_photo_once(tmp_path, job):
    wanted = 83
    write_shop(tmp_path, wanted, JOBS[job])
    for file in photo_paths(tmp_path, wanted):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(b"")
    shop = open_shop(tmp_path)
    catalog = load_catalog(shop)
    found = photos.found_in(shop)
    coverage = match(plan_shots(catalog, shop.settings.shots), found.files)
    stores = load_stores(shop.settings.shop.stores, relative_to=shop.root)
    placements = list(place_shots(catalog, coverage.shotlist, stores, lambda key: coverage.chosen(key) is not None))
    shown = {(place.slot, coverage.chosen(place.shot).path) for place in placements}
    assert len(placements) == len(shown) == wanted * len(JOBS[job])


def test_names_are_those_of_the_default_shots_and_never_twice():
    assert {shot.name for shot in DEFAULT_SHOTS} == set(SHOTS)
    assert len(set(stems(1000))) == 1000
    assert len(COLOURS) * len(SHOTS) == len({stem for stem in stems(1000) if stem.startswith("P000-")})

from __future__ import annotations

import os
import sys

import pytest

from listingkit.errors import BadInputError
from listingkit.files import FoundFile
from listingkit.photos.ledger import KnownFile, Ledger
from listingkit.photos.scan import FoundPhotos, find_photos, folders_gone, must_be_there
from tests.builders import photos
from tests.builders.images import measure

BYTE_NAMES = pytest.mark.skipif(sys.platform in {"win32", "darwin"}, reason="names are text on this system")


def paths(shop):
    return [file.path for file in find_photos(shop).files]


def linked(link, target):
    try:
        link.symlink_to(target, target_is_directory=True)
    except OSError:
        pytest.skip("this account may not make links")


def test_a_linked_folder_is_looked_into(tmp_path):
    shop = photos.shop_with(tmp_path / "shop", {"a.jpg": b"1"})
    (tmp_path / "nas").mkdir()
    (tmp_path / "nas" / "b.jpg").write_bytes(b"2")
    linked(shop.photos / "May", tmp_path / "nas")
    assert paths(shop) == ["photos/May/b.jpg", "photos/a.jpg"]


def test_links_in_a_circle_end(tmp_path):
    shop = photos.shop_with(tmp_path, {"U1/a.jpg": b"1"})
    linked(shop.photos / "U1" / "up", shop.photos)
    linked(shop.photos / "self", shop.photos / "self")
    linked(shop.photos / "nowhere", tmp_path / "gone")
    assert paths(shop) == ["photos/U1/a.jpg"]


def test_a_folder_that_links_lead_to_is_found_once_and_by_its_own_name(tmp_path):
    shop = photos.shop_with(tmp_path, {"U1/a.jpg": b"1"})
    linked(shop.photos / "A-link", shop.photos / "U1")
    linked(shop.photos / "Z-link", shop.photos / "U1")
    assert paths(shop) == ["photos/U1/a.jpg"]


@BYTE_NAMES
@pytest.mark.parametrize("folder", [b"", "照片".encode("gbk") + b"/"])
def test_a_name_in_gbk_is_a_finding_that_can_be_printed(tmp_path, folder):
    shop = photos.shop_with(tmp_path, {"U1_front.jpg": photos.jpeg()})
    file = os.fsencode(shop.photos) + b"/" + folder + "正面".encode("gbk") + b".jpg"
    os.makedirs(os.path.dirname(file), exist_ok=True)  # noqa: PTH103, PTH120 - a path of bytes
    with open(file, "wb") as stream:  # noqa: PTH123
        stream.write(photos.jpeg())
    assert paths(shop) == ["photos/U1_front.jpg"]
    (found,) = measure(shop).findings
    assert found.code == "photo.unreadable"
    assert r"\xd5\xfd\xc3\xe6.jpg" in found.message
    assert "Rename" in found.hint
    for text in (found.message, found.subject, found.place.file):
        assert text.encode()


def test_a_raw_file_beside_its_jpeg_is_left_out(tmp_path):
    shop = photos.shop_with(tmp_path, {"a.arw": b"1", "A.jpg": b"2", "b.arw": b"3"})
    assert paths(shop) == ["photos/A.jpg", "photos/b.arw"]


@pytest.mark.parametrize("state", ["is not there", "is empty"])
def test_photos_that_were_there_and_are_all_gone_stop_the_run(tmp_path, state):
    shop = photos.shop_with(tmp_path, {"a.jpg": photos.jpeg()})
    measure(shop)
    (shop.photos / "a.jpg").unlink()
    if state == "is not there":
        shop.photos.rmdir()
    with Ledger(shop.cache) as ledger, pytest.raises(BadInputError, match=f"{state}, but it had 1 photo") as wrong:
        must_be_there(shop, ledger, find_photos(shop))
    assert "Mount the drive" in wrong.value.hint
    with pytest.raises(BadInputError):
        measure(shop)


def test_a_new_shop_needs_no_photos(tmp_path):
    shop = photos.shop_with(tmp_path, {})
    shop.photos.rmdir()
    assert measure(shop).photos == {}


@pytest.mark.parametrize(
    ("now", "gone"),
    [
        (["photos/U1/a.jpg"], {"photos/U2/c.jpg"}),
        (["photos/U2/c.jpg", "photos/U1/b.jpg"], set()),
        (["photos/U1/a.jpg", "photos/U1/b.jpg", "photos/new/C.jpg"], set()),
    ],
    ids=["one folder away", "one photo deleted", "a photo moved"],
)
def test_only_whole_folders_count_as_away(now, gone):
    before = {path: KnownFile(path, 1, 1, path) for path in ("photos/U1/a.jpg", "photos/U1/b.jpg", "photos/U2/c.jpg")}
    assert folders_gone(before, FoundPhotos(tuple(FoundFile(path, 1, 1) for path in now))) == gone

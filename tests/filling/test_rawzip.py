"""Does replacing one part leave every other byte of a zip as it was, whatever kind of zip it is?"""

from __future__ import annotations

import io
import struct
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listingkit.filling.rawzip import replace_part
from tests.builders.templates import directory_of, raw_entries

NAMES = ["a.xml", "sheet.xml", "pictures/ü.png", "z.bin"]


def made(path: Path, method: int = zipfile.ZIP_DEFLATED, comment: bytes = b"") -> Path:
    with zipfile.ZipFile(path, "w", method) as archive:
        archive.comment = comment
        for number, name in enumerate(NAMES):
            info = zipfile.ZipInfo(name, (2020, 1, 2 + number, 3, 4, 6))
            info.compress_type, info.comment, info.external_attr = method, b"kept", 0o640 << 16
            archive.writestr(info, name.encode() * 50)
    return path


def replaced(source: Path, name: str = "sheet.xml", content: tuple[bytes, ...] = (b"new ", b"content" * 900)) -> Path:
    target = source.with_name("out.zip")
    with target.open("w+b") as stream:
        replace_part(source.read_bytes(), name, content, stream)
    return target


def check(source: Path, target: Path, name: str = "sheet.xml", content: bytes = b"new " + b"content" * 900) -> None:
    before, after = raw_entries(source), raw_entries(target)
    assert list(before) == list(after)
    assert {part for part in before if before[part] != after[part]} == {name}
    assert directory_of(source) == directory_of(target)
    with zipfile.ZipFile(target) as archive:
        assert archive.testzip() is None
        assert archive.read(name) == content
        assert archive.comment == zipfile.ZipFile(source).comment


@pytest.mark.parametrize("name", NAMES)
def test_any_part_first_or_last(tmp_path, name):
    source = made(tmp_path / "in.zip")
    check(source, replaced(source, name), name)


def test_stored_parts_and_a_comment(tmp_path):
    source = made(tmp_path / "in.zip", zipfile.ZIP_STORED, b"made by a store")
    check(source, replaced(source))


def test_sizes_behind_the_data(tmp_path):
    # Written to a pipe: bit 3, and data descriptors.
    class Pipe(io.RawIOBase):
        def __init__(self) -> None:
            self.data = bytearray()

        def writable(self) -> bool:
            return True

        def write(self, data) -> int:
            self.data += data
            return len(data)

    pipe = Pipe()
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in NAMES:
            archive.writestr(name, name.encode() * 50)
    source = tmp_path / "in.zip"
    source.write_bytes(bytes(pipe.data))
    assert zipfile.ZipFile(source).infolist()[0].flag_bits & 8
    check(source, replaced(source))


def test_64_bit_sizes_and_directory(tmp_path, monkeypatch):
    # Small limits make zipfile write every field of the 64-bit format.
    monkeypatch.setattr(zipfile, "ZIP64_LIMIT", 10)
    monkeypatch.setattr(zipfile, "ZIP_FILECOUNT_LIMIT", 2)
    source = made(tmp_path / "in.zip", comment=b"wide")
    monkeypatch.undo()
    assert b"PK\x06\x06" in source.read_bytes()
    check(source, replaced(source))


def test_bytes_before_the_zip_and_between_its_parts(tmp_path):
    source = made(tmp_path / "in.zip")
    source.write_bytes(b"#!/bin/sh\n" * 7 + source.read_bytes())
    check(source, replaced(source))
    assert replaced(source).read_bytes().startswith(b"#!/bin/sh\n" * 7 + b"PK")


@pytest.mark.parametrize("cut", [0, 10, -30, -1])
def test_damaged_directory_is_told(tmp_path, cut):
    data = made(tmp_path / "in.zip").read_bytes()[: cut or None]
    if cut == 0:
        place = data.rfind(b"PK\x05\x06")
        data = data[: place + 16] + struct.pack("<I", 5) + data[place + 20 :]
    with pytest.raises((zipfile.BadZipFile, struct.error)):
        replace_part(data, "sheet.xml", [b"x"], io.BytesIO())


def test_missing_part_is_told(tmp_path):
    with pytest.raises(zipfile.BadZipFile, match="no part"):
        replace_part(made(tmp_path / "in.zip").read_bytes(), "other.xml", [b"x"], io.BytesIO())


@given(st.lists(st.binary(max_size=400), max_size=6), st.sampled_from(NAMES))
def test_content_comes_back(pieces, name):
    source = io.BytesIO()
    with zipfile.ZipFile(source, "w", zipfile.ZIP_DEFLATED) as archive:
        for each in NAMES:
            archive.writestr(each, each.encode() * 9)
    target = io.BytesIO()
    replace_part(source.getvalue(), name, pieces, target)
    with zipfile.ZipFile(target) as archive:
        assert archive.testzip() is None
        assert archive.read(name) == b"".join(pieces)

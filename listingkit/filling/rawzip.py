"""How is one part of a zip file replaced while every other byte of it stays what it was?

`zipfile` would pack all other parts anew: other flags, other times, other compressed bytes. Here they are copied as
they lie in the file, gaps and data descriptors included; only offsets behind the new part move (PKWARE APPNOTE 6.3).
"""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import BinaryIO

LOCAL, CENTRAL = b"PK\x03\x04", b"PK\x01\x02"
END, END64, LOCATOR64 = b"PK\x05\x06", b"PK\x06\x06", b"PK\x06\x07"
FULL32 = 0xFFFFFFFF
# Bit 3: sizes follow the data. Bits 1 and 2: how hard the first packer tried.
DESCRIPTOR, EFFORT = 1 << 3, 0b110
LEVEL = 6


@dataclass(frozen=True, slots=True)
class _Part:
    """The sizes of the part once it is written anew."""

    crc: int
    packed: int
    plain: int


@dataclass(frozen=True, slots=True)
class _Ending:
    """Where the directory of the zip lies. `shift` is what stands before the zip and its own offsets leave out."""

    start: int
    size: int
    end: int
    shift: int


def replace_part(data: bytes, name: str, content: Iterable[bytes], target: BinaryIO) -> None:
    """Copies the zip `data` to `target`, the part `name` replaced by `content`, which is taken piece by piece.

    `target` must be seekable and empty. Raises zipfile.BadZipFile where the zip's directory cannot be followed.
    """
    ending = _find_ending(data)
    records = _records(data, ending)
    wanted = [record for record in records if _name_of(data, record) == name]
    if not wanted:
        raise zipfile.BadZipFile(f"there is no part {name}")
    start = _offset_of(data, wanted[-1]) + ending.shift
    if data[start : start + 4] != LOCAL:
        raise zipfile.BadZipFile(f"{name} is not where the directory says")
    later = [_offset_of(data, record) + ending.shift for record in records]
    after = min((offset for offset in later if offset > start), default=ending.start)
    target.write(memoryview(data)[:start])
    part = _write_part(data, start, content, target)
    moved = target.tell() - after
    target.write(memoryview(data)[after : ending.start])
    directory = target.tell()
    for record in records:
        target.write(_moved(data, record, start - ending.shift, moved, part if record == wanted[-1] else None))
    # What may stand between the last record and the ending, such as a signature of the directory.
    target.write(data[records[-1][1] : ending.start + ending.size])
    _write_ending(data, ending, directory - ending.shift, target)


def _write_part(data: bytes, start: int, content: Iterable[bytes], target: BinaryIO) -> _Part:
    header = bytearray(data[start : start + 30])
    name_size, extra_size = struct.unpack_from("<HH", header, 26)
    name = data[start + 30 : start + 30 + name_size]
    extra = _without_zip64(data[start + 30 + name_size : start + 30 + name_size + extra_size])
    place = target.tell()
    target.write(bytes(30) + name + extra)
    packer = zlib.compressobj(LEVEL, zlib.DEFLATED, -15)
    crc = plain = packed = 0
    for piece in content:
        crc, plain = zlib.crc32(piece, crc), plain + len(piece)
        packed += target.write(packer.compress(piece))
    packed += target.write(packer.flush())
    if max(plain, packed) >= FULL32:
        raise zipfile.BadZipFile("the sheet would be larger than 4 GB")
    flags = struct.unpack_from("<H", header, 6)[0] & ~(DESCRIPTOR | EFFORT)
    struct.pack_into("<H", header, 4, max(20, struct.unpack_from("<H", header, 4)[0]))
    struct.pack_into("<HH", header, 6, flags, zipfile.ZIP_DEFLATED)
    struct.pack_into("<III", header, 14, crc, packed, plain)
    struct.pack_into("<H", header, 28, len(extra))
    end = target.tell()
    target.seek(place)
    target.write(header)
    target.seek(end)
    return _Part(crc, packed, plain)


def _moved(data: bytes, span: tuple[int, int], start: int, moved: int, part: _Part | None) -> bytes:
    """A record of the directory after the move; `start` is the offset of the part that was written anew."""
    record = bytearray(data[span[0] : span[1]])
    offset = _offset_of(data, span)
    new = offset + moved if offset > start else offset
    if part is None:
        _set_offset(record, new)
        return bytes(record)
    flags = struct.unpack_from("<H", record, 8)[0] & ~(DESCRIPTOR | EFFORT)
    struct.pack_into("<HH", record, 8, flags, zipfile.ZIP_DEFLATED)
    struct.pack_into("<III", record, 16, part.crc, part.packed, part.plain)
    if new >= FULL32:
        raise zipfile.BadZipFile("the sheet lies more than 4 GB into the file")
    struct.pack_into("<I", record, 42, new)
    name_size, extra_size, comment_size = struct.unpack_from("<HHH", record, 28)
    extra = _without_zip64(bytes(record[46 + name_size : 46 + name_size + extra_size]))
    struct.pack_into("<H", record, 30, len(extra))
    comment = record[len(record) - comment_size :] if comment_size else b""
    return bytes(record[: 46 + name_size]) + extra + bytes(comment)


def _find_ending(data: bytes) -> _Ending:
    end = data.rfind(END, max(0, len(data) - 22 - 0xFFFF))
    if end < 0 or end + 22 > len(data):
        raise zipfile.BadZipFile("it has no directory")
    size, offset = struct.unpack_from("<II", data, end + 12)
    tail = end
    if data[end - 20 : end - 16] == LOCATOR64:
        tail = data.rfind(END64, 0, end - 20)
        if tail < 0:
            raise zipfile.BadZipFile("its directory is cut off")
        size, offset = struct.unpack_from("<QQ", data, tail + 40)
    start = tail - size
    if start < offset or data[start : start + 4] != CENTRAL:
        raise zipfile.BadZipFile("its directory is not where it should be")
    return _Ending(start, size, end, start - offset)


def _records(data: bytes, ending: _Ending) -> list[tuple[int, int]]:
    """From and to of each record of the directory."""
    found, place = [], ending.start
    while data[place : place + 4] == CENTRAL and place < ending.start + ending.size:
        sizes = struct.unpack_from("<HHH", data, place + 28)
        found.append((place, place + 46 + sum(sizes)))
        place = found[-1][1]
    return found


def _name_of(data: bytes, span: tuple[int, int]) -> str:
    (flags,) = struct.unpack_from("<H", data, span[0] + 8)
    (size,) = struct.unpack_from("<H", data, span[0] + 28)
    return data[span[0] + 46 : span[0] + 46 + size].decode("utf-8" if flags & 0x800 else "cp437", "replace")


def _offset_of(data: bytes, span: tuple[int, int]) -> int:
    (offset,) = struct.unpack_from("<I", data, span[0] + 42)
    if offset != FULL32:
        return int(offset)
    return int(struct.unpack_from("<Q", data, span[0] + _wide_offset(data[span[0] : span[1]]))[0])


def _set_offset(record: bytearray, offset: int) -> None:
    (old,) = struct.unpack_from("<I", record, 42)
    if old == FULL32:
        struct.pack_into("<Q", record, _wide_offset(record), offset)
    elif offset >= FULL32:
        raise zipfile.BadZipFile("the filled file would be larger than 4 GB")
    else:
        struct.pack_into("<I", record, 42, offset)


def _wide_offset(record: bytes | bytearray) -> int:
    """Where in a record its 64-bit offset stands: behind those of the two sizes that are wide too (APPNOTE 4.5.3)."""
    name_size, extra_size = struct.unpack_from("<HH", record, 28)
    place, stop = 46 + name_size, 46 + name_size + extra_size
    packed, plain = struct.unpack_from("<II", record, 20)
    while place + 4 <= stop:
        kind, size = struct.unpack_from("<HH", record, place)
        if kind == 1:
            return int(place + 4 + 8 * (packed == FULL32) + 8 * (plain == FULL32))
        place += 4 + size
    raise zipfile.BadZipFile("a part has no offset")


def _without_zip64(extra: bytes) -> bytes:
    """The extra fields without the 64-bit sizes, which the new part does not need."""
    kept, place = b"", 0
    while place + 4 <= len(extra):
        kind, size = struct.unpack_from("<HH", extra, place)
        if kind != 1:
            kept += extra[place : place + 4 + size]
        place += 4 + size
    return kept + extra[place:]


def _write_ending(data: bytes, ending: _Ending, offset: int, target: BinaryIO) -> None:
    # Everything behind the directory, comment included, with the directory's new place.
    size = target.tell() - ending.shift - offset
    tail = bytearray(data[ending.start + ending.size :])
    end = ending.end - ending.start - ending.size
    if tail[:4] == END64:
        struct.pack_into("<QQ", tail, 40, size, offset)
        struct.pack_into("<Q", tail, end - 20 + 8, offset + size)
    wide_size, wide_offset = struct.unpack_from("<II", tail, end + 12)
    if wide_size != FULL32:
        struct.pack_into("<I", tail, end + 12, size)
    if wide_offset != FULL32:
        struct.pack_into("<I", tail, end + 16, offset)
    target.write(tail)

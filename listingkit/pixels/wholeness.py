"""Is a picture's file whole, where its decoder would not say?

Decoders forgive: a progressive JPEG without its last scans decodes soft, a JPEG that was closed too early ends in
grey, zeros where the end was never written are read as pixels.
"""

from __future__ import annotations

import io
import re
import zlib

from PIL import Image, JpegImagePlugin

SECTOR = 512  # bytes: storage that was never written to is zero by at least as many
CLUSTER = 4096  # bytes: more zeros than notes beside the pixels of a HEIC are padded with
TAIL = 16  # zeros, after which the end of a JPEG is looked for
SCAN = b"\xda"
# A marker in coded data: not a stuffed zero, a restart or a fill byte.
MARKER = re.compile(rb"\xff[^\x00\x01\xd0-\xd7\xff]")
PROGRESSIVE = (0xC2, 0xC6, 0xCA, 0xCE)
FRAMES = (0xC0, 0xC1, 0xC2, 0xC3, 0xC5, 0xC6, 0xC7, 0xC9, 0xCA, 0xCB, 0xCD, 0xCE, 0xCF)
# What libjpeg puts where data is missing; Pillow turns the ink colours of print over.
GREY = (127, 128)
# Coded data of a kind that no encoder writes by accident, to see whether a decoder still waits for some.
PROBE = b"\x55\xa5" * 256
NOTHING_MISSES = ""
UNWRITTEN = "it is cut short: its end was never written"


def missing_part(data: bytes, format: str) -> str:
    """What misses in a file's bytes, as a part of a sentence; empty where nothing does that can be told unread."""
    if format == "JPEG":
        return _scans_missing(data) or _never_closed(data)
    if format == "PNG":
        return _chunks_damaged(data)
    if format == "HEIC":
        return _box_unwritten(data)
    return _end_unwritten(data) if format == "WEBP" else NOTHING_MISSES


def ends_in_grey(data: bytes, image: Image.Image) -> bool:
    """Whether a JPEG that decoded to `image` was closed before its pixels were complete.

    A corner of exactly the grey of missing data is decoded once more with data put before the end: a whole picture
    leaves that out, an incomplete one takes it for pixels.
    """
    box = (max(0, image.width - 2), max(0, image.height - 1), image.width, image.height)
    if not _is_grey(image, box) or (end := data.rfind(b"\xff\xd9")) < 0:
        return False
    with JpegImagePlugin.JpegImageFile(io.BytesIO(data[:end] + PROBE + data[end:])) as again:
        again.draft(image.mode, image.size)
        again.decodermaxblock = len(data) + len(PROBE)
        again.load()
        return again.tobytes() != image.tobytes()


def _is_grey(image: Image.Image, box: tuple[int, int, int, int]) -> bool:
    extremes = image.crop(box).getextrema()
    pairs = extremes if isinstance(extremes[0], tuple) else (extremes,)
    return all(GREY[0] <= low and high <= GREY[1] for low, high in pairs)


def _scans_missing(data: bytes) -> str:
    """Of a progressive JPEG, whose every coefficient must have been sent down to its last bit."""
    at, left = 2, {}
    while at + 4 <= len(data):
        if data[at] != 0xFF or data[at + 1] == 0xFF:
            at += 1
            continue
        kind, length = data[at + 1], int.from_bytes(data[at + 2 : at + 4], "big")
        body = data[at + 4 : at + 2 + length]
        at += 2 + length
        if kind == 0xD9:
            break
        if kind in FRAMES:
            if kind not in PROGRESSIVE or len(body) < 6:
                return NOTHING_MISSES
            left = {body[6 + 3 * number]: set(range(64)) for number in range(min(body[5], (len(body) - 6) // 3))}
        elif kind == SCAN[0]:
            _sent(body, left)
            found = MARKER.search(data, at)
            if found is None or data[found.start() + 1] == 0xD9:
                break
            at = found.start()
    return "it is cut short: the last scans are missing, so that it is soft" if any(left.values()) else NOTHING_MISSES


def _sent(scan: bytes, left: dict[int, set[int]]) -> None:
    count = scan[0] if scan else 0
    if len(scan) < 4 + 2 * count:
        return
    first, last, precision = scan[1 + 2 * count : 4 + 2 * count]
    if precision & 0x0F == 0:  # no bits are left for a later scan
        for number in range(count):
            left.get(scan[1 + 2 * number], set()).difference_update(range(first, last + 1))


def _never_closed(data: bytes) -> str:
    """Of a JPEG that ends in zeros: its end mark. Where pixels took many bytes, zeros are enough for all the rest."""
    if not data.endswith(bytes(TAIL)):
        return NOTHING_MISSES
    at = 2
    while at + 4 <= len(data) and data[at] == 0xFF and data[at + 1] != 0xD9:
        is_scan = data[at + 1] == SCAN[0]
        at += 2 + int.from_bytes(data[at + 2 : at + 4], "big")
        if is_scan:
            found = MARKER.search(data, at)
            if found is None:
                return UNWRITTEN
            at = found.start()
    return NOTHING_MISSES


def _chunks_damaged(data: bytes) -> str:
    """Of a PNG: its end chunk, and the checksum of each chunk of pixels."""
    at = 8
    while at + 12 <= len(data):
        length, kind = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8]
        if kind == b"IEND":
            return NOTHING_MISSES
        end = at + 8 + length
        if end + 4 > len(data):
            break
        if kind == b"IDAT" and zlib.crc32(memoryview(data)[at + 4 : end]) != int.from_bytes(data[end : end + 4], "big"):
            return "its data is damaged (a checksum is wrong)"
        at = end + 4
    return "it is cut short: the end of the file is missing"


def _end_unwritten(data: bytes) -> str:
    """Of a WebP: coded pixels never end in as many zeros."""
    at = 12
    while at + 8 <= len(data):
        kind, length = data[at : at + 4], int.from_bytes(data[at + 4 : at + 8], "little")
        if kind in (b"VP8 ", b"VP8L"):
            pixels = data[at + 8 : at + 8 + length]
            unwritten = len(pixels) > SECTOR and not any(pixels[-SECTOR:])
            return UNWRITTEN if unwritten else NOTHING_MISSES
        at += 8 + length + length % 2
    return NOTHING_MISSES


def _box_unwritten(data: bytes) -> str:
    """Of a HEIC: its coded pixels have no four zeros in a row, but notes may lie among them."""
    at = 0
    while at + 16 <= len(data):
        length, kind = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8]
        if length == 1:
            length = int.from_bytes(data[at + 8 : at + 16], "big")
        end = at + length if length else len(data)
        if kind == b"mdat" and end >= len(data):
            return UNWRITTEN if end - at > CLUSTER and data.endswith(bytes(CLUSTER)) else NOTHING_MISSES
        if length < 8:
            break
        at = end
    return NOTHING_MISSES

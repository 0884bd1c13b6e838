"""Which format do a file's bytes have, whatever its name says?"""

from __future__ import annotations

from pathlib import PurePath

SIGNATURES = (
    (b"\xff\xd8\xff", "JPEG"),
    (b"\x89PNG\r\n\x1a\n", "PNG"),
    (b"GIF87a", "GIF"),
    (b"GIF89a", "GIF"),
    (b"II*\x00", "TIFF"),
    (b"MM\x00*", "TIFF"),
    (b"II+\x00", "TIFF"),
    (b"MM\x00+", "TIFF"),
    (b"BM", "BMP"),
    (b"8BPS", "Photoshop"),
    (b"\x00\x00\x00\x0cjP  ", "JPEG 2000"),
    (b"\xff\x0a", "JPEG XL"),
    (b"\x00\x00\x00\x0cJXL ", "JPEG XL"),
)
HEIF_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"}

EXTENSIONS = {
    "JPEG": (".jpg", ".jpeg", ".jpe", ".jfif", ".mpo"),
    "PNG": (".png", ".apng"),
    "GIF": (".gif",),
    "TIFF": (".tif", ".tiff"),
    "BMP": (".bmp", ".dib"),
    "WEBP": (".webp",),
    "HEIC": (".heic", ".heif", ".hif"),
}
"""The extensions that go with a format; the first is the usual one."""

RAW_EXTENSIONS = frozenset(
    [
        ".3fr",
        ".arw",
        ".cr2",
        ".cr3",
        ".crw",
        ".dcr",
        ".dng",
        ".erf",
        ".fff",
        ".iiq",
        ".k25",
        ".kdc",
        ".mef",
        ".mos",
        ".mrw",
        ".nef",
        ".nrw",
        ".orf",
        ".pef",
        ".raf",
        ".raw",
        ".rw2",
        ".rwl",
        ".sr2",
        ".srf",
        ".srw",
        ".x3f",
    ]
)
RAW_SIGNATURES = (b"FUJIFILMCCD-RAW", b"IIRO", b"IIRS", b"MMOR", b"IIU\x00", b"FOVb")


def sniff(data: bytes) -> str:
    """The format's name such as `JPEG`, empty where the bytes are no picture that is known."""
    if data[4:8] == b"ftyp":
        return _boxed(data)
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "WEBP"
    return next((format for signature, format in SIGNATURES if data.startswith(signature)), "")


def raw_reason(name: str, data: bytes) -> str:
    """Why a raw file cannot be used, empty where it is none.

    The name decides too: most raw formats are TIFF files with a thumbnail, which must not pass for the photo.
    """
    known = PurePath(name).suffix.lower() in RAW_EXTENSIONS and sniff(data) in {"", "TIFF"}
    canon = data[:4] in {b"II*\x00", b"MM\x00*"} and data[8:10] == b"CR"
    if known or canon or data.startswith(RAW_SIGNATURES) or data[4:12] == b"ftypcrx ":
        return "it is a raw file of the camera; export it as JPEG, or set the camera to RAW + JPEG"
    return ""


def _boxed(data: bytes) -> str:
    brand = data[8:12]
    if brand in {b"avif", b"avis"}:
        return "AVIF"
    size = min(int.from_bytes(data[:4], "big"), 256)
    brands = {brand} | {data[at : at + 4] for at in range(16, size, 4)}
    if b"avif" in brands:
        return "AVIF"
    return "HEIC" if brands & HEIF_BRANDS else "video"

"""Under which name is an image uploaded, and under which URL does a store fetch it?

Stores cache by URL: an image that was made anew keeps its old look there until its URL changes. So a name can carry
the first digits of the SHA-256 of the file's bytes: the same content has the same name, on every machine.
"""

from __future__ import annotations

from urllib.parse import quote

from listingkit.settings_selling import ExportTable

IMAGES = "out/images/"
# What may stand in the seller's own base URL: it may be quoted already, but must not carry a space into a cell.
URL_SAFE = ":/%?&=+@,~"
VERSION_DIGITS = 8


def upload_path(path: str, digest: str, export: ExportTable) -> str:
    """Where the image at `path` (`out/images/…`) lies below the address of the images: `<store>/<model>/<name>`.

    `digest` is the SHA-256 of its bytes in hex, empty while it is not rendered: its name is then the plain one.
    """
    plain = path.removeprefix(IMAGES)
    if export.image_version != "name" or not digest:
        return plain
    stem, _, extension = plain.rpartition(".")
    return f"{stem}.{digest[:VERSION_DIGITS]}.{extension}"


def picture_url(path: str, digest: str, export: ExportTable) -> str:
    """The image's URL, empty where `[export] image_base_url` is."""
    if not export.image_base_url:
        return ""
    url = f"{quote(export.image_base_url, safe=URL_SAFE)}/{quote(upload_path(path, digest, export))}"
    return f"{url}?v={digest[:VERSION_DIGITS]}" if digest and export.image_version == "query" else url


def picture_reference(path: str, digest: str, export: ExportTable) -> str:
    """What a store's file says of the image: its URL, else its bare file name."""
    return picture_url(path, digest, export) or upload_path(path, digest, export).rpartition("/")[2]

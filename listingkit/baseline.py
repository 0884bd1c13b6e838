"""What did the last exports of a store hold, so that the next writes what differs, and edits can be told from it?

`.listingkit/exported/`: safe to delete; then everything counts as changed, and edits come home only from workbooks that
carry what was exported themselves. `<store>.json` has digests of listings, `<store>-<number>.csv` the cells.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from listingkit.errors import BadInputError
from listingkit.files import write_bytes, write_text
from listingkit.listing.model import Listing
from listingkit.listing.rows import keyed_rows, layout_for
from listingkit.merging.exported import Exported, head_lines, read_exported, row_lines
from listingkit.shop import Shop
from listingkit.stores.model import StoreProfile
from listingkit.tables import read_tables, write_csv

VERSION = 1
EDITED = re.compile(r"-edited-(\d+)$")
MOST_EXPORTS = 5
"""Of each store: people edit a file and export again before they bring it home."""


@dataclass(frozen=True, slots=True)
class Baseline:
    """By model, the digest of its listing when it was last written. None: there was no export that still counts.

    `file` is the SHA-256 of the store's file as it was written, empty where that is not known.
    """

    listings: Mapping[str, str] = field(default_factory=dict)
    known: bool = False
    file: str = ""


def load_baseline(shop: Shop, profile: StoreProfile) -> Baseline:
    """What the last export of this store held. A sheet with other columns or rules of layout counts as none, but
    still tells which models there were."""
    try:
        data = json.loads((shop.cache / "exported" / f"{profile.name}.json").read_text(encoding="utf-8"))
        listings = {str(spu): str(digest) for spu, digest in data["listings"].items()}
        known = (data["version"], data["sheet"]) == (VERSION, _sheet(profile))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return Baseline()
    return Baseline(listings if known else dict.fromkeys(listings, ""), known, str(data.get("file", "")))


def save_baseline(shop: Shop, profile: StoreProfile, listings: Mapping[str, str], file: Path) -> None:
    """Remembers what was written into `file`. Raises BadOutputError."""
    data = {"version": VERSION, "sheet": _sheet(profile), "listings": dict(sorted(listings.items()))}
    data |= {"file": hashlib.sha256(file.read_bytes()).hexdigest()}
    write_text(shop.cache / "exported" / f"{profile.name}.json", json.dumps(data, indent=0) + "\n")


def keep_edited(shop: Shop, profile: StoreProfile, before: Baseline) -> str:
    """Before the store's file is written again: its copy in history/, where a hand has changed it since; else empty.

    Raises BadOutputError.
    """
    file = shop.listings / f"{profile.name}.{profile.sheet.format}"
    if not before.file or not file.is_file():
        return ""
    data = file.read_bytes()
    if hashlib.sha256(data).hexdigest() == before.file:
        return ""
    history = shop.root / "history"
    used = [int(found[1]) for each in history.glob(f"{file.stem}-edited-*") if (found := EDITED.search(each.stem))]
    kept = history / f"{file.stem}-edited-{max(used, default=0) + 1:04}{file.suffix}"
    write_bytes(kept, data)
    return shop.relative(kept)


def save_cells(shop: Shop, profile: StoreProfile, listings: Sequence[Listing]) -> None:
    """Remembers what stands in the cells of the store's file, unless the last export said just that.

    Raises BadOutputError.
    """
    layout = layout_for(profile, listings)
    rows = (row for listing in listings for row in keyed_rows(listing, profile, layout))
    title, header = head_lines(profile.name, layout.columns)
    before = _numbered(shop, profile)
    number = before[-1][0] + 1 if before else 1
    file = shop.cache / "exported" / f"{profile.name}-{number:04}.csv"
    write_csv(file, header, row_lines(rows), above=[title])
    if before and before[-1][1].read_bytes() == file.read_bytes():
        file.unlink()
        return
    for _, old in before[: len(before) + 1 - MOST_EXPORTS]:
        old.unlink(missing_ok=True)


def exports_of(shop: Shop, profile: StoreProfile) -> Iterator[Exported]:
    """What the last exports of this store wrote, the latest first."""
    for _, file in reversed(_numbered(shop, profile)):
        with suppress(BadInputError):  # a damaged one is none
            for sheet in read_tables(file):
                if found := read_exported(sheet):
                    yield found


def _numbered(shop: Shop, profile: StoreProfile) -> list[tuple[int, Path]]:
    name = re.compile(rf"{re.escape(profile.name)}-(\d+)\.csv")
    files = (shop.cache / "exported").glob(f"{profile.name}-*.csv")
    return sorted((int(found[1]), file) for file in files if (found := name.fullmatch(file.name)))


def _sheet(profile: StoreProfile) -> str:
    return hashlib.sha256(profile.sheet.model_dump_json().encode()).hexdigest()

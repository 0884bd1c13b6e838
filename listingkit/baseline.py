"""What did the last export of a store hold, so that the next one can write what differs?

`.listingkit/exported/<store>.json`: safe to delete; then everything counts as changed.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from listingkit.files import write_text
from listingkit.shop import Shop
from listingkit.stores.model import StoreProfile

VERSION = 1


@dataclass(frozen=True, slots=True)
class Baseline:
    """By model, the digest of its listing when it was last written. None: there was no export that still counts."""

    listings: Mapping[str, str] = field(default_factory=dict)
    known: bool = False


def load_baseline(shop: Shop, profile: StoreProfile) -> Baseline:
    """What the last export of this store held. A sheet with other columns or rules of layout counts as none, but
    still tells which models there were."""
    try:
        data = json.loads((shop.cache / "exported" / f"{profile.name}.json").read_text(encoding="utf-8"))
        listings = {str(spu): str(digest) for spu, digest in data["listings"].items()}
        known = (data["version"], data["sheet"]) == (VERSION, _sheet(profile))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return Baseline()
    return Baseline(listings if known else dict.fromkeys(listings, ""), known)


def save_baseline(shop: Shop, profile: StoreProfile, listings: Mapping[str, str]) -> None:
    """Remembers what was written. Raises BadOutputError."""
    data = {"version": VERSION, "sheet": _sheet(profile), "listings": dict(sorted(listings.items()))}
    write_text(shop.cache / "exported" / f"{profile.name}.json", json.dumps(data, indent=0) + "\n")


def _sheet(profile: StoreProfile) -> str:
    return hashlib.sha256(profile.sheet.model_dump_json().encode()).hexdigest()

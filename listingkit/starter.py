"""How does a shop begin? Commented settings, a catalogue with two example rows, folders for photos and brand."""

from __future__ import annotations

import json
from importlib import resources
from pathlib import Path

from listingkit.errors import BadOutputError
from listingkit.files import write_text
from listingkit.sheets.starter import write_starter_catalog


def next_steps(folder: Path) -> tuple[str, ...]:
    """What to do with a new shop; the commands can be copied."""
    here = f'"{folder}"' if " " in str(folder) else str(folder)
    return (
        "1. Fill in catalog.xlsx: the two rows are examples.",
        f"2. `listingkit plan {here}` writes out/shotlist.xlsx: every photo to take, with its file name.",
        "3. Put the photos into photos/, named as the shot list says, such as U001-NVY-SLD_front.jpg.",
        f"4. `listingkit run {here}` checks everything and fills out/.",
    )


def start_shop(folder: Path) -> tuple[str, ...]:
    """Writes a new shop and returns its files. Raises BadOutputError where one is there already, or nothing can be."""
    settings, catalog = folder / "shop.toml", folder / "catalog.xlsx"
    for file in (settings, catalog):
        if file.exists():
            raise BadOutputError(f"{file} exists already", "Name another folder; listingkit overwrites no shop.")
    template = resources.files("listingkit").joinpath("starter.toml").read_text(encoding="utf-8")
    name = folder.resolve().name or "my shop"
    # A JSON string is a TOML string too, quotes and backslashes escaped.
    write_text(settings, template.replace('"@NAME@"', json.dumps(name, ensure_ascii=False)))
    write_starter_catalog(catalog)
    try:
        for name in ("photos", "brand"):
            (folder / name).mkdir(exist_ok=True)
    except OSError as wrong:
        raise BadOutputError(f"{wrong.filename} cannot be made: {wrong.strerror}", "Check the folder.") from wrong
    return (settings.name, catalog.name, "photos", "brand")

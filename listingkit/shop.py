"""Where is everything in a shop folder, and what does its shop.toml say?"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from listingkit.complaints import explain
from listingkit.errors import BadInputError
from listingkit.settings import Settings
from listingkit.words import count


@dataclass(frozen=True, slots=True)
class Shop:
    """One seller's folder with its settings. Paths are absolute; nothing is created by looking."""

    root: Path
    settings: Settings

    @property
    def photos(self) -> Path:
        """Originals: only ever read."""
        return self.root / "photos"

    @property
    def out(self) -> Path:
        """Everything that listingkit makes."""
        return self.root / "out"

    @property
    def images(self) -> Path:
        """Renditions: images/<store>/<spu>/…"""
        return self.out / "images"

    @property
    def listings(self) -> Path:
        """Store files only."""
        return self.out / "listings"

    @property
    def manifests(self) -> Path:
        """Which image to upload under which name: manifests/<store>.csv"""
        return self.out / "manifests"

    @property
    def upload(self) -> Path:
        """Images under names with a content version: upload/<store>/<spu>/…"""
        return self.out / "upload"

    @property
    def cache(self) -> Path:
        """Ledger and masters: safe to delete, costs only time."""
        return self.root / ".listingkit"

    def with_settings(self, **tables: object) -> Shop:
        """The same folder with these tables of shop.toml, such as `light`, replaced in memory alone."""
        return replace(self, settings=self.settings.model_copy(update=tables))

    def relative(self, path: Path) -> str:
        """How messages and JSON name a file: from the shop folder, with forward slashes."""
        try:
            return path.relative_to(self.root).as_posix()
        except ValueError:
            return path.as_posix()


def open_shop(folder: Path) -> Shop:
    """Reads `folder`/shop.toml.

    Raises BadInputError with every problem of the file when it cannot be used.
    """
    root = folder.resolve()
    file = root / "shop.toml"
    if not root.is_dir():
        raise BadInputError(f"{folder} is not a folder", "Name a shop folder, or start one with `listingkit new DIR`.")
    try:
        text = file.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise BadInputError(
            f"{folder} is not a shop: it has no shop.toml",
            "Start one with `listingkit new DIR`, or name another folder.",
        ) from None
    except UnicodeDecodeError as wrong:
        raise BadInputError(f"{file}: byte {wrong.start} is not UTF-8", "Save shop.toml as UTF-8 text.") from None
    except OSError as wrong:
        raise BadInputError(f"{file} cannot be read: {wrong.strerror}", "Check the file and its permissions.") from None
    try:
        data = tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as wrong:
        raise BadInputError(
            f"{file}: not valid TOML: {wrong}", "Text needs quotes, lists need [ ] and commas."
        ) from None
    return Shop(root, parse_settings(data, str(file)))


def parse_settings(data: dict[str, Any], where: str) -> Settings:
    """Validated settings. Raises BadInputError that lists every problem, with near misses for unknown keys."""
    try:
        return Settings.model_validate(data)
    except ValidationError as wrong:
        problems = tuple(explain(error, _place(error["loc"]), Settings) for error in wrong.errors())
        hint = "Correct these keys; docs/shop-toml.md explains each."
        raise BadInputError(f"{where}: {count(len(problems), 'problem')}", hint, problems) from None


def _place(loc: tuple[str | int, ...]) -> str:
    names = [f"#{part + 1}" if isinstance(part, int) else str(part) for part in loc if part != "[key]"]
    if len(names) == 1:
        return f"[{names[0]}]"
    return f"[{names[0]}] {' '.join(names[1:])}"

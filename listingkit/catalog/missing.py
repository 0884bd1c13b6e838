"""Which words wait for their English? A list to fill in: out/glossary-missing.csv.

What the seller has filled in stays in it until the word is in glossary.csv.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from listingkit.files import remove
from listingkit.findings import Finding
from listingkit.shop import Shop
from listingkit.tables import read_tables, write_csv

FILE = "glossary-missing.csv"
HEADER = ("word", "english", "first used")


def write_missing(shop: Shop, findings: Iterable[Finding]) -> Path | None:
    """Writes every word of `text.missing-term` findings with its first place; without any, removes an old list.

    Returns the file where there is one. Raises BadInputError or BadOutputError.
    """
    file = shop.out / FILE
    missing = {each.subject: str(each.place) for each in findings if each.code == "text.missing-term"}
    filled = _filled(file)
    if not missing:
        remove(file)
        return None
    write_csv(file, HEADER, [(word, filled.get(word, ""), place) for word, place in missing.items()], bom=True)
    return file


def _filled(file: Path) -> dict[str, str]:
    if not file.is_file():
        return {}
    rows = [row.cells for sheet in read_tables(file, f"out/{FILE}") for row in sheet.rows]
    return {cells[0].strip(): cells[1].strip() for cells in rows[1:] if len(cells) > 1 and cells[1].strip()}

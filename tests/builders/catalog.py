"""Shops with a catalogue, built in one line."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from openpyxl import Workbook

from listingkit.catalog.load import load_catalog
from listingkit.catalog.model import Catalog
from listingkit.shop import Shop, parse_settings

Rows = Sequence[Sequence[object]]


def shop_at(root: Path, **tables: object) -> Shop:
    """A shop whose shop.toml has only a name and what `tables` say."""
    return Shop(root, parse_settings({"shop": {"name": "Test"}, **tables}, "shop.toml"))


def load_text(root: Path, products: str, **files: str) -> Catalog:
    """The catalogue of products.csv and other files by stem, such as variants="model,sku\\n…"."""
    for stem, text in {"products": products, **files}.items():
        (root / f"{stem}.csv").write_text(text, encoding="utf-8")
    return load_catalog(shop_at(root))


def workbook_at(path: Path, sheets: Mapping[str, Rows]) -> Workbook:
    """Saves a workbook with these sheets and hands it back for changes; save it again after them."""
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    for name, rows in sheets.items():
        sheet = workbook.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    workbook.save(path)
    return workbook


def rewrite_part(path: Path, part: str, old: str, new: str) -> None:
    """Changes the XML inside a workbook, as other programs write it."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    assert old in parts[part].decode(), f"{part} has no {old}"
    parts[part] = parts[part].decode().replace(old, new).encode()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)


def share_strings(path: Path, part: str, strings: str) -> None:
    """Turns the inline texts of a sheet into references to `strings`, the content of <sst>, as Excel writes it."""
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/sharedStrings.xml", f"<sst>{strings}</sst>")
        xml = archive.read(part).decode()
    inline = re.findall(r'<c [^>]*t="inlineStr"[^>]*>.*?</c>', xml)
    for index, cell in enumerate(inline):
        reference = re.search(r'r="(\w+)"', cell)
        assert reference
        xml = xml.replace(cell, f'<c r="{reference[1]}" t="s"><v>{index}</v></c>')
    rewrite_part(path, part, _read(path, part), xml)
    rels = "xl/_rels/workbook.xml.rels"
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"
    if kind not in _read(path, rels):
        added = f'<Relationship Id="rId99" Type="{kind}" Target="/xl/SharedStrings.xml"/></Relationships>'
        rewrite_part(path, rels, "</Relationships>", added)


def _read(path: Path, part: str) -> str:
    with zipfile.ZipFile(path) as archive:
        return archive.read(part).decode()


def codes(catalog: Catalog) -> list[str]:
    """The finding codes, in their order."""
    return [found.code for found in catalog.findings]


def skus(catalog: Catalog) -> list[str]:
    """Every SKU, in catalogue order."""
    return [variant.sku for variants in catalog.variants.values() for variant in variants]

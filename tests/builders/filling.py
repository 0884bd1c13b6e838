"""Templates filled in a line, and what then stands in them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from listingkit.filling.columns import Names, Wishes, read_columns
from listingkit.filling.fill import Filled, fill
from listingkit.filling.saved import asked_columns
from listingkit.filling.settle import Money
from listingkit.filling.template import open_template
from listingkit.listing.model import Listing
from listingkit.settings_pricing import PricingTable
from tests.builders.listing import catalogue, listings_of, product, shop_settings, store

TODAY = dt.date(2026, 10, 20)
SETTINGS: dict[str, Any] = {
    "export": {"image_base_url": "https://cdn.example.com", "shipping_template": "Harbour standard"},
    "pricing": {"margin": "0.3", "list_price_factor": "1.5"},
    "wording": {"title": "{{ name }}", "bullets": ["Opens by itself", "Bends in the wind"]},
}


def two_products(**options: Any) -> list[Listing]:
    """U012 and U013 in two colours and two sizes each, unless told otherwise."""
    catalog = catalogue(
        product("U012", material="Pongee", attributes={"category": "Umbrellas", "Season": "All seasons"}),
        product("U013", name="Folding Umbrella"),
        variant={"barcode": "6901234567892", "stock": 7},
        **(options or {"colour": ["Navy", "Red"], "size": ["S=Small", "L=Large"]}),
    )
    return listings_of(catalog, settings=shop_settings(**SETTINGS))


def fill_it(
    template: Path,
    target: Path | None,
    listings: Sequence[Listing] | None = None,
    *,
    maps: Sequence[str] = (),
    currencies: Sequence[str] = (),
    pricing: Mapping[str, Any] | None = None,
    **rows: Any,
) -> Filled:
    """Fills `template`; `rows` are sheet, header_row and data_row."""
    found = two_products() if listings is None else listings
    names = Names(("category", "Season"), ("colour", "size"))
    with open_template(template, **rows) as opened:
        columns = read_columns(
            opened.package, opened.sheet.name, opened.head, opened.heading, names, Wishes(asked_columns(maps))
        )
        money = Money(PricingTable.model_validate(pricing or {}), tuple(currencies), TODAY)
        return fill(opened, columns, found, store(), money, target)


def cells_of(path: Path, sheet: str, first: int, headers: int, keys: int = 0) -> list[dict[str, Any]]:
    """Every row from `first` on by header, those of one name with #2, #3 …; empty cells are left out."""
    book = load_workbook(path, keep_vba=path.suffix == ".xlsm")
    found = book[sheet]
    names: list[str] = []
    for column in range(1, found.max_column + 1):
        name = str(found.cell(keys or headers, column).value or found.cell(headers, column).value or "")
        names.append(f"{name}#{names.count(name) + 1}" if name and name in names else name)
    return [
        {
            name: found.cell(row, column).value
            for column, name in enumerate(names, start=1)
            if name and found.cell(row, column).value is not None
        }
        for row in range(first, found.max_row + 1)
    ]

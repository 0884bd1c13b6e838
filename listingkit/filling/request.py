"""What can the seller ask of one filling?"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class FillRequest:
    """The flags of `listingkit fill`. Rows count from 1; 0 and empty mean: find it yourself.

    `maps` are texts such as `Item Ref.=sku`; `currencies` codes such as CNY; `out` is where the filled file goes.
    """

    sheet: str = ""
    header_row: int = 0
    data_row: int = 0
    maps: tuple[str, ...] = ()
    currencies: tuple[str, ...] = ()
    out: Path | None = None
    save_map: bool = False
    dry_run: bool = False

"""Which files and sheets is the catalogue in?"""

from __future__ import annotations

from pathlib import Path

from listingkit.catalog.headers import sheet_kind
from listingkit.catalog.records import Source
from listingkit.errors import BadInputError
from listingkit.findings import Finding, finding
from listingkit.shop import Shop
from listingkit.tables import read_tables

KINDS = ("products", "variants", "options")
WORKBOOKS = (".xlsx", ".xlsm")
TEXTS = (".csv", ".tsv", ".txt")


def find_sources(shop: Shop) -> tuple[dict[str, Source], tuple[str, ...], tuple[Finding, ...]]:
    """The sheets by kind, the files read, and findings on sheets that were passed over.

    Raises BadInputError where there is no catalogue, more than one, or one that cannot be read at all.
    """
    names = {path.name.casefold(): path for path in sorted(shop.root.iterdir()) if path.is_file()}
    workbooks = [names[f"catalog{suffix}"] for suffix in WORKBOOKS if f"catalog{suffix}" in names]
    texts = {kind: [names[f"{kind}{suffix}"] for suffix in TEXTS if f"{kind}{suffix}" in names] for kind in KINDS}
    for candidates in [workbooks + texts["products"], *(texts[kind] for kind in KINDS[1:])]:
        if len(candidates) > 1:
            both = " and ".join(path.name for path in candidates)
            raise BadInputError(f"{shop.root} has both {both}", "Keep one of them as the catalogue; rename the other.")
    if workbooks:
        beside = [paths[0].name for paths in texts.values() if paths]
        if beside:
            raise BadInputError(
                f"{shop.root} has both {workbooks[0].name} and {' and '.join(beside)}",
                "Keep the catalogue in one place: the workbook, or the text files.",
            )
        return _from_workbook(workbooks[0])
    if not texts["products"]:
        old = f"; {names['catalog.xls'].name} is an old format" if "catalog.xls" in names else ""
        raise BadInputError(
            f"{shop.root} has neither catalog.xlsx nor products.csv{old}",
            "Save the catalogue under that name; `listingkit new DIR` writes one to start from.",
        )
    files = {kind: paths[0] for kind, paths in texts.items() if paths}
    sources = {kind: Source(path.name, kind, read_tables(path, path.name)[0]) for kind, path in files.items()}
    return sources, tuple(path.name for path in files.values()), ()


def _from_workbook(path: Path) -> tuple[dict[str, Source], tuple[str, ...], tuple[Finding, ...]]:
    sheets = read_tables(path, path.name)
    sources: dict[str, Source] = {}
    found: list[Finding] = []
    for sheet in sheets:
        source = Source(path.name, sheet_kind(sheet.name), sheet)
        if not source.kind:
            continue
        first = sources.setdefault(source.kind, source)
        if first is not source:
            message = f"{source.place()}: means the same as sheet {first.sheet.name!r}, so it is left out"
            hint = "Move its rows into one sheet."
            found.append(finding("catalog.unreadable", message, place=source.place(), hint=hint))
    visible = [sheet for sheet in sheets if not sheet.hidden and sheet.rows]
    if "products" not in sources and not sources and len(visible) == 1:
        sources["products"] = Source(path.name, "products", visible[0])
    if "products" not in sources:
        listed = ", ".join(sheet.name for sheet in sheets) or "none"
        raise BadInputError(f"{path.name} has no sheet `products`; its sheets are: {listed}", "Rename the sheet.")
    return sources, (path.name,), tuple(found)

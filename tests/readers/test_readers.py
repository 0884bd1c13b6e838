"""Do programs that others wrote read in every export exactly the cells that were meant?

openpyxl, LibreOffice and SheetJS for workbooks, Python's csv, SheetJS and LibreOffice for csv files; on a catalogue of
everything that spreadsheets like to alter.
"""

from __future__ import annotations

import csv
import json
import os
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.utils.escape import unescape

from listingkit.listing.rows import heading_rows, layout_for, listing_rows
from listingkit.sheets.export import write_listings
from listingkit.stores.load import builtin_names
from listingkit.stores.model import StoreProfile
from tests.builders.listing import catalogue, listings_of, own_profile, product, shop_settings, store

HERE = Path(__file__).parent
NASTY = [
    "00123", "6901234567892", "123456789012345678901", "1E5", "1e-7", "TRUE", "false", "3-4", "1/2", "2026-01-02",
    "12:30", "50%", "$5", "(5)", "0x1F", "#REF!", "NaN", "null", "=1+1", "+1 555", "-x", "-5", "@SUM(A1)", "\t=1+1",
    "\n=1+1", "  =1+1", "=cmd|' /C calc'!A0", "＝1+1", "  both ends  ", 'a "quoted" word', "com,ma; semi\ttab",
    "two\nlines", "three\r\nline\rends", "Crème brûlée ½ €", "伞布", "🌂", "_x0041_", "_x005F_x000D_", "_x000D_",
    "<b>&amp;</b>", "]]>", "https://example.com/a?b=1&c=2", "mailto:a@example.com", "'quoted'", "'=1", "bell\x07end",
    "x" * 32_767, "\u00a0", "zero\u200bwidth",
]  # fmt: skip
DEFUSED = [
    "=1+1", "+1 555", "-x", "@SUM(A1)", "\t=1+1", "\n=1+1", "  =1+1", "=cmd|' /C calc'!A0", "＝1+1", "'=1",
]  # fmt: skip
CLEANED = {"three\r\nline\rends": "three\nline\nends", "bell\x07end": "bellend"}
SETTINGS: dict[str, Any] = {
    "export": {"image_base_url": "https://img.example.com/a b", "shipping_template": "0012"},
    "wording": {"title": "{{ name }}", "bullets": ["1E5", "- soft", "00123"]},
    "pricing": {"list_price_factor": "1.5"},
}


@dataclass(frozen=True)
class Export:
    """A store's file and the rows that were meant, header included."""

    path: Path
    profile: StoreProfile
    rows: list[list[Any]]


def own_stores() -> Iterator[StoreProfile]:
    fields = "".join(f'{{ header = "N{number}", field = "attribute.n{number}" }},' for number in range(len(NASTY)))
    kinds = """
        { header = "Item", field = "sku", kind = "integer" },
        { header = "Code", field = "barcode", kind = "number" },
        { header = "Ribs", field = "attribute.ribs", kind = "integer" },
        { header = "_x0041_", text = "=1" },
        { header = "Weight", field = "weight_g", kind = "number" },
        { header = "=Cost", field = "price_usd", kind = "money" },
    """
    for file in ("xlsx", "csv"):
        yield own_profile(kinds + fields, file=file).model_copy(update={"name": f"own-{file}"})


@pytest.fixture(scope="module")
def exports(tmp_path_factory: pytest.TempPathFactory) -> list[Export]:
    folder = tmp_path_factory.mktemp("readers")
    attributes = {f"n{number}": text for number, text in enumerate(NASTY)} | {"ribs": "0008"}
    catalog = catalogue(
        product("00123", attributes=attributes, weight_g=Decimal("1E+3"), name="=SUM(A1) Crème", material="@x"),
        product("3-4", name="1E5", weight_g=Decimal("0.50"), description="a\r\nb <b>“c”</b>"),
        variant={"barcode": "0012345678905"}, colour=["NVY=Navy", "TRUE=True"], size=["1=1/2", "2=50%"],
    )  # fmt: skip
    made = []
    for profile in [*(store(name) for name in builtin_names()), *own_stores()]:
        listings = listings_of(catalog, profile, shop_settings(**SETTINGS))
        layout = layout_for(profile, listings)
        rows = [row for listing in listings for row in listing_rows(listing, profile, layout)]
        header = [column.header for column in layout.columns]
        above = [_filled_up(row, len(header)) for row in heading_rows(profile, layout)]
        made.append(Export(write_listings(folder, profile, listings).path, profile, [*above, header, *rows]))
    return made


def _filled_up(row: Sequence[Any], width: int) -> list[Any]:
    return [*row, *[None] * (width - len(row))]


def in_workbook(cell: Any) -> Any:
    """What a workbook should hold of a cell."""
    if isinstance(cell, str):
        return CLEANED.get(cell, cell.replace("\r\n", "\n")) or None
    return None if cell is None else float(cell)


def in_text(cell: Any) -> str:
    """What a csv should hold of a cell."""
    if isinstance(cell, str):
        plain = CLEANED.get(cell, cell.replace("\r\n", "\n"))
        defused = cell in DEFUSED or cell.startswith(("=SUM", "@x", "- soft", "=Cost", "=1"))
        return f"'{plain}" if defused else plain
    return "" if cell is None else format(cell, "f") if isinstance(cell, Decimal) else str(cell)


def workbooks(exports: list[Export]) -> list[Export]:
    found = [each for each in exports if each.path.suffix == ".xlsx"]
    assert found
    return found


def texts(exports: list[Export]) -> list[Export]:
    found = [each for each in exports if each.path.suffix in {".csv", ".tsv"}]
    assert found
    return found


def separator(each: Export) -> str:
    return "\t" if each.path.suffix == ".tsv" else ","


def test_what_was_meant_has_every_nasty_text(exports: list[Export]) -> None:
    for each in exports:
        if each.profile.name.startswith("own"):
            assert set(NASTY) <= {cell for row in each.rows for cell in row}
            assert each.rows[1][:5] == ["00123-NVY-1", "0012345678905", 8, "=1", 1000]


def test_openpyxl_reads_what_was_meant(exports: list[Export]) -> None:
    for each in workbooks(exports):
        sheet = load_workbook(each.path).worksheets[0]
        # openpyxl leaves the escapes of a cell to whoever reads it.
        found = [[unescape(cell.value) if cell.data_type == "s" else cell.value for cell in row] for row in sheet]
        assert found == [[in_workbook(cell) for cell in row] for row in each.rows]
        cells = [cell for row in sheet.iter_rows() for cell in row]
        assert not any(cell.data_type == "f" or cell.hyperlink for cell in cells)
        assert {cell.number_format for cell in cells[len(each.rows[0]) :] if cell.data_type == "s"} <= {"@", "General"}


def test_python_reads_what_was_meant(exports: list[Export]) -> None:
    for each in texts(exports):
        with each.path.open(encoding="utf-8-sig", newline="") as stream:
            found = [_filled_up(row, len(each.rows[0])) for row in csv.reader(stream, delimiter=separator(each))]
        found = [[cell or "" for cell in row] for row in found]
        assert found == [[in_text(cell) for cell in row] for row in each.rows]


@pytest.fixture(scope="module")
def sheetjs(exports: list[Export], tmp_path_factory: pytest.TempPathFactory) -> dict[Path, list[list[Any]]]:
    if not (HERE / "node_modules" / "xlsx").is_dir():
        _missing("SheetJS is not installed: npm install in tests/readers")
    paths = [each.path for each in exports]
    command = ["node", str(HERE / "sheetjs.cjs"), *map(str, paths)]
    try:
        answer = subprocess.run(command, capture_output=True, check=True, timeout=60)
    except FileNotFoundError:
        _missing("node is not installed")
    read = json.loads(answer.stdout)
    return {path: each["rows"] for path, each in zip(paths, read, strict=True)}


def _missing(what: str) -> None:
    if os.environ.get("LISTINGKIT_REQUIRE_PROGRAMS"):
        pytest.fail(f"{what}, and this run requires it")
    pytest.skip(what)


def test_sheetjs_reads_what_was_meant_in_workbooks(exports: list[Export], sheetjs: dict[Path, Any]) -> None:
    for each in workbooks(exports):
        assert sheetjs[each.path] == [[in_workbook(cell) for cell in row] for row in each.rows]


def test_sheetjs_reads_what_was_meant_in_csv(exports: list[Export], sheetjs: dict[Path, Any]) -> None:
    for each in texts(exports):
        found = [[cell or "" for cell in row] for row in sheetjs[each.path]]
        assert found == [[in_text(cell) for cell in row] for row in each.rows]


@pytest.fixture
def office(program: Any, tmp_path: Path) -> Any:
    """Converts files in one go: `office(files, "csv")` gives the folder they are in."""

    def convert(files: list[Path], target: str, *flags: str) -> Path:
        folder = tmp_path / f"office-{target.split(':', maxsplit=1)[0]}"
        profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
        command = [program("soffice"), "--headless", profile, *flags, "--convert-to", target, "--outdir", str(folder)]
        subprocess.run([*command, *map(str, files)], check=True, capture_output=True, timeout=120)
        return folder

    return convert


# Comma, double quotes, UTF-8; cells as they are stored, not as they are shown; no quotes around all texts.
STORED_CELLS = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false"


@pytest.mark.slow
def test_libreoffice_reads_what_was_meant_in_workbooks(exports: list[Export], office: Any) -> None:
    files = workbooks(exports)
    folder = office([each.path for each in files], STORED_CELLS)
    for each in files:
        with (folder / f"{each.path.stem}.csv").open(encoding="utf-8", newline="") as stream:
            found = list(csv.reader(stream))
        assert len(found) == len(each.rows)
        for row, meant in zip(found, each.rows, strict=True):
            for cell, wanted in zip(row, meant, strict=True):
                if isinstance(wanted, str) or wanted is None:
                    assert cell == (in_workbook(wanted) or "")
                else:
                    assert Decimal(cell) == wanted


@pytest.mark.slow
def test_libreoffice_opens_a_csv_without_a_single_formula(exports: list[Export], office: Any) -> None:
    # UTF-8, all columns detected as LibreOffice does when one double-clicks, formulas evaluated.
    for code in (ord(","), ord("\t")):
        files = [each for each in texts(exports) if ord(separator(each)) == code]
        flag = f"--infilter=CSV:{code},34,76,1,,0,false,true,false,false,false,-1,true"
        folder = office([each.path for each in files], "xlsx", flag) if files else Path()
        for each in files:
            sheet = load_workbook(folder / f"{each.path.stem}.xlsx").worksheets[0]
            cells = [cell for row in sheet.iter_rows() for cell in row]
            assert len(cells) >= len(each.rows) * len(each.rows[-1])
            assert [cell.value for cell in cells if cell.data_type in "fe"] == []

"""What does the workbook look like that the seller downloaded: which sheet, which headers, which rows are free?"""

from __future__ import annotations

import difflib
import io
import re
import struct
import zipfile
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from listingkit.errors import BadInputError, UsageError
from listingkit.filling.header import Heading, find_heading
from listingkit.filling.package import Head, Package, touches
from listingkit.filling.sheetxml import Element, SheetError, SheetXml
from listingkit.tables_xlsx import SAVE_AGAIN, Listed, damage_told

OLE = b"\xd0\xcf\x11\xe0"
SHOWS = re.compile(r"(?i)example|sample|instruction|guide|help|read ?me|示例|说明|样例|пример|инструкц|справк")
MARKUP = re.compile(rb"<(?!!\[CDATA)[^>]*>")
VIEWS = re.compile(rb"<(?:[\w.-]+:)?sheetViews.*?</(?:[\w.-]+:)?sheetViews>", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Template:
    """An opened template. `display` is how messages name the file."""

    display: str
    data: bytes
    package: Package
    sheet: Listed
    head: Head
    heading: Heading
    why: str

    @property
    def xml(self) -> SheetXml:
        """The XML of the sheet that is filled."""
        return self.package.xml(self.sheet)

    @property
    def entry(self) -> str:
        """Its part in the zip."""
        return self.package.entry(self.sheet)

    @contextmanager
    def damage_told(self) -> Iterator[None]:
        """Turns what patching the file can meet into a BadInputError; faults of our own stay what they are."""
        try:
            yield
        except (zipfile.BadZipFile, struct.error, SheetError) as wrong:
            raise BadInputError(f"{self.display} is damaged: {wrong}", SAVE_AGAIN) from None


@contextmanager
def open_template(path: Path, *, sheet: str = "", header_row: int = 0, data_row: int = 0) -> Iterator[Template]:
    """Reads a workbook and finds the sheet to fill. The file is only read.

    Raises BadInputError where it is no workbook or has no row of headers, UsageError for a sheet that is not there.
    """
    display = path.name
    data = _read(path, display)
    with damage_told(display):
        archive = zipfile.ZipFile(io.BytesIO(data))
    with archive:
        package = Package(archive, display)
        yield _read_as(package, display, data, _choose(package, display, sheet, header_row, data_row))


def reread(template: Template, sheet: str, header_row: int, data_row: int) -> Template | None:
    """The same workbook with another sheet or other rows; None where there are no headers."""
    try:
        chosen = _choose(template.package, template.display, sheet, header_row, data_row)
    except BadInputError:
        return None
    return _read_as(template.package, template.display, template.data, chosen)


def _read_as(package: Package, display: str, data: bytes, chosen: tuple[Listed, Head, Heading]) -> Template:
    sheet, head, heading = chosen
    others = len(package.sheets) - 1
    hidden = sum(each.hidden for each in package.sheets)
    beside = f" (of {others + 1} sheets, {hidden} hidden)" if others else ""
    layout = heading.layout.name or "a template that listingkit has not seen before"
    why = f"{display}: {layout}. Sheet “{sheet.name}”{beside}: {heading.why}."
    return Template(display, data, package, sheet, head, heading, why)


def _read(path: Path, display: str) -> bytes:
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise BadInputError(f"there is no file {path}", "Name the workbook that you downloaded.") from None
    except OSError as wrong:
        raise BadInputError(f"{display} cannot be read: {wrong.strerror}", "Close it in Excel or WPS.") from None
    if data.startswith(OLE):
        raise BadInputError(f"{display} is an old .xls workbook, or has a password", SAVE_AGAIN)
    if not data.startswith(b"PK"):
        hint = "Templates are .xlsx or .xlsm. For stores that take .csv, `listingkit export` writes the file."
        raise BadInputError(f"{display} is not a workbook", hint)
    return data


def _choose(package: Package, display: str, name: str, header_row: int, data_row: int) -> tuple[Listed, Head, Heading]:
    if name and package.sheet_named(name) is None:
        near = difflib.get_close_matches(name, [each.name for each in package.sheets], n=1)
        known = ", ".join(f"“{each.name}”" for each in package.sheets)
        raise UsageError(
            f"{display} has no sheet “{name}”", f"{'Did you mean ' + near[0] + '? ' if near else ''}It has {known}."
        )
    asked = package.sheet_named(name) if name else None
    found: list[tuple[Listed, Head, Heading]] = []
    for sheet in [asked] if asked else package.visible:
        head = package.head(sheet)
        views = VIEWS.search(package.xml(sheet).data[: package.xml(sheet).area[0]])
        heading = find_heading(head, views[0] if views else b"", header_row=header_row, data_row=data_row)
        if heading:
            found.append((sheet, head, heading))
    if not found:
        where = f"sheet “{asked.name}”" if asked else "none of its sheets"
        raise BadInputError(
            f"{display}: {where} has {'no' if asked else 'a'} row of headers that listingkit knows",
            "Say where they are: --sheet NAME --header-row N --data-row N, and name columns with --map.",
        )
    # A sheet that shows how it is done has the same headers.
    return max(found, key=lambda each: (not SHOWS.search(each[0].name), each[2].score))


@dataclass(frozen=True, slots=True)
class FreeRows:
    """Where new rows go, and which rows in the way are already filled."""

    first: int
    taken: tuple[int, ...]


def free_rows(template: Template, columns: Collection[int], wanted: int) -> FreeRows:
    """The first run of rows, from where data begins, in which no cell of `columns` holds anything or is merged away."""
    with template.damage_told():
        return _run_of_rows(template, columns, wanted)


def _run_of_rows(template: Template, columns: Collection[int], wanted: int) -> FreeRows:
    first = template.heading.data
    taken: list[int] = []
    for number in _taken(template, columns):
        if number >= first + max(wanted, 1):
            break
        taken.append(number)
        first = number + 1
    return FreeRows(first, tuple(taken))


def _taken(template: Template, columns: Collection[int]) -> Iterator[int]:
    xml, merged = template.xml, _merged_rows(template, columns)
    waiting = sorted(merged)
    for row in xml.rows():
        if row.number < template.heading.data:
            continue
        while waiting and waiting[0] < row.number:
            yield waiting.pop(0)
        if row.number in merged or (xml.holds_something(row) and _holds_data(template, row, columns)):
            yield row.number
            waiting = [number for number in waiting if number != row.number]
    yield from waiting


def _merged_rows(template: Template, columns: Collection[int]) -> set[int]:
    """Rows in which a cell that is to be filled is swallowed by a merge."""
    begin = template.heading.data
    return {
        number
        for area in template.head.merged
        for number in range(max(area.top, begin), min(area.bottom, area.top + 100_000) + 1)
        if any(touches([area], column, number) and (column, number) != (area.left, area.top) for column in columns)
    }


def _holds_data(template: Template, row: Element, columns: Collection[int]) -> bool:
    return any(cell.number in columns and _says_something(template, cell) for cell in template.xml.cells(row))


def _says_something(template: Template, cell: Element) -> bool:
    """Whether a cell shows anything. Programs also prepare cells with empty texts, and with formulas of the store."""
    xml = template.xml
    if not xml.holds_something(cell) or xml.holds_formula(cell):
        return False
    text = MARKUP.sub(b"", xml.data[slice(*cell.inside)]).strip()
    if cell.attribute(b"t") == "s" and text.isdigit():
        return bool(template.package.shared_text(int(text)).strip())
    return bool(text)

"""How is a workbook written so that equal content gives equal bytes, and a million rows take seconds?

openpyxl lays out the workbook: styles, widths, filters, drop-downs. It stamps the clock into the package, and needs
minutes for a million rows; so the package is written again here with fixed times, and long sheets get their rows as
text, straight into the sheet's XML (ECMA-376 part 1, 18.3.1).
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import IO, NamedTuple
from xml.sax.saxutils import escape

from openpyxl import Workbook
from openpyxl.cell import Cell, MergedCell
from openpyxl.styles import Alignment, Border, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from listingkit.cells import MAX_TEXT, cell_length, clean_text, escape_for_xlsx, number_text
from listingkit.errors import BadOutputError
from listingkit.files import atomic_write
from listingkit.sheets.parts import Beside

STAMP = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*(</dcterms:\2>)")
FLUSH = 1 << 20


class Formula(NamedTuple):
    """A live formula without its `=`, and what it comes to, for whoever does not calculate: a number or a text."""

    text: str
    value: float | str


Styled = tuple[str | int | Decimal | Formula | None, int]
"""A cell's value and the style's number in the workbook, as `Cell.style_id` tells it."""


def head_cell(sheet: Worksheet, row: int, column: int, text: str, fill: str) -> Cell | MergedCell:
    """A header: white and bold on `fill`, a colour such as 374151; a text, whatever it begins with."""
    cell = sheet.cell(row, column)
    cell.value, cell.data_type = escape_for_xlsx(clean_text(text)), "s"
    cell.font = Font(name="Calibri", size=11, bold=True, color="FFFFFF")
    cell.fill = PatternFill("solid", fgColor=fill)
    return cell


def register_style(sheet: Worksheet, number_format: str, border: Border, place: Alignment, fill: str = "") -> int:
    """The number of a style in the sheet's workbook, for rows that are written as text."""
    # A throw-away cell registers the style; openpyxl then writes it into the workbook's table of formats. A cell of
    # its own for each: openpyxl keeps a reference to the last style of a cell, not a copy.
    cell = Cell(sheet, row=1, column=1)
    cell.number_format, cell.border, cell.alignment = number_format, border, place
    if fill:
        cell.fill = PatternFill("solid", fgColor=fill)
    return cell.style_id


def set_up_printing(sheet: Worksheet, *, pages_wide: int, header: str = "") -> None:
    """A4 landscape, `pages_wide` pages wide, the first row on every page, pages numbered."""
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = pages_wide, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = "1:1"
    if header:
        sheet.oddHeader = HeaderFooterItem(left=_HeaderFooterPart(text=header.replace("&", "&&")))
    sheet.oddFooter = HeaderFooterItem(right=_HeaderFooterPart(text="&P / &N"))


def save_workbook(
    workbook: Workbook,
    target: Path,
    rows: Mapping[str, Iterable[Iterable[Styled]]] | None = None,
    *,
    beside: tuple[str, Beside] | None = None,
    height: float = 0,
) -> None:
    """Writes `workbook` to `target`, atomically and without a clock in it.

    `rows` by sheet title are appended below what that sheet already has. `beside` are pictures and notes of the sheet
    of that title, whose rows are `height` points high. Raises BadOutputError.
    """
    plain = io.BytesIO()
    workbook.save(plain)
    parts = {f"xl/worksheets/sheet{number}.xml": title for number, title in enumerate(workbook.sheetnames, start=1)}
    first = {title: workbook[title].max_row + 1 for title in (rows or {})}
    owner, more = beside or ("", None)
    number = workbook.sheetnames.index(owner) + 1 if more else 0
    with (
        zipfile.ZipFile(plain) as source,
        atomic_write(target) as stream,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=2) as package,
    ):
        for name in source.namelist():
            xml = source.read(name)
            title = parts.get(name, "")
            # Opened by name, an entry bears the date 1980-01-01 instead of the clock's.
            with package.open(name, "w") as part:
                if rows and title in rows:
                    own = more if more and title == owner else None
                    _write_sheet(part, xml, _row_texts(rows[title], first[title], height if own else 0), own)
                elif more and name == "[Content_Types].xml":
                    part.write(xml.replace(b"</Types>", "".join([*more.types(number), "</Types>"]).encode()))
                else:
                    part.write(STAMP.sub(rb"\g<1>1980-01-01T00:00:00Z\g<3>", xml))
        for name, data in more.parts(number) if more else ():
            with package.open(name, "w") as part:
                part.write(data)


def _write_sheet(sheet: IO[bytes], xml: bytes, rows: Iterable[str], beside: Beside | None = None) -> None:
    head, tail = re.split(rb"</sheetData>|<sheetData\s*/>", xml, maxsplit=1)
    opened = b"" if b"<sheetData>" in head else b"<sheetData>"
    # The dimension is optional, and a wrong one makes readers lose rows silently.
    head = re.sub(rb"<dimension[^>]*/>", b"", head)
    if beside:
        tail = tail.replace(b"</worksheet>", f"{beside.elements}</worksheet>".encode())
    sheet.write(head + opened)
    waiting: list[str] = []
    size = 0
    for text in rows:
        waiting.append(text)
        size += len(text)
        if size > FLUSH:
            sheet.write("".join(waiting).encode())
            waiting, size = [], 0
    sheet.write("".join(waiting).encode() + b"</sheetData>" + tail)


def _row_texts(rows: Iterable[Iterable[Styled]], first: int, height: float = 0) -> Iterable[str]:
    letters: list[str] = []
    tall = f' ht="{height:g}" customHeight="1"' if height else ""
    for number, cells in enumerate(rows, start=first):
        texts: list[str] = []
        for column, (value, style) in enumerate(cells):
            if column == len(letters):
                letters.append(get_column_letter(column + 1))
            place = f'<c r="{letters[column]}{number}" s="{style}"'
            if value is None or value == "":
                texts.append(place + "/>")
            elif isinstance(value, str):
                text = _inline(value)
                if text is None:
                    raise _too_long(value, f"{letters[column]}{number}")
                texts.append(f'{place} t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>')
            elif isinstance(value, Formula):
                kind = ' t="str"' if isinstance(value.value, str) else ""
                texts.append(f"{place}{kind}><f>{escape(value.text)}</f><v>{escape(str(value.value))}</v></c>")
            else:
                texts.append(f"{place}><v>{number_text(value)}</v></c>")
        yield f'<row r="{number}"{tall}>{"".join(texts)}</row>'


@lru_cache(maxsize=4096)  # a listing says most of what it says in each of its rows
def _inline(value: str) -> str | None:
    """The text as it stands in XML, None where no cell holds it."""
    text = clean_text(value)
    return escape(escape_for_xlsx(text)) if len(text) * 2 <= MAX_TEXT or cell_length(text) <= MAX_TEXT else None


def _too_long(value: str, cell: str) -> BadOutputError:
    # Excel calls such a workbook damaged, and half a text is not what the seller wrote.
    length = cell_length(clean_text(value))
    return BadOutputError(
        f"cell {cell} would hold {length} characters, and a cell of a workbook holds {MAX_TEXT}",
        f"Shorten the text that begins with “{value[:40]}”.",
    )

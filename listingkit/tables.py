"""What stands in a table file, however a seller has saved it, and how is a text table written?

Workbooks (.xlsx, .xlsm) and text (comma, semicolon or tab separated; UTF-8, UTF-16, GB18030, Windows-1252) come out
as the same sheets and rows. What a file is, its first bytes say, not its name.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from pathlib import Path

from listingkit.cells import clean_text, number_text, reads_as_formula
from listingkit.errors import BadInputError
from listingkit.files import atomic_write
from listingkit.findings import Finding, Place, finding
from listingkit.tables_encoding import is_chinese
from listingkit.tables_model import Flaw, Row, Sheet, column_letter
from listingkit.tables_xlsx import SAVE_AGAIN, read_workbook

__all__ = ["SUFFIXES", "Cell", "Flaw", "Row", "Sheet", "column_letter", "read_tables", "reads_as_formula", "write_csv"]

SUFFIXES = (".xlsx", ".xlsm", ".csv", ".tsv", ".txt")
Cell = str | int | Decimal | None
OLE = b"\xd0\xcf\x11\xe0"


def read_tables(path: Path, display: str = "") -> list[Sheet]:
    """The sheets of a table file; a text file is one sheet without a name. `display` is how messages name the file.

    The file is closed on return. Raises BadInputError where it cannot be read at all.
    """
    display = display or path.name
    try:
        data = path.read_bytes()
    except OSError as wrong:
        hint = "Close it in Excel or WPS, check its permissions, and run again."
        raise BadInputError(f"{display} cannot be read: {wrong.strerror or wrong}", hint) from None
    if data.startswith(b"PK\x03\x04"):
        return read_workbook(data, display)
    if data.startswith(OLE):
        raise BadInputError(
            f"{display} is protected by a password, or is an old .xls workbook",
            "Open it in Excel or WPS, remove the password, and save it as .xlsx.",
        )
    if path.suffix.lower() in {".xlsx", ".xlsm", ".xls"}:
        kind = "is empty" if not data.strip(b"\0 \r\n") else "is not a workbook, whatever its name says"
        raise BadInputError(f"{display} {kind}", SAVE_AGAIN)
    return [_read_text(data, display, path.suffix.lower())]


def _read_text(data: bytes, display: str, suffix: str) -> Sheet:
    text, found = _decode(data, display)
    if "\0" in text:
        text = text.replace("\0", "")
        message = f"{display} holds NUL bytes, which were left out; it may have been damaged while it was saved"
        found.append(finding("catalog.encoding", message, place=Place(display)))
    rows: list[Row] = []
    text, separator = _separator(text, suffix)
    # newline="" keeps line breaks inside of quotes as they are, and lets a lone CR (old Mac) end a record.
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    line, number = 0, 0
    try:
        for number, record in enumerate(reader, start=1):
            row = Row(number, tuple(map(_plain, record)))
            if not row.blank:
                rows.append(row)
            lines, line = reader.line_num - line, reader.line_num
    except csv.Error as wrong:
        place = Place(display, row=number + 1)
        found.append(finding("catalog.unreadable", f"{place}: {wrong}; the rows from here are missing", place=place))
    else:
        if rows and lines > 1 and text.count('"') % 2:
            place = Place(display, row=number)
            message = f'{place}: a quote (") opens a cell and never closes, so {lines} lines were read as one row'
            hint = 'Close the quote, or write "" for a quote inside of a quoted cell.'
            found.append(finding("catalog.unreadable", message, place=place, hint=hint))
    return Sheet("", tuple(rows), findings=tuple(found))


def _decode(data: bytes, display: str) -> tuple[str, list[Finding]]:
    encoding = _marked_encoding(data)
    if encoding:
        text = data.decode(encoding, errors="replace")
        return text.removeprefix("\ufeff"), _lost(text, display, encoding)
    try:
        return data.decode("utf-8"), []
    except UnicodeDecodeError as wrong:
        utf8_error = wrong
    chinese = is_chinese(data)
    encoding, label = ("gb18030", "GB18030 (Chinese)") if chinese else ("cp1252", "Windows-1252 (Western)")
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as wrong:
        row = data.count(b"\n", 0, max(wrong.start, utf8_error.start)) + 1
        raise BadInputError(
            f"{display}: line {row} is neither UTF-8 nor {label} text, so the file cannot be read",
            "Open it in Excel or WPS and save it as CSV UTF-8, or as .xlsx.",
        ) from None
    message = f"{display} does not say its encoding; it was read as {label}"
    hint = "This was guessed from the letters. Where they are wrong, save the file as CSV UTF-8, or as .xlsx."
    return text, [finding("catalog.encoding", message, place=Place(display), hint=hint)]


def _marked_encoding(data: bytes) -> str:
    for mark, name in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            return name
    # UTF-16 without its mark: every other byte of an ASCII header is zero.
    head = data[:64]
    if len(head) >= 4 and head[1::2].count(0) > len(head) // 4 and head[0::2].count(0) == 0:
        return "utf-16-le"
    if len(head) >= 4 and head[0::2].count(0) > len(head) // 4 and head[1::2].count(0) == 0:
        return "utf-16-be"
    return ""


def _lost(text: str, display: str, encoding: str) -> list[Finding]:
    if "\ufffd" not in text:
        return []
    row = text.count("\n", 0, text.index("\ufffd")) + 1
    name = encoding.removesuffix("-sig").upper()
    message = f"{display}: line {row} holds bytes that are not {name}; they were read as \ufffd"
    return [finding("catalog.unreadable", message, place=Place(display))]


def _separator(text: str, suffix: str) -> tuple[str, str]:
    """The text without Excel's `sep=` line, and what separates its cells, as the header's unquoted part shows."""
    told = re.match(r'"?sep=([,;\t|])"?\r?\n', text)
    if told:
        return text[told.end() :], told[1]
    start = len(text) - len(text.lstrip("\r\n"))
    counts = dict.fromkeys("\t;,", 0)
    quoted = False
    for character in text[start : start + 100_000]:
        if character == '"':
            quoted = not quoted
        elif quoted:
            continue
        elif character in "\r\n":
            break
        elif character in counts:
            counts[character] += 1
    best = max(counts, key=lambda each: counts[each])
    if counts[best]:
        return text, best
    return text, "\t" if suffix == ".tsv" else ","


def _plain(cell: str) -> str:
    """The cell as Excel would show it: `="0123"` and the apostrophe that `write_csv` adds are ways to say "text"."""
    if cell[:2] == '="' and cell[-1:] == '"' and len(cell) > 2:
        return cell[2:-1]
    if cell[:1] == "'" and reads_as_formula(cell[1:]):
        return cell[1:]
    return cell.replace("\r\n", "\n") if "\r" in cell else cell


def write_csv(
    target: Path,
    header: Sequence[str],
    rows: Iterable[Sequence[Cell]],
    *,
    bom: bool = False,
    separator: str = ",",
    above: Iterable[Sequence[str]] = (),
) -> None:
    """Writes UTF-8 with CRLF, atomically; `bom` makes Excel read it as UTF-8, `above` are rows before the header.

    A text that a spreadsheet would take for a formula gets a leading apostrophe; numbers, also negative ones and
    numbers in text cells, stay as they are. `read_tables` takes the apostrophe off again. Control characters are left
    out, and lines within a cell end in a line feed. Raises BadOutputError.
    """
    with atomic_write(target) as stream:
        text = io.TextIOWrapper(stream, encoding="utf-8-sig" if bom else "utf-8", newline="")
        try:
            writer = csv.writer(text, lineterminator="\r\n", delimiter=separator)
            writer.writerows([_safe(cell) for cell in row] for row in above)
            writer.writerow([_safe(cell) for cell in header])
            writer.writerows([_safe(cell) for cell in row] for row in rows)
        finally:
            text.detach()  # Flushes, and leaves closing to atomic_write.


def _safe(cell: Cell) -> str:
    if cell is None:
        return ""
    if not isinstance(cell, str):
        return number_text(cell)
    text = clean_text(cell)
    return f"'{text}" if reads_as_formula(text) else text

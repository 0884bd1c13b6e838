"""What stands in the cells of an Excel workbook?

Read straight from the XML inside the zip, for three reasons that openpyxl's two modes do not meet together: a wrong
`<dimension>` must lose no rows, a stray cell at XFD1048576 must cost neither memory nor time, and formulas without a
stored value and merged ranges must be seen. It also saves the 0.3 s that importing openpyxl costs every command.
Format: ECMA-376 part 1, SpreadsheetML.
"""

from __future__ import annotations

import datetime as dt
import io
import posixpath
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from xml.parsers import expat

from listingkit.errors import BadInputError
from listingkit.tables_grid import Grid, Shared, plain, style
from listingkit.tables_model import Sheet

MAX_PART_BYTES = 1 << 30  # Unpacked. Excel's largest real sheets stay below; a zip bomb does not.
SAVE_AGAIN = "Open the file in Excel or WPS and save it again as .xlsx."

Start = Callable[[str, dict[str, str]], None]
End = Callable[[str], None]


def read_workbook(data: bytes, display: str) -> list[Sheet]:
    """Every worksheet in the workbook's order. `display` is how messages name the file.

    Raises BadInputError where the bytes are not a whole, unprotected .xlsx or .xlsm workbook.
    """
    with damage_told(display), zipfile.ZipFile(io.BytesIO(data)) as archive:
        return Book(archive).sheets()


@contextmanager
def open_book(path: Path, display: str) -> Iterator[Book]:
    """The workbook at `path`, of which nothing is read yet. Raises BadInputError where it is damaged."""
    with damage_told(display), zipfile.ZipFile(path) as archive:
        yield Book(archive)


@contextmanager
def damage_told(display: str) -> Iterator[None]:
    """Turns what reading a workbook's parts can raise into a BadInputError that says what to do."""
    try:
        yield
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as wrong:
        raise BadInputError(f"{display} is damaged: {wrong}", SAVE_AGAIN) from None
    except (expat.ExpatError, LookupError, ValueError, StopIteration) as wrong:
        raise BadInputError(f"{display} is not a workbook that can be read: {wrong}", SAVE_AGAIN) from None
    except RuntimeError:  # What zipfile raises for a part that is encrypted.
        raise BadInputError(f"{display} is protected by a password", "Save it without a password.") from None


@dataclass(frozen=True, slots=True)
class Listed:
    """A worksheet as the workbook lists it; `part` is where its cells are."""

    name: str
    part: str
    hidden: bool


class Book:
    """The parts of an opened workbook, and what its sheets share."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        """Reads nothing yet."""
        self.archive = archive
        # Some writers use backslashes or another case in part names.
        self.parts = {name.replace("\\", "/").lower(): name for name in archive.namelist()}
        self.shared = Shared()

    def sheets(self) -> list[Sheet]:
        """Every worksheet, read."""
        return [self._sheet(each.name, each.part, hidden=each.hidden) for each in self.listed()]

    @property
    def main(self) -> str:
        """The part that lists the sheets."""
        return next(iter(self.targets("").get("officeDocument", {}).values()), "xl/workbook.xml")

    def listed(self) -> list[Listed]:
        """The worksheets in the workbook's order; reads the texts and styles that they share."""
        main = self.main
        targets = self.targets(main)
        found: list[tuple[str, str, bool]] = []

        def start(name: str, attrs: dict[str, str]) -> None:
            if name == "sheet":
                key = next(value for key, value in attrs.items() if key.endswith(":id"))
                found.append((attrs["name"], key, attrs.get("state", "visible") != "visible"))
            elif name == "workbookPr" and attrs.get("date1904") in {"1", "true"}:
                self.shared.epoch = dt.datetime(1904, 1, 1)

        self.walk(main, start)
        for part in targets.get("sharedStrings", {}).values():
            self._read_strings(part)
        for part in targets.get("styles", {}).values():
            self._read_styles(part)
        worksheets = targets.get("worksheet", {})  # A chart sheet has a name but no cells.
        return [Listed(name, worksheets[key], hidden) for name, key, hidden in found if key in worksheets]

    def _sheet(self, name: str, part: str, *, hidden: bool) -> Sheet:
        grid = Grid(self.shared)
        self.walk(part, grid.start, grid.end, grid.text)
        return Sheet(name, grid.rows(), hidden)

    def targets(self, part: str) -> dict[str, dict[str, str]]:
        """Relationships of a part: kind → id → path. The empty part is the package itself."""
        folder, file = posixpath.split(part)
        rels = posixpath.join(folder, "_rels", f"{file}.rels")
        found: dict[str, dict[str, str]] = {}

        def start(name: str, attrs: dict[str, str]) -> None:
            if name == "Relationship" and attrs.get("TargetMode") != "External":
                path = posixpath.normpath(posixpath.join("/", folder, attrs["Target"].replace("\\", "/")))
                found.setdefault(attrs["Type"].rpartition("/")[2], {})[attrs["Id"]] = path.lstrip("/")

        if rels.lower() in self.parts:
            self.walk(rels, start)
        return found

    def _read_strings(self, part: str) -> None:
        pieces: list[str] = []
        state = {"wanted": False, "reading": False}

        def start(name: str, attrs: dict[str, str]) -> None:
            if name == "si":
                pieces.clear()
            if name in {"si", "rPh"}:  # rPh is how to pronounce the text, not part of it.
                state["wanted"] = name == "si"
            state["reading"] = name == "t" and state["wanted"]

        def end(name: str) -> None:
            state["reading"] = False
            if name == "rPh":
                state["wanted"] = True
            elif name == "si":
                self.shared.strings.append(plain("".join(pieces)))

        def text(data: str) -> None:
            if state["reading"]:
                pieces.append(data)

        self.walk(part, start, end, text)

    def _read_styles(self, part: str) -> None:
        codes: dict[str, str] = {}
        state = {"inside": False}

        def start(name: str, attrs: dict[str, str]) -> None:
            if name == "numFmt":
                codes[attrs["numFmtId"]] = attrs.get("formatCode", "")
            elif name == "cellXfs":
                state["inside"] = True
            elif name == "xf" and state["inside"]:
                number = attrs.get("numFmtId", "0")
                self.shared.styles.append(style(int(number), codes.get(number, "")))

        def end(name: str) -> None:
            if name == "cellXfs":
                state["inside"] = False

        self.walk(part, start, end)

    def media(self, part: str) -> bytes:
        """A part that is no XML, such as a picture. Raises LookupError where there is none, ValueError if too large."""
        info = self.archive.getinfo(self.parts[part.lower()])
        if info.file_size > MAX_PART_BYTES:
            raise ValueError(f"{part} unpacks to {info.file_size >> 20} MB")
        return self.archive.read(info)

    def mark(self, part: str) -> str:
        """What tells a part from others without unpacking it: its checksum and size. Raises LookupError."""
        info = self.archive.getinfo(self.parts[part.lower()])
        return f"{info.CRC:08x}-{info.file_size}"

    def walk(self, part: str, start: Start, end: End | None = None, text: End | None = None) -> None:
        """Tells the elements of a part, without their prefixes."""
        info = self.archive.getinfo(self.parts[part.lower()])
        if info.file_size > MAX_PART_BYTES:
            raise ValueError(f"{part} unpacks to {info.file_size >> 20} MB")
        with self.archive.open(info) as stream:
            parser_of(start, end, text).ParseFile(stream)


def parser_of(
    start: Start, end: End | None = None, text: End | None = None, encoding: str | None = None
) -> expat.XMLParserType:
    """A parser that tells elements without their prefixes; `encoding` overrides what the XML says of itself."""
    parser = expat.ParserCreate(encoding)
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse_doctype
    # Prefixes are a matter of taste of the program that wrote the file (`x:row`, `row`), so they are cut off.
    parser.StartElementHandler = lambda name, attrs: start(name.rpartition(":")[2], attrs)
    if end:
        finish = end
        parser.EndElementHandler = lambda name: finish(name.rpartition(":")[2])
    parser.CharacterDataHandler = text
    return parser


def _refuse_doctype(*_: object) -> None:
    raise ValueError("it declares a document type, which no spreadsheet program writes")

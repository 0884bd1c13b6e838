"""Which parts does a sheet need for pictures in its cells and notes on them?

openpyxl holds pictures and comments in memory, each picture once for every cell that shows it; so these parts are
written here: a drawing (ECMA-376 part 1, 20.5), comments (18.7) and the shapes that show them (VML, part 4). A picture
moves and hides with its cell (`editAs="twoCell"`, wholly inside the cell), so that it follows sort and filter.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from xml.sax.saxutils import escape, quoteattr

from openpyxl.utils import get_column_letter

from listingkit.cells import clean_text, escape_for_xlsx

EMU = 9525  # per pixel
INSET, BELOW = 3, 22  # px from a picture to the left edge of its cell, and to its top: a line of text stands there
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
CONTENT = "application/vnd.openxmlformats-officedocument"
AUTHOR = "listingkit"


@dataclass(frozen=True, slots=True)
class Placed:
    """A picture in a cell, both counted from 1; `image` is its key, `alt` what it shows."""

    row: int
    column: int
    image: str
    alt: str


@dataclass(frozen=True, slots=True)
class Note:
    """A comment on a cell, both counted from 1."""

    row: int
    column: int
    text: str


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands on a sheet beside its cells: `images` are JPEGs by key, with width and height in pixels as shown."""

    pictures: Sequence[Placed] = ()
    images: Mapping[str, bytes] = field(default_factory=dict)
    size: tuple[int, int] = (64, 48)
    notes: Sequence[Note] = ()

    def parts(self, sheet: int) -> Iterator[tuple[str, bytes]]:
        """Names and bytes of the parts of the sheet of that number."""
        relations = []
        if self.pictures:
            keys = {key: number for number, key in enumerate(dict.fromkeys(each.image for each in self.pictures), 1)}
            relations.append(_relation("rIdDrawing", "drawing", f"../drawings/drawing{sheet}.xml"))
            yield f"xl/drawings/drawing{sheet}.xml", self._drawing(keys).encode()
            files = {number: f"picture{sheet}-{number}.jpg" for number in keys.values()}
            media = [_relation(f"rId{number}", "image", f"../media/{file}") for number, file in files.items()]
            yield f"xl/drawings/_rels/drawing{sheet}.xml.rels", _relations(media)
            for key, number in keys.items():
                yield f"xl/media/{files[number]}", self.images[key]
        if self.notes:
            relations.append(_relation("rIdComments", "comments", f"../comments{sheet}.xml"))
            relations.append(_relation("rIdShapes", "vmlDrawing", f"../drawings/notes{sheet}.vml"))
            yield f"xl/comments{sheet}.xml", self._comments().encode()
            yield f"xl/drawings/notes{sheet}.vml", self._shapes(sheet).encode()
        yield f"xl/worksheets/_rels/sheet{sheet}.xml.rels", _relations(relations)

    @property
    def elements(self) -> str:
        """What the sheet says of them, behind all that its cells need."""
        told = '<drawing xmlns:r="{0}" r:id="rIdDrawing"/>' if self.pictures else ""
        told += '<legacyDrawing xmlns:r="{0}" r:id="rIdShapes"/>' if self.notes else ""
        return told.format(RELATIONS)

    def types(self, sheet: int) -> Iterator[str]:
        """What [Content_Types].xml says of them."""
        if self.pictures:
            yield '<Default Extension="jpg" ContentType="image/jpeg"/>'
            yield _override(f"xl/drawings/drawing{sheet}.xml", f"{CONTENT}.drawing+xml")
        if self.notes:
            yield f'<Default Extension="vml" ContentType="{CONTENT}.vmlDrawing"/>'
            yield _override(f"xl/comments{sheet}.xml", f"{CONTENT}.spreadsheetml.comments+xml")

    def _drawing(self, keys: Mapping[str, int]) -> str:
        anchors = "".join(self._anchor(number, each, keys[each.image]) for number, each in enumerate(self.pictures, 2))
        spaces = f'xmlns:xdr="{DRAWING}/spreadsheetDrawing" xmlns:a="{DRAWING}/main" xmlns:r="{RELATIONS}"'
        return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<xdr:wsDr {spaces}>{anchors}</xdr:wsDr>'

    def _anchor(self, number: int, each: Placed, image: int) -> str:
        width, height = (side * EMU for side in self.size)
        near, below = INSET * EMU, BELOW * EMU

        def corner(name: str, right: int, down: int) -> str:
            return (
                f"<xdr:{name}><xdr:col>{each.column - 1}</xdr:col><xdr:colOff>{right}</xdr:colOff>"
                f"<xdr:row>{each.row - 1}</xdr:row><xdr:rowOff>{down}</xdr:rowOff></xdr:{name}>"
            )

        alt = quoteattr(clean_text(each.alt))
        ends = corner("from", near, below) + corner("to", near + width, below + height)
        return (
            f'<xdr:twoCellAnchor editAs="twoCell">{ends}'
            f'<xdr:pic><xdr:nvPicPr><xdr:cNvPr id="{number}" name="Picture {number}" descr={alt}/>'
            '<xdr:cNvPicPr><a:picLocks noChangeAspect="1"/></xdr:cNvPicPr></xdr:nvPicPr>'
            f'<xdr:blipFill><a:blip r:embed="rId{image}"/><a:stretch><a:fillRect/></a:stretch></xdr:blipFill>'
            f'<xdr:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'
            '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></xdr:spPr></xdr:pic><xdr:clientData/></xdr:twoCellAnchor>'
        )

    def _comments(self) -> str:
        font = '<rPr><sz val="9"/><rFont val="Tahoma"/></rPr>'
        notes = "".join(
            f'<comment ref="{get_column_letter(each.column)}{each.row}" authorId="0" shapeId="0"><text><r>{font}'
            f'<t xml:space="preserve">{_text(each.text)}</t></r></text></comment>'
            for each in self.notes
        )
        return (
            f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<comments xmlns="{MAIN}">'
            f"<authors><author>{AUTHOR}</author></authors><commentList>{notes}</commentList></comments>"
        )

    def _shapes(self, sheet: int) -> str:
        shapes = "".join(_shape(1024 * sheet + number, each) for number, each in enumerate(self.notes, 1))
        return (
            '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
            'xmlns:x="urn:schemas-microsoft-com:office:excel"><o:shapelayout v:ext="edit">'
            f'<o:idmap v:ext="edit" data="{sheet}"/></o:shapelayout>'
            '<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
            '<v:stroke joinstyle="miter"/>'
            f'<v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>{shapes}</xml>'
        )


def _shape(number: int, note: Note) -> str:
    lines = sum(1 + len(line) // 52 for line in note.text.split("\n"))
    return (
        f'<v:shape id="_x0000_s{number}" type="#_x0000_t202" style="position:absolute;width:260pt;'
        f'height:{16 + 12 * lines}pt;visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto">'
        '<v:fill color2="#ffffe1"/><v:path o:connecttype="none"/>'
        '<v:textbox><div style="text-align:left"></div></v:textbox><x:ClientData ObjectType="Note"><x:MoveWithCells/>'
        f"<x:AutoFill>False</x:AutoFill><x:Row>{note.row - 1}</x:Row><x:Column>{note.column - 1}</x:Column>"
        "</x:ClientData></v:shape>"
    )


def _text(text: str) -> str:
    return escape(escape_for_xlsx(clean_text(text)))


def _relation(key: str, kind: str, target: str) -> str:
    return f'<Relationship Id="{key}" Type="{RELATIONS}/{kind}" Target="{target}"/>'


def _relations(told: Sequence[str]) -> bytes:
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    return f'{head}<Relationships xmlns="{PACKAGE}">{"".join(told)}</Relationships>'.encode()


def _override(part: str, kind: str) -> str:
    return f'<Override PartName="/{part}" ContentType="{kind}"/>'

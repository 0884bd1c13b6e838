"""Workbooks of suppliers with pictures in them, as Excel, new Excel and WPS save them.

| builder    | what                                                                                       |
|------------|--------------------------------------------------------------------------------------------|
| `pictured` | a catalogue whose products have pictures: floating, placed in cells, or WPS's              |
| `jpeg`     | a small picture of one colour                                                              |
| `anchored` | one floating picture's XML: from row and offset to row and offset, in rows from 0 and EMU  |
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from xml.sax.saxutils import escape

from PIL import Image

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
RICH = "http://schemas.microsoft.com/office/2017/06/relationships"
POINT = 12700
ROW = 15 * POINT
HEADER = ("model", "name", "picture", "colours")


def jpeg(colour: tuple[int, int, int] = (200, 30, 40)) -> bytes:
    """Another colour, other bytes."""
    stream = io.BytesIO()
    Image.new("RGB", (300, 200), colour).save(stream, "JPEG")
    return stream.getvalue()


def anchored(
    image: int, top: tuple[int, int], bottom: tuple[int, int] | None = None, *, height: int = 0, kind: str = "embed"
) -> str:
    """A floating picture in column C; without `bottom` it is `height` EMU high."""

    def corner(name: str, row: int, offset: int) -> str:
        return (
            f"<xdr:{name}><xdr:col>2</xdr:col><xdr:colOff>0</xdr:colOff>"
            f"<xdr:row>{row}</xdr:row><xdr:rowOff>{offset}</xdr:rowOff></xdr:{name}>"
        )

    name = "twoCellAnchor" if bottom else "oneCellAnchor"
    end = corner("to", *bottom) if bottom else f'<xdr:ext cx="900000" cy="{height}"/>'
    return f"<xdr:{name}>{corner('from', *top)}{end}{picture(image, kind)}<xdr:clientData/></xdr:{name}>"


def picture(image: int, kind: str = "embed", name: str = "Picture") -> str:
    """A picture's XML, which says by which relation its bytes are found."""
    return (
        f'<xdr:pic><xdr:nvPicPr><xdr:cNvPr id="{image}" name="{name}"/><xdr:cNvPicPr/></xdr:nvPicPr><xdr:blipFill>'
        f'<a:blip r:{kind}="rId{image}"/></xdr:blipFill><xdr:spPr><a:xfrm><a:ext cx="1" cy="1"/></a:xfrm></xdr:spPr>'
        "</xdr:pic>"
    )


def pictured(
    path: Path,
    models: Sequence[str],
    *,
    floating: Sequence[str] = (),
    placed: Mapping[int, int] | None = None,
    wps: Mapping[int, int] | None = None,
    media: Sequence[bytes] = (),
    heights: Mapping[int, float] | None = None,
    lost: Sequence[str] = (),
) -> Path:
    """A workbook with a row for each model, from row 2. `placed` and `wps` say which picture of `media`, from 1, is in
    the cell of a row's column `picture`; `lost` are parts that are left out of the package.
    """
    parts = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/><Default Extension="jpeg" ContentType="image/jpeg"/>'
        "</Types>",
        "_rels/.rels": _relations({"rId1": (f"{OFFICE}/officeDocument", "xl/workbook.xml")}),
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>'
        '<sheet name="products" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/worksheets/sheet1.xml": _sheet(models, placed or {}, wps or {}, heights or {}),
    }
    book = {"rId1": (f"{OFFICE}/worksheet", "worksheets/sheet1.xml")}
    images = {
        f"rId{number}": (f"{OFFICE}/image", f"../media/image{number}.jpeg") for number in range(1, len(media) + 1)
    }
    if floating:
        parts["xl/worksheets/_rels/sheet1.xml.rels"] = _relations({"rId1": (f"{OFFICE}/drawing", "../drawings/d.xml")})
        parts["xl/drawings/d.xml"] = f"<xdr:wsDr {_spaces()}>{''.join(floating)}</xdr:wsDr>"
        parts["xl/drawings/_rels/d.xml.rels"] = _relations(images)
    if wps:
        book["rId2"] = ("http://www.wps.cn/officeDocument/2020/cellImage", "cellimages.xml")
        cells = "".join(
            f"<etc:cellImage>{picture(number, name=f'ID_{number}')}</etc:cellImage>"
            for number in range(1, len(media) + 1)
        )
        own = 'xmlns:etc="http://www.wps.cn/officeDocument/2017/etCustomData"'
        parts["xl/cellimages.xml"] = f"<etc:cellImages {_spaces()} {own}>{cells}</etc:cellImages>"
        near = {key: (kind, target.removeprefix("../")) for key, (kind, target) in images.items()}
        parts["xl/_rels/cellimages.xml.rels"] = _relations(near)
    if placed:
        book |= {
            "rId3": (f"{OFFICE}/sheetMetadata", "metadata.xml"),
            "rId4": (f"{RICH}/rdRichValue", "richData/rdrichvalue.xml"),
            "rId5": (f"{RICH}/rdRichValueStructure", "richData/rdrichvaluestructure.xml"),
            "rId6": (
                "http://schemas.microsoft.com/office/2022/10/relationships/richValueRel",
                "richData/richValueRel.xml",
            ),
        }
        parts |= _rich(len(media))
        parts["xl/richData/_rels/richValueRel.xml.rels"] = _relations(images)
    parts["xl/_rels/workbook.xml.rels"] = _relations(book)
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in parts.items():
            if name not in lost:
                archive.writestr(name, text)
        for number, data in enumerate(media, start=1):
            if f"xl/media/image{number}.jpeg" not in lost:
                archive.writestr(f"xl/media/image{number}.jpeg", data)
    return path


def _rich(count: int) -> dict[str, str]:
    space = 'xmlns="http://schemas.microsoft.com/office/spreadsheetml/2017/richdata"'
    future = "".join(
        f'<bk><extLst><ext uri="{{3e2802c4}}"><xlrd:rvb i="{number}"/></ext></extLst></bk>' for number in range(count)
    )
    order = "".join(f'<bk><rc t="1" v="{number}"/></bk>' for number in range(count))
    values = "".join(f'<rv s="0"><v>{number}</v><v>5</v></rv>' for number in range(count))
    relations = "".join(f'<rel r:id="rId{number}"/>' for number in range(1, count + 1))
    return {
        "xl/metadata.xml": f'<metadata xmlns="{MAIN}" xmlns:xlrd="{space[7:-1]}">'
        f'<metadataTypes count="1"><metadataType name="XLRICHVALUE"/></metadataTypes>'
        f'<futureMetadata name="XLRICHVALUE" count="{count}">{future}</futureMetadata>'
        f'<valueMetadata count="{count}">{order}</valueMetadata></metadata>',
        "xl/richData/rdrichvalue.xml": f'<rvData {space} count="{count}">{values}</rvData>',
        "xl/richData/rdrichvaluestructure.xml": f'<rvStructures {space} count="1"><s t="_localImage">'
        '<k n="_rvRel:LocalImageIdentifier" t="i"/><k n="CalcOrigin" t="i"/></s></rvStructures>',
        "xl/richData/richValueRel.xml": f'<richValueRels {space} xmlns:r="{OFFICE}">{relations}</richValueRels>',
    }


def _sheet(
    models: Sequence[str], placed: Mapping[int, int], wps: Mapping[int, int], heights: Mapping[int, float]
) -> str:
    rows = [_row(1, [_text(f"{letter}1", text) for letter, text in zip("ABCD", HEADER, strict=True)], heights)]
    for number, model in enumerate(models, start=2):
        cells = [_text(f"A{number}", model), _text(f"B{number}", f"Umbrella {model}")]
        if number in placed:
            cells.append(f'<c r="C{number}" t="e" vm="{placed[number]}"><v>#VALUE!</v></c>')
        elif number in wps:
            formula = f'DISPIMG("ID_{wps[number]}",1)'
            cells.append(f'<c r="C{number}" t="str"><f>_xlfn.{escape(formula)}</f><v>={escape(formula)}</v></c>')
        cells.append(_text(f"D{number}", "Navy; Red"))
        rows.append(_row(number, cells, heights))
    head = f'<worksheet xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheetFormatPr defaultRowHeight="15"/>'
    return f'{head}<sheetData>{"".join(rows)}</sheetData><drawing r:id="rId1"/></worksheet>'


def _row(number: int, cells: Sequence[str], heights: Mapping[int, float]) -> str:
    tall = f' ht="{heights[number]}" customHeight="1"' if number in heights else ""
    return f'<row r="{number}"{tall}>{"".join(cells)}</row>'


def _text(place: str, text: str) -> str:
    return f'<c r="{place}" t="inlineStr"><is><t>{escape(text)}</t></is></c>'


def _relations(told: Mapping[str, tuple[str, str]]) -> str:
    each = "".join(f'<Relationship Id="{key}" Type="{kind}" Target="{to}"/>' for key, (kind, to) in told.items())
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{each}</Relationships>'


def _spaces() -> str:
    return f'xmlns:xdr="{DRAWING}/spreadsheetDrawing" xmlns:a="{DRAWING}/main" xmlns:r="{OFFICE}"'

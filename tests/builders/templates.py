"""Templates as stores hand them out, in every layout of store-headers, and packages with parts that must survive.

Headers are those of template_headers.json (collected from public exporter code, read 2026-10-06). What stands around
them here (groups, hints, lists) is as the layout notes describe it.
"""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill, Protection
from openpyxl.utils import get_column_letter
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

HEADERS = json.loads(Path(__file__).with_name("template_headers.json").read_text(encoding="utf-8"))
GREY = PatternFill("solid", fgColor="DDDDDD")
UNLOCKED = Protection(locked=False)
PALETTE = ["Black", "White", "Navy Blue", "Red", "Gray", "Beige", "Multi"]
LAST = 500
"""The last row that a built template is prepared for."""


def columns_of(key: str) -> list[str]:
    """The headers of one template, in their order."""
    return list(HEADERS[key]["columns"])


def list_on(sheet: Worksheet, column: int, first: int, formula: str) -> None:
    """A drop-down from row `first` on; columns count from 1."""
    rule = DataValidation(type="list", formula1=formula, allow_blank=True)
    letter = get_column_letter(column)
    rule.add(f"{letter}{first}:{letter}{LAST}")
    sheet.add_data_validation(rule)


def prepared(sheet: Worksheet, first: int, width: int, rows: int = 20) -> None:
    """Empty rows with a look of their own, unlocked, as protected templates have them."""
    for row in range(first, first + rows):
        for column in range(1, width + 1):
            cell = sheet.cell(row, column)
            cell.number_format = "@" if column % 2 else "General"
            cell.protection = UNLOCKED


def write_row(sheet: Worksheet, number: int, cells: Sequence[str]) -> None:
    """One row of texts."""
    for column, text in enumerate(cells, start=1):
        if text:
            sheet.cell(number, column, text)


def aliexpress_ru(path: Path) -> Path:
    """Groups in merged cells, hints, names; data from row 4; lists on a hidden sheet; another sheet of instructions."""
    told = HEADERS["aliexpress_ru_excel_create_v3rows_shoes_example"]
    book = Workbook()
    book.worksheets[0].title = "Instructions"
    book.worksheets[0]["A1"] = "How to fill this file: Product name, Price, Stock. Please read."
    sheet = book.create_sheet("Products")
    for area, text in told["row1_groups"]:
        sheet[area.split(":")[0]] = text or None
        sheet.merge_cells(area)
    for place, text in told["row2_hints"].items():
        sheet[f"{place.split(':')[0]}2"] = text
    write_row(sheet, 3, told["columns"])
    width = len(told["columns"])
    for cell in sheet[3]:
        cell.font, cell.fill = Font(bold=True), GREY
    prepared(sheet, 4, width)
    lists = book.create_sheet("lists")
    lists.sheet_state = "hidden"
    for row, text in enumerate(PALETTE, start=1):
        lists.cell(row, 1, text)
    for row, text in enumerate(["Harbour standard", "Cainiao Saver"], start=1):
        lists.cell(row, 2, text)
    columns = told["columns"]
    list_on(sheet, columns.index("Color") + 1, 4, f"lists!$A$1:$A${len(PALETTE)}")
    list_on(sheet, columns.index("Shipping template*") + 1, 4, "lists!$B$1:$B$2")
    list_on(sheet, columns.index("Selling method*") + 1, 4, '"By piece,By lot"')
    sheet.protection.sheet = True
    sheet.freeze_panes = "C4"
    book.save(path)
    return path


def amazon_current(path: Path, market: str = "ATVPDKIKX0DER") -> Path:
    """Settings in A1, groups in row 3, labels 4, keys 5, an example in row 6, data from 7; macros; dependent lists."""
    keys = [key.replace("{MP}", market).replace("{LANG}", "en_US") for key in columns_of("amazon_new_template_xlsm")]
    labels = [key.split("[")[0].split("#")[0].replace("_", " ").strip(":").title() for key in keys]
    book = Workbook()
    book.worksheets[0].title = "Instructions"
    sheet = book.create_sheet("Template")
    sheet["A1"] = f"settings=feedType=256&primaryMarketplaceId=amzn1.mp.o.{market}&contentLanguageTag=en_US"
    sheet["A3"], sheet["G3"] = "Listing Identity", "Product Identity"
    write_row(sheet, 4, labels)
    write_row(sheet, 5, keys)
    write_row(sheet, 6, ["ABC123", "UMBRELLA", "Create or Replace (Full Update)"])
    lists = book.create_sheet("Dropdown Lists")
    lists.sheet_state = "hidden"
    write_row(lists, 1, ["Create or Replace (Full Update)", "Edit (Partial Update)", "Delete"])
    write_row(lists, 2, ["Parent", "Child"])
    write_row(lists, 3, ["COLOR", "SIZE", "COLOR/SIZE"])
    write_row(lists, 4, ["Grams", "Kilograms", "Pounds"])
    places = {
        "::record_action": "'Dropdown Lists'!$A$1:$C$1",
        f"parentage_level[marketplace_id={market}]#1.value": "'Dropdown Lists'!$A$2:$B$2",
        "variation_theme#1.name": 'INDIRECT(SUBSTITUTE($B7," ","_")&"variation_theme")',
        f"item_package_weight[marketplace_id={market}]#1.unit": "'Dropdown Lists'!$A$4:$C$4",
    }
    for key, formula in places.items():
        list_on(sheet, keys.index(key) + 1, 7, formula)
    book.defined_names["UMBRELLAvariation_theme"] = DefinedName(
        "UMBRELLAvariation_theme", attr_text="'Dropdown Lists'!$A$3:$C$3"
    )
    definitions = book.create_sheet("Data Definitions")
    write_row(
        definitions, 1, ["Group Name", "Field Name", "Local Label Name", "Accepted Values", "Example", "Required?"]
    )
    write_row(definitions, 2, ["Identity", keys[0], labels[0], "", "", "Required"])
    condition = keys.index("condition_type#1.value")
    write_row(definitions, 3, ["Offer", keys[condition], labels[condition], "", "", "Required"])
    book.active = 1
    return with_parts(book, path, {"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0" + bytes(range(256)) * 40}, macros=True)


def amazon_classic(path: Path) -> Path:
    """TemplateType in A1, labels in row 2, keys in row 3, data from row 4."""
    keys = columns_of("amazon_flat_file_classic")
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Template"
    write_row(sheet, 1, ["TemplateType=fptcustom", "Version=2026.0101", "The top 3 rows are for Amazon.com use only."])
    write_row(sheet, 2, [key.replace("_", " ").title() for key in keys])
    write_row(sheet, 3, keys)
    list_on(sheet, keys.index("parent_child") + 1, 4, '"parent,child"')
    list_on(sheet, keys.index("update_delete") + 1, 4, '"Update,PartialUpdate,Delete"')
    book.save(path)
    return path


def tiktok(path: Path, key: str = "tiktok_shop_us_template", labels: bool = True) -> Path:
    """Keys in row 1, labels 3, requirements 4, hints 5, data from 6."""
    told = HEADERS[key]
    keys = [each for each in told["columns"] if "<id>" not in each]
    us = HEADERS["tiktok_shop_us_template"]
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Template"
    write_row(sheet, 1, [*keys, "product_property/100157"])
    sheet.row_dimensions[1].hidden = True
    sheet["A2"] = "V5.1.0"
    names = [us["labels"].get(each, each.replace("_", " ").title()) for each in keys]
    if key != "tiktok_shop_us_template":
        names = [name.replace("(lb)", "(g)").replace("(inch)", "(cm)") for name in names]
    write_row(sheet, 3, [*names, "Material"] if labels else [])
    write_row(sheet, 4, [*(us["requirement"].get(each, "Optional") for each in keys), "Optional"])
    write_row(
        sheet, 5, ["Please select a category from the drop-down list.", "Enter a brand you are authorised to sell."]
    )
    list_on(sheet, keys.index("delivery") + 1, 6, '"Default,Seller"')
    book.save(path)
    return path


def temu(path: Path, market: str = "EU") -> Path:
    """Labels in row 2, keys in row 4, data from 5; several columns of one name."""
    keys = columns_of("temu_local_seller_template_keys")
    several = {"t_2_Bullet Point": 6, "t_2_Detail Images URL": 10, "t_6_SKU Images URL": 10}
    keys = [key for key in keys if "<id>" not in key for _ in range(several.get(key, 1))]
    if market == "US":
        swaps = {" - EUR": " - USD", "Weight - g": "Weight - lb", " - cm": " - in"}
        for old, new in swaps.items():
            keys = [key.replace(old, new) for key in keys]
    names = {"t_4_Sale Property:1001": "Color", "t_4_Size:3001": "Size"}
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Template"
    sheet["A1"] = "Do not change the order of columns"
    write_row(sheet, 2, [names.get(key, key.split("_", 2)[2]) for key in keys])
    write_row(sheet, 3, ["Required" if "Product Name" in key or "Contribution" in key else "Optional" for key in keys])
    write_row(sheet, 4, keys)
    list_on(sheet, keys.index("t_4_Variation Theme") + 1, 5, '"Color,Size,Color × Size"')
    list_on(sheet, keys.index("t_1_Update or Add") + 1, 5, '"Update,Add"')
    book.save(path)
    return path


def shopee(path: Path, key: str = "shopee_mass_upload_basic") -> Path:
    """A hidden row of keys, names, what is required, hints, a guide; data from row 7, in the older one from row 6."""
    keys = columns_of(key)
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Template"
    write_row(sheet, 1, keys)
    sheet.row_dimensions[1].hidden = True
    names = [
        each.split("|")[0].removeprefix("ps_").removeprefix("et_title_").replace("_", " ").title() for each in keys
    ]
    write_row(sheet, 2, names)
    write_row(sheet, 3, ["Mandatory" if "|1|" in each else "Optional" for each in keys])
    hint = "Please enter what buyers should know, no more than 120 characters."
    write_row(
        sheet, 4, ["Weight in kg, numbers only, no more than 1000 kg" if "weight" in each else hint for each in keys]
    )
    write_row(sheet, 5, ["Must be filled as the category says"] * len(keys))
    if "|" in keys[0]:
        write_row(sheet, 6, ["Limits: at least 20, at most 120 characters"] * 3)
    book.save(path)
    return path


def lazada(path: Path) -> Path:
    """Headers, requirements, help; data from row 4."""
    columns = columns_of("lazada_bulk_simple")
    must = {"Category", "Product Name", "Product Images1", "Brand", "Package Weight (kg)", "Price", "SellerSKU"}
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Upload"
    write_row(sheet, 1, columns)
    write_row(sheet, 2, ["Mandatory" if each in must else "Optional" for each in columns])
    write_row(sheet, 3, [f"Please enter the {each.lower()} as buyers should see it." for each in columns])
    list_on(sheet, columns.index("Brand") + 1, 4, '"Harbour,No Brand"')
    book.save(path)
    return path


def one_row(key: str, title: str = "Sheet1") -> Callable[[Path], Path]:
    """A builder of a template that has its headers in row 1 and nothing else."""

    def build(path: Path) -> Path:
        book = Workbook()
        book.worksheets[0].title = title
        write_row(book.worksheets[0], 1, columns_of(key))
        book.save(path)
        return path

    return build


def ebay_listings(path: Path) -> Path:
    """Headers in row 4 of the sheet Listings."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Listings"
    write_row(sheet, 1, ["#INFO", "Version=1.0.0", "Template=fx_category_template_EBAY_US"])
    write_row(sheet, 4, columns_of("ebay_seller_hub_listings_xlsx_long_names"))
    book.save(path)
    return path


UNSEEN = {
    "Item Ref. (yours)": "", "Heading of the offer *": "", "Text for the buyer": "", "Goods no.": "",
    "Shade": "", "Cover photo": "", "Further image 1": "", "Further image 2": "",
    "Buyer pays (USD) *": "", "Was price ($)": "", "Pieces available *": "", "Parcel heaviness (oz)": "",
    "Length of parcel": "", "Made in": "", "Ready in days": "", "Bar code": "", "Season *": "", "Ribs": "",
}  # fmt: skip


def unseen(path: Path, palette: Sequence[str] = PALETTE) -> Path:
    """A store that nobody has seen: a title, groups, headers in its own words in row 4, a help row, an example row."""
    columns = list(UNSEEN)
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Read me"
    sheet["A1"] = "Thank you for selling with us. Fill the sheet “Offers”."
    sheet = book.create_sheet("Offers")
    sheet["A1"] = "Town Market bulk upload"
    sheet.merge_cells("A1:F1")
    sheet["A3"], sheet["F3"] = "About the offer", "Pictures"
    sheet.merge_cells("A3:E3")
    write_row(sheet, 4, columns)
    write_row(sheet, 5, ["Enter your own number", "No more than 80 characters, please", "Only text"])
    write_row(sheet, 6, ["Example: A-1", "Straw hat", "A hat of straw"])
    prepared(sheet, 7, len(columns))
    list_on(sheet, columns.index("Shade") + 1, 7, "Palette")
    list_on(sheet, columns.index("Made in") + 1, 7, '"China,India,Viet Nam"')
    lists = book.create_sheet("data")
    lists.sheet_state = "veryHidden"
    for row, text in enumerate(palette, start=1):
        lists.cell(row, 3, text)
    book.defined_names["Palette"] = DefinedName("Palette", attr_text=f"data!$C$1:$C${len(palette)}")
    sheet["B4"].comment = Comment("At most 80 characters", "store")
    book.save(path)
    return path


LAYOUTS: Mapping[str, tuple[Callable[[Path], Path], str, int, str]] = {
    "aliexpress-ru": (aliexpress_ru, "Products", 4, "xlsx"),
    "amazon-current": (amazon_current, "Template", 7, "xlsm"),
    "amazon-classic": (amazon_classic, "Template", 4, "xlsx"),
    "tiktok-us": (tiktok, "Template", 6, "xlsx"),
    "tiktok-id": (lambda path: tiktok(path, "tiktok_shop_id_template"), "Template", 6, "xlsx"),
    "temu-eu": (temu, "Template", 5, "xlsx"),
    "temu-us": (lambda path: temu(path, "US"), "Template", 5, "xlsx"),
    "shopee": (shopee, "Template", 7, "xlsx"),
    "shopee-old": (lambda path: shopee(path, "shopee_mass_upload_old"), "Template", 6, "xlsx"),
    "lazada": (lazada, "Upload", 4, "xlsx"),
    "dianxiaomi-shopee": (one_row("dianxiaomi_shopee_import"), "Sheet1", 2, "xlsx"),
    "dianxiaomi-temu": (one_row("dianxiaomi_temu_import_starred"), "Sheet1", 2, "xlsx"),
    "poptemu": (one_row("temu_poptemu_59", "popTemu_product"), "popTemu_product", 2, "xlsx"),
    "bigseller": (one_row("bigseller_export"), "Sheet1", 2, "xlsx"),
    "wish": (one_row("wish_csv"), "Sheet1", 2, "xlsx"),
    "ebay": (ebay_listings, "Listings", 5, "xlsx"),
    "unseen": (unseen, "Offers", 7, "xlsx"),
}
"""By name: builder, the sheet to fill, its first data row, the suffix."""

RICH = {
    "xl/richData/richValueRel.xml": b'<richValueRels xmlns="http://schemas.microsoft.com/office/spreadsheetml/2022/richvaluerel"/>',
    "xl/richData/rdrichvalue.xml": b"<rvData/>",
    "xl/media/image1.png": b"\x89PNG\r\n\x1a\n" + bytes(range(200)),
    "xl/drawings/drawing9.xml": b"<xdr:wsDr xmlns:xdr='http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing'/>",
    "customXml/item1.xml": b"<store><token>keep me</token></store>",
    "xl/printerSettings/printerSettings1.bin": b"\0\1\2\3" * 100,
    "xl/cellimages.xml": b"<etc:cellImages xmlns:etc='http://www.wps.cn/officeDocument/2017/etCustomData'/>",
    "store/unknown.part": b"\xff\xfe anything",
}
"""Parts that openpyxl would lose."""


def with_parts(book: Workbook, path: Path, parts: Mapping[str, bytes], *, macros: bool = False) -> Path:
    """Saves the workbook with further parts in its package."""
    book.save(path)
    entries = entries_of(path)
    if macros:
        types = entries["[Content_Types].xml"].replace(
            b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
            b"application/vnd.ms-excel.sheet.macroEnabled.main+xml",
        )
        kind = b'<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/></Types>'
        entries["[Content_Types].xml"] = types.replace(b"</Types>", kind)
        rels = entries["xl/_rels/workbook.xml.rels"]
        kind = b"http://schemas.microsoft.com/office/2006/relationships/vbaProject"
        macro = b'<Relationship Id="rIdVba" Type="' + kind + b'" Target="vbaProject.bin"/>'
        entries["xl/_rels/workbook.xml.rels"] = rels.replace(b"</Relationships>", macro + b"</Relationships>")
    pack(path, {**entries, **parts}.items())
    return path


def entries_of(path: Path) -> dict[str, bytes]:
    """Every part, unpacked."""
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def pack(
    path: Path, parts: Iterable[tuple[str, bytes]], comment: bytes = b"", method: int = zipfile.ZIP_DEFLATED
) -> None:
    """Writes a package anew."""
    with zipfile.ZipFile(path, "w", method) as archive:
        archive.comment = comment
        for name, data in parts:
            archive.writestr(name, data)


def raw_entries(path: Path) -> dict[str, bytes]:
    """Every part as it lies in the file, its local header included, up to the next one or the directory."""
    data = path.read_bytes()
    with zipfile.ZipFile(path) as archive:
        infos = sorted(archive.infolist(), key=lambda info: info.header_offset)
        ends = [*(info.header_offset for info in infos[1:]), archive.start_dir]
    return {info.filename: data[info.header_offset : end] for info, end in zip(infos, ends, strict=True)}


def directory_of(path: Path) -> list[tuple[object, ...]]:
    """What the directory says of each part, apart from where it lies and how large it is packed."""
    with zipfile.ZipFile(path) as archive:
        return [
            (info.filename, info.date_time, info.create_system, info.external_attr, info.internal_attr, info.comment)
            for info in archive.infolist()
        ]

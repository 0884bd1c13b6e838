"""What does the catalogue look like that a new shop starts from?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from listingkit.sheets.package import save_workbook

REQUIRED, OPTIONAL = "B45309", "374151"
"""Header fills: amber for columns that must be filled, grey for the others."""
LISTS = "lists"
LAST_ROW = 5000
TEXT, GENERAL = "@", "General"
COLOURS = (
    *("Black", "White", "Grey", "Navy", "Blue", "Sky Blue", "Royal Blue", "Green", "Dark Green", "Mint", "Olive"),
    *("Red", "Wine Red", "Burgundy", "Rose Red", "Pink", "Coral", "Orange", "Yellow", "Beige", "Ivory", "Khaki"),
    *("Brown", "Coffee", "Purple", "Lavender", "Gold", "Silver", "Transparent"),
)
PATTERNS = (
    *("Solid", "Plaid", "Check", "Houndstooth", "Stripes", "Polka Dots", "Floral", "Leaves", "Stars", "Hearts"),
    *("Geometric", "Gradient", "Camouflage", "Leopard", "Cartoon", "Letters", "Lace"),
)


@dataclass(frozen=True, slots=True)
class Head:
    """One column: its header, what it is for, its width in characters, and which list it drops down."""

    header: str
    note: str
    width: int = 12
    required: bool = False
    format: str = GENERAL
    drop_down: str = ""


MODEL = Head(
    "model", "Your own key of the product: A-Z, 0-9 and hyphens, such as U012.", 12, required=True, format=TEXT
)
COST = Head("cost", "What one piece costs you, in the currency of [pricing] cost_currency (CNY). A plain number.")
WEIGHT = Head("weight_g", "Weight of the packed product in grams.")
STOCK = Head("stock", "Pieces that can be sold. Empty = [export] stock of shop.toml.")
SAMPLE = Head("sample", "yes, or empty, once the sample is there to be photographed; no or a date while it is not.")
SHEETS: dict[str, tuple[Head, ...]] = {
    "products": (
        MODEL,
        Head("name", "What it is, in English or Chinese. Chinese words go through the glossary.", 34, required=True),
        Head("colours", "Every colour, with semicolons in between: Navy; Red", 28, drop_down="colours"),
        Head(
            "patterns", "Every pattern, as in colours. All colours × all patterns are sold.", 22, drop_down="patterns"
        ),
        COST,
        WEIGHT,
        Head("length_cm", "Length of the parcel in centimetres."),
        Head("width_cm", "Width of the parcel in centimetres."),
        Head("height_cm", "Height of the parcel in centimetres."),
        Head("material", "What it is made of.", 18),
        Head(
            "size", "One measure to show, such as 98 cm. Sizes that are sold apart go in a column `sizes`: S; M; L", 14
        ),
        Head("description", "A few sentences on the product.", 48),
        Head("ribs", "An example: any other column is kept, and title and text can use it by this name.", 8),
    ),
    "variants": (
        MODEL,
        Head("colour", "One colour. Empty = every colour of the product.", 16, drop_down="colours"),
        Head("pattern", "One pattern. Empty = every pattern of the product.", 16, drop_down="patterns"),
        Head("sku", "Your own SKU. Empty = made of model and codes, such as U012-NVY-PLD.", 22, format=TEXT),
        COST,
        STOCK,
        Head("barcode", "EAN or UPC. The column is text, so that Excel keeps every digit.", 18, format=TEXT),
        SAMPLE,
        Head("price_usd", "A fixed price in US dollars. Empty = calculated from cost."),
        WEIGHT,
        Head("exclude", "yes = this combination is not sold.", drop_down="yes"),
    ),
    "options": (
        Head("option", "colour, pattern, or an option of your own such as handle.", required=True),
        Head("value", "The value as you write it in products and variants.", 18),
        Head("code", "Its code in SKUs and photo names: A-Z and 0-9, such as NVY.", 10, format=TEXT),
        Head("label", "Its English name as buyers see it.", 18),
        Head("hex", "Its colour on screen, such as #1F2A5F.", 12, format=TEXT),
        Head("pictured", "yes = the option changes the look, so each value is photographed.", drop_down="yes"),
    ),
}
LISTED: dict[str, tuple[str, ...]] = {"colours": COLOURS, "patterns": PATTERNS, "yes": ("yes", "no")}
Value = str | int | Decimal
EXAMPLES: tuple[dict[str, Value], ...] = (
    {
        "model": "U001",
        "name": "Automatic Folding Umbrella",
        "colours": "Navy; Red",
        "patterns": "Solid; Plaid",
        "cost": Decimal("32.5"),
        "weight_g": 420,
        "length_cm": 30,
        "width_cm": 7,
        "height_cm": 7,
        "material": "Pongee",
        "size": "98 cm",
        "description": "Opens and closes at the push of a button. Eight fibreglass ribs bend in the wind and return.",
        "ribs": 8,
    },
    {
        "model": "U002",
        "name": "Straight Umbrella with Wooden Handle",
        "colours": "Black; Green; Beige",
        "cost": Decimal("48"),
        "weight_g": 560,
        "length_cm": 90,
        "width_cm": 8,
        "height_cm": 8,
        "material": "Polyester",
        "size": "104 cm",
        "description": "A long umbrella with sixteen ribs and a curved handle of beech wood.",
        "ribs": 16,
    },
)


def write_starter_catalog(target: Path) -> None:
    """Writes a workbook with sheets products (two examples), variants and options, and drop-downs.

    Raises BadOutputError.
    """
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    for name, heads in SHEETS.items():
        _lay_out(workbook.create_sheet(name), heads)
    _write_lists(workbook.create_sheet(LISTS))
    headers = [head.header for head in SHEETS["products"]]
    for number, example in enumerate(EXAMPLES, start=2):
        for column, header in enumerate(headers, start=1):
            workbook["products"].cell(number, column).value = example.get(header)
    save_workbook(workbook, target)


def _lay_out(sheet: Worksheet, heads: Sequence[Head]) -> None:
    sheet.freeze_panes = "B2"
    sheet.row_dimensions[1].height = 22
    for index, head in enumerate(heads, start=1):
        letter = get_column_letter(index)
        cell = sheet.cell(1, index, head.header)
        cell.font = Font(bold=True, color="FFFFFF")
        cell.fill = PatternFill("solid", fgColor=REQUIRED if head.required else OPTIONAL)
        cell.alignment = Alignment(vertical="center")
        cell.comment = Comment(head.note, "listingkit", height=90, width=260)
        sheet.column_dimensions[letter].width = max(head.width, len(head.header) + 4)
        if head.format != GENERAL:
            # The column's own format holds for rows that are still to be typed.
            sheet.column_dimensions[letter].number_format = head.format
            for row in range(2, 2 + len(EXAMPLES)):
                sheet.cell(row, index).number_format = head.format
        if head.drop_down:
            _add_drop_down(sheet, letter, head.drop_down)


def _add_drop_down(sheet: Worksheet, letter: str, name: str) -> None:
    column = get_column_letter(1 + list(LISTED).index(name))
    # Other values stay allowed: `Navy; Red` is none of the list, and neither is a seller's own colour.
    validation = DataValidation(
        type="list",
        formula1=f"{LISTS}!${column}$1:${column}${len(LISTED[name])}",
        allow_blank=True,
        showErrorMessage=False,
    )
    validation.add(f"{letter}2:{letter}{LAST_ROW}")
    sheet.add_data_validation(validation)


def _write_lists(sheet: Worksheet) -> None:
    sheet.sheet_state = "hidden"
    for column, values in enumerate(LISTED.values(), start=1):
        for row, value in enumerate(values, start=1):
            sheet.cell(row, column, value)

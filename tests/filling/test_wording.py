"""Is a header read as a person would: stars, brackets, units, currencies, numbers, look-alike letters?"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listingkit.filling.known import field_of, layout_with
from listingkit.filling.wording import wording_of
from tests.builders.templates import HEADERS, columns_of


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("Сolor name in your system", "colour_name"),  # begins with a Cyrillic letter
        ("SKU ID/Barcode (seller SKU ID)*", "sku"),
        ("*重量(kg)(必填）", "weight"),
        ("*主图（URL）地址（必填）", "image.1"),
        ("变种属性名称一", "option.1.name"),
        ("变种属性值二", "option.2.value"),
        ("Название товара *", "title"),
        ("Артикул продавца", "sku"),
        ("ps_product_name|1|0", "title"),
        ("ps_item_image_3|0|3", "more_image.3"),
        ("t_6_Base Price - EUR", "price"),
        ("bullet_point[marketplace_id=A][language_tag=en_US]#4.value", "bullet.4"),
        ("item_package_weight[marketplace_id=A]#1.unit", "weight_unit"),
        ("other_product_image_locator_2[marketplace_id=A]#1.media_location", "more_image.2"),
        ("property_1_image", "sku_picture"),
        ("Primary variation name (theme)", "option.1.name"),
        ("Heading of the offer (max. 80 characters) *", "title"),
        ("Product Images7", "image.7"),
        ("Compare-at price", "list_price"),
        ("GTIN, UPC, EAN, or ISBN", "barcode"),
        ("Product name (Russian)", ""),
        ("Size Chart", ""),
        ("Ссылка на главное фото*", "image.1"),
        ("Ширина упаковки, мм*", "width"),
        ("additional_image_link", "more_images"),
        ("Brand registration number", ""),
        ("Image alt text", ""),
        ("Shipping price", ""),
        ("Net weight", ""),
        ("НДС, %*", ""),
        ("Minimum order quantity", ""),
        ("Video URL", ""),
        ("Item weight (g)", ""),  # not that of its parcel
        ("", ""),
    ],
)
def test_field_of_a_header(header, field):
    assert field_of(wording_of(header)) == field


@pytest.mark.parametrize(
    ("header", "unit", "currency", "required"),
    [
        ("Price, CNY*", "", "CNY", True),
        ("Retail Price (Local Currency)", "", "local", False),
        ("建议售价（USD）", "", "USD", False),
        ("Cost in US$", "", "USD", False),
        ("Цена, ₽", "", "RUB", False),
        ("Price ¥", "", "local", False),
        ("Price_KES", "", "KES", False),
        ("*Action(SiteID=US|Country=US|Currency=USD|Version=1193)", "", "USD", True),
        ("Weight - lb", "lb", "", False),
        ("weight_kg", "kg", "", False),
        ("Вес (кг) (обязательно)", "kg", "", True),
        ("Package length(inch)", "in", "", False),
        ("Description in", "", "", False),
        ("Made in", "", "", False),
        ("ps_price|1|1", "", "", True),
        ("ps_stock|0|1", "", "", False),
    ],
)
def test_unit_currency_and_requirement(header, unit, currency, required):
    wording = wording_of(header)
    assert (wording.unit, wording.currency, wording.required) == (unit, currency, required)


@pytest.mark.parametrize("key", HEADERS)
def test_every_layout_that_was_seen_gives_sku_and_title(key):
    columns = columns_of(key)
    layout = layout_with(columns)
    fields = {field_of(wording_of(column), layout) if layout else field_of(wording_of(column)) for column in columns}
    assert "sku" in fields
    assert "title" in fields or key == "dianxiaomi_temu_import_starred"


@given(st.text(max_size=80))
def test_any_header_can_be_read(header):
    wording = wording_of(header)
    assert wording.spelled.count("#") == 0
    assert isinstance(field_of(wording), str)

"""Templates over the product: what names there are, and what stands there when settings say nothing."""

from __future__ import annotations

from decimal import Decimal

import pytest

from listingkit.catalog.model import Product
from listingkit.errors import BadInputError
from listingkit.listing.wording import Texts, Wording
from tests.builders.listing import catalogue, product, shop_settings, store, with_rule


def texts(one: Product, *others: Product, brand: str = "Rainfolk", title_max: int = 128, **wording: object) -> Texts:
    catalog = catalogue(one, *others, colour=["Navy", "Red"])
    settings = shop_settings(shop={"name": "Store", "brand": brand}, wording=wording)
    profile = with_rule(store(), "title_max", title_max)
    return Wording(settings, catalog).texts(catalog.products[0], profile)


def test_the_default_title_drops_what_is_not_known() -> None:
    assert texts(product(material="", size="8 ribs")).title == "Rainfolk Sun Umbrella 8 ribs"


def test_the_brand_does_not_stand_twice_at_the_start() -> None:
    assert texts(product(name="Rainfolk Sun Umbrella")).title == "Rainfolk Sun Umbrella"


def test_the_title_fits_the_store() -> None:
    assert texts(product(name="Windproof Folding Sun Umbrella"), title_max=30).title == "Rainfolk Windproof Folding Sun"


def test_the_default_description_has_both_systems_of_units() -> None:
    found = texts(product(material="pongee", description="Keeps off sun.\nAnd rain."))
    assert found.description == (
        "<p>Keeps off sun.</p> <p>And rain.</p> <ul> <li><b>Material:</b> pongee</li> <li><b>Colors:</b> Navy, Red</li>"
        " <li><b>Packed weight:</b> 420 g (14.8 oz)</li>"
        " <li><b>Package size:</b> 60 x 8 x 7 cm (23.6 x 3.1 x 2.8 in)</li> </ul>"
    )
    assert found.bullets[0] == "Material: pongee"


def test_heavy_parcels_are_told_in_kilograms_and_pounds() -> None:
    assert "Packed weight: 1.25 kg (2.8 lb)" in texts(product(weight_g=Decimal(1250))).bullets


def test_catalogue_values_are_escaped_in_html() -> None:
    assert "<p>Fast &lt;script&gt; &amp; dry</p>" in texts(product(description="Fast <script> & dry")).description


def test_columns_that_nobody_asked_for_do_not_leak() -> None:
    found = texts(product(attributes={"supplier": "Mr Wang, 1688.com"}))
    assert "Wang" not in found.description + " ".join(found.bullets) + found.title


def test_columns_are_names_and_have_us_units() -> None:
    found = texts(
        product(attributes={"Rib count": "8", "Diameter cm": "98.0", "备注": "x"}),
        title="{{ rib_count }} {{ diameter_cm }} {{ diameter_in }} {{ attributes['Rib count'] + attributes['备注'] }}",
    )
    assert found.title == "8 98.0 38.6 8x"


def test_a_column_that_another_product_lacks_is_empty_there() -> None:
    found = texts(product(), product("U013", attributes={"ribs": "8"}), title="{{ name }} {{ ribs }}")
    assert found.title == "Sun Umbrella"


def test_all_measures_are_there() -> None:
    title = (
        "{{ weight_g }} {{ weight_kg }} {{ weight_oz }} {{ weight_lb }} {{ length_cm }} {{ length_in }} {{ height_in }}"
    )
    assert texts(product(), title=title).title == "420 0.42 14.8 0.93 60 23.6 2.8"
    assert texts(product(weight_g=None, length_cm=None), title=title + " {% if weight_g %}x{% endif %}").title == "2.8"


def test_options_and_colours_in_either_spelling() -> None:
    title = (
        "{{ colours|length }} {{ colors|join('/') }} {% for o in options %}{{ o.name }} {{ o['values'] }}{% endfor %}"
    )
    assert texts(product(), title=title).title == "2 Navy/Red colour Navy, Red"


def test_own_bullets_drop_empty_ones_and_stand_in_the_description() -> None:
    found = texts(product(), bullets=["Weighs {{ weight_oz }} oz", "{{ material }}"])
    assert found.bullets == ("Weighs 14.8 oz",)
    assert "<li>Weighs 14.8 oz</li> <li><b>Colors" in found.description


def test_an_unknown_name_is_told_before_anything_is_rendered() -> None:
    with pytest.raises(BadInputError, match=r"\[wording\] bullets #2: unknown name `wieght_g`") as wrong:
        texts(product(), bullets=["{{ name }}", "{{ wieght_g }}"])
    assert "`weight_g`" in wrong.value.hint

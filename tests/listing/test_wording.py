"""Templates over the product: what names there are, and what stands there when settings say nothing."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest

from listingkit.catalog.model import Product
from listingkit.errors import BadInputError
from listingkit.listing.model import Loss
from listingkit.listing.wording import Texts, Wording
from listingkit.shop import parse_settings
from tests.builders.listing import catalogue, own_profile, product, shop_settings, store, with_rule


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


PHRASES = ["{{ brand }} {{ name }}", [" - ", "{{ material }}"], "8 Ribs"]


def test_a_title_of_phrases_gets_what_there_is_room_for() -> None:
    assert texts(product(material="Pongee"), title=PHRASES).title == "Rainfolk Sun Umbrella - Pongee, 8 Ribs"
    short = texts(product(material="Pongee"), title=PHRASES, title_max=29)
    assert short.title == "Rainfolk Sun Umbrella, 8 Ribs"
    assert short.losses == ((Loss.TITLE, "Pongee"),)


def test_the_separator_of_phrases_is_a_setting() -> None:
    found = texts(product(material="Pongee"), title=PHRASES, title_separator=" | ")
    assert found.title == "Rainfolk Sun Umbrella - Pongee | 8 Ribs"


def test_the_headline_is_the_title_with_all_its_phrases() -> None:
    found = texts(product(material="Pongee"), title=PHRASES, description="<p>{{ headline }}</p>", title_max=30)
    assert found.description == "<p>Rainfolk Sun Umbrella - Pongee, 8 Ribs</p>"


def test_a_store_may_have_words_of_its_own_and_the_rest_is_common() -> None:
    own = {"aliexpress": {"title": "{{ name }}", "bullets": []}}
    found = texts(product(), title="{{ brand }}", bullets=["Dry"], tags=["sun"], stores=own)
    assert (found.title, found.bullets[0], found.tags) == ("Sun Umbrella", "Colors: Navy, Red", ("sun",))
    other = texts(product(), title="{{ brand }}", bullets=["Dry"], stores={"shopify": {"title": "{{ name }}"}})
    assert (other.title, other.bullets) == ("Rainfolk", ("Dry",))


def test_words_for_a_profile_of_ones_own_are_right() -> None:
    catalog = catalogue(product(), colour=["Navy"])
    profile = own_profile("")
    settings = shop_settings(wording={"stores": {"own": {"title": "Own {{ name }}"}}})
    assert Wording(settings, catalog, [profile]).texts(catalog.products[0], profile).title == "Own Sun Umbrella"


def test_a_wrong_template_of_a_store_is_named_by_it() -> None:
    with pytest.raises(BadInputError, match=r"\[wording\] stores.shopify title #2: unknown name `nmae`"):
        texts(product(), stores={"shopify": {"title": ["{{ name }}", "{{ nmae }}"]}})


@pytest.mark.parametrize(
    ("title", "problem"),
    [
        ([], "a title is one template, or a list of phrases"),
        (["{{ name }}", 3], r"phrase 2 is a template, or a pair such as .* \(found 3\)"),
        (["{{ name }}", [" - ", "a", "b"]], "phrase 2 is a template"),
        (5, "a title is one template"),
    ],
)
def test_a_title_that_is_none_is_told_with_what_it_should_be(title: object, problem: str) -> None:
    with pytest.raises(BadInputError) as told:
        parse_settings({"shop": {"name": "x"}, "wording": {"title": title}}, "shop.toml")
    assert re.search(rf"\[wording\] title: {problem}", told.value.problems[0])


def test_bullets_beyond_the_stores_number_are_left_out_and_told() -> None:
    catalog = catalogue(product(material="pongee"), colour=["Navy"])
    profile = with_rule(store(), "bullets_max", 2, unit="items")
    settings = shop_settings(wording={"bullets": ["one", "two", "three"]})
    found = Wording(settings, catalog).texts(catalog.products[0], profile)
    assert (found.bullets, found.losses) == (("one", "two"), ((Loss.BULLET, "three"),))
    default = Wording(shop_settings(), catalog).texts(catalog.products[0], profile)
    assert (len(default.bullets), default.losses) == (2, ())


def test_each_store_gets_the_description_that_it_takes() -> None:
    catalog = catalogue(product(description="Dry & light"), colour=["Navy"])
    plain = with_rule(store(), "description_html", "none", unit="tags").model_copy(update={"name": "plain"})
    wording = Wording(shop_settings(), catalog, [store(), plain])
    assert wording.texts(catalog.products[0], store()).description.startswith("<p>Dry &amp; light</p> <ul> <li><b>")
    assert wording.texts(catalog.products[0], plain).description.startswith("Dry & light\n\n• Colors: Navy\n• ")


def test_sizes_have_inches_in_specifications_and_in_the_default_description() -> None:
    found = texts(product(size="直径98cm", description="Folds to 28cm."))
    assert "Size: 直径98 cm (38.6 in)" in found.bullets
    assert "<p>Folds to 28 cm (11 in).</p>" in found.description
    assert texts(product(size="98cm"), title="{{ size | with_inches }}").title == "98 cm (38.6 in)"


def test_the_texts_of_all_stores_are_the_same_whatever_the_order() -> None:
    catalog = catalogue(product(), product("U013"), colour=["Navy"])
    stores = [store("shopify"), with_rule(store(), "description_html", "none", unit="tags")]
    together = Wording(shop_settings(), catalog, stores)
    for profile in reversed(stores):
        alone = Wording(shop_settings(), catalog)
        for each in catalog.products:
            assert together.texts(each, profile) == alone.texts(each, profile)

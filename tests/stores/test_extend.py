"""A profile that extends another says what differs, predictably, and every slip is told with the near miss."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from listingkit.errors import BadInputError, UsageError
from listingkit.stores.check import stale_rules
from listingkit.stores.load import load_stores, parse_profile
from listingkit.stores.model import StoreProfile
from tests.builders.listing import store

HEAD = 'extends = "aliexpress"\nname = "mine"\n'


def mine(text: str, head: str = HEAD) -> StoreProfile:
    return parse_profile(head + text, "mine.toml")


def problems(text: str, head: str = HEAD) -> str:
    with pytest.raises(BadInputError) as wrong:
        mine(text, head)
    return "\n".join(wrong.value.problems)


def headers(profile: StoreProfile) -> list[str]:
    return [column.header for column in profile.sheet.columns]


def test_what_is_not_named_is_that_of_the_base() -> None:
    base, own = store(), mine("")
    assert (own.name, own.extends, own.label) == ("mine", "aliexpress", base.label)
    assert own.sheet == base.sheet
    assert [slot.name for slot in own.slots] == [slot.name for slot in base.slots]
    assert {name: rule.value for name, rule in own.rules.items()} == {n: rule.value for n, rule in base.rules.items()}


def test_slots_rules_and_columns_are_merged_key_by_key() -> None:
    own = mine("""
[[slots]]
name = "gallery"
count = 8
[rules.sku_max]
value = 50
[sheet]
name = "Mine"
columns = [{ header = "Stocks", required = true }]
""")
    gallery = next(slot for slot in own.slots if slot.name == "gallery")
    assert (gallery.count, gallery.width, gallery.role) == (8, 1000, "gallery")
    assert (own.rules["sku_max"].value, own.rules["sku_max"].unit) == (50, "characters")
    stocks = next(column for column in own.sheet.columns if column.header == "Stocks")
    assert (stocks.required, stocks.field, stocks.kind) == (True, "stock", "integer")
    assert (own.sheet.name, own.sheet.format) == ("Mine", "xlsx")
    assert headers(own) == headers(store())


def test_parts_are_removed() -> None:
    own = mine("""
[[slots]]
name = "scene"
remove = true
[rules.price_max]
remove = true
[sheet]
columns = [{ header = "Type of logistics", remove = true }]
""")
    assert "scene" not in {slot.name for slot in own.slots}
    assert own.limit("price_max") is None
    assert headers(own) == [each for each in headers(store()) if each != "Type of logistics"]


def test_columns_are_added_at_the_end_or_after_another_and_moved() -> None:
    own = mine("""[sheet]
columns = [
    { header = "Zeta" }, { header = "Model", field = "spu", after = "Stocks" },
    { header = "Color", after = "AliExpress product ID (seller SPU ID)*" },
]""")
    found = headers(own)
    assert found[-1] == "Zeta"
    assert found[found.index("Stocks") + 1] == "Model"
    assert found[1] == "Color"
    assert len(found) == len(set(found)) == len(headers(store())) + 2


def test_whole_lists_are_replaced() -> None:
    own = mine('replace = ["columns", "rules"]\n[sheet]\ncolumns = [{ header = "SKU", field = "sku" }]\n')
    assert headers(own) == ["SKU"]
    assert own.rules == {}
    assert own.slots


def test_a_profile_may_extend_one_that_extends(tmp_path: Path) -> None:
    (tmp_path / "below").mkdir()
    (tmp_path / "below/first.toml").write_text(HEAD + '[sheet]\nname = "First"\n', "utf-8")
    (tmp_path / "second.toml").write_text(
        'extends = "below/first.toml"\nname = "second"\n[rules.sku_max]\nvalue = 9\n', "utf-8"
    )
    (tmp_path / "below/third.toml").write_text('extends = "../second.toml"\nname = "third"\n', "utf-8")
    (third,) = load_stores(["below/third.toml"], relative_to=tmp_path)
    assert (third.sheet.name, third.rules["sku_max"].value, third.rules["title_max"].value) == ("First", 9, 128)


def test_a_circle_is_told_with_its_members(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text('extends = "b.toml"\nname = "a"\n', "utf-8")
    (tmp_path / "b.toml").write_text('extends = "a.toml"\nname = "b"\n', "utf-8")
    with pytest.raises(BadInputError) as wrong:
        load_stores(["a.toml"], relative_to=tmp_path)
    assert "extends: goes in a circle" in wrong.value.problems[0]
    assert wrong.value.problems[0].count("a.toml") == 2


@pytest.mark.parametrize(
    ("base", "said"), [("alliexpress", "Did you mean `aliexpress`?"), ("none.toml", "Paths are seen from")]
)
def test_a_base_that_there_is_not_is_told_with_who_asks(base: str, said: str, tmp_path: Path) -> None:
    (tmp_path / "own.toml").write_text(f'extends = "{base}"\nname = "own"\n', "utf-8")
    with pytest.raises(UsageError, match=r"own\.toml extends") as wrong:
        load_stores(["own.toml"], relative_to=tmp_path)
    assert said in wrong.value.hint


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[[slots]]\nname = "galery"\ncount = 2\n', "no `galery`; did you mean `gallery`?; a new one needs"),
        ('[[slots]]\nname = "gallery"\ncuont = 2\n', "slots #1 cuont: unknown key; did you mean `count`?"),
        ("[rules.sku_maxx]\nvalue = 2\n", "rules: the base has no `sku_maxx`; did you mean `sku_max`?"),
        ('[[slots]]\nname = "gallery"\ncount = 5\n', "there is no picture 6 in a slot `gallery`"),
        ("[rules.price_maxx]\nremove = true\n", "no `price_maxx` to remove; did you mean `price_max`?"),
        ('[sheet]\ncolumns = [{ header = "Stock" }]\n', "the base has no `Stock`; did you mean `Stocks`?"),
        ('[sheet]\ncolumns = [{ header = "X", after = "Stokcs" }]\n', "no `Stokcs`; did you mean `Stocks`?"),
        ('[sheet]\ncolumns = [{ header = "Stocks", feild = "stock" }]\n', "unknown key; did you mean `field`?"),
        ('[sheet]\nlayuot = "row-per-sku"\n', "sheet layuot: unknown key; did you mean `layout`?"),
        ('replace = ["column"]\n', "no list `column`, only slots, rules, columns; did you mean `columns`?"),
        ("[[slots]]\nremove = false\nname = \"scene\"\n", "is only ever true"),
        ('[slots]\nname = "gallery"\n', "slots: "),
        ("replace = 3\n", "no list `3`"),
        ('slots = ["gallery"]\n', "slots #"),
        ("rules = 3\n", "rules: "),
    ],
)  # fmt: skip
def test_slips_are_told(text: str, said: str) -> None:
    assert said in problems(text)


def test_the_base_keeps_its_name_for_itself() -> None:
    assert "share folders" in problems("", 'extends = "aliexpress"\n')
    assert "should be a built-in store or a path" in problems("", 'extends = 3\nname = "x"\n')


def test_rules_of_the_base_keep_their_date_and_changed_ones_get_the_new_one() -> None:
    own = mine("[rules.sku_max]\nvalue = 50\n", HEAD + "checked_on = 2027-05-01\n")
    assert own.checked_on == dt.date(2027, 5, 1)
    day = dt.date(2027, 11, 1)
    (found,) = stale_rules([own], day)
    whole = len(own.rules) + len(own.slots)
    assert f"{whole - 1} of {whole} rules" in found.message
    assert list(stale_rules([mine("")], dt.date(2027, 10, 6))) == []


def test_the_date_of_the_base_counts_where_it_has_none_of_its_own() -> None:
    assert mine("[rules.sku_max]\nvalue = 50\n").checked_on == store().checked_on


def test_shopify_classic_is_shopify_with_other_columns() -> None:
    classic, new = store("shopify-classic"), store("shopify")
    assert classic.extends == "shopify"
    assert {name: rule.value for name, rule in classic.rules.items()} == {
        n: rule.value for n, rule in new.rules.items()
    }
    assert set(headers(classic)).isdisjoint(["URL handle", "Description"])


def test_a_base_with_problems_of_its_own_is_told_by_its_own_name(tmp_path: Path) -> None:
    (tmp_path / "base.toml").write_text(HEAD + "slots = 4\n", "utf-8")
    (tmp_path / "own.toml").write_text('extends = "base.toml"\nname = "own"\n', "utf-8")
    with pytest.raises(BadInputError, match=r"base\.toml: 1 problem"):
        load_stores(["own.toml"], relative_to=tmp_path)


VALUES = st.recursive(
    st.one_of(st.integers(), st.booleans(), st.sampled_from(["gallery", "sku_max", "Stocks", "x", ""])),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(
            st.sampled_from(["name", "header", "after", "remove", "value", "columns", "sku_max", "field"]),
            inner,
            max_size=4,
        ),
    ),
    max_leaves=8,
)


@given(st.dictionaries(st.sampled_from(["slots", "rules", "sheet", "replace", "checked_on", "label"]), VALUES))
@settings(max_examples=150)
def test_whatever_stands_in_a_profile_it_is_read_or_told(data: dict[str, object]) -> None:
    text = "\n".join(f"{key} = {toml(value)}" for key, value in data.items())
    try:
        profile = mine(text)
    except BadInputError as wrong:
        assert wrong.problems
    else:
        assert profile.name == "mine"


def toml(value: object) -> str:
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{key} = {toml(each)}" for key, each in value.items()) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(map(toml, value)) + "]"
    return json.dumps(value)

"""Chinese to English, and what is missing."""

from __future__ import annotations

import re
import time
from collections import Counter
from importlib import resources
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listingkit.catalog.glossary import CJK, Glossary, Translator, built_in, load_glossary
from listingkit.english.fixes import fix
from listingkit.english.runs import foreign_runs
from listingkit.findings import Place
from tests.builders.catalog import shop_at

GLOSSARY = Glossary(built_in())
NAMES = {
    *("American", "British", "C", "China", "Chinese", "Christmas", "French", "Fujian", "Guangdong", "Halloween", "J"),
    *("Japanese", "Jinjiang", "Klein", "Korean", "LED", "MDF", "Mainland", "New", "Nordic", "Oxford", "Shangyu"),
    *("Shaoxing", "T", "UV", "V", "Valentine's", "Western", "Yiwu", "Zhejiang"),
}


@pytest.mark.parametrize(
    ("chinese", "english"),
    [
        ("自动折叠伞", "automatic folding umbrella"),
        ("三折全自动雨伞", "three-fold fully automatic umbrella"),
        ("藏青色", "navy"),
        ("16骨UV防护伞", "16 ribs UV protection umbrella"),
        ("210T碰击布，加厚（防水）", "210T pongee, thickened (waterproof)"),
        ("黑胶、防晒。", "black coating, sun protection."),
        ("１２．５ｃｍ", "12.5cm"),
        ("红色的伞", "red umbrella"),
        ("plain  English stays", "plain English stays"),
        ("", ""),
    ],
)
def test_translation(chinese: str, english: str) -> None:
    assert GLOSSARY.translate(chinese) == (english, ())


def test_a_character_beside_an_unknown_one_is_part_of_the_unknown_word() -> None:
    assert GLOSSARY.translate("小麦色雨伞") == ("小麦色 umbrella", ("小麦色",))


def test_longer_words_win_over_shorter_ones() -> None:
    glossary = Glossary({"防": "A", "防晒": "B", "晒黑": "C", "黑胶": "D", "防晒黑胶": "E"})
    assert glossary.translate("防晒黑胶") == ("E", ())
    assert Glossary({"防晒": "B", "晒黑": "C", "黑胶": "D"}).translate("防晒黑胶") == ("B D", ())


def test_the_cut_with_the_fewest_unknown_characters_wins_over_the_longest_first() -> None:
    assert Glossary({"甲乙丙": "long", "甲乙": "short", "丙丁戊": "rest"}).translate("甲乙丙丁戊") == ("short rest", ())


@given(text=st.text(st.sampled_from("红伞麦雾 aB1，（")))
def test_what_is_not_missing_is_english(text: str) -> None:
    english, missing = GLOSSARY.translate(text)
    assert bool(CJK.search(english)) == bool(missing)
    assert all(term in text and term in english for term in missing)


def test_long_texts_take_linear_time() -> None:
    began = time.perf_counter()
    GLOSSARY.translate("自动折叠伞麦" * 10_000)
    assert time.perf_counter() - began < 5


def test_the_built_in_words_are_many_each_once_and_english() -> None:
    text = resources.files("listingkit.catalog").joinpath("glossary.csv").read_text(encoding="utf-8")
    words = [line.split(",")[0] for line in text.splitlines()[1:]]
    assert len(words) >= 1_000
    assert [word for word, times in Counter(words).items() if times > 1] == []
    assert not [word for word in words if not CJK.search(word) or word != word.strip()]
    assert not [english for english in built_in().values() if foreign_runs(english) or CJK.search(english)]


def test_the_built_in_english_is_american_tidy_and_capital_only_where_names_are() -> None:
    for word, english in built_in().items():
        assert english == fix(english).text, word
        assert not re.search(r"colour|grey|aluminium|fibre|jewellery|pyjama|trousers|autumn", english), word
        assert english[:1].islower() or english[:1].isdigit() or re.split("[ -]", english)[0] in ["", *NAMES], word


@pytest.mark.parametrize(
    ("title", "english"),
    [
        (
            "2024新款全自动雨伞女晴雨两用折叠防晒太阳伞",
            "2024 new fully automatic umbrella women's for sun and rain folding sun protection sun umbrella",
        ),
        ("24骨直杆高尔夫伞大号加固防风", "24 ribs straight shaft golf umbrella large reinforced windproof"),
        ("全自动自开收碰击布玻纤中棒", "fully automatic auto open and close pongee fiberglass shaft"),
        ("反向伞双层免持式C型手柄", "reverse umbrella double-layer hands-free C-shaped handle"),
        ("春秋季女装显瘦长袖V领针织连衣裙", "spring fall women's clothing slimming long-sleeve V-neck knit dress"),
        ("304不锈钢保温杯大容量便携水杯", "304 stainless steel insulated bottle large capacity portable water bottle"),
        ("加厚防滑浴室地垫吸水脚垫", "thickened non-slip bathroom floor mat absorbent foot mat"),
        ("开伞直径98厘米，收起长度30㎝，-5℃", "open diameter 98 cm, folded length 30cm, -5°C"),
    ],
)
def test_titles_as_wholesalers_write_them(title: str, english: str) -> None:
    assert GLOSSARY.translate(title) == (english, ())


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("header", ["word,english\n", "中文,英文\n", ""])
def test_the_sellers_words_win_in_any_encoding_and_with_any_header(tmp_path: Path, encoding: str, header: str) -> None:
    (tmp_path / "glossary.csv").write_text(f"{header}雾霾蓝,Smog Blue\n藏青色,Midnight\n", encoding=encoding)
    glossary, _ = load_glossary(shop_at(tmp_path))
    assert glossary.translate("雾霾蓝") == ("Smog Blue", ())
    assert glossary.translate("藏青色")[0] == "Midnight"
    assert glossary.translate("红色")[0] == "red"


def test_columns_of_the_sellers_glossary_may_be_swapped(tmp_path: Path) -> None:
    (tmp_path / "glossary.csv").write_text("English,中文\nSmog,雾霾\n", encoding="utf-8")
    assert load_glossary(shop_at(tmp_path))[0].translate("雾霾") == ("Smog", ())


def test_rows_that_do_nothing_are_told(tmp_path: Path) -> None:
    (tmp_path / "glossary.csv").write_text("word,english\n麦浪,\n雾霾,雾\n,x\n米黄,cr\u0435am\n", encoding="utf-8")
    found = load_glossary(shop_at(tmp_path))[1]
    assert [(each.code, each.severity, each.place.row) for each in found] == [
        ("catalog.empty-cell", "warning", 2),
        ("text.not-english", "error", 3),
        ("catalog.empty-cell", "warning", 4),
        ("text.lookalike", "error", 5),
    ]


def test_a_missing_word_is_one_finding_with_its_first_place_its_count_and_its_row() -> None:
    translator = Translator(GLOSSARY)
    for row in (3, 4, 5):
        translator.text("麦浪伞", Place("catalog.xlsx", "products", row, "名称"), f"U{row}")
    (found,) = translator.findings()
    assert (found.code, found.subject, found.spu, found.place.row) == ("text.missing-term", "麦浪伞", "U3", 3)
    assert "3 cells" in found.message
    assert found.hint.endswith(" 麦浪伞,")

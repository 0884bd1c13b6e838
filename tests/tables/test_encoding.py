"""Is Western text taken for Chinese, or Chinese for Western?"""

from __future__ import annotations

from pathlib import Path

import pytest

from listingkit.tables import read_tables
from listingkit.tables_encoding import is_chinese


@pytest.mark.parametrize(
    "text",
    [
        "créée",
        "CRÉÉE",
        "élévée",  # every é takes the next letter with it into a rare character
        "agréé, née éé",
        "l’été – 25°C",
        "Robe créée à l’été, naïve",
        "Größe; Öse; süß",
        "«Été»",
        "Señor ¡Águila!",
        "“Écru” € 5",
        "1 m²",
    ],
)
def test_western_text_with_accents_side_by_side_is_not_chinese(text: str) -> None:
    assert not is_chinese(text.encode("cp1252"))


@pytest.mark.parametrize(
    "text",
    [
        "型号,名称",
        "自動摺疊傘,號",  # of these five GB 2312 has two
        "红;黑",
        "T恤",
        "A款,5件,L号",
        "100×50",
        "25℃",
        "umbrella 伞 umbrella",
        "朱镕基,堃",
    ],
)
def test_short_and_mixed_chinese_is_chinese(text: str) -> None:
    assert is_chinese(text.encode("gb18030"))


def test_a_file_cut_inside_a_character_stays_chinese() -> None:
    assert is_chinese("型号,自动折叠伞".encode("gb18030")[:-1])


def test_the_guess_is_said_to_be_one(tmp_path: Path) -> None:
    (tmp_path / "products.csv").write_bytes("model;name\nU1;Robe créée\n".encode("cp1252"))
    (sheet,) = read_tables(tmp_path / "products.csv")
    assert sheet.rows[1].cells == ("U1", "Robe créée")
    (found,) = sheet.findings
    assert "Windows-1252" in found.message
    assert "guessed" in found.hint

"""How do stores other than AliExpress call the country of origin?"""

from __future__ import annotations

from listingkit.stores.cells import Cell

# AliExpress alone says `Mainland China`. Lists of other stores have one of these.
CHINA = ("China", "Mainland China", "China (Mainland)", "China Mainland", "CN(Origin)", "CN", "CHN",
         "PRC", "People's Republic of China", "Cina", "Chine", "Tiongkok", "Trung Quốc", "Китай",
         "中国", "中国大陆")  # fmt: skip


def plain_country(name: Cell) -> Cell:
    """The country as stores without a word of their own write it: `China` for `Mainland China`."""
    return CHINA[0] if isinstance(name, str) and name.casefold() == "mainland china" else name


def other_countries(name: str) -> tuple[str, ...]:
    """Other ways to write a country, the plainest first; none for those that all stores call alike."""
    return CHINA if name.casefold() in {"china", "mainland china", "cn"} else ()

"""What is a header once brackets, stars, units, currencies, numbers and look-alike letters are taken off it?"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

# Letters of other alphabets that look Latin: AliExpress's own template writes the C of `Сolor` in Cyrillic.
LOOKALIKES = str.maketrans("авекмнорстухіјѕԁаеосрхν", "abekmhopctyxijsdaeocpxv")
CYRILLIC_WORD = re.compile(r"[^\W\d_]+")
CHINESE_NUMBERS = {"一": "1", "二": "2", "三": "3", "四": "4", "五": "5"}
MUST = re.compile(r"\*|＊|\((?:required|mandatory|must|必填|必需|обязательно)\)|（必填）|必填")
SUFFIX = re.compile(r"\|(\d)\|\d$")
TEMU = re.compile(r"^t_\d+_")
SELECTOR = re.compile(r"\[[^\]]*\]")
AMAZON = re.compile(r"^(?:::)?[a-z][\w.]*(?:\[[^\]]*\])*(?:#\d+(?:\.\w+)*)+(?:\.\w+)*$|^::\w+$")
NUMBER = re.compile(r"(?<!\d)\d{1,3}(?!\d)")
PLAIN_PARTS = {"value", "media_location", "value_with_tax", "name"}

WEIGHTS = {
    "g": "g", "gr": "g", "gram": "g", "grams": "g", "克": "g", "г": "g",
    "kg": "kg", "kgs": "kg", "kilogram": "kg", "kilograms": "kg", "千克": "kg", "公斤": "kg", "кг": "kg",
    "lb": "lb", "lbs": "lb", "pound": "lb", "pounds": "lb", "oz": "oz", "ounce": "oz", "ounces": "oz",
}  # fmt: skip
LENGTHS = {
    "mm": "mm", "millimeter": "mm", "millimeters": "mm", "millimetres": "mm", "毫米": "mm", "мм": "mm",
    "cm": "cm", "centimeter": "cm", "centimeters": "cm", "centimetres": "cm", "厘米": "cm", "公分": "cm", "см": "cm",
    "in": "in", "inch": "in", "inches": "in", "英寸": "in", "m": "m",
}  # fmt: skip
CURRENCIES = {
    "usd": "USD", "us$": "USD", "$": "USD", "美元": "USD", "美金": "USD", "dollar": "USD", "dollars": "USD",
    "cny": "CNY", "rmb": "CNY", "cn¥": "CNY", "元": "CNY", "人民币": "CNY", "юань": "CNY",
    "eur": "EUR", "€": "EUR", "euro": "EUR", "gbp": "GBP", "£": "GBP", "rub": "RUB", "₽": "RUB", "руб": "RUB",
    "jpy": "JPY", "krw": "KRW", "₩": "KRW", "idr": "IDR", "rp": "IDR", "myr": "MYR", "rm": "MYR", "thb": "THB",
    "฿": "THB", "php": "PHP", "₱": "PHP", "vnd": "VND", "₫": "VND", "sgd": "SGD", "s$": "SGD", "brl": "BRL",
    "r$": "BRL", "mxn": "MXN", "cad": "CAD", "aud": "AUD", "pln": "PLN", "zł": "PLN", "try": "TRY", "twd": "TWD",
    **{code.lower(): code for code in (
        "KES", "NGN", "EGP", "ZAR", "UAH", "BYN", "CHF", "SEK", "NOK", "DKK", "CZK", "HUF", "RON", "BGN", "CLP", "COP",
        "PEN", "ARS", "ILS", "QAR", "KWD", "NZD", "PKR", "BDT", "LKR", "MAD", "GHS", "UZS", "KGS", "GEL", "AMD", "AZN",
    )},
    "nt$": "TWD", "hkd": "HKD", "hk$": "HKD", "inr": "INR", "₹": "INR", "aed": "AED", "sar": "SAR", "kzt": "KZT",
}  # fmt: skip
EMPTY = frozenset(
    [
        *("the", "a", "an", "of", "for", "in", "your", "our", "this", "field"),
        *("product", "products", "item", "items", "goods", "article", "offer", "listing"),
        *("english", "en", "please", "enter"),
    ]
)
"""Words that a header may have around the one that counts."""
HARMLESS = EMPTY | {
    *("yours", "own", "max", "maximum", "min", "at", "most", "up", "to", "characters", "chars", "letters", "digits"),
    *("url", "link", "https", "optional", "required", "days", "pcs", "pieces", "only", "free", "html", "jpg", "png"),
}
"""What brackets may say without making another thing of a header. `(Russian)` does."""
LOCAL = "local"
"""The currency of a header that speaks of the store's own, whatever that is."""
LOCAL_WORDS = ("localcurrency", "店铺币种", "建议零售价币种", "站点币种")


@dataclass(frozen=True, slots=True)
class Wording:
    """A header's meaning: `key` with `#` for each number, `numbers` in order, what it says of units and money."""

    key: str
    numbers: tuple[int, ...] = ()
    unit: str = ""
    currency: str = ""
    required: bool = False
    short: str = ""
    """The key without what stands in brackets and without words that say nothing: `Heading of the offer (max. 80)`."""

    @property
    def spelled(self) -> str:
        """The key with its numbers in place."""
        found = iter(self.numbers)
        return re.sub("#", lambda _: str(next(found, "")), self.key)


@lru_cache(maxsize=4096)
def wording_of(header: str) -> Wording:
    """What a header or a store's key says."""
    text = unicodedata.normalize("NFKC", header).strip()
    suffix = SUFFIX.search(text)
    required = bool(MUST.search(text.casefold())) or (suffix is not None and suffix[1] == "1")
    if AMAZON.match(text):
        return _amazon(text)
    text = TEMU.sub("", SUFFIX.sub("", text))
    plain = _latin(MUST.sub(" ", text.casefold()))
    unit, currency = "", ""
    words: list[str] = []
    outside: list[str] = []
    plain_enough = True
    for part in re.split(r"([(\[【][^)\]】]*[)\]】]?)", plain):
        inner = re.sub(r"[()\[\]【】]", " ", part)
        if "=" in inner:  # `*Action(SiteID=US|Country=US|Currency=USD|Version=1193)` of eBay
            told = re.search(r"currency=([a-z]{3})\b", inner)
            currency = told[1].upper() if told else currency
            continue
        found = _unit_and_money(inner)
        if part[:1] in "([【" and part:
            unit, currency = unit or found[0], currency or found[1]
            if not any(found):
                words.append(inner)
                plain_enough &= "%" not in inner and all(
                    word in HARMLESS or word.isdecimal() for word in re.findall(r"\w+", inner)
                )
        else:
            rest, unit, currency = _trailing(inner, unit, currency)
            words.append(rest)
            outside.append(rest)
    key, numbers = _numbered(" ".join(words))
    return Wording(key, numbers, unit, currency, required, _short(" ".join(outside)) if plain_enough else "")


def key_of(alias: str) -> str:
    """An alias as `Wording.key` has it; its `#` stand for numbers, its digits for themselves."""
    plain = _latin(unicodedata.normalize("NFKC", alias).casefold())
    return re.sub(r"[^\w#]|_", "", plain)


def _short(text: str) -> str:
    kept = [word for word in re.split(r"[^\w#%]+|_", text) if word and word not in EMPTY]
    return _numbered(" ".join(kept))[0] if text.isascii() else ""


def _latin(text: str) -> str:
    """Words that mix alphabets, in Latin letters. Words of one alphabet stay what they are."""

    def mend(word: re.Match[str]) -> str:
        mixed = any("a" <= letter <= "z" for letter in word[0])
        return word[0].translate(LOOKALIKES) if mixed else word[0]

    return CYRILLIC_WORD.sub(mend, text)


def _unit_and_money(text: str) -> tuple[str, str]:
    bare = text.strip(" .:,;")
    if bare.replace(" ", "").replace("_", "") in LOCAL_WORDS:
        return "", LOCAL
    words = [word for word in re.split(r"[\s,/;:.]+", bare) if word]
    unit = next(
        (WEIGHTS.get(word) or LENGTHS.get(word, "") for word in words if word in WEIGHTS or word in LENGTHS), ""
    )
    currency = next((CURRENCIES[word] for word in words if word in CURRENCIES), "")
    if len(words) > 2:
        # A sentence in brackets that happens to hold `in` or `m` is no unit.
        return "", currency
    return unit, currency


def _trailing(text: str, unit: str, currency: str) -> tuple[str, str, str]:
    """A unit or a currency after a comma, a dash or an underscore: `Price, CNY`, `Weight - lb`, `weight_kg`."""
    split = re.match(r"^(.*\w.*?)\s*(?:[,\-–—/:]\s*|_|\s)([^\s,\-–—/:_]+)\s*$", text)
    if split:
        last, clear = split[2].strip("."), re.search(r"[,\-–—/:_]\s*\S+\s*$", text) is not None
        money = CURRENCIES.get(last, "")
        measure = WEIGHTS.get(last) or LENGTHS.get(last, "")
        # `Discounted price usd` is clear without a comma; `Description in` is not.
        if money and not currency and (clear or len(last) > 2 or not last.isalpha()):
            return split[1], unit, money
        if measure and not unit and (clear or last in {"kg", "cm", "mm", "lb", "lbs", "oz"}):
            return split[1], measure, currency
    for symbol in ("us$", "hk$", "nt$", "r$", "s$", "$", "€", "£", "₽", "₩", "฿", "₱", "₫", "₹"):
        if symbol in text and not currency:
            return text.replace(symbol, " "), unit, CURRENCIES[symbol]
    if "¥" in text and not currency:
        return text.replace("¥", " "), unit, LOCAL  # yuan or yen
    return text, unit, currency


def _amazon(text: str) -> Wording:
    """`bullet_point[marketplace_id=…]#2.value` as `bulletpoint#`, `item_weight[…]#1.unit` as `itemweightunit`."""
    bare = SELECTOR.sub("", text.removeprefix("::"))
    numbers = [int(number) for number in re.findall(r"#(\d+)", bare)]
    parts = re.sub(r"#\d+", "", bare).split(".")
    if len(parts) > 1 and parts[-1] in PLAIN_PARTS:
        parts = parts[:-1]
    key, inner = _numbered(" ".join(parts))
    first = numbers[0] if numbers else 1
    # The first of a kind is mostly the only one, and then its number says nothing.
    return Wording(f"{key}#", (*inner, first)) if first > 1 or key == "bulletpoint" else Wording(key, inner)


def _numbered(text: str) -> tuple[str, tuple[int, ...]]:
    text = re.sub(r"(?<=[\u4e00-\u9fff])([一二三四五])(?=\s*$)", lambda found: CHINESE_NUMBERS[found[1]], text.strip())
    numbers = tuple(map(int, NUMBER.findall(text)))
    key = re.sub(r"[^\w#%]|_", "", NUMBER.sub("#", text.replace("#", " ")))
    return key, numbers

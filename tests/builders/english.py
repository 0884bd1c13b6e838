"""English product titles as sellers write them, and faults put into them.

| builder       | what it is for                                                                          |
|---------------|-----------------------------------------------------------------------------------------|
| `clean_title` | a title of product words with accents, units, fractions, quotes and signs, by its number |
| `FAULTS`      | what slips into texts: code, what is put in, and whether `fix` can put it right          |
"""

from __future__ import annotations

import random
from dataclasses import dataclass

BRANDS = ["Harbour", "Rainfolk", "Café Noir", "Étoile", "Łódź Works", "Müller & Söhne", "O’Neill", "Señora", "Ångström"]
ADJECTIVES = ["Windproof", "Compact", "Two-Tone", "Quick-Dry", "Fully Automatic", "Matte", "Lightweight", "Naïve-Style"]
MATERIALS = [
    "Pongee",
    "100% Cotton",
    "Stainless Steel 18/10",
    "Jacquard",
    "Crêpe de Chine",
    "Bouclé",
    "rPET",
    "Nylon 6.6",
]
NOUNS = [
    "Umbrella",
    "Parasol",
    "Raincoat",
    "Jalapeño Grill Tray",
    "Crème Brûlée Dish",
    "Throw Pillow",
    "T-Shirt",
    "Tote",
]
SIZES = [
    "75 cm", "23″", "5′ 6″", "½ in", "3¼\"", "1.5 m²", "10 × 20 cm", "500 ml", "16 Ribs", "UV50+", "90° Tilt", "-5 °C",
    "≤ 2 kg", "±3 mm", "10 µm", "5 k\u2126", "¾ Length", "12-Pack", "H₂O-Proof", "10⁶ Cycles", "XXL", "№ 5",
    "4–6 Years",
]  # fmt: skip
EXTRAS = [
    "“Storm” Series", "‘Mini’", "Women’s", "Kids' Choice", "Gore™", "Teflon®", "© 2026", "€9 Value", "Save $5", "£3.50",
    "#1 Gift", "Black & White", "A/C-Safe", "(Set of 2)", "[New]", "with Sleeve — Navy", "+ Pouch", "Rock 'n' Roll",
    "20% Thicker", "Ready… Set… Go!", "Is It Dry?", "E-Mail: a@b.co", "* Dry *", "Über-Light", "Piñata",
    "¥ & ¢", "§ 5", "Cañón",
]  # fmt: skip


def clean_title(seed: int) -> str:
    """A title without a fault; the same number gives the same title."""
    rng = random.Random(seed)
    words = [rng.choice(BRANDS), rng.choice(ADJECTIVES), rng.choice(MATERIALS), rng.choice(NOUNS)]
    words += rng.sample(SIZES, rng.randint(1, 3)) + rng.sample(EXTRAS, rng.randint(0, 3))
    rng.shuffle(words)
    return rng.choice([" ", ", ", " – ", " | "]).join(words)


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that must not leave. `text` is put into a clean text; `inside` of a word, or as a word of its own."""

    name: str
    code: str
    text: str
    inside: bool = False
    fixable: bool = True


FAULTS = (
    Fault("Chinese word", "text.not-english", "霹雳", fixable=False),
    Fault("rare Han", "text.not-english", "\U00020bb7", fixable=False),
    Fault("Japanese", "text.not-english", "カサ", fixable=False),
    Fault("half-width katakana", "text.not-english", "ｶｻ", fixable=False),
    Fault("Korean", "text.not-english", "우산", fixable=False),
    Fault("Russian word", "text.not-english", "зонт", fixable=False),
    Fault("Greek word", "text.not-english", "ήλιος", fixable=False),
    Fault("Arabic", "text.not-english", "مظلة", fixable=False),
    Fault("Thai", "text.not-english", "ร่ม", fixable=False),
    Fault("full-width letters", "text.fullwidth", "ＵＶ"),
    Fault("full-width digits", "text.fullwidth", "１６"),
    Fault("full-width comma", "text.fullwidth", "，", inside=True),
    Fault("full-width brackets", "text.fullwidth", "（", inside=True),
    Fault("ideographic space", "text.fullwidth", "\u3000", inside=True),
    Fault("enumeration comma", "text.fullwidth", "、", inside=True),
    Fault("Chinese stop", "text.fullwidth", "。", inside=True),
    Fault("corner bracket", "text.fullwidth", "「", inside=True),
    Fault("book title mark", "text.fullwidth", "《", inside=True),
    Fault("degree Celsius", "text.fullwidth", "℃"),
    Fault("square centimetre", "text.fullwidth", "㎝"),
    Fault("circled digit", "text.fullwidth", "①"),
    Fault("Roman numeral", "text.fullwidth", "Ⅲ"),
    Fault("wave dash", "text.fullwidth", "〜", inside=True),
    Fault("Cyrillic a", "text.lookalike", "\u0430", inside=True),
    Fault("Cyrillic es", "text.lookalike", "\u0421", inside=True),
    Fault("Cyrillic size", "text.lookalike", "\u041c"),
    Fault("Greek omicron", "text.lookalike", "\u03bf", inside=True),
    Fault("Greek alpha", "text.lookalike", "\u0391", inside=True),
    Fault("Armenian", "text.lookalike", "\u0585", inside=True),
    Fault("Cherokee", "text.lookalike", "\u13aa", inside=True),
    Fault("bold letters", "text.lookalike", "𝐁𝐨𝐥𝐝"),
    Fault("ligature", "text.lookalike", "\ufb01", inside=True),
    Fault("small capitals", "text.lookalike", "ᴍɪɴɪ"),
    Fault("zero-width space", "text.invisible", "\u200b", inside=True),
    Fault("byte order mark", "text.invisible", "\ufeff", inside=True),
    Fault("soft hyphen", "text.invisible", "\u00ad", inside=True),
    Fault("right-to-left override", "text.invisible", "\u202e", inside=True),
    Fault("left-to-right mark", "text.invisible", "\u200e", inside=True),
    Fault("Hangul filler", "text.invisible", "\u3164", inside=True),
    Fault("word joiner", "text.invisible", "\u2060", inside=True),
    Fault("bell", "text.invisible", "\x07", inside=True),
    Fault("delete", "text.invisible", "\x7f", inside=True),
    Fault("private use", "text.invisible", "\ue000", inside=True, fixable=False),
    Fault("replacement character", "text.invisible", "\ufffd", inside=True, fixable=False),
    Fault("umbrella", "text.emoji", "☂", fixable=False),
    Fault("family", "text.emoji", "👨\u200d👩\u200d👧", fixable=False),
    Fault("flag", "text.emoji", "🇨🇳", fixable=False),
    Fault("keycap", "text.emoji", "1\ufe0f\u20e3", fixable=False),
    Fault("coloured heart", "text.emoji", "❤\ufe0f", fixable=False),
    Fault("star", "text.emoji", "★", fixable=False),
    Fault("arrow", "text.emoji", "→", fixable=False),
)


def faulty(fault: Fault, text: str) -> tuple[str, int]:
    """`text` with the fault in its first long word or after it, and the fault's position, from 1."""
    word = next(each for each in text.split() if len(each) > 3 and each.isascii() and each.isalpha())
    end = text.index(word) + (2 if fault.inside else len(word))
    put = fault.text if fault.inside else f" {fault.text}"
    return text[:end] + put + text[end:], end + (1 if fault.inside else 2)

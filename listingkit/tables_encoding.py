"""Is text that is not UTF-8 Chinese in GB18030, or Western in Windows-1252?

Nearly every Windows-1252 text can be decoded as GB18030 too, so what comes out is weighed. In GB18030 a common
character is two bytes above ASCII, and characters stand together. In Western text an accented letter stands between
plain ones: it takes the next letter with it into a rare character, or, where two stand together as in `créée`, becomes
a single Chinese character inside a word.
"""

from __future__ import annotations

import re
from itertools import islice

MAX_RUNS = 2000  # Enough to tell; a table of many megabytes need not be weighed to its end.
RUN = re.compile(r"[^\x00-\x7f]+")
LAST_ASCII = 0x7F
FIRST_SYMBOL, FIRST_COMMON, LAST_COMMON, LAST_RARE = 0xA1, 0xB0, 0xD7, 0xF7  # First bytes: the rows of GB 2312.


def is_chinese(data: bytes) -> bool:
    """Whether bytes that are not UTF-8 are rather GB18030 than Windows-1252; True does not promise that all decode."""
    text = data.decode("gb18030", errors="replace")
    return sum(_weight(text, run) for run in islice(RUN.finditer(text), MAX_RUNS)) > 0


def _weight(text: str, run: re.Match[str]) -> int:
    """What a run of characters above ASCII says: more than 0 for Chinese, less for Western."""
    characters = run[0].rstrip("\ufffd") or run[0][:1]
    if len(characters) > 1:
        return sum(map(_commonness, characters))
    first, second = characters.encode("gb18030")[:2]
    if second <= LAST_ASCII:
        return -1
    if FIRST_SYMBOL <= first < FIRST_COMMON:  # `100×50`, `25℃`: as Western text these would open with ¡, ¢ or £.
        return 1
    beside = text[max(run.start() - 1, 0) : run.start()] + text[run.end() : run.end() + 1]
    letters = sum(each.isascii() and each.isalpha() for each in beside)
    if letters == 1:  # `T恤` is a shirt, with a character of the common half; `é` and `ß` open the rare half.
        return 1 if FIRST_COMMON <= first <= LAST_COMMON else -1
    return -1 if letters else 1


def _commonness(character: str) -> int:
    """1 for a character of GB 2312, 0 for one that GBK adds, such as 號, -1 where an ASCII byte is part of it."""
    first, second = character.encode("gb18030")[:2]
    if second <= LAST_ASCII:
        return -1
    return 1 if FIRST_SYMBOL <= first <= LAST_RARE and second >= FIRST_SYMBOL else 0

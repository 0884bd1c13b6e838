"""What does the mark look like that the peers lay on? `mark.py OUT.png TEXT`: the text in dark grey on nothing."""

from __future__ import annotations

import sys

from PIL import Image, ImageDraw, ImageFont

HEIGHT = 45


def main(target: str, text: str) -> None:
    """Writes the mark."""
    font = ImageFont.load_default(HEIGHT)
    left, top, right, bottom = font.getbbox(text)
    mark = Image.new("RGBA", (round(right - left), round(bottom - top)), (24, 24, 24, 0))
    ImageDraw.Draw(mark).text((-left, -top), text, fill=(24, 24, 24, 153), font=font)
    mark.save(target)


if __name__ == "__main__":
    main(*sys.argv[1:])

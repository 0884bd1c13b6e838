"""What does a script do that knows nothing of Pillow's `draft`? `naive_pillow.py OUTDIR MARK.png FILES...`"""

from __future__ import annotations

import sys
from pathlib import Path

from PIL import Image, ImageOps

SIDE = 1000


def main(out: str, mark_file: str, files: list[str]) -> None:
    """One picture of each file."""
    mark = Image.open(mark_file)
    for file in map(Path, files):
        image = ImageOps.exif_transpose(Image.open(file)).convert("RGB")
        image = ImageOps.contain(image, (SIDE, SIDE), Image.Resampling.LANCZOS)
        canvas = Image.new("RGB", (SIDE, SIDE), "white")
        canvas.paste(image, ((SIDE - image.width) // 2, (SIDE - image.height) // 2))
        canvas.paste(mark, (30, 30), mark)
        canvas.save(Path(out) / file.name, quality=85)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.argv[3:])

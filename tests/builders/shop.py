"""A whole shop in a folder: settings, a csv catalogue, and small photos of coloured ellipses on paper."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from pathlib import Path

from PIL import ExifTags, Image, ImageDraw

PAPER = (226, 222, 214)
COLOURS = {"NVY": (31, 42, 90), "RED": (200, 32, 47), "GRN": (30, 122, 60), "BLK": (28, 28, 30)}
PRODUCTS = """model,name,colours,cost,weight_g,length_cm,width_cm,height_cm,material
U1,Folding umbrella,Navy; Red,20,300,30,6,6,pongee
U2,Straight umbrella,Green,35.5,500,88,7,6,polyester
"""
SETTINGS = """[shop]
name = "Test shop"
brand = "Testa"
stores = ["aliexpress", "shopify"]

[[shots]]
name = "front"
role = "main"

[[shots]]
name = "top"
role = "swatch"

[pricing.rates]
CNY = { usd = 0.14, date = 2026-05-01 }

[export]
shipping_template = "Standard"
"""
LOOKS = ("U1-NVY", "U1-RED", "U2-GRN")
SHOTS = ("front", "top")


def photo(
    path: Path, colour: tuple[int, int, int] = COLOURS["NVY"], *, seed: int = 0, size: int = 1100, taken: str = ""
) -> Path:
    """A landscape JPEG: an ellipse of that colour on white paper. Another `seed`, other pixels; `taken` as in EXIF."""
    image = Image.new("RGB", (size, size * 3 // 4), PAPER)
    draw = ImageDraw.Draw(image)
    left, top = size // 4 + seed % 40, size // 6 + seed % 23
    draw.ellipse((left, top, left + size // 2, top + size // 2), fill=colour)
    draw.line((left, top + size // 4, left + size // 2, top + size // 4), fill=PAPER, width=3)
    path.parent.mkdir(parents=True, exist_ok=True)
    exif = Image.Exif()
    if taken:
        exif.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.DateTimeOriginal] = taken
    image.save(path, quality=88, exif=exif)
    return path


def shop(
    root: Path, *, products: str = PRODUCTS, settings: str = SETTINGS, photos: Iterable[str] | None = None
) -> Path:
    """A shop below `root`; `photos` are stems such as `U1-NVY_front`, all six where none are named."""
    folder = root / "shop"
    folder.mkdir(parents=True)
    (folder / "shop.toml").write_text(settings, encoding="utf-8")
    (folder / "products.csv").write_text(products, encoding="utf-8")
    stems = [f"{look}_{shot}" for look in LOOKS for shot in SHOTS] if photos is None else photos
    for seed, stem in enumerate(stems, start=1):
        code = stem.split("_")[0].split("-")[1] if "-" in stem else "BLK"
        photo(folder / "photos" / f"{stem}.jpg", COLOURS.get(code, COLOURS["BLK"]), seed=seed)
    return folder


def digests(folder: Path, pattern: str = "**/*") -> Mapping[str, str]:
    """Every file below `folder` with the digest of its bytes."""
    return {
        file.relative_to(folder).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in sorted(folder.glob(pattern))
        if file.is_file()
    }

"""Which way up is a photo? The eight cases of EXIF orientation."""

from __future__ import annotations

from PIL import Image

ORIENTATION_TAG = 0x0112

TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


def orientation_of(exif: Image.Exif) -> int:
    """The EXIF orientation, 1 to 8; anything else that stands there counts as 1 (upright)."""
    value = exif.get(ORIENTATION_TAG, 1)
    return value if isinstance(value, int) and value in TURNS else 1


def upright(image: Image.Image, orientation: int) -> Image.Image:
    """The image as its photographer saw it. An upright one is returned as it is, not copied."""
    return image.transpose(TURNS[orientation]) if orientation in TURNS else image


def upright_size(size: tuple[int, int], orientation: int) -> tuple[int, int]:
    """Width and height after turning."""
    return (size[1], size[0]) if orientation >= 5 else size

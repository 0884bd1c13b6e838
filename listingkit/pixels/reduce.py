"""How do many pixels become few? With the fastest resizer that there is.

The optional package cykooz.resizer (the extra `fast`) does in 3 ms what takes Pillow 24, or 17 with
a cubic. Its name is part of every recipe, so that a shop's images are all of one make.
"""

from __future__ import annotations

import threading
from typing import Any, Protocol

from PIL import Image

Part = tuple[float, float, float, float]
"""Left, top, right, bottom in pixels of an image."""

GAP = 1.25  # times the wanted size down to which Pillow averages whole pixels before Lanczos: invisible, thrice as fast


class Resizer(Protocol):
    """Whatever can resize."""

    name: str

    def resize(self, image: Image.Image, size: tuple[int, int], part: Part) -> Image.Image:
        """The part of an RGB image at that size in pixels."""


class PillowResizer:
    """Always there."""

    name = "pillow"

    def resize(self, image: Image.Image, size: tuple[int, int], part: Part) -> Image.Image:
        """As `Resizer.resize`, but up to half the size by a cubic, which has two thirds of the price."""
        halved = part[2] - part[0] >= 2 * size[0]
        kernel = Image.Resampling.LANCZOS if halved else Image.Resampling.BICUBIC
        return image.resize(size, kernel, box=part, reducing_gap=GAP)


class FastResizer:
    """cykooz.resizer. Raises ImportError where it is not installed, anything else where it does not fit this Pillow."""

    name = "fast"

    def __init__(self) -> None:
        import cykooz_resizer  # type: ignore[import-not-found,import-untyped,unused-ignore]  # an optional extra

        self._package: Any = cykooz_resizer
        self._lanczos = cykooz_resizer.ResizeAlg.convolution(cykooz_resizer.FilterType.lanczos3)
        self._own = threading.local()  # it keeps buffers, which two threads must not share
        sample = Image.new("RGB", (8, 8), (200, 100, 50))
        if self.resize(sample, (4, 4), (0, 0, 8, 8)).getpixel((2, 2)) != (200, 100, 50):
            raise ValueError("it reads Pillow's pixels wrongly")

    def resize(self, image: Image.Image, size: tuple[int, int], part: Part) -> Image.Image:
        """As `Resizer.resize`."""
        left, top, right, bottom = part
        options = self._package.ResizeOptions(
            resize_alg=self._lanczos, crop_box=self._package.CropBox(left, top, right - left, bottom - top)
        )
        result = Image.new("RGB", size, None)  # filling it takes as long as resizing
        self._resizer().resize_pil(image, result, options)
        return result

    def _resizer(self) -> Any:
        if not hasattr(self._own, "resizer"):
            self._own.resizer = self._package.Resizer()
        return self._own.resizer


def best_resizer() -> Resizer:
    """The fast one where it is installed and works with this Pillow, else Pillow's own."""
    try:
        return FastResizer()
    except ImportError:
        return PillowResizer()
    except (AttributeError, TypeError, ValueError, OSError):  # made for another Pillow
        return PillowResizer()


RESIZER = best_resizer()

"""What does the seller's logo look like, whatever kind of picture it is?"""

from __future__ import annotations

from PIL import Image

from listingkit.images.model import MarkError
from listingkit.pixels.colour import flat, to_srgb
from listingkit.pixels.decode import DAMAGE, Opened, PhotoError, TooManyPixelsError, open_photo
from listingkit.pixels.formats import sniff
from listingkit.pixels.upright import upright

FORMATS = {"PNG", "JPEG", "WEBP", "GIF"}
MAX_PIXELS = 40_000_000  # a larger one is a mistake, or made to fill the memory
SVG_LIES_WITHIN = 4096  # bytes in which a drawing says that it is one, after licence comments
GZIP = b"\x1f\x8b"  # an SVG drawing that was compressed (.svgz)


def open_logo(data: bytes) -> Image.Image:
    """The logo upright, in sRGB, with alpha (mode RGBA). The first frame of an animated one.

    Raises MarkError where the bytes are no picture of a known kind, too large, or one that cannot be seen.
    """
    if sniff(data) not in FORMATS:
        raise MarkError(_foreign(data))
    try:
        opened = open_photo(data, name="", max_pixels=MAX_PIXELS)
        logo = _with_alpha(opened)
    except TooManyPixelsError as wrong:
        raise MarkError(f"{wrong.reason}; 2,000 px are plenty") from wrong
    except PhotoError as wrong:
        raise MarkError(wrong.reason) from wrong
    except DAMAGE as wrong:
        raise MarkError("it is damaged or cut short; export it again") from wrong
    if logo.getchannel("A").getbbox() is None:
        raise MarkError("it is transparent all over")
    return logo


def scaled(logo: Image.Image, width: int, fitting: int) -> Image.Image:
    """The logo so wide, or smaller where it would not fit into a square of `fitting` pixels."""
    scale = min(width / logo.width, fitting / logo.width, fitting / logo.height)
    size = max(1, round(logo.width * scale)), max(1, round(logo.height * scale))
    # Pillow weighs colours by alpha as it does so: what hides in transparent pixels does not bleed into the edges.
    return logo.resize(size, Image.Resampling.LANCZOS)


def _with_alpha(opened: Opened) -> Image.Image:
    image = opened.image
    image.load()
    # Sixteen bits of grey with one transparent value would be clipped to white on the way to RGBA.
    has_alpha = image.has_transparency_data and not image.mode.startswith("I")
    alpha = image.convert("RGBA").getchannel("A") if has_alpha else None
    if alpha is None:
        colours: Image.Image = flat(image)
    else:
        colours = image.getchannel("L") if image.mode == "LA" else image.convert("RGBA").convert("RGB")
    logo = to_srgb(colours, opened.profile)
    if alpha is not None:
        logo.putalpha(alpha)
    return upright(logo.convert("RGBA"), opened.orientation)


def _foreign(data: bytes) -> str:
    if b"<svg" in data[:SVG_LIES_WITHIN].lower() or data.startswith(GZIP):
        return "it is an SVG drawing; export it as PNG with a transparent ground, 1,000 px wide or more"
    return "it is not a PNG, JPEG, WebP or GIF picture"

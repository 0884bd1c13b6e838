"""What does a camera write besides the picture?  The JPEG with its EXIF and colour profile."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageCms
from PIL.TiffImagePlugin import IFDRational

from .schedule import Moment

QUALITY = 79


def profile() -> bytes:
    """An sRGB profile whose date is fixed, since the library stamps the present one."""
    raw = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    made = datetime(2026, 1, 1)
    for i, value in enumerate((made.year, made.month, made.day, 0, 0, 0)):
        raw[24 + 2 * i : 26 + 2 * i] = value.to_bytes(2, "big")
    return bytes(raw)


def exif(moment: Moment, *, turned: bool, focal_length: float) -> bytes:
    """The EXIF block; there is no position in it."""
    block = Image.Exif()
    stamp = moment.time.strftime("%Y:%m:%d %H:%M:%S")
    block[0x010F] = "Kestrel"
    block[0x0110] = "Kestrel K24"
    block[0x0112] = 6 if turned else 1
    block[0x011A] = 72.0
    block[0x011B] = 72.0
    block[0x0128] = 2
    block[0x0131] = "K24 Ver.1.10"
    block[0x0132] = stamp
    block[0x0213] = 1
    detail = block.get_ifd(0x8769)
    detail[0x829A] = IFDRational(moment.exposure.numerator, moment.exposure.denominator)
    detail[0x829D] = moment.aperture
    detail[0x8827] = moment.iso
    detail[0x9000] = b"0231"
    detail[0x9003] = stamp
    detail[0x9004] = stamp
    detail[0x9011] = "+08:00"
    detail[0x9291] = f"{moment.time.microsecond // 10000:02d}"
    detail[0x920A] = focal_length
    detail[0xA405] = round(focal_length * 1.5)
    detail[0xA001] = 1
    return block.tobytes()


def write(picture: Image.Image, path: Path, moment: Moment, *, turned: bool, focal_length: float) -> int:
    """Write the photograph; an upright one is stored lying, as cameras do.  Returns its bytes."""
    if turned:
        picture = picture.transpose(Image.Transpose.ROTATE_90)
    held = BytesIO()
    picture.save(
        held,
        "JPEG",
        quality=QUALITY,
        subsampling="4:2:0",
        optimize=True,
        progressive=False,
        exif=exif(moment, turned=turned, focal_length=focal_length),
        icc_profile=profile(),
        dpi=(72, 72),
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(held.getvalue())
    return len(held.getvalue())

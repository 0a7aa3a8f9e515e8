"""A photo or a drawing, made anew: what is seen, and nothing else. Runs in the child process alone."""

from __future__ import annotations

import io
import struct
from contextlib import suppress
from typing import TYPE_CHECKING

from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

from forms.attachments.made import MadeFile
from forms.attachments.magic import PICTURES
from forms.definition import FileKind
from forms.given_files import Refusal

if TYPE_CHECKING:
    from forms.attachments.magic import Format

MAX_PIXELS = 50_000_000
"""Of the file as it came: the largest telephones make 48 million. Unpacked they take 200 MB."""
MAX_SIDE = 2_560
"""Pixels of the longer side as we keep it: a page photographed whole can still be read."""
JPEG_QUALITY = 85
MAX_PNG = 2 * 1024 * 1024
"""Bytes: a drawing is smaller; a photo that came as PNG is kept as JPEG."""

_UNREADABLE = (
    UnidentifiedImageError,
    OSError,
    ValueError,
    SyntaxError,
    EOFError,
    LookupError,
    TypeError,
    struct.error,
)
"""Whatever a reader says of what it cannot read."""

Image.MAX_IMAGE_PIXELS = MAX_PIXELS


def prepare() -> None:
    """Load whatever Pillow loads when first needed: afterwards no file can be opened."""
    exif = Image.Exif()
    exif[0x0112] = 6
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    for found in sorted(PICTURES):
        written = io.BytesIO()
        Image.new("RGB", (2, 2)).save(written, found.value, exif=exif, icc_profile=profile)
        remake(written.getvalue(), found)


def remake(content: bytes, found: Format) -> MadeFile | Refusal:
    """Decode the first frame, turn it upright, scale it down, and write it as JPEG or PNG."""
    try:
        with Image.open(io.BytesIO(content), formats=[found.value]) as picture:
            if picture.width * picture.height > MAX_PIXELS:
                return Refusal.TOO_MANY_PIXELS
            drawn = _draw(picture)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        return Refusal.TOO_MANY_PIXELS
    except _UNREADABLE:
        return Refusal.DAMAGED
    return _write(drawn, is_photo=found.value == "jpeg")


def _draw(picture: Image.Image) -> Image.Image:
    """Return the pixels on a fresh canvas, which has none of the file's own texts."""
    picture.draft("RGB", (MAX_SIDE, MAX_SIDE))  # a JPEG is decoded no larger than needed
    picture.load()
    upright = _turn_upright(picture)
    upright.thumbnail((MAX_SIDE, MAX_SIDE), Image.Resampling.LANCZOS)
    flat = _flatten(_to_srgb(upright))
    canvas = Image.new("RGB", flat.size)
    canvas.paste(flat)
    return canvas


def _turn_upright(picture: Image.Image) -> Image.Image:
    """Turn it as the camera was held; a note about it that cannot be read turns nothing."""
    try:
        return ImageOps.exif_transpose(picture)
    except Exception:  # noqa: BLE001 - a damaged note says nothing about the picture
        return picture.copy()


def _to_srgb(picture: Image.Image) -> Image.Image:
    """Take the colours out of the camera's own profile, which is left behind."""
    profile = picture.info.get("icc_profile")
    if profile and picture.mode in {"RGB", "CMYK", "L"}:
        with suppress(ImageCms.PyCMSError, OSError, ValueError, TypeError):
            own = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            turned = ImageCms.profileToProfile(picture, own, ImageCms.createProfile("sRGB"), outputMode="RGB")
            return turned or picture
    return picture


def _flatten(picture: Image.Image) -> Image.Image:
    """Lay what can be seen through onto white paper."""
    if not picture.has_transparency_data:
        return picture.convert("RGB")
    seen = picture.convert("RGBA")
    paper = Image.new("RGBA", seen.size, "white")
    paper.alpha_composite(seen)
    return paper.convert("RGB")


def _write(picture: Image.Image, *, is_photo: bool) -> MadeFile:
    if not is_photo:
        drawn = _save(picture, "PNG", optimize=True)
        if len(drawn) <= MAX_PNG:
            return MadeFile(FileKind.PHOTO, "image/png", drawn)
    return MadeFile(FileKind.PHOTO, "image/jpeg", _save(picture, "JPEG", quality=JPEG_QUALITY))


def _save(picture: Image.Image, named: str, **how: int) -> bytes:
    written = io.BytesIO()
    picture.save(written, named, **how)
    return written.getvalue()

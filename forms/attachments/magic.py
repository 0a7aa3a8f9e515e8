"""What a file is, by its own first bytes: its name and the type it claims are never looked at. Pure."""

from __future__ import annotations

from enum import StrEnum

from forms.definition import FileKind
from forms.given_files import Refusal


class Format(StrEnum):
    """The formats that are taken: each is read by one reader, which is told which."""

    JPEG = "jpeg"
    PNG = "png"
    GIF = "gif"
    WEBP = "webp"
    OGG = "ogg"
    MP4 = "mp4"
    MP3 = "mp3"
    WAV = "wav"
    WEBM = "webm"
    ADTS = "adts"
    AMR = "amr"

    @property
    def kind(self) -> FileKind:
        """Tell what it holds. What looks like a sound may yet hold a film: its reader sees to that."""
        return FileKind.PHOTO if self in PICTURES else FileKind.VOICE


PICTURES = frozenset({Format.JPEG, Format.PNG, Format.GIF, Format.WEBP})

_STARTS: tuple[tuple[bytes, Format], ...] = (
    (b"\xff\xd8\xff", Format.JPEG),
    (b"\x89PNG\r\n\x1a\n", Format.PNG),
    (b"GIF87a", Format.GIF),
    (b"GIF89a", Format.GIF),
    (b"OggS", Format.OGG),
    (b"ID3", Format.MP3),
    (b"\x1a\x45\xdf\xa3", Format.WEBM),
    (b"#!AMR", Format.AMR),
)
_HEIC_BRANDS = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"mif1", b"msf1", b"avif", b"avis"})
_RIFF = {b"WEBP": Format.WEBP, b"WAVE": Format.WAV}
_SYNC, _LAYER = 0xE0, 0x06
_MPEG_LAYER_3 = 0x02


def find_format(content: bytes) -> Format | Refusal:
    """Name the format, or say why there is none."""
    if not content:
        return Refusal.EMPTY
    for start, found in _STARTS:
        if content.startswith(start):
            return found
    if content[:4] == b"RIFF":
        return _RIFF.get(content[8:12], Refusal.UNKNOWN)
    if content[4:8] == b"ftyp":
        return Refusal.HEIC if content[8:12] in _HEIC_BRANDS else Format.MP4
    return _find_frames(content)


def _find_frames(content: bytes) -> Format | Refusal:
    """Know a bare stream by its first frame: twelve bits of sync, and the layer."""
    if len(content) < 2 or content[0] != 0xFF or content[1] & _SYNC != _SYNC:  # noqa: PLR2004 - a byte of ones
        return Refusal.UNKNOWN
    layer = content[1] & _LAYER
    if layer == _MPEG_LAYER_3:
        return Format.MP3
    return Format.ADTS if layer == 0 and content[1] & 0xF0 == 0xF0 else Refusal.UNKNOWN  # noqa: PLR2004 - likewise

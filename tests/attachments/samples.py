"""Pictures and sounds as telephones make them, with all that they say of place and person."""

from __future__ import annotations

import io
import math
import struct
import zlib
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING

import av
from PIL import Image, ImageDraw, PngImagePlugin

if TYPE_CHECKING:
    from collections.abc import Mapping

CANARY = "CANARY-51.4779N-Kestrel-Lane"
GPS = {1: "N", 2: (51.0, 28.0, 40.12), 3: "W", 4: (0.0, 0.0, 5.31), 29: CANARY}
XMP = f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><photoshop:City>{CANARY}</photoshop:City></x:xmpmeta>'
PITCH = 440


def draw_picture(size: tuple[int, int] = (640, 480), mode: str = "RGB") -> Image.Image:
    """A red house on a blue ground, with the left upper corner white."""
    picture = Image.new(mode, size, (40, 60, 200) if mode == "RGB" else (40, 60, 200, 255))
    pen = ImageDraw.Draw(picture)
    width, height = size
    pen.rectangle((width // 4, height // 2, width * 3 // 4, height), fill=(200, 30, 30))
    pen.rectangle((0, 0, width // 8, height // 8), fill=(255, 255, 255))
    return picture


def write_picture(picture: Image.Image, named: str, **how: object) -> bytes:
    written = io.BytesIO()
    picture.save(written, named, **how)
    return written.getvalue()


def make_photo(size: tuple[int, int] = (640, 480), orientation: int = 1) -> bytes:
    """A JPEG with the place in EXIF, XMP and IPTC, a comment, and a small picture of itself."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = CANARY
    exif[0x013B] = CANARY
    exif.get_ifd(0x8825).update(GPS)
    plain = write_picture(
        draw_picture(size), "JPEG", exif=exif, comment=CANARY.encode(), xmp=XMP.encode(), quality=92
    )
    iptc = b"Photoshop 3.0\x008BIM\x04\x04\x00\x00" + struct.pack(">I", len(CANARY) + 5)
    iptc += b"\x1c\x02\x5a" + struct.pack(">H", len(CANARY)) + CANARY.encode()
    segment = b"\xff\xed" + struct.pack(">H", len(iptc) + 2) + iptc
    return plain[:2] + segment + plain[2:] + b"<html>" + CANARY.encode() + b"</html>"


def make_png() -> bytes:
    """A PNG with text chunks of every kind, and half of it seen through."""
    texts = PngImagePlugin.PngInfo()
    texts.add_text("Author", CANARY)
    texts.add_text("Comment", CANARY, zip=True)
    texts.add_itxt("XML:com.adobe.xmp", XMP)
    return write_picture(draw_picture(mode="RGBA"), "PNG", pnginfo=texts, dpi=(301, 301))


def make_gif() -> bytes:
    frames = [draw_picture(), Image.new("RGB", (640, 480), (0, 255, 0))]
    return write_picture(frames[0], "GIF", save_all=True, append_images=frames[1:], comment=CANARY.encode())


def make_webp() -> bytes:
    exif = Image.Exif()
    exif[0x010F] = CANARY
    return write_picture(draw_picture(), "WEBP", exif=exif, xmp=XMP.encode())


def claim_size(width: int, height: int) -> bytes:
    """A small PNG that says it is huge."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)

    def chunk(name: bytes, content: bytes) -> bytes:
        return (
            struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))
        )

    rows = zlib.compress(bytes(1_000_000), 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


# --- sounds ------------------------------------------------------------------------------------------


def hum(seconds: float, rate: int) -> bytes:
    """A tone of 440 Hz, as 16-bit samples."""
    count = int(seconds * rate)
    return struct.pack(
        f"<{count}h", *(int(12_000 * math.sin(2 * math.pi * PITCH * n / rate)) for n in range(count))
    )


def make_sound(  # noqa: PLR0913
    container: str,
    codec: str,
    *,
    seconds: float = 2.0,
    rate: int = 48_000,
    metadata: Mapping[str, str] | None = None,
    layout: str = "mono",
    samples: bytes | None = None,
    options: dict[str, str] | None = None,
) -> bytes:
    written = io.BytesIO()
    with av.open(written, "w", format=container, options=options or {}) as made:
        made.metadata.update(metadata or {"title": CANARY, "artist": CANARY, "location": CANARY})
        stream = made.add_stream(codec, rate=rate, layout=layout)
        mixer = av.AudioResampler(format=stream.format, layout=layout, rate=rate, frame_size=None)
        whole = samples if samples is not None else hum(seconds, rate)
        fifo = av.AudioFifo()
        for part in range(0, len(whole), 2 * rate):
            frame = av.AudioFrame("s16", "mono", len(whole[part : part + 2 * rate]) // 2)
            frame.planes[0].update(whole[part : part + 2 * rate].ljust(frame.planes[0].buffer_size, b"\0"))
            frame.sample_rate = rate
            frame.time_base = Fraction(1, rate)
            for mixed in mixer.resample(frame):
                mixed.pts = None
                fifo.write(mixed)
        size = stream.codec_context.frame_size or 1024
        while chunk := fifo.read(size, partial=False):
            made.mux(stream.encode(chunk))
        if rest := fifo.read(0, partial=True):
            made.mux(stream.encode(rest))
        made.mux(stream.encode(None))
    return written.getvalue()


def make_voice() -> bytes:
    """What Telegram sends: Opus in Ogg, one channel."""
    return make_sound("ogg", "libopus")


def make_memo(seconds: float = 2.0) -> bytes:
    """What an iPhone's recorder makes: AAC in an Apple container, with the place in an atom."""
    tags = {"location": CANARY, "title": CANARY}
    return make_sound("mov", "aac", rate=44_100, seconds=seconds, metadata=tags)


def make_film() -> bytes:
    """A second of film with sound."""
    written = io.BytesIO()
    with av.open(written, "w", format="mp4") as made:
        film = made.add_stream("mpeg4", rate=10)
        film.width, film.height, film.pix_fmt = 64, 48, "yuv420p"
        sound = made.add_stream("aac", rate=44_100, layout="mono")
        for _ in range(10):
            frame = av.VideoFrame(64, 48, "yuv420p")
            for plane in frame.planes:
                plane.update(bytes(plane.buffer_size))
            made.mux(film.encode(frame))
        made.mux(film.encode(None))
        frame = av.AudioFrame("fltp", "mono", 1024)
        frame.planes[0].update(bytes(frame.planes[0].buffer_size))
        frame.sample_rate = 44_100
        made.mux(sound.encode(frame))
        made.mux(sound.encode(None))
    return written.getvalue()


def measure_pitch(content: bytes, media: str = "mp4") -> tuple[float, float]:
    """Return seconds, and the pitch by counting how often the wave goes up through nothing."""
    samples: list[int] = []
    mixer = av.AudioResampler(format="s16", layout="mono", rate=16_000)
    with av.open(io.BytesIO(content), format=media) as source:
        for frame in source.decode(audio=0):
            for mixed in mixer.resample(frame):
                samples += struct.unpack(f"<{mixed.samples}h", bytes(mixed.planes[0])[: mixed.samples * 2])
    middle = samples[3_200:-3_200]
    ups = sum(before < 0 <= after for before, after in pairwise(middle))
    return len(samples) / 16_000, ups / (len(middle) / 16_000)

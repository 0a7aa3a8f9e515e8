"""Files from strangers: what comes out shows or sounds the same, and says nothing of place or person."""

from __future__ import annotations

import asyncio
import io
import os
import random
import signal
import struct
from typing import TYPE_CHECKING

import av
import pytest
from PIL import Image

from forms.attachments import remaking
from forms.attachments.made import MadeFile
from forms.attachments.remaking import Remaker
from forms.definition import FileKind
from forms.given_files import MAX_FILE, Refusal
from tests.attachments import samples
from tests.bot.telegram_client import wait_until

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

PICTURES = {
    "jpeg": (samples.make_photo, "image/jpeg"),
    "png": (samples.make_png, "image/png"),
    "gif": (samples.make_gif, "image/png"),
    "webp": (samples.make_webp, "image/png"),
}
COLOURS = {(320, 400): (200, 30, 30), (600, 20): (40, 60, 200), (10, 10): (255, 255, 255)}
SOUNDS: dict[str, Callable[[], bytes]] = {
    "telegram voice": samples.make_voice,
    "memo": samples.make_memo,
    "mp3": lambda: samples.make_sound("mp3", "libmp3lame", rate=44_100),
    "wav, two channels": lambda: samples.make_sound("wav", "pcm_s16le", layout="stereo"),
    "webm": lambda: samples.make_sound("webm", "libopus"),
    "bare aac": lambda: samples.make_sound("adts", "aac"),
    "amr": lambda: samples.make_sound("amr", "amr_nb", rate=8_000),
    "lossless memo": lambda: samples.make_sound("ipod", "alac", rate=44_100),
    "lossless ogg": lambda: samples.make_sound("ogg", "flac", layout="stereo"),
}


async def remake(content: bytes) -> MadeFile:
    made = await Remaker().remake(content)
    assert isinstance(made, MadeFile), made
    return made


def list_jpeg_segments(content: bytes) -> set[int]:
    """The markers between the beginning and the picture itself."""
    found, at = set(), 2
    while content[at + 1] != 0xDA:
        found.add(content[at + 1])
        at += 2 + struct.unpack(">H", content[at + 2 : at + 4])[0]
    return found


def list_png_chunks(content: bytes) -> set[bytes]:
    found, at = set(), 8
    while at < len(content):
        found.add(content[at + 4 : at + 8])
        at += 12 + struct.unpack(">I", content[at : at + 4])[0]
    return found


def has_canary(content: bytes) -> bool:
    return any(samples.CANARY.encode(encoding) in content for encoding in ("utf-8", "utf-16-le", "utf-16-be"))


@pytest.mark.parametrize("name", PICTURES)
async def test_picture_keeps_what_is_seen_and_nothing_else(name: str) -> None:
    make, media_type = PICTURES[name]
    content = make()
    assert has_canary(content) or name == "png", "the sample says where it was taken"
    made = await remake(content)
    assert (made.kind, made.media_type) == (FileKind.PHOTO, media_type)
    assert not has_canary(made.content)
    picture = Image.open(io.BytesIO(made.content))
    picture.load()
    assert picture.size == (640, 480)
    for place, colour in (
        ((320, 400), (200, 30, 30)),
        ((600, 20), (40, 60, 200)),
        ((10, 10), (255, 255, 255)),
    ):
        seen = picture.convert("RGB").getpixel(place)
        assert all(abs(a - b) < 14 for a, b in zip(seen, colour, strict=True)), (place, seen)


async def test_jpeg_has_no_segment_for_words_and_png_no_chunk() -> None:
    photo = await remake(samples.make_photo())
    assert list_jpeg_segments(photo.content) <= {0xE0, 0xDB, 0xC0, 0xC4}
    assert not Image.open(io.BytesIO(photo.content)).getexif()
    assert photo.content.endswith(b"\xff\xd9"), "what hung behind the picture is gone"
    drawing = await remake(samples.make_png())
    assert list_png_chunks(drawing.content) == {b"IHDR", b"IDAT", b"IEND"}


async def test_photo_is_turned_as_the_camera_was_held() -> None:
    made = await remake(samples.make_photo(orientation=6))
    picture = Image.open(io.BytesIO(made.content))
    assert picture.size == (480, 640)
    assert min(picture.getpixel((470, 10))) > 240, "the white corner went with it"


@pytest.mark.parametrize("size", [(8064, 5952), (400, 12_000)])
async def test_large_photo_is_scaled_down(size: tuple[int, int]) -> None:
    made = await remake(samples.make_photo(size))
    assert max(Image.open(io.BytesIO(made.content)).size) == 2_560


async def test_gif_gives_its_first_frame() -> None:
    made = await remake(samples.make_gif())
    picture = Image.open(io.BytesIO(made.content))
    assert getattr(picture, "n_frames", 1) == 1
    assert picture.convert("RGB").getpixel((320, 400))[0] > 180


async def test_photo_sent_as_png_is_kept_small() -> None:
    noise = Image.frombytes("RGB", (1500, 1500), random.Random(1).randbytes(1500 * 1500 * 3))
    made = await remake(samples.write_picture(noise, "PNG"))
    assert made.media_type == "image/jpeg"


@pytest.mark.parametrize("name", SOUNDS)
async def test_sound_keeps_what_is_heard_and_nothing_else(name: str) -> None:
    made = await remake(SOUNDS[name]())
    assert (made.kind, made.media_type) == (FileKind.VOICE, "audio/mp4")
    seconds, pitch = samples.measure_pitch(made.content)
    assert abs(seconds - 2) < 0.15
    assert abs(pitch - samples.PITCH) < 3
    with av.open(io.BytesIO(made.content)) as source:
        assert [stream.type for stream in source.streams] == ["audio"]
        assert source.streams.audio[0].channels == 1
        assert set(source.metadata) <= {"major_brand", "minor_version", "compatible_brands"}
    assert not has_canary(made.content)


async def test_memo_loses_the_place_in_its_atoms() -> None:
    content = samples.make_memo()
    assert content.count(samples.CANARY.encode()) >= 2
    assert not has_canary((await remake(content)).content)


async def test_cover_picture_of_a_sound_is_left_behind() -> None:
    cover = samples.write_picture(samples.draw_picture((64, 64)), "JPEG")
    frame = b"\x00image/jpeg\x00\x03\x00" + cover
    tag = b"APIC" + struct.pack(">I", len(frame)) + b"\0\0" + frame
    size = bytes((len(tag) >> shift) & 0x7F for shift in (21, 14, 7, 0))
    sound = samples.make_sound(
        "mp3", "libmp3lame", rate=44_100, options={"id3v2_version": "0"}, metadata={"a": "b"}
    )
    made = await remake(b"ID3\x03\x00\x00" + size + tag + sound)
    assert cover[:100] not in made.content


def cut(content: bytes) -> bytes:
    return content[: len(content) // 2]


REFUSED: dict[str, tuple[Callable[[], bytes], set[Refusal]]] = {
    "nothing": (lambda: b"", {Refusal.EMPTY}),
    "too large": (lambda: samples.make_photo() + bytes(MAX_FILE), {Refusal.TOO_LARGE}),
    "svg": (lambda: b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>', {Refusal.UNKNOWN}),
    "html": (lambda: b"<html><script>alert(1)</script></html>", {Refusal.UNKNOWN}),
    "pdf": (lambda: b"%PDF-1.7\n", {Refusal.UNKNOWN}),
    "zip": (lambda: b"PK\x03\x04" + bytes(1000), {Refusal.UNKNOWN}),
    "tiff": (lambda: samples.write_picture(samples.draw_picture(), "TIFF"), {Refusal.UNKNOWN}),
    "playlist": (lambda: b"#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n", {Refusal.UNKNOWN}),
    "list of files": (lambda: b"ffconcat version 1.0\nfile /etc/passwd\n", {Refusal.UNKNOWN}),
    "heic": (lambda: b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(100), {Refusal.HEIC}),
    "film": (samples.make_film, {Refusal.VIDEO}),
    "huge by its word": (lambda: samples.claim_size(30_000, 30_000), {Refusal.TOO_MANY_PIXELS}),
    "less than its word": (lambda: samples.claim_size(6_000, 6_000), {Refusal.DAMAGED}),
    "half a photo": (lambda: samples.make_photo()[:3000], {Refusal.DAMAGED}),
    "half a drawing": (lambda: cut(samples.make_png()), {Refusal.DAMAGED}),
    "half a voice": (lambda: cut(samples.make_voice()), {Refusal.DAMAGED}),
    "half a memo": (lambda: cut(samples.make_memo()), {Refusal.DAMAGED}),
    "half a wave": (lambda: cut(samples.make_sound("wav", "pcm_s16le")), {Refusal.DAMAGED}),
    "a script that begins as a gif": (lambda: b"GIF89a/*" + bytes(60) + b"*/=1;alert(1)", {Refusal.DAMAGED}),
    "half an hour": (
        lambda: samples.make_sound("ogg", "libopus", rate=8_000, samples=bytes(2 * 8_000 * 1_800)),
        {Refusal.TOO_LONG},
    ),
}


@pytest.mark.parametrize("name", REFUSED)
async def test_what_is_no_photo_and_no_voice_is_refused(name: str) -> None:
    make, why = REFUSED[name]
    assert await Remaker().remake(make()) in why


async def test_picture_with_a_page_behind_it_is_a_picture_alone() -> None:
    both = samples.make_photo() + b"<script>alert(1)</script>PK\x03\x04"
    assert b"script" not in (await remake(both)).content


# --- the process that opens them ---------------------------------------------------------------------


def play_child(monkeypatch: pytest.MonkeyPatch, program: str) -> None:
    monkeypatch.setattr(remaking, "_CHILD", (*remaking._CHILD[:1], "-c", program))


def play_hanging_child(monkeypatch: pytest.MonkeyPatch, folder: Path) -> Path:
    """Have a child that says who it is in a file, and then nothing."""
    file = folder / "pid"
    program = f"import os, time; open({str(file)!r}, 'w').write(str(os.getpid())); time.sleep(99)"
    play_child(monkeypatch, program)
    return file


def assert_gone(file: Path) -> None:
    with pytest.raises(ProcessLookupError):
        os.kill(int(file.read_text()), signal.SIGCONT)


@pytest.mark.parametrize(
    "program",
    [
        "import os; os.abort()",
        "raise SystemExit(3)",
        "import ctypes; ctypes.string_at(0)",
        "import sys; sys.stdout.write('not json')",
        "import sys; sys.stdin.buffer.read(); sys.stdout.write('{}')",
        "import sys\nwhile True: sys.stdout.buffer.write(bytes(1 << 20))",
    ],
)
async def test_reader_that_falls_over_takes_nobody_along(
    program: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    play_child(monkeypatch, program)
    assert await Remaker().remake(samples.make_photo()) is Refusal.DAMAGED


async def test_reader_that_hangs_is_ended(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    file = play_hanging_child(monkeypatch, tmp_path)
    monkeypatch.setattr(remaking, "MAX_SECONDS", 1.0)
    assert await Remaker().remake(samples.make_photo()) is Refusal.DAMAGED
    assert_gone(file)


async def test_reader_is_ended_with_whoever_waited_for_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    file = play_hanging_child(monkeypatch, tmp_path)
    asked = asyncio.create_task(Remaker().remake(samples.make_photo()))
    await asyncio.to_thread(wait_until, "the child runs", lambda: file.exists() and file.read_text())
    asked.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asked
    assert_gone(file)


async def test_at_most_two_are_open_and_the_rest_wait_or_are_sent_away(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(remaking, "MAX_WAITING", 5)
    running = most = 0
    whole = remaking._run_child

    async def count(*given: object) -> object:
        nonlocal running, most
        running += 1
        most = max(most, running)
        try:
            return await whole(*given)
        finally:
            running -= 1

    monkeypatch.setattr(remaking, "_run_child", count)
    remaker, photo = Remaker(), samples.make_photo()
    answers = await asyncio.gather(*(remaker.remake(photo) for _ in range(7)))
    assert most == 2
    assert answers[5:] == [Refusal.BUSY, Refusal.BUSY]
    assert all(isinstance(answer, MadeFile) for answer in answers[:5])


async def test_child_is_told_no_secret_and_limits_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAY_TELEGRAM_TOKEN", "TOKEN-CANARY")
    program = (
        "import json, os, resource, sys\n"
        "from forms.attachments.child import _limit_itself\n"
        "_limit_itself()\n"
        "limits = [resource.getrlimit(getattr(resource, 'RLIMIT_' + n)) for n in ('AS', 'CPU', 'FSIZE')]\n"
        "said = {'kind': 'photo', 'media_type': json.dumps([dict(os.environ), limits])}\n"
        "sys.stdout.write(json.dumps(said) + '\\n')"
    )
    play_child(monkeypatch, program)
    told = (await remake(samples.make_photo())).media_type
    assert "TOKEN-CANARY" not in told
    assert "SAY_" not in told
    assert "-1" not in told, "every limit is set"


@pytest.mark.parametrize("seed", range(6))
async def test_changed_bytes_give_a_file_or_a_reason(seed: int) -> None:
    chance = random.Random(seed)
    whole = chance.choice(
        [samples.make_photo, samples.make_png, samples.make_voice, samples.make_memo, samples.make_webp]
    )()
    changed = bytearray(whole)
    for _ in range(chance.choice([1, 5, 50])):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    if chance.random() < 0.3:
        del changed[chance.randrange(len(changed)) :]
    made = await Remaker().remake(bytes(changed))
    assert isinstance(made, MadeFile | Refusal)
    if isinstance(made, MadeFile):
        assert not has_canary(made.content)

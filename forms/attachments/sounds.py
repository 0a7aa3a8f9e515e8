"""A voice note, made anew: what is heard, and nothing else. Runs in the child process alone."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import av
from av.audio.frame import AudioFrame
from av.audio.resampler import AudioResampler
from av.stream import Disposition

from forms.attachments.made import MadeFile
from forms.attachments.magic import Format
from forms.definition import FileKind
from forms.given_files import MAX_MINUTES, Refusal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from av.audio.stream import AudioStream
    from av.container import InputContainer, OutputContainer

MAX_SECONDS = MAX_MINUTES * 60
SAMPLE_RATE = 24_000
BIT_RATE = 48_000
"""A voice sounds like itself at this, in one channel; ten minutes are 3.6 MB. AAC in MP4 plays everywhere."""
DECLARED_SHARE = 0.9
"""A file that holds less of the length it declares was cut off."""

_READERS = {
    Format.OGG: "ogg",
    Format.MP4: "mov",
    Format.MP3: "mp3",
    Format.WAV: "wav",
    Format.WEBM: "matroska",
    Format.ADTS: "aac",
    Format.AMR: "amr",
}
"""The reader is named, never guessed: lists of other files to open are a format, too."""
_CODECS = frozenset({"aac", "alac", "amrnb", "amrwb", "flac", "mp3", "mp3float", "opus", "vorbis"})
_PCM = "pcm_"
_OPEN_END = 0xFFFFFFFF


class _RefusedError(Exception):
    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal)
        self.refusal = refusal


def prepare() -> None:
    """Load whatever PyAV loads when first needed: afterwards no file can be opened."""
    written = io.BytesIO()
    with av.open(written, "w", format="ipod") as made:
        quiet = AudioFrame("fltp", "mono", SAMPLE_RATE // 10)
        quiet.sample_rate = SAMPLE_RATE
        spoken = made.add_stream("aac", rate=SAMPLE_RATE, layout="mono")
        made.mux(spoken.encode(quiet))
        made.mux(spoken.encode(None))
    remake(written.getvalue(), Format.MP4)


def remake(content: bytes, found: Format) -> MadeFile | Refusal:
    """Decode at most ten minutes, mix them to one channel, and write them as AAC in MP4."""
    av.logging.set_level(None)
    if _is_cut_off(content, found):
        return Refusal.DAMAGED
    written = io.BytesIO()
    try:
        with av.open(io.BytesIO(content), "r", format=_READERS[found], metadata_errors="replace") as source:
            heard = _find_sound(source)
            with av.open(written, "w", format="ipod", options={"fflags": "+bitexact"}) as made:
                seconds = _copy(source, heard, made)
            _check_length(source, seconds)
    except _RefusedError as refused:
        return refused.refusal
    except (av.FFmpegError, OSError, ValueError, EOFError, IndexError, TypeError):
        return Refusal.DAMAGED  # whatever a reader says of what it cannot read
    return MadeFile(FileKind.VOICE, "audio/mp4", written.getvalue())


def _find_sound(source: InputContainer) -> AudioStream:
    """Return the first sound. A cover picture is left behind; anything else that is seen makes it a film."""
    if any(not stream.disposition & Disposition.attached_pic for stream in source.streams.video):
        raise _RefusedError(Refusal.VIDEO)
    if not source.streams.audio:
        raise _RefusedError(Refusal.DAMAGED)
    heard = source.streams.audio[0]
    name = heard.codec_context.name
    if name not in _CODECS and not name.startswith(_PCM):
        raise _RefusedError(Refusal.UNKNOWN)
    heard.codec_context.thread_count = 1
    return heard


def _copy(source: InputContainer, heard: AudioStream, made: OutputContainer) -> float:
    """Copy the sound; return how many seconds there were. Raises for more than are taken."""
    made.metadata.clear()
    spoken = made.add_stream("aac", rate=SAMPLE_RATE, layout="mono")
    spoken.bit_rate = BIT_RATE
    samples = 0
    for frame in _read_frames(source, heard):
        samples += frame.samples
        if samples > MAX_SECONDS * SAMPLE_RATE:
            raise _RefusedError(Refusal.TOO_LONG)
        frame.pts = None
        made.mux(spoken.encode(frame))
    if not samples:
        raise _RefusedError(Refusal.DAMAGED)
    made.mux(spoken.encode(None))
    return samples / SAMPLE_RATE


def _read_frames(source: InputContainer, heard: AudioStream) -> Iterator[AudioFrame]:
    mixer = AudioResampler(format="fltp", layout="mono", rate=SAMPLE_RATE)
    for frame in source.decode(heard):
        yield from mixer.resample(frame)
    yield from mixer.resample(None)


def _check_length(source: InputContainer, seconds: float) -> None:
    declared = (source.duration or 0) / av.time_base
    if seconds < declared * DECLARED_SHARE - 1:
        raise _RefusedError(Refusal.DAMAGED)


def _is_cut_off(content: bytes, found: Format) -> bool:
    """Tell whether it says itself that there should be more; most readers take what is there for all."""
    if found is Format.OGG:
        return _ends_within_a_page(content)
    return found is Format.WAV and _ends_within_the_sound(content)


def _ends_within_the_sound(content: bytes) -> bool:
    """Tell whether a WAV file is shorter than its sound. A length of all ones means: until the end."""
    at = 12
    while at + 8 <= len(content):
        name, size = content[at : at + 4], int.from_bytes(content[at + 4 : at + 8], "little")
        if name == b"data":
            return size != _OPEN_END and at + 8 + size > len(content)
        at += 8 + size + size % 2
    return True


def _ends_within_a_page(content: bytes) -> bool:
    """Tell whether the last page of an Ogg file says that it is longer than what is there."""
    at = content.rfind(b"OggS")
    table = content[at + 27 : at + 27 + content[at + 26]] if len(content) > at + 26 else b""
    return at + 27 + len(table) + sum(table) > len(content)

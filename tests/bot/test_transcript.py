"""Golden transcripts of the bot. `REWRITE=1 pytest tests/bot/test_transcript.py` writes them anew.

`> words` is typed, `> [label]` pressed, `> {code}` the code of an invitation to the form of the first line.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.bot.talk import Talk

TRANSCRIPTS = sorted((Path(__file__).parent / "transcripts").glob("*.txt"))


def write_sent(talk: Talk, already: int, code: str) -> str:
    blocks = []
    for call in talk.sent[already:]:
        text = call["parameters"].get("text", "(the buttons change)")
        rows = call["parameters"].get("reply_markup", {}).get("inline_keyboard", [])
        drawn = [" ".join(f"[{button['text']}]" for button in row) for row in rows]
        blocks.append("\n".join([text, *drawn]))
    known = "\n\n".join(blocks).replace(code, "CODE")
    known = known.replace("-".join((code[:4], code[4:8], code[8:])), "CODE")
    return re.sub(r"Your receipt: \S+", "Your receipt: XXXX-XXXX", known)


async def play(talk: Talk, lines: list[str]) -> str:
    form_key, audience = lines[0].removeprefix("form ").split()
    code = await talk.invite(form_key, audience)
    said = [lines[0]]
    for line in (line for line in lines if line.startswith("> ")):
        already = len(talk.sent)
        given = line[2:].replace("{code}", code)
        await (talk.press(given[1:-1]) if given.startswith("[") else talk.type(given))
        said += [f"\n{line}\n", write_sent(talk, already, code)]
    return "\n".join(said) + "\n"


def hold_against(path: Path, said: str) -> None:
    if os.environ.get("REWRITE"):
        path.write_text(said, encoding="utf-8")
    assert said == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("path", TRANSCRIPTS, ids=lambda path: path.stem)
async def test_bot_speaks_as_written_down(talk: Talk, path: Path) -> None:
    hold_against(path, await play(talk, read_lines(path)))


def read_lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines()


def test_there_are_transcripts() -> None:
    assert len(TRANSCRIPTS) >= 2

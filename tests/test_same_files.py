"""The same photo, drawing or voice note, and the same words, by web and by bot leave the same answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from forms.attachments.sealed import open_file
from forms.records import Attachment, Response, ResponseAnswer
from forms.responses import list_files, read_answer
from forms.web import Parts
from tests.attachments import samples
from tests.bot.talk import talking
from tests.web.house import Clock, open_house, read_library

if TYPE_CHECKING:
    from pathlib import Path

    from forms.keys import Keys
    from forms.store import Store

FORM = "check_in"
WORDS = "the heron stood quite still"
GIVEN = {
    "photo": ("photo", "photo", samples.make_photo(orientation=6)),
    "drawing": ("document", "photo", samples.make_png()),
    "voice": ("voice", "voice", samples.make_voice()),
    "memo": ("audio", "voice", samples.make_memo()),
}
"""By what it is: as the chat sends it, the page's field, and the file."""


async def read_stored(store: Store, keys: Keys) -> list[tuple[str | None, list[bytes]]]:
    """What each response says to the question, and the files beside it."""
    stored = []
    for response in await store.read(Response.__table__.select()):
        key = keys.open_data_key(response["sealed_key"])
        rows = {row["id"]: row for row in await store.read(Attachment.__table__.select())}
        for answer in await store.read(ResponseAnswer.__table__.select()):
            if (answer["response_id"], answer["question_key"]) == (response["id"], "change_wish"):
                files = [open_file(keys, rows[one]) for one in list_files(key, answer)]
                stored.append((read_answer(key, answer), files))
    return stored


@pytest.mark.parametrize("what", GIVEN)
async def test_file_and_words_by_web_and_by_chat_are_the_same_answer(
    folder: Path, keys: Keys, store: Store, what: str
) -> None:
    sent_as, field, content = GIVEN[what]
    async with talking(folder, keys, store) as talk:
        await talk.begin(await talk.invite(FORM))
        while "If you could change one thing" not in talk.sent[-1]["parameters"]["text"]:
            await talk.press("Skip")
        await talk.send_file(content, sent_as, caption=WORDS)
        while "Send" not in talk.labels():
            await talk.press("Skip")
        await talk.press("Send")
        clock = Clock()
        house = await open_house(Parts(store, keys, read_library(), talk.parts.settings, clock), clock)
        try:
            browser, page = await house.begin(FORM)
            while "If you could change one thing" not in page.text:
                page = await browser.press(page, "Skip", [])
            page = await browser.send_files(page, "Next", {field: content}, WORDS)
            await browser.press(await browser.skip_all(page), "Send")
        finally:
            await house.close()
    by_chat, by_web = await read_stored(store, keys)
    assert by_chat == by_web
    assert by_chat[0] == WORDS
    assert len(by_chat[1]) == 1


pytestmark = pytest.mark.parametrize("database_url", ["sqlite", "postgresql"], indirect=True)

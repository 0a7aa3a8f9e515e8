"""Photos and voice messages in the chat: taken where a question asks, kept once, refused kindly elsewhere."""

from __future__ import annotations

import asyncio
import io
import json
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from bot import fetching, wording
from bot.api import NotAcceptedError, TooFastError, UnreachableError
from bot.forget import forget_old
from bot.needed import keep_needed
from forms.attachments.sealed import open_file
from forms.records import Attachment, Response, ResponseAnswer
from forms.responses import list_files, read_answer
from tests.attachments import samples
from tests.bot.telegram_client import make_file
from tests.canary import find_words
from tests.forms.every_kind import read_every_kind

if TYPE_CHECKING:
    from pathlib import Path

    from tests.bot.talk import Talk

PHOTO, VOICE = samples.make_photo(), samples.make_voice()
CAPTION = "the heron stood quite still"


@pytest.fixture
async def asked(talk: Talk) -> Talk:
    """A talk at the first question of the form that has every kind: words or a file."""
    every_kind = read_every_kind()
    talk.parts.library._current["every_kind"] = every_kind.current("every_kind")
    talk.parts.library._versions.update(every_kind._versions)
    await talk.begin(await talk.invite("every_kind"))
    return talk


async def skip_to(talk: Talk, part: str) -> None:
    while part not in talk.sent[-1]["parameters"]["text"]:
        await talk.press("Skip")


async def open_stored(talk: Talk) -> dict[str, tuple[str | None, list[bytes]]]:
    """Open what was sent: by question, the words and the files."""
    [response] = await talk.parts.store.read(Response.__table__.select())
    key = talk.parts.keys.open_data_key(response["sealed_key"])
    rows = {row["id"]: row for row in await talk.parts.store.read(Attachment.__table__.select())}
    found = {}
    for answer in await talk.parts.store.read(ResponseAnswer.__table__.select()):
        files = [open_file(talk.parts.keys, rows.pop(one)) for one in list_files(key, answer)]
        found[answer["question_key"]] = (read_answer(key, answer), files)
    assert rows == {}, "every file belongs to an answer"
    return found


async def test_voice_photo_and_words_are_one_answer_without_place(asked: Talk, folder: Path) -> None:
    [text] = await asked.send_file(VOICE, "voice")
    assert text.startswith("We have kept what you sent.")
    await asked.press("Back")
    await asked.send_file(PHOTO, "document", caption=CAPTION)
    await skip_to(asked, "Check your answers")
    text = asked.sent[-1]["parameters"]["text"]
    assert "You wrote something\nYou added a picture and a voice note" in text
    assert CAPTION not in text
    await asked.press("Send")
    words, files = (await open_stored(asked))["words"]
    assert words == CAPTION
    sound, picture = files
    assert samples.measure_pitch(sound)[1] == pytest.approx(samples.PITCH, abs=3)
    assert Image.open(io.BytesIO(picture)).size == (640, 480)
    for canary in (samples.CANARY, CAPTION, "NameCanary"):
        assert not any(canary.encode() in file for file in files)
        assert find_words(folder, canary) == []


async def test_caption_is_added_to_words_that_were_there(asked: Talk) -> None:
    await asked.type("I like my room.")
    await asked.press("Back")
    await asked.send_file(PHOTO, "photo", caption=CAPTION)
    await skip_to(asked, "Check your answers")
    await asked.press("Send")
    assert (await open_stored(asked))["words"][0] == f"I like my room.\n\n{CAPTION}"


async def test_photos_of_an_album_belong_to_the_question_they_were_sent_to(asked: Talk) -> None:
    album = [asked.bring_file(PHOTO, "photo") for _ in range(2)]
    texts = await asked.give(*album)
    assert await asked.count("attachment") == 2
    assert "We have added what you sent to the earlier question." in texts[-1]
    assert "Will you come?" in texts[-1]


async def test_fourth_file_is_refused_and_the_three_stay(asked: Talk) -> None:
    for _ in range(3):
        await asked.send_file(PHOTO, "photo")
        await asked.press("Back")
    [text] = await asked.send_file(PHOTO, "photo")
    assert "You can add 3 things here" in text
    assert await asked.count("attachment") == 3


async def test_file_is_taken_away_by_its_button(asked: Talk) -> None:
    await asked.send_file(PHOTO, "photo")
    await asked.press("Back")
    [text] = await asked.send_file(VOICE, "voice")
    await asked.press("Back")
    assert "You added a picture and a voice note." in asked.sent[-1]["parameters"]["text"]
    [text] = await asked.press("Take away a picture")
    assert "You added a voice note." in text
    assert await asked.count("attachment") == 1
    await asked.press("Done")
    assert "Will you come?" in asked.sent[-1]["parameters"]["text"]


async def test_question_for_a_picture_takes_a_picture_and_no_sound(asked: Talk) -> None:
    await skip_to(asked, "A picture?")
    [text] = await asked.send_file(VOICE, "voice")
    assert "This question needs a photo or a drawing." in text
    assert await asked.count("attachment") == 0
    [text] = await asked.send_file(PHOTO, "photo")
    assert "Your voice?" in text
    assert await asked.count("attachment") == 1


async def test_file_where_none_is_asked_is_not_even_fetched(asked: Talk) -> None:
    await asked.press("Skip")
    [text] = await asked.send_file(PHOTO, "photo")
    assert text.startswith(wording.NO_FILE_HERE[0])
    assert asked.api.asked == []
    assert await asked.count("attachment") == 0


@pytest.mark.parametrize(
    "brought",
    [
        {"location": {"latitude": 51.4779, "longitude": -0.0015}},
        {"sticker": {"file_id": "s"}},
        make_file("video", "v", 100),
        {"video_note": {"file_id": "n"}},
        {"animation": {"file_id": "a"}, "document": {"file_id": "a"}},
        {"voice": "odd"},
        {"photo": []},
        {"document": {"file_id": 7}},
    ],
)
async def test_film_place_and_sticker_are_refused_and_never_kept(asked: Talk, brought: object) -> None:
    update = asked.write(**brought)
    assert "51.4779" not in json.dumps(keep_needed(update))
    [text] = await asked.give(update)
    assert text.startswith(wording.WORDLESS[0])
    assert "What is going well?" in text
    assert asked.api.asked == []


async def test_words_under_a_refused_film_are_an_answer(asked: Talk) -> None:
    [text] = await asked.give(asked.write(caption=CAPTION, **make_file("video", "v", 100)))
    assert "You wrote something here before" in text
    await skip_to(asked, "Will you come?")


REFUSED = {
    "large": (PHOTO, 11 * 1024 * 1024, "10 MB at most"),
    "larger than it said": (PHOTO + bytes(11 * 1024 * 1024), 10, "10 MB at most"),
    "bomb": (samples.claim_size(30_000, 30_000), None, "too big"),
    "half": (PHOTO[:3000], None, "could not read that file"),
    "page": (b"<html><script>", None, "photos, drawings and voice notes only"),
    "film": (samples.make_film(), None, "We cannot take films"),
}


@pytest.mark.parametrize("name", REFUSED)
async def test_bombs_and_lies_are_refused_and_the_caption_stays(asked: Talk, name: str) -> None:
    content, size, said = REFUSED[name]
    [text] = await asked.send_file(content, "document", size=size, caption=CAPTION)
    assert said in text
    assert "What is going well?" in text
    assert "You wrote something here before" in text
    assert await asked.count("attachment") == 0


async def test_file_that_does_not_come_is_asked_for_again(
    asked: Talk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fetching, "PAUSES", (0.0,) * 4)
    asked.api.faults = [UnreachableError("x"), TooFastError(0.01), UnreachableError("x")]
    await asked.send_file(PHOTO, "photo")
    assert await asked.count("attachment") == 1
    await asked.press("Back")
    asked.api.faults = [UnreachableError("x")] * 4
    [text] = await asked.send_file(PHOTO, "photo")
    assert wording.NOT_FETCHED in text
    asked.api.faults = [NotAcceptedError(400, unchanged=False)]
    [text] = await asked.send_file(PHOTO, "photo")
    assert wording.NOT_FETCHED in text
    assert await asked.count("attachment") == 1


async def test_other_chats_are_answered_while_a_file_is_on_its_way(asked: Talk) -> None:
    await asked.keep(asked.bring_file(PHOTO, "photo"), asked.write("and these words"))
    here, asked.chat = asked.chat, 99
    await asked.keep(asked.write("/help"))
    asked.chat = here
    await asked.worker.handle_waiting(asyncio.Event())
    assert "You can get help now" in "".join(await asked.deliver())
    assert await asked.count("inboxupdate", "done_at IS NULL") == 2, "the words wait for the photo"
    await asked.handle()
    assert await asked.count("inboxupdate", "done_at IS NULL") == 0
    assert await asked.count("attachment") == 1


async def test_same_update_twice_leaves_one_file(asked: Talk) -> None:
    update = asked.bring_file(PHOTO, "photo")
    await asked.give(update)
    await asked.give(update)
    await asked.give({**update, "update_id": 999_999})
    assert await asked.count("attachment") == 1


async def test_deleting_takes_the_files_along_before_and_after_sending(asked: Talk) -> None:
    await asked.send_file(PHOTO, "photo")
    [text] = await asked.type("/mydata")
    assert "1 photo or voice note." in text
    await asked.type("/delete")
    await asked.press("Yes, delete it")
    assert await asked.count("attachment") == 0
    await asked.begin(await asked.invite("every_kind"))
    await asked.send_file(PHOTO, "photo")
    await skip_to(asked, "Check your answers")
    await asked.press("Send")
    assert await asked.count("attachment") == 1
    await asked.type("/delete")
    await asked.press("Yes, delete it")
    assert await asked.count("attachment") == 0


async def test_file_sent_too_late_is_not_taken(asked: Talk) -> None:
    await skip_to(asked, "Check your answers")
    await asked.press("Send")
    [text] = await asked.send_file(PHOTO, "photo", caption=CAPTION)
    assert text.startswith(wording.WORDS_TOO_LATE)
    assert await asked.count("attachment") == 0


async def test_files_of_drafts_that_nobody_can_open_are_forgotten(asked: Talk) -> None:
    await asked.send_file(PHOTO, "photo")
    await forget_old(asked.parts)
    assert await asked.count("attachment") == 1
    asked.clock.now = asked.clock.now.replace(year=2027)
    await forget_old(asked.parts)
    assert await asked.count("attachment") == 0

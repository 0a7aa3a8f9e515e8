"""Photos, drawings and voice notes in the browser: kept, shown, taken away, sent, and never seen again."""

from __future__ import annotations

import asyncio
import io
import json
import random
from typing import TYPE_CHECKING, Any

import aiohttp
import pytest
from PIL import Image

from forms.attachments.sealed import open_file
from forms.keys import TamperedError
from forms.records import Attachment, Response, ResponseAnswer
from forms.responses import list_files, read_answer
from forms.web import uploaded
from tests.attachments import samples
from tests.canary import find_words

if TYPE_CHECKING:
    from pathlib import Path

    from tests.web.house import Browser, House, Page

WORDS = "the heron stood quite still"
PHOTO = (f"{samples.CANARY}.jpg", "image/jpeg", samples.make_photo())
VOICE = (f"{samples.CANARY}.m4a", "audio/mp4", samples.make_memo())


async def open_stored(house: House) -> dict[str, list[bytes]]:
    """Open every file of the one response that was sent, by the question its answer names."""
    [response] = await house.rows(Response)
    key = house.parts.keys.open_data_key(response["sealed_key"])
    rows = {row["id"]: row for row in await house.rows(Attachment)}
    found = {}
    for answer in await house.rows(ResponseAnswer):
        found[answer["question_key"]] = [
            open_file(house.parts.keys, rows.pop(file_id)) for file_id in list_files(key, answer)
        ]
    assert rows == {}, "every file belongs to an answer"
    return {key: files for key, files in found.items() if files}


async def read_words(house: House, key: str = "words") -> str | None:
    [response] = await house.rows(Response)
    data_key = house.parts.keys.open_data_key(response["sealed_key"])
    [answer] = [row for row in await house.rows(ResponseAnswer) if row["question_key"] == key]
    return read_answer(data_key, answer)


async def test_words_photo_and_voice_are_one_answer_and_open_with_the_private_key(house: House) -> None:
    browser, page = await house.begin()
    page = await browser.send_files(page, "Add it", {"photo": PHOTO, "voice": VOICE}, WORDS)
    assert page.status == 200
    assert "You added a picture" in page.text
    assert "You added a voice note" in page.text
    assert WORDS in page.html, "the words are on the page still"
    page = await browser.press(page, "Next")
    page = await browser.skip_all(page)
    assert f"{WORDS} You added a picture and a voice note" in page.text
    await browser.press(page, "Send")
    opened = await open_stored(house)
    photo, voice = opened.pop("words")
    assert opened == {}
    assert await read_words(house) == WORDS
    assert Image.open(io.BytesIO(photo)).size == (640, 480)
    assert samples.measure_pitch(voice)[1] == pytest.approx(440, abs=3)
    assert not any(samples.CANARY.encode() in content for content in (photo, voice))


async def test_until_it_is_sent_a_file_opens_for_nobody_but_the_draft(house: House) -> None:
    browser, page = await house.begin()
    await browser.send_files(page, "Add it", {"photo": PHOTO}, "")
    [row] = await house.rows(Attachment)
    with pytest.raises(TamperedError):
        open_file(house.parts.keys, row)


async def test_file_opens_under_no_other_id(house: House) -> None:
    browser, page = await house.begin()
    page = await browser.send_files(page, "Next", {"photo": PHOTO}, "")
    await browser.press(await browser.skip_all(page), "Send")
    [row] = await house.rows(Attachment)
    with pytest.raises(TamperedError):
        open_file(house.parts.keys, {**row, "id": "0" * 32})


async def test_file_alone_is_an_answer_and_taken_away_it_is_none(house: House) -> None:
    browser, page = await house.begin()
    first = page
    page = await browser.send_files(page, "Next", {"photo": PHOTO}, "")
    assert "Question 2" in page.text
    page = await browser.get(first.address.path)
    page = await browser.press(page, "Take it away")
    assert "You added" not in page.text
    assert await house.rows(Attachment) == []
    page = await browser.press(page, "Next")
    assert page.status == 422


async def test_taking_one_of_two_away_leaves_the_other_and_the_words(house: House) -> None:
    browser, page = await house.begin()
    page = await browser.send_files(page, "Add it", {"photo": PHOTO, "voice": VOICE}, "")
    form, _ = page.find_form("Take it away")
    fields = [(c.name, c.value) for c in form.controls if c.kind == "hidden"]
    first = next(c for c in form.buttons() if "picture" in c.text)
    page = await browser.post(form.action, [*fields, ("answer", WORDS), (first.name, first.value)])
    assert "You added a voice note" in page.text
    assert "You added a picture" not in page.text
    assert WORDS in page.html, "what was just typed is not lost"
    [left] = await house.rows(Attachment)
    assert left["media_type"] == "audio/mp4"


async def test_skipping_keeps_what_was_added_and_says_so(house: House) -> None:
    browser, page = await house.begin()
    page = await browser.send_files(page, "Add it", {"photo": PHOTO}, WORDS)
    page = await browser.press(page, "Skip")
    assert "We have kept what you added there" in page.text
    await browser.press(await browser.skip_all(page), "Send")
    assert len((await open_stored(house))["words"]) == 1
    assert await read_words(house) == WORDS


async def test_picture_question_takes_a_file_alone(house: House) -> None:
    browser, page = await house.begin()
    while "A picture?" not in page.text:
        page = await browser.press(page, "Skip", [])
    refused = await browser.press(page, "Next")
    assert refused.status == 422
    wrong = await browser.send_files(page, "Next", {"photo": VOICE})
    assert (wrong.status, "needs a photo or a drawing" in wrong.text) == (422, True)
    page = await browser.send_files(page, "Next", {"photo": PHOTO})
    assert "Your voice?" in page.text
    page = await browser.send_files(page, "Next", {"voice": VOICE})
    assert "You added a picture" in page.text
    await browser.press(page, "Send")
    assert {key: len(files) for key, files in (await open_stored(house)).items()} == {
        "picture": 1,
        "voice": 1,
    }


REFUSED = {
    "film": (samples.make_film, "We cannot take films"),
    "page": (lambda: b"<html><script>alert(1)</script>", "photos, drawings and voice notes only"),
    "bomb": (lambda: samples.claim_size(30_000, 30_000), "too big"),
    "half": (lambda: samples.make_photo()[:3000], "could not read that file"),
    "heic": (lambda: b"\0\0\0\x18ftypheic" + bytes(50), "HEIC"),
    "large": (lambda: samples.make_photo() + bytes(11 * 1024 * 1024), "10 MB at most"),
}


@pytest.mark.parametrize("name", REFUSED)
@pytest.mark.parametrize("button", ["Next", "Add it"])
async def test_refused_file_leaves_the_words_and_no_row(house: House, name: str, button: str) -> None:
    make, said = REFUSED[name]
    browser, page = await house.begin()
    page = await browser.send_files(page, button, {"photo": ("x.jpg", "image/jpeg", make())}, WORDS)
    assert page.status == 422
    assert said in page.text
    assert WORDS in page.html
    assert await house.rows(Attachment) == []
    again = await browser.get(page.address.path)
    assert WORDS in again.html, "the words are in the draft, whatever became of the file"


async def test_good_file_beside_a_bad_one_is_kept(house: House) -> None:
    browser, page = await house.begin()
    page = await browser.send_files(page, "Add it", {"photo": PHOTO, "voice": ("x", None, b"<svg/>")}, "")
    assert page.status == 422
    assert "You added a picture" in page.text


async def test_no_more_than_three_to_a_question(house: House) -> None:
    browser, page = await house.begin()
    for _ in range(3):
        page = await browser.send_files(page, "Add it", {"photo": PHOTO}, "")
        assert page.status == 200
    assert "Add a photo" not in page.text
    form, _ = page.find_form("Next")
    fields = {c.name: c.value for c in form.controls if c.kind == "hidden"}
    sent = aiohttp.FormData({**fields, "answer": "", "act": "add"}, default_to_multipart=True)
    sent.add_field("photo", PHOTO[2], filename="x")
    async with browser.session.post(browser.base.join(page.address), data=sent) as answer:
        assert answer.status == 422
        assert "You can add 3 things here" in await answer.text()
    assert len(await house.rows(Attachment)) == 3


async def test_add_without_a_file_says_what_is_missing(house: House) -> None:
    browser, page = await house.begin()
    page = await browser.send_files(page, "Add it", {"photo": ("", None, b"")}, WORDS)
    assert "Please choose a file first" in page.text
    assert WORDS in page.html


async def test_page_of_all_questions_keeps_files_and_says_where_to_add_them(house: House) -> None:
    browser, page = await house.begin()
    await browser.send_files(page, "Add it", {"photo": PHOTO}, WORDS)
    page = await browser.get("/conversation/whole")
    assert "answer one question at a time" in page.text
    fields = [(name, "" if name == "q2-answer" else value) for name, value in page.fields("Send")]
    page = await browser.post("/conversation/whole", fields)
    while page.has_button("Skip"):
        page = await browser.press(page, "Skip", [])
    if page.has_button("Send"):
        page = await browser.press(page, "Send")
    assert page.address.path == "/conversation/sent"
    assert len((await open_stored(house))["words"]) == 1
    assert await read_words(house) == "", "the words were left out on the page"


async def test_deleting_the_answers_deletes_the_files(house: House) -> None:
    browser, page = await house.begin()
    await browser.send_files(page, "Add it", {"photo": PHOTO}, WORDS)
    page = await browser.get("/conversation/delete")
    await browser.press(page, "Delete")
    assert await house.rows(Attachment) == []
    assert await house.rows(Response) == []


async def test_files_that_fell_off_the_route_are_deleted_on_sending(house: House) -> None:
    browser, page = await house.begin("every_kind_files")
    page = await browser.press(page, "Next", [("answer", "yes")])
    page = await browser.send_files(page, "Next", {"photo": PHOTO}, "")
    page = await browser.get("/conversation/1")
    page = await browser.press(page, "Next", [("answer", "no")])
    assert len(await house.rows(Attachment)) == 1, "kept, in case the person changes their mind"
    await browser.press(page, "Send")
    assert await house.rows(Attachment) == []


# --- what the web takes in ---------------------------------------------------------------------------


def write_parts(token: str, *more: tuple[str, bytes]) -> bytes:
    parts = [(b'Content-Disposition: form-data; name="token"', token.encode())]
    parts += [(head.encode(), content) for head, content in more]
    body = b"".join(b"--XX\r\n" + head + b"\r\n\r\n" + content + b"\r\n" for head, content in parts)
    return body + b"--XX--\r\n"


async def post_raw(browser: Browser, path: str, body: Any, **headers: str) -> int:
    kind = {"Content-Type": "multipart/form-data; boundary=XX", **headers}
    async with browser.session.post(f"{browser.base}".rstrip("/") + path, data=body, headers=kind) as answer:
        return answer.status


def find_token(page: Page) -> str:
    form, _ = page.find_form("Next")
    return next(c.value for c in form.controls if c.name == "token")


FILE = 'Content-Disposition: form-data; name="photo"; filename="x.jpg"'


@pytest.mark.parametrize(
    "path", ["/", "/conversation", "/conversation/check", "/conversation/whole", "/help"]
)
async def test_files_are_taken_nowhere_else(house: House, path: str) -> None:
    browser, page = await house.begin()
    assert await post_raw(browser, path, write_parts(find_token(page), (FILE, PHOTO[2]))) == 415


async def test_question_without_files_takes_none(house: House) -> None:
    browser, page = await house.begin()
    page = await browser.press(page, "Skip")
    assert await post_raw(browser, page.address.path, write_parts(find_token(page), (FILE, PHOTO[2]))) == 415


async def test_stranger_can_send_no_file(house: House) -> None:
    browser, page = await house.begin()
    assert await post_raw(house.open_browser(), page.address.path, write_parts("x")) == 415
    assert await post_raw(browser, page.address.path, write_parts("x", (FILE, PHOTO[2]))) == 403
    sent = write_parts(find_token(page), (FILE, PHOTO[2]))
    assert await post_raw(browser, page.address.path, sent, Origin="https://elsewhere.example") == 403


@pytest.mark.parametrize("name", ["Content-Transfer-Encoding: base64", "Content-Encoding: gzip"])
async def test_encoded_part_is_refused(house: House, name: str) -> None:
    browser, page = await house.begin()
    body = write_parts(find_token(page), (f"{FILE}\r\n{name}", PHOTO[2]))
    assert await post_raw(browser, page.address.path, body) == 415


FIELD = b'--XX\r\nContent-Disposition: form-data; name="a"\r\n\r\n'
ODD = {
    "no boundary": (b"--YY\r\n\r\n\r\n--YY--\r\n", 400),
    "nothing": (b"", 400),
    "never ended": (b'--XX\r\nContent-Disposition: form-data; name="token"\r\n\r\nabc', 400),
    "many parts": ((FIELD + b"\r\n") * 30, 413),
    "long field": (FIELD + b"x" * 70_000 + b"\r\n--XX--\r\n", 413),
    "no name": (b"--XX\r\nContent-Disposition: form-data\r\n\r\nabc\r\n--XX--\r\n", 400),
    "forms in forms": (
        FIELD[:-2] + b"Content-Type: multipart/mixed; boundary=Y\r\n\r\n--Y\r\n\r\nx\r\n--Y--\r\n--XX--\r\n",
        400,
    ),
    "long header": (b"--XX\r\nX: " + b"y" * 20_000 + b"\r\n\r\n\r\n--XX--\r\n", 400),
}


@pytest.mark.parametrize("name", ODD)
async def test_odd_forms_are_refused_and_leave_nothing(house: House, name: str) -> None:
    body, status = ODD[name]
    browser, page = await house.begin()
    assert await post_raw(browser, page.address.path, body) == status
    assert await house.rows(Attachment) == []


async def test_whoever_trickles_is_let_go_and_a_slow_telephone_is_not(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(uploaded, "BODY_SECONDS", 1.0)
    monkeypatch.setattr(uploaded, "BYTES_A_SECOND", 2_000)
    browser, page = await house.begin()

    async def send(size: int, pause: float) -> Any:
        body = write_parts(find_token(page), (FILE, samples.make_photo()))
        for at in range(0, len(body), size):
            yield body[at : at + size]
            await asyncio.sleep(pause)

    assert await post_raw(browser, page.address.path, send(1_000, 0.2)) == 200
    try:
        status = await post_raw(browser, page.address.path, send(100, 0.2))
    except aiohttp.ClientError:
        status = 408
    assert status == 408
    assert len(await house.rows(Attachment)) <= 1


async def test_one_browser_sends_one_at_a_time_and_not_without_end(house: House) -> None:
    browser, page = await house.begin()
    pages = await asyncio.gather(
        *(browser.send_files(page, "Add it", {"photo": PHOTO}, "") for _ in range(3))
    )
    assert max(page.status for page in pages) == 429
    assert all("Retry-After" in page.headers for page in pages if page.status == 429)
    statuses = [
        (await browser.send_files(page, "Add it", {"photo": ("x", None, b"<svg/>")}, "")).status
        for _ in range(20)
    ]
    assert statuses[-1] == 429
    other, page = await house.begin()
    assert (await other.send_files(page, "Add it", {"photo": PHOTO}, "")).status == 200


async def test_nothing_of_a_file_is_found_on_the_disk_or_in_a_log(
    house: House, folder: Path, caplog: pytest.LogCaptureFixture, tmp_path: Path
) -> None:
    caplog.set_level("DEBUG")
    browser, page = await house.begin()
    page = await browser.send_files(page, "Add it", {"photo": PHOTO, "voice": VOICE}, WORDS)
    await browser.send_files(page, "Add it", {"photo": (samples.CANARY, None, b"<svg/>")}, WORDS)
    await browser.press(await browser.skip_all(await browser.press(page, "Next")), "Send")
    for canary in (samples.CANARY, WORDS, "\xff\xd8\xff\xe0"):
        assert canary not in caplog.text
        assert find_words(folder, canary) == []
        assert find_words(tmp_path, canary) == []
    stored = json.dumps([{k: str(v) for k, v in row.items()} for row in await house.rows(Attachment)])
    assert samples.CANARY not in stored


async def test_changed_files_never_crash_it_nor_leave_a_row_without_an_answer(house: House) -> None:
    chance = random.Random(7)
    wholes = [samples.make_photo(), samples.make_png(), samples.make_voice(), samples.make_memo()]
    browser, page = await house.begin()
    for turn in range(16):
        changed = bytearray(wholes[turn % 4])
        for _ in range(chance.choice([1, 8, 60])):
            changed[chance.randrange(len(changed))] = chance.randrange(256)
        page = await browser.send_files(page, "Add it", {"photo": ("x", None, bytes(changed))}, WORDS)
        assert page.status in {200, 422}
        held = len(await house.rows(Attachment))
        assert page.text.count("Take it away") == held
        if held:
            page = await browser.press(page, "Take it away")
    assert await house.rows(Attachment) == []
    await browser.press(await browser.skip_all(await browser.press(page, "Next")), "Send")
    assert await open_stored(house) == {}
    assert await read_words(house) == WORDS

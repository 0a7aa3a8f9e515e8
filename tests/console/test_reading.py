"""Reading: who opens it is written down, and each view holds what the child let it hold."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from yarl import URL

from admin.accounts.roles import Role
from forms.audit import verify_audit
from forms.records import AuditChain, AuditEntry, Response, ResponseAnswer
from forms.units import PutUnit, Update
from tests.attachments import samples
from tests.canary import find_words
from tests.console.staff import OTHER, sign_in

if TYPE_CHECKING:
    from pathlib import Path

    from tests.web.house import Browser, House, Page

NINE = "have_your_say_8_11"
PRIVATE, SAY, ALOUD = "the heron is mine", "the heron may be named", "the heron for everybody"
PHOTO = (f"{samples.CANARY}.jpg", "image/jpeg", samples.make_photo())
VOICE = (f"{samples.CANARY}.m4a", "audio/mp4", samples.make_memo())
WORDS = {"fun": PRIVATE, "best_thing": SAY, "worry": ALOUD, "change_wish": "", "not_front_of": "mum"}
FILES = {"change_wish": {"photo": PHOTO, "voice": VOICE}}
HEARD = {"fun": "only_iro", "best_thing": "iro_may_say", "worry": "read_out", "change_wish": "only_iro"}


async def send_answers(house: House, form_key: str = NINE, **invited: str) -> str:
    """Answer as a child would, with a picture and a voice note; return the response's id."""
    browser, page = await house.begin(form_key, review_ref="R-1", **invited)
    rows = house.parts.library.current(form_key).questions
    while page.has_button("Skip"):
        key = rows[int(page.address.name) - 1].key
        if key in FILES:
            page = await browser.send_files(page, "Next", FILES[key], words=WORDS[key])
        elif key in WORDS:
            page = await browser.press(page, "Next", [("answer", WORDS[key])])
        else:
            page = await browser.press(page, "Skip", [])
    await browser.press(page, "Send")
    [response] = [row for row in await house.rows(Response) if row["submitted_at"]]
    heard = (
        Update(ResponseAnswer, {"response_id": response["id"], "question_key": key}, {"sharing": sharing})
        for key, sharing in HEARD.items()
    )
    await house.parts.store.write(PutUnit(tuple(heard)))
    return str(response["id"])


async def open_view(
    house: House, response_id: str, button: str, role: Role = Role.IRO, **given: str
) -> tuple[Browser, Page]:
    browser = await sign_in(house, role)
    page = await browser.get(f"/console/read/{response_id}")
    return browser, await browser.press(page, button, list(given.items()))


def find_addresses(page: Page) -> list[str]:
    return re.findall(r'src="(/console/read/[^"]+)"', page.html)


async def list_actions(house: House) -> list[tuple[str, str, str]]:
    rows = await house.rows(AuditEntry)
    return [(row["action"], row["role"], row["reason"]) for row in rows if row["action"] != "chain.open"]


async def test_brief_has_everything_and_who_may_hear_it(house: House, folder: Path) -> None:
    response_id = await send_answers(house)
    listed = await (await sign_in(house, Role.IRO)).get("/console/read")
    assert ("/console/meetings/R-1/brief", "R-1") in listed.read.links
    assert response_id not in listed.html
    assert await list_actions(house) == []
    _, brief = await open_view(house, response_id, "Everything")
    assert all(words in brief.text for words in WORDS.values() if words)
    assert brief.text.index("Not in front of") < brief.text.index(PRIVATE)
    assert await list_actions(house) == [("response.open_brief", "reader", "")]
    assert [find_words(folder, words) for words in (PRIVATE, SAY, ALOUD)] == [[], [], []]


async def test_what_was_said_in_a_minute_is_read_like_the_rest(house: House) -> None:
    browser = house.open_browser()
    page = await browser.get(f"/s/{await house.invite(NINE, review_ref='R-1')}")
    page = await browser.press(page, "I have one minute")
    while page.has_button("Skip"):
        page = await browser.press(page, "Skip", [])
    await browser.press(page, "Send")
    [response] = [row for row in await house.rows(Response) if row["submitted_at"]]
    for button in ("Everything", "What may be said", "The sheet"):
        _, page = await open_view(house, response["id"], button)
        assert page.status == 200


async def test_what_may_be_said_is_that_alone(house: House) -> None:
    _, said = await open_view(house, await send_answers(house), "What may be said")
    assert (SAY in said.text, PRIVATE in said.html, ALOUD in said.html) == (True, False, False)
    assert "Not in front of" in said.text


async def test_sheet_shows_no_trace_of_what_is_not_on_it(house: House) -> None:
    _, page = await open_view(house, await send_answers(house), "The sheet")
    sheet = page.html.partition('<article class="sheet">')[2].partition("</article>")[0]
    assert ALOUD in sheet
    assert not any(words in page.html for words in (PRIVATE, SAY))
    assert re.findall(r"<h2>(.*?)</h2>", sheet) == [
        "Is anything on your mind or worrying you?",
        "What people said to this",
    ]
    assert not re.search(r"Mum|skip|withheld|private|\d", re.sub(r"<[^>]*>", "", sheet), re.IGNORECASE)


async def test_drawing_and_voice_are_played_back_and_each_opening_written_down(house: House) -> None:
    response_id = await send_answers(house)
    browser, brief = await open_view(house, response_id, "Everything")
    addresses = find_addresses(brief)
    assert len(addresses) == 2
    kinds = set()
    for address in addresses:
        async with browser.session.get(browser.base.join(URL(address))) as answer:
            content = await answer.read()
            assert answer.headers["Content-Disposition"] == "attachment"
            assert answer.headers["X-Content-Type-Options"] == "nosniff"
            assert answer.headers["Cache-Control"] == "no-store"
            assert samples.CANARY.encode() not in content
            kinds.add(answer.headers["Content-Type"])
        assert (await (await sign_in(house, Role.IRO)).get(address)).status == 404
    assert kinds == {"image/jpeg", "audio/mp4"}
    assert [action for action, _, _ in await list_actions(house)].count("file.open") == 2


async def test_files_of_private_answers_are_on_no_other_view(house: House) -> None:
    response_id = await send_answers(house)
    for button in ("What may be said", "The sheet"):
        _, page = await open_view(house, response_id, button)
        assert find_addresses(page) == []


async def test_manager_says_why(house: House) -> None:
    response_id = await send_answers(house)
    browser, shared = await open_view(house, response_id, "What others", Role.MANAGER)
    assert (PRIVATE in shared.html, SAY in shared.text, ALOUD in shared.text) == (False, True, True)
    glass = await browser.get(f"/console/read/{response_id}/everything")
    refused = await browser.press(glass, "Open it", [])
    assert (refused.status, PRIVATE in refused.html) == (422, False)
    opened = await browser.press(glass, "Open it", [("reason", "reader_away")])
    assert PRIVATE in opened.text
    assert await list_actions(house) == [
        ("response.open_shared", "manager", ""),
        ("response.break_glass", "manager", "reader_away"),
    ]


async def test_feedback_is_not_opened_by_whoever_ran_the_meeting(house: House) -> None:
    browser, page = await house.begin("feedback_parent", audience="parent", review_ref="R-1")
    page = page if page.has_button("Skip") else await browser.get("/conversation/1")
    await browser.press(await browser.skip_all(page), "Send")
    [response] = await house.rows(Response)
    iro = await sign_in(house, Role.IRO)
    assert (await iro.get(f"/console/read/{response['id']}")).status == 404
    assert await list_actions(house) == []
    _, opened = await open_view(house, response["id"], "Everything", Role.MANAGER)
    assert opened.status == 200


async def test_record_is_whole_and_says_where_it_is_not(house: House) -> None:
    response_id = await send_answers(house)
    for _ in range(3):
        await open_view(house, response_id, "Everything")
    store, keys = house.parts.store, house.parts.keys
    assert await verify_audit(store, keys) == (4, [])
    [chain] = await house.rows(AuditChain)
    entry = {"chain_id": chain["id"], "number": 3}
    await store.write(PutUnit((Update(AuditEntry, entry, {"role": "manager"}),)))
    _, [fault] = await verify_audit(store, keys)
    assert "entry 3 was changed" in fault


async def test_what_nobody_looked_through_stands_first_until_it_is_read(house: House) -> None:
    calm = await send_answers(house)
    iro = await sign_in(house, Role.IRO)
    assert "Read these first" not in (await iro.get("/console/read")).text
    for written, said in {
        "so": "Written in Somali: nobody has looked for worrying words automatically. Read this one first.",
        "ar": "Written in Arabic: worrying words were looked for by a draft list that nobody has checked.",
        "ethiopic": "Written in Ethiopic letters: nobody has looked for worrying words automatically.",
    }.items():
        await house.parts.store.write(PutUnit((Update(Response, {"id": calm}, {"written_in": written}),)))
        listed = await iro.get("/console/read")
        first, _, after = listed.text.partition("For meetings in the next")
        assert said in first
        assert said not in after
    before_we_asked = {"written_in": None, "language": "ti"}
    await house.parts.store.write(PutUnit((Update(Response, {"id": calm}, before_we_asked),)))
    assert "Written in Tigrinya" in (await iro.get("/console/read")).text
    door = await iro.get(f"/console/read/{calm}")
    assert "Written in Tigrinya" in door.text
    brief = await iro.press(door, "Everything, for my eyes only")
    assert "Written in Tigrinya" in brief.text
    await iro.get(f"/console/responses/{calm}/read")
    stranger = await sign_in(house, Role.IRO, iro_ref=OTHER)
    assert "Read these first" not in (await stranger.get("/console/read")).text

"""Alerts at work: whoever may know sees what waits and until when; whoever must not sees nothing at all."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from yarl import URL

from admin.accounts.roles import Role
from admin.alerts.watch import look
from admin.console.staff import COOKIE
from admin.sending import SendingParts
from forms.audit import verify_audit
from forms.london import LONDON
from forms.records import Alert, AlertStep, AuditEntry, OutboxMessage
from forms.units import Insert, PutUnit
from tests.canary import find_words
from tests.console.staff import OTHER, add_account, begin_session, sign_in

if TYPE_CHECKING:
    from pathlib import Path

    from tests.web.house import Browser, House, Page

QUEUE = "/console/alerts"
ASK = "Ask someone to contact me"
NINE = "have_your_say_8_11"
NUMBER = "07700 900789 canary, after six"
NOTE = "the heron told the teacher"
HOLDERS = (Role.DUTY, Role.ALLEGATIONS, Role.MANAGER)


def move_to(house: House, written: str) -> None:
    """Let a clock in London show this."""
    house.clock.now = datetime.fromisoformat(written).replace(tzinfo=LONDON)


async def pass_time(house: House, **time: float) -> None:
    house.clock.now += timedelta(**time)
    await watch(house)


async def come_back(house: House, browser: Browser, account_id: str) -> Browser:
    """Sign somebody in again: a session ends soon."""
    token = await begin_session(house, account_id)
    browser.session.cookie_jar.update_cookies({COOKIE: token}, URL(browser.base))
    return browser


async def watch(house: House) -> int:
    parts = house.parts
    return await look(SendingParts(parts.store, parts.keys, parts.settings, parts.clock))


async def call_for_help(house: House, *wishes: tuple[str, str], review_ref: str = "R-1") -> Browser:
    browser, _ = await house.begin(NINE, review_ref=review_ref)
    await browser.press(await browser.get("/help"), ASK, list(wishes))
    return browser


async def find_only(house: House) -> str:
    [alert] = await house.rows(Alert)
    return f"{QUEUE}/{alert['id']}"


async def list_done(house: House) -> list[tuple[str, str]]:
    rows = await house.rows(AuditEntry)
    return [(row["action"], row["role"]) for row in rows if row["action"] != "chain.open"]


async def test_an_alert_goes_from_the_child_to_its_outcome(house: House, folder: Path) -> None:
    move_to(house, "2026-11-30 10:00")
    duty_id, manager_id = await add_account(house, Role.DUTY), await add_account(house, Role.MANAGER)
    duty = await come_back(house, house.open_browser(), duty_id)
    await call_for_help(house, ("how", "phone"), ("not_when", "evening"), ("reach", NUMBER))
    await watch(house)
    queue = await duty.get(QUEUE)
    assert "2 working hours left" in queue.text
    assert "1 alert waits for somebody" in (await duty.get("/console")).text
    address = await find_only(house)
    page = await duty.get(address)
    for said in (
        "Phone me",
        "In the evening",
        "C-1",
        "R-1",
        "Told, on the page of alerts alone: duty, duty worker",
    ):
        assert said in page.text
    assert NUMBER not in page.html

    opened = await duty.press(page, "Open the words")
    assert NUMBER in opened.text
    await pass_time(house, minutes=125)
    manager = await come_back(house, house.open_browser(), manager_id)
    await come_back(house, duty, duty_id)
    assert "Overdue by 5 working minutes" in (await manager.get(QUEUE)).text
    await pass_time(house, seconds=20)
    page = await duty.press(await duty.get(address), "I take this on")
    assert "Taken on by duty" in page.text

    await pass_time(house, minutes=5)
    page = await duty.get(f"{address}/hand-on")
    page = await duty.press(page, "Hand it on", [("post", "manager"), ("words", NOTE)])
    assert "2 working hours left" in page.text
    await pass_time(house, seconds=2)
    page = await manager.press(await manager.get(address), "I take this on")
    assert NOTE in (await manager.press(page, "Open the words")).text
    page = await manager.get(f"{address}/outcome")
    page = await manager.press(page, "Close it", [("code", "spoken"), ("words", "the heron is safe")])
    history = page.text.partition("What happened so far")[2]
    parts = [
        "It was raised.",
        "Told, on the page of alerts alone: duty, duty worker.",
        "Nobody had taken it on in time. It went to the next.",
        "Told, on the page of alerts alone: manager, manager of the reviewing service.",
        "duty took it on.",
        "duty handed it on to: Manager of the reviewing service.",
        "manager took it on.",
        "manager wrote down what came of it: Somebody spoke with them, and they are safe.",
    ]
    places = [history.find(part) for part in parts]
    assert -1 not in places
    assert places == sorted(places)
    assert "Nothing waits" in (await duty.get(QUEUE)).text
    assert address in (await duty.get(f"{QUEUE}?show=closed")).html
    assert await list_done(house) == [
        ("alert.open_words", "duty"),
        ("alert.acknowledge", "duty"),
        ("alert.hand_on", "duty"),
        ("alert.acknowledge", "manager"),
        ("alert.open_words", "manager"),
        ("alert.close", "manager"),
    ]
    assert (await verify_audit(house.parts.store, house.parts.keys))[1] == []
    assert [find_words(folder, words) for words in (NUMBER, NOTE, "the heron is safe")] == [[], [], []]


@pytest.mark.parametrize("role", [Role.IRO, Role.DUTY, Role.MANAGER])
async def test_for_whoever_must_not_know_there_is_no_such_alert(house: House, role: Role) -> None:
    await call_for_help(house, ("must_not_know", "iro"), ("how", "phone"), ("reach", NUMBER))
    address = await find_only(house)
    named = await sign_in(house, role, Role.IRO)
    assert "Nothing waits" in (await named.get(QUEUE)).text
    assert (
        "wait"
        not in (await named.get("/console")).text.replace("Nothing waits", "").partition("What needs")[2]
    )
    for path in ("", "/hand-on", "/outcome"):
        assert (await named.get(address + path)).status == 404
    unknown = await named.get(f"{QUEUE}/{'0' * 32}")
    assert (await named.get(address)).text == unknown.text
    token = named_token(await named.get("/console/me"))
    for path in ("", "/hand-on", "/outcome", "/words", "/answer"):
        fields = [("token", token), ("post", "duty"), ("code", "spoken")]
        assert (await named.post(address + path, fields)).status == 404
    assert await list_done(house) == []
    duty = await sign_in(house, Role.DUTY)
    assert "The IRO" in (await duty.get(address)).text


def named_token(page: Page) -> str:
    form, _ = page.find_form("Sign out")
    return next(field.value for field in form.controls if field.name == "token")


async def test_an_iro_sees_the_alerts_of_their_own_children(house: House) -> None:
    await call_for_help(house)
    address = await find_only(house)
    own, other = await sign_in(house, Role.IRO), await sign_in(house, Role.IRO, iro_ref=OTHER)
    assert address in (await own.get(QUEUE)).html
    assert (await own.get(address)).status == 200
    assert address not in (await other.get(QUEUE)).html
    assert (await other.get(address)).status == 404


async def test_what_is_said_about_an_iro_is_no_iros_even_once_it_is_deleted(house: House) -> None:
    browser, _ = await house.begin("feedback_child", review_ref="R-1")
    await browser.press(await browser.get("/help"), ASK, [])
    [alert] = await house.rows(Alert)
    assert alert["must_not_know"] == "iro"
    await house.parts.store.write(PutUnit((Insert(Alert, make_alert(house, invitation_id="inv-1")),)))
    iro = await sign_in(house, Role.IRO)
    assert "Nothing waits" in (await iro.get(QUEUE)).text
    assert (await iro.get(f"{QUEUE}/{'a' * 32}")).status == 404


def make_alert(house: House, **values: Any) -> dict[str, Any]:
    told = {"id": "a" * 32, "cause": "words", "audience": "child", "raised_at": house.clock.now}
    return Alert(**{**told, "review_ref": "R-1", **values}).model_dump()


async def test_words_in_an_answer_are_opened_by_whoever_takes_it_on_and_no_others(house: House) -> None:
    browser, page = await house.begin(NINE, review_ref="R-1")
    rows = house.parts.library.current(NINE).questions
    while page.has_button("Skip"):
        is_worry = rows[int(page.address.name) - 1].key == "worry"
        page = await browser.press(
            page, "Next" if is_worry else "Skip", [("answer", "he hits me, heron")] if is_worry else []
        )
    address = await find_only(house)
    duty = await sign_in(house, Role.DUTY)
    waiting = await duty.get(address)
    assert "Their answers are not sent yet" in waiting.text
    assert (await duty.post(f"{address}/answer", [("token", named_token(waiting))])).status == 422
    await browser.press(page, "Send")
    page = await duty.get(address)
    assert "heron" not in page.html
    opened = await duty.press(page, "Open the answer")
    assert "he hits me, heron" in opened.text
    assert await list_done(house) == [("alert.open_answer", "duty")]


async def test_an_alert_is_taken_on_once_and_closed_only_after(house: House) -> None:
    await call_for_help(house)
    address = await find_only(house)
    first, second = await sign_in(house, Role.DUTY), await sign_in(house, Role.MANAGER)
    early = await first.press(await first.get(f"{address}/outcome"), "Close it", [("code", "known")])
    assert (early.status, "Take it on first" in early.text) == (422, True)
    seen = await second.get(address)
    await first.press(await first.get(address), "I take this on")
    late = await second.press(seen, "I take this on")
    assert (late.status, "has changed since" in late.text) == (409, True)
    steps = [row["kind"] for row in await house.rows(AlertStep)]
    assert steps.count("acknowledged") == 1


async def test_forms_that_say_nothing_are_refused_with_a_reason(house: House) -> None:
    await call_for_help(house)
    address = await find_only(house)
    duty = await sign_in(house, Role.DUTY)
    page = await duty.press(await duty.get(f"{address}/hand-on"), "Hand it on", [("words", "w" * 2_001)])
    assert (page.status, "Choose to whom" in page.text, "Keep it under" in page.text) == (422, True, True)
    page = await duty.press(await duty.get(f"{address}/outcome"), "Close it", [("code", "nothing")])
    assert (page.status, "Choose what came of it" in page.text) == (422, True)


async def test_it_is_handed_on_only_to_posts_whose_holders_may_know(house: House) -> None:
    await call_for_help(house, ("must_not_know", "iro"))
    address = await find_only(house)
    duty = await sign_in(house, Role.DUTY)
    await sign_in(house, Role.MANAGER, Role.IRO)
    page = await duty.get(f"{address}/hand-on")
    assert ("Duty worker" in page.text, "Manager" in page.text) == (True, False)
    refused = await duty.press(page, "Hand it on", [("post", "manager")])
    assert refused.status == 422


async def test_the_whole_way_is_tried_with_one_button(house: House) -> None:
    for role in HOLDERS:
        await sign_in(house, role)
    administrator = await sign_in(house, Role.ADMINISTRATOR)
    page = await administrator.get(f"{QUEUE}/test")
    assert "No mail server is set up" in page.text
    page = await administrator.press(page, "Try it now")
    assert "Nothing has gone out yet" in page.text
    await watch(house)
    page = await administrator.get(f"{QUEUE}/test")
    assert page.text.count("no way is set up") == 4
    duty = await sign_in(house, Role.DUTY)
    queue = await duty.get(QUEUE)
    assert ("Nothing waits" in queue.text, "A test: nobody is waiting" in queue.text) == (True, True)
    await duty.press(await duty.get(await find_only(house)), "It reached me")
    assert "Somebody said that it reached them" in (await administrator.get(f"{QUEUE}/test")).text
    assert await house.rows(OutboxMessage) == []
    assert (await administrator.get(await find_only(house))).status == 403


async def test_a_mobile_number_is_kept_as_it_is_dialled(house: House) -> None:
    duty = await sign_in(house, Role.DUTY)
    page = await duty.get(f"{QUEUE}/reach")
    assert (await duty.press(page, "Keep it", [("mobile", "020 7946 0000")])).status == 422
    kept = await duty.press(page, "Keep it", [("mobile", "07700 900 123")])
    assert ("It is kept" in kept.text, 'value="07700900123"' in kept.html) == (True, True)
    gone = await duty.press(kept, "Keep it", [("mobile", "")])
    assert "07700" not in gone.html


async def test_a_worker_who_is_worried_raises_an_alert_like_any_other(house: House) -> None:
    worker, duty = await sign_in(house, Role.BUSINESS_SUPPORT), await sign_in(house, Role.DUTY)
    page = await worker.get("/console/paper")
    page = await worker.press(page, "Go on", [("code", await house.invite(NINE, review_ref="R-1"))])
    page = await worker.press(page, "Start typing")
    await worker.press(page, "This worries me")
    assert await watch(house) == 2
    assert "A worker who typed a booklet in is worried" in (await duty.get(QUEUE)).text
    assert (await worker.get(QUEUE)).status == 403

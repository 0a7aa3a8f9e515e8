"""Coding answers: who may read which, one after the other, on record, and never from an address alone."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import TYPE_CHECKING

from yarl import URL

from admin.accounts.roles import Role
from admin.console import kept
from admin.console.staff import COOKIE
from admin.themes.coding import Coded
from forms.records import AuditEntry, Coding, Response
from forms.responses import delete_response
from forms.units import PutUnit
from tests.canary import find_words
from tests.console.planted import OUT, Plant, add_review, plant
from tests.console.staff import OTHER, OWN, add_account, begin_session, sign_in

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from tests.web.house import Browser, House, Page

THEMES, CODE = "/console/themes", "/console/themes/code"
HERON = "the heron stood by Ashford weir"
SECRET = "only my IRO may know of the kingfisher"
AFTER = "nobody asked me about the moorhen"


async def plant_three(house: House) -> dict[str, str]:
    """One that others may hear, one for the IRO alone, and feedback about the meeting."""
    now = house.clock.now
    heard = {"best_thing": OUT}
    return {
        "heard": await plant(house, Plant({"best_thing": HERON}, heard, sent_at=now - timedelta(days=3))),
        "kept": await plant(house, Plant({"worry": SECRET}, sent_at=now - timedelta(days=2))),
        "after": await plant(
            house, Plant({"change_one": AFTER}, form_key="feedback_child", sent_at=now - timedelta(days=1))
        ),
    }


async def start(browser: Browser, circle: str, look: str = "first") -> Page:
    page = await browser.get(THEMES)
    token = page.html.partition('name="token" value="')[2].partition('"')[0]
    return await browser.post(CODE, [("token", token), ("circle", circle), ("look", look)])


async def read_codings(house: House) -> set[tuple[str, str, bool, str]]:
    rows = await house.rows(Coding)
    return {(row["response_id"], row["question_key"], row["is_second"], row["theme_key"]) for row in rows}


async def test_manager_codes_what_others_may_hear_and_is_told_of_the_rest(house: House, folder: Path) -> None:
    planted = await plant_three(house)
    manager = await sign_in(house, Role.MANAGER)
    page = await manager.get(THEMES)
    assert "0 of 1 coded" in page.text
    assert "1 more answers in words are only for the person who reads them." in page.text
    assert HERON not in page.text
    page = await start(manager, "child_before")
    assert HERON in page.text
    assert "0 of 1 coded" in page.text
    page = await manager.press(page, "Next", [("theme", "friends_fun"), ("theme", "no_such_theme")])
    assert "nothing left to code" in page.text
    assert SECRET not in page.text
    assert await read_codings(house) == {
        (planted["heard"], "best_thing", False, ""),
        (planted["heard"], "best_thing", False, "friends_fun"),
    }
    on_record = [
        (row["action"], row["role"], row["about"], row["reason"]) for row in await house.rows(AuditEntry)
    ]
    about = (planted["heard"], "best_thing")
    assert on_record[1:] == [("theme.open_answer", "manager", *about), ("theme.code", "manager", *about)]
    assert find_words(folder, HERON) == []


async def test_page_shows_what_it_knew_while_it_counts_anew(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept, "AT_ONCE_SECONDS", 0.0)
    await plant_three(house)
    iro = await sign_in(house, Role.IRO)
    page = await iro.get(THEMES)
    assert "is being counted" in page.text
    assert "0 coded" in page.text
    assert "All coded" not in page.text
    page = await wait_until(iro, "0 of 2 coded")
    assert "counted" not in page.text
    await plant(house, Plant({"worry": "a grebe"}))
    page = await iro.get(THEMES)
    assert ("0 of 2 coded" in page.text, "are being counted anew" in page.text) == (True, True)
    page = await wait_until(iro, "0 of 3 coded")
    assert "counted" not in page.text


async def wait_until(browser: Browser, said: str) -> Page:
    """Open the page again until it says this."""
    for _ in range(3_000):
        if said in (page := await browser.get(THEMES)).text:
            return page
        await asyncio.sleep(0.02)
    raise TimeoutError(said)


async def test_iro_codes_all_of_their_own_children_and_no_feedback(house: House) -> None:
    planted = await plant_three(house)
    await add_review(house, "R-2", child_ref="C-2", iro_ref=OTHER)
    await plant(house, Plant({"worry": "another child's grebe"}, review_ref="R-2"))
    iro = await sign_in(house, Role.IRO)
    page = await start(iro, "child_before")
    assert HERON in page.text
    page = await iro.press(page, "Nothing to code", [])
    assert SECRET in page.text
    assert "1 of 2 coded" in page.text
    page = await iro.press(page, "Next", [("theme", "worker_changes")])
    assert "nothing left to code" in page.text
    assert "2 of 2 coded." in page.text
    assert "nothing left to code" in (await start(iro, "child_after")).text
    token = page.html.partition('name="token" value="')[2].partition('"')[0]
    forged = [("answer", f"{planted['after']}/change_one"), ("act", "save"), ("theme", "listened")]
    await iro.post(CODE, [("token", token), ("circle", "child_after"), *forged])
    assert planted["after"] not in {coding[0] for coding in await read_codings(house)}
    assert {row["role"] for row in await house.rows(AuditEntry)} == {"service", "reader"}


async def test_manager_who_ran_the_meeting_finds_nothing_of_it(house: House) -> None:
    await plant_three(house)
    account_id = await add_account(house, Role.MANAGER, iro_ref=OWN)
    mine = await open_as(house, account_id)
    assert AFTER not in (await start(mine, "child_after")).text
    assert AFTER in (await start(await sign_in(house, Role.MANAGER), "child_after")).text


async def open_as(house: House, account_id: str) -> Browser:
    browser = house.open_browser()
    token = await begin_session(house, account_id)
    browser.session.cookie_jar.update_cookies({COOKIE: token}, URL(browser.base))
    return browser


async def test_leave_cover_and_other_roles_code_nothing(house: House) -> None:
    await plant_three(house)
    assert (
        "nothing left to code"
        in (await start(await sign_in(house, Role.IRO, iro_ref=OTHER), "child_before")).text
    )
    for role in (Role.ANALYST, Role.BUSINESS_SUPPORT, Role.ADMINISTRATOR):
        assert (await (await sign_in(house, role)).get(THEMES)).status == 403


async def test_last_one_is_taken_back_and_shown_again(house: House) -> None:
    planted = await plant_three(house)
    iro = await sign_in(house, Role.IRO)
    page = await iro.press(await start(iro, "child_before"), "Next", [("theme", "school")])
    assert SECRET in page.text
    assert "1 of 2 coded" in page.text
    page = await iro.press(page, "Undo the last", [])
    assert HERON in page.text
    assert "0 of 2 coded" in page.text
    assert await read_codings(house) == set()
    page = await iro.press(page, "Next", [("theme", "home")])
    assert (planted["heard"], "best_thing", False, "home") in await read_codings(house)


async def test_later_goes_past_and_comes_round_again(house: House) -> None:
    await plant_three(house)
    iro = await sign_in(house, Role.IRO)
    page = await iro.press(await start(iro, "child_before"), "Later", [])
    assert SECRET in page.text
    assert await house.rows(Coding) == []
    assert HERON in (await iro.press(page, "Later", [])).text


async def test_what_a_colleague_coded_is_coded_again_without_seeing_theirs(house: House) -> None:
    planted = await plant_three(house)
    first, second = await sign_in(house, Role.MANAGER), await sign_in(house, Role.MANAGER)
    page = await start(first, "child_before")
    await first.press(page, "Next", [("theme", "friends_fun"), ("theme", "school")])
    assert "nothing left to code" in (await start(first, "child_before", "second")).text
    page = await start(second, "child_before", "second")
    assert HERON in page.text
    assert "checked" not in page.html
    await second.press(page, "Next", [("theme", "friends_fun")])
    assert (planted["heard"], "best_thing", True, "friends_fun") in await read_codings(house)
    said = (await second.get(THEMES)).text
    assert "In 0 of 1 answers both chose the very same themes (0 %)." in said


async def test_nothing_is_coded_twice_or_once_it_is_gone(house: House) -> None:
    planted = await plant_three(house)
    one, other = await sign_in(house, Role.MANAGER), await sign_in(house, Role.MANAGER)
    pages = [await start(browser, "child_before") for browser in (one, other)]
    await one.press(pages[0], "Next", [("theme", "school")])
    await other.press(pages[1], "Next", [("theme", "home")])
    assert {coding[3] for coding in await read_codings(house)} == {"", "school"}
    [row] = [row for row in await house.rows(Response) if row["id"] == planted["after"]]
    page = await start(one, "child_after")
    await house.parts.store.write(PutUnit(delete_response(row)))
    await one.press(page, "Next", [("theme", "listened")])
    assert planted["after"] not in {coding[0] for coding in await read_codings(house)}


async def test_an_address_opens_nothing(house: House) -> None:
    await plant_three(house)
    manager = await sign_in(house, Role.MANAGER)
    page = await manager.get(CODE)
    assert str(page.address.path) == THEMES
    assert [row["action"] for row in await house.rows(AuditEntry)] == []


async def plant_many(house: House, count: int) -> list[str]:
    now = house.clock.now
    return [
        await plant(
            house,
            Plant(
                {"change_one": f"the papers came late again, {number} days"},
                form_key="feedback_child",
                sent_at=now - timedelta(days=9, minutes=number),
            ),
        )
        for number in range(count)
    ]


async def test_what_was_learned_is_suggested_and_never_ticked(house: House, folder: Path) -> None:
    for response_id in await plant_many(house, 12):
        coded = Coded(response_id, "change_one", frozenset({"papers"}), "a-worker")
        await house.parts.store.write(PutUnit(tuple(coded.list_rows(house.clock.now))))
    next_one = {"change_one": "please send papers sooner"}
    await plant(house, Plant(next_one, form_key="feedback_child"))
    await plant(house, Plant({"worry": SECRET}))
    manager = await sign_in(house, Role.MANAGER)
    page = await manager.get(THEMES)
    assert "Nothing is learned at the moment" in page.text
    assert "suggested" not in (await start(manager, "child_after")).text
    page = await manager.press(page, "Learn from what we coded", [])
    assert "Learned from 12 coded answers" in page.text
    assert "Too few to learn from, with fewer than 10 coded answers: Being listened to" in page.text
    learned = [row for row in await house.rows(AuditEntry) if row["action"] == "theme.learn"]
    assert len({row["about"] for row in learned}) == 12
    page = await start(manager, "child_after")
    assert page.html.count("suggested</span>") == 1
    assert "Reports and papers suggested" in page.text
    assert "checked" not in page.html
    assert find_words(folder, "papers came late") == []
    house.clock.now += timedelta(days=1)
    assert "Nothing is learned at the moment" in (await (await sign_in(house, Role.MANAGER)).get(THEMES)).text


async def test_what_is_for_the_iro_alone_teaches_nothing(house: House) -> None:
    for number in range(12):
        response_id = await plant(house, Plant({"worry": f"{SECRET} {number}"}))
        coded = Coded(response_id, "worry", frozenset({"safe"}), "a-worker")
        await house.parts.store.write(PutUnit(tuple(coded.list_rows(house.clock.now))))
    both = await sign_in(house, Role.MANAGER, Role.IRO)
    page = await both.press(await both.get(THEMES), "Learn from what we coded", [])
    assert "Learned from 0 coded answers" in page.text
    assert "theme.learn" not in {row["action"] for row in await house.rows(AuditEntry)}
    iro = await sign_in(house, Role.IRO)
    assert not (await iro.get(THEMES)).has_button("Learn from what we coded")

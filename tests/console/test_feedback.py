"""Feedback: words for the manager alone, sums for each IRO alone, and nobody beside anybody."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from admin.accounts.roles import Role
from admin.console.routes import ROUTES
from forms.records import AnonymousResponse, AuditEntry, Cover, Response, Shared
from forms.units import Insert, PutUnit, Update
from tests.canary import find_words
from tests.console.about_meetings import add_feedback, many
from tests.console.staff import OTHER, OWN, add_account, begin_session, sign_in
from tests.console.test_complaints import send_feedback
from tests.web.test_choice import press_way

if TYPE_CHECKING:
    from pathlib import Path

    from tests.web.house import Browser, House, Page

FEEDBACK, MINE, SHARE = "/console/feedback", "/console/feedback/mine", "/console/feedback/share"
HERON, LEARNED = "the heron was talked over", "take more time at the start"
FAIR, SAID, SCORE = "Were you treated fairly?", "Were you able to say", "How was the meeting for you?"


async def list_actions(house: House) -> list[tuple[str, str, str]]:
    rows = await house.rows(AuditEntry)
    return [(row["action"], row["role"], row["about"]) for row in rows if row["by"]]


async def send_without_name(house: House, words: str) -> None:
    browser = house.open_browser()
    page = await browser.get(
        f"/s/{await house.invite('feedback_parent', audience='parent', review_ref='R-1')}"
    )
    page = await press_way(browser, page, "unnamed")
    while page.has_button("Skip"):
        given = [("answer", words)] if "should we change" in page.text else []
        page = await browser.press(page, "Next" if given else "Skip", given)
    await browser.press(page, "Send")


async def see_mine(house: House, iro_ref: str = OWN, path: str = MINE) -> Page:
    return await (await sign_in(house, Role.IRO, iro_ref=iro_ref)).get(path)


async def test_manager_finds_feedback_and_no_words_stand_there(house: House) -> None:
    response_id, _ = await send_feedback(house, "no")
    manager = await sign_in(house, Role.MANAGER)
    page = await manager.get(FEEDBACK)
    assert f"/console/read/{response_id}" in page.html
    assert "not yet" in page.text
    opened = await manager.press(await manager.get(f"/console/read/{response_id}"), "Everything", [])
    assert opened.status == 200
    again = await manager.get(FEEDBACK)
    assert "not yet" not in again.text
    for path, is_there in (
        ("?form=feedback_parent", True),
        ("?form=feedback_carer", False),
        ("?audience=parent&from=20/11/2026&to=20/11/2026", True),
        ("?from=21/11/2026", False),
        ("?to=2026-11-19", False),
    ):
        assert (response_id in (await manager.get(FEEDBACK + path)).html) is is_there, path
    wrong = await manager.get(f"{FEEDBACK}?from=soon")
    assert (wrong.status, "Write a day such as" in wrong.text) == (422, True)


async def test_nobody_else_comes_in(house: House) -> None:
    for role in set(Role) - {Role.MANAGER}:
        browser = await sign_in(house, role)
        assert (await browser.get(FEEDBACK)).status == 403
        assert (await browser.get(SHARE)).status == 403
    assert (await (await sign_in(house, Role.MANAGER)).get(MINE)).status == 403


async def test_manager_who_runs_meetings_reads_nothing_about_their_own(house: House) -> None:
    response_id, _ = await send_feedback(house, "no")
    both = await sign_in(house, Role.MANAGER, Role.IRO, iro_ref=OWN)
    assert response_id not in (await both.get(FEEDBACK)).html
    assert (await both.get(f"/console/read/{response_id}")).status == 404
    other = await sign_in(house, Role.MANAGER, Role.IRO, iro_ref=OTHER)
    assert response_id in (await other.get(FEEDBACK)).html
    assert (await other.get(f"/console/read/{response_id}")).status == 200


async def test_answer_without_a_name_is_listed_once_its_week_is_over(house: House) -> None:
    await send_without_name(house, HERON)
    [row] = await house.rows(AnonymousResponse)
    manager = await sign_in(house, Role.MANAGER)
    address = f"{FEEDBACK}/anonymous/{row['id']}"
    assert row["id"] not in (await manager.get(FEEDBACK)).html
    refused = await manager.press(await manager.get(address), "Open it", [])
    assert (refused.status, HERON in refused.html) == (404, False)
    house.clock.now += timedelta(days=3)
    manager = await sign_in(house, Role.MANAGER)
    assert address in (await manager.get(FEEDBACK)).html
    door = await manager.get(address)
    assert HERON not in door.html
    assert HERON in (await manager.press(door, "Open it", [])).text


async def test_record_of_opening_it_names_the_week_alone(house: House) -> None:
    await send_without_name(house, HERON)
    [row] = await house.rows(AnonymousResponse)
    house.clock.now += timedelta(days=7)
    manager = await sign_in(house, Role.MANAGER)
    door = await manager.get(f"{FEEDBACK}/anonymous/{row['id']}")
    await manager.press(door, "Open it", [])
    assert await list_actions(house) == [
        ("response.open_brief", "manager", "anonymous/feedback_parent/2026-11-16")
    ]
    assert all(row["id"] not in str(dict(entry)) for entry in await house.rows(AuditEntry))


async def test_iro_sees_whole_tables_of_a_year_that_is_over(house: House) -> None:
    answers = {
        "fair": many(yes=14, no=8),
        "could_say": many(yes=12, partly=6, no=4),
        "understood": many(yes=19, skip=3),
        "meeting_score": many(_1=2, _2=4, _4=8, _5=8),
    }
    await add_feedback(house, OWN, answers)
    page = await see_mine(house)
    assert "April 2025 to March 2026" in page.text
    assert "22 people sent it" in page.text
    assert re.search(r"Were you treated fairly\? 22 people answered.*? Yes 14 64 % .*? No 8 36 %", page.text)
    assert re.search(r"Were you able to say.*? Yes 12 55 % Anything else 10 45 %", page.text)
    assert re.search(r"How was the meeting.*? 4 to 5 16 73 % Anything else 6 27 %", page.text)
    assert "Do you understand what was agreed" not in page.text
    assert "The mean is" not in page.text


@pytest.mark.parametrize(("sent", "said"), [(5, "Fewer than 6"), (9, "9 people sent it")])
async def test_too_few_give_no_table(house: House, sent: int, said: str) -> None:
    await add_feedback(house, OWN, {"fair": many(yes=sent)})
    page = await see_mine(house)
    assert said in page.text
    assert FAIR not in page.text
    assert "<td" not in page.html


async def test_running_year_and_free_days_are_not_to_be_had(house: House) -> None:
    await add_feedback(house, OWN, {"fair": many(yes=20)}, datetime(2026, 6, 1, tzinfo=UTC))
    for path in ("", "?year=2026", "?year=2025&from=2026-06-01", "?year=nonsense"):
        assert FAIR not in (await see_mine(house, path=MINE + path)).text


async def test_iro_never_sees_another_not_even_under_leave_cover(house: House) -> None:
    await add_feedback(house, OTHER, {"fair": many(yes=17, no=8)})
    account_id = await add_account(house, Role.IRO, iro_ref=OWN)
    cover = {"id": "0" * 32, "account_id": account_id, "iro_ref": OTHER}
    today = house.clock.now.date()
    await house.parts.store.write(PutUnit((Insert(Cover, {**cover, "first_on": today, "last_on": today}),)))
    browser = house.open_browser()
    token = await begin_session(house, account_id)
    page = await browser.get(MINE, Cookie=f"__Host-say-staff={token}")
    assert page.status == 200
    assert "17" not in page.text
    assert FAIR in (await see_mine(house, OTHER)).text


async def test_what_is_shared_reaches_one_iro_alone_and_both_ends_are_on_record(
    house: House, folder: Path
) -> None:
    account_id = await add_account(house, Role.IRO, iro_ref=OWN)
    await add_account(house, Role.IRO, iro_ref=OTHER)
    manager = await sign_in(house, Role.MANAGER)
    asked = await manager.get(SHARE)
    refused = await manager.press(asked, "Share it", [("whom", account_id), ("words", LEARNED)])
    assert (refused.status, await house.rows(Shared)) == (422, [])
    given = [("whom", account_id), ("words", LEARNED), ("looked", "yes")]
    for _ in range(2):
        assert "It is shared" in (await manager.press(refused, "Share it", given)).title
    [row] = await house.rows(Shared)
    assert find_words(folder, LEARNED) == []
    other = await sign_in(house, Role.IRO, iro_ref=OTHER)
    page = await other.get(MINE)
    assert row["id"] not in page.html
    token = dict(page.fields("Sign out"))["token"]
    assert (await other.post(MINE, [("token", token), ("shared", row["id"])])).status == 404
    mine = house.open_browser()
    cookie = f"__Host-say-staff={await begin_session(house, account_id)}"
    await sign_in_as(mine, cookie)
    page = await mine.get(MINE)
    assert LEARNED not in page.html
    assert LEARNED in (await mine.press(page, "Read it")).text
    assert [(action, role) for action, role, _ in await list_actions(house)] == [
        ("feedback.share", "manager"),
        ("feedback.open_shared", "iro"),
    ]
    [row] = await house.rows(Shared)
    assert row["seen_at"] == house.clock.now


async def sign_in_as(browser: Browser, cookie: str) -> None:
    name, _, value = cookie.partition("=")
    browser.session.cookie_jar.update_cookies({name: value}, browser.base)


def find_rows(html: str) -> list[list[str]]:
    """Return the cells of each row of each table, without marks."""
    rows = re.findall(r"<tr.*?</tr>", html, re.DOTALL)
    return [[re.sub(r"<[^>]*>", "", cell).strip() for cell in re.split(r"</t[hd]>", row)] for row in rows]


async def test_no_page_is_a_league_table(house: House) -> None:
    """Whoever looks, wherever: no page names two IROs and puts a figure beside each."""
    for iro_ref in (OWN, OTHER):
        await add_feedback(house, iro_ref, {"fair": many(yes=21, no=12)})
        await add_account(house, Role.IRO, iro_ref=iro_ref, name=f"Person of {iro_ref}")
    pages = [route.address for route in ROUTES if route.method == "GET" and "{" not in route.address]
    everything = await sign_in(house, *Role, iro_ref="IRO-3")
    one = await sign_in(house, Role.IRO, iro_ref=OWN)
    for browser in (everything, one):
        for address in pages:
            page = await browser.get(address)
            with_figure = [
                iro_ref
                for iro_ref in (OWN, OTHER)
                if any(iro_ref in " ".join(row) and has_figure(row) for row in find_rows(page.html))
            ]
            assert len(with_figure) < 2, address


def has_figure(row: list[str]) -> bool:
    return any(re.fullmatch(r"\d[\d,.]*( ?%| of \d+.*)?", cell) for cell in row)


def test_test_of_league_tables_knows_one() -> None:
    html = "<tr><th>Person of IRO-1</th><td>21 of 33</td></tr><tr><th>IRO-2</th><td>64 %</td></tr>"
    assert [has_figure(row) for row in find_rows(html)] == [True, True]


async def test_feedback_that_nobody_looked_through_stands_first_until_it_is_opened(house: House) -> None:
    early, _ = await send_feedback(house, "no")
    house.clock.now += timedelta(days=1)
    late, _ = await send_feedback(house, "no")
    manager = await sign_in(house, Role.MANAGER)
    before = (await manager.get(FEEDBACK)).html
    assert before.index(late) < before.index(early)
    unlooked = Update(Response, {"id": early}, {"written_in": "ar"})
    await house.parts.store.write(PutUnit((unlooked,)))
    page = await manager.get(FEEDBACK)
    assert page.html.index(early) < page.html.index(late)
    assert "Written in Arabic:" in page.text
    await manager.press(await manager.get(f"/console/read/{early}"), "Everything", [])
    page = await manager.get(FEEDBACK)
    assert page.html.index(late) < page.html.index(early)
    assert "Written in Arabic" not in page.text

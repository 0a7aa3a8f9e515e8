"""The private brief of a meeting: all of it, in the order it is needed, for the person it is for."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from admin.accounts.accounts import add_cover
from admin.accounts.roles import Role
from admin.console.staff import COOKIE
from admin.recording.wishes import Said, write_wishes
from forms.answering import MessageKind
from forms.last_time import Deed
from forms.messages import Saying, Words, prepare_saying
from forms.records import AuditEntry, Message, Response
from forms.units import PutUnit
from tests.console.planted import MAY_SAY, OUT, TEENS, Plant, add_action, add_note, add_review, plant
from tests.console.staff import OTHER, OWN, add_account, begin_session, sign_in
from tests.web.answered import SAFE_HERE, send

if TYPE_CHECKING:
    from tests.web.house import Browser, House, Page

NINE = "have_your_say_8_11"
PRIVATE, SAY, ALOUD = "the heron is mine", "the heron may be named", "the heron for everybody"
WORDS = {"worry": PRIVATE, "change_wish": SAY, "best_thing": ALOUD}
CHILD = Plant(
    {
        **WORDS,
        "safe_feel": 2,
        "home_feel": 8,
        "who_not_come": ("dad",),
        "how_join": "part",
        "where": None,
        "not_front_of": ("mum", "siblings"),
    },
    {"change_wish": MAY_SAY, "best_thing": OUT, "home_feel": OUT},
    answer_by="web no_words",
)
BRIEF = "/console/meetings/R-1/brief"


async def open_brief(browser: Browser, button: str = "Everything") -> Page:
    return await browser.press(await browser.get(BRIEF), button)


async def list_actions(house: House, *about: str) -> list[tuple[str, str, str]]:
    rows = await house.rows(AuditEntry)
    return [(row["action"], row["role"], row["reason"]) for row in rows if row["about"] in about]


async def list_told(house: House) -> list[tuple[str, str, str]]:
    return [(row["response_id"], row["kind"], row["reason"]) for row in await house.rows(Message)]


def is_in_order(text: str, *words: str) -> bool:
    place = 0
    for each in words:
        place = text.find(each, place)
        if place < 0:
            return False
    return True


async def test_all_of_it_stands_in_the_order_in_which_it_is_needed(house: House) -> None:
    await add_review(house, "R-0", held_on=date(2026, 6, 5), due_on=date(2026, 6, 1))
    await add_action(house, "R-0", Deed("the old heron", "asked the team", told_done="We asked."))
    child = await plant(house, CHILD)
    await plant(house, Plant({"worry": "a carer's owl"}, form_key="carer_before", audience="carer"))
    await add_note(house, child, "a worker's finch")
    brief = await open_brief(await sign_in(house, Role.IRO))
    assert is_in_order(
        brief.text,
        "Not in front of",
        "My mum",
        "Answer only where they answered",
        "Wishes for the meeting",
        "My dad",
        "What the child said",
        ALOUD,
        PRIVATE,
        SAY,
        "What was promised last time",
        "the old heron",
        "From a carer",
        "a carer's owl",
        "What workers noted",
        "a worker's finch",
    )


async def test_each_response_that_is_opened_is_on_record_with_whose_account_it_was(house: House) -> None:
    child = await plant(house, CHILD)
    carer = await plant(house, Plant({"worry": "an owl"}, form_key="carer_before", audience="carer"))
    browser = await sign_in(house, Role.IRO)
    await browser.get(BRIEF)
    assert await list_actions(house, child, carer) == []
    await open_brief(browser)
    assert await list_actions(house, child, carer) == [("response.open_brief", "reader", "")] * 2
    assert all(row["by"] for row in await house.rows(AuditEntry) if row["about"] == child)


async def test_page_wears_the_readers_name_and_is_not_for_printing(house: House) -> None:
    await plant(house, CHILD)
    brief = await open_brief(await sign_in(house, Role.IRO))
    assert brief.html.count("<text") == 2
    assert ">iro</text>" in brief.html
    assert ">20 November 2026, 16:00</text>" in brief.html
    assert "This page is not for printing." in brief.text
    assert 'class="desk private"' in brief.html
    assert "style=" not in brief.html


async def test_scales_are_compared_with_the_last_time_and_nothing_is_judged(house: House) -> None:
    await add_review(house, "R-0", held_on=date(2026, 6, 5), due_on=date(2026, 6, 1))
    before = house.clock.now - timedelta(days=170)
    earlier = Plant({"safe_feel": 4, "home_feel": 8, "feelings_feel": 3, "worry": "old"}, review_ref="R-0")
    then = await plant(house, Plant(**{**vars(earlier), "sent_at": before}))
    await plant(house, Plant({"safe_feel": 2, "home_feel": 8, "feelings_feel": 7, "friends_feel": 5}))
    brief = await open_brief(await sign_in(house, Role.IRO))
    since = brief.text[brief.text.index("Since last time") :]
    assert is_in_order(since, "How do you feel about the place", "the same as last time")
    assert is_in_order(since, "How have you felt inside", "higher than last time")
    assert is_in_order(
        since,
        "How safe do you feel?",
        "0 is not safe at all",
        "2",
        "4",
        "3 June 2026",
        "lower than last time",
    )
    assert "How are things with your friends?" not in since
    assert "old" not in brief.text.split()
    assert await list_actions(house, then) == [("response.compare", "reader", "")]


async def test_wishes_of_last_time_stand_with_what_became_of_them(house: House) -> None:
    await add_review(house, "R-0", held_on=date(2026, 6, 5), due_on=date(2026, 6, 1))
    keys, now = house.parts.keys, house.clock.now
    came = [Said("who_come", "partly", "a wren could not come"), Said("where", "met")]
    await house.parts.store.write(PutUnit(tuple(write_wishes(keys, "R-0", came, now))))
    await plant(house, CHILD)
    brief = await open_brief(await sign_in(house, Role.IRO))
    last = brief.text[brief.text.index("Their wishes for the last meeting") :]
    assert is_in_order(last, "Where it is", "Met", "Who should be there", "Partly", "a wren could not come")


async def test_reply_that_is_owed_stands_there_until_it_was_heard(house: House) -> None:
    child = await plant(house, CHILD)
    parts, due = house.parts, date(2026, 11, 25)
    [row] = await house.rows(Response)
    saying = Saying(MessageKind.REPLY, "acc-1", Words("more will follow"), promised_on=due)
    said = await prepare_saying(parts.store, parts.keys, row, saying, now=house.clock.now)
    assert await parts.store.write(said)
    brief = await open_brief(await sign_in(house, Role.IRO))
    assert "A reply was promised by 25 November 2026" in brief.text
    assert child in brief.html


async def test_five_faces_and_ten_points_are_not_held_against_each_other(house: House) -> None:
    await add_review(house, "R-0", held_on=date(2026, 6, 5), due_on=date(2026, 6, 1))
    before = house.clock.now - timedelta(days=170)
    await plant(house, Plant({"safe_feel": 4}, form_key=NINE, review_ref="R-0", sent_at=before))
    await plant(house, Plant({"safe_feel": 2}))
    brief = await open_brief(await sign_in(house, Role.IRO))
    assert "asked on another scale last time" in brief.text
    assert "lower" not in brief.text


async def test_check_in_between_is_read_before_the_next_meeting(house: House) -> None:
    await add_review(house, "R-0", held_on=date(2026, 6, 5), due_on=date(2026, 6, 1))
    await plant(
        house,
        Plant({"change_wish": "a heron by the river"}, {"change_wish": OUT}, "check_in", review_ref="R-0"),
    )
    browser = await sign_in(house, Role.IRO)
    assert "a heron by the river" in (await open_brief(browser)).text
    assert "a heron by the river" in (await open_brief(browser, "The sheet")).text
    assert "Nobody has sent anything" in (await browser.get("/console/meetings/R-0/brief")).text


async def test_feedback_is_in_no_paper_of_a_meeting(house: House) -> None:
    after = Plant({"feedback_well": "a gull"}, form_key="feedback_parent", audience="parent")
    form = house.parts.library.current(after.form_key)
    key = next(question.key for question in form.questions if question.kind == "text")
    await plant(house, Plant({key: "a gull"}, form_key="feedback_parent", audience="parent"))
    for role in (Role.IRO, Role.MANAGER):
        assert "Nobody has sent anything" in (await (await sign_in(house, role)).get(BRIEF)).text


async def test_manager_reads_without_a_reason_what_others_may_hear_and_no_more(house: House) -> None:
    child = await plant(house, CHILD)
    browser = await sign_in(house, Role.MANAGER)
    shared = await open_brief(browser, "What others may hear")
    assert [words in shared.html for words in (SAY, ALOUD, PRIVATE)] == [True, True, False]
    assert ("How safe do you feel?" in shared.html, "My dad" in shared.html) == (False, False)
    assert "There is more, for the IRO alone." in shared.text
    assert await list_actions(house, child) == [("response.open_shared", "manager", "")]
    assert await list_told(house) == []


async def test_manager_is_not_told_of_more_where_there_is_none(house: House) -> None:
    await plant(house, Plant({"best_thing": ALOUD, "worry": None}, {"best_thing": OUT}))
    shared = await open_brief(await sign_in(house, Role.MANAGER), "What others may hear")
    assert "There is more" not in shared.text


async def test_glass_breaks_with_a_reason_and_the_child_is_told_in_the_same_moment(house: House) -> None:
    child = await plant(house, CHILD)
    carer = await plant(house, Plant({"worry": "an owl"}, form_key="carer_before", audience="carer"))
    browser = await sign_in(house, Role.MANAGER)
    glass = await browser.get(f"{BRIEF}/everything")
    for given in ([], [("reason", "curious")]):
        refused = await browser.press(glass, "Open it", given)
        assert (refused.status, PRIVATE in refused.html) == (422, False)
    assert (await list_actions(house, child, carer), await list_told(house)) == ([], [])
    opened = await browser.press(glass, "Open it", [("reason", "safety")])
    assert PRIVATE in opened.text
    assert "an owl" in opened.text
    assert await list_actions(house, child, carer) == [("response.break_glass", "manager", "safety")] * 2
    assert await list_told(house) == [(child, "told", "safety")]
    await browser.press(glass, "Open it", [("reason", "safety")])
    assert len(await list_told(house)) == 1


async def test_leave_cover_reads_as_the_iro_and_the_child_is_told_once(house: House) -> None:
    child = await plant(house, CHILD)
    browser = await cover_for(house)
    for _ in range(2):
        assert PRIVATE in (await open_brief(browser)).text
    assert await list_actions(house, child) == [("response.open_brief", "cover", "cover")] * 2
    assert await list_told(house) == [(child, "told", "cover")]


async def cover_for(house: House) -> Browser:
    """Sign in another IRO who stands in for that of the child, today."""
    account_id = await add_account(house, Role.IRO, iro_ref=OTHER)
    today = house.clock.now.date()
    await house.parts.store.write(PutUnit((add_cover(account_id, OWN, today, today),)))
    browser = house.open_browser()
    token = await begin_session(house, account_id)
    browser.session.cookie_jar.update_cookies({COOKIE: token}, browser.base)
    return browser


@pytest.mark.parametrize("is_cover", [True, False])
async def test_child_reads_who_opened_it_and_why(house: House, *, is_cover: bool) -> None:
    child = await send(house, SAFE_HERE, review_ref="R-1")
    if is_cover:
        await open_brief(await cover_for(house))
    else:
        browser = await sign_in(house, Role.MANAGER)
        glass = await browser.get(f"{BRIEF}/everything")
        await browser.press(glass, "Open it", [("reason", "safety")])
    told = await child.press(await child.get("/conversation/sent"), "Read it")
    assert ("Someone doing their job for now opened what you sent." in told.text) == is_cover
    assert ("A manager opened what you sent, because someone may be hurt." in told.text) != is_cover


async def test_other_iro_finds_nothing(house: House) -> None:
    await plant(house, CHILD)
    browser = await sign_in(house, Role.IRO, iro_ref=OTHER)
    for path in ("", "/say", "/aloud", "/everything"):
        assert (await browser.get(f"{BRIEF}{path}")).status == 404
    listed = await browser.get("/console/read")
    assert "R-1" not in listed.html


async def test_reference_may_hold_any_sign(house: House) -> None:
    await add_review(house, "A/1 b?c#d")
    await plant(house, Plant(CHILD.answers, CHILD.heard, review_ref="A/1 b?c#d"))
    browser = await sign_in(house, Role.IRO)
    listed = await browser.get("/console/read")
    address = next(href for href, text in listed.read.links if text == "A/1 b?c#d")
    brief = await browser.press(await browser.get(address), "Everything")
    assert PRIVATE in brief.text


async def test_list_says_what_is_new_to_whoever_looks(house: House) -> None:
    await plant(house, CHILD)
    await add_review(house, "R-9", child_ref="C-9", due_on=date(2026, 11, 27))
    await plant(house, Plant({"worry": "a wren"}, form_key=TEENS, review_ref="R-9"))
    browser = await sign_in(house, Role.IRO)
    listed = await browser.get("/console/read")
    assert is_in_order(listed.text, "R-9", "1 new", "R-1", "1 new")
    await open_brief(browser)
    assert is_in_order((await browser.get("/console/read")).text, "R-9", "1 new", "R-1", "All read")
    assert is_in_order((await (await sign_in(house, Role.IRO)).get("/console/read")).text, "R-1", "1 new")

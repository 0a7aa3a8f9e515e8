"""Meetings as staff see and record them, from outside."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from admin.accounts.accounts import add_cover
from admin.accounts.roles import Role
from admin.console.meetings.addresses import find_address
from forms.records import Account, AuditEntry, Invitation, Review, ReviewMove, Sitting, WishOutcome
from forms.units import PutUnit
from tests.console.meetings import TODAY, add_meeting, add_several, add_visit
from tests.console.staff import OTHER, OWN, sign_in

if TYPE_CHECKING:
    from tests.web.house import Browser, House, Page

NINE = "have_your_say_8_11"
MEETINGS = "/console/meetings"


async def read_review(house: House, ref: str) -> Any:
    return next(row for row in await house.rows(Review) if row["review_ref"] == ref)


async def read_actions(house: House) -> list[tuple[str, str, str]]:
    rows = await house.rows(AuditEntry)
    return [(row["action"], row["role"], row["about"]) for row in rows if row["action"] != "chain.open"]


def fill(page: Page, button: str, **given: str) -> list[tuple[str, str]]:
    """Fill a page in: what it shows stays, but for what is given."""
    form, _ = page.find_form(button)
    hidden = {control.name for control in form.controls if control.kind == "hidden"}
    shown = [(name, value) for name, value in page.fields(button) if name not in {*given, *hidden}]
    return [*shown, *given.items()]


async def list_refs(browser: Browser, query: str = "") -> list[str]:
    page = await browser.get(f"{MEETINGS}{query}")
    assert page.status == 200
    hrefs = [href for href, _ in page.read.links if href.startswith(f"{MEETINGS}/")]
    return [href.rpartition("/")[2].replace("%20", " ") for href in hrefs]


async def test_an_iro_finds_what_is_to_do_for_their_children(house: House) -> None:
    await add_several(house)
    browser = await sign_in(house, Role.IRO)
    assert await list_refs(browser) == ["overdue", "no code", "conference", "R-1"]
    everything = ["held", "overdue", "no code", "off", "conference", "R-1"]
    assert await list_refs(browser, "?state=all") == everything
    assert await list_refs(browser, "?state=overdue") == ["overdue"]
    assert await list_refs(browser, "?find=theirs&state=all") == []
    page = await browser.get(f"{MEETINGS}?state=no_code")
    assert "Held, no code yet" in page.text
    assert "Sam Okafor" not in page.text, "all are theirs: no column says so"


async def test_a_manager_finds_all_and_chooses(house: House) -> None:
    await add_several(house)
    browser = await sign_in(house, Role.MANAGER)
    assert await list_refs(browser) == ["overdue", "no code", "conference", "theirs", "R-1"]
    assert await list_refs(browser, "?team=South") == ["theirs"]
    assert await list_refs(browser, f"?iro={OTHER}") == ["theirs"]
    assert await list_refs(browser, "?kind=icpc") == ["conference"]
    assert await list_refs(browser, "?from=21/11/2026&to=2026-11-24") == ["conference"]
    assert await list_refs(browser, "?find=C-theirs") == ["theirs"]
    assert await list_refs(browser, "?order=-day") == ["R-1", "theirs", "conference", "no code", "overdue"]
    assert await list_refs(browser, "?state=nonsense&kind=x&page=99") == await list_refs(browser)
    page = await browser.get(MEETINGS)
    assert "Jo Ali" in page.text


async def test_a_list_goes_on_page_by_page(house: House) -> None:
    for number in range(120):
        await add_meeting(house, f"M{number:03}", child="C-1", due_on=TODAY + timedelta(days=number))
    browser = await sign_in(house, Role.MANAGER)
    pages = [await list_refs(browser, f"?page={page}") for page in (1, 2, 3, 4)]
    assert [len(refs) for refs in pages] == [50, 50, 21, 21]
    assert len({ref for refs in pages for ref in refs}) == 121
    first = await browser.get(MEETINGS)
    assert "Showing 1\N{EN DASH}50 of 121 meetings" in first.text
    assert (f"{MEETINGS}?page=2", "Next page") in first.read.links


async def test_an_empty_list_says_what_comes_there(house: House) -> None:
    browser = await sign_in(house, Role.IRO, iro_ref=OTHER)
    assert "Nothing to do here" in (await browser.get(MEETINGS)).text


async def test_one_meeting_shows_its_days_who_was_asked_and_who_came(house: House) -> None:
    await add_meeting(house, "M", child="C-1", due_on=date(2026, 12, 16))
    await house.invite(NINE, review_ref="M")
    await house.invite("feedback_child", review_ref="M")
    await add_visit(house, "v", "C-1", outcome="declined")
    browser = await sign_in(house, Role.IRO)
    page = await browser.get(f"{MEETINGS}/M")
    for words in (
        "Wednesday 16 December 2026",
        "Wednesday 2 December 2026 Reminder to whoever has not answered",
        "Friday 11 December 2026 Last call",
        "The 20th working day, with bank holidays, is Monday 18 January 2027.",
        "The child Have your say letter 20 November 2026 no no",
        "for the manager to see",
        "20 November 2026 IRO-1 declined",
        "Not recorded",
    ):
        assert words in page.text, words
    manager = await sign_in(house, Role.MANAGER)
    assert "for the manager to see" not in (await manager.get(f"{MEETINGS}/M")).text


async def test_after_a_meeting_in_one_page(house: House) -> None:
    await add_meeting(house, "M", child="C-1", due_on=TODAY - timedelta(days=1))
    child, page = await house.begin(NINE, review_ref="M")
    await answer(child, page, where="home", who_come="mum", how_join="send_words")
    browser = await sign_in(house, Role.IRO)
    page = await browser.get(f"{MEETINGS}/M/after")
    assert (
        "If the child did not come: PN6 . The child did not come, and sent their own form by then."
        in page.text
    )
    assert "Where it is: Where I live" in page.text
    page = await browser.press(
        page,
        "Record it",
        fill(
            page,
            "Record it",
            mode="in_person",
            over="yes",
            joined="away",
            participation_code="PN6",
            reason_not_attending="did_not_wish",
            child_reason="boring",
            co_chaired="no",
            parent_attended="yes",
            carer_attended="no",
            iro_contact="done",
            iro_contact_on="12/11/2026",
            iro_contact_how="phone",
            iro_contact_alone="yes",
            **{
                "wish-where": "not",
                "because-where": "Canary: the room was too small.",
                "wish-who_come": "met",
                "because-who_come": "dropped, since it was met",
            },
        ),
    )
    assert (page.status, page.address.path) == (200, f"{MEETINGS}/M")
    assert "It is recorded." in page.text
    row = await read_review(house, "M")
    recorded = {
        "held_on": TODAY - timedelta(days=1),
        "mode": "in_person",
        "participation_code": "PN6",
        "reason_not_attending": "did_not_wish",
        "reason_no_views": "",
        "child_reason": "boring",
        "child_joined": "",
        "co_chaired": False,
        "advocate": None,
        "parent_attended": True,
        "carer_attended": False,
        "iro_contact": "done",
        "iro_contact_on": date(2026, 11, 12),
        "iro_contact_how": "phone",
        "iro_contact_alone": True,
        "recorded_at": house.clock.now,
    }
    assert {name: row[name] for name in recorded} == recorded
    wishes = {row["wish"]: row for row in await house.rows(WishOutcome)}
    assert {wish: row["outcome"] for wish, row in wishes.items()} == {"where": "not", "who_come": "met"}
    assert b"Canary" not in wishes["where"]["sealed"]
    assert wishes["who_come"]["sealed"] is None
    assert [action for action, role, _ in await read_actions(house) if role == "iro"] == [
        "response.open_wishes",
        "meeting.record",
    ]
    again = await browser.get(f"{MEETINGS}/M/after")
    assert "Canary: the room was too small." in again.html
    assert "PN6" in dict(again.fields("Record it"))["participation_code"]


ASKED = {
    "where": "Where would you like the meeting to be?",
    "who_come": "Who do you want to be there?",
    "how_join": "How do you want to take part?",
}


async def answer(browser: Browser, page: Page, **chosen: str) -> None:
    """Answer these questions of a child's form, skip the others, and send it."""
    left = {ASKED[key]: value for key, value in chosen.items()}
    while page.has_button("Skip"):
        asked = next((label for label in left if label in page.text), None)
        given = [("answer", left.pop(asked))] if asked else []
        page = await browser.press(page, "Next" if asked else "Skip", given)
    assert left == {}
    await browser.press(page, "Send")


async def test_what_does_not_fit_is_said_and_kept_if_somebody_is_sure(house: House) -> None:
    await add_meeting(house, "M", due_on=TODAY)
    browser = await sign_in(house, Role.IRO)
    page = await browser.get(f"{MEETINGS}/M/after")
    given = {"over": "yes", "joined": "all", "participation_code": "PN7", "child_reason": "boring"}
    page = await browser.press(page, "Record it", fill(page, "Record it", **given))
    assert page.status == 422
    assert "PN7 says that the child was not there, and you say that they were." in page.text
    assert "You give a reason for not coming" in page.text
    assert (await read_review(house, "M"))["held_on"] is None
    page = await browser.press(page, "Keep it as it is")
    assert page.status == 200
    assert (await read_review(house, "M"))["participation_code"] == "PN7"


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"held_on": ""}, "Write the day it was held"),
        ({"held_on": "31/02/2026"}, "Write the day it was held"),
        ({"held_on": "21/11/2026"}, "That day is still to come"),
        ({"iro_contact_on": "soon"}, "Write the day they spoke"),
        ({"over": "no", "participation_code": "PN1"}, "after the last sitting"),
    ],
)
async def test_what_cannot_be_is_refused_and_what_was_typed_stays(
    house: House, given: dict[str, str], said: str
) -> None:
    await add_meeting(house, "M", due_on=TODAY)
    browser = await sign_in(house, Role.MANAGER)
    page = await browser.get(f"{MEETINGS}/M/after")
    page = await browser.press(page, "Record it", fill(page, "Record it", joined="part", **given))
    assert page.status == 422
    assert said in page.text
    assert dict(page.fields("Record it"))["joined"] == "part"
    assert (await read_review(house, "M"))["recorded_at"] is None


async def test_a_meeting_in_two_sittings(house: House) -> None:
    await add_meeting(house, "M", due_on=TODAY - timedelta(days=7))
    browser = await sign_in(house, Role.IRO)
    days = ((TODAY - timedelta(days=7), "no", "virtual"), (TODAY, "yes", "in_person"))
    for held_on, over, mode in days:
        page = await browser.get(f"{MEETINGS}/M/after")
        given = {"held_on": f"{held_on:%d/%m/%Y}", "over": over, "mode": mode}
        page = await browser.press(page, "Record it", fill(page, "Record it", **given))
        assert page.status == 200
    row = await read_review(house, "M")
    assert (row["held_on"], row["mode"]) == (TODAY, "hybrid")
    sittings = [(sat["number"], sat["held_on"]) for sat in await house.rows(Sitting)]
    assert sittings == [(1, TODAY - timedelta(days=7)), (2, TODAY)]
    assert "Sitting 2 held 20 November 2026, in person" in page.text


async def test_a_meeting_moves_and_its_invitations_follow(house: House) -> None:
    await add_meeting(house, "M", child="C-1", due_on=date(2026, 12, 1))
    await house.invite(NINE, review_ref="M")
    browser = await sign_in(house, Role.BUSINESS_SUPPORT)
    page = await browser.get(f"{MEETINGS}/M/move")
    refused = await browser.press(page, "Move it", [("due_on", "nonsense")])
    assert "Write the new day" in refused.text
    page = await browser.press(page, "Move it", [("due_on", "15/12/2026")])
    assert "from 1 December 2026 to 15 December 2026" in page.text
    (invitation,) = await house.rows(Invitation)
    assert f"{invitation['expires_at']:%Y-%m-%d}" == "2027-01-13"
    assert len(await house.rows(ReviewMove)) == 1
    assert await read_actions(house) == [("meeting.move", "business_support", "M")]


async def test_a_meeting_is_stood_down_and_put_on_again(house: House) -> None:
    await add_meeting(house, "M", child="C-1", due_on=date(2026, 12, 1))
    code = await house.invite(NINE, review_ref="M")
    browser = await sign_in(house, Role.MANAGER)
    page = await browser.press(await browser.get(f"{MEETINGS}/M/move"), "Stand it down", [])
    assert "Stood down" in page.text
    assert not (await house.open_browser().get(f"/s/{code}")).has_button("Start")
    page = await browser.press(await browser.get(f"{MEETINGS}/M/move"), "Put it on again", [])
    assert "The meeting is on again" in page.text
    assert (await house.open_browser().get(f"/s/{code}")).has_button("Start")


async def test_the_talk_before_in_its_five_states(house: House) -> None:
    await add_meeting(house, "M", child="C-1")
    browser = await sign_in(house, Role.IRO)
    page = await browser.get(f"{MEETINGS}/M/talk")
    done = {"iro_contact": "done", "iro_contact_how": "video", "iro_contact_alone": "no"}
    page = await browser.press(page, "Record it", fill(page, "Record it", **done))
    assert "Yes, they spoke, by video, with somebody else there" in page.text
    page = await browser.get(f"{MEETINGS}/M/talk")
    page = await browser.press(page, "Record it", fill(page, "Record it", iro_contact="declined"))
    row = await read_review(house, "M")
    assert (row["iro_contact"], row["iro_contact_how"], row["iro_contact_alone"]) == ("declined", "", None)
    assert row["held_on"] is None


async def test_of_two_who_have_the_page_open_the_second_is_told(house: House) -> None:
    await add_meeting(house, "M")
    browser = await sign_in(house, Role.IRO)
    page = await browser.get(f"{MEETINGS}/M/talk")
    other = await browser.get(f"{MEETINGS}/M/talk")
    await browser.press(other, "Record it", fill(other, "Record it", iro_contact="done"))
    page = await browser.press(page, "Record it", fill(page, "Record it", iro_contact="declined"))
    assert page.status == 422
    assert "Somebody recorded something of this meeting" in page.text
    assert (await read_review(house, "M"))["iro_contact"] == "done"
    await browser.press(page, "Record it")
    assert (await read_review(house, "M"))["iro_contact"] == "declined"


async def test_wishes_for_the_iro_alone_are_not_the_managers(house: House) -> None:
    await add_meeting(house, "M", child="C-1")
    child, page = await house.begin(NINE, review_ref="M")
    await answer(child, page, where="home", how_join="someone_speaks")
    manager = await sign_in(house, Role.MANAGER)
    page = await manager.get(f"{MEETINGS}/M/after")
    assert "Where I live" not in page.text
    assert "asked in their own form" not in page.text
    assert await read_actions(house) == []
    iro = await sign_in(house, Role.IRO)
    page = await iro.get(f"{MEETINGS}/M/after")
    assert "Where I live" in page.text
    assert "asked in their own form" in page.text


async def test_whoever_covers_sees_wishes_once_the_child_was_told(house: House) -> None:
    await add_meeting(house, "M", child="C-1")
    child, page = await house.begin(NINE, review_ref="M")
    await answer(child, page, where="home")
    browser = await sign_in(house, Role.IRO, iro_ref=OTHER)
    covering = next(row for row in await house.rows(Account) if row["iro_ref"] == OTHER)
    today = house.clock.now.date()
    await house.parts.store.write(PutUnit((add_cover(covering["id"], OWN, today, today),)))
    page = await browser.get(f"{MEETINGS}/M/after")
    assert "Where I live" not in page.text
    assert "the child is told that somebody stands in" in page.text
    page = await browser.get(f"{MEETINGS}/M/brief")
    opening = next(form for form in page.read.forms if form.action.endswith("/brief"))
    await browser.press(page, opening.buttons()[0].text)
    assert "Where it is: Where I live" in (await browser.get(f"{MEETINGS}/M/after")).text


@pytest.mark.parametrize(
    "ref",
    ["a/b", "50%", "a?b=c#d", "\u00e9 \u00fc", "%2F", "after", "a\\b", "+&;", "'x'", '"<b>', "../x", "..."],
)
async def test_a_reference_may_hold_any_sign(house: House, ref: str) -> None:
    await add_meeting(house, ref, child="C-1")
    browser = await sign_in(house, Role.MANAGER)
    (address,) = [
        href for href, text in (await browser.get(MEETINGS)).read.links if text == " ".join(ref.split())
    ]
    assert address == find_address(ref)
    page = await browser.get(address)
    assert (find_address(ref, "move"), "It moves, or is off") in page.read.links
    page = await browser.get(find_address(ref, "talk"))
    page = await browser.press(page, "Record it", fill(page, "Record it", iro_contact="done"))
    assert (page.status, "It is recorded." in page.text) == (200, True)
    assert (await read_review(house, ref))["iro_contact"] == "done"

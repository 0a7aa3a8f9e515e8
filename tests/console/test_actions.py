"""What was done: kept, told by the safe way, promised by a day, and closed with what came of it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from admin.accounts.roles import Role
from admin.promises import list_promised, list_to_tell
from admin.written_days import write_day
from forms.answering import MessageKind
from forms.audit import verify_audit
from forms.last_time import Deed, Kept, read_action, write_action
from forms.london import london_day
from forms.messages import Saying, write_message
from forms.records import Action, AuditEntry, Message, Response, Review
from forms.units import Insert, PutUnit
from tests.canary import find_words
from tests.console.staff import OTHER, sign_in
from tests.web.answered import SAFE_HERE, send

if TYPE_CHECKING:
    from pathlib import Path

    from tests.web.house import Browser, House, Page

FORM = "have_your_say_12_17_simple"
SAID, TOLD = "the heron stood quite still", "You see the heron every second Saturday."
GIVEN = {
    "review": "R-1",
    "said": SAID,
    "done": "spoke with the team",
    "code": "",
    "outcome": "",
    "tell": "yes",
    "told_said": "You wanted to see the heron.",
    "told_done": TOLD,
    "promised_on": "27/11/2026",
}


async def keep(staff: Browser, **changed: str) -> Page:
    page = await staff.get("/console/done/new?review=R-1")
    return await staff.press(page, "Keep it", list({**GIVEN, **changed}.items()))


async def read_row(house: House) -> Any:
    [row] = await house.rows(Action)
    return row


async def list_audit(house: House) -> list[str]:
    return [row["action"] for row in await house.rows(AuditEntry) if row["action"] != "chain.open"]


async def test_child_is_told_by_the_safe_way_and_the_promise_is_kept(house: House, folder: Path) -> None:
    child = await send(house, SAFE_HERE, FORM, review_ref="R-1")
    iro = await sign_in(house, Role.IRO)
    page = await keep(iro)
    assert (page.status, SAID in page.text, TOLD in page.text) == (200, True, True)
    store = house.parts.store
    promised = await list_promised(store)
    assert [one.promised_on for one in promised if one.is_late(date(2026, 11, 28))] == [date(2026, 11, 27)]
    assert [one for one in promised if one.is_late(date(2026, 11, 27))] == []
    await iro.press(page, "Tell them now", [])
    seen = await child.press(await child.get("/conversation/sent"), "Read it")
    assert TOLD in seen.text
    assert SAID not in seen.html
    row = await read_row(house)
    assert row["told_at"] == house.clock.now
    assert await list_promised(store) == []
    assert "told 20 Nov 2026" in (await iro.get("/console/done")).text
    assert await list_audit(house) == ["action.write", "action.open", "action.tell", "action.open"]
    assert (await verify_audit(store, house.parts.keys))[1] == []
    assert [find_words(folder, words) for words in (SAID, TOLD)] == [[], []]


async def test_without_anything_sent_somebody_tells_them(house: House) -> None:
    iro = await sign_in(house, Role.IRO)
    page = await keep(iro)
    assert not page.has_button("Tell them now")
    await iro.press(page, "I have told them", [])
    row = await read_row(house)
    assert (row["told_at"], bool(row["told_by"])) == (house.clock.now, True)


async def test_what_came_of_it_is_added_later(house: House) -> None:
    iro = await sign_in(house, Role.IRO)
    page = await keep(iro)
    refused = await iro.press(page, "Keep what came of it", [("code", "not_possible"), ("outcome", "")])
    assert (refused.status, "Write why it was not possible." in refused.text) == (422, True)
    why = "there is no room in the car"
    after = await iro.press(page, "Keep what came of it", [("code", "not_possible"), ("outcome", why)])
    assert why in after.text
    row = await read_row(house)
    assert (row["outcome"], row["tells_child"]) == ("not_possible", True)
    assert read_action(house.parts.keys, row).outcome == why
    assert "Not possible" in (await iro.get("/console/done")).text


async def test_promise_can_be_moved_and_is_on_the_list(house: House) -> None:
    iro = await sign_in(house, Role.IRO)
    page = await keep(iro)
    await iro.press(page, "Keep the day", [("promised_on", "24/12/2026")])
    assert (await read_row(house))["promised_on"] == date(2026, 12, 24)
    house.clock.now += timedelta(days=40)
    listed = await (await sign_in(house, Role.IRO)).get("/console/done/promised")
    assert "24 Dec 2026 late" in listed.text
    assert SAID not in listed.html


async def test_only_one_s_own_meetings(house: House) -> None:
    other = {"review_ref": "R-2", "child_ref": "C-1", "iro_ref": OTHER, "due_on": date(2027, 6, 1)}
    iro = await sign_in(house, Role.IRO)
    page = await keep(iro)
    assert "R-1" in (await iro.get("/console/done")).text
    await house.parts.store.write(PutUnit((Insert(Review, other),)))
    assert (await iro.get(str(page.address.path))).status == 404
    assert "R-1" not in (await iro.get("/console/done")).text
    assert "27 Nov 2026" not in (await iro.get("/console/done/promised")).text
    assert (await keep(iro)).status == 422
    manager = await sign_in(house, Role.MANAGER)
    assert SAID in (await manager.get(str(page.address.path))).text


async def test_rows_from_before_there_were_accounts_keep_working(house: House) -> None:
    kept = Kept("R-1", "social_worker", house.clock.now)
    row = write_action(house.parts.keys, "a" * 32, kept, Deed(SAID, "asked", "a letter came"))
    old = {name: row.values[name] for name in ("id", "review_ref", "written_at", "role", "tells_child")}
    sealed = {name: row.values[name] for name in ("sealed_key", "sealed")}
    await house.parts.store.write(PutUnit((Insert(Action, {**old, **sealed}),)))
    iro = await sign_in(house, Role.IRO)
    page = await iro.get(f"/console/done/{'a' * 32}")
    assert SAID in page.text
    assert "a letter came" in page.html
    assert "is not told" in page.text


async def test_a_reply_s_promise_is_kept_by_what_comes_later(house: House) -> None:
    child = await send(house, SAFE_HERE, FORM, review_ref="R-1")
    [response] = [row for row in await house.rows(Response) if row["submitted_at"]]
    iro = await sign_in(house, Role.IRO)
    base = f"/console/responses/{response['id']}/reply"
    for words, promised_on in (("Soon.", "27/11/2026"), ("Now.", "")):
        page = await iro.press(
            await iro.get(base),
            "See it as they will see it",
            [("words", words), ("promised_on", promised_on)],
        )
        await iro.press(page, "Send it", [])
        assert len(await list_promised(house.parts.store)) == 1
        house.clock.now += timedelta(hours=1)
        iro = await sign_in(house, Role.IRO)
    assert await list_to_tell(house.parts.store, date(2026, 11, 22)) == []
    assert len(await list_to_tell(house.parts.store, date(2026, 11, 28))) == 2
    await child.press(await child.get("/conversation/sent"), "Read it")
    assert await list_promised(house.parts.store) == []
    assert len(await house.rows(Message)) == 2


async def test_of_many_who_are_to_be_told_those_that_wait_longest_stand_there(house: House) -> None:
    await send(house, SAFE_HERE, FORM, review_ref="R-1")
    [response] = [row for row in await house.rows(Response) if row["submitted_at"]]
    first_at = house.clock.now - timedelta(days=90)
    house.clock.now += timedelta(days=1)
    said = tuple(
        write_message(
            house.parts.keys,
            f"m{day}",
            response,
            Saying(MessageKind.READ, ""),
            first_at + timedelta(days=day),
        )
        for day in reversed(range(60))
    )
    await house.parts.store.write(PutUnit(said))
    page = await (await sign_in(house, Role.MANAGER)).get("/console/done/promised")
    assert page.html.count(f'href="/console/responses/{response["id"]}/said"') == 50
    assert "10 more wait. Those that wait longest stand here." in page.text
    assert write_day(london_day(first_at)) in page.text
    assert write_day(london_day(said[0].values["written_at"])) not in page.text

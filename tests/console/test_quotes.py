"""Words for the report: only where it was allowed, and never approved by who proposed them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from admin.accounts.roles import Role
from admin.measures.kinds import Definition
from admin.periods import Period
from admin.quotes.proposals import DecideUnit
from admin.summary.summary import summarise
from forms.records import AuditEntry, Quote, Response, ResponseAnswer, Review
from forms.units import PutUnit, Update
from tests.admin.printed import as_json, as_page
from tests.canary import find_words
from tests.console.staff import OTHER, sign_in
from tests.web.answered import send

if TYPE_CHECKING:
    from pathlib import Path

    from tests.web.house import Browser, House, Page

FORM = "have_your_say_12_17"
SAID, WORDING = "the heron stood quite still by Ashford weir", "A bird I know stood quite still."
YES = {"quote_ok": "yes", "best_thing": SAID}


async def send_words(house: House, answers: dict[str, str], sharing: str = "read_out") -> str:
    await send(house, answers, FORM, review_ref="R-1")
    [response] = [row for row in await house.rows(Response) if row["submitted_at"]]
    key = {"response_id": response["id"], "question_key": "best_thing"}
    await house.parts.store.write(PutUnit((Update(ResponseAnswer, key, {"sharing": sharing}),)))
    return str(response["id"])


async def propose(staff: Browser, response_id: str, **changed: str) -> Page:
    page = await staff.get(f"/console/responses/{response_id}/quote")
    given = {"question": "best_thing", "words": WORDING, **changed}
    return await staff.press(page, "Propose it", list(given.items()))


async def count(house: House) -> Any:
    parts, today = house.parts, house.clock.now.date()
    period = Period(date(2026, 11, 1), date(2026, 11, 30))
    return await summarise(parts.store, parts.library, period, Definition.ELIGIBLE, today, keys=parts.keys)


async def hold_meeting(house: House) -> None:
    held = Update(Review, {"review_ref": "R-1"}, {"held_on": date(2026, 11, 20)})
    await house.parts.store.write(PutUnit((held,)))


async def test_second_person_approves_and_then_it_stands_in_the_summary(house: House, folder: Path) -> None:
    response_id = await send_words(house, YES)
    await hold_meeting(house)
    assert (await propose(await sign_in(house, Role.IRO), response_id)).status == 200
    assert as_json(await count(house))["quotes"] == []
    manager = await sign_in(house, Role.MANAGER)
    listed = await manager.get("/console/quotes")
    assert WORDING not in listed.html
    page = await manager.get(next(href for href, text in listed.read.links if text.startswith("Decide")))
    assert WORDING in page.text
    await manager.press(page, "Approve it")
    quoted = {"audience": "child", "form": FORM, "question": "best_thing", "words": WORDING}
    quoted |= {"how": "own_words", "themes": []}
    assert as_json(await count(house))["quotes"] == [quoted]
    assert f"> {WORDING}" in as_page(await count(house))
    actions = [row["action"] for row in await house.rows(AuditEntry)]
    assert actions[-3:] == ["quote.propose", "quote.open", "quote.approve"]
    assert [find_words(folder, words) for words in (SAID, WORDING)] == [[], []]


async def test_who_proposed_it_cannot_approve_it(house: House) -> None:
    response_id = await send_words(house, YES)
    manager = await sign_in(house, Role.MANAGER)
    await propose(manager, response_id)
    [row] = await house.rows(Quote)
    page = await manager.get(f"/console/quotes/{row['id']}")
    assert not page.has_button("Approve it")
    token = page.html.partition('name="token" value="')[2].partition('"')[0]
    posted = await manager.post(f"/console/quotes/{row['id']}", [("token", token), ("act", "approve")])
    assert posted.status == 422
    [row] = await house.rows(Quote)
    assert row["approved_at"] is None
    store, now = house.parts.store, house.clock.now
    assert not await store.write(DecideUnit(row["id"], row["proposed_by"], now, approves=True))
    assert not await store.write(DecideUnit(row["id"], "", now, approves=True))
    assert await store.write(DecideUnit(row["id"], "another", now, approves=False))
    assert not await store.write(DecideUnit(row["id"], "a third", now, approves=True))


@pytest.mark.parametrize(
    ("answers", "sharing"),
    [
        ({"best_thing": SAID}, "read_out"),
        ({"best_thing": SAID, "quote_ok": "no"}, "read_out"),
        (YES, "only_iro"),
        (YES, "what we do not know"),
    ],
    ids=["skipped", "no", "for the IRO alone", "unknown"],
)
async def test_what_may_not_be_quoted_cannot_be_proposed(
    house: House, answers: dict[str, str], sharing: str
) -> None:
    response_id = await send_words(house, answers, sharing)
    iro = await sign_in(house, Role.IRO)
    page = await iro.get(f"/console/responses/{response_id}/quote")
    assert "Nothing here may be quoted." in page.text
    token = page.html.partition('name="token" value="')[2].partition('"')[0]
    given = [("token", token), ("question", "best_thing"), ("words", WORDING)]
    assert (await iro.post(str(page.address.path), given)).status == 422
    assert await house.rows(Quote) == []


async def test_another_iro_finds_nothing_and_no_iro_decides(house: House) -> None:
    response_id = await send_words(house, YES)
    iro = await sign_in(house, Role.IRO)
    await propose(iro, response_id)
    [row] = await house.rows(Quote)
    assert (await iro.get(f"/console/quotes/{row['id']}")).status == 403
    other = await sign_in(house, Role.IRO, iro_ref=OTHER)
    assert (await other.get(f"/console/responses/{response_id}/quote")).status == 404
    assert "Nothing is proposed yet." in (await other.get("/console/quotes")).text
    assert "Waits for a second person" in (await iro.get("/console/quotes")).text


async def keep_action(staff: Browser) -> Page:
    given = {
        "review": "R-1",
        "said": SAID,
        "done": "asked the team",
        "code": "raised",
        "outcome": "",
        "tell": "yes",
        "told_said": "You wanted the heron.",
        "told_done": "We asked.",
        "promised_on": "",
    }
    return await staff.press(await staff.get("/console/done/new"), "Keep it", list(given.items()))


async def test_pair_stands_in_the_summary_once_told_and_approved(house: House) -> None:
    await hold_meeting(house)
    iro = await sign_in(house, Role.IRO)
    page = await keep_action(iro)
    address = f"{page.address.path}/report"
    assert "Tell the child first" in (await iro.get(address)).text
    await iro.press(page, "I have told them", [])
    given = [("said", "Somebody wanted to see birds."), ("done", "The team was asked.")]
    await iro.press(await iro.get(address), "Propose it", given)
    assert as_json(await count(house))["you_said_we_did"] == []
    [row] = await house.rows(Quote)
    manager = await sign_in(house, Role.MANAGER)
    await manager.press(await manager.get(f"/console/quotes/{row['id']}"), "Approve it")
    pair = {"said": "Somebody wanted to see birds.", "done": "The team was asked.", "outcome": "raised"}
    assert as_json(await count(house))["you_said_we_did"] == [pair]
    assert "**You said:** Somebody wanted to see birds." in as_page(await count(house))


async def test_without_keys_no_words_are_in_the_summary(house: House) -> None:
    response_id = await send_words(house, YES)
    await hold_meeting(house)
    await propose(await sign_in(house, Role.IRO), response_id)
    [row] = await house.rows(Quote)
    await house.parts.store.write(DecideUnit(row["id"], "another", house.clock.now, approves=True))
    parts, period = house.parts, Period(date(2026, 11, 1), date(2026, 11, 30))
    counted = await summarise(parts.store, parts.library, period, Definition.ELIGIBLE, house.clock.now.date())
    assert as_json(counted)["quotes"] == []
    assert len((await count(house)).quotes) == 1

"""What came otherwise than by a form: typed by one, approved by another, printed without a name."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from admin.accounts.roles import Role
from admin.gathering.kinds import Kind
from admin.periods import find_month
from forms.records import AuditEntry, GatheredItem
from tests.canary import find_words
from tests.console.staff import sign_in
from tests.console.test_quotes import count
from tests.gathering.typed import CAME, TYPED, WORDING

if TYPE_CHECKING:
    from pathlib import Path

    from tests.web.house import Browser, House, Page

GATHERED = "/console/gathered"


async def add(staff: Browser, kind: Kind, **changed: str) -> Page:
    page = await staff.get(f"{GATHERED}/{kind}/new")
    return await staff.press(page, "Keep it", list({**TYPED[kind], **changed}.items()))


async def open_one(staff: Browser, house: House) -> Page:
    [row] = await house.rows(GatheredItem)
    return await staff.get(f"{GATHERED}/item/{row['id']}")


async def test_compliment_is_typed_by_one_approved_by_another_and_then_shouted_out(
    house: House, folder: Path
) -> None:
    typist, manager = await sign_in(house, Role.BUSINESS_SUPPORT), await sign_in(house, Role.MANAGER)
    listed = await add(typist, Kind.COMPLIMENT)
    assert "Waits to be approved" in listed.text
    assert CAME not in listed.html
    assert "1 gathered and to be approved" in (await manager.get("/console")).text
    assert WORDING not in (await manager.get("/console/shout-outs")).text
    page = await open_one(manager, house)
    assert CAME in page.text
    await manager.press(page, "Approve it")
    shown = await (await sign_in(house, Role.IRO)).get("/console/shout-outs")
    assert WORDING in shown.text
    assert "Carer, e-mail, 12 November 2026" in shown.text
    assert not {"Tola", "Okafor", "Hale"} & set(shown.text.replace(",", " ").split())
    [compliment] = (await count(house)).gathered.compliments
    assert compliment.words == WORDING
    actions = [row["action"] for row in await house.rows(AuditEntry)]
    assert actions[-3:] == ["gathered.add", "gathered.open", "gathered.approve"]
    assert [find_words(folder, words) for words in (CAME, WORDING, "Okafor")] == [[], [], []]


async def test_who_wrote_it_cannot_approve_it(house: House) -> None:
    manager = await sign_in(house, Role.MANAGER)
    await add(manager, Kind.SESSION)
    page = await open_one(manager, house)
    assert not page.has_button("Approve it")
    token = page.html.partition('name="token" value="')[2].partition('"')[0]
    posted = await manager.post(str(page.address.path), [("token", token), ("act", "approve")])
    assert posted.status == 422
    assert (await count(house)).gathered.sessions == ()


async def test_manager_alone_answers_for_pledges_and_figures(house: House) -> None:
    manager = await sign_in(house, Role.MANAGER)
    assert "Approved" in (await add(manager, Kind.PLEDGE)).text
    assert "Approved" in (await add(manager, Kind.ELSEWHERE, last_on="02/11/2026")).text
    gathered = (await count(house)).gathered
    assert (len(gathered.pledges), len(gathered.elsewhere)) == (1, 1)


async def test_business_support_finds_only_the_words_it_typed(house: House) -> None:
    one, other = await sign_in(house, Role.BUSINESS_SUPPORT), await sign_in(house, Role.BUSINESS_SUPPORT)
    await add(one, Kind.COMPLIMENT)
    assert (await open_one(one, house)).status == 200
    for path in ("", "/change", "/back"):
        [row] = await house.rows(GatheredItem)
        assert (await other.get(f"{GATHERED}/item/{row['id']}{path}")).status == 404
    assert (await open_one(await sign_in(house, Role.ANALYST), house)).status == 403


async def test_page_that_is_sent_twice_writes_one(house: House) -> None:
    typist = await sign_in(house, Role.BUSINESS_SUPPORT)
    page = await typist.get(f"{GATHERED}/session/new")
    for _ in range(2):
        await typist.press(page, "Keep it", list(TYPED[Kind.SESSION].items()))
    assert len(await house.rows(GatheredItem)) == 1


async def test_what_is_refused_keeps_what_was_typed(house: House) -> None:
    typist = await sign_in(house, Role.BUSINESS_SUPPORT)
    page = await add(typist, Kind.ELSEWHERE, count="403", last_on="")
    assert page.status == 422
    assert "Write to." in page.text
    assert "the advocacy service" in page.html
    page = await add(typist, Kind.ELSEWHERE, count="403")
    assert "It says more people than they are out of." in page.text
    assert await house.rows(GatheredItem) == []


async def test_change_takes_the_approval_away_and_never_writes_over_another(house: House) -> None:
    typist, manager = await sign_in(house, Role.BUSINESS_SUPPORT), await sign_in(house, Role.MANAGER)
    await add(typist, Kind.SESSION)
    await manager.press(await open_one(manager, house), "Approve it")
    [row] = await house.rows(GatheredItem)
    address = f"{GATHERED}/item/{row['id']}/change"
    mine, theirs = await typist.get(address), await manager.get(address)
    assert TYPED[Kind.SESSION]["words"] in mine.text
    assert 'value="05/11/2026"' in mine.html
    shorter = list({**TYPED[Kind.SESSION], "words": "We made one."}.items())
    changed = await typist.press(mine, "Keep it", shorter)
    assert "Waits to be approved" in changed.text
    again = await manager.press(theirs, "Keep it", shorter)
    assert (again.status, "Somebody changed it" in again.text) == (422, True)
    assert (await count(house)).gathered.sessions == ()


async def test_what_is_taken_back_is_gone_and_why_is_on_record(house: House) -> None:
    typist = await sign_in(house, Role.BUSINESS_SUPPORT)
    await add(typist, Kind.COMPLIMENT)
    [row] = await house.rows(GatheredItem)
    page = await typist.get(f"{GATHERED}/item/{row['id']}/back")
    assert (await typist.press(page, "Delete it")).status == 422
    await typist.press(page, "Delete it", [("why", "asked")])
    assert await house.rows(GatheredItem) == []
    [*_, entry] = await house.rows(AuditEntry)
    assert (entry["action"], entry["about"], entry["reason"]) == (
        "gathered.take_back",
        row["id"],
        "compliment: asked",
    )


@pytest.mark.parametrize(
    ("changed", "is_late"),
    [
        ({"state": "open", "last_on": "31/10/2026"}, True),
        ({"state": "not_yet", "last_on": "31/10/2026"}, True),
        ({"state": "partly", "last_on": "31/10/2026"}, False),
        ({"state": "open", "last_on": "31/12/2026"}, False),
    ],
)
async def test_pledge_that_nobody_kept_stands_on_the_home_page(
    house: House, changed: dict[str, str], *, is_late: bool
) -> None:
    typist = await sign_in(house, Role.BUSINESS_SUPPORT)
    listed = await add(typist, Kind.PLEDGE, **changed)
    assert ("(late)" in listed.text) is is_late
    assert ("1 pledge to children is late" in (await typist.get("/console")).text) is is_late


@pytest.mark.parametrize("month", ["2026-13", "x", "9999-01", "2027-01", "2026-00"])
async def test_month_that_is_none_is_this_one(house: House, month: str) -> None:
    iro = await sign_in(house, Role.IRO)
    page = await iro.get(f"/console/shout-outs?month={month}")
    assert f"Shout outs, {find_month(house.clock.now.date()).name}" in page.text

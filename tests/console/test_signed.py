"""Signing a period in the console: by the manager alone, as it was shown, once; and what differs later."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from admin.accounts.roles import Role
from forms.records import AuditEntry, Review, SignedPeriod
from forms.units import PutUnit, Update
from tests.admin.test_signed import change_past_the_store
from tests.console.staff import sign_in
from tests.console.test_figures import add_reviews

if TYPE_CHECKING:
    from tests.web.house import Browser, House, Page

SIGNED = "/console/signed"
DAYS = "from=2026-07-01&to=2026-09-30"
ID = "2026-07-01_2026-09-30_1"
NEW = f"{SIGNED}/new?{DAYS}"


def read_checksum(page: Page) -> str:
    [found] = set(re.findall(r"<code>([0-9a-f]{64})</code>", page.html))
    return str(found)


async def sign(staff: Browser, *given: tuple[str, str], address: str = NEW) -> Page:
    page = await staff.get(address)
    return await staff.press(page, "Sign for good", [("typed", read_checksum(page)[:8]), *given])


async def code_later(house: House, ref: str = "F-44") -> None:
    """Record another code of a review, after the signature."""
    house.clock.now += timedelta(minutes=1)
    coded = {"participation_code": "PN1", "recorded_at": house.clock.now}
    await house.parts.store.write(PutUnit((Update(Review, {"review_ref": ref}, coded),)))


async def test_a_period_is_signed_as_it_was_shown(house: House) -> None:
    await add_reviews(house)
    manager = await sign_in(house, Role.MANAGER)
    page = await manager.get(NEW)
    assert "42 of 45, 93.3 %" in page.text

    signed = await sign(manager)

    assert signed.address.path == f"{SIGNED}/{ID}"
    assert "42 of 45, 93.3 %" in signed.text
    assert read_checksum(signed) == read_checksum(page)
    [row] = await house.rows(SignedPeriod)
    assert (row["first_on"], row["edition"], row["hidden_below"]) == (date(2026, 7, 1), 1, 6)
    [entry] = [row for row in await house.rows(AuditEntry) if row["action"] == "period.sign"]
    assert (entry["about"], entry["reason"], entry["by"]) == (ID, row["checksum"], row["signed_by"])


@pytest.mark.parametrize("typed", ["", "0000000", "sign"])
async def test_without_the_checksum_typed_nothing_is_signed(house: House, typed: str) -> None:
    await add_reviews(house)
    manager = await sign_in(house, Role.MANAGER)

    page = await manager.press(await manager.get(NEW), "Sign for good", [("typed", typed)])

    assert page.status == 422
    assert "Type the first 8 characters" in page.text
    assert await house.rows(SignedPeriod) == []


async def test_what_was_recorded_meanwhile_is_not_signed_unseen(house: House) -> None:
    await add_reviews(house)
    manager = await sign_in(house, Role.MANAGER)
    page = await manager.get(NEW)
    await code_later(house)

    refused = await manager.press(page, "Sign for good", [("typed", read_checksum(page)[:8])])

    assert refused.status == 422
    assert "another count" in refused.text
    assert "43 of 45" in refused.text
    assert await house.rows(SignedPeriod) == []


async def test_what_came_later_is_listed_and_what_was_signed_stays(house: House) -> None:
    await add_reviews(house)
    manager = await sign_in(house, Role.MANAGER)
    await sign(manager)
    same = await manager.get(f"{SIGNED}/{ID}/differences")
    assert "every figure of July to September 2026 is the one that was signed" in same.text
    await code_later(house)

    page = await manager.get(f"{SIGNED}/{ID}/differences")

    assert (
        "Reviews held in these days about which something was recorded here since, a code among it: 1"
        in page.text
    )
    row = re.search(r"<tr><th[^>]*>Participation</th>(.*?)</tr>", page.html, re.DOTALL)
    assert row is not None
    assert re.findall(r">([^<]+)</td>", row[1]) == ["42 of 45, 93.3 %", "43 of 45, 95.6 %", "+1"]
    assert "Reviews held" not in page.text.partition("Measures")[2].partition("Codes")[0]
    assert "42 of 45" in (await manager.get(f"{SIGNED}/{ID}")).text


async def test_signed_again_it_is_another_edition_with_a_reason(house: House) -> None:
    await add_reviews(house)
    manager = await sign_in(house, Role.MANAGER)
    await sign(manager)
    await code_later(house)

    refused = await sign(manager)
    assert "write why there is to be another edition" in refused.text
    again = await sign(manager, ("reason", "A code came late"))

    assert again.address.path == f"{SIGNED}/{ID[:-1]}2"
    assert "43 of 45" in again.text
    assert "42 of 45" in (await manager.get(f"{SIGNED}/{ID}")).text
    listed = await manager.get(SIGNED)
    assert "A code came late" in listed.text
    assert len(await house.rows(SignedPeriod)) == 2


async def test_only_what_is_over_is_signed(house: House) -> None:
    manager = await sign_in(house, Role.MANAGER)

    page = await manager.get(f"{SIGNED}/new?from=2026-10-01&to=2026-12-31")

    assert page.status == 422
    assert "A period is signed once it is over." in page.text
    assert (await manager.get(f"{SIGNED}/new?from=5&to=4")).status == 422
    assert (await manager.get(f"{SIGNED}/new")).status == 200


async def test_signing_asks_who_it_is_once_more(house: House) -> None:
    await add_reviews(house)
    manager = await sign_in(house, Role.MANAGER)
    house.clock.now += timedelta(minutes=11)

    page = await manager.get(NEW)

    assert page.address.path == "/console/sign-in/again"
    assert (await manager.get(SIGNED)).status == 200


async def test_another_number_of_reviews_is_explained_step_by_step(house: House) -> None:
    house.clock.now = datetime(2026, 10, 10, 9, 0, tzinfo=UTC)
    await add_reviews(house)
    gone = Update(Review, {"review_ref": "F-1"}, {"stood_down": True})
    unheld = Update(Review, {"review_ref": "F-2"}, {"held_on": None})
    uncoded = Update(Review, {"review_ref": "F-3"}, {"participation_code": ""})
    await house.parts.store.write(PutUnit((gone, unheld, uncoded)))
    manager = await sign_in(house, Role.MANAGER)

    page = await manager.get(f"{SIGNED}/reconcile?{DAYS}&theirs=46&source=Case+system")
    ticked = await manager.get(
        f"{SIGNED}/reconcile?{DAYS}&theirs=46&source=Case+system&part=stood_down&part=not_held"
    )

    cells = dict(re.findall(r'<th scope="row">([^<]+)</th><td class="number">([^<]+)</td>', page.html))
    assert (cells["Case system"], cells["Not explained"]) == ("46", "+3")
    assert (cells["Reviews held"], cells["Eligible reviews"]) == ("43", "42")
    explained = dict(re.findall(r'<th scope="row">([^<]+)</th><td class="number">([^<]+)</td>', ticked.html))
    assert (explained["With what is ticked"], explained["Not explained"]) == ("45", "+1")
    assert (await manager.get(f"{SIGNED}/reconcile?theirs=many")).status == 422
    assert (await manager.get(f"{SIGNED}/reconcile?from=1&to=2")).status == 422


async def test_the_report_of_a_signed_period_is_of_what_was_signed(house: House) -> None:
    await add_reviews(house)
    manager = await sign_in(house, Role.MANAGER)
    await sign(manager)
    await code_later(house)

    report = await manager.get("/console/report?period=q2026-07-01")

    assert "These figures were signed on 20 November 2026." in report.text
    assert "42 of 45" in report.text
    assert "43 of 45" not in report.text
    behind = next(href for href, text in report.read.links if text == "What is behind each figure")
    assert (await manager.get(behind)).status == 200


async def test_what_was_changed_after_it_was_signed_is_never_reported(house: House) -> None:
    await add_reviews(house)
    manager = await sign_in(house, Role.MANAGER)
    await sign(manager)
    await change_past_the_store(
        house.parts.store,
        "DROP TRIGGER signed_period_stays_UPDATE",
        "UPDATE signedperiod SET definition = 'x'",
    )

    report = await manager.get("/console/report?period=q2026-07-01")

    assert (report.status, "is not what was signed" in report.text) == (422, True)
    assert "This is not what was signed" in (await manager.get(f"{SIGNED}/{ID}")).text

"""How and when to contact somebody who asked for help: kept with the alert, and never in its way."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from forms.calls import open_notes
from forms.contact import MAX_NOTES
from forms.keys import TamperedError
from forms.records import METADATA, Alert, OutboxMessage, Response
from forms.units import PutUnit, Update
from forms.web.handlers.help import SHOWN_FOR

if TYPE_CHECKING:
    from tests.web.house import Browser, House, Page

ASK = "Ask someone to contact me"
MORE = "Tell the team this too"
NUMBER = "07700 900123 canary, after six"


async def ask_for_help(house: House, *wishes: tuple[str, str]) -> tuple[Browser, Page]:
    browser, _ = await house.begin()
    return browser, await browser.press(await browser.get("/help"), ASK, list(wishes))


async def read_alert(house: House) -> dict[str, Any]:
    [alert] = await house.rows(Alert)
    return dict(alert)


async def test_looking_at_help_writes_nothing_at_all(house: House) -> None:
    browser, _ = await house.begin()
    before = {
        table.name: list(await house.parts.store.read(table.select())) for table in METADATA.sorted_tables
    }
    for path in ("/help", "/help/asked", "/help"):
        assert (await browser.get(path)).status == 200
    after = {
        table.name: list(await house.parts.store.read(table.select())) for table in METADATA.sorted_tables
    }
    assert after == before


async def test_how_and_when_come_with_the_call(house: House) -> None:
    _, page = await ask_for_help(
        house,
        ("how", "phone"),
        ("how", "someone"),
        ("through", "teacher"),
        ("when", "after_school"),
        ("not_when", "evening"),
        ("must_not_know", "carer"),
        ("reach", NUMBER),
    )
    assert page.address.path == "/help/asked"
    alert = await read_alert(house)
    said = {
        name: value
        for name, value in alert.items()
        if name.startswith("contact_") and name != "contact_words"
    }
    assert said == {
        "contact_how": "phone someone",
        "contact_through": "teacher",
        "contact_when": "after_school",
        "contact_not_when": "evening",
        "contact_must_not_know": "carer",
    }
    assert open_notes(house.parts.keys, alert) == (NUMBER,)
    assert b"07700" not in alert["contact_words"]


async def test_a_call_without_wishes_is_a_call(house: House) -> None:
    await ask_for_help(house)
    alert = await read_alert(house)
    assert (alert["cause"], alert["contact_how"], alert["contact_words"]) == ("help", "", None)


async def test_what_nobody_offered_is_left_out_and_the_call_goes_out(house: House) -> None:
    await ask_for_help(house, ("how", "pigeon"), ("how", "text"), ("when", "; drop"), ("reach", "  "))
    alert = await read_alert(house)
    assert (alert["contact_how"], alert["contact_when"], alert["contact_words"]) == ("text", "", None)


async def test_wishes_of_the_same_minute_are_added_to_one_alert(house: House) -> None:
    browser, _ = await ask_for_help(house, ("how", "phone"), ("reach", "one"))
    await browser.press(
        await browser.get("/help"), ASK, [("how", "text"), ("how", "phone"), ("reach", "two")]
    )
    alert = await read_alert(house)
    assert alert["contact_how"] == "phone text"
    assert open_notes(house.parts.keys, alert) == ("one", "two")
    assert len(await house.rows(OutboxMessage)) == 1


async def test_wishes_may_come_minutes_after_the_call(house: House) -> None:
    browser, page = await ask_for_help(house)
    house.clock.now += timedelta(minutes=3)
    page = await browser.press(page, MORE, [("when", "today"), ("must_not_know", "dad")])
    assert "We have passed that on too." in page.text
    alert = await read_alert(house)
    assert (alert["contact_when"], alert["contact_must_not_know"]) == ("today", "dad")
    assert "We have passed that on too." not in (await browser.get("/help/asked")).text


async def test_wishes_long_after_the_call_are_a_new_call(house: House) -> None:
    browser, page = await ask_for_help(house)
    house.clock.now += SHOWN_FOR + timedelta(minutes=1)
    await browser.press(page, MORE, [("how", "visit")])
    assert [row["contact_how"] for row in await house.rows(Alert)].count("visit") == 1
    assert len(await house.rows(Alert)) == 2


async def test_a_wish_opens_an_acknowledged_alert_again(house: House) -> None:
    browser, page = await ask_for_help(house)
    alert = await read_alert(house)
    taken_up = Update(Alert, {"id": alert["id"]}, {"acknowledged_at": house.clock.now})
    await house.parts.store.write(PutUnit((taken_up,)))
    await browser.press(page, MORE, [("how", "visit")])
    assert (await read_alert(house))["acknowledged_at"] is None


async def test_more_notes_than_anybody_types_are_refused_and_said(house: House) -> None:
    browser, page = await ask_for_help(house)
    for number in range(MAX_NOTES):
        await browser.press(page, MORE, [("reach", f"{number}")])
    told = await browser.press(page, MORE, [("reach", "one more")])
    assert "We could not pass that on." in told.text
    assert len(open_notes(house.parts.keys, await read_alert(house))) == MAX_NOTES


async def test_words_of_another_alert_are_not_opened(house: House) -> None:
    await ask_for_help(house, ("reach", NUMBER))
    alert = await read_alert(house)
    with pytest.raises(TamperedError):
        open_notes(house.parts.keys, {**alert, "id": "another"})


async def test_deleting_everything_deletes_the_number_and_keeps_the_alert(house: House) -> None:
    browser, _ = await ask_for_help(house, ("reach", NUMBER), ("must_not_know", "carer"))
    await browser.press(await browser.get("/conversation/delete"), "Delete")
    alert = await read_alert(house)
    assert (alert["contact_words"], alert["contact_must_not_know"]) == (None, "carer")
    assert await house.rows(Response) == []


async def test_alerts_raised_before_learn_who_must_not_know_and_the_safe_way(house: House) -> None:
    browser, page = await house.begin("have_your_say_8_11")
    await browser.press(await browser.get("/help"), ASK, [("must_not_know", "teacher")])
    assert (await read_alert(house))["answer_by"] == "in_person"
    page = await answer_closing(browser, page)
    alert = await read_alert(house)
    assert alert["answer_by"] == "letter no_words"
    assert alert["must_not_know"] == "carer someone_near"
    assert alert["contact_must_not_know"] == "teacher"
    await browser.press(page, "Send")
    house.clock.now += timedelta(hours=1)
    await browser.press(await browser.get("/help"), ASK)
    alerts = await house.rows(Alert)
    assert [row["must_not_know"] for row in alerts] == ["carer someone_near"] * 2
    assert [row["answer_by"] for row in alerts] == ["letter no_words"] * 2


async def answer_closing(browser: Browser, page: Page) -> Page:
    """Skip to the end, but name the carer and say that somebody could see."""
    chosen = {
        "Is there anyone your IRO should not": "carer",
        "Could anyone see": "yes",
        "What is a safe way": "letter",
    }
    while page.has_button("Skip"):
        answer = next((value for asked, value in chosen.items() if asked in page.text), "")
        button = "Next" if answer else "Skip"
        page = await browser.press(page, button, [("answer", answer)] if answer else [])
    return page

"""Answers of another system by the console: columns, values, a look, and then they count."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import aiohttp

from admin.accounts.roles import Role
from forms.records import AnonymousAnswer, AnonymousResponse, AuditEntry, ImportedAnswer, ImportFile
from tests.admin.exported import FORM, GOOGLE, MICROSOFT, WHO, WORDS, microsoft_row, write_csv, write_workbook
from tests.canary import find_words
from tests.console.staff import sign_in

if TYPE_CHECKING:
    from pathlib import Path

    from tests.web.house import Browser, House, Page

ANSWERS = "/console/import/answers"


async def send(browser: Browser, content: bytes, form_key: str = FORM) -> Page:
    page = await browser.get(ANSWERS)
    form, _ = page.find_form("Go on to its columns")
    sent = aiohttp.FormData(default_to_multipart=True)
    sent.add_field("token", next(control.value for control in form.controls if control.name == "token"))
    sent.add_field("form", form_key)
    sent.add_field("file", io.BytesIO(content), filename=f"{WHO}.xlsx", content_type="text/csv")
    return await browser._ask("POST", ANSWERS, follow=True, headers={}, data=sent)


def export(*rows: list[Any]) -> bytes:
    return write_workbook(MICROSOFT, rows)


async def test_three_steps_and_then_the_answers_count_without_a_name(house: House, folder: Path) -> None:
    browser = await sign_in(house, Role.BUSINESS_SUPPORT)
    rows = (microsoft_row(1), microsoft_row(2, fair="Sort of"), microsoft_row(3, fair="Yess"))
    columns = await send(browser, export(*rows, microsoft_row(4, score=9)))
    assert "Name Says who somebody is: never brought in." in columns.text
    assert WHO not in columns.html
    assert WORDS not in columns.html
    assert "Yes (2); Sort of (1); Yess (1)" in columns.text
    values = await browser.press(columns, "Go on")
    assert "Sort of Once" in values.text
    chosen = choose(values, {"Sort of": "partly"})
    look = await browser.press(values, "Look at what will happen", chosen)
    assert "Rows 4 New answers 3 Here already 0 Refused 1" in look.text
    assert "5 Form1: How was the meeting for you? found something else (length 1)" in look.text
    done = await browser.press(look, "Bring in 3 answers", [])
    assert "New answers 3" in done.text
    assert len(await house.rows(AnonymousResponse)) == 3
    fair = [row["value"] for row in await house.rows(AnonymousAnswer) if row["question_key"] == "fair"]
    assert sorted(fair) == ["partly", "yes", "yes"]
    [kept] = await house.rows(ImportFile)
    assert (kept["sealed"], kept["sealed_preview"]) == (None, None)
    noted = [row["action"] for row in await house.rows(AuditEntry)]
    assert noted[-2:] == ["answers.import", "mapping.keep"]
    assert [find_words(folder, words) for words in (WHO, WORDS, "home.example", "Sort of")] == [
        [],
        [],
        [],
        [],
    ]


def choose(page: Page, said: dict[str, str]) -> list[tuple[str, str]]:
    """Return the fields of a page of values, as suggested but for those that are said."""
    found = []
    for name in (f"value-{number}" for number in range(1, 20)):
        label = page.html.partition(f'<label for="{name}" dir="auto">')[2].partition("</label>")[0]
        listed = page.html.partition(f'<select id="{name}"')[2].partition("</select>")[0]
        suggested = listed.rpartition('" selected')[0].rpartition('value="')[2]
        if label:
            found.append((name, said.get(label, suggested)))
    return found


async def test_columns_are_remembered_and_the_same_file_changes_nothing(house: House) -> None:
    browser = await sign_in(house, Role.MANAGER)
    content = export(microsoft_row(1), microsoft_row(2, fair="Sort of"))
    values = await browser.press(await send(browser, content), "Go on")
    look = await browser.press(values, "Look at what will happen", choose(values, {"Sort of": "partly"}))
    await browser.press(look, "Bring in 2 answers", [])
    again = await browser.press(await send(browser, content), "Go on")
    assert "New answers 0 Here already 2" in again.text, "no value is asked about again"
    assert "All of it is here already." in again.text
    assert not again.has_button("Bring in")
    await browser.press(again, "Leave it", [])
    assert [row["state"] for row in await house.rows(ImportFile)] == ["done"]


async def test_what_a_file_brought_in_is_taken_out_as_a_whole_and_can_come_again(house: House) -> None:
    manager, typist = await sign_in(house, Role.MANAGER), await sign_in(house, Role.BUSINESS_SUPPORT)
    content = export(microsoft_row(1), microsoft_row(2))
    await typist.press(await typist.press(await send(typist, content), "Go on"), "Bring in 2 answers", [])
    other = write_csv(GOOGLE, [["2025-06-03", "a@home.example", "Yes", "", ""]])
    await typist.press(await typist.press(await send(typist, other), "Go on"), "Bring in 1 answer", [])
    listed = await typist.get(f"{ANSWERS}/brought")
    assert "Take it out" not in listed.text
    addresses = [
        href for href, text in (await manager.get(f"{ANSWERS}/brought")).read.links if "Take" in text
    ]
    pages = [await manager.get(address) for address in addresses]
    [page] = [page for page in pages if page.has_button("Delete 2 answers")]
    assert (await typist.get(str(page.address.path))).status == 403
    after = await manager.press(page, "Delete 2 answers", [])
    assert "Taken out" in after.text
    assert len(await house.rows(AnonymousResponse)) == 1
    assert len(await house.rows(ImportedAnswer)) == 1
    assert {row["response_id"] for row in await house.rows(AnonymousAnswer)} == {
        row["id"] for row in await house.rows(AnonymousResponse)
    }
    noted = [(row["action"], row["reason"]) for row in await house.rows(AuditEntry)]
    assert noted[-1] == ("answers.take_out", f"{FORM}, 2 rows")
    again = await manager.press(await send(manager, content), "Go on")
    assert "New answers 2 Here already 0" in again.text


async def test_what_cannot_be_read_or_mapped_is_said(house: House) -> None:
    browser = await sign_in(house, Role.MANAGER)
    assert "no .xlsx workbook" in (await send(browser, b"PK\x03\x04 broken")).text
    assert "Choose the form" in (await send(browser, export(microsoft_row(1)), "no_form")).text
    page = await send(browser, write_csv(GOOGLE[1:], [["a@home.example", "Yes", "", "=1+1"]]))
    refused = await browser.press(page, "Go on")
    assert (refused.status, "No column says when" in refused.text) == (422, True)
    look = await browser.get(str(page.address.path).replace("/columns", "/look"))
    assert "What the columns are" in look.text, "nothing is brought in by a mapping with a fault"
    assert await house.rows(AnonymousResponse) == []


async def test_file_is_nobody_elses_and_no_other_kinds(house: House) -> None:
    mine, theirs = await sign_in(house, Role.MANAGER), await sign_in(house, Role.MANAGER)
    page = await send(mine, export(microsoft_row(1)))
    path = str(page.address.path)
    for step in ("columns", "values", "look"):
        assert (await theirs.get(path.replace("columns", step))).status == 404
    assert (await mine.get(path.replace("/answers", "").replace("/columns", ""))).status == 404

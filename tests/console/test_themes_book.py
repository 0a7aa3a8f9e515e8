"""The pages of the book of themes: worded by the manager, and what was done to it is on record."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from admin.accounts.roles import Role
from admin.themes.book import read_book
from forms.records import AuditEntry
from tests.console.staff import sign_in

if TYPE_CHECKING:
    from tests.web.house import House

BOOK = "/console/themes/book"
PETS = [("title", "Pets"), ("belongs", "“The dog.”"), ("does_not", ""), ("circles", "child_before")]


async def test_manager_adds_renames_retires_and_brings_back_a_theme(house: House) -> None:
    manager = await sign_in(house, Role.MANAGER)
    page = await manager.press(await manager.get(f"{BOOK}/-/new"), "Add it", PETS)
    assert str(page.address.path) == f"{BOOK}/pets"
    page = await manager.press(page, "Keep it", [*PETS[1:], ("title", "Animals")])
    assert "Animals" in (await manager.get(BOOK)).text
    page = await manager.press(page, "Code with it no more", [])
    assert "What was stays counted." in page.text
    await manager.press(page, "Code with it again", [])
    entry = (await read_book(house.parts.store)).find("pets")
    assert entry is not None
    assert (entry.title, entry.is_asked) == ("Animals", True)
    on_record = [(row["action"], row["about"], row["reason"]) for row in await house.rows(AuditEntry)]
    assert on_record[1:] == [
        ("theme.add", "pets", ""),
        ("theme.word", "pets", "was: Pets"),
        ("theme.retire", "pets", ""),
        ("theme.return", "pets", ""),
    ]


async def test_theme_is_put_into_another_and_taken_out_again(house: House) -> None:
    manager = await sign_in(house, Role.MANAGER)
    page = await manager.get(f"{BOOK}/fair")
    refused = await manager.press(page, "Put it there", [("into", "fair")])
    assert refused.status == 422
    page = await manager.press(page, "Put it there", [("into", "listened")])
    assert "counts as “Being listened to”" in page.text
    book = await read_book(house.parts.store)
    assert book.follow("fair") == "listened"
    assert "fair" not in {entry.key for entry in book.list_asked(book.entries[0].circles)}
    await manager.press(page, "Take it out again", [])
    assert (await read_book(house.parts.store)).follow("fair") == "fair"


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"title": ""}, "Write a title"),
        ({"title": "x" * 61}, "Write a title"),
        ({"title": "being LISTENED to"}, "Another theme has this title."),
        ({"belongs": " "}, "Write what belongs in it"),
        ({"does_not": "x" * 401}, "Keep it under 400 letters."),
        ({"circles": ""}, "Choose whose answers it is for."),
    ],
)
async def test_theme_is_not_kept_without_what_it_needs(
    house: House, changed: dict[str, str], said: str
) -> None:
    manager = await sign_in(house, Role.MANAGER)
    given = list({**dict(PETS), **changed}.items())
    page = await manager.press(await manager.get(f"{BOOK}/-/new"), "Add it", given)
    assert page.status == 422
    assert said in page.text
    assert (await read_book(house.parts.store)).is_shipped


async def test_iro_reads_the_book_and_changes_nothing(house: House) -> None:
    iro = await sign_in(house, Role.IRO)
    page = await iro.get(BOOK)
    assert "Being listened to" in page.text
    assert "Add a theme" not in page.text
    assert (await iro.get(f"{BOOK}/listened")).status == 403

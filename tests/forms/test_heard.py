"""A page for children: written by one, put up by another, sealed, and taken down."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select

from forms.heard import (
    About,
    ApproveHeardUnit,
    Heard,
    Point,
    TakeDownUnit,
    WriteHeardUnit,
    choose_rows,
    list_up,
    name_writing,
    open_heard,
    open_page,
)
from forms.records import HeardPage
from tests.canary import find_words

if TYPE_CHECKING:
    from pathlib import Path

    from forms.keys import Keys
    from forms.store import Store

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
WORDS = "the heron stood quite still by Ashford weir"
HEARD = Heard(
    (WORDS,), (Point("Wanted Mum there", "Mum is invited now"),), (Point("No school", "They help"),)
)
ABOUT = About("8-11", "en", date(2025, 4, 1), date(2026, 3, 31))
NINTH = f"{9:032x}"


async def write(store: Store, keys: Keys, page_id: str = NINTH, about: About = ABOUT) -> bool:
    return await store.write(WriteHeardUnit(keys, page_id, about, HEARD, "writer", NOW))


async def find(store: Store, page_id: str = NINTH) -> dict[str, object]:
    table = HeardPage.__table__  # type: ignore[attr-defined]
    [row] = await store.read(select(table).where(table.c.id == page_id))
    return dict(row)


async def approve(store: Store, by: str = "second", page_id: str = NINTH, later: int = 1) -> bool:
    seen_at = name_writing(await find(store, page_id))
    return await store.write(ApproveHeardUnit(page_id, seen_at, by, NOW + timedelta(minutes=later)))


async def test_it_is_up_once_a_second_person_has_looked(store: Store, keys: Keys) -> None:
    assert await write(store, keys)
    assert (await approve(store, "writer"), await list_up(store)) == (False, [])
    assert (await approve(store), await approve(store)) == (True, False)
    [row] = await list_up(store)
    assert open_heard(keys, row) == HEARD


async def test_words_that_were_changed_meanwhile_are_not_put_up_unseen(store: Store, keys: Keys) -> None:
    await write(store, keys)
    seen_at = name_writing(await find(store))
    await store.write(
        WriteHeardUnit(keys, NINTH, ABOUT, Heard(("Other",)), "other", NOW + timedelta(seconds=9))
    )
    assert not await store.write(ApproveHeardUnit(NINTH, seen_at, "second", NOW))


async def test_what_is_up_is_not_written_anew(store: Store, keys: Keys) -> None:
    await write(store, keys)
    await approve(store)
    assert not await write(store, keys)


async def test_what_is_taken_down_is_gone_and_stays_down(store: Store, keys: Keys) -> None:
    await write(store, keys)
    await approve(store)
    assert await store.write(TakeDownUnit(NINTH, "second", NOW))
    assert not await store.write(TakeDownUnit(NINTH, "second", NOW))
    assert (await list_up(store), await approve(store), await write(store, keys)) == ([], False, False)


async def test_of_one_band_and_language_the_latest_is_up(store: Store, keys: Keys) -> None:
    for number, band in enumerate(("12-17", "8-11", "8-11")):
        about = About(band, "en", date(2025, 4, 1), date(2026, 3, 31))
        await write(store, keys, f"{number:032x}", about)
        await approve(store, page_id=f"{number:032x}", later=number)
    assert [(row["band"], row["id"][-1]) for row in await list_up(store)] == [("8-11", "2"), ("12-17", "0")]


def test_a_language_stands_before_english_and_never_beside_it() -> None:
    rows = [
        {"band": band, "language": code} for band, code in (("4-7", "en"), ("8-11", "en"), ("8-11", "ar"))
    ]
    chosen = choose_rows(rows, "ar", "en")  # type: ignore[arg-type]
    assert [(band, row["language"]) for band, row in chosen.items()] == [("4-7", "en"), ("8-11", "ar")]
    assert list(choose_rows(rows[2:], "so", "en")) == []  # type: ignore[arg-type]


async def test_its_words_are_sealed_and_a_page_that_cannot_be_opened_is_none(
    store: Store, keys: Keys, folder: Path
) -> None:
    await write(store, keys)
    assert find_words(folder, WORDS) == []
    row = {**await find(store), "id": "another"}
    assert open_page(keys, row) is None

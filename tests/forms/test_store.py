"""What the store promises, on SQLite and on PostgreSQL."""

from __future__ import annotations

import asyncio
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import Date, literal, select, text

from forms.problems import StoreUnavailableError
from forms.records import Child, Mark, Review
from forms.store import RefusedError, Store, engines, writer
from forms.store.statements import table_of
from forms.units import Delete, Insert, Key, Update
from tests.forms.store_units import ALL_MARKS, AddMark, Count, Do, Peek, Stumble

if TYPE_CHECKING:
    from collections.abc import Sequence

SECRET = "a yellow canary sang of nothing much"


async def read_marks(store: Store) -> dict[str, str]:
    return {row["name"]: row["value"] for row in await store.read(ALL_MARKS)}


async def test_write_many_at_once_stores_each_once(store: Store) -> None:
    names = [f"{number:03}" for number in range(500)]
    told = await asyncio.gather(*(store.write(AddMark(name)) for name in names))
    assert told == names
    assert [row["name"] for row in await store.read(ALL_MARKS)] == names


async def test_write_same_key_waits_for_the_one_before(store: Store) -> None:
    await store.write(Count("same"))
    told = await asyncio.gather(*(store.write(Count("same")) for _ in range(40)))
    assert told == list(range(2, 42))
    assert await read_marks(store) == {"same": "41"}


async def test_write_through_two_stores_counts_everything(database_url: str, store: Store) -> None:
    other = await Store.open(database_url)
    told = await asyncio.gather(*(each.write(Count("same")) for each in (store, other) for _ in range(20)))
    await other.close()
    assert sorted(told) == list(range(1, 41))


async def test_write_unit_that_raises_fails_alone(store: Store) -> None:
    told = await asyncio.gather(
        store.write(AddMark("before")),
        store.write(Stumble(ZeroDivisionError())),
        store.write(Stumble(StopIteration())),
        store.write(AddMark("after")),
        return_exceptions=True,
    )
    assert [type(each) for each in told] == [str, ZeroDivisionError, RuntimeError, str]
    assert set(await read_marks(store)) == {"before", "after"}


async def test_write_refused_unit_fails_alone(store: Store) -> None:
    await store.write(AddMark("there"))
    told = await asyncio.gather(
        store.write(AddMark("before")),
        store.write(AddMark("there")),
        store.write(AddMark("after")),
        return_exceptions=True,
    )
    assert [type(each) for each in told] == [str, RefusedError, str]
    assert set(await read_marks(store)) == {"before", "there", "after"}


@pytest.mark.parametrize(
    "writes",
    [
        pytest.param([Insert(Mark, {"name": SECRET, "value": SECRET})], id="duplicate"),
        pytest.param([Insert(Mark, {"name": "new", "value": None, "none": SECRET})], id="no such column"),
        pytest.param([Insert(Child, {"child_ref": "1", "date_of_birth": SECRET})], id="wrong type"),
        pytest.param([Insert(Review, {"review_ref": SECRET, "child_ref": SECRET})], id="no parent"),
    ],
)
async def test_write_refused_tells_no_value(
    store: Store, writes: Sequence[Insert], caplog: pytest.LogCaptureFixture
) -> None:
    await store.write(AddMark(SECRET))
    with pytest.raises(RefusedError) as refused:
        await store.write(Do(tuple(writes)))
    error: BaseException | None = refused.value
    while error is not None:
        assert SECRET not in f"{error!s} {error!r}"
        error = error.__cause__ or error.__context__
    assert SECRET not in caplog.text


async def test_write_puts_parents_before_children(store: Store) -> None:
    review = Insert(Review, {"review_ref": "r1", "child_ref": "c1"})
    child = Insert(Child, {"child_ref": "c1", "date_of_birth": date(2010, 2, 28)})
    await store.write(Do((review, child)))
    assert len(await store.read(select(table_of(Review)))) == 1
    await store.write(Do((Delete(Child, {"child_ref": "c1"}), Delete(Review, {"review_ref": "r1"}))))
    assert await store.read(select(table_of(Child))) == []


async def test_write_without_parent_is_refused(store: Store) -> None:
    with pytest.raises(RefusedError):
        await store.write(Do((Insert(Review, {"review_ref": "r1", "child_ref": "nobody"}),)))


async def test_write_unless_there_leaves_the_row(store: Store) -> None:
    await store.write(AddMark("there", "first"))
    await store.write(Do((Insert(Mark, {"name": "there", "value": "second"}, unless_there=True),)))
    assert await read_marks(store) == {"there": "first"}


async def test_write_update_may_change_the_key_itself(store: Store) -> None:
    await store.write(AddMark("old", "kept"))
    await store.write(Do((Update(Mark, {"name": "old"}, {"name": "new"}),)))
    assert await read_marks(store) == {"new": "kept"}


async def test_write_cannot_see_what_it_did_not_name(store: Store) -> None:
    with pytest.raises(KeyError):
        await store.write(Peek())


async def test_write_key_that_cannot_be_compared_fails_alone(store: Store) -> None:
    unusable: Any = ["a", "list"]
    with pytest.raises(TypeError):
        await store.write(Do((), reads=(Key(Mark, "name", unusable),)))
    await store.write(AddMark("next"))
    assert set(await read_marks(store)) == {"next"}


async def test_write_of_cancelled_caller_is_stored(store: Store) -> None:
    calling = [asyncio.create_task(store.write(AddMark(name))) for name in ("cancelled", "neighbour")]
    await asyncio.sleep(0)
    calling[0].cancel()
    told = await asyncio.gather(*calling, return_exceptions=True)
    assert [type(each) for each in told] == [asyncio.CancelledError, str]
    assert set(await read_marks(store)) == {"cancelled", "neighbour"}


async def test_write_too_many_waiting_is_unavailable(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writer, "MAX_WAITING", 2)
    told = await asyncio.gather(*(store.write(AddMark(str(n))) for n in range(5)), return_exceptions=True)
    assert [type(each) for each in told] == [str, str, *[StoreUnavailableError] * 3]


async def test_write_survives_an_error_of_our_own(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as broken:
        broken.setattr(writer, "carry_out", lambda *_: 1 / 0)
        with pytest.raises(RefusedError):
            await store.write(AddMark("lost"))
    await store.write(AddMark("kept"))
    assert set(await read_marks(store)) == {"kept"}


async def test_close_finishes_what_waits_and_takes_no_more(database_url: str, store: Store) -> None:
    waiting = [asyncio.create_task(store.write(AddMark(str(number)))) for number in range(300)]
    await asyncio.sleep(0)
    await store.close()
    assert len(await asyncio.gather(*waiting)) == 300
    with pytest.raises(StoreUnavailableError):
        await store.write(AddMark("late"))
    reopened = await Store.open(database_url)
    assert len(await read_marks(reopened)) == 300
    await reopened.close()


async def test_ping_commits(store: Store) -> None:
    await store.ping()
    first = await read_marks(store)
    await store.ping()
    second = await read_marks(store)
    assert list(second) == ["committed"]
    assert second["committed"] > first["committed"]


async def test_read_takes_parameters_and_shows_what_is_committed(store: Store) -> None:
    await store.write(AddMark("one", "1"))
    marks = table_of(Mark)
    rows = await store.read(select(marks.c.value).where(marks.c.name == "one"))
    assert [dict(row) for row in rows] == [{"value": "1"}]


async def test_read_cancelled_gives_its_connection_back(store: Store) -> None:
    for _ in range(2 * engines.MAX_READERS):
        reading = asyncio.create_task(store.read(ALL_MARKS))
        await asyncio.sleep(0)
        reading.cancel()
        with pytest.raises(asyncio.CancelledError):
            await reading
    assert await store.read(ALL_MARKS) == []


async def test_read_refused_tells_no_value(store: Store) -> None:
    born = table_of(Child).c.date_of_birth
    with pytest.raises(RefusedError) as refused:
        await store.read(select(born).where(born == literal(SECRET, Date())))
    assert SECRET not in str(refused.value)


async def test_take_batch_leaves_units_on_a_held_key_in_order() -> None:
    one, two = Key(Mark, "name", "one"), Key(Mark, "name", "two")
    reads = [(one,), (one, two), (two,), ()]
    tasks = [writer.Waiting(Do(()), keys, asyncio.get_running_loop().create_future()) for keys in reads]
    waiting = writer.deque(tasks)
    assert writer.take_batch(waiting, 10) == [tasks[0], tasks[3]]
    assert list(waiting) == [tasks[1], tasks[2]]


async def test_tables_are_measured_and_no_value_is_noted(database_url: str, store: Store) -> None:
    await store.write(AddMark(SECRET))
    assert await store.measure_tables()
    assert set(await read_marks(store)) == {SECRET}
    if engines.is_sqlite(database_url):
        noted = await store.read(text("SELECT name FROM sqlite_master WHERE name LIKE 'sqlite_stat%'"))
        assert [row["name"] for row in noted] == ["sqlite_stat1"]
        assert SECRET not in str(await store.read(text("SELECT * FROM sqlite_stat1")))

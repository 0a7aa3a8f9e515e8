"""One way to count, in a process of its own: `python -m tests.bench.counting.ways WAY DATABASE_URL`.

Prints, as JSON, the seconds of the best round, the processor time of the leanest with the server's, and how
much memory the process took beyond rest.
"""

from __future__ import annotations

import asyncio
import json
import os
import sqlite3
import sys
import time
from contextlib import closing
from datetime import date
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import asyncpg
from sqlalchemy import make_url

from admin.groups import Dimension
from admin.measures.kinds import Definition
from admin.periods import Period
from admin.summary.summary import summarise
from forms.definition import Timing
from forms.library import Library
from forms.store import Store
from forms.store.engines import file_of, is_sqlite
from tests.bench.counting.data import FIRST_ON, LAST_ON

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

ROUNDS = 3
TODAY = date(2026, 11, 20)
PERIOD = Period(FIRST_ON, LAST_ON)
DAYS = f"'{FIRST_ON}' AND '{LAST_ON}'"
MOMENTS = f"r.submitted_at >= '{FIRST_ON}' AND r.submitted_at < '{LAST_ON.replace(month=4, day=1)}'"
HELD = f"v.held_on BETWEEN {DAYS} AND v.stood_down IS NOT TRUE AND v.meeting_kind = 'cla_review'"
LIBRARY = Library.shipped()
BEFORE = ", ".join(
    f"'{form.key}'" for form in map(LIBRARY.current, LIBRARY.keys()) if form.timing is Timing.BEFORE
)
PLAIN = [
    query
    for query in (Path(__file__).parent / "plain.sql")
    .read_text(encoding="utf-8")
    .format(days=DAYS, sent=MOMENTS, held=HELD, before=f"({BEFORE})")
    .split(";")
    if query.strip()
]
JOINED = (
    "SELECT r.form_key, a.question_key, a.kind, a.value, a.sealed IS NOT NULL AS words FROM response r "
    "JOIN answer a ON a.response_id = r.id WHERE r.submitted_at IS NOT NULL"
)
CODED = f"SELECT child_ref, participation_code FROM review v WHERE {HELD}"
KEYS = ["form_key", "question_key", "kind", "value", "words"]


def read_memory(name: str) -> int:
    """Return a line of /proc/self/status, in kilobytes."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(f"{name}:"))


def forget_peak() -> int:
    """Let the peak begin anew, and return what is held now."""
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
    return read_memory("VmRSS")


def read_work(url: str) -> float:
    """Return the processor time taken so far: by this process, and by PostgreSQL's server if it is asked."""
    here = time.process_time()
    return here if is_sqlite(url) else here + read_server_work(Path(str(make_url(url).query["host"])))


def read_server_work(folder: Path) -> float:
    """Return the processor time of a server whose socket lies beside its data, with workers that ended."""
    first = (folder / "data" / "postmaster.pid").read_text(encoding="utf-8").splitlines()[0]
    children = Path(f"/proc/{first}/task/{first}/children").read_text(encoding="ascii").split()
    return sum(map(_read_ticks, (first, *children))) / os.sysconf("SC_CLK_TCK")


def _read_ticks(process: str) -> int:
    try:
        line = Path(f"/proc/{process}/stat").read_text(encoding="utf-8")
    except FileNotFoundError:  # ended meanwhile: the first process has its time
        return 0
    own_and_ended_children = line.rpartition(")")[2].split()[11:15]
    return sum(map(int, own_and_ended_children))


async def measure(count: Callable[[], Awaitable[object]], url: str, how: str = "") -> None:
    """Run once to warm up, then in rounds; meanwhile watch how long the loop is held at most."""
    held: list[float] = []

    async def beat() -> None:
        while True:
            before = time.perf_counter()
            await asyncio.sleep(0.005)
            held.append(time.perf_counter() - before - 0.005)

    rest = forget_peak()
    await count()
    beating = asyncio.create_task(beat())
    seconds, worked = [], []
    for _ in range(ROUNDS):
        begun, busy = time.perf_counter(), read_work(url)
        await count()
        seconds.append(time.perf_counter() - begun)
        worked.append(read_work(url) - busy)
    beating.cancel()
    held_ms = max(held, default=0.0) * 1000
    beyond = (read_memory("VmHWM") - rest) / 1024
    found = {"seconds": min(seconds), "worked": min(worked), "beyond_mb": beyond, "held_ms": held_ms}
    sys.stdout.write(json.dumps({**found, "how": how}))


async def count_ours(url: str, *by: Dimension) -> None:
    store = await Store.open(url)
    await store.ping()
    await measure(lambda: summarise(store, LIBRARY, PERIOD, Definition.ELIGIBLE, TODAY, by=by), url)
    await store.close()


async def count_plainly(url: str) -> None:
    if is_sqlite(url):
        with closing(sqlite3.connect(file_of(url))) as connection:

            async def count() -> None:
                for query in PLAIN:
                    connection.execute(query).fetchall()

            await measure(count, url)
        return
    server = await asyncpg.connect(url.replace("+asyncpg", ""))

    async def ask() -> None:
        for query in PLAIN:
            await server.fetch(query)

    await measure(ask, url)
    await server.close()


async def count_by_pandas(url: str) -> None:
    import pandas as pd  # noqa: PLC0415 - not among the requirements: here for this run alone

    with closing(sqlite3.connect(file_of(url))) as connection:

        async def count() -> None:
            answers = pd.read_sql_query(JOINED, connection)
            answers.groupby(KEYS, dropna=False, observed=True).size()
            reviews = pd.read_sql_query(CODED, connection)
            reviews.groupby("participation_code").size()
            reviews.groupby("child_ref").size()

        await measure(count, url)


async def count_by_polars(url: str) -> None:
    import polars as pl  # noqa: PLC0415 - not among the requirements: here for this run alone

    with closing(sqlite3.connect(file_of(url))) as connection:

        async def count() -> None:
            answers = pl.read_database(JOINED, connection, infer_schema_length=None)
            answers.group_by(KEYS).len()
            reviews = pl.read_database(CODED, connection)
            reviews.group_by("participation_code").len()
            reviews.group_by("child_ref").len()

        await measure(count, url)


def find_extension() -> Path:
    """Find what DuckDB reads SQLite by, as a wheel has it: DuckDB itself fetches it from a server of its own.

    DuckDB looks at the signature when it loads it.
    """
    spec = find_spec("duckdb_extension_sqlite_scanner")
    if spec is None or not spec.submodule_search_locations:
        raise ModuleNotFoundError("duckdb_extension_sqlite_scanner is missing")
    return next(Path(spec.submodule_search_locations[0]).rglob("*.duckdb_extension"))


async def count_by_duckdb(url: str) -> None:
    import duckdb  # noqa: PLC0415 - not among the requirements: here for this run alone

    database = duckdb.connect()
    database.execute(f"LOAD '{find_extension()}'")
    database.execute(f"ATTACH '{file_of(url)}' AS h (TYPE sqlite, READ_ONLY)")
    database.execute("USE h")

    async def count() -> None:
        grouped = [f"SELECT {', '.join(KEYS)}, count(*) FROM ({JOINED}) GROUP BY ALL"]
        columns = ("participation_code", "child_ref")
        grouped += [f"SELECT {column}, count(*) FROM ({CODED}) GROUP BY 1" for column in columns]
        for query in grouped:
            database.execute(query).fetchall()

    await measure(count, url, f"DuckDB {duckdb.__version__}, straight from the file by its SQLite extension")


WAYS: dict[str, Callable[[str], Awaitable[None]]] = {
    "ours": count_ours,
    "grouped": lambda url: count_ours(url, Dimension.TEAM, Dimension.AGE_BAND),
    "plain": count_plainly,
    "pandas": count_by_pandas,
    "polars": count_by_polars,
    "duckdb": count_by_duckdb,
}


async def _run(way: str, url: str) -> None:
    await WAYS[way](url)


if __name__ == "__main__":
    asyncio.run(_run(*sys.argv[1:]))

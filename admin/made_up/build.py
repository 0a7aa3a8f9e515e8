"""Builds the made-up council in the demo's folder, through the doors that real ones come in by."""

from __future__ import annotations

import csv
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, or_, select
from sqlmodel import col

from admin.demo_staff import SECOND, TYPIST
from admin.imports.reviews import ReviewReader
from admin.imports.run import ImportRun, Watch
from admin.imports.table import open_table
from admin.imports.visits import VisitReader
from admin.invitation_rules import make_asking
from admin.made_up.alerts import settle
from admin.made_up.deeds import write_deeds
from admin.made_up.gathered import Typists, write_gathered
from admin.made_up.people import SIZES, make_children
from admin.made_up.places import Places
from admin.made_up.recorded import list_columns
from admin.made_up.replies import write_replies
from admin.made_up.reviews import find_years, make_others, make_reviews, make_visits
from admin.made_up.talks import Talks
from admin.made_up.themes import code_answers
from forms.files import make_folder
from forms.folder import FolderError, open_folder
from forms.form_versions import open_library
from forms.london import london_day
from forms.records import Alert, Child, Review
from forms.units import PutUnit

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import datetime
    from pathlib import Path

    from admin.imports.entries import RowReader
    from admin.imports.findings import Finding
    from admin.made_up.people import Size
    from admin.made_up.reviews import Years
    from forms.keys import Keys
    from forms.library import Library
    from forms.settings import Settings
    from forms.store import Store

DEMO = "DEMO-%"
"""How every reference of the demo begins, and none of a council's."""
KNOWN = frozenset({"keys", "lock", "made_up", "haveyoursay.db", "haveyoursay.db-wal", "haveyoursay.db-shm"})
"""What the folder of a demo may hold."""


@dataclass(frozen=True, slots=True)
class House:
    """The demo's folder, opened."""

    settings: Settings
    keys: Keys
    store: Store
    now: datetime

    @property
    def files(self) -> Path:
        """Where the files that were imported lie, to be looked at."""
        return self.settings.data_dir / "made_up"


@dataclass(frozen=True, slots=True)
class Built:
    """What was made: how many of each, over which years."""

    counts: Mapping[str, int]
    years: Years


async def build_council(settings: Settings, size: str, now: datetime, say: Callable[[str], None]) -> Built:
    """Build the council in the demo's folder. Building it again changes nothing.

    Raises FolderError if the folder holds anything but a demo, StoreUnavailableError.
    """
    check_files(settings.data_dir)
    keys, store = await open_folder(settings)
    try:
        await check_records(settings.data_dir, store)
        return await _Builder(House(settings, keys, store, now), SIZES[size], say).build()
    finally:
        await store.close()


def check_files(data_dir: Path) -> None:
    """Refuse a folder with strange files in it. Raises FolderError."""
    strange = {path.name for path in data_dir.iterdir()} - KNOWN if data_dir.is_dir() else set()
    if strange:
        raise FolderError(
            f"The folder {data_dir} holds {min(strange)}, which is no part of a demo: nothing was made."
        )


async def check_records(data_dir: Path, store: Store) -> None:
    """Refuse a database that knows a child or a meeting which is not the demo's. Raises FolderError."""
    for column in (col(Child.child_ref), col(Review.review_ref), col(Review.child_ref)):
        rows = await store.read(select(func.count().label("found")).where(column.not_like(DEMO)))
        if rows[0]["found"]:
            raise FolderError(
                f"The database in {data_dir} knows children or meetings that nobody made up: "
                "nothing was made."
            )


@dataclass(frozen=True, slots=True)
class _Builder:
    house: House
    size: Size
    say: Callable[[str], None]

    async def build(self) -> Built:
        today = london_day(self.house.now)
        years = find_years(today)
        children = make_children(self.size, years.before_on, years.ends_on)
        meetings = (*make_reviews(children, years), *make_others(children, self.size, years))
        visits = make_visits(children, self.size, years)
        known = {meeting.child.ref for meeting in meetings}
        counts = Counter(children=len(known), meetings=len(meetings), visits=len(visits))
        await self._import("reviews", [meeting.row for meeting in meetings], ReviewReader(today))
        await self._import("visits", visits, VisitReader(today))
        self.say("People are invited, and some of them answer. This takes longest.")
        library = await open_library(self.house.store)
        counts += await self._open_talks(library, years).hold(meetings)
        counts += await Places(self.house, library, years, self.size.share_of_scans).fill()
        await _settle_alerts(self.house)
        counts += await code_answers(self.house, library)
        counts += await write_deeds(self.house)
        counts += await write_replies(self.house)
        counts["things told otherwise"] = await self._gather(years, len(known))
        return Built(counts, years)

    async def _gather(self, years: Years, children: int) -> int:
        who = Typists(*(one.find_id(self.house.keys) for one in (TYPIST, SECOND)))
        house = self.house
        return await write_gathered(house.store, house.keys, years, house.now, who, children=children)

    def _open_talks(self, library: Library, years: Years) -> Talks:
        house = self.house
        rules = make_asking(house.settings, london_day(house.now), library.keys())
        return Talks(house, library, rules, years, house.now, self.size.share_of_answers)

    async def _import(self, name: str, rows: Sequence[Mapping[str, Any]], reader: RowReader[Any]) -> None:
        """Write the council's own file, and import it as `import` does."""
        make_folder(self.house.files)
        path = self.house.files / f"{name}.csv"
        write_file(path, rows)
        findings: list[Finding] = []
        table = open_table(path, reader.required)
        watch = Watch(findings.append, lambda: None)
        tally = await ImportRun(table, reader, watch, self.house.store).carry_out()
        noted = f"{tally.kept:,} rows kept, {tally.refused:,} refused, {len(findings):,} findings"
        self.say(f"{path.name}: {noted}.")


def write_file(path: Path, rows: Sequence[Mapping[str, Any]]) -> None:
    """Write rows as a council's list: every column, a blank where a row says nothing."""
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, list_columns(rows), restval="")
        table.writeheader()
        table.writerows(rows)


async def _settle_alerts(house: House) -> None:
    """Let somebody have looked at each alert but the newest; and send nobody an e-mail about any of them."""
    rows = await house.store.read(
        select(col(Alert.id), col(Alert.raised_at)).where(
            or_(col(Alert.review_ref).like("DEMO-R-%"), col(Alert.review_ref).like("DEMO-M-%")),
            col(Alert.acknowledged_at).is_(None),
        )
    )
    for row in rows:
        await house.store.write(PutUnit(tuple(settle(house.keys, house.settings, row, house.now))))

"""How soon the console answers in a council larger than any: every page, as every role, in random order.

make bench-console

The council is that of `haveyoursay demo --size large`, made where it is missing (some minutes). The service
runs in a process of its own; this one asks for one page after another, and waits for the last byte.
"""

from __future__ import annotations

import argparse
import asyncio
import re
import sys
import time
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import aiohttp

from admin.accounts.accounts import EMPTY, find_account_id
from admin.accounts.roles import Role, write_roles
from admin.accounts.sessions import begin
from admin.console.routes import ROUTES
from admin.console.staff import COOKIE
from forms.folder import open_folder
from forms.records import Account
from forms.units import Insert, PutUnit
from tests.bench.console_objects import Objects, read_objects
from tests.service.house import House

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from admin.console.access import Route

FOLDER = Path("data/bench")
IRO_REF = "DEMO-IRO-01"
ROUNDS = 40
"""How often each page is asked for, as each role."""
MOST_MS = 300
"""What 95 of 100 answers of every page may take."""
QUERIES: Mapping[str, Sequence[str]] = {
    "/console/meetings": (
        *("", "", "?page=2", "?find=DEMO-C-001", "?state=held", "?order=-day&page=9"),
        *("?kind=pathway", "?iro=DEMO-IRO-02&from=01/04/2025&to=31/03/2026"),
    ),
    "/console/visits": ("", "", "?page=2", "?find=DEMO-C-00100", "?outcome=done&from=01/04/2025&page=3"),
    "/console/children": (
        *("", "?q=DEMO-C-00100", "?q=DEMO", "?q=nobody", "?order=-due&page=9", "?order=iro"),
        *("?iro=DEMO-IRO-02", "?next=overdue", "?from=01/12/2026&to=31/12/2026"),
    ),
    "/console/export/children": ("", "?next=overdue"),
    "/console/read": ("", "?when=all", "?when=all&seen=new&order=from&page=9"),
    "/console/complaints": ("", "?state=all&order=-due"),
    "/console/done": ("", "?outcome=none&order=promised"),
    "/console/alerts/all": ("", "?show=closed", "?order=state"),
    "/console/audit": (
        "",
        "?page=2",
        "?about=DEMO-C-00100",
        "?action=response.open",
        "?by=iro",
        "?order=by&page=9",
    ),
    "/console/feedback": ("", "?form=feedback_parent", "?from=01/04/2025&to=31/03/2026"),
    "/console/feedback/mine": ("", "?year=2025"),
}
"""Of pages that can be searched, what is searched for."""
PART = re.compile(r"\{(\w+)(?::(?:[^{}]|\{[^{}]*\})+)?\}")
"""A part of an address that names something, in a table of routes."""


@dataclass(frozen=True, slots=True)
class Ask:
    """One page to ask for: `page` is its address in the table of routes."""

    page: str
    role: Role | None
    address: str


@dataclass(slots=True)
class Measured:
    """What one page took, in milliseconds, and how it answered."""

    took: list[float] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)

    def at(self, share: float) -> float:
        """Return what so many of all answers took at most."""
        return sorted(self.took)[min(len(self.took) - 1, int(share * len(self.took)))]


Table = dict[tuple[str, str], Measured]


def list_asks(objects: Objects, rounds: int) -> Iterator[Ask]:
    """List every page as every role that may open it; as nobody where anybody may."""
    luck = Random("bench")
    for route in ROUTES:
        if route.method != "GET":
            continue
        for role in sorted(route.may.roles) or [None]:
            for _ in range(rounds):
                address = fill(route, role, objects, luck)
                if address:
                    yield Ask(route.address, role, address + luck.choice(QUERIES.get(route.address, ("",))))


def fill(route: Route, role: Role | None, objects: Objects, luck: Random) -> str:
    """Name something that is there, and may be opened, in an address; empty if there is no such thing."""
    names = PART.findall(route.address)
    is_own = role in route.may.own
    found = objects.pick(names, luck, is_own=is_own) if names else {}
    return PART.sub(lambda part: found[part[1]], route.address) if len(found) >= len(names) else ""


async def sign_in(house: House) -> dict[Role, str]:
    """Let somebody of each role be signed in: what their browsers show."""
    keys, store = await open_folder(house.settings.for_demo())
    now = datetime.now(UTC)
    tokens = {}
    for role in Role:
        account_id = find_account_id(keys, f"{role.value}@bench.example")
        row = {
            **EMPTY,
            "id": account_id,
            "sign_in": f"{role.value}@bench.example",
            "name": role.value,
            "roles": write_roles([role]),
            "iro_ref": IRO_REF if role is Role.IRO else "",
            "created_at": now,
        }
        begun = begin(keys, account_id, now, is_full=True)
        await store.write(PutUnit((Insert(Account, row, unless_there=True), begun.insert)))
        tokens[role] = begun.token
    await store.close()
    return tokens


async def ask_all(house: House, asks: list[Ask], tokens: Mapping[Role, str]) -> Table:
    table: Table = defaultdict(Measured)
    async with aiohttp.ClientSession(house.base, cookie_jar=aiohttp.DummyCookieJar()) as session:
        for one in asks:
            shown = {"Cookie": f"{COOKIE}={tokens[one.role]}"} if one.role else {}
            begun = time.perf_counter()
            async with session.get(one.address, headers=shown, allow_redirects=False) as answer:
                await answer.read()
            measured = table[one.page, one.role or "nobody"]
            measured.took.append(1000 * (time.perf_counter() - begun))
            measured.statuses[answer.status] += 1
    return table


def write_report(table: Table) -> str:
    """Write a row for each page: of its roles, the one it was slowest for."""
    pages: dict[str, tuple[str, Measured]] = {}
    is_file = re.compile(r"/export/|/csv$|\.pdf$|/save$|/file/").search
    for (page, role), measured in table.items():
        if page not in pages or measured.at(0.95) > pages[page][1].at(0.95):
            pages[page] = (role, measured)
    lines = [f"{'p50':>7}{'p95':>7}{'max':>7}  ms, of the role it was slowest for"]
    for page, (role, measured) in sorted(pages.items(), key=lambda row: -row[1][1].at(0.95)):
        took = "".join(f"{value:>7.0f}" for value in (measured.at(0.5), measured.at(0.95), measured.at(1)))
        odd = " ".join(f"{status}: {count}" for status, count in measured.statuses.items() if status != 200)
        lines.append(f"{took}  {PART.sub(lambda part: f'{{{part[1]}}}', page)}  ({role})  {odd}")
    slow = [page for page, (_, measured) in pages.items() if measured.at(0.95) >= MOST_MS]
    files = [page for page in pages if is_file(page)]
    left_out = sorted({route.address for route in ROUTES if route.method == "GET"} - set(pages))
    asked = sum(len(measured.took) for measured in table.values())
    lines += [
        "",
        f"{asked:,} answers of {len(pages) - len(files)} pages and {len(files)} files that are taken out.",
        f"The p95 is {MOST_MS} ms or more of {len(set(slow) - set(files))} pages.",
        f"Of {len(set(slow) & set(files))} files it is, to their last byte.",
    ]
    if len(pages) > len(left_out):
        lines += [f"Not asked, since what they show must be given first: {page}" for page in left_out]
    return "\n".join(lines) + "\n"


def main() -> int:
    reader = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    reader.add_argument("folder", nargs="?", type=Path, default=FOLDER)
    reader.add_argument("--rounds", type=int, default=ROUNDS)
    reader.add_argument("--page", default="", help="only pages whose address has this in it")
    given = reader.parse_args()
    house = House(given.folder.absolute(), from_nothing=True)
    if not (house.folder / "demo").exists():
        house.folder.mkdir(parents=True, exist_ok=True)
        made = house.run("demo", "--size", "large", seconds=3600)
        sys.stdout.write(made.stdout + made.stderr)
    tokens = asyncio.run(sign_in(house))
    objects = read_objects(house.folder / "demo" / "haveyoursay.db", IRO_REF)
    asks = [one for one in list_asks(objects, given.rounds) if given.page in one.page]
    Random("bench").shuffle(asks)
    with house.serving("--demo", log=house.folder / "bench.log"):
        table = asyncio.run(ask_all(house, asks, tokens))
    report = write_report(table)
    sys.stdout.write(report)
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""`make bench-summary`: what a summary of 1,000,000 answers costs beside plain SQL and three libraries.

Each way runs in a process of its own, on the same database, in turns; the best of each way's rounds counts,
since whatever else the machine does only adds. The libraries are not among the locked requirements: the make
target brings them for this run alone, and where they are missing this says so.
"""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from tests.bench.counting.data import Made, fill
from tests.postgresql import running_server

TURNS = 2
"""And three rounds in each."""
MOST_TIMES_PLAIN = 1.25
MOST_MEGABYTES = 60
QUIET_SHARE = 0.5
"""Of the cores: what was done to set this up, a moment ago, counts as well."""
LIBRARIES = ("pandas", "polars", "duckdb")
"""They count the answers, the codes and the reviews of each child: less than the summary does."""
Found = dict[str, Any]


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def measure(way: str, url: str) -> Found | None:
    """Run one way; None if it cannot be run here."""
    command = [sys.executable, "-m", "tests.bench.counting.ways", way, url]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        reason = (done.stderr.strip().splitlines() or ["no reason given"])[-1]
        say(f"  {way}: cannot be run here: {reason}")
        return None
    found: Found = json.loads(done.stdout)
    return found


def describe_load(load: float, cores: int) -> str:
    """Tell how much else the machine does, and what that means for the figures."""
    told = f"Load of the last minute before this began: {load:.2f} on {cores} cores"
    if load < cores * QUIET_SHARE:
        return f"{told}: quiet."
    return f"{told}: NOT quiet. The seconds are too many, and the ratios uncertain."


def compare(url: str, ways: list[str]) -> None:
    """Measure each way in turns, and print it beside plain SQL."""
    turns = [(way, found) for _ in range(TURNS) for way in ways if (found := measure(way, url))]
    best = {way: min(find_of(turns, way), key=lambda one: one["seconds"]) for way in dict(turns)}
    plain = best["plain"]
    for way, found in best.items():
        ratio, work = found["seconds"] / plain["seconds"], found["worked"] / plain["worked"]
        say(f"  {way:<8} {found['seconds']:6.2f} s, {ratio:5.2f} x plain; {work:5.2f} x in processor time")
        held = f"loop held {found['held_ms']:.0f} ms at most"
        say(f"           {found['beyond_mb']:6.1f} MB beyond rest; {held}")
        if found["how"]:
            say(f"           read by {found['how']}")
    judge("ours / plain", best["ours"]["seconds"] / plain["seconds"], MOST_TIMES_PLAIN)
    judge("megabytes beyond rest", best["ours"]["beyond_mb"], MOST_MEGABYTES)


def find_of(turns: list[tuple[str, Found]], way: str) -> list[Found]:
    return [found for name, found in turns if name == way]


def judge(what: str, reached: float, most: float) -> None:
    say(f"  {what}: {reached:.2f}, at most {most}: {'met' if reached <= most else 'NOT MET'}")


def main() -> None:
    """Measure SQLite, then PostgreSQL."""
    say(describe_load(os.getloadavg()[0], os.cpu_count() or 1))
    missing = [name for name in LIBRARIES if find_spec(name) is None]
    if missing:
        say(f"Not importable, and so left out: {', '.join(missing)}.")
    present = [name for name in LIBRARIES if name not in missing]
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite+aiosqlite:///{Path(folder) / 'bench.db'}"
        asyncio.run(fill(url, Made()))
        say("SQLite, 1,000,000 answers of 80,000 responses about 20,000 reviews")
        compare(url, ["plain", "ours", "grouped", *present])
    with running_server() as server:
        url = server.create_database()
        asyncio.run(fill(url, Made()))
        say("PostgreSQL, the same (the memory is this process's, not the server's)")
        compare(url, ["plain", "ours", "grouped"])


if __name__ == "__main__":
    main()

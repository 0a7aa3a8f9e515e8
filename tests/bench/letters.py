"""How long a month's letters take: `.venv/bin/python -m tests.bench.letters [HOW MANY]`.

Everything that `letters` does is counted: codes stored durably, PDF and page drawn, files on the disk.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

COMMAND = Path(sys.executable).with_name("haveyoursay")
HEAD = "child_ref,date_of_birth,iro_ref,iro_name,review_ref,due_on,held_on\n"


def run(folder: Path, *words: str) -> str:
    done = subprocess.run([COMMAND, *words], cwd=folder, capture_output=True, text=True, check=True)
    return done.stdout.splitlines()[-1]


def write_reviews(folder: Path, count: int) -> Path:
    """Write reviews due today, each of another child with an IRO's name of its own."""
    today = time.strftime("%Y-%m-%d")
    born = f"{int(today[:4]) - 15}-01-01"
    file = folder / "reviews.csv"
    rows = (f"C{n},{born},I{n % 20},Łucja Wójcik-{n % 20},R{n},{today},\n" for n in range(count))
    file.write_text(HEAD + "".join(rows))
    return file


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 300
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        run(folder, "import", "reviews", str(write_reviews(folder, count)))
        start = time.perf_counter()
        said = run(folder, "letters", "--due-within", "1", "--audience", "child", "--out", "out")
        took = time.perf_counter() - start
        size = sum(file.stat().st_size for file in (folder / "out").iterdir()) / 1e6
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    speed = f"{took:.1f} s, {count / took:.0f} letters/s"
    sys.stdout.write(f"{said}\n{speed}, {size:.1f} MB of files, {memory:.0f} MB memory\n")


if __name__ == "__main__":
    main()

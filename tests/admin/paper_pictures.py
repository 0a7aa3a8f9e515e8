"""Make the pictures of what is printed for people to answer: of each booklet's pages, and of letters.

make pictures                                        # into docs/pictures/paper
.venv/bin/python -m tests.admin.paper_pictures DIR   # to look at after a change
"""

from __future__ import annotations

import csv
import os
import subprocess
import sys
import tempfile
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

import pypdfium2
from PIL import Image

DOCS = Path(__file__).parents[2] / "docs" / "pictures" / "paper"
COMMAND = Path(sys.executable).with_name("haveyoursay")
SETTINGS = {
    "SAY_DATA_DIR": "",
    "SAY_DATABASE_URL": "",
    "SAY_KEY_FILE": "",
    "SAY_COUNCIL": "Example Council",
    "SAY_OUT_OF_HOURS": "01632 960 123",
    "SAY_RETURN_ADDRESS": "Reviewing Service,Example Council,1 High Street,Exampleton,EX1 1AA",
    "SAY_PUBLIC_URL": "https://say.example.org",
    "SAY_LANGUAGES": "ar ckb fa ps sq ti uk vi",
    "SAY_LANGUAGES_SAFETY": "ar ckb fa ps sq ti uk vi",
}
"""As if a council had checked every language: only so are they printed."""
COLUMNS = ("child_ref", "date_of_birth", "iro_ref", "iro_name", "review_ref", "due_on", "held_on")
WIDTH, ACROSS, GAP, COLOURS = 400, 4, 8, 24
"""Dots of a page, pages beside each other, dots between them, and as few colours as faces stay clear in."""
GREY = "#888"


class Booklet(NamedTuple):
    """A form, the age of the child if it is for one review, and what else to say to `paper`."""

    form: str
    age: int | None = None
    more: tuple[str, ...] = ()


BOOKLETS = (
    Booklet("have_your_say_4_7", 6),
    Booklet("have_your_say_8_11", 9),
    Booklet("have_your_say_12_17", 14),
    Booklet("have_your_say_8_11", None, ("--easy-read",)),
    Booklet("have_your_say_12_17", None, ("--large-print",)),
    Booklet("have_your_say_12_17", None, ("--language", "ar")),
    Booklet("have_your_say_12_17", None, ("--language", "ti")),
    Booklet("feedback_child"),
    Booklet("feedback_carer"),
    Booklet("feedback_parent"),
    Booklet("feedback_professional"),
)


def main(folder: Path) -> None:
    """Print all of it in a council of its own, and keep each as one picture."""
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.png"):
        old.unlink()
    with tempfile.TemporaryDirectory() as home:
        write_reviews(Path(home, "reviews.csv"))
        run(home, "import", "reviews", "reviews.csv")
        for form, age, more in BOOKLETS:
            name = "-".join((form, *(word.strip("-") for word in more))).replace("_", "-")
            asked = ("--review", f"R-{age}") if age else ()
            run(home, "paper", form, *asked, *more, "--out", name)
            keep(Path(home, name, "booklet.pdf"), folder / f"{name}.png")
        run(home, "letters", "--due-within", "60", "--out", "letters")
        keep(Path(home, "letters", "letters.pdf"), folder / "letters.png")


def run(home: str, *arguments: str) -> None:
    """Say it in a folder of its own."""
    subprocess.run([COMMAND, *arguments], check=True, cwd=home, env={**os.environ, **SETTINGS})


def write_reviews(file: Path) -> None:
    """Write a review to come in four weeks for a child of each age that a booklet is for."""
    due = date.today() + timedelta(28)  # noqa: DTZ011 - a review to come, wherever this runs
    with file.open("w", encoding="utf-8", newline="") as out:
        rows = csv.writer(out)
        rows.writerow(COLUMNS)
        for age in sorted({booklet.age for booklet in BOOKLETS if booklet.age}):
            born = f"{due.year - age - 1}-06-15"
            rows.writerow((f"C-{age}", born, "IRO-1", "Sam Okafor", f"R-{age}", due, ""))


def keep(file: Path, picture: Path) -> None:
    """Lay its pages out beside each other, and keep that as one picture."""
    pdf = pypdfium2.PdfDocument(file)
    pages = [page.render(scale=WIDTH / page.get_width()).to_pil() for page in pdf]
    pdf.close()
    tall = max(page.height for page in pages)
    rows = -(-len(pages) // ACROSS)
    across = min(ACROSS, len(pages))
    sheet = Image.new("RGB", (across * (WIDTH + GAP) + GAP, rows * (tall + GAP) + GAP), GREY)
    for number, page in enumerate(pages):
        row, column = divmod(number, ACROSS)
        sheet.paste(page, (GAP + column * (WIDTH + GAP), GAP + row * (tall + GAP)))
    sheet.quantize(COLOURS, method=Image.Quantize.MAXCOVERAGE).save(picture, optimize=True)
    sys.stdout.write(f"{picture.name}: {len(pages)} pages, {picture.stat().st_size:,} bytes\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else DOCS)

"""Make the pictures of the chapter in docs/pictures/report/: the large demo's year, as LibreOffice prints it.

make report-pictures                                       # makes the large demo first: some minutes
REPORT_DEMO=data/demo make report-pictures                 # of a demo that there is already
.venv/bin/python -m tests.report.pictures report.docx      # of a file that there is already
"""

from __future__ import annotations

import io
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from docx import Document
from docx.shared import Mm, Pt, RGBColor
from PIL import Image

from admin.report.word.write import write_word
from tests.report.specimen import SPECIMEN
from tests.report.word.converting import HOW_TO, OFFICE, convert

if TYPE_CHECKING:
    import pypdfium2

FOLDER = Path(__file__).parents[2] / "docs" / "pictures" / "report"
COMMAND = Path(sys.executable).with_name("haveyoursay")
YEAR = ("--from", "2025-04-01", "--to", "2026-03-31")
MORE = ("--compare", "last-year", "--by", "age_band")
WIDTH, COLOURS = 850, 24
"""A page in dots, and as few colours as its letters and bars stay clear in."""
MOST_ON_PAGE, MOST = 120_000, 1_800_000
"""Bytes: of a page, and of all of them."""
OWN_PAGES = 2
"""How many pages are shown in a council's own template."""


def main() -> None:
    if OFFICE is None:
        sys.exit(f"The pictures need LibreOffice. {HOW_TO}")
    given = Path(sys.argv[1]).read_bytes() if len(sys.argv) > 1 else print_demo()
    FOLDER.mkdir(parents=True, exist_ok=True)
    for old in FOLDER.glob("*.png"):
        old.unlink()
    left = MOST - keep_pages("own-template", write_word(SPECIMEN, make_template()), MOST, OWN_PAGES)
    keep_pages("chapter", given, left)


def print_demo() -> bytes:
    """Print the year of the large demo, as it may be published."""
    with tempfile.TemporaryDirectory() as folder:
        home = os.environ.get("REPORT_DEMO")
        if home is None:
            run("demo", "--size", "large", cwd=folder)
        data = Path(home).absolute() if home else Path(folder, "data", "demo")
        out = Path(folder, "chapter.docx")
        asked = (*YEAR, *MORE, "--format", "docx", "--published", "--out", str(out))
        run("summary", *asked, cwd=folder, SAY_DATA_DIR=str(data), SAY_DATABASE_URL="", SAY_KEY_FILE="")
        return out.read_bytes()


def run(*arguments: str, cwd: str, **environment: str) -> None:
    subprocess.run([COMMAND, *arguments], check=True, cwd=cwd, env={**os.environ, **environment})


def make_template() -> bytes:
    """Make a template as a council has one: its letters, its green, a cover, and the chapter's place."""
    template = Document()
    template.styles["Normal"].font.name = "Liberation Serif"
    for level in (1, 2, 3):
        style = template.styles[f"Heading {level}"]
        style.font.name, style.font.color.rgb = "Liberation Serif", RGBColor(0x0B, 0x5D, 0x3B)
    template.styles["Heading 1"].font.size = Pt(22)
    section = template.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.header.paragraphs[0].text = "Example Council: annual report of the reviewing service"
    template.add_paragraph("4. What our children say", style="Title")
    template.add_paragraph("{{chapter}}")
    written = io.BytesIO()
    template.save(written)
    return written.getvalue()


def keep_pages(name: str, file: bytes, most: int, pages: int = 999) -> int:
    """Keep its pages until the room is full, and return how many bytes they have."""
    kept = 0
    with tempfile.TemporaryDirectory() as folder:
        pdf = convert(file, Path(folder))
        for number, page in enumerate(pdf, 1):
            picture = draw(page)
            if number > pages or kept + len(picture) > most:
                break
            (FOLDER / f"{name}-{number:02}.png").write_bytes(picture)
            kept += len(picture)
        sys.stdout.write(
            f"{name}: {len(list(FOLDER.glob(f'{name}-*')))} of {len(pdf)} pages kept, {kept:,} bytes\n"
        )
        pdf.close()
    return kept


def draw(page: pypdfium2.PdfPage) -> bytes:
    """Draw a page, in fewer colours if it would be too large."""
    image = page.render(scale=WIDTH / page.get_width()).to_pil()
    for colours in (COLOURS, COLOURS // 2, COLOURS // 4):
        written = io.BytesIO()
        image.quantize(colours, method=Image.Quantize.MAXCOVERAGE, kmeans=2).save(
            written, "PNG", optimize=True
        )
        if written.tell() <= MOST_ON_PAGE:
            return written.getvalue()
    message = "A page is too large for a picture."
    raise ValueError(message)


if __name__ == "__main__":
    main()

"""A CSV file as a table: checked as a whole first, then read row by row, so that size does not matter."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Literal, Protocol

from admin.cells_out import unguard_cell

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

SNIFFED_BYTES = 4096
"""UTF-16 shows in the first bytes: its mark, or NUL in every other place of any Latin text."""


class FileRefusedError(Exception):
    """The file as a whole cannot be used; the message is one sentence for the person who sent it."""


class Source(Protocol):
    """What is read: a file on the disk (its `Path`), or one that somebody sent."""

    @property
    def name(self) -> str:
        """The file's own name, for the person who sent it."""
        ...

    def open(self, mode: Literal["rb"], /) -> IO[bytes]:
        """Open it once more, from its beginning."""
        ...


@dataclass(frozen=True, slots=True, repr=False)
class Upload:
    """A file that somebody sent. It lies in memory, and in no temporary folder."""

    name: str
    content: bytes

    def open(self, _mode: Literal["rb"], /) -> IO[bytes]:
        """Read it from its beginning."""
        return io.BytesIO(self.content)


@dataclass(frozen=True, slots=True)
class SourceRow:
    """One row: `number` as a spreadsheet counts, `cells` by column name, `extra` ones beyond the headings."""

    number: int
    cells: dict[str, str]
    extra: int = 0

    @property
    def is_blank(self) -> bool:
        """Tell whether nothing stands in it."""
        return not self.extra and not any(self.cells.values())


@dataclass(frozen=True, slots=True)
class Table:
    """A file that can be read to its end. `rows` counts all rows under the headings."""

    source: Source
    columns: tuple[str, ...]
    rows: int

    def read_rows(self) -> Iterator[SourceRow]:
        """Yield every row, blank ones too."""
        records = read_records(self.source)
        next(records)
        for number, record in enumerate(records, start=2):
            cells = [unguard_cell(cell.strip()) for cell in record]
            named = dict.fromkeys(self.columns, "") | dict(zip(self.columns, cells, strict=False))
            named.pop("", None)  # below a blank heading
            yield SourceRow(number, named, extra=sum(map(bool, cells[len(self.columns) :])))


def open_table(source: Source, required: Collection[str]) -> Table:
    """Check the whole file before anything of it is used. Raises FileRefusedError."""
    refuse_utf16(source)
    columns, rows = _scan(source)
    _check_columns(source, columns, required)
    if not rows:
        raise FileRefusedError(f"{source.name} has headings and no row under them: nothing was imported.")
    return Table(source, columns, rows)


def refuse_utf16(source: Source) -> None:
    """Refuse what is no UTF-8 by its first bytes. Raises FileRefusedError."""
    try:
        with source.open("rb") as file:
            start = file.read(SNIFFED_BYTES)
    except OSError as error:
        raise FileRefusedError(f"{source.name} cannot be opened: {error.strerror}.") from error
    if start[:2] in {b"\xff\xfe", b"\xfe\xff"} or b"\x00" in start:
        raise FileRefusedError(f"{source.name} is not UTF-8 text (it looks like UTF-16): {_ADVICE}")


_ADVICE = "save it again as 'CSV UTF-8' and import that."


def read_records(source: Source) -> Iterator[list[str]]:
    """Yield the rows of a CSV file as they stand. Raises csv.Error, UnicodeDecodeError."""
    with io.TextIOWrapper(source.open("rb"), encoding="utf-8-sig", newline="") as file:
        yield from csv.reader(file, strict=True)


def _scan(source: Source) -> tuple[tuple[str, ...], int]:
    """Read to the end once: return the headings and how many rows follow."""
    count = 0
    columns: tuple[str, ...] = ()
    try:
        for count, record in enumerate(read_records(source), start=1):
            columns = columns if count > 1 else _read_headings(record)
    except UnicodeDecodeError as error:
        message = f"{source.name} is not UTF-8 text (line {_find_undecodable_line(source)}): {_ADVICE}"
        raise FileRefusedError(message) from error
    except csv.Error as error:
        message = (
            f"{source.name}, row {count + 1}: the quotation marks do not match, or a cell is far too long."
        )
        raise FileRefusedError(message) from error
    if not columns:
        raise FileRefusedError(f"{source.name} has no headings in its first row: nothing was imported.")
    return columns, count - 1


def _find_undecodable_line(source: Source) -> int:
    """Find the line that cannot be read: the decoder works ahead of the rows."""
    with source.open("rb") as file:
        return next(
            number for number, line in enumerate(file, 1) if "\ufffd" in line.decode(errors="replace")
        )


def _read_headings(record: Sequence[str]) -> tuple[str, ...]:
    """Fold the headings, and leave out blank ones at the end, which spreadsheets write."""
    columns = [re.sub(r"[\s-]+", "_", text.strip().casefold()) for text in record]
    while columns and not columns[-1]:
        columns.pop()
    return tuple(columns)


def _check_columns(source: Source, columns: tuple[str, ...], required: Collection[str]) -> None:
    repeated = [name for name, count in Counter(filter(None, columns)).items() if count > 1]
    if repeated:
        raise FileRefusedError(f"{source.name} has column {repeated[0]} twice: leave only one of them.")
    missing = [name for name in required if name.casefold() not in columns]
    if missing:
        hint = " Its cells look parted by semicolons: save it with commas." if ";" in columns[0] else ""
        wanted = f"{'columns' if missing[1:] else 'a column'} called {', '.join(missing)}"
        raise FileRefusedError(f"{source.name}, row 1: expected {wanted}, found none.{hint}")

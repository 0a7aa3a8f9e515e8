"""What was written into the form of a page for children, and what is wrong with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from admin.heard.draft import MOST_CHANGED, MOST_COULD_NOT, MOST_NEXT, MOST_TOLD
from forms.heard import Heard, Point
from forms.web.given import first
from forms.web.pages import Fault

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forms.web.given import Fields

MAX_LINE = 200
"""Letters: a line is read by a child, and stands on a poster."""
NOTHING = "Write at least one line: a page with nothing on it cannot go up."
TOO_LONG = f"Keep it under {MAX_LINE} letters."
HALF = "Write both: what was said, and what came of it or why not."


def read_heard_form(fields: Fields) -> tuple[Heard, tuple[Fault, ...]]:
    """Read what was written; blank lines are left out."""
    heard = Heard(
        tuple(_read_lines(fields, "told", MOST_TOLD)),
        tuple(_read_points(fields, "changed", MOST_CHANGED)),
        tuple(_read_points(fields, "could_not", MOST_COULD_NOT)),
        tuple(_read_lines(fields, "next", MOST_NEXT)),
    )
    faults = [*_check(fields)]
    if heard.is_empty:
        faults.append(Fault(NOTHING, "told-1"))
    return heard, tuple(faults)


def _read_lines(fields: Fields, name: str, most: int) -> Iterator[str]:
    for number in range(1, most + 1):
        text = _clean(first(fields, f"{name}-{number}"))
        if text:
            yield text


def _read_points(fields: Fields, name: str, most: int) -> Iterator[Point]:
    for number in range(1, most + 1):
        said, answer = (_clean(first(fields, f"{name}-{number}-{half}")) for half in ("said", "answer"))
        if said and answer:
            yield Point(said, answer)


def _check(fields: Fields) -> Iterator[Fault]:
    for name, values in fields.items():
        if _is_line(name) and len(_clean(values[0])) > MAX_LINE:
            yield Fault(TOO_LONG, name)
    for name, most in (("changed", MOST_CHANGED), ("could_not", MOST_COULD_NOT)):
        for number in range(1, most + 1):
            halves = [bool(_clean(first(fields, f"{name}-{number}-{half}"))) for half in ("said", "answer")]
            if any(halves) and not all(halves):
                yield Fault(HALF, f"{name}-{number}-{'said' if halves[1] else 'answer'}")


def _is_line(name: str) -> bool:
    return name.partition("-")[0] in {"told", "next", "changed", "could_not"}


def _clean(text: str) -> str:
    return " ".join(text.split())


def write_fields(heard: Heard) -> dict[str, str]:
    """Write the fields of a form from the words of a page."""
    fields: dict[str, str] = {}
    for name, lines in (("told", heard.told), ("next", heard.next)):
        fields |= {f"{name}-{number}": line for number, line in enumerate(lines, 1)}
    for name, points in (("changed", heard.changed), ("could_not", heard.could_not)):
        for number, point in enumerate(points, 1):
            fields |= {f"{name}-{number}-said": point.said, f"{name}-{number}-answer": point.answer}
    return fields

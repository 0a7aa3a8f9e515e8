"""How a column's value is said to a person."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from admin.documents.model import Entry
from admin.written_days import write_day, write_moment

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from forms.units import Row

NOT_RECORDED = "not recorded"
WHO = {
    "child": "the child",
    "parent": "a parent",
    "carer": "a carer",
    "professional": "a professional",
    "everyone": "somebody who was there",
}
CHANNELS = {
    "web": "on the web page",
    "telegram": "in Telegram",
    "paper": "on paper, typed in",
    "assisted": "together with a worker",
    "phone": "by telephone, typed in",
}


def say_value(value: Any) -> str:  # noqa: ANN401 - whatever a column holds
    """Say a value: a day as people write it, yes or no, a code without its underscores."""
    if value is None or value == "":
        return NOT_RECORDED
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return write_moment(value)
    if isinstance(value, date):
        return write_day(value)
    return str(value)


def name(names: Mapping[str, str], code: str) -> str:
    """Say a code by its name; one without a name as it is."""
    return names.get(code, code)


def say_codes(codes: str) -> str:
    """Say codes that are parted by spaces."""
    return ", ".join(code.replace("_", " ") for code in codes.split())


def list_entries(row: Row, labels: Mapping[str, str], coded: Iterable[str] = ()) -> Iterator[Entry]:
    """Yield an entry a column; of those that are `coded`, the underscores become spaces.

    What is not recorded stands together at the end: that it is blank is an answer too, and takes one line.
    """
    blank = [label for column, label in labels.items() if row[column] is None or row[column] == ""]
    for column, label in labels.items():
        value = row[column]
        if label not in blank:
            yield Entry(label, say_codes(value) if column in coded else say_value(value))
    if blank:
        yield Entry("Not recorded", "; ".join(blank))

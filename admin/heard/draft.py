"""The first words of a page for children, from what may be published and from what was approved. Pure.

Somebody then writes them for the age that the page is for. No number in it is one that the report hides. They
are in the language spoken now. What staff wrote in English is put on a page in English alone: never a mix.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from admin.shown.tables import CODES
from forms.definition import Audience, Timing
from forms.heard import Heard, Point
from forms.last_time import Outcome
from forms.speaking import ENGLISH, N_, gettext, ngettext, spoken, write_number

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from admin.shown.model import Number, ShownForm, ShownItem, ShownSummary

MOST_TOLD, MOST_CHANGED, MOST_COULD_NOT, MOST_NEXT = 4, 5, 3, 4
"""Lines and pairs on a page: two pages in large letters hold no more."""
CHILDREN_BEFORE, TALK_ABOUT, HEARD = "children_before", "talk_about", "children_heard"
TOPICS = 3
HAD_THEIR_SAY = N_("At {percent} of every 100 meetings, children had their say.")
TALKED_ABOUT = N_("You most wanted to talk about: {topics}.")
LISTED_AS = {ENGLISH.code: "en_GB"}
"""In Britain no comma stands before the last of a list."""
_NUMBER = re.compile(r"\d(?:[\d,.\u066b\u066c'\u2019]|[ \u00a0\u202f](?=\d{3}(?!\d)))*")
_BETWEEN_THOUSANDS = re.compile(r"[,.\u066c'\u2019 \u00a0\u202f](?=\d{3}(?!\d))")


def write_draft(shown: ShownSummary) -> Heard:
    """Draft a page of published figures. Raises ValueError where small numbers are not hidden in them."""
    if not shown.is_published:
        raise ValueError("a page for children is made of published figures alone")
    if spoken().code != ENGLISH.code:
        return Heard(tuple(_list_told(shown))[:MOST_TOLD])
    pairs = [(Point(pair.said, pair.done), pair.outcome == Outcome.NOT_POSSIBLE) for pair in shown.pairs]
    pledges = [pledge.words for pledge in shown.gathered.pledges if pledge.state == "open"]
    return Heard(
        tuple(_list_told(shown))[:MOST_TOLD],
        tuple(point for point, was_not in pairs if not was_not)[:MOST_CHANGED],
        tuple(point for point, was_not in pairs if was_not)[:MOST_COULD_NOT],
        tuple(pledges)[:MOST_NEXT],
    )


def _list_told(shown: ShownSummary) -> Iterator[str]:
    heard, took_part = shown.find_measure(HEARD), shown.find_measure("participation")
    if heard and isinstance(heard.share.count, int) and heard.share.count:
        count = heard.share.count
        said = ngettext(
            "One of you told us what you think before your meeting.",
            "{count} of you told us what you think before your meeting.",
            count,
        )
        yield said.format(count=write_number(count))
    if took_part and isinstance(took_part.share.percent, int | float):
        percent = f"{took_part.share.percent:g}"
        yield gettext(HAD_THEIR_SAY).format(percent=percent)
    topics = _list_topics(shown)
    if topics:
        yield gettext(TALKED_ABOUT).format(topics=_join(topics))


def _list_topics(shown: ShownSummary) -> list[str]:
    """List what most children wanted to talk about: over all forms that ask it alike, else in the largest."""
    before = ((form.filled_in, item) for form in shown.forms if _is_before(form) for item in form.items)
    together = ((one.item.answered, one.item) for one in shown.collated if one.people == CHILDREN_BEFORE)
    asked = _find_asked(together) or _find_asked(before)
    if not asked:
        return []
    _, most = max(asked, key=lambda found: _count(found[0]))
    counted = [cell for cell in most.cells if _is_number(cell.count) and cell.value != "other"]
    counted.sort(key=lambda cell: -_count(cell.count))
    labels = [cell.label for cell in counted[:TOPICS] if cell.count]
    if spoken().code != ENGLISH.code and not spoken().words.keys() >= set(labels):
        return []  # a council's own form, of which nobody has the words
    return [label[:1].lower() + label[1:] for label in map(gettext, labels)]


def _is_before(form: ShownForm) -> bool:
    is_before = form.audience is Audience.CHILD and form.timing is Timing.BEFORE
    return is_before and _is_number(form.filled_in)


def _find_asked(items: Iterable[tuple[Number, ShownItem]]) -> list[tuple[Number, ShownItem]]:
    return [(size, item) for size, item in items if item.key == TALK_ABOUT and item.cells]


def is_drafted_from(table: str) -> bool:
    """Tell whether a page says anything of a table: whoever reads it is told of no other."""
    return table in {CODES, HEARD} or f"/{TALK_ABOUT}/" in table


def _is_number(number: Number) -> bool:
    return isinstance(number, int | float)


def _count(number: Number) -> float:
    return number if isinstance(number, int | float) else 0


def _join(words: list[str]) -> str:
    from babel.lists import format_list  # noqa: PLC0415 - heavy, and seldom needed

    return format_list(words, locale=LISTED_AS.get(spoken().code, spoken().code))


def list_numbers(heard: Heard) -> tuple[str, ...]:
    """List the numbers that stand on a page, each once: whoever approves it looks at them."""
    found = (
        number.rstrip(".,\u066b\u066c'\u2019")
        for text in heard.list_texts()
        for number in _NUMBER.findall(text)
    )
    return tuple(dict.fromkeys(found))


def list_unknown_numbers(heard: Heard, draft: Heard) -> tuple[str, ...]:
    """List the numbers on a page that do not stand in its draft: they may be numbers that are hidden."""
    known = {_read(number) for number in list_numbers(draft)}
    return tuple(number for number in list_numbers(heard) if _read(number) not in known)


def _read(number: str) -> str:
    """Read a number as it is written in any language: 1,204 is 1.204 in Vietnamese, and has other digits."""
    plain = "".join(str(int(sign)) if sign.isdecimal() else sign for sign in number)
    return _BETWEEN_THOUSANDS.sub("", plain).replace("\u066b", ".")

"""The private brief: everything that was said, in the order in which it is needed before a meeting. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from admin.safe_way import explain_safe_way
from admin.voice.promises import NO_LAST_TIME
from admin.voice.wished import list_wishes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from admin.voice.changes import Change
    from admin.voice.opened import Opened
    from admin.voice.promises import LastTime
    from admin.voice.wished import Wish

NOT_FRONT_OF_CHILD = "not_front_of_child"
"""The question in which a parent or a carer says what is not for the child's ears."""


@dataclass(frozen=True, slots=True)
class Brief:
    """What stands on it, from the top down.

    `asked` is what grown-ups want said in front of the child by nobody: whose words, and the words.
    """

    not_front_of: tuple[str, ...]
    asked: tuple[tuple[str, str], ...]
    ways: tuple[str, ...]
    wishes: tuple[Wish, ...]
    own: tuple[Opened, ...]
    changes: tuple[Change, ...]
    last_time: LastTime
    others: tuple[Opened, ...]


def write_brief(
    opened: Sequence[Opened], changes: Sequence[Change] = (), last_time: LastTime = NO_LAST_TIME
) -> Brief:
    """Put it in order: the child's own, then apart what grown-ups sent."""
    own = tuple(each for each in opened if each.sent.is_own)
    others = tuple(each for each in opened if not each.sent.is_own)
    return Brief(
        not_front_of=list_not_front(opened),
        asked=tuple(_list_asked(others)),
        ways=tuple(dict.fromkeys(_list_ways(own))),
        wishes=tuple(list_wishes(own)),
        own=own,
        changes=tuple(changes),
        last_time=last_time,
        others=others,
    )


def list_not_front(opened: Iterable[Opened]) -> tuple[str, ...]:
    """List everybody who is named in any of it, each once."""
    return tuple(dict.fromkeys(person for each in opened for person in each.not_front_of))


def _list_asked(others: Iterable[Opened]) -> Iterator[tuple[str, str]]:
    for each in others:
        said = each.find(NOT_FRONT_OF_CHILD)
        if said is not None and said.words:
            yield each.sent.row["audience"], said.words


def _list_ways(own: Iterable[Opened]) -> Iterator[str]:
    ways = (explain_safe_way(each.sent.row["answer_by"]) for each in own)
    return filter(None, ways)

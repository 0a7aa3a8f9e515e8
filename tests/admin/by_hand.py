"""The figures of a period a second time, row by row, by the plain words of docs/measures.md alone."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date

CODES = ("PN0", "PN1", "PN2", "PN3", "PN4", "PN5", "PN6", "PN7")

Row: TypeAlias = dict[str, Any]
"""A review: its columns, and `told` if the child's own form about it was sent."""
Figure: TypeAlias = tuple[int, int | None, float | None, float | None, float | None]
"""Count, out of, percent, low, high."""


def percent(count: int, out_of: int) -> float | None:
    if not out_of:
        return None
    return float((Decimal(100 * count) / Decimal(out_of)).quantize(Decimal("0.1"), ROUND_HALF_UP))


def took_part(row: Row) -> bool:
    return row["participation_code"] in {"PN1", "PN2", "PN3", "PN5", "PN6"}


def in_time(row: Row) -> bool:
    return bool(row["held_on"] <= row["due_on"])


def share(base: Sequence[Row], test: Callable[[Row], bool]) -> Figure:
    count = sum(1 for row in base if test(row))
    return count, len(base), percent(count, len(base)), None, None


def share_of_children(base: Sequence[Row], test: Callable[[list[Row]], bool]) -> Figure:
    children = {row["child_ref"] for row in base}
    count = sum(1 for child in children if test([row for row in base if row["child_ref"] == child]))
    return count, len(children), percent(count, len(children)), None, None


@dataclass(frozen=True)
class ByHand:
    """A period, its reviews, and the births of their children."""

    rows: Sequence[Row]
    births: Mapping[str, date | None]
    first_on: date
    last_on: date
    today: date
    definition: str

    def within(self, day: date | None) -> bool:
        return day is not None and self.first_on <= day <= self.last_on

    @property
    def statutory(self) -> list[Row]:
        return [row for row in self.rows if row["meeting_kind"] == "cla_review"]

    @property
    def held(self) -> list[Row]:
        return [row for row in self.statutory if self.within(row["held_on"])]

    @property
    def eligible(self) -> list[Row]:
        return [row for row in self.held if row["participation_code"] in CODES[1:]]

    @property
    def unknown(self) -> int:
        uncoded = [row for row in self.held if not row["participation_code"]]
        return sum(1 for row in uncoded if not self.was_under_four(row))

    def compare_with_fourth_birthday(self, row: Row) -> int:
        """Before it -1, on it 0, after it 1; 0 as well where no birth is known."""
        born, held = self.births[row["child_ref"]], row["held_on"]
        if born is None:
            return 0
        then, birth = (held.year - 4, held.month, held.day), (born.year, born.month, born.day)
        return (then > birth) - (then < birth)

    def was_under_four(self, row: Row) -> bool:
        return self.compare_with_fourth_birthday(row) < 0

    def is_miscoded(self, row: Row) -> bool:
        if row["participation_code"] == "PN0":
            return self.compare_with_fourth_birthday(row) > 0
        return bool(row["participation_code"]) and self.was_under_four(row)

    def is_overdue(self, row: Row) -> bool:
        was_held = row["held_on"] and row["held_on"] <= min(self.last_on, self.today)
        return bool(row["due_on"] < self.today and not was_held)

    def over_e(self, test: Callable[[Row], bool], *, with_young: bool = False) -> Figure:
        count, out_of, unknown = sum(map(test, self.eligible)), len(self.eligible), self.unknown
        if self.definition == "all_reviews":
            return count, len(self.held), percent(count, len(self.held)), None, None
        if with_young and self.definition == "under_fours_count_as_participating":
            young = sum(1 for row in self.held if row["participation_code"] == "PN0")
            count, out_of = count + young, out_of + young
        if not unknown:
            return count, out_of, percent(count, out_of), None, None
        most = out_of + unknown
        return count, out_of, percent(count, out_of), percent(count, most), percent(count + unknown, most)

    def coded(self, *numbers: int) -> Figure:
        return self.over_e(lambda row: row["participation_code"] in {CODES[number] for number in numbers})

    def contact(self, *states: str) -> Figure:
        return share(self.held, lambda row: row["iro_contact"] in states)

    def find(self) -> dict[str, Figure]:
        return {**self.find_times(), **self.find_codes(), **self.find_children(), **self.find_others()}

    def find_times(self) -> dict[str, Figure]:
        due = [row for row in self.statutory if self.within(row["due_on"])]
        dated = [row for row in self.held if row["due_on"]]
        types = ("first", "second", "subsequent")
        return {
            "reviews_held": (len(self.held), None, None, None, None),
            "reviews_due": (len(due), None, None, None, None),
            "reviews_overdue": share(due, self.is_overdue),
            "reviews_in_time": share(dated, in_time),
            **{
                f"reviews_in_time_{name}": share(
                    [row for row in dated if row["review_type"] == name], in_time
                )
                for name in types
            },
            "children_all_reviews_in_time": share_of_children(dated, lambda rows: all(map(in_time, rows))),
        }

    def find_codes(self) -> dict[str, Figure]:
        return {
            "code_coverage": share(self.held, lambda row: row["participation_code"] in CODES),
            "miscoded": share(self.held, self.is_miscoded),
            "participation": self.over_e(took_part, with_young=True),
            "attendance": self.coded(1, 2, 3, 4),
            "attended_and_contributed": self.coded(1, 2, 3),
            "views_sent": self.coded(5, 6),
            "advocate": self.coded(2, 5),
            "attended_silently": self.coded(4),
            "not_reached": self.coded(7),
            "views_evidenced": self.over_e(lambda row: row["told"]),
            "co_chaired": self.over_e(lambda row: row["co_chaired"] == 1),
        }

    def find_children(self) -> dict[str, Figure]:
        def took_part_in_some(rows: list[Row]) -> bool:
            return any(map(took_part, rows)) and not all(map(took_part, rows))

        return {
            "children_all": share_of_children(self.eligible, lambda rows: all(map(took_part, rows))),
            "children_some": share_of_children(self.eligible, took_part_in_some),
            "children_none": share_of_children(self.eligible, lambda rows: not any(map(took_part, rows))),
            "children_heard": share_of_children(self.held, lambda rows: any(row["told"] for row in rows)),
        }

    def find_others(self) -> dict[str, Figure]:
        with_mode = [row for row in self.held if row["mode"]]
        declined = [row for row in self.eligible if row["iro_contact"] == "declined"]
        return {
            "reviews_in_person": share(with_mode, lambda row: row["mode"] == "in_person"),
            "reviews_virtual": share(with_mode, lambda row: row["mode"] == "virtual"),
            "reviews_hybrid": share(with_mode, lambda row: row["mode"] == "hybrid"),
            "parents_attended": share(self.held, lambda row: row["parent_attended"] == 1),
            "parents_attended_or_consulted": share(
                self.held, lambda row: 1 in (row["parent_attended"], row["parent_consulted"])
            ),
            "contacted_before": self.contact("done"),
            "declined_contact": self.contact("declined"),
            "contact_not_appropriate": self.contact("not_appropriate"),
            "contact_not_offered": self.contact("not_offered"),
            "contact_not_recorded": self.contact(""),
            "offered_contact": self.contact("done", "declined"),
            "declined_but_took_part": share(declined, took_part),
        }

    def find_reasons(self) -> dict[str, int]:
        away = [row for row in self.held if row["participation_code"] in {"PN0", "PN5", "PN6", "PN7"}]
        found = [row["reason_not_attending"] for row in away if row["reason_not_attending"]]
        return {reason: found.count(reason) for reason in sorted(set(found))}

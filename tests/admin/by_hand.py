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
"""A review: its columns, and what was sent about it: `own` (the answers of the child's own form, or None),
`carer_sent`. Or a visit; or a check-in, by child and day."""
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
    visits: Sequence[Row]
    check_ins: Sequence[Row]
    births: Mapping[str, date | None]
    first_on: date
    last_on: date
    today: date
    definition: str

    def within(self, day: date | None) -> bool:
        return day is not None and self.first_on <= day <= self.last_on

    def was_held(self, row: Row) -> bool:
        return self.within(row["held_on"]) and row["held_on"] <= self.today and not row["stood_down"]

    @property
    def statutory(self) -> list[Row]:
        return [row for row in self.rows if row["meeting_kind"] == "cla_review"]

    @property
    def held(self) -> list[Row]:
        return [row for row in self.statutory if self.was_held(row)]

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
        return {
            **self.find_times(),
            **self.find_codes(),
            **self.find_children(),
            **self.find_others(),
            **self.find_talks(),
            **self.find_own_forms(),
            **self.find_visits(),
            "heard_at_midpoint": self.find_midpoint(),
        }

    def find_times(self) -> dict[str, Figure]:
        due = [row for row in self.statutory if self.within(row["due_on"]) and not row["stood_down"]]
        called_off = [
            row
            for row in self.statutory
            if row["stood_down"] and self.within(row["due_on"] or row["held_on"])
        ]
        dated = [row for row in self.held if row["due_on"]]
        types = ("first", "second", "subsequent")
        return {
            "reviews_held": (len(self.held), None, None, None, None),
            "reviews_due": (len(due), None, None, None, None),
            "reviews_stood_down": (len(called_off), None, None, None, None),
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
            "views_evidenced": self.over_e(lambda row: row["own"] is not None),
            "co_chaired": self.over_e(lambda row: row["co_chaired"] == 1),
        }

    def find_children(self) -> dict[str, Figure]:
        def took_part_in_some(rows: list[Row]) -> bool:
            return any(map(took_part, rows)) and not all(map(took_part, rows))

        return {
            "children_all": share_of_children(self.eligible, lambda rows: all(map(took_part, rows))),
            "children_some": share_of_children(self.eligible, took_part_in_some),
            "children_none": share_of_children(self.eligible, lambda rows: not any(map(took_part, rows))),
            "children_heard": share_of_children(
                self.held, lambda rows: any(row["own"] is not None for row in rows)
            ),
        }

    def find_others(self) -> dict[str, Figure]:
        with_mode = [row for row in self.held if row["mode"]]
        declined = [row for row in self.eligible if row["iro_contact"] == "declined"]
        return {
            "reviews_in_person": share(with_mode, lambda row: row["mode"] == "in_person"),
            "reviews_virtual": share(with_mode, lambda row: row["mode"] == "virtual"),
            "reviews_hybrid": share(with_mode, lambda row: row["mode"] == "hybrid"),
            "parents_invited": share(self.held, lambda row: row["parent_invited"] == 1),
            "carers_heard": share(self.held, lambda row: row["carer_attended"] == 1 or row["carer_sent"]),
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

    def find_talks(self) -> dict[str, Figure]:
        def spoken(column: str, *values: Any) -> Figure:
            return share(self.held, lambda row: row["iro_contact"] == "done" and row[column] in values)

        return {
            "spoken_alone": spoken("iro_contact_alone", 1),
            "spoken_not_alone": spoken("iro_contact_alone", 0),
            "spoken_in_person": spoken("iro_contact_how", "in_person"),
            "spoken_from_afar": spoken("iro_contact_how", "phone", "video", "text"),
        }

    def find_own_forms(self) -> dict[str, Figure]:
        own = [row for row in self.held if row["own"] is not None]
        offered_help = [row for row in own if "want_help" in row["own"]]
        seen = [row for row in own if row["own"].get("could_see")]
        wished = [row for row in self.held if found_of_wishes(row)]
        return {
            "advocate_asked": share(offered_help, lambda row: "advocate" in (row["own"]["want_help"] or "")),
            "interpreter_asked": share(
                offered_help, lambda row: "interpreter" in (row["own"]["want_help"] or "")
            ),
            "answered_privately": share(seen, lambda row: row["own"]["could_see"] == "no"),
            "wishes_met": share(wished, lambda row: set(found_of_wishes(row)) == {"met"}),
        }

    def find_visits(self) -> dict[str, Figure]:
        found = [
            row for row in self.visits if self.within(row["visited_on"]) and row["visited_on"] <= self.today
        ]
        done = [row for row in found if row["outcome"] == "done"]
        return {
            **{
                f"visits_{outcome}": share(found, lambda row, outcome=outcome: row["outcome"] == outcome)
                for outcome in ("done", "failed", "declined")
            },
            "feedback_at_visits": share(done, lambda row: row["views_recorded"] == 1),
        }

    def find_midpoint(self) -> Figure:
        followers = [(row, before) for row in self.held if (before := self.find_before(row))]
        heard = [row for row, before in followers if self.was_heard(row, before)]
        return len(heard), len(followers), percent(len(heard), len(followers)), None, None

    def find_before(self, row: Row) -> date | None:
        days = [
            other["held_on"]
            for other in self.statutory
            if other["child_ref"] == row["child_ref"] and other["held_on"] and not other["stood_down"]
        ]
        return max((day for day in days if day < row["held_on"]), default=None)

    def was_heard(self, row: Row, before: date) -> bool:
        visited = [
            visit["visited_on"]
            for visit in self.visits
            if visit["child_ref"] == row["child_ref"]
            and visit["outcome"] == "done"
            and visit["views_recorded"]
        ]
        checked = [found["day"] for found in self.check_ins if found["child_ref"] == row["child_ref"]]
        return any(before < day < row["held_on"] for day in checked) or any(
            before < day and (row["held_on"] - day).days > 42 for day in visited
        )

    def find_reasons(self, column: str, *codes: int) -> dict[str, int]:
        of_them = [row for row in self.held if row["participation_code"] in {CODES[code] for code in codes}]
        found = [row[column] for row in of_them if row[column]]
        return {reason: found.count(reason) for reason in sorted(set(found))}

    def find_reasons_not_invited(self) -> dict[str, int]:
        others = [row for row in self.held if row["parent_invited"] != 1]
        found = [row["parent_not_invited_reason"] for row in others if row["parent_not_invited_reason"]]
        return {reason: found.count(reason) for reason in sorted(set(found))}

    def find_kinds(self) -> dict[str, int]:
        kinds = [row["meeting_kind"] for row in self.rows if self.was_held(row)]
        named = ("cla_review", "icpc", "rcpc", "pathway", "secure", "other")
        return {kind: kinds.count(kind) for kind in named}


def found_of_wishes(row: Row) -> list[str]:
    """List what came of the wishes: as recorded, and how the child took part where nobody wrote that."""
    recorded = dict(row["wishes"])
    judged = wish_came_true(row) if row["own"] and "how_join" not in recorded else None
    return [*recorded.values(), *({True: ["met"], False: ["not"], None: []}[judged])]


def wish_came_true(row: Row) -> bool | None:  # noqa: PLR0911 - a wish a line
    """Compare what the child wanted with what was recorded; None where either is not known."""
    wish, joined = row["own"].get("how_join"), row["child_joined"]
    code = int(row["participation_code"][2]) if row["participation_code"] else 0
    if wish == "help_run_it":
        return None if row["co_chaired"] is None else row["co_chaired"] == 1
    if wish in {"someone_speaks", "send_words", "send_picture"}:
        if not code:
            return None
        return code in ({2, 5} if wish == "someone_speaks" else {5, 6})
    if not wish or (not joined and not code):
        return None
    if wish == "come":
        return joined in {"all", "part", "room"} if joined else code <= 4
    if wish == "all":
        return joined in {"all", "room"} if joined else code <= 4
    if wish == "part":
        return joined in {"part", "room"} if joined else code <= 4
    if wish == "video_phone":
        return joined in {"video", "phone"} if joined else code == 6
    if wish == "not_come":
        return not joined and code >= 5
    return None

"""What is typed and chosen about a meeting, read: pure, from the fields of a page to what is recorded."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from admin.recording import choices
from admin.recording.wishes import Said
from admin.suggested_code import CAME, STATUTORY, STAYED_AWAY, Known, list_doubts
from admin.typed_days import read_typed_day
from admin.written_days import type_day
from forms.participation import ParticipationCode
from forms.web.given import first
from forms.web.pages import Fault

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from forms.units import Row
    from forms.web.given import Fields

MAX_BECAUSE = 1_000
FAR = timedelta(days=183)
"""From the day it was due: half a year away is more likely a slip of the hand."""
NO_DAY = "Write the day it was held, such as 03/12/2026."
TO_COME = "That day is still to come."
CODE_TOO_EARLY = "The code is recorded after the last sitting. Leave it empty for now."
TOO_LONG = f"Keep it under {MAX_BECAUSE:,} letters."
NO_TALK_DAY = "Write the day they spoke, such as 03/12/2026, or leave it empty."

OPTIONS: Mapping[str, Mapping[str, str]] = {
    "mode": choices.MODES,
    "over": choices.YES_NO,
    "joined": choices.JOINED,
    "participation_code": choices.CODES,
    "reason_not_attending": choices.NOT_ATTENDING,
    "reason_no_views": choices.NO_VIEWS,
    "child_reason": choices.CHILD_SAYS,
    "co_chaired": choices.YES_NO,
    "advocate": choices.YES_NO,
    "parent_attended": choices.YES_NO,
    "parent_consulted": choices.YES_NO,
    "carer_attended": choices.YES_NO,
}
TALK_OPTIONS: Mapping[str, Mapping[str, str]] = {
    "iro_contact": choices.CONTACTS,
    "iro_contact_how": choices.CONTACT_WAYS,
    "iro_contact_alone": choices.YES_NO,
}
REASONS = ("reason_not_attending", "reason_no_views", "child_reason")
FLAGS = ("co_chaired", "advocate", "parent_attended", "parent_consulted", "carer_attended")
"""Yes, no, or not said."""


def read_choices(fields: Fields, options: Mapping[str, Mapping[str, str]]) -> dict[str, str]:
    """Read what was chosen; what no page of ours offers counts as nothing chosen."""
    given = {name: first(fields, name) for name in options}
    return {name: value if value in options[name] else "" for name, value in given.items()}


def read_day(fields: Fields, name: str) -> date | None:
    """Read a day as people write it; None if it is none."""
    found = read_typed_day(first(fields, name))
    return found if isinstance(found, date) else None


@dataclass(frozen=True, slots=True)
class Talk:
    """Whether the IRO spoke with the child before: one of five states; when, how, alone or not."""

    chosen: Mapping[str, str]
    spoken_on: date | None

    @property
    def values(self) -> dict[str, Any]:
        """The columns of the review. How they spoke is kept only if they did."""
        is_done = self.chosen["iro_contact"] == "done"
        return {
            "iro_contact": self.chosen["iro_contact"],
            "iro_contact_on": self.spoken_on,
            "iro_contact_how": self.chosen["iro_contact_how"] if is_done else "",
            "iro_contact_alone": _read_flag(self.chosen["iro_contact_alone"]) if is_done else None,
        }


def read_talk(fields: Fields, today: date) -> tuple[Talk, list[Fault]]:
    """Read the talk before a meeting, and what is wrong with it."""
    talk = Talk(read_choices(fields, TALK_OPTIONS), read_day(fields, "iro_contact_on"))
    faults = []
    if first(fields, "iro_contact_on").strip() and talk.spoken_on is None:
        faults.append(Fault(NO_TALK_DAY, "iro_contact_on"))
    if talk.spoken_on and talk.spoken_on > today:
        faults.append(Fault(TO_COME, "iro_contact_on"))
    return talk, faults


@dataclass(frozen=True, slots=True)
class After:
    """What somebody says of a meeting that was held, or of one sitting of it."""

    held_on: date | None
    chosen: Mapping[str, str]
    wishes: tuple[Said, ...]

    @property
    def is_over(self) -> bool:
        """Tell whether that was the end of it."""
        return self.chosen["over"] != "no"

    @property
    def code(self) -> ParticipationCode | None:
        """The participation code that was chosen."""
        written = self.chosen["participation_code"]
        return ParticipationCode(written) if written else None

    def list_values(self, review: Row) -> dict[str, Any]:
        """Return the columns of the review, but for when and how it was held."""
        chosen = self.chosen
        joined = "" if chosen["joined"] == STAYED_AWAY else chosen["joined"]
        values: dict[str, Any] = {name: _read_flag(chosen[name]) for name in FLAGS}
        values |= {name: chosen[name] for name in REASONS} | {"child_joined": joined, "stood_down": None}
        if review["meeting_kind"] == STATUTORY:
            values["participation_code"] = chosen["participation_code"]
        return values

    def know(self, review: Row) -> Known:
        """Return what the code is judged by."""
        return Known(
            meeting_kind=review["meeting_kind"],
            held_on=self.held_on,
            date_of_birth=review["date_of_birth"],
            joined=self.chosen["joined"],
        )

    def list_doubts(self, review: Row) -> Iterator[str]:
        """Yield what does not fit together: said before it is kept, and kept if the person says so."""
        if self.code:
            yield from list_doubts(self.code, self.know(review))
        if self.chosen["joined"] in CAME and any(self.chosen[name] for name in REASONS):
            yield "You give a reason for not coming or for no views, and say that the child came."
        if self.held_on and review["due_on"] and abs(self.held_on - review["due_on"]) > FAR:
            yield "The day is more than half a year from the day it was due. Is the year right?"


def read_after(fields: Fields, wishes: Iterable[str], today: date) -> tuple[After, list[Fault]]:
    """Read what was recorded after a meeting, and what is wrong with it."""
    said = tuple(_read_wishes(fields, wishes))
    after = After(read_day(fields, "held_on"), read_choices(fields, OPTIONS), said)
    faults = []
    if after.held_on is None:
        faults.append(Fault(NO_DAY, "held_on"))
    elif after.held_on > today:
        faults.append(Fault(TO_COME, "held_on"))
    if not after.is_over and after.code:
        faults.append(Fault(CODE_TOO_EARLY, "participation_code-1"))
    faults += [Fault(TOO_LONG, f"because-{one.key}") for one in said if len(one.because) > MAX_BECAUSE]
    return after, faults


def _read_wishes(fields: Fields, wishes: Iterable[str]) -> Iterator[Said]:
    """Yield what was recorded of each wish. Of one that was met there is no why not."""
    for key in wishes:
        outcome = first(fields, f"wish-{key}")
        because = first(fields, f"because-{key}").strip()
        if outcome in choices.WISH_OUTCOMES:
            yield Said(key, outcome, "" if outcome == "met" else because)


def _read_flag(written: str) -> bool | None:
    return {"yes": True, "no": False}.get(written)


def write_flag(value: bool | None) -> str:  # noqa: FBT001 - the column's whole content
    """Write a yes or no as the page has it."""
    return "" if value is None else "yes" if value else "no"


def write_after(review: Row, today: date) -> dict[str, str]:
    """Return the fields that show what is recorded already; a meeting due lately offers that day."""
    due_on = review["due_on"]
    offered = due_on if due_on and today - timedelta(days=14) <= due_on <= today else None
    held_on = review["held_on"] or offered
    given = {name: str(review[name]) for name in ("mode", "participation_code", *REASONS)}
    given |= {name: write_flag(review[name]) for name in FLAGS}
    given |= {"held_on": type_day(held_on) if held_on else "", "over": "yes"}
    is_away = review["participation_code"] in {"PN5", "PN6", "PN7"} and not review["child_joined"]
    return given | {"joined": STAYED_AWAY if is_away else review["child_joined"]} | write_talk(review)


def write_talk(review: Row) -> dict[str, str]:
    """Return the fields that show what is recorded of the talk before."""
    spoken_on = review["iro_contact_on"]
    return {
        "iro_contact": review["iro_contact"],
        "iro_contact_on": type_day(spoken_on) if spoken_on else "",
        "iro_contact_how": review["iro_contact_how"],
        "iro_contact_alone": write_flag(review["iro_contact_alone"]),
    }

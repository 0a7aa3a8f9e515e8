"""The meetings of today that the demo's links are about: one for each age and kind."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from admin.demo_reviews import find_birth, write_review
from forms.last_time import Deed, Kept, write_action
from forms.london import london_day

if TYPE_CHECKING:
    from datetime import date, datetime

    from forms.keys import Keys
    from forms.units import Write

SAFE_PARENT = "DEMO-PARENT"


@dataclass(frozen=True, slots=True)
class DemoMeeting:
    """A meeting held today, of a child who turned so many `years` this year."""

    ending: str
    years: int
    kind: str = "cla_review"

    def find_ref(self, number: int, today: date) -> str:
        """Return its reference in the `number`th set of meetings of a day."""
        return f"DEMO-{today:%Y%m%d}-{number}{self.ending}"


TEENAGER = DemoMeeting("", 15)
MIDDLE = DemoMeeting("-NINE", 9)
YOUNGEST = DemoMeeting("-SIX", 6)
BABY = DemoMeeting("-BABY", 1)
LEAVER = DemoMeeting("-LEAVER", 19, "pathway")
CONFERENCE = DemoMeeting("-CONFERENCE", 11, "rcpc")


LAST_TIME = Deed(
    "wants to see the sister more often",
    "asked the team of the sister, who agreed",
    "every second Saturday since October",
    "You wanted to see your sister more often.",
    "We asked. You now see her every second Saturday.",
)


def write_meeting(meeting: DemoMeeting, number: int, today: date) -> tuple[Write, ...]:
    """Write a meeting and its child where they are missing."""
    review_ref = meeting.find_ref(number, today)
    child = {"child_ref": f"{review_ref}-CHILD", "date_of_birth": find_birth(today, meeting.years)}
    said: dict[str, Any] = {"meeting_kind": meeting.kind, "parents_safe_to_invite": SAFE_PARENT}
    return write_review(review_ref, child, today, said)


def write_last_time(keys: Keys, number: int, now: datetime) -> tuple[Write, ...]:
    """Write what came of the last meeting of the child aged 9, who reads it right after Start."""
    today = london_day(now)
    review_ref = MIDDLE.find_ref(number, today)
    earlier = f"{review_ref}-EARLIER"
    child = {"child_ref": f"{review_ref}-CHILD", "date_of_birth": find_birth(today, MIDDLE.years)}
    action = write_action(keys, keys.mac("demo action", earlier), Kept(earlier, "iro", now), LAST_TIME)
    return (*write_review(earlier, child, None, {}), action)

"""What is typed about an action, read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from admin.console.replies.given import read_promise
from forms.last_time import Deed, Outcome
from forms.web.given import first
from forms.web.pages import Fault

if TYPE_CHECKING:
    from datetime import date

    from forms.web.given import Fields

MAX_WORDS = 1_000
NAMES = (
    "review",
    "said",
    "done",
    "code",
    "outcome",
    "tell",
    "told_said",
    "told_done",
    "promised_on",
    "response",
)
OUTCOMES = {
    "": "Not known yet",
    Outcome.DONE: "Done",
    Outcome.RAISED: "Raised with the team manager",
    Outcome.DISPUTE: "A formal dispute was raised",
    Outcome.ADVOCATE: "An advocate was asked",
    Outcome.NOT_POSSIBLE: "Not possible, because …",
}
NO_SAID = "Write what the child said."
NO_DONE = "Write what was done."
NO_TELL = "Choose whether the child is told."
NO_TOLD_SAID = "Write what the child will read about what they said."
NO_TOLD_DONE = "Write what the child will read about what happened."
NO_WHY = "Write why it was not possible."
TOO_LONG = f"Keep it under {MAX_WORDS:,} letters."


def read_deed(fields: Fields) -> Deed:
    """Read the words: those for the child only where the child is told."""
    said, done, outcome, told_said, told_done = (
        first(fields, name).replace("\r\n", "\n").strip()
        for name in ("said", "done", "outcome", "told_said", "told_done")
    )
    if first(fields, "tell") != "yes":
        return Deed(said, done, outcome)
    return Deed(said, done, outcome, told_said, told_done)


def read_code(fields: Fields) -> str:
    """Read what came of it; empty for what is not one of ours."""
    code = first(fields, "code")
    return code if code in OUTCOMES else ""


def find_faults(fields: Fields, today: date) -> list[Fault]:
    """Say what is missing or too long."""
    words = ("said", "done", "outcome", "told_said", "told_done")
    faults = [Fault(TOO_LONG, name) for name in words if len(first(fields, name)) > MAX_WORDS]
    needed = {"said": NO_SAID, "done": NO_DONE}
    if read_code(fields) == Outcome.NOT_POSSIBLE:
        needed["outcome"] = NO_WHY
    if first(fields, "tell") == "yes":
        needed |= {"told_said": NO_TOLD_SAID, "told_done": NO_TOLD_DONE}
    faults += [Fault(text, name) for name, text in needed.items() if not first(fields, name).strip()]
    if first(fields, "tell") not in {"yes", "no"}:
        faults.append(Fault(NO_TELL, "tell-1"))
    promised_on = read_promise(fields, today)
    return [*faults, *([promised_on] if isinstance(promised_on, Fault) else [])]

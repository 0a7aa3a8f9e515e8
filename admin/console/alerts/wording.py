"""An alert in words. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from admin.accounts.roles import NAMES
from admin.alerts.acts import OUTCOMES
from admin.alerts.routing import DUTY_CONTACT
from admin.written_days import write_moment
from forms.alert_steps import StepKind
from forms.contact import HOW, NOT_WHEN, ROLES, WHEN
from forms.london import LONDON
from forms.must_not_know import SOMEONE_NEAR

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from admin.alerts.clock import AlertClock
    from admin.alerts.routing import Person, Recipient
    from forms.units import Row

CAUSES = {
    "help": "They pressed “I need help now”",
    "choice": "They chose an answer that calls for a person",
    "words": "They wrote words that may mean somebody is hurt",
    "worker": "A worker who typed a booklet in is worried",
    "test": "A test: nobody is waiting",
}
WHO = {
    "child": "A child or young person",
    "parent": "A parent",
    "carer": "A carer",
    "professional": "A professional",
    "staff": "Somebody at work",
}
NAMED = {
    **ROLES,
    "health": "A health worker",
    "new_people": "Anybody new",
    SOMEONE_NEAR: "Whoever was near: others could see what they answered",
}
WAYS = {"email": "e-mail", "sms": "text message"}
POST_NAMES: dict[str, str] = {
    **{str(role): name for role, name in NAMES.items()},
    DUTY_CONTACT: "The mailbox of the duty contact",
}
CHANNELS = {
    "web": "On the web",
    "telegram": "In Telegram",
    "paper": "On paper, typed in by a worker",
    "assisted": "Together with a worker",
    "phone": "By telephone",
}


def say_moment(moment: datetime) -> str:
    """Say a moment as people at work plan by it: with the day of the week."""
    return f"{moment.astimezone(LONDON):%A} {write_moment(moment)}"


def say_opens(clock: AlertClock, now: datetime) -> str:
    """Say when the clock runs on, outside working hours; empty while it runs."""
    opens = clock.opens_next(now)
    return say_moment(opens) if opens else ""


def say_codes(codes: str, labels: Mapping[str, str]) -> list[str]:
    """Return the labels of codes that are parted by spaces; an unknown one stands for itself."""
    return [labels.get(code, code) for code in codes.split()]


def list_wishes(alert: Row) -> list[tuple[str, str]]:
    """Return how somebody asked to be contacted: what was asked, and what they chose."""
    said = (
        ("How", say_codes(alert["contact_how"], HOW)),
        ("Through whom", say_codes(alert["contact_through"], ROLES)),
        ("When it is good", say_codes(alert["contact_when"], WHEN)),
        ("When it is not safe", say_codes(alert["contact_not_when"], NOT_WHEN)),
    )
    return [(asked, "; ".join(labels)) for asked, labels in said if labels]


def list_named_in_words(alert: Row) -> list[str]:
    """Return who must not know."""
    codes = dict.fromkeys((*alert["must_not_know"].split(), *alert["contact_must_not_know"].split()))
    return [NAMED.get(code, code) for code in codes]


def list_history(alert: Row, steps: Iterable[Row], names: Mapping[str, str]) -> list[tuple[str, list[str]]]:
    """Return what happened, the first first: when, and what happened at that moment."""
    found: dict[str, list[str]] = {say_moment(alert["raised_at"]): ["It was raised."]}
    for step in steps:
        found.setdefault(say_moment(step["happened_at"]), []).append(_say_step(step, names))
    return list(found.items())


def _say_step(step: Row, names: Mapping[str, str]) -> str:
    who, to, way = names.get(step["by"], "Somebody"), say_recipient(step, names), WAYS.get(step["way"], "")
    said: dict[str, str] = {
        StepKind.ASKED_AGAIN: "The person asked again, or said more of how to reach them.",
        StepKind.ESCALATED: "Nobody had taken it on in time. It went to the next.",
        StepKind.HANDED_ON: f"{who} handed it on to: {POST_NAMES.get(step['to_role'], step['to_role'])}.",
        StepKind.TOLD: _say_told(step, to),
        StepKind.SENT: f"The {way} was taken: {to}. The answer: {step['code'] or 'none'}.",
        StepKind.NOT_SENT: f"The {way} was refused for good: {to}. The answer: {step['code']}.",
        StepKind.ACKNOWLEDGED: f"{who} took it on.",
        StepKind.OUTCOME: f"{who} wrote down what came of it: {OUTCOMES.get(step['code'], step['code'])}.",
    }
    kind = str(step["kind"])
    return said.get(kind, kind)


def say_recipient(step: Row, names: Mapping[str, str]) -> str:
    """Say who was told, and as what."""
    return _say_who(step["to_account"], step["to_role"], names)


def say_told(to: Recipient, people: Mapping[str, Person]) -> str:
    """Likewise, of somebody who is to be told."""
    return _say_who(to.account_id, to.role, {key: person.name for key, person in people.items()})


def _say_who(account_id: str, role: str, names: Mapping[str, str]) -> str:
    post = POST_NAMES.get(role, role)
    return f"{names.get(account_id, 'somebody')}, {post[0].lower()}{post[1:]}" if account_id else post


def say_result(ended: Row | None) -> str:
    """Say what came of one message of a test."""
    if ended is None:
        return "waiting"
    if ended["kind"] == StepKind.SENT:
        return f"taken: {ended['code']}" if ended["code"] else "taken"
    return f"refused: {ended['code']}"


def _say_told(step: Row, to: str) -> str:
    """Say who was told and by which ways a message was written; on the page they see it anyway."""
    if not step["way"] and not step["to_account"]:
        return f"Not told: {to}. No mail server is set up."
    return f"Told, {say_ways(step['way'].split())}: {to}."


def say_ways(ways: Sequence[str]) -> str:
    """Say by which ways somebody with an account is told."""
    return f"by {' and '.join(WAYS[way] for way in ways)}" if ways else "on the page of alerts alone"

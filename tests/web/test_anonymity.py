"""Nobody, with every key and everything that lies anywhere, can tell whose an anonymous answer is.

The same spy finds out every named answer, and every anonymous one before it is mixed: so this can fail.
"""

from __future__ import annotations

import logging
import random
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from forms.mixing import Mixer
from forms.records import Alert, OutboxMessage, Response
from forms.web.ticket import read_ticket
from tests.service.person import fill_in
from tests.web.spy import Spy, Target, count_hits

if TYPE_CHECKING:
    from pathlib import Path

    from tests.postgresql import PostgresServer
    from tests.web.house import House

NAMELESS, NAMED = 24, 8
TOO_MANY = 9
"""Hits by chance: 1 of 24 on average, and 9 or more once in a million tries."""
WORDS = "a yellow canary sang of nothing much"
FORM = "feedback_professional"


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, folder: Path) -> str:
    if request.param == "sqlite":
        return f"sqlite+aiosqlite:///{folder / 'haveyoursay.db'}"
    server: PostgresServer = request.getfixturevalue("postgresql")
    return server.create_database()


@dataclass
class Crowd:
    """Who sent, in the order they did."""

    nameless: list[Target]
    named: list[Target]


async def send_as(house: House, number: int, way: str) -> Target:
    """Send one response in a browser of one's own; return all that could ever be known of it."""
    keys = house.parts.keys
    code = await house.invite(FORM, "professional")
    browser = house.open_browser()
    page = await browser.get(f"/s/{code}")
    token = next(c.value for form in page.read.forms for c in form.controls if c.name == "token")
    page = await browser.post("/conversation", [("token", token), ("act", f"{way}-whole")])
    (cookie,) = [each.value for each in browser.session.cookie_jar]
    ticket = read_ticket(keys, cookie)
    assert ticket is not None
    owner = ticket.owner(keys)
    (draft,) = [row for row in await house.rows(Response) if row["owner"] == owner.hash]
    sent = await browser.press(page, "Send", fill_in(page.find_form("Send")[0], f"{WORDS} {number:02}"))
    assert sent.address.path == "/conversation/sent", sent.text
    (after,) = [each.value for each in browser.session.cookie_jar]
    marks = {code, keys.hash_code(code), ticket.invitation_id, owner.hash, draft["id"]}
    marks |= {part for part in (*cookie.split("."), *after.split(".")) if len(part) > len("unnamed")}
    return Target(
        number, ticket.invitation_id, marks, draft["draft"], draft["id"], owner.draft_key(draft["draft_day"])
    )


async def send_all(house: House) -> Crowd:
    ways = ["unnamed"] * NAMELESS + ["named"] * NAMED
    random.shuffle(ways)
    crowd = Crowd([], [])
    for number, way in enumerate(ways):
        target = await send_as(house, number, way)
        (crowd.nameless if way == "unnamed" else crowd.named).append(target)
    return crowd


async def mix(house: House) -> None:
    parts = house.parts
    assert await Mixer(parts.store, parts.keys, parts.sendings, house.clock).mix(
        parts.sendings.take_unmixed()
    )


async def test_nobody_can_tell_whose_an_anonymous_answer_is(
    house: House, folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    crowd = await send_all(house)
    await mix(house)
    spy = await Spy.break_in(house.parts.store, house.parts.keys, crowd.nameless, folder)
    truth = spy.read_truth("anonymousresponse", "anonymousanswer")
    assert sorted(truth.values()) == [target.number for target in crowd.nameless]
    guesses = spy.list_guesses("anonymousresponse", "anonymousanswer")
    hits = {name: count_hits(guess, truth) for name, guess in guesses.items()}
    assert {name: count for name, count in hits.items() if count >= TOO_MANY} == {}
    assert hits["shared value"] == hits["same transaction"] == hits["same page"] == 0
    assert spy.find_traces() == []
    told = "\n".join(record.getMessage() for record in caplog.records)
    assert not [mark for target in crowd.nameless for mark in target.marks if mark in told]
    assert not [found for found in truth if found in told]
    assert await house.rows(Alert) == await house.rows(OutboxMessage) == []


async def test_the_same_spy_knows_whose_each_named_answer_is(house: House, folder: Path) -> None:
    crowd = await send_all(house)
    await mix(house)
    spy = await Spy.break_in(house.parts.store, house.parts.keys, crowd.named, folder)
    truth = spy.read_truth("response", "answer")
    guess = spy.list_guesses("response", "answer")["shared value"]
    assert len(truth) == NAMED
    assert count_hits(guess, truth) == NAMED


async def test_the_same_spy_would_know_before_the_answers_are_mixed(house: House, folder: Path) -> None:
    crowd = await send_all(house)
    spy = await Spy.break_in(house.parts.store, house.parts.keys, crowd.nameless, folder)
    truth = spy.read_truth("anonymousresponse", "anonymousanswer")
    guesses = spy.list_guesses("anonymousresponse", "anonymousanswer")
    assert max(count_hits(guess, truth) for guess in guesses.values()) == NAMELESS


async def test_mixing_changes_no_answer(house: House, folder: Path) -> None:
    crowd = await send_all(house)
    before = await Spy.break_in(house.parts.store, house.parts.keys, crowd.nameless, folder)
    await mix(house)
    after = await Spy.break_in(house.parts.store, house.parts.keys, crowd.nameless, folder)
    assert list_said(before) == list_said(after)
    ids = [{row["id"] for row in spy.tables["anonymousresponse"]} for spy in (before, after)]
    assert not ids[0] & ids[1]


def list_said(spy: Spy) -> tuple[list[int], list[tuple[str, str]]]:
    words = sorted(spy.read_truth("anonymousresponse", "anonymousanswer").values())
    counted = sorted((row["question_key"], str(row["value"])) for row in spy.tables["anonymousanswer"])
    return words, counted

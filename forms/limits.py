"""How often is too often: every limit of the service in one table. `docs/limits.md` shows it to people.

A limit holds something back that no person does, and says when to try again. It never loses what was sent.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limit:
    """So many at once; then one more each so many seconds. `per`: who is counted apart from whom."""

    name: str
    per: str
    most: int
    seconds: float
    why: str


WRONG_CODES_OF_A_CLIENT = Limit(
    "wrong codes",
    "client",
    20,
    30.0,
    "typing a long code from a letter goes wrong often; guessing 60 bits is hopeless, and is not to be cheap",
)
RIGHT_CODE_GIVES = 10
"""More wrong codes for a client where another code was right: a school is many people behind one address.
Whoever wants to guess would need as many good codes."""
WRONG_CODES_OF_ALL = Limit(
    "wrong codes",
    "all together",
    2_000,
    0.05,
    "guessing from many addresses; once it is reached, clients with three wrong codes wait, others do not",
)
SPARED_WRONG_CODES = 3
"""Wrong codes that a client may have given and still be let in while somebody guesses from everywhere."""
WRONG_CODES_OF_A_CHAT = Limit("wrong codes", "chat", 20, 180.0, "as for a client; a chat is one person")
BEGINS_OF_A_CLIENT = Limit(
    "conversations begun",
    "client",
    300,
    1.0,
    "a draft takes room; a whole school may begin in one minute, a script not for ever",
)
TURNS_OF_A_BROWSER = Limit(
    "answers posted",
    "browser",
    120,
    0.5,
    "the longest form has some 60 questions; nobody answers two a second for a minute",
)
FILES_OF_A_BROWSER = Limit(
    "forms with files sent",
    "browser",
    20,
    20.0,
    "a file is costly to open and to store; more pictures than a form has room for help nobody",
)
IN_WORK = Limit(
    "requests in work",
    "process",
    1_000,
    0.0,
    "each holds 100 KB at most; beyond it people are told to try again. Help is never held back",
)

LIMITS = (
    WRONG_CODES_OF_A_CLIENT,
    WRONG_CODES_OF_ALL,
    WRONG_CODES_OF_A_CHAT,
    BEGINS_OF_A_CLIENT,
    TURNS_OF_A_BROWSER,
    FILES_OF_A_BROWSER,
    IN_WORK,
)
"""All of them, as `docs/limits.md` lists them."""

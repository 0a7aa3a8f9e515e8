"""The safe way to answer a child, as staff are told it. The rule itself: `forms.answering`."""

from __future__ import annotations

from forms.answering import NO_WORDS, Way

_ONLY = {
    Way.IN_PERSON: "Answer only face to face, when nobody is near.",
    Way.LETTER: "Answer only by letter.",
    Way.PHONE: "Answer only by telephone.",
    Way.THROUGH_SOMEONE: "Answer only through somebody the child trusts.",
    Way.WEB: "Answer only where they answered: on their own phone, or in their chat.",
}
_BARE = "Others may see or hear it: say no more than that there is a message. Nothing of what was said here."


def explain_safe_way(codes: str) -> str:
    """Say by which way alone this child may be answered; empty for grown-ups."""
    way, *more = codes.split() or [""]
    if way not in set(Way):
        return ""
    return f"{_ONLY[Way(way)]} {_BARE}" if NO_WORDS in more else _ONLY[Way(way)]

"""What somebody types about one thing of each kind, all of it good; and a database to keep it in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from admin.gathering.kinds import Kind

if TYPE_CHECKING:
    from collections.abc import Mapping

CAME = "Tola was wonderful with our Ashford heron"
WORDING = "The way the meeting was led was wonderful."
TYPED: Mapping[Kind, Mapping[str, str]] = {
    Kind.COMPLIMENT: {
        "words": CAME,
        "first_on": "12/11/2026",
        "source": "email",
        "role": "carer",
        "how": "own_words",
        "staff": "Tola Okafor, Mr Jim Hale",
        "permission": "yes",
        "permission_by": "the carer, in her e-mail",
        "shown": WORDING,
        "about": "the way a meeting was led",
    },
    Kind.SESSION: {
        "title": "Children in Care Council",
        "first_on": "2026-11-05",
        "count": "9",
        "words": "The letters are too long. We made a shorter one together.",
        "how": "written_down",
    },
    Kind.PLEDGE: {
        "words": "Every letter after a meeting fits on one page.",
        "first_on": "01/04/2026",
        "last_on": "",
        "state": "partly",
        "evidence": "Half of the teams send the short letter.",
        "said_by": "head of service",
    },
    Kind.ELSEWHERE: {
        "title": "Children who have an advocate",
        "count": "61",
        "out_of": "402",
        "source": "the advocacy service",
        "first_on": "01/04/2026",
        "last_on": "30/09/2026",
        "note": "Each child once.",
        "measure": "",
    },
}


def fields(kind: Kind, **changed: str) -> dict[str, list[str]]:
    """Return the fields of a page, with some of them changed."""
    return {name: [text] for name, text in {**TYPED[kind], **changed}.items()}

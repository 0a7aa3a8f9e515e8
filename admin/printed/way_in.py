"""How somebody gets from paper to the conversation: the QR code, and what to type without a camera."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from admin.printed.voices import Voice
from admin.qr import make_link
from forms.codes import write_code
from forms.speaking import N_, gettext, write_day

if TYPE_CHECKING:
    from datetime import date

SCAN = {
    Voice.LITTLE: N_("Ask a grown-up to point a phone at this square."),
    Voice.CHILD: N_("Point the camera of a phone or tablet at this square, and open the link."),
}
SCAN[Voice.LEAVER] = SCAN[Voice.ADULT] = SCAN[Voice.MEETING] = SCAN[Voice.CHILD]
TYPE_IT = {
    Voice.LITTLE: N_("Or they can type in this address and this code:"),
    Voice.CHILD: N_("No camera? Type in this address and this code:"),
}
TYPE_IT[Voice.LEAVER] = TYPE_IT[Voice.ADULT] = TYPE_IT[Voice.MEETING] = TYPE_IT[Voice.CHILD]

OPEN_UNTIL = N_("You can use it until {day}.")
YOURS = {
    Voice.LITTLE: N_("This code is just for you."),
    Voice.CHILD: N_("This code is just for you. You can send your answers once."),
    Voice.LEAVER: N_("This code is just for you. You can send your answers once."),
    Voice.ADULT: N_("This code is just for you. Please do not pass it on. You can send your answers once."),
    Voice.MEETING: (
        N_(
            "One code for all of you: up to {takes} people can use it, once each. "
            "Please do not pass it on to somebody who was not there."
        )
    ),
}


@dataclass(frozen=True, slots=True)
class WayIn:
    """A code as it is printed. `link` is what the QR code carries; `until` says how long, and for whom."""

    link: str
    scan: str
    type_it: str
    address: str
    code: str
    until: tuple[str, ...]


def write_way_in(public_url: str, code: str, voice: Voice, last_day: date, takes: int) -> WayIn:
    """Write how to use a code. `takes`: how many may."""
    return WayIn(
        link=make_link(public_url, code),
        scan=gettext(SCAN[voice]),
        type_it=gettext(TYPE_IT[voice]),
        address=short_address(public_url),
        code=write_code(code),
        until=(
            gettext(OPEN_UNTIL).format(day=write_day(last_day)),
            gettext(YOURS[voice]).format(takes=takes),
        ),
    )


def short_address(public_url: str) -> str:
    """Return the address as people type it: without the https that a browser adds by itself."""
    return public_url.removeprefix("https://").rstrip("/")

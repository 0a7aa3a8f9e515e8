"""What the demo's children are told: a page for each age, put up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from admin.periods import find_council_year
from forms.heard import About, ApproveHeardUnit, Heard, Point, WriteHeardUnit, list_up, name_writing
from forms.opening import FindUnit
from forms.records import HeardPage
from forms.units import Key

if TYPE_CHECKING:
    from datetime import date, datetime

    from forms.keys import Keys
    from forms.store import Store

WRITER, SECOND = "demo writer", "demo manager"
HEARD = {
    "4-7": Heard(
        ("Many of you drew where you live.", "You like it when Mum or Dad can come."),
        (Point("The room was cold.", "We found a warm one, with toys."),),
        (Point("I want the meeting at my house.", "Some houses are too small. Ask us, and we will look."),),
        ("We will show you the room before.",),
    ),
    "8-11": Heard(
        ("You told us that meetings are long.", "You most wanted to talk about family time and school."),
        (
            Point("The meeting is too long.", "You can come for a part of it. Your letter says so now."),
            Point("Nobody asked whom I want there.", "Your IRO asks you every time."),
        ),
        (Point("No teachers, please.", "Teachers know things that help. Say what they should not hear."),),
        ("Everybody gets a letter after the meeting, in words that are easy to read.",),
    ),
    "12-17": Heard(
        ("You want to know what was decided, and when.", "Many of you would like to help run the meeting."),
        (
            Point("I never hear what came of it.", "Your IRO tells you, by the way you choose."),
            Point("I am tired of new social workers.", "We told their managers. You hear before one leaves."),
        ),
        (Point("I want to choose my IRO.", "There are few. You can ask for another, and we say why not."),),
        ("We will ask how the meeting was, each time.",),
    ),
}


async def put_up_pages(store: Store, keys: Keys, today: date, now: datetime) -> None:
    """Put the demo's pages up where none is. Raises StoreUnavailableError."""
    if await list_up(store):
        return
    year = find_council_year(today.replace(year=today.year - 1))
    for number, (band, heard) in enumerate(HEARD.items()):
        page_id = f"{number:032x}"
        about = About(band, "en", year.first_on, year.last_on)
        await store.write(WriteHeardUnit(keys, page_id, about, heard, WRITER, now))
        row = await store.write(FindUnit(Key(HeardPage, "id", page_id)))
        if row is not None:
            await store.write(ApproveHeardUnit(page_id, name_writing(row), SECOND, now))

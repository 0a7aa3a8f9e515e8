"""The pages that are looked at in one look, in any language; `every_look.py` has those of each look.

Things are found by what they are, never by their words. Whoever adds a page adds it to the table in
`page_types.py` and to a walk.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from admin.demo_heard import HEARD, put_up_pages
from admin.placements import choose_forms, place
from forms.answering import MessageKind
from forms.last_time import Deed, Kept, write_action
from forms.messages import Saying, Words
from forms.records import Child, Review
from forms.units import Insert, PutUnit
from forms.web import places
from forms.web.handlers.introduction import BEGINS
from forms.web.ticket import ASSISTED, COOKIE, new_ticket, write_ticket
from tests.web.answered import SAFE_HERE, say_back, send

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from typing import TypeAlias

    from playwright.async_api import Page

    from tests.web.house import House

WORDS = "the heron stood quite still"
START = "button[data-way=one]:not([value=minute]) >> nth=0"
DATE = {"day": "20", "month": "11", "year": "2026"}


@dataclass(frozen=True)
class Visit:
    """A browser at the pages of a house."""

    house: House
    page: Page

    async def open(self, path: str) -> None:
        await self.page.goto(self.house.base + path)

    async def open_form(self, form_key: str, audience: str = "child") -> None:
        await self.open(f"/s/{await self.house.invite(form_key, audience)}")

    async def choose_language(self, codes: tuple[str, ...]) -> None:
        """Choose a language that is not English on the door, as a person would."""
        await self.open(places.DOOR)
        for code in codes:
            await self.page.locator(f"button[name=language][value={code}]").click()

    async def lend(self, cookie: str) -> None:
        """Give the browser a cookie of ours, as a worker's tablet or another browser has it."""
        here = self.house.base.replace("http:", "https:")
        given = {"name": COOKIE, "value": cookie, "url": here, "secure": True, "httpOnly": True}
        await self.page.context.add_cookies([given])  # type: ignore[list-item]

    async def press(self, act: str) -> None:
        await self.page.locator(f"button[name=act][value={act}]").first.click()

    async def has(self, selector: str) -> bool:
        return await self.page.locator(selector).count() > 0

    async def answer(self) -> None:
        """Give the question shown some answer, and go on."""
        self.house.forgive()
        choices = self.page.locator("#now input[name=answer]:is([type=radio], [type=checkbox])")
        if await self.has("textarea"):
            await self.page.locator("textarea").fill(WORDS)
        elif await choices.count():
            await choices.first.check()
        elif await self.has("#now .rank button"):
            await self.page.locator("#now .rank button").first.click()
        elif await self.has("#now select"):
            await self.page.locator("#now select").first.select_option("1")
        elif await self.has("input[name=day]"):
            for name, value in DATE.items():
                await self.page.locator(f"input[name={name}]").fill(value)
        elif await self.has("#now input[inputmode=numeric]"):
            await self.page.locator("#now input[inputmode=numeric]").fill("3")
        is_file = await self.has("input[type=file]") and not await self.has("textarea")
        await self.press("skip" if is_file else "next")


Walk: TypeAlias = "Callable[[Visit], AsyncIterator[str]]"
"""Shows one page after the other, and names each."""


async def walk_what_is_nobodys(visit: Visit) -> AsyncIterator[str]:
    for path in (places.DOOR, "/s/AAAABBBBCCCC", places.PRIVACY, places.HELP, "/nowhere", places.DELETE):
        await visit.open(path)
        yield path
    now = visit.house.clock.now
    await put_up_pages(visit.house.parts.store, visit.house.parts.keys, now.date(), now)
    for band in HEARD:
        await visit.open(f"{places.HEARD}/{band}")
        yield f"heard by {band}"
    await visit.open(places.HEARD)
    yield "heard, which age"
    await visit.open(places.DOOR)
    yield "the door, from where it leads there"


async def walk_help(visit: Visit) -> AsyncIterator[str]:
    await visit.open_form("have_your_say_8_11")
    await visit.open(places.HELP)
    yield "help"
    await visit.page.locator("summary").click()
    yield "help: how and when"


async def walk_what_goes_wrong(visit: Visit) -> AsyncIterator[str]:
    """Too many codes, a page of somebody else's, a crash, a store that is away, too many begun."""
    await visit.open_form("have_your_say_8_11")
    for name, script in BREAKS.items():
        await visit.open(places.CONVERSATION)
        await visit.page.evaluate(script)
        await visit.page.locator(START).click()
        yield name
    begins = visit.house.part(BEGINS)
    await visit.open(places.CONVERSATION)
    while not begins.wait("127.0.0.1"):
        begins.spend("127.0.0.1")
    await visit.page.locator(START).click()
    yield "too many begun"


BREAKS = {
    "out of date": "document.querySelectorAll('[name=token]').forEach(one => { one.value = 'x' })",
    "not there": "document.querySelectorAll('main form').forEach(one => { one.action = '/nowhere' })",
}
"""What is done to the page before question 1 before its button is pressed."""


async def walk_the_ways_to_be_kept(visit: Visit) -> AsyncIterator[str]:
    """A grown-up with a name or without: all on one page; and a page that is sent when all is deleted."""
    await visit.open_form("feedback_parent", "parent")
    yield "with a name or without"
    await visit.page.locator("button[value=unnamed-whole]").first.click()
    yield "all on one page, without a name"
    await visit.open(places.HELP)
    yield "help without a name"
    await visit.open(places.WHOLE)
    other = Visit(visit.house, await visit.page.context.new_page())
    await other.open(places.DELETE)
    await other.page.locator("main form button").click()
    await other.page.close()
    await visit.page.locator("main form .acts button").last.click()
    yield "sent when it was deleted"


async def walk_a_placement(visit: Visit) -> AsyncIterator[str]:
    """A poster: who are you."""
    house = visit.house
    forms = choose_forms(house.parts.library, ("feedback_parent", "feedback_carer"))
    await place(house.parts, "front-desk", forms, "", house.clock.now)
    await visit.open("/p/front-desk")
    yield "a poster"


async def walk_in_a_minute(visit: Visit) -> AsyncIterator[str]:
    await visit.open_form("have_your_say_8_11")
    await visit.page.locator("button[value=minute]").click()
    while not await visit.has("button[value=send]"):
        yield f"in a minute: {visit.page.url.rpartition('/')[2]}"
        await visit.answer()
    yield "in a minute: check"


async def walk_together(visit: Visit) -> AsyncIterator[str]:
    """A worker's tablet: together, then alone."""
    await visit.house.invite("have_your_say_8_11")
    note = f"{ASSISTED}/read_to_me/carer"
    ticket = new_ticket(f"inv-{visit.house.made}", note)
    await visit.lend(write_ticket(visit.house.parts.keys, ticket))
    await visit.open(places.CONVERSATION)
    await visit.page.locator(START).click()
    yield "together"
    await visit.page.locator(".together button").click()
    yield "alone"


async def walk_last_time(visit: Visit) -> AsyncIterator[str]:
    """What was done since last time, told right after Start."""
    parts, now = visit.house.parts, visit.house.clock.now
    reviews = [Insert(Review, {"review_ref": ref, "child_ref": "C-1"}) for ref in ("R-1", "R-2")]
    deed = Deed("said", "done", "", "You wanted to see the heron.", "Now you see the heron every Saturday.")
    told = write_action(parts.keys, "act-1", Kept("R-1", "iro", now), deed)
    await parts.store.write(PutUnit((Insert(Child, {"child_ref": "C-1"}), *reviews, told)))
    await visit.open(f"/s/{await visit.house.invite('have_your_say_8_11', review_ref='R-2')}")
    await visit.page.locator(START).click()
    yield "last time"
    await visit.open(places.STOPPED)
    yield "stopped, with reminders"
    await visit.page.locator("[value=no-reminders]").click()
    yield "no reminders any more"


async def walk_messages(visit: Visit) -> AsyncIterator[str]:
    """What staff wrote back: that it is there, and opened."""
    browser = await send(visit.house, SAFE_HERE)
    await say_back(visit.house, Saying(MessageKind.REPLY, "acc-1", Words("The heron will be there.")))
    [cookie] = [one for one in browser.session.cookie_jar if one.key == COOKIE]
    await visit.lend(cookie.value)
    await visit.open(places.SENT)
    yield "there is a message"
    await visit.page.locator(f"form[action='{places.MESSAGES}'] button").click()
    yield "the message"


async def walk_without_network(visit: Visit) -> AsyncIterator[str]:
    """A phone that is one person's own: what it is told, and what it shows by itself."""
    await visit.open_form("check_in")
    await visit.page.locator(START).click()
    await visit.open(places.MINE)
    yield "is this phone yours"
    await visit.press("mine")
    await visit.page.locator("#ready:not([data-waits])").wait_for()
    yield "this phone is yours"
    await visit.page.locator("main .acts a").click()
    await visit.page.context.set_offline(offline=True)
    await visit.answer()
    yield "no network: a question"
    while not await visit.has(".answers"):
        await visit.press("skip")
    yield "no network: check"
    await visit.press("send")
    yield "no network: kept, not sent yet"
    await visit.open(places.HELP)
    yield "no network: help"
    await visit.page.context.set_offline(offline=False)
    await visit.open(places.CONVERSATION)


WALKS: dict[str, tuple[Walk, frozenset[str]]] = {
    "nobody": (
        walk_what_is_nobodys,
        frozenset({"door.html", "refused.html", "privacy.html", "heard.html", "heard_ages.html"}),
    ),
    "help": (walk_help, frozenset({"help.html"})),
    "wrong": (walk_what_goes_wrong, frozenset({"refused.html", "unsaved.html"})),
    "ways-to-be-kept": (walk_the_ways_to_be_kept, frozenset({"introduction.html", "maybe_sent.html"})),
    "placement": (walk_a_placement, frozenset({"introduction.html"})),
    "minute": (walk_in_a_minute, frozenset({"question.html", "check.html"})),
    "together": (walk_together, frozenset({"alone.html"})),
    "last-time": (walk_last_time, frozenset({"last_time.html"})),
    "messages": (walk_messages, frozenset({"sent.html", "messages.html"})),
    "without-network": (walk_without_network, frozenset({"mine.html", "kept.html"})),
}
"""The walks, and the types of page that each has to reach."""

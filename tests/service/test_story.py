"""The whole story, once, in a real browser against the real service: read it from the top.

A council imports its reviews. A child answers on a phone. Somebody on duty is told and takes it on. The IRO
reads, prints what may be read out, answers, and records what came of it. The child sees it. A second person
agrees to a quotation. The figures show all of it.
"""

from __future__ import annotations

import csv
import io
import json
import re
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pyotp
import pytest

from forms.london import london_day
from tests.canary import find_words
from tests.service.house import House
from tests.web.chromium import START, find_chromium, open_chromium

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.async_api import Browser, BrowserContext, Page

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(find_chromium() is None, reason="make test-browser says how to get Chromium"),
]
TODAY = london_day(datetime.now(UTC))
PASSWORD = "heron kettle umbrella"
ALOUD = "I like my football team and the heron on the canal"
PRIVATE = "I am scared on Sundays, only the heron knows"
REPLY = "Thank you for telling me. I will ring you on your way home."
SAID = {
    "How safe do you feel?": "0",
    "What is going well?": ALOUD,
    "Is anything on your mind or worrying you?": PRIVATE,
    "Where would you like the meeting to be?": "Where I live",
    "Could anyone see what you chose?": "No",
    "What is a safe way for your IRO to answer you?": "Here, on my own phone",
    "Do you want to hear what happened with what you said?": "Yes",
    "May we use some of your words, without your name, to show what young people say?": "Yes",
}


COLUMNS = (
    "child_ref,date_of_birth,iro_ref,team,review_ref,review_type,due_on,held_on,mode,participation_code,"
    "reason_not_attending,co_chaired,parent_attended,parent_consulted,advocate,iro_contact,iro_contact_on,iro_name"
)
REVIEW = {
    "child_ref": "C-7",
    "date_of_birth": f"{TODAY.year - 14}-01-15",
    "iro_ref": "IRO-7",
    "iro_name": "Sam Okafor",
    "review_ref": "R-7",
    "review_type": "subsequent",
    "due_on": f"{TODAY}",
}


def write_reviews() -> str:
    """Write the council's file: one review, due today."""
    return f"{COLUMNS}\n{','.join(REVIEW.get(name, '') for name in COLUMNS.split(','))}\n"


class Council:
    """A council's service, and the browsers of everybody in the story."""

    def __init__(self, house: House, chromium: Browser) -> None:
        self.house, self.chromium = house, chromium
        self.telephones: dict[str, pyotp.TOTP] = {}
        self.minutes: dict[str, int] = {}

    async def let_in(self, name: str, *roles: str) -> Page:
        """Add somebody; they set their account up by the link, and sign in."""
        address = f"{name}@testshire.example"
        asked = [word for role in roles for word in ("--role", role)]
        more = ["--iro-ref", "IRO-7"] if "iro" in roles else []
        added = self.house.run("users", "add", address, "--name", name.title(), *asked, *more)
        assert added.returncode == 0, added.stderr
        page = await (await self.open_desk()).new_page()
        await page.goto(added.stdout.strip())
        await page.get_by_label("New password").fill(PASSWORD)
        await page.get_by_label("Once more").fill(PASSWORD)
        await press(page, "Go on")
        await page.get_by_text("I cannot scan it").click()
        secret = (await page.locator("details code").inner_text()).replace(" ", "")
        telephone = pyotp.TOTP(secret)
        await page.get_by_label("The six digits").fill(telephone.now())
        await press(page, "Go on")
        on_paper = await page.locator(".codes code").first.inner_text()
        await page.get_by_role("link", name="Sign in").click()
        await page.get_by_label("E-mail address").fill(address)
        await page.get_by_label("Password").fill(PASSWORD)
        await press(page, "Go on")
        # The telephone's code was used a moment ago, and none is taken twice: a code from paper stands in.
        await page.get_by_label("The six digits that your telephone shows").fill(on_paper)
        await press(page, "Sign in")
        assert await heading(page) == "What needs you"
        return page

    async def open_desk(self) -> BrowserContext:
        return await self.chromium.new_context(viewport={"width": 1100, "height": 900})

    async def open_phone(self) -> Page:
        phone = await self.chromium.new_context(viewport={"width": 360, "height": 740})
        return await phone.new_page()

    def invite(self) -> str:
        """Invite the child; return their link."""
        invited = self.house.run("invite", "--review", "R-7", "--audience", "child")
        assert invited.returncode == 0, invited.stderr
        [row] = csv.DictReader(io.StringIO(invited.stdout))
        return row["link"]

    def count(self) -> dict[str, Any]:
        days = ("--from", f"{TODAY - timedelta(days=30)}", "--to", f"{TODAY}")
        counted = self.house.run("summary", *days, "--format", "json")
        assert counted.returncode == 0, counted.stderr
        found: dict[str, Any] = json.loads(counted.stdout)
        return found


async def press(page: Page, name: str) -> None:
    await page.get_by_role("button", name=name, exact=True).first.click()


async def heading(page: Page) -> str:
    return await page.get_by_role("heading", level=1).first.inner_text()


async def answer_on_the_phone(page: Page, link: str) -> None:
    """Answer some questions, skip the others, send."""
    await page.goto(link)
    await page.get_by_role("button", name=START).first.click()
    while not await page.get_by_role("button", name="Send", exact=True).count():
        asked = await heading(page)
        if asked in SAID:
            await answer(page, SAID[asked])
        elif await page.get_by_role("button", name=re.compile("^Skip")).count():
            await page.get_by_role("button", name=re.compile("^Skip")).first.click()
        else:
            await page.get_by_role("link", name="Go on").first.click()
    await press(page, "Send")


async def answer(page: Page, said: str) -> None:
    words = page.locator("textarea[name=answer]")
    if await words.count():
        await words.fill(said)
        if said == ALOUD:
            await page.locator("details.hear summary").first.click()
            await page.locator("input[name=sharing][value=read_out]").check(force=True)
    else:
        choice = page.locator("label").filter(has_text=re.compile(rf"^\s*{re.escape(said)}\b")).first
        await choice.locator("input").check(force=True)
    await press(page, "Next")


async def test_story(tmp_path: Path) -> None:
    house = House(tmp_path / "data")
    reviews = tmp_path / "reviews.csv"
    reviews.write_text(write_reviews())
    with house.serving():
        async with open_chromium() as chromium:
            council = Council(house, chromium)

            # The council imports its reviews, and people get their accounts.
            assert house.run("import", "reviews", str(reviews)).returncode == 0
            duty = await council.let_in("yusuf", "duty")
            iro = await council.let_in("sam", "iro")

            # The child answers, on a phone.
            phone = await council.open_phone()
            link = council.invite()
            await answer_on_the_phone(phone, link)
            assert "Thank you" in await phone.title()

            # Somebody on duty sees that a person is needed, takes it on, and says what came of it.
            await duty.goto(f"{house.base}/console/alerts")
            await duty.get_by_role("link", name="They chose an answer that calls a person").click()
            await press(duty, "I take this on")
            assert await duty.get_by_text(PRIVATE).count() == 0

            # The IRO sees that something was sent, and reads it.
            await iro.goto(f"{house.base}/console")
            await iro.get_by_role("link", name="sent and not read yet").click()
            await iro.locator("main a", has_text="R-7").first.click()
            papers = iro.url
            await press(iro, "Everything, for my eyes only")
            assert await iro.get_by_text(PRIVATE).count() == 1
            assert await iro.get_by_text(ALOUD).count() == 1

            # What is printed to be read out holds only what may be, and no trace of the rest.
            await iro.goto(papers)
            await press(iro, "The sheet to read out")
            await iro.emulate_media(media="print")
            printed = await iro.locator("main").inner_text()
            assert ALOUD in printed
            assert PRIVATE not in await iro.content()
            await iro.emulate_media(media="screen")

            # The IRO answers by the one way that the child called safe, and sees first what they will see.
            await iro.goto(papers)
            await press(iro, "Everything, for my eyes only")
            await iro.get_by_role("link", name="Reply to what").click()
            await iro.get_by_label("What you want to say").fill(REPLY)
            await press(iro, "See it as they will see it")
            assert await iro.get_by_text(REPLY).count() >= 1
            await press(iro, "Send it")

            # The child finds it where they answered. Somebody else with the letter does not.
            await phone.goto(f"{house.base}/conversation/sent")
            await press(phone, "Read it")
            assert await phone.get_by_text(REPLY).count() == 1
            stranger = await council.open_phone()
            await stranger.goto(link)
            assert REPLY not in await stranger.content()
    assert find_words(tmp_path / "data", PRIVATE) == []

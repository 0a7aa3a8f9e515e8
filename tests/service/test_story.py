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
QUOTE = "A young person likes where the team plays."
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


RECORDED = {
    "mode": "in_person",
    "over": "yes",
    "joined": "all",
    "participation_code": "PN1",
    "iro_contact": "done",
}
DONE = {
    "said": "They want the meeting where they live.",
    "done": "The meeting was held there.",
    "told_said": "You wanted your meeting where you live.",
    "told_done": "We had it there, in your kitchen.",
}
COUNTED = {
    "participation": (1, 1),
    "attendance": (1, 1),
    "children_heard": (1, 1),
    "wishes_met": (1, 1),
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


async def take_on_the_alert(house: House, duty: Page) -> None:
    """Somebody on duty sees that a person is needed, and takes it on. The words are not for them."""
    await duty.goto(f"{house.base}/console/alerts")
    await duty.locator("ol.queue a").first.click()
    await press(duty, "I take this on")
    assert await duty.get_by_text(PRIVATE).count() == 0


async def read_the_brief(house: House, iro: Page) -> str:
    """The IRO sees on their first page that something was sent, and reads it. Return where."""
    await iro.goto(f"{house.base}/console")
    await iro.get_by_role("link", name="sent and not read yet").click()
    await iro.locator("main a", has_text="R-7").first.click()
    papers = iro.url
    await press(iro, "Everything, for my eyes only")
    assert await iro.get_by_text(PRIVATE).count() == 1
    assert await iro.get_by_text(ALOUD).count() == 1
    return papers


async def print_what_may_be_read_out(iro: Page, papers: str) -> None:
    """What is printed holds only what may be read out, and no trace of the rest."""
    await iro.goto(papers)
    await press(iro, "The sheet to read out")
    await iro.emulate_media(media="print")
    assert ALOUD in await iro.locator("main").inner_text()
    assert PRIVATE not in await iro.content()
    await iro.emulate_media(media="screen")


async def reply_by_the_safe_way(iro: Page, papers: str) -> None:
    """The IRO answers by the one way that the child called safe, and sees first what they will see."""
    await iro.goto(papers)
    await press(iro, "Everything, for my eyes only")
    await iro.get_by_role("link", name="Reply to what").first.click()
    await iro.get_by_label("What you want to say").fill(REPLY)
    await press(iro, "See it as they will see it")
    assert await iro.get_by_text(REPLY).count() >= 1
    await press(iro, "Send it")


async def read_on_the_phone(house: House, phone: Page, words: str) -> None:
    """The child finds what they are told where they answered."""
    await phone.goto(f"{house.base}/conversation/sent")
    await press(phone, "Read it")
    assert await phone.get_by_text(words).count() == 1


async def record_the_meeting(house: House, iro: Page) -> None:
    """After the meeting one page takes the code, and what became of each wish."""
    await iro.goto(f"{house.base}/console/meetings/R-7")
    await iro.get_by_role("link", name="Record what happened").click()
    await iro.locator("#held_on").fill(f"{TODAY:%d/%m/%Y}")
    for name, value in RECORDED.items():
        await iro.locator(f'input[name="{name}"][value="{value}"]').check(force=True)
    for wish in await iro.locator('input[name^="wish-"][value="met"]').all():
        await wish.check(force=True)
    await press(iro, "Record it")


async def write_what_was_done(house: House, iro: Page) -> None:
    """What was done is written down, and told to the child."""
    await iro.goto(f"{house.base}/console/done/new?review=R-7")
    for name, words in DONE.items():
        await iro.locator(f"#{name}").fill(words)
    await iro.locator('input[name="code"][value="done"]').check(force=True)
    await iro.locator('input[name="tell"][value="yes"]').check(force=True)
    await press(iro, "Keep it")
    await press(iro, "Tell them now")


async def agree_to_a_quotation(house: House, iro: Page, papers: str, manager: Page) -> None:
    """The IRO proposes words without anything of the child in them; a second person agrees."""
    await iro.goto(papers)
    await press(iro, "Everything, for my eyes only")
    await iro.get_by_role("main").get_by_role("link", name="Words for the report").click()
    await iro.locator('input[name="question"]').first.check(force=True)
    await iro.locator("#words").fill(QUOTE)
    await press(iro, "Propose it")
    await manager.goto(f"{house.base}/console/quotes")
    await manager.locator("main tbody a").first.click()
    await press(manager, "Approve it")


def check_the_figures(summary: dict[str, Any]) -> None:
    """The figures show all of it, and not a word that was not agreed to."""
    for name, counted in COUNTED.items():
        measure = summary["measures"][name]
        assert (name, (measure["count"], measure["out_of"])) == (name, counted)
    assert summary["participation_codes"]["PN1"] == 1
    written = json.dumps(summary)
    assert QUOTE in json.dumps(summary["quotes"])
    assert not any(words in written for words in (PRIVATE, ALOUD, REPLY))


async def test_story(tmp_path: Path) -> None:
    house = House(tmp_path / "data")
    reviews = tmp_path / "reviews.csv"
    reviews.write_text(write_reviews())
    with house.serving():
        async with open_chromium() as chromium:
            council = Council(house, chromium)
            assert house.run("import", "reviews", str(reviews)).returncode == 0
            duty = await council.let_in("yusuf", "duty")
            iro = await council.let_in("sam", "iro")
            manager = await council.let_in("ruth", "manager")
            link = council.invite()
            phone = await council.open_phone()
            await answer_on_the_phone(phone, link)
            assert "Thank you" in await phone.title()

            await take_on_the_alert(house, duty)
            papers = await read_the_brief(house, iro)
            await print_what_may_be_read_out(iro, papers)
            await reply_by_the_safe_way(iro, papers)
            await read_on_the_phone(house, phone, REPLY)
            stranger = await council.open_phone()
            await stranger.goto(link)
            assert REPLY not in await stranger.content()

            await record_the_meeting(house, iro)
            await write_what_was_done(house, iro)
            await read_on_the_phone(house, phone, DONE["told_done"])
            await agree_to_a_quotation(house, iro, papers, manager)
            check_the_figures(council.count())
    assert find_words(tmp_path / "data", PRIVATE) == []
    assert "The record is whole" in house.run("verify-audit").stdout

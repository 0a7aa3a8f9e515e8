"""A young person who sends a form with these answers, and what staff then say to them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from forms.messages import prepare_saying
from forms.records import Response

if TYPE_CHECKING:
    from forms.messages import Saying
    from tests.web.house import Browser, House, Page

FORM = "have_your_say_12_17_simple"
SAFE_HERE = {"safe_way": "web", "could_see": "no"}


async def send(house: House, answers: dict[str, str], form_key: str = FORM, **invited: Any) -> Browser:
    """Answer these, skip all else, and send."""
    browser, page = await house.begin(form_key, **invited)
    await answer(house, browser, page, answers, form_key)
    return browser


async def answer(
    house: House, browser: Browser, page: Page, answers: dict[str, str], form_key: str = FORM
) -> Page:
    """Answer these from the first question on, skip all else, and send."""
    house.forgive()
    form = house.parts.library.current(form_key)
    while page.has_button("Skip"):
        question = form.questions[int(page.address.path.rpartition("/")[2]) - 1]
        if question.key in answers:
            page = await browser.press(page, "Next", [("answer", answers[question.key])])
        else:
            page = await browser.press(page, "Skip", [])
        assert page.status == 200, page.text
    return await browser.press(page, "Send")


async def say_back(house: House, saying: Saying, mark: str = "page") -> None:
    """Say something to whoever sent the only response."""
    [row] = [row for row in await house.rows(Response) if row["submitted_at"]]
    parts = house.parts
    unit = await prepare_saying(parts.store, parts.keys, row, saying, now=parts.clock(), mark=mark)
    assert await parts.store.write(unit)

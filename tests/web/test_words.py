"""The words that must be right, on the pages of every form."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from forms.records import Alert, Child, Iro, Review
from forms.units import Insert, PutUnit
from forms.web.places import address_question
from tests.must_be_said import (
    ALERTS,
    FORMS,
    NAME,
    NOT_LIVE,
    OPENED_BY,
    choose_safe_and_unsafe,
    list_promises,
    list_untruths,
)

if TYPE_CHECKING:
    from forms.definition import Form, Question
    from tests.web.house import House

each_form = pytest.mark.parametrize("form", FORMS, ids=lambda form: form.key)


async def make_review(house: House) -> str:
    iro = {"iro_ref": "I1", "name": NAME}
    review = {"review_ref": "R1", "child_ref": "C1", "iro_ref": "I1"}
    child = Insert(Child, {"child_ref": "C1"})
    await house.parts.store.write(PutUnit((Insert(Iro, iro), child, Insert(Review, review))))
    return "R1"


@each_form
async def test_introduction_says_who_reads_it_and_nothing_untrue(house: House, form: Form) -> None:
    review_ref = await make_review(house)
    code = await house.invite(form.key, form.audience.value, review_ref=review_ref)
    page = await house.open_browser().get(f"/s/{code}")
    said = page.text.partition("I need help now")[2]
    assert [promise for promise in list_promises(form) if promise not in said] == []
    assert [untruth for untruth in list_untruths(form) if untruth in said] == []


@each_form
async def test_every_page_says_that_nobody_is_reading(house: House, form: Form) -> None:
    browser, page = await house.begin(form.key, audience=form.audience.value)
    check = await browser.skip_all(page)
    sent = await browser.press(check, "Send")
    for shown in (page, check, sent):
        assert NOT_LIVE in shown.text


@pytest.mark.parametrize(
    ("form", "question"), ALERTS, ids=[f"{form.key}-{question.key}" for form, question in ALERTS]
)
async def test_screen_after_an_unsafe_answer_is_that_after_a_safe_one(
    house: House, form: Form, question: Question
) -> None:
    shown, alerts = [], []
    for answer in choose_safe_and_unsafe(question):
        browser, page = await house.begin(form.key, audience=form.audience.value)
        if opener := OPENED_BY.get(form.key):
            await browser.press(page, "Next", [("answer", opener)])
        page = await browser.get(address_question(form, question))
        after = await browser.press(page, "Next", [("answer", answer)])
        assert after.status == 200
        assert after.address.path != page.address.path
        shown.append((after.address.path, re.sub(r'name="token" value="\w+"', "", after.html)))
        alerts.append(len(await house.rows(Alert)))
    assert shown[0] == shown[1]
    assert alerts == [0, 1]

"""The bot in another language: chosen by a button, kept with the chat, and nothing mixed in."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.messages import set_direction
from forms.records import Child, Review
from forms.speaking import speaking
from forms.units import Insert, PutUnit
from tests.bot.talk import list_buttons
from tests.pseudo import find_unmarked, make_pseudo

if TYPE_CHECKING:
    from tests.bot.talk import Talk

NAMES = (
    "Have Your Say",
    "Demoshire",
    "Telegram",
    "English",
    "Marked",
    "/help",
    "/privacy",
    "/mydata",
    "/delete",
    "/language",
    "/start",
    "/stop",
)
MARKED = "⟦Marked⟧"


@pytest.fixture
def marked(talk: Talk) -> Talk:
    """A bot that offers a language of which every word is marked."""
    tongues = talk.worker._desk.tongues
    tongues.offered = (*tongues.offered, make_pseudo())
    return talk


def find_english(talk: Talk, council: str, begun: int = 0) -> list[str]:
    """Return every word, in texts and on buttons, that is said in English."""
    found: list[str] = []
    for call in talk.sent[begun:]:
        said = [call["parameters"].get("text", ""), *(button["text"] for button in list_buttons(call))]
        found += find_unmarked("\n".join(said), (*NAMES, council))
    return found


async def test_no_word_of_a_conversation_is_left_in_english(marked: Talk) -> None:
    talk, council = marked, marked.parts.settings.council
    code = await talk.invite()
    await talk.type(f"/start {code}")
    begun = len(talk.sent)
    await talk.press(MARKED)
    await talk.press("⟦Continue here⟧")
    await talk.press("⟦OK, I have longer⟧")
    for _ in range(60):
        if "⟦Send⟧" in talk.labels():
            break
        await talk.type("؟؟")
        if "⟦Skip⟧" not in talk.labels():
            continue
        await talk.press("⟦Skip⟧")
    assert "⟦Send⟧" in talk.labels()
    for command in ("/help", "/privacy", "/mydata", "/nothing", "/language", "/stop", "/delete", "/start"):
        await talk.type(command)
    await talk.press("⟦I need help now⟧")
    await talk.press("⟦Send⟧")
    english = [word for word in find_english(talk, council, begun) if not word.isupper()]
    assert english == []
    assert await talk.read("SELECT language FROM response") == [{"language": "ar"}]
    assert await talk.read("SELECT language FROM chat") == [{"language": "ar"}]


async def test_question_is_shown_again_in_the_language_that_was_pressed(marked: Talk) -> None:
    await marked.begin(await marked.invite())
    await marked.type("/language")
    assert marked.labels()[:2] == ["English", MARKED]
    [again] = await marked.press(MARKED)
    assert "⟦Question 1 of" in again
    await marked.type("/language")
    [again] = await marked.press("English")
    assert "Question 1 of" in again
    assert "⟦" not in again


async def test_language_pressed_before_ok_is_stored_nowhere(marked: Talk) -> None:
    await marked.type("/language")
    [answer] = await marked.press(MARKED)
    assert answer.startswith("⟦To begin")
    assert await marked.count("chat") == 0


async def test_form_in_no_other_language_is_wholly_english_and_the_bot_says_so(marked: Talk) -> None:
    await marked.type(f"/start {await marked.invite('parent_before', 'parent')}")
    await marked.press(MARKED)
    [who] = await marked.press("⟦Continue here⟧")
    assert who.startswith("⟦These questions are not in this language yet.")
    assert "⟦" not in who[who.index("⟧") + 1 :]
    [first] = await marked.press("OK, start")
    assert "⟦" not in first
    assert await marked.read("SELECT language FROM response") == [{"language": "en"}]
    assert await marked.read("SELECT language FROM chat") == [{"language": "ar"}]


async def test_without_another_language_none_is_offered(talk: Talk) -> None:
    [answer] = await talk.type("/language")
    assert "English only" in answer
    await talk.type(f"/start {await talk.invite()}")
    assert talk.labels()[:2] == ["Continue here", "On the web"]


def test_line_that_begins_with_a_latin_word_still_runs_from_right_to_left() -> None:
    with speaking(make_pseudo()):
        assert set_direction("/stop قف\nقف\nDemoshire") == "\u200f/stop قف\nقف\nDemoshire"
    assert set_direction("/stop قف") == "/stop قف"


async def test_code_is_answered_in_the_language_recorded_of_its_child(marked: Talk) -> None:
    child = Insert(Child, {"child_ref": "C-1", "language": "ar"})
    review = Insert(Review, {"review_ref": "R-1", "child_ref": "C-1"})
    await marked.parts.store.write(PutUnit((child, review)))
    await marked.type(f"/start {await marked.invite(review_ref='R-1')}")
    assert "⟦Continue here⟧" in marked.labels()
    assert "English" in marked.labels(), "there is a choice"
    await marked.press("English")
    assert "Continue here" in marked.labels()
    await marked.type(f"/start {await marked.invite(review_ref='R-1')}")
    assert "Continue here" in marked.labels(), "what was pressed goes before what is recorded"

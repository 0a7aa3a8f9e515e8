"""Which answers somebody may code, on either database: as the child chose, and nobody's by accident."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from admin.console.scope import own_children
from admin.themes.answers import Answers, Place, Progress
from admin.themes.book import Circle, read_book
from admin.themes.coding import Coded, CodeUnit, UncodeUnit
from admin.themes.learned import list_stems
from admin.themes.learning import open_examples, read_themes
from admin.themes.may_read import Coder
from forms.form_versions import open_library
from forms.records import Coding, Response, Review
from forms.store.statements import table_of
from forms.units import Delete, PutUnit, Update
from tests.admin.planted import NOW, Planted

if TYPE_CHECKING:
    from forms.keys import Keys
    from forms.store import Store

ELLA, SAM, IRO = "C-ELLA", "C-SAM", "IRO-1"
FORM = "have_your_say_8_11"
MANAGER = Coder("a-manager", "", is_manager=True)


@pytest.fixture
async def planted(store: Store, keys: Keys) -> dict[str, Planted]:
    """Two children, one of them this IRO's; nothing of what they said is coded yet."""
    made = {ref: await Planted(store, keys, ref).plant() for ref in (ELLA, SAM)}
    uncoded = (Delete(Coding, {"response_id": one.response_id(FORM)}) for one in made.values())
    ran = Update(Review, {"review_ref": made[ELLA].review_ref}, {"iro_ref": IRO})
    await store.write(PutUnit((*uncoded, ran)))
    return made


async def list_queue(store: Store, coder: Coder, circle: Circle, *, is_second: bool = False) -> set[str]:
    """Walk through a queue by "later", until it comes round."""
    answers = Answers(store, await open_library(store), coder, is_second)
    found: list[str] = []
    after = None
    while answer := await answers.find_next(circle, after):
        place = f"{answer.response_id} {answer.question_key}"
        if place in found:
            break
        found.append(place)
        after = Place(answer.response_id, answer.question_key)
    return set(found)


async def test_manager_walks_what_others_may_hear_and_feedback(
    store: Store, planted: dict[str, Planted]
) -> None:
    del planted
    before = {f"{FORM}-{ref} best_thing" for ref in (ELLA, SAM)}
    after = {f"feedback_child-{ref} went_well" for ref in (ELLA, SAM)}
    assert await list_queue(store, MANAGER, Circle.CHILD_BEFORE) == before
    assert await list_queue(store, MANAGER, Circle.CHILD_AFTER) == after
    assert await list_queue(store, MANAGER, Circle.PARENT) == set(), "a parent's form is for the IRO"
    who_ran_it = Coder("another", IRO, is_manager=True)
    assert await list_queue(store, who_ran_it, Circle.CHILD_AFTER) == {f"feedback_child-{SAM} went_well"}
    answers = Answers(store, await open_library(store), MANAGER)
    assert await answers.count_left_out() == 4, "each child's worry, and each parent's wish"


async def test_iro_walks_all_that_was_said_around_their_own_children(
    store: Store, planted: dict[str, Planted]
) -> None:
    del planted
    iro = Coder("an-iro", IRO, is_manager=False, own_children=own_children([IRO]))
    own = {f"{FORM}-{ELLA} best_thing", f"{FORM}-{ELLA} worry"}
    assert await list_queue(store, iro, Circle.CHILD_BEFORE) == own
    assert await list_queue(store, iro, Circle.PARENT) == {f"parent_before-{ELLA} change_wish"}
    assert await list_queue(store, iro, Circle.CHILD_AFTER) == set()
    nobody = Coder("no-iro", "", is_manager=False)
    assert await list_queue(store, nobody, Circle.CHILD_BEFORE) == set()


async def test_coded_ones_are_counted_and_wait_for_another_person(
    store: Store, keys: Keys, planted: dict[str, Planted]
) -> None:
    response_id = planted[SAM].response_id(FORM)
    coded = Coded(response_id, "best_thing", frozenset({"school"}), MANAGER.account_id)
    assert await store.write(CodeUnit(coded, NOW))
    library = await open_library(store)
    answers = Answers(store, library, MANAGER)
    assert (await answers.count())[Circle.CHILD_BEFORE] == Progress(1, 2)
    assert await list_queue(store, MANAGER, Circle.CHILD_BEFORE) == {f"{FORM}-{ELLA} best_thing"}
    assert await list_queue(store, MANAGER, Circle.CHILD_BEFORE, is_second=True) == set()
    other = Coder("a-second", "", is_manager=True)
    assert await list_queue(store, other, Circle.CHILD_BEFORE, is_second=True) == {
        f"{response_id} best_thing"
    }
    seconds = await Answers(store, library, other, is_second=True).count()
    assert seconds[Circle.CHILD_BEFORE] == Progress(0, 1)
    [found] = await answers.list_coded(10)
    sealed_keys = {row["id"]: row["sealed_key"] for row in await store.read(table_of(Response).select())}
    themes = await read_themes(store, [response_id])
    book = await read_book(store)
    [example] = open_examples(keys, [found], sealed_keys, themes, book)
    assert example.stems == list_stems(planted[SAM].words["best"])
    assert example.themes == {"school"}
    await store.write(UncodeUnit(response_id, "best_thing", "somebody else"))
    assert (await answers.count())[Circle.CHILD_BEFORE] == Progress(1, 2), "only who coded it takes it back"
    await store.write(UncodeUnit(response_id, "best_thing", MANAGER.account_id))
    assert (await answers.count())[Circle.CHILD_BEFORE] == Progress(0, 2)

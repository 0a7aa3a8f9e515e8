"""Random moves at every questionnaire: the promises of the conversation, whatever people do."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from forms.answers import parse_answer
from forms.conversation import start, take_turn
from forms.definition import CHOICE_KINDS, FileKind, Form, Kind, Question, SharingAsked
from forms.drafts import Draft, dump_draft, load_draft
from forms.given_files import MAX_FILES_A_QUESTION
from forms.library import Library, load_form
from forms.moves import (
    Ask,
    Attach,
    Back,
    Change,
    CheckAnswers,
    Choose,
    Detach,
    Finish,
    GivenFile,
    Inbound,
    NeedHelp,
    Reply,
    Resume,
    SayMore,
    Share,
    Skip,
    SkipRest,
    State,
    Stop,
    Submit,
    Thank,
    Toggle,
    Turn,
)
from forms.route import find_route, list_asked, needs_answer
from forms.sharing import KEPT_CLOSE, WHOLE, Sharing, find_common, list_choices
from tests.examples import examples

LIBRARY = Library.shipped()
SHIPPED = LIBRARY.keys()
FORMS = {
    "every_kind": load_form(Path(__file__).parent / "every_kind.md"),
    **{key: LIBRARY.current(key) for key in SHIPPED},
    **{form.name_on_page: form for key in SHIPPED if (form := LIBRARY.current(key).in_a_minute)},
}
WIDTH = tuple(Sharing).index


def draw_given(data: st.DataObject, question: Question) -> tuple[str, ...]:
    """Draw something a person might give: often fitting, sometimes not."""
    values = [option.value for option in question.options]
    if question.kind in CHOICE_KINDS:
        fitting = st.lists(st.sampled_from(values), min_size=1, max_size=3).map(tuple)
    elif question.kind in {Kind.RANGE, Kind.INTEGER}:
        fitting = st.integers(-2, 60).map(lambda number: (str(number),))
    elif question.kind is Kind.DATE:
        fitting = st.sampled_from([("2026-11-20",), ("20/11/2026",), ("31/02/2026",)])
    else:
        fitting = st.text(max_size=12).map(lambda text: (text,))
    return data.draw(st.one_of(fitting, st.text(max_size=6).map(lambda text: (text,))))


class AnyMoves(RuleBasedStateMachine):
    """One person with several tabs, old buttons and crossing messages."""

    form: Form

    @initialize()
    def begin(self) -> None:
        turn = start(self.form)
        self.state = turn.state
        self.last = turn
        self.shown: list[tuple[str, int]] = []
        self.checked: list[int] = []
        self.sent = False
        self.left_out_from: tuple[str, State] | None = None
        self.remember(turn)

    def remember(self, turn: Turn) -> None:
        for said in turn.outbound:
            if isinstance(said, Ask):
                self.shown.append((said.question.key, said.revision))
            if isinstance(said, CheckAnswers):
                self.checked.append(said.revision)

    def move(self, inbound: Inbound, named: str | None = None) -> Turn:
        before = self.state
        turn = take_turn(self.form, before, inbound)
        assert turn.outbound, "it always says something"
        self.state = load_draft(dump_draft(Draft(turn.state))).state
        assert self.state == turn.state, "a draft is the same after being put aside"
        self.check_nothing_lost(before, inbound, named)
        self.check_nothing_widened(before, inbound)
        self.form = turn.form
        self.last = turn
        self.remember(turn)
        return turn

    def check_nothing_lost(self, before: State, inbound: Inbound, named: str | None) -> None:
        after = self.state.answers
        for key, answer in before.answers.items():
            if key != named and not (isinstance(inbound, SayMore) and answer is None):
                assert after.get(key) == answer
                assert key in after
        for key, files in before.files.items():
            if not (isinstance(inbound, Detach) and key == named):
                assert self.state.files[key][: len(files)] == files, "only taking a file away takes one away"
        assert all(after.get(key) is not None for key in self.state.files), "a file belongs to an answer"
        late = isinstance(inbound, Skip) and inbound.revision != before.revision
        if late and named and before.answers.get(named) is not None:
            assert after[named] == before.answers[named], "a late skip never erases"

    def check_nothing_widened(self, before: State, inbound: Inbound) -> None:
        after = self.state.sharing
        if not isinstance(inbound, Share):
            assert after == before.sharing, "who may hear an answer is nobody's choice but the child's"
            return
        widened = [
            key for key in after if WIDTH(after[key]) > WIDTH(before.sharing.get(key, Sharing.ONLY_IRO))
        ]
        choices = list_choices(self.form, list_asked(self.form, before.answers))
        keys = choices if inbound.question == WHOLE else (inbound.question,)
        held = find_common(before.sharing.get(key, Sharing.ONLY_IRO) for key in keys)
        assert not widened or held == inbound.seen, "more may hear only from what was shown"
        assert all(key in choices and after[key] == inbound.sharing for key in widened)

    def pick_shown(self, data: st.DataObject) -> tuple[Question, int]:
        """An old or a new page: mostly the newest."""
        pages = self.shown[-1:] if data.draw(st.booleans()) else self.shown
        key, revision = data.draw(st.sampled_from(pages)) if pages else (self.form.questions[0].key, 0)
        question = self.form.find_question(key)
        assert question
        return question, revision

    @rule(data=st.data())
    def answer(self, data: st.DataObject) -> None:
        question, revision = self.pick_shown(data)
        given = draw_given(data, question)
        before = self.state
        held = before.answers.get(question.key)
        turn = self.move(
            Choose(question.key, revision, given)
            if question.kind in CHOICE_KINDS
            else Reply(question.key, revision, given[0]),
            named=question.key,
        )
        after = turn.state.answers.get(question.key)
        if isinstance(held, str) and question.kind is Kind.TEXT and revision != before.revision:
            assert str(after).startswith(held), "words that crossed never push out the earlier ones"
        parsed = parse_answer(question, given)
        if turn.state != before and question.kind is not Kind.TEXT and after != held:
            assert after == parsed

    @rule(data=st.data())
    def toggle(self, data: st.DataObject) -> None:
        question, revision = self.pick_shown(data)
        if question.options:
            value = data.draw(st.sampled_from(question.options)).value
            self.move(Toggle(question.key, revision, value), named=question.key)

    @rule(data=st.data())
    def finish(self, data: st.DataObject) -> None:
        question, revision = self.pick_shown(data)
        self.move(Finish(question.key, revision))

    @rule(data=st.data())
    def attach(self, data: st.DataObject) -> None:
        question, revision = self.pick_shown(data)
        kind = data.draw(st.sampled_from(FileKind))
        files = tuple(
            GivenFile(f"{data.draw(st.integers(0, 2**32)):08x}", kind)
            for _ in range(data.draw(st.integers(0, 4)))
        )
        words = data.draw(st.sampled_from(["", "and this"]))
        self.move(Attach(question.key, revision, files, words), named=question.key)
        assert len(self.state.files.get(question.key, ())) <= MAX_FILES_A_QUESTION
        assert {file.kind for file in self.state.files.get(question.key, ())} <= question.takes

    @rule(data=st.data())
    def answer_with_files(self, data: st.DataObject) -> None:
        question, revision = self.pick_shown(data)
        files = (GivenFile(f"{data.draw(st.integers(0, 2**32)):08x}", data.draw(st.sampled_from(FileKind))),)
        held = self.state.answers.get(question.key)
        late = revision != self.state.revision
        words = data.draw(st.sampled_from(["", "more"]))
        self.move(Reply(question.key, revision, words, files), named=question.key)
        if late and isinstance(held, str) and question.takes:
            assert str(self.state.answers[question.key]).startswith(held)

    @rule(data=st.data())
    def take_away(self, data: st.DataObject) -> None:
        question, _ = self.pick_shown(data)
        held = self.state.files.get(question.key, ())
        mark = data.draw(st.sampled_from([*(file.mark for file in held), "nothing"]))
        words = self.state.answers.get(question.key)
        self.move(Detach(question.key, mark), named=question.key)
        assert not words or self.state.answers[question.key] == words, "the words stay"

    @rule(data=st.data())
    def skip(self, data: st.DataObject) -> None:
        question, revision = self.pick_shown(data)
        self.move(Skip(question.key, revision), named=question.key)

    @rule(data=st.data())
    def change(self, data: st.DataObject) -> None:
        question, _ = self.pick_shown(data)
        turn = self.move(Change(question.key))
        if question in list_asked(self.form, turn.state.answers):
            shown = turn.outbound[-1]
            assert isinstance(shown, Ask)
            assert shown.question == question

    @rule(data=st.data())
    def share(self, data: st.DataObject) -> None:
        question, _ = self.pick_shown(data)
        key = data.draw(st.sampled_from([question.key, WHOLE, "not_front_of"]))
        seen = data.draw(st.sampled_from([*Sharing, None]))
        self.move(Share(key, data.draw(st.sampled_from(Sharing)), seen))

    @rule()
    def say_more(self) -> None:
        before, form = self.state, self.form
        turn = self.move(SayMore())
        assert self.form == (form.whole or form)
        if form.whole is None:
            assert turn.state == before

    @rule()
    def back(self) -> None:
        shown = self.last.outbound[-1]
        of = shown.question.key if isinstance(shown, Ask) else None
        turn = self.move(Back(of))
        now = turn.outbound[-1]
        assert isinstance(now, Ask), "back always returns to a question"
        if isinstance(shown, Ask):
            assert now.number == max(1, shown.number - 1)
        if isinstance(shown, CheckAnswers):
            assert now.number == now.total

    @rule(inbound=st.sampled_from([NeedHelp(), Stop(), Resume()]))
    def talk(self, inbound: Inbound) -> None:
        before = self.state
        self.move(inbound)
        assert self.state == before

    @rule()
    def leave_out_the_rest(self) -> None:
        for _ in self.form.questions:
            shown = self.move(Resume()).outbound[-1]
            if isinstance(shown, Ask):
                self.move(Skip(shown.question.key, shown.revision), named=shown.question.key)

    @rule()
    def say_that_is_all(self) -> None:
        before = self.state.answers
        shown = self.move(SkipRest()).outbound[-1]
        assert {key: self.state.answers[key] for key in before} == before, "what was said stays"
        if isinstance(shown, Ask):
            assert shown.question.required or shown.question.key in before, "nothing else is asked on"

    @rule(data=st.data())
    def submit(self, data: st.DataObject) -> None:
        revision = data.draw(st.sampled_from([*self.checked, self.state.revision]))
        turn = self.move(Submit(revision))
        thanks = [said for said in turn.outbound if isinstance(said, Thank)]
        route = list_asked(self.form, self.state.answers)
        if thanks:
            assert revision == self.state.revision, "what is sent is what the check page showed"
            assert [question for question, _ in thanks[0].answers] == list(route)
            asks = self.form.sharing is not SharingAsked.NEVER
            assert set(thanks[0].sharing) == ({question.key for question in route} if asks else set())
            assert {thanks[0].sharing.get(key, Sharing.ONLY_IRO) for key in KEPT_CLOSE} == {Sharing.ONLY_IRO}
            assert not any(needs_answer(question, self.state.answers) for question in route)

    @invariant()
    def never_asks_what_does_not_apply(self) -> None:
        for said in self.last.outbound:
            if isinstance(said, Ask):
                assert said.question in find_route(self.form, self.state.answers)
                assert 1 <= said.number <= said.total
            if isinstance(said, CheckAnswers):
                assert [question for question, _ in said.entries] == list(
                    list_asked(self.form, self.state.answers)
                )

    @invariant()
    def leaving_everything_out_reaches_the_end(self) -> None:
        if self.left_out_from == (self.form.version, self.state):  # it would be the same walk again
            return
        state = self.state
        self.left_out_from = (self.form.version, state)
        for _ in range(2 * len(self.form.questions) + 2):
            shown = take_turn(self.form, state, Resume()).outbound[-1]
            if isinstance(shown, CheckAnswers):
                sent = take_turn(self.form, state, Submit(shown.revision))
                assert isinstance(sent.outbound[-1], Thank)
                return
            assert isinstance(shown, Ask)
            state = take_turn(self.form, state, Skip(shown.question.key, shown.revision)).state
        pytest.fail("a conversation that never ends")


@pytest.mark.parametrize("key", sorted(FORMS))
def test_conversation_keeps_its_promises_whatever_people_do(key: str) -> None:
    machine = type(f"AnyMoves_{key}", (AnyMoves,), {"form": FORMS[key]})
    run_state_machine_as_test(
        machine,  # type: ignore[arg-type]
        settings=settings(max_examples=examples(12), stateful_step_count=30, deadline=None, derandomize=True),
    )


JSON = st.recursive(
    st.none() | st.integers() | st.text(max_size=8) | st.lists(st.text(max_size=4), max_size=3),
    lambda inner: st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=4,
)


@given(
    answers=st.dictionaries(st.text(max_size=8), st.none() | st.integers() | st.text(max_size=8), max_size=4),
    revision=st.integers(0, 99),
    at=st.none() | st.text(max_size=8),
    raised=st.lists(st.text(max_size=8), max_size=3),
    unknown=st.dictionaries(st.sampled_from(["later", "another"]), JSON),
)
def test_draft_from_before_or_after_these_fields_is_read(
    answers: dict[str, Any], revision: int, at: str | None, raised: list[str], unknown: dict[str, Any]
) -> None:
    dumped = {"answers": answers, "revision": revision, "at": at, "raised": raised, **unknown}
    assert load_draft(json.dumps(dumped).encode()) == Draft(State(answers, revision, at), frozenset(raised))


@pytest.mark.parametrize("key", sorted(FORMS))
def test_state_survives_json_at_the_start(key: str) -> None:
    assert load_draft(dump_draft(Draft(start(FORMS[key]).state))) == Draft(State())

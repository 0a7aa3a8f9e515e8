from __future__ import annotations

from pathlib import Path

from forms.answers import RejectionCode
from forms.conversation import take_together
from forms.library import load_form
from forms.moves import CheckAnswers, Choose, Reply, Skip, State, Submit, Thank, Turn

FORM = load_form(Path(__file__).parent / "every_kind.md")
NO_TO_ALL = tuple(Skip(question.key, None) for question in FORM.asked if not question.relevant)


def test_every_refusal_is_named_and_nothing_is_taken() -> None:
    before = State({"words": "fine"}, 1)
    moves = (
        Reply("words", None, "other"),
        Choose("visits", None, ("many",)),
        Choose("safe", None, ("11",)),
        Choose("when", None, ("20/11/2026",)),
        Submit(None),
    )
    turn, refused = take_together(FORM, before, moves, shown=1)
    assert refused == {"visits": RejectionCode.NOT_A_NUMBER, "safe": RejectionCode.OUT_OF_RANGE}
    assert turn == Turn(before, (), turn.form)


def test_answers_that_can_all_be_taken_are_sent() -> None:
    turn, refused = take_together(FORM, State(), (*NO_TO_ALL, Submit(None)), shown=0)
    assert refused == {}
    assert isinstance(turn.outbound[0], Thank)
    assert [answer for _, answer in turn.outbound[0].answers] == [None] * len(NO_TO_ALL)


def test_condition_looks_at_an_answer_of_the_same_page() -> None:
    moves = (Choose("going", None, ("no",)), Reply("why_not", None, "too far"))
    turn, _ = take_together(FORM, State(), moves, shown=0)
    assert turn.state.answers == {"going": "no", "why_not": "too far"}


def test_page_older_than_the_draft_adds_words_and_erases_nothing() -> None:
    held = State({"words": "said since", "visits": 3}, revision=2)
    turn, refused = take_together(
        FORM, held, (Reply("words", None, "said before"), Skip("visits", None)), shown=0
    )
    assert refused == {}
    assert turn.state.answers == {"words": "said since\n\nsaid before", "visits": 3}


def test_page_without_moves_shows_where_we_are() -> None:
    done = State(dict.fromkeys(question.key for question in FORM.asked if not question.relevant))
    turn, _ = take_together(FORM, done, (), shown=0)
    assert isinstance(turn.outbound[0], CheckAnswers)

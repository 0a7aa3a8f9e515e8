"""How made-up people answer a form: every question has its own distribution, the same at every run."""

from __future__ import annotations

from functools import cache
from random import Random
from typing import TYPE_CHECKING

from admin.made_up.people import SEED
from admin.made_up.recorded import is_so, pick
from admin.made_up.words import ANYTHING, BY_KEY
from admin.wishes import HELP_RUN_IT, WISHES
from forms.definition import Kind, Question
from forms.moves import Choose, Inbound, Reply, Skip, Submit
from forms.participation import parse_code
from forms.route import find_fault, list_asked

if TYPE_CHECKING:
    from collections.abc import Mapping

    from admin.made_up.reviews import MadeReview
    from forms.answers import Answer
    from forms.definition import Form

ONE_OF: Mapping[str, Mapping[str, float]] = {
    "helper": {"alone": 58, "read_to_me": 24, "typed_for_me": 18},
    "could_see": {"yes": 9, "some": 15, "no": 76},
    "quote_ok": {"yes": 34, "no": 66},
    "tell_back": {"yes": 71, "no": 29},
    "reply_want": {"yes": 23, "no": 77},
    "ring_me": {"yes": 14, "no": 86},
    "is_complaint": {"yes": 3, "no": 97},
    "bullied": {"yes": 4, "partly": 7, "no": 84, "not_sure": 5},
    "how_join": {
        "all": 34,
        "come": 34,
        "part": 20,
        "send_picture": 14,
        "video_phone": 8,
        "someone_speaks": 7,
        "send_words": 16,
        "not_come": 11,
        HELP_RUN_IT: 4,
    },
}
"""By key: how many of a hundred or so choose each; an option that is not named is rare."""
RARELY = 2.0
SOME_OF = {"want_help": 22.0, "not_front_of": 20.0, "who_not_come": 26.0, "tell_more": 30.0}
"""By key: how many of a hundred choose anything at all."""
OFTEN_CHOSEN = {"advocate": 45.0, "iro_visit": 40.0, "interpreter": 9.0}
MEANS = {"safe_feel": 0.8, "meeting_score": 0.72, "sleep_health": 0.62}
"""By key: where the middle of a scale lies, from 0 to 1."""
SKIPPED = {Kind.TEXT: 52.0}
USUALLY_SKIPPED = 6.0
KEEPS_ITS_WISH = 74.0
"""Of a hundred children whose wish is on record, how many take part in that way."""
WAS_LOWER = 0.04
"""How much lower scales were in the year before."""


def make_moves(form: Form, review: MadeReview, luck: Random, *, is_year_before: bool) -> tuple[Inbound, ...]:
    """Answer a form along its route, and send it."""
    answers: dict[str, Answer] = {}
    moves: list[Inbound] = []
    while left := [question for question in list_asked(form, answers) if question.key not in answers]:
        question = left[0]
        answer = _answer(question, review, luck, is_year_before=is_year_before)
        if find_fault(question, answer, answers):
            answer = None
        answers[question.key] = answer
        moves.append(_move(question, answer))
    return (*moves, Submit(None))


def _move(question: Question, answer: Answer) -> Inbound:
    if answer is None:
        return Skip(question.key, None)
    if question.kind in {Kind.TEXT, Kind.INTEGER, Kind.DATE}:
        return Reply(question.key, None, str(answer))
    values = answer if isinstance(answer, tuple) else (str(answer),)
    return Choose(question.key, None, values)


def _answer(question: Question, review: MadeReview, luck: Random, *, is_year_before: bool) -> Answer:  # noqa: PLR0911 - one a kind
    if not question.required and is_so(luck, SKIPPED.get(question.kind, USUALLY_SKIPPED)):
        return None
    match question.kind:
        case Kind.SELECT_ONE:
            return _choose_one(question, review, luck)
        case Kind.SELECT_MULTIPLE:
            return _choose_some(question, luck)
        case Kind.RANK:
            options = [option.value for option in question.options]
            luck.shuffle(options)
            return tuple(options)
        case Kind.RANGE:
            return _choose_point(question, luck, WAS_LOWER if is_year_before else 0.0)
        case Kind.TEXT:
            return luck.choice(BY_KEY.get(question.key, ANYTHING))
        case Kind.INTEGER:
            return str(luck.randint(0, 5))
        case _:
            return None


def _choose_one(question: Question, review: MadeReview, luck: Random) -> str:
    weights = weigh(question)
    if question.key == "how_join" and is_so(luck, KEEPS_ITS_WISH):
        fitting = {wish: weights[wish] for wish in weights if _comes_true(wish, review)}
        weights = fitting or weights
    return pick(luck, weights)


def _comes_true(wish: str, review: MadeReview) -> bool:
    joined, code = review.row.get("child_joined", ""), parse_code(review.row.get("participation_code", ""))
    if wish not in WISHES:
        return wish == HELP_RUN_IT and review.row.get("co_chaired") == "yes"
    met = WISHES[wish]
    return joined in met.joined if joined and met.joined is not None else code in met.codes


def weigh(question: Question) -> Mapping[str, float]:
    """Weigh the options of a question: by its key where that is named, by what they are, or by chance."""
    return _weigh(question.key, tuple(option.value for option in question.options))


@cache
def _weigh(key: str, values: tuple[str, ...]) -> Mapping[str, float]:
    if key in ONE_OF:
        return {value: ONE_OF[key].get(value, RARELY) for value in values}
    luck = Random(f"{SEED}/{key}")  # noqa: S311 - made-up answers
    if {"yes", "no"} <= set(values):
        yes = luck.uniform(45, 85)
        usual = {"yes": yes, "partly": (100 - yes) * 0.45, "no": (100 - yes) * 0.35, "not_sure": 8.0}
        return {value: usual.get(value, RARELY) for value in values}
    return {value: luck.uniform(1, 5) ** 2 for value in values}


def _choose_some(question: Question, luck: Random) -> Answer:
    if question.key in SOME_OF and not question.required and not is_so(luck, SOME_OF[question.key]):
        return None
    weights = weigh(question)
    most = max(weights.values())
    chances = {value: OFTEN_CHOSEN.get(value, 8 + 34 * weight / most) for value, weight in weights.items()}
    chosen = [value for value, chance in chances.items() if is_so(luck, chance)]
    return tuple(chosen or [pick(luck, weights)])


def _choose_point(question: Question, luck: Random, lower: float) -> int:
    mean = find_mean(question.key) - lower
    place = luck.betavariate(6 * mean, 6 * (1 - mean))
    steps = (question.high - question.low) // question.step
    return question.low + question.step * min(steps, int(place * (steps + 1)))


@cache
def find_mean(key: str) -> float:
    """Return where the middle of a scale lies, from 0 to 1."""
    return MEANS.get(key) or Random(f"{SEED}/{key}").uniform(0.52, 0.8)  # noqa: S311 - made-up answers

"""How made-up people answer a form: every question has its own distribution, the same at every run."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from random import Random
from typing import TYPE_CHECKING

from admin.made_up.people import SEED
from admin.made_up.recorded import is_so, pick
from admin.made_up.tendencies import (
    CHOOSE_AT_ALL,
    KEEPS_ITS_WISH,
    MEANS,
    ONE_OF,
    RARELY,
    SKIPPED,
    SOME_OF,
    USUALLY_SKIPPED,
    WAS_LOWER,
    WHO_HEARS,
    WITH_A_WORKER,
    Weights,
)
from admin.made_up.words import ANYTHING, BY_KEY
from admin.wishes import HELP_RUN_IT, WISHES
from forms.definition import Kind, Question, SharingAsked
from forms.moves import Choose, Inbound, Reply, Share, Skip, Submit
from forms.participation import parse_code
from forms.route import find_fault, list_asked
from forms.sharing import WHOLE, Sharing, may_choose

if TYPE_CHECKING:
    from collections.abc import Iterator

    from admin.made_up.reviews import MadeReview
    from forms.answers import Answer
    from forms.definition import Audience, Form


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who answers: about which review (none over a placement), as whom, by which channel."""

    review: MadeReview | None
    audience: Audience
    channel: str
    is_year_before: bool


def make_moves(form: Form, speaker: Speaker, luck: Random) -> tuple[Inbound, ...]:
    """Answer a form along its route, and send it."""
    answers: dict[str, Answer] = {}
    moves: list[Inbound] = []
    heard = Random(str(luck.getstate()))  # noqa: S311 - made-up answers; apart, so that those stay as they are
    while left := [question for question in list_asked(form, answers) if question.key not in answers]:
        question = left[0]
        answer = _answer(question, speaker, luck)
        if find_fault(question, answer, answers):
            answer = None
        answers[question.key] = answer
        moves.append(_move(question, answer))
        if answer is not None and may_choose(form, question):
            moves.append(_share(question.key, heard))
    once = (_share(WHOLE, heard),) if form.sharing is SharingAsked.ONCE else ()
    return (*moves, *once, Submit(None))


def _share(key: str, heard: Random) -> Inbound:
    return Share(key, Sharing(pick(heard, WHO_HEARS)))


def _move(question: Question, answer: Answer) -> Inbound:
    if answer is None:
        return Skip(question.key, None)
    if question.kind in {Kind.TEXT, Kind.INTEGER, Kind.DATE}:
        return Reply(question.key, None, str(answer))
    values = answer if isinstance(answer, tuple) else (str(answer),)
    return Choose(question.key, None, values)


def _answer(question: Question, speaker: Speaker, luck: Random) -> Answer:  # noqa: PLR0911 - one a kind
    if not question.required and is_so(luck, SKIPPED.get(question.kind, USUALLY_SKIPPED)):
        return None
    match question.kind:
        case Kind.SELECT_ONE:
            return _choose_one(question, speaker, luck)
        case Kind.SELECT_MULTIPLE:
            return _choose_some(question, luck)
        case Kind.RANK:
            options = [option.value for option in question.options]
            luck.shuffle(options)
            return tuple(options)
        case Kind.RANGE:
            return _choose_point(question, luck, WAS_LOWER if speaker.is_year_before else 0.0)
        case Kind.TEXT:
            return luck.choice(BY_KEY.get(question.key, ANYTHING))
        case Kind.INTEGER:
            return str(luck.randint(0, 5))
        case _:
            return None


def _choose_one(question: Question, speaker: Speaker, luck: Random) -> str:
    weights = weigh(question)
    if question.key == "role" and speaker.audience.value in weights:
        return speaker.audience.value
    if question.key == "helper" and speaker.channel == "assisted":
        return pick(luck, WITH_A_WORKER)
    if question.key == "how_join" and speaker.review and is_so(luck, KEEPS_ITS_WISH):
        weights = {wish: weights[wish] for wish in weights if _comes_true(wish, speaker.review)} or weights
    return pick(luck, weights)


def _comes_true(wish: str, review: MadeReview) -> bool:
    joined, code = review.row.get("child_joined", ""), parse_code(review.row.get("participation_code", ""))
    if wish not in WISHES:
        return wish == HELP_RUN_IT and review.row.get("co_chaired") == "yes"
    met = WISHES[wish]
    return joined in met.joined if joined and met.joined is not None else code in met.codes


def weigh(question: Question) -> Weights:
    """Weigh the options of a question: by its key where that is named, by what they are, or by chance."""
    return _weigh(question.key, tuple(option.value for option in question.options))


@cache
def _weigh(key: str, values: tuple[str, ...]) -> Weights:
    named = ONE_OF.get(key) or SOME_OF.get(key)
    if named:
        return {value: named.get(value, RARELY) for value in values}
    luck = Random(f"{SEED}/{key}")  # noqa: S311 - made-up answers
    if {"yes", "no"} <= set(values):
        yes = luck.uniform(45, 85)
        usual = {"yes": yes, "partly": (100 - yes) * 0.45, "no": (100 - yes) * 0.35, "not_sure": 8.0}
        return {value: usual.get(value, RARELY) for value in values}
    return {value: luck.uniform(1, 5) ** 2 for value in values}


def _choose_some(question: Question, luck: Random) -> Answer:
    often = CHOOSE_AT_ALL.get(question.key, 100.0)
    if not question.required and not is_so(luck, often):
        return None
    weights = weigh(question)
    chosen = [value for value, chance in _find_chances(question.key, weights) if is_so(luck, chance)]
    return tuple(chosen or [pick(luck, weights)])


def _find_chances(key: str, weights: Weights) -> Iterator[tuple[str, float]]:
    most = max(weights.values())
    for value, weight in weights.items():
        yield value, weight if key in SOME_OF else 8 + 34 * weight / most


def _choose_point(question: Question, luck: Random, lower: float) -> int:
    mean = find_mean(question.key) - lower
    place = luck.betavariate(6 * mean, 6 * (1 - mean))
    steps = (question.high - question.low) // question.step
    return question.low + question.step * min(steps, int(place * (steps + 1)))


@cache
def find_mean(key: str) -> float:
    """Return where the middle of a scale lies, from 0 to 1."""
    return MEANS.get(key) or Random(f"{SEED}/{key}").uniform(0.52, 0.8)  # noqa: S311 - made-up answers

"""Sentences drafted from figures: the level, the change, the target, what a reader must know. Pure.

Nothing is said of a number that is hidden, and no cause is ever given. A difference is called one only if it
is larger than rounding, or one case more or less, could make it (`is_about_the_same`); that is no test, and
no sentence calls a difference significant.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from admin.measures.called import Good
from admin.measures.kinds import Definition
from admin.report.numbers import (
    REVIEW,
    Noun,
    is_known,
    lower_first,
    make_whole,
    name_other,
    quote_words,
    round_like,
    start_sentence,
    write_count,
    write_percent,
    write_points,
)
from admin.report.phrases import find_phrase
from forms.participation import NO_CODE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from admin.periods import Period
    from admin.shown.model import ShownComparison, ShownMeasure, ShownShare, ShownSummary

OF_SEVERAL = {"were": "were", "have": "have", "lack": "lack", "say": "say"}
OF_ONE = {"were": "was", "have": "has", "lack": "lacks", "say": "says"}
"""Verbs as they agree with one of many, and with none of them."""
TEN = 10
"""On fewer there is no percentage: see `admin.disclosure`."""
NOT_SHOWN = "not shown, since the number is small or a small one could be worked out from it"
DEFINITIONS = {
    Definition.ELIGIBLE: "out of eligible reviews",
    Definition.ALL_REVIEWS: "out of all reviews held, coded or not",
    Definition.UNDER_FOURS_COUNT: "with children under four as taking part",
}


def say_share(share: ShownShare, noun: Noun) -> str:
    """Say so many of so many: "3,270 of 3,948 eligible reviews (82.8 %)"; empty where it may not be said."""
    count, out_of = share.count, share.out_of
    if not is_known(count) or share.is_hidden:
        return ""
    if not is_known(out_of):
        return noun.write(count) if count else f"no {noun.many}"
    if out_of > 1 and count in {0, out_of}:
        return f"{'all' if count else 'none of the'} {noun.write(out_of)}"
    return f"{write_count(count)} of {noun.write(out_of)}{_say_percent(share)}"


def _say_percent(share: ShownShare) -> str:
    if is_known(share.percent):
        return f" ({write_percent(share.percent)})"
    is_few = is_known(share.out_of) and share.out_of < TEN
    return " (fewer than ten: no percentage)" if is_few else ""


def say_measure(measure: ShownMeasure, shown: ShownSummary, *, says_every_change: bool = False) -> str:
    """Say a measure and how it changed, in one sentence; that it is not shown, or that there is nothing."""
    share = measure.share
    phrase = find_phrase(measure.name, measure.title, shown.definition)
    if share.out_of == 0:
        return f"{measure.title}: there were no {phrase.noun.many}."
    said = say_share(share, phrase.noun)
    if not said:
        return f"{measure.title}: {NOT_SHOWN}."
    is_one = share.count == 1 or (share.count == 0 and share.out_of is not None)
    words = start_sentence(phrase.words.format(share=said, **(OF_ONE if is_one else OF_SEVERAL)))
    chosen = choose_comparison(measure)
    compared = measure.compared if says_every_change else filter(None, (chosen,))
    return f"{words}{_join_changes(say_change(share, found, shown.period) for found in compared)}."


def say_measures(measures: Iterable[ShownMeasure], shown: ShownSummary) -> Iterator[str]:
    """Say each of several measures; at the end, in one sentence, which of them are not shown."""
    hidden = []
    for measure in measures:
        if measure.share.is_hidden:
            hidden.append(measure.title)
        else:
            yield say_measure(measure, shown)
    if hidden:
        yield f"Not shown, since a small number could be worked out: {'; '.join(hidden)}."


def _join_changes(changes: Iterable[str]) -> str:
    first, *others = (*filter(None, changes), "")
    return first + "".join(f" and {other.removeprefix(', ')}" for other in others if other)


def say_change(now: ShownShare, found: ShownComparison, period: Period) -> str:
    """Say how a share changed, as the end of a sentence; empty where nothing may be compared."""
    then = found.share
    if found.not_alike or then.is_hidden or now.is_hidden:
        return ""
    other = name_other(period, found.period)
    if now.out_of is None:
        return _say_count_change(now, then, other)
    if not is_known(now.percent) or not is_known(then.percent) or not is_known(found.points):
        return ""
    if now.percent == then.percent:
        return f", the same as {other}"
    if is_about_the_same(found.points, now, then):
        return f", about the same as {other} ({write_percent(then.percent)})"
    way = "up" if found.points > 0 else "down"
    return f", {way} from {write_percent(then.percent)} {other}"


def _say_count_change(now: ShownShare, then: ShownShare, other: str) -> str:
    if not is_known(now.count) or not is_known(then.count):
        return ""
    if now.count == then.count:
        return f", as many as {other}"
    way = "more" if now.count > then.count else "fewer"
    return f", {write_count(abs(now.count - then.count))} {way} than {other}"


def choose_comparison(measure: ShownMeasure) -> ShownComparison | None:
    """Return what a sentence compares with: what may be compared, a year ago first; else what may not."""
    order = ("last_year", "chosen", "before")
    found = sorted(measure.compared, key=lambda one: (bool(one.not_alike), order.index(one.kind)))
    return next(iter(found), None)


def is_about_the_same(points: float, now: ShownShare, then: ShownShare) -> bool:
    """Tell whether a difference is too small to be called one.

    Under a point (where percentages are whole, up to one: rounding alone makes that), or no more than one
    case more or less on the smaller of the two bases.
    """
    bases = [share.out_of for share in (now, then) if is_known(share.out_of) and share.out_of]
    one_case = 100 / min(bases) if bases else 0
    is_whole = isinstance(points, int)
    return abs(points) <= one_case or (abs(points) <= 1 if is_whole else abs(points) < 1)


def say_not_alike(measure: ShownMeasure, period: Period) -> str:
    """Say that a measure must not be compared, and why; empty where it may be."""
    found = choose_comparison(measure)
    if found is None or not found.not_alike:
        return ""
    reason = found.not_alike.rstrip(". ")
    return f"{measure.title} is not comparable with {name_other(period, found.period)}: {reason}."


def say_all_not_alike(measures: Iterable[ShownMeasure], period: Period) -> Iterator[str]:
    """Say which measures must not be compared with which other period: a sentence a reason."""
    reasons: dict[tuple[str, str], list[str]] = {}
    for measure in measures:
        for found in measure.compared:
            if found.not_alike:
                key = (name_other(period, found.period), found.not_alike.rstrip(". "))
                reasons.setdefault(key, []).append(measure.title)
    for (other, reason), titles in reasons.items():
        yield f"Not compared with {other}: {'; '.join(titles)} ({reason})."


def say_target(measure: ShownMeasure, shown: ShownSummary) -> str:
    """Say whether the target was met; empty where there is none, or the figure may not be said."""
    target, percent = measure.target, measure.share.percent
    if target is None or not is_known(percent):
        return ""
    is_low = measure.good is Good.LESS
    aim = f"{write_percent(make_whole(target))}{' or less' if is_low else ''}"
    gap = percent - target
    called = find_phrase(measure.name, measure.title, shown.definition).name
    name = f"The target for {called or quote_words(lower_first(measure.title))}, {aim},"
    if gap == 0 or (gap < 0) is is_low:
        return f"{name} was met."
    return f"{name} was missed by {write_points(make_whole(round(gap, 1)))}."


def say_bounds(measure: ShownMeasure, shown: ShownSummary) -> str:
    """Say between which bounds a figure lies where codes are missing; empty where there are none to say."""
    bounds = find_bounds(measure.share)
    name = find_phrase(measure.name, measure.title, shown.definition).name or "the figure"
    if not bounds:
        return ""
    return f"{_say_uncoded(shown)}, so {name} lies between {' and '.join(map(write_percent, bounds))}."


def find_bounds(share: ShownShare) -> tuple[float, ...]:
    """Return the least and the most that a share can be, rounded as it is; nothing if they are not shown."""
    percent, low, high = share.percent, share.low, share.high
    if not is_known(percent) or share.is_hidden or low is None or high is None:
        return ()
    return round_like(percent, low), round_like(percent, high)


def _say_uncoded(shown: ShownSummary) -> str:
    """Say how many reviews have no code, as the table of codes has it: never worked out from two others."""
    codes = shown.find_table("participation_codes")
    missing = codes.cells.get(NO_CODE) if codes else None
    if not is_known(missing):
        return "Some reviews have no code"
    return f"{REVIEW.write(missing)} {'has' if missing == 1 else 'have'} no code"


def say_by_default(measure: ShownMeasure, shown: ShownSummary) -> str:
    """Say by which definition a measure is counted, and what it is by the standard one; empty if by that."""
    if measure.by_default is None:
        return ""
    own = f"{measure.title} is counted {DEFINITIONS[shown.definition]} (definition {shown.definition})"
    noun = find_phrase(measure.name, measure.title, Definition.ELIGIBLE).noun
    said = say_share(measure.by_default, noun)
    if not said:
        return f"{own}."
    return f"{own}; by the standard definition (eligible) it is {said}."

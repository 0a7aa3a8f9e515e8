"""Made-up councils, of which any days can be counted: reviews, visits, forms with all kinds of questions."""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from admin.gathered import Theme
from admin.groups import Dimension, Group, Grouped
from admin.measures.codes import STAYED_AWAY
from admin.measures.facts import Facts, ReviewFact, VisitFact
from admin.measures.kinds import Definition
from admin.periods import Period
from admin.summary.forms import FormCount, count_form
from admin.summary.placements import PlacementSum
from admin.summary.questions import AnswerGroup
from admin.summary.rows import FormRows
from admin.summary.summary import Summary, find_all_figures, find_figures
from forms.definition import Audience, Form, Kind, Option, Question, Timing
from forms.participation import ParticipationCode
from tests.admin.test_figures_tables import make_fact

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

FIRST_ON, LAST_ON = date(2025, 4, 1), date(2026, 3, 31)
YEAR = Period(FIRST_ON, LAST_ON)
DAYS = (LAST_ON - FIRST_ON).days
REASONS = ("", "too_young", "did_not_wish", "in_school_time", "other")
TEAMS = ("North", "South", "")
CHANNELS = ("web", "paper", "phone")


def _ask(key: str, kind: Kind, *values: str) -> Question:
    return Question(key, kind, key.title(), 1, options=tuple(Option(value, value) for value in values))


QUESTIONS = (
    _ask("often", Kind.SELECT_ONE, "yes", "no", "sometimes"),
    _ask("topics", Kind.SELECT_MULTIPLE, "school", "health", "friends", "home"),
    replace(_ask("score", Kind.RANGE), low=0, high=5),
    replace(_ask("again", Kind.RANGE), low=1, high=2),
    _ask("first", Kind.RANK, "come", "write", "stay"),
    _ask("visits", Kind.INTEGER),
    _ask("words", Kind.TEXT),
)
FORMS = (
    Form("child", "1", "Child", Audience.CHILD, Timing.BEFORE, QUESTIONS, simpler="child_easy"),
    Form("child_easy", "1", "Child, easy", Audience.CHILD, Timing.BEFORE, QUESTIONS[:3]),
    Form("parent", "1", "Parent", Audience.PARENT, Timing.BEFORE, QUESTIONS[1:5]),
)
BANDS = (
    Form("child_4_7", "1", "Child", Audience.CHILD, Timing.BEFORE, QUESTIONS[:4], simpler="child_4_7_simple"),
    Form("child_4_7_simple", "1", "Child", Audience.CHILD, Timing.BEFORE, QUESTIONS[:2]),
    Form("child_8_11", "1", "Child", Audience.CHILD, Timing.BEFORE, QUESTIONS, simpler="child_8_11_simple"),
    Form("child_8_11_simple", "1", "Child", Audience.CHILD, Timing.BEFORE, QUESTIONS[:5]),
    Form("child_12_17", "1", "Child", Audience.CHILD, Timing.BEFORE, QUESTIONS[::2]),
    Form("parent", "1", "Parent", Audience.PARENT, Timing.AFTER, QUESTIONS[1:5]),
)
"""A council whose forms come in age bands, some of them in two looks."""
THEMES = ("contact", "school", "placement", "pets")


@dataclass(frozen=True, slots=True)
class Invited:
    """One invitation, or somebody who came without: which form, and what came of it."""

    form: str
    on: date
    is_invited: bool = True
    is_named: bool = True
    is_opened: bool = False
    filled_in: str = ""
    """The key of the look that was sent; empty if none was."""
    channel: str = "web"
    answers: tuple[tuple[str, str, str | None, bool], ...] = ()


@dataclass(frozen=True, slots=True)
class World:
    """Everything that happened at a council in a year."""

    reviews: tuple[ReviewFact, ...]
    teams: tuple[str, ...]
    visits: tuple[tuple[date, VisitFact], ...]
    invited: tuple[Invited, ...]
    scans: tuple[tuple[date, int], ...]
    forms: tuple[Form, ...] = FORMS
    coded: tuple[tuple[date, str, frozenset[str]], ...] = ()
    """What somebody coded: when it was said, by whom, and the themes that were found in it."""

    def summarise(
        self, period: Period = YEAR, definition: Definition = Definition.ELIGIBLE, other: Period | None = None
    ) -> Summary:
        """Count some days of it."""
        facts = self._find_facts(period)
        held = facts.held
        groups = tuple(self._group(Dimension.TEAM, TEAMS, held, definition, self._find_team))
        return Summary(
            counted=find_all_figures(facts, period, definition),
            uncoded=sum(fact.code is None for fact in held),
            participation_codes={
                code.value: sum(fact.code is code for fact in held) for code in ParticipationCode
            },
            reasons_not_attending=_count(
                fact.reason_not_attending for fact in held if fact.code in STAYED_AWAY
            ),
            reasons_no_views=_count(
                fact.reason_no_views for fact in held if fact.code is ParticipationCode.PN7
            ),
            child_reasons=_count(fact.child_reason for fact in held if fact.code in STAYED_AWAY),
            reasons_parents_not_invited=_count(
                fact.parent_not_invited_reason for fact in held if fact.parent_invited is not True
            ),
            meetings_by_kind={"cla_review": len(held), "icpc": len(held) // 3, "rcpc": len(held) // 5},
            forms=tuple(self._count_forms(period)),
            placements=tuple(self._count_placements(period)),
            compared=find_all_figures(self._find_facts(other), other, definition) if other else None,
            grouped=(Grouped(Dimension.TEAM, groups),),
            themes=tuple(self._count_themes(period)),
        )

    def _find_team(self, fact: ReviewFact) -> str:
        return self.teams[self.reviews.index(fact)]

    def _find_facts(self, period: Period) -> Facts:
        held = tuple(fact for fact in self.reviews if fact.held_on and is_in(period, fact.held_on))
        due = tuple(fact for fact in self.reviews if fact.due_on and is_in(period, fact.due_on))
        visits = tuple(visit for day, visit in self.visits if is_in(period, day))
        return Facts(held, due, period.last_on, LAST_ON + timedelta(days=90), len(held) // 3, visits)

    def _group(
        self,
        _: Dimension,
        keys: Iterable[str],
        held: tuple[ReviewFact, ...],
        definition: Definition,
        find: Callable[[ReviewFact], str],
    ) -> Iterable[Group]:
        for key in keys:
            mine = tuple(fact for fact in held if find(fact) == key)
            yield Group(key, key, find_figures(Facts(mine, mine, LAST_ON, LAST_ON), definition))

    def _count_forms(self, period: Period) -> Iterable[FormCount]:
        rows = [one for one in self.invited if is_in(period, one.on)]
        return (count_form(form, _make_rows(rows)) for form in self.forms)

    def _count_themes(self, period: Period) -> Iterable[Theme]:
        for audience in ("child", "parent"):
            found = [themes for day, who, themes in self.coded if who == audience and is_in(period, day)]
            for key in THEMES:
                responses = sum(key in themes for themes in found)
                if responses:
                    yield Theme(key, key, audience, "before", responses, len(found))

    def _count_placements(self, period: Period) -> Iterable[PlacementSum]:
        for name in ("hall", "office"):
            found = sum(number for day, number in self.scans if is_in(period, day))
            yield PlacementSum(name, name, found, found // 2, found // 4)


def is_in(period: Period, day: date) -> bool:
    return period.first_on <= day <= period.last_on


def _count(values: Iterable[str]) -> dict[str, int]:
    return dict(sorted(Counter(filter(None, values)).items()))


def _make_rows(rows: list[Invited]) -> FormRows:
    answers: dict[str, dict[tuple[str, str], list[AnswerGroup]]] = defaultdict(lambda: defaultdict(list))
    came: dict[str, Counter[str]] = defaultdict(Counter)
    anonymous: dict[str, Counter[str]] = defaultdict(Counter)
    for one in rows:
        for key, kind, value, has_words in one.answers:
            answers[one.filled_in][key, kind].append(AnswerGroup(value, has_words, 1))
        if one.filled_in:
            (came[one.form] if one.is_named else anonymous[one.filled_in])[one.channel] += 1
    invited = Counter(one.form for one in rows if one.is_invited)
    return FormRows(
        invited={key: {"invited": number, "takes": 1} for key, number in invited.items()},
        opened=Counter(one.form for one in rows if one.is_opened and one.is_named),
        came=came,
        asked=Counter(one.form for one in rows if one.is_invited and one.filled_in),
        filled_in=Counter(one.filled_in for one in rows if one.filled_in and one.is_named),
        anonymous=anonymous,
        answers=answers,
        apart={},
    )


def make_world(seed: int, size: int, forms: tuple[Form, ...] = FORMS) -> World:
    """Make a council with so many reviews a year; what is rare there and what is common, chance decides."""
    chance = random.Random(seed)
    reviews = tuple(_make_review(chance, number) for number in range(size))
    visits = tuple(
        (
            _choose_day(chance),
            VisitFact(_lean(chance, ("done", "declined", "failed", "")), chance.random() < 0.6),
        )
        for _ in range(size)
    )
    leaning = _make_leaning(chance)
    invited = tuple(_invite(chance, leaning, forms) for _ in range(size))
    teams = tuple(_lean(chance, TEAMS) for _ in range(size))
    scans = tuple((_choose_day(chance), chance.randrange(4)) for _ in range(20))
    return World(reviews, teams, visits, invited, scans, forms, _code(random.Random(f"themes {seed}"), size))


def _code(chance: random.Random, size: int) -> tuple[tuple[date, str, frozenset[str]], ...]:
    """Say what some spoke about; in a few nobody found anything."""
    return tuple(
        (
            _choose_day(chance),
            chance.choice(("child", "child", "parent")),
            frozenset(_lean(chance, THEMES) for _ in range(chance.randrange(4))),
        )
        for _ in range(size // 2)
    )


def _choose_day(chance: random.Random) -> date:
    return FIRST_ON + timedelta(days=chance.randrange(DAYS + 1))


def _lean(chance: random.Random, values: tuple[str, ...]) -> str:
    """Choose one, the first most often, the last seldom."""
    weights = [4 ** (len(values) - place) for place in range(len(values))]
    return chance.choices(values, weights)[0]


def _make_review(chance: random.Random, number: int) -> ReviewFact:
    codes = tuple(code.value for code in ParticipationCode)
    common = chance.choice(codes) if chance.random() < 0.4 else chance.choice(("PN1", "PN6", ""))
    day = _choose_day(chance)
    return replace(
        make_fact(chance, number),
        held_on=day,
        due_on=day + timedelta(days=chance.choice((-2, 0, 0, 0, 4))) if chance.random() < 0.9 else None,
        code=ParticipationCode(common) if common else None,
        reason_not_attending=_lean(chance, REASONS),
        child_reason=_lean(chance, REASONS),
        reason_no_views=_lean(chance, REASONS[::-1]),
        parent_not_invited_reason=_lean(chance, REASONS),
        parent_attended=chance.random() < 0.7,
    )


def _make_leaning(chance: random.Random) -> dict[str, tuple[str, ...]]:
    """Say for each question which answers are common."""
    found = {}
    for question in QUESTIONS:
        values = [option.value for option in question.options]
        values = values or [str(number) for number in range(question.low, min(question.high, 5) + 1)]
        chance.shuffle(values)
        found[question.key] = tuple(values)
    return found


def _invite(chance: random.Random, leaning: dict[str, tuple[str, ...]], forms: tuple[Form, ...]) -> Invited:
    form = chance.choices(forms, (6, 1, 3) * (len(forms) // 3))[0]
    is_named = chance.random() < 0.9
    is_sent = chance.random() < 0.7 or not is_named
    look = form.key if not form.simpler or chance.random() < 0.9 else form.simpler
    questions = next(form for form in forms if form.key == look).questions
    return Invited(
        form.key,
        _choose_day(chance),
        is_invited=is_named and chance.random() < 0.95,
        is_named=is_named,
        is_opened=is_sent or chance.random() < 0.3,
        filled_in=look if is_sent else "",
        channel=_lean(chance, CHANNELS),
        answers=tuple(filter(None, (_answer(chance, question, leaning) for question in questions))),
    )


def _answer(
    chance: random.Random, question: Question, leaning: dict[str, tuple[str, ...]]
) -> tuple[str, str, str | None, bool] | None:
    """Answer a question, skip it, or leave it out as not asked."""
    luck = chance.random()
    if luck < 0.04:
        return None
    if luck < 0.12:
        return question.key, question.kind.value, None, False
    values = leaning[question.key]
    match question.kind:
        case Kind.TEXT:
            return question.key, question.kind.value, None, True
        case Kind.SELECT_MULTIPLE:
            chosen = {_lean(chance, values) for _ in range(chance.randint(1, 3))}
            return question.key, question.kind.value, " ".join(sorted(chosen)), False
        case Kind.RANK:
            first = _lean(chance, values)
            rest = [value for value in values if value != first]
            return question.key, question.kind.value, " ".join((first, *rest)), False
        case _:
            return question.key, question.kind.value, _lean(chance, values), False

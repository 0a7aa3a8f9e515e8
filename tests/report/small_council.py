"""A small council that nobody lives in: its year as true figures, and as it could be published.

Its counts are Herefordshire's of 2022/23 where those were published (1,278 reviews, 872 coded, 156 under
four, 314 attended, 357 sent views, 45 neither); all else is made up.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from admin.gathered import (
    Compliment,
    Elsewhere,
    Gathered,
    How,
    Pledge,
    PledgeState,
    Session,
    Theme,
)
from admin.groups import Dimension
from admin.measures.kinds import Definition, Unit
from admin.measures.measures import MEASURES
from admin.measures.shares import find_bounded_share, find_percent
from admin.periods import Period
from admin.quotes.reading import Pair, Quoted
from admin.shown.model import (
    Mark,
    ShownCell,
    ShownCollated,
    ShownComparison,
    ShownForm,
    ShownGroup,
    ShownGroups,
    ShownItem,
    ShownMeasure,
    ShownPlacement,
    ShownShare,
    ShownSummary,
    ShownTable,
    ShownTheme,
)
from forms.definition import Audience, Form, Kind, Option, Question, Timing
from forms.participation import NO_CODE, ParticipationCode

YEAR = Period(date(2025, 4, 1), date(2026, 3, 31))
BEFORE = Period(date(2024, 4, 1), date(2025, 3, 31))
MADE_UP: dict[str, tuple[int, int | None, int | None]] = {
    "reviews_held": (1278, None, None),
    "reviews_due": (1290, None, None),
    "reviews_in_time": (1150, 1278, 1102),
    "code_coverage": (872, 1278, 700),
    "participation": (671, 716, 655),
    "attendance": (314, 716, 310),
    "attended_and_contributed": (300, 716, 301),
    "views_sent": (357, 716, 345),
    "advocate": (41, 716, 30),
    "attended_silently": (14, 716, 9),
    "not_reached": (45, 716, 61),
    "children_all": (380, 420, 371),
    "children_some": (30, 420, 33),
    "children_none": (10, 420, 16),
    "co_chaired": (4, 716, 3),
    "contacted_before": (800, 1278, 770),
    "declined_contact": (160, 1278, 150),
    "contact_not_appropriate": (150, 1278, 158),
    "contact_not_offered": (60, 1278, 80),
    "contact_not_recorded": (108, 1278, 120),
    "spoken_alone": (610, 1278, 615),
    "declined_but_took_part": (71, 96, 60),
    "parents_attended": (500, 1278, 490),
    "carers_heard": (1010, 1278, 1010),
    "children_heard": (60, 470, 51),
    "visits_declined": (1, 9, 0),
    "interpreter_asked": (0, 0, 0),
}
"""By measure: how many, of how many, how many of as many a year before."""
TARGETS = {"participation": 95.0, "reviews_in_time": 90.0}
BOUNDED = {"participation", "attendance", "attended_and_contributed", "views_sent", "advocate", "not_reached"}


def _share(name: str, count: int, out_of: int | None) -> ShownShare:
    bounds = find_bounded_share(count, out_of or 0, 406 if name in BOUNDED else 0)
    percent = None if out_of is None else find_percent(count, out_of)
    return ShownShare(count, out_of, Mark.NONE if out_of == 0 else percent, bounds.low, bounds.high)


def _measure(name: str, count: int, out_of: int | None, before: int | None) -> ShownMeasure:
    declared = next(measure for measure in MEASURES if measure.name == name)
    compared: tuple[ShownComparison, ...] = ()
    if before is not None:
        now, then = _share(name, count, out_of), replace(_share(name, before, out_of), low=None, high=None)
        points = None
        if isinstance(now.percent, float) and isinstance(then.percent, float):
            points = round(now.percent - then.percent, 1)
        compared = (ShownComparison("last_year", BEFORE, then, points),)
    return ShownMeasure(
        name,
        declared.title,
        Unit(declared.unit),
        str(declared.default),
        _share(name, count, out_of),
        None,
        compared,
        TARGETS.get(name),
        declared.good,
        declared.is_published,
    )


def _table(key: str, title: str, cells: dict[str, int], labels: dict[str, str]) -> ShownTable:
    return ShownTable(key, title, cells, labels, sum(cells.values()))


CODES = dict(zip(ParticipationCode, (156, 260, 30, 10, 14, 11, 346, 45), strict=True))
TABLES = (
    _table(
        "participation_codes",
        "Participation codes",
        {**{code.value: count for code, count in CODES.items()}, NO_CODE: 406},
        {**{code.value: f"{code.value}, {code.words}" for code in CODES}, NO_CODE: "No valid code"},
    ),
    _table(
        "reasons_not_attending",
        "Why children did not attend",
        {"did_not_wish": 120, "in_school_time": 40, "limited_understanding": 21, "other": 3},
        {"did_not_wish": "Did not wish", "in_school_time": "In school time"}
        | {"limited_understanding": "Limited understanding", "other": "Other"},
    ),
    _table(
        "reasons_no_views",
        "Why no views reached the review",
        {"limited_understanding": 9, "no_way_that_worked": 1, "did_not_wish": 22},
        {"limited_understanding": "Limited understanding", "no_way_that_worked": "No way that worked"}
        | {"did_not_wish": "Did not wish"},
    ),
    _table(
        "child_reasons",
        "As they put it",
        {"boring": 20, "school_time": 31},
        {"boring": "Boring", "school_time": "School time"},
    ),
)
YES = (Option("yes", "Yes"), Option("partly", "Partly"), Option("no", "No"), Option("not_sure", "Not sure"))
TALK = (Option("family_time", "Family time"), Option("school", "School"), Option("home", "Home"))
HOME = Question(
    "home_feel", Kind.RANGE, "How do you feel about where you live?", 1, low=1, high=5, appearance="faces"
)
LITTLE_HOME = Question("home_feel", Kind.RANGE, "Where I live", 1, low=1, high=3, appearance="faces")
KNOWS = Question("knows_iro", Kind.SELECT_ONE, "Do you know who your IRO is?", 2, options=YES)
ABOUT = Question("talk_about", Kind.SELECT_MULTIPLE, "What shall we talk about?", 3, options=TALK)
CHANGE = Question("change_wish", Kind.TEXT, "If you could change one thing, what would it be?", 4)
SAFE_WAY = Question(
    "safe_way", Kind.SELECT_ONE, "How may we answer you?", 5, options=(Option("letter", "A letter"),)
)
MIDDLE = Form(
    "have_your_say_8_11",
    "1",
    "Have your say",
    Audience.CHILD,
    Timing.BEFORE,
    (HOME, KNOWS, ABOUT, CHANGE, SAFE_WAY),
)
SIMPLE = Form(
    "have_your_say_8_11_simple", "1", "Have your say", Audience.CHILD, Timing.BEFORE, (ABOUT, CHANGE)
)
LITTLE = Form("have_your_say_4_7", "1", "Have your say", Audience.CHILD, Timing.BEFORE, (LITTLE_HOME, CHANGE))
SCORE = Question("meeting_score", Kind.RANGE, "How was the meeting?", 1, low=1, high=5, appearance="faces")
WORKER = Form(
    "feedback_professional", "1", "Your feedback", Audience.PROFESSIONAL, Timing.AFTER, (SCORE, CHANGE)
)


def _item(question: Question, skipped: int, *counts: int, answered: int | None = None) -> ShownItem:
    values = [option.value for option in question.options]
    if question.kind is Kind.RANGE:
        values = [str(point) for point in range(question.low, question.high + 1)]
    labels = {option.value: option.label for option in question.options}
    base = sum(counts) if answered is None else answered
    cells = tuple(
        ShownCell(value, labels.get(value, value), count, find_percent(count, base) or 0.0)
        for value, count in zip(values, counts, strict=True)
    )
    several = question.kind is Kind.SELECT_MULTIPLE
    return ShownItem(question.key, question.kind, question.label, base, skipped, cells, several=several)


def _words(question: Question, answered: int, skipped: int) -> ShownItem:
    return ShownItem(question.key, question.kind, question.label, answered, skipped)


def _form(
    form: Form, invited: int, opened: int, filled_in: int, channels: dict[str, int], *items: ShownItem
) -> ShownForm:
    sent = sum(channels.values())
    rate = None if form is WORKER else find_percent(sent, invited)
    numbers = (invited, opened, sent, filled_in, 0, Mark.NONE if invited == 0 else rate)
    shown = ShownForm(form, form.title, form.audience, form.timing, "", *numbers, channels, items)
    return replace(shown, asked=sent)


FORMS = (
    _form(
        MIDDLE,
        208,
        60,
        36,
        {"web": 30, "paper": 13},
        _item(HOME, 3, 1, 2, 3, 12, 15),
        _item(KNOWS, 6, 14, 8, 6, 2),
        _item(ABOUT, 2, 29, 22, 1, answered=34),
        _words(CHANGE, 20, 16),
        _item(SAFE_WAY, 6, 30),
    ),
    _form(SIMPLE, 0, 0, 7, {}, _item(ABOUT, 0, 7, 6, 0, answered=7), _words(CHANGE, 1, 6)),
    _form(LITTLE, 40, 22, 20, {"assisted": 20}, _item(LITTLE_HOME, 1, 2, 4, 13), _words(CHANGE, 8, 12)),
    _form(WORKER, 50, 90, 80, {"web": 80}, _item(SCORE, 0, 0, 4, 16, 30, 30), _words(CHANGE, 44, 36)),
)


def _group(key: str, label: str, count: int, out_of: int) -> ShownGroup:
    attended, missed = out_of // 2, out_of - count
    named = (("participation", count), ("attendance", attended), ("not_reached", missed), ("co_chaired", 1))
    return ShownGroup(key, label, tuple(_measure(name, found, out_of, None) for name, found in named))


GROUPS = (
    ShownGroups(
        Dimension.AGE_BAND,
        (
            _group("4-7", "4 to 7", 90, 100),
            _group("8-11", "8 to 11", 200, 216),
            _group("12-17", "12 to 17", 381, 400),
        ),
    ),
    ShownGroups(Dimension.IRO, (_group("iro-1", "Somebody who must not be named", 90, 100),)),
)
SAID = Quoted("child", "have_your_say_8_11", "change_wish", "I want to see my brother.")
THANKS = Compliment("She always rings back.", "e-mail", "A carer", date(2025, 6, 2), "keeping in touch")
GATHERED = Gathered(
    (THANKS,),
    (
        Session(
            "Children in Care Council", date(2025, 7, 4), 9, "They made the new poster.", How.WRITTEN_DOWN
        ),
    ),
    (
        Pledge(
            "A room with a sofa in each building",
            date(2025, 4, 1),
            PledgeState.PARTLY,
            "Two of three are there",
        ),
        Pledge(
            "Reports go out five days before", date(2026, 4, 1), PledgeState.OPEN, due_on=date(2026, 9, 1)
        ),
    ),
    (
        Elsewhere(
            "Children with an independent visitor",
            31,
            470,
            "The visiting service",
            YEAR.first_on,
            YEAR.last_on,
        ),
    ),
)
SMALL = ShownSummary(
    "Example Council",
    YEAR,
    Definition.ELIGIBLE,
    None,
    date(2026, 6, 1),
    tuple(_measure(name, *numbers) for name, numbers in MADE_UP.items()),
    TABLES,
    FORMS,
    (ShownPlacement("family-centre", "Family time centre, waiting room", 40, 20, 11),),
    GROUPS,
    (SAID,),
    (Pair("Wanted Mum at the meeting", "The IRO asked Mum to the next one", "done"),),
    (
        ShownTheme(
            Theme("siblings", "Seeing brothers and sisters", "child", "before", 12, 29, (SAID,)), 12, 29, 41.4
        ),
        ShownTheme(Theme("pets", "Pets", "child", "before", 3, 29), 3, 29, 10.3),
    ),
    GATHERED,
    collated=(
        ShownCollated("children_before", _item(ABOUT, 2, 36, 28, 1, answered=41), (MIDDLE.key, SIMPLE.key)),
        ShownCollated("children_before", _words(CHANGE, 29, 34), (LITTLE.key, MIDDLE.key, SIMPLE.key)),
    ),
    earlier=ShownSummary(
        "Example Council",
        BEFORE,
        Definition.ELIGIBLE,
        None,
        date(2026, 6, 1),
        (),
        (),
        (_form(WORKER, 40, 70, 60, {"web": 60}, _item(SCORE, 0, 0, 10, 20, 20, 10), _words(CHANGE, 30, 30)),),
    ),
)

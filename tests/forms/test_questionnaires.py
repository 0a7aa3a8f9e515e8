"""The shipped questionnaires: what they ask, and in what words."""

from __future__ import annotations

import re

import pytest
from pyxform.xls2json_backends import md_to_dict
from pyxform.xls2xform import convert

from forms.definition import Audience, Form, Kind, Question, Timing
from forms.library import QUESTIONNAIRES, Library, check_file
from forms.route import list_asked
from forms.xlsform.issues import SHEETS, Findings
from forms.xlsform.markdown import read_markdown
from forms.xlsform.tables import make_tables
from tests.forms.reading_age import count_syllables, list_sentences, list_words, measure_grade

MAX_GRADE = 4.0
"""Of a whole form: read at nine to ten."""

MAX_SENTENCE_GRADE = 8.0
"""Of one sentence: a single longer word among few already weighs much."""

MAX_WORDS = 20
MAX_SYLLABLES = 4

LIBRARY = Library.shipped()

KEYS = {
    "have_your_say_12_17": """
        home_feel carers_feel family_time_feel school_feel friends_feel feelings_feel safe_feel
        family_time_want best_thing worry change_wish talk_about who_come who_not_come where when
        how_join why_not want_help knows_iro last_time_done got_letter letter_clear not_front_of
        helper helper_role could_see safe_way
        tell_back quote_ok plan_done say_in_decisions identity_respected life_story money_ok online_ok
        sleep_health future_hope agenda chair observer_ok pathway_mine solicitor worship_food find_family
        tell_more
    """,
    "feedback_carer": """
        invited_in_time spoken_before papers_before could_say fair understood child_central meeting_score
        missed_why went_well change_one is_complaint quote_ok reply_want knowledge_used child_prepared
        support_agreed iro_reachable was_there
    """,
    "feedback_parent": """
        invited_in_time spoken_before papers_before could_say fair understood child_central meeting_score
        missed_why went_well change_one is_complaint quote_ok reply_want was_there
    """,
    "feedback_conference": """
        role knew_why met_chair_before papers_before could_say listened fair understood know_next
        meeting_score change_one worker_told_views someone_with_me safe_feel felt_safe_in_room
        seen_apart_offered supporter interpreter_ok ring_me is_complaint risk_clear child_central
        plan_owner_date dissent_heard
    """,
    "parent_before": """
        role invited_in_time papers_before child_well worry change_wish family_time_view child_told
        support_need how_join barrier not_front_of_child ring_me reply_want
    """,
    "carer_before": """
        role invited_in_time papers_before child_well worry change_wish family_time_view child_told
        support_need how_join barrier not_front_of_child ring_me reply_want carer_support
        day_to_day_decisions
    """,
    "feedback_professional": """
        role notice_ok papers_before on_time child_central challenge_ok decisions_owner_date iro_reachable
        last_record_in_time meeting_score went_well change_one
    """,
}
"""What each asks. `tell_more` and `was_there` are ours: they open what does not apply to everybody."""

FORMS = [LIBRARY.current(key) for key in sorted(KEYS)]
each_form = pytest.mark.parametrize("form", FORMS, ids=lambda form: form.key)

CHOICES_OF_THEIR_OWN = {"role", "how_join"}
"""Keys whose options depend on who is asked: a teacher is no foster carer, a parent chairs nothing."""

CLOSING = ("not_front_of", "helper", "could_see", "safe_way", "tell_back", "quote_ok")
"""The questions at the end that every young person is asked."""


def list_texts(question: Question) -> list[str]:
    return [text for text in (question.heading, question.label, question.hint) if text]


def list_all_texts(form: Form) -> list[str]:
    texts = [text for question in form.questions for text in list_texts(question)]
    scales = [
        text for question in form.questions for text in (question.low_label, question.high_label) if text
    ]
    options = [option.label for question in form.questions for option in question.options]
    return list(dict.fromkeys([*texts, *scales, *options]))


def find(key: str, form: str = "have_your_say_12_17") -> Question:
    question = LIBRARY.current(form).find_question(key)
    assert question is not None
    return question


def test_forms_are_those_of_this_release() -> None:
    assert LIBRARY.keys() == tuple(sorted(KEYS))
    assert LIBRARY.broken == {}


@pytest.mark.parametrize("path", sorted(QUESTIONNAIRES.glob("*.md")), ids=lambda path: path.stem)
def test_file_has_no_issue_and_is_called_as_its_form(path: object) -> None:
    assert check_file(path) == ()  # type: ignore[arg-type]
    assert path.stem in KEYS  # type: ignore[attr-defined]


@each_form
def test_questions_are_those_agreed(form: Form) -> None:
    asked = {question.key for question in form.questions if question.kind is not Kind.NOTE}
    assert asked == set(KEYS[form.key].split())


def test_audience_and_timing() -> None:
    assert [(form.key, form.audience, form.timing) for form in FORMS] == [
        ("carer_before", Audience.CARER, Timing.BEFORE),
        ("feedback_carer", Audience.CARER, Timing.AFTER),
        ("feedback_conference", Audience.EVERYONE, Timing.AFTER),
        ("feedback_parent", Audience.PARENT, Timing.AFTER),
        ("feedback_professional", Audience.PROFESSIONAL, Timing.AFTER),
        ("have_your_say_12_17", Audience.CHILD, Timing.BEFORE),
        ("parent_before", Audience.PARENT, Timing.BEFORE),
    ]


@each_form
def test_everything_can_be_skipped(form: Form) -> None:
    assert [question.key for question in form.questions if question.required] == []


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("have_your_say_12_17", 24 + len(CLOSING)),
        ("parent_before", 14),
        ("carer_before", 16),
        ("feedback_parent", 14),
        ("feedback_carer", 18),
        ("feedback_professional", 12),
        ("feedback_conference", 11),
    ],
)
def test_somebody_who_skips_everything_is_asked_no_follow_up(key: str, expected: int) -> None:
    form = LIBRARY.current(key)
    skipped = dict.fromkeys((question.key for question in form.questions), None)
    assert len(list_asked(form, skipped)) == expected


def test_young_person_who_uses_every_door_is_asked_everything() -> None:
    answers = {
        "family_time_feel": 5,
        "got_letter": "yes",
        "talk_about": ("other",),
        "tell_more": tuple(option.value for option in find("tell_more").options),
        "helper": "read_to_me",
    }
    form = LIBRARY.current("have_your_say_12_17")
    opened = {
        question.key
        for how_join in ("all", "not_come")
        for question in list_asked(form, {**answers, "how_join": how_join})
    }
    assert opened == set(KEYS[form.key].split())


@pytest.mark.parametrize("score", range(11))
def test_low_safety_score_calls_a_person_and_says_so_before(score: int) -> None:
    safe = find("safe_feel")
    assert safe.alert is not None
    assert safe.alert.holds({}, this=score) is (score <= 3)
    assert find("safe_before").label.endswith("If you choose 0 to 3, someone will check that you are OK.")


@each_form
def test_only_safety_calls_a_person(form: Form) -> None:
    alerts = [question.key for question in form.questions if question.alert]
    assert alerts == (["safe_feel"] if form.audience in {Audience.CHILD, Audience.EVERYONE} else [])


def test_family_search_is_offered_only_to_those_who_say_they_came_alone() -> None:
    form = LIBRARY.current("have_your_say_12_17")
    shown = {question.key for question in list_asked(form, {"tell_more": ("money", "future")})}
    assert shown.isdisjoint({"solicitor", "worship_food", "find_family", "pathway_mine"})


def test_carer_who_missed_the_meeting_is_asked_why_and_not_how_it_was() -> None:
    form = LIBRARY.current("feedback_carer")
    shown = {question.key for question in list_asked(form, {"was_there": "no"})}
    assert "missed_why" in shown
    assert shown.isdisjoint({"could_say", "knowledge_used", "fair", "child_central", "meeting_score"})


@pytest.mark.parametrize("form", ["feedback_carer", "feedback_professional"])
def test_feedback_says_first_who_reads_it(form: str) -> None:
    first = LIBRARY.current(form).questions[0]
    assert first.kind is Kind.NOTE
    assert "The manager reads your answers. The IRO does not." in first.label


@each_form
def test_anonymity_is_not_promised(form: Form) -> None:
    assert [
        text for text in list_all_texts(form) if re.search(r"anonym|confidential|secret", text, re.IGNORECASE)
    ] == []


@each_form
def test_shared_keys_have_the_same_scale(form: Form) -> None:
    for question in form.questions:
        for other in filter(None, (elsewhere.find_question(question.key) for elsewhere in FORMS)):
            if question.kind is not Kind.NOTE:
                assert (question.kind, question.low, question.high) == (other.kind, other.low, other.high)
            if question.kind is Kind.SELECT_ONE and question.key not in CHOICES_OF_THEIR_OWN:
                assert question.options == other.options


@each_form
def test_reading_age(form: Form) -> None:
    assert measure_grade([text for question in form.questions for text in list_texts(question)]) <= MAX_GRADE
    assert measure_grade(list_all_texts(form)) <= MAX_GRADE


@each_form
def test_every_sentence_is_short_and_plain(form: Form) -> None:
    sentences = [sentence for text in list_all_texts(form) for sentence in list_sentences(text)]
    hard = [
        sentence
        for sentence in sentences
        if len(list_words(sentence)) > MAX_WORDS
        or (len(list_words(sentence)) > 4 and measure_grade([sentence]) > MAX_SENTENCE_GRADE)
        or max(map(count_syllables, list_words(sentence))) > MAX_SYLLABLES
    ]
    assert hard == []


def test_hard_text_is_found_hard() -> None:
    official = (
        "Participation in the statutory review is a fundamental entitlement of the accommodated individual."
    )
    assert measure_grade([official]) > 15
    assert measure_grade(["The cat sat on the mat. It was a good cat."]) < 2


@each_form
def test_no_exclamation_marks(form: Form) -> None:
    assert [text for text in list_all_texts(form) if "!" in text] == []


@pytest.mark.parametrize("key", KEYS)
def test_pyxform_reads_the_same_rows_and_accepts_them(key: str) -> None:
    source = LIBRARY.source(key, LIBRARY.current(key).version)
    theirs = md_to_dict(source)
    ours = make_tables(read_markdown(source, Findings()), Findings())
    assert {name: [dict(row.cells) for row in ours[name].rows] for name in SHEETS} == {
        name: theirs[name] for name in SHEETS
    }
    assert convert(source, file_type=".md").warnings == []

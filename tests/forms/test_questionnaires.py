"""The shipped questionnaires: what they ask, and in what words."""

from __future__ import annotations

import re

import pytest
from pyxform.xls2json_backends import md_to_dict
from pyxform.xls2xform import convert

from forms.definition import LARGE_LOOKS, Audience, Form, Kind, Question, Reader, Timing
from forms.introduction import say_who_reads
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
MAX_WORDS_ALOUD = 16
"""Of a sentence that is read to a child of four."""

MAX_SYLLABLES = 4

LIBRARY = Library.shipped()

_FEELS = "home_feel carers_feel family_time_feel school_feel friends_feel feelings_feel safe_feel"
_CORE = f"""
    {_FEELS} family_time_want best_thing worry change_wish talk_about who_come who_not_come where when
    how_join why_not want_help knows_iro last_time_done got_letter letter_clear
"""
_CLOSING = "not_front_of helper helper_role could_see safe_way tell_back quote_ok"
_HELPED = "helper helper_role could_see safe_way"
_FEEDBACK_CHILD = f"""
    felt_ok listened understood points_raised right_people right_place_time know_next spoke_alone_before
    meeting_score iro_did next_join went_well change_one reader {_CLOSING}
"""
_FEEDBACK_FEW = "meeting_score could_say fair understood change_one is_complaint reply_want"
_FEW = f"{_FEELS} change_wish how_join who_come {_HELPED}"

KEYS = {
    "have_your_say_4_7": f"{_FEELS} drawing best_thing worry change_wish who_come how_join {_CLOSING}",
    "have_your_say_4_7_simple": f"{_FEW} drawing",
    "have_your_say_8_11": f"""
        {_CORE} why_in_care rights_known bullied fun wish_known first_meeting {_CLOSING}
    """,
    "have_your_say_8_11_simple": f"{_FEW} bullied want_help",
    "have_your_say_12_17_simple": f"{_FEW} want_help",
    "have_your_say_leaver": f"""
        home_feel safe_feel feelings_feel friends_feel money_ok future_hope pathway_mine plan_done
        knows_worker know_rights work_study help_with want_help how_join best_thing worry change_wish
        {_CLOSING}
    """,
    "have_your_say_leaver_simple": f"""
        home_feel safe_feel feelings_feel friends_feel money_ok future_hope help_with how_join change_wish
        {_HELPED}
    """,
    "check_in": "feelings_feel safe_feel last_time_done letter_clear change_wish",
    "check_in_simple": "feelings_feel safe_feel last_time_done change_wish",
    "how_i_show_you": """
        seen_by seen_happy seen_upset seen_comfort seen_likes seen_people seen_picture seen_home
        seen_sleep_food seen_family_time seen_worry seen_wish
    """,
    "feedback_child": _FEEDBACK_CHILD,
    "feedback_child_4_7": _FEEDBACK_CHILD,
    "feedback_child_simple": f"felt_ok listened understood know_next meeting_score change_one {_HELPED}",
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
        support_agreed iro_reachable
    """,
    "feedback_parent": """
        invited_in_time spoken_before papers_before could_say fair understood child_central meeting_score
        missed_why went_well change_one is_complaint quote_ok reply_want
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
    "parent_before_simple": """
        role child_well worry change_wish support_need how_join not_front_of_child ring_me
    """,
    "carer_before_simple": """
        role child_well worry change_wish carer_support support_need how_join not_front_of_child ring_me
    """,
    "feedback_parent_simple": _FEEDBACK_FEW,
    "feedback_carer_simple": f"{_FEEDBACK_FEW} knowledge_used",
    "feedback_conference_simple": """
        role meeting_score knew_why could_say listened understood know_next safe_feel felt_safe_in_room
        ring_me is_complaint change_one
    """,
    "feedback_professional_simple": """
        role meeting_score papers_before child_central decisions_owner_date change_one
    """,
    "feedback_professional": """
        role notice_ok papers_before on_time child_central challenge_ok decisions_owner_date iro_reachable
        last_record_in_time meeting_score went_well change_one
    """,
}
"""What each asks. `tell_more` and `first_meeting` are ours: they open what does not apply to everybody;
the `seen_` keys are an adult's, and never stand beside a child's."""

FORMS = [LIBRARY.current(key) for key in sorted(KEYS)]
CHILDRENS = [form for form in FORMS if form.audience is Audience.CHILD]
FULL_TO_SIMPLE = {form.key: form.simpler for form in FORMS if form.simpler}
each_form = pytest.mark.parametrize("form", FORMS, ids=lambda form: form.key)
each_childs_form = pytest.mark.parametrize("form", CHILDRENS, ids=lambda form: form.key)

Y = "yes partly no not_sure"
_ROLES = "mum dad siblings family carer friend worker teacher health advocate new_people other"
_JOINING = "all part video_phone someone_speaks send_words not_come help_run_it"
_YES_NO = "yes no"
_YES_TO_NO = """
        knows_iro last_time_done got_letter letter_clear why_in_care rights_known bullied plan_done
        identity_respected life_story money_ok online_ok observer_ok pathway_mine solicitor worship_food
        knows_worker know_rights felt_ok listened understood points_raised right_people right_place_time
        know_next spoke_alone_before
"""
OPTIONS = {
    **dict.fromkeys(_YES_TO_NO.split(), Y),
    "family_time_want": "more same less different",
    "talk_about": """
        family_time home school_or_work health family friends worker money moving going_home other
    """,
    **dict.fromkeys(("who_come", "who_not_come", "not_front_of"), _ROLES),
    **dict.fromkeys(("how_join", "next_join"), f"{_JOINING} come part send_picture"),
    "why_not": "boring too_many too_private school_time upset_before no_trust rather_talk other",
    "want_help": "advocate interpreter iro_visit visitor worker_call complaint",
    "helper": "alone read_to_me typed_for_me",
    "could_see": "yes some no",
    "safe_way": "web letter phone in_person through_someone",
    **dict.fromkeys(("tell_back", "quote_ok", "reply_want", "is_complaint"), _YES_NO),
    "chair": "yes share no",
    "find_family": "help not_now",
    "help_with": "housing money health work family papers parenting",
    "iro_did": "listened spent_time shared_views got_help",
    "reader": "manager not_my_iro",
}
"""What can be chosen, by key: what is chosen in one form can be put beside what is chosen in another."""

FEELING_SCALES = {(0, 10), (1, 5), (1, 3)}
"""Collated as three shares, and never by averaging across them."""

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


@each_form
def test_audience_timing_and_reader(form: Form) -> None:
    word = "before" if form.key.startswith(("have", "how")) or "_before" in form.key else "after"
    timing = Timing.BETWEEN if form.key.startswith("check_in") else Timing(word)
    adults = {"carer": "carer", "how_i_show_you": "carer", "parent": "parent", "professional": "professional"}
    found = (audience for name, audience in adults.items() if name in form.key)
    everyone = "everyone" if "conference" in form.key else "child"
    assert (form.audience, form.timing) == (Audience(next(found, everyone)), timing)
    if form.audience is Audience.CHILD:
        usual = Reader.MANAGER if timing is Timing.AFTER else Reader.IRO
        assert form.reader is (Reader.ADVISER if "leaver" in form.key else usual)


@each_form
def test_everything_can_be_skipped(form: Form) -> None:
    assert [question.key for question in form.questions if question.required] == []


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("have_your_say_4_7", 13 + len(CLOSING)),
        ("have_your_say_8_11", 23 + len(CLOSING)),
        ("have_your_say_12_17", 24 + len(CLOSING)),
        ("have_your_say_leaver", 17 + len(CLOSING)),
        ("check_in", 5),
        ("feedback_child", 14 + len(CLOSING)),
        ("feedback_child_4_7", 14 + len(CLOSING)),
        ("feedback_carer", 18),
        ("feedback_professional", 12),
        ("parent_before", 14),
        ("carer_before", 16),
        ("feedback_parent", 14),
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
    assert alerts == [key for key in ("safe_feel", "bullied") if form.find_question(key)]


CALLS = {
    (0, 10): ("If you choose 0 to 3, someone will check that you are OK.", {0, 1, 2, 3}),
    (1, 5): ('If you choose "very bad" or "bad", someone will check that you are OK.', {1, 2}),
    (1, 3): ('If you choose "{}", someone will check that you are OK.', {1}),
}


@each_childs_form
def test_what_calls_a_person_is_said_just_before_and_is_true(form: Form) -> None:
    for place, question in enumerate(form.questions):
        if question.alert is None:
            continue
        before = form.questions[place - 1]
        if question.kind is Kind.RANGE:
            said, calling = CALLS[question.low, question.high]
            points: list[int | str] = [*range(question.low, question.high + 1)]
            said = said.format(question.names.get(question.low))
        else:
            said, calling = (
                'If you choose "yes" or "a bit", someone will check that you are OK.',
                {"yes", "partly"},
            )
            points = [option.value for option in question.options]
            assert [option.label for option in question.options[:2]] == ["Yes", "A bit"]
        assert before.kind is Kind.NOTE
        assert before.label.endswith(said)
        assert {point for point in points if question.alert.holds({}, this=point)} == calling


def test_first_review_is_asked_what_the_child_wishes_they_had_known() -> None:
    form = LIBRARY.current("have_your_say_8_11")
    last_time = {"last_time_done", "got_letter"}
    for answer, shown, hidden in (("yes", {"wish_known"}, last_time), ("no", last_time, {"wish_known"})):
        asked = {question.key for question in list_asked(form, {"first_meeting": answer})}
        assert shown <= asked
        assert asked.isdisjoint(hidden)


@each_childs_form
def test_no_form_of_a_child_asks_for_an_age_or_a_date(form: Form) -> None:
    kinds = {question.kind for question in form.questions}
    assert kinds.isdisjoint({Kind.DATE, Kind.INTEGER})
    about = re.compile(r"how old|your age|birth|when were you born", re.IGNORECASE)
    assert [text for text in list_all_texts(form) if about.search(text)] == []


@each_form
def test_nobody_in_a_leavers_form_is_called_iro(form: Form) -> None:
    if form.reader is Reader.ADVISER:
        assert [text for text in list_all_texts(form) if re.search("IRO|Reviewing Officer", text)] == []
        assert not any("iro" in option.value for question in form.questions for option in question.options)


def test_what_an_adult_sees_is_never_the_childs_own() -> None:
    form = LIBRARY.current("how_i_show_you")
    childrens = {question.key for other in CHILDRENS for question in other.asked}
    assert {question.key for question in form.asked}.isdisjoint(childrens)
    assert all(question.key.startswith("seen_") for question in form.asked)
    assert "an adult sees" in form.title
    assert "It is kept as seen by an adult, not as what the child says." in form.questions[0].label


@pytest.mark.parametrize(("full", "simple"), FULL_TO_SIMPLE.items())
def test_form_with_fewer_words_asks_some_of_the_same(full: str, simple: str) -> None:
    long, short = LIBRARY.current(full), LIBRARY.current(simple)
    assert (short.audience, short.timing, short.reader) == (long.audience, long.timing, long.reader)
    assert short.simpler == ""
    assert {question.key for question in short.asked} <= {question.key for question in long.asked}
    assert count_words(short) < count_words(long) * 0.6
    large = [question for question in short.asked if question.appearance in LARGE_LOOKS]
    assert len(large) >= len(short.asked) / 2
    looks = {question.appearance for question in short.asked if question.key.endswith("_feel")}
    assert looks <= {"likes"}


def test_every_childs_form_has_one_with_fewer_words() -> None:
    assert [
        form.key for form in CHILDRENS if not form.simpler and form.key not in FULL_TO_SIMPLE.values()
    ] == []


def count_words(form: Form) -> int:
    return sum(len(list_words(text)) for text in list_all_texts(form))


def test_family_search_is_offered_only_to_those_who_say_they_came_alone() -> None:
    form = LIBRARY.current("have_your_say_12_17")
    shown = {question.key for question in list_asked(form, {"tell_more": ("money", "future")})}
    assert shown.isdisjoint({"solicitor", "worship_food", "find_family", "pathway_mine"})


@pytest.mark.parametrize("form", ["feedback_carer", "feedback_professional"])
def test_feedback_says_first_who_reads_it(form: str) -> None:
    assert say_who_reads(LIBRARY.current(form), "") == (
        "The manager of the reviewing service reads this.",
        "The IRO who ran the meeting does not see your answers.",
    )


@each_form
def test_anonymity_is_not_promised(form: Form) -> None:
    assert [
        text for text in list_all_texts(form) if re.search(r"anonym|confidential|secret", text, re.IGNORECASE)
    ] == []


@each_form
def test_shared_keys_can_be_put_side_by_side(form: Form) -> None:
    for question in form.asked:
        if form.audience is not Audience.CHILD and question.key in CHOICES_OF_THEIR_OWN:
            continue
        if question.kind is Kind.RANGE and question.key.endswith(("_feel", "_hope")):
            assert (question.low, question.high) in FEELING_SCALES
        elif question.kind in {Kind.SELECT_ONE, Kind.SELECT_MULTIPLE} and question.key in OPTIONS:
            agreed = OPTIONS[question.key].split()
            assert {option.value for option in question.options} <= set(agreed)
            assert OPTIONS[question.key] != Y or [option.value for option in question.options] == Y.split()


@each_form
def test_shared_keys_are_of_one_kind(form: Form) -> None:
    """But for the youngest, whose three faces stand for yes, partly and no."""
    for question in form.asked:
        others = filter(None, (elsewhere.find_question(question.key) for elsewhere in FORMS))
        kinds = {other.kind for other in others} | {question.kind}
        faces = question.key in OPTIONS and OPTIONS[question.key] == Y
        assert kinds == {question.kind} or (faces and kinds == {Kind.SELECT_ONE, Kind.RANGE})


@each_form
def test_reading_age(form: Form) -> None:
    assert measure_grade([text for question in form.questions for text in list_texts(question)]) <= MAX_GRADE
    assert measure_grade(list_all_texts(form)) <= MAX_GRADE


@each_form
def test_every_sentence_is_short_and_plain(form: Form) -> None:
    most = MAX_WORDS_ALOUD if "4_7" in form.key else MAX_WORDS
    sentences = [sentence for text in list_all_texts(form) for sentence in list_sentences(text)]
    hard = [
        sentence
        for sentence in sentences
        if len(list_words(sentence)) > most
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
    warnings = convert(source, file_type=".md").warnings
    assert [warning for warning in warnings if "max-pixels" not in warning] == []  # we make each picture anew


@pytest.mark.parametrize("key", ["feedback_child", "feedback_child_simple"])
def test_feedback_that_care_leavers_give_too_names_no_iro(key: str) -> None:
    """After a pathway review: whoever ran that meeting may be no IRO."""
    form = Library.shipped().current(key)
    said = [
        text
        for question in form.questions
        for text in (
            question.label,
            question.hint,
            question.heading,
            *(option.label for option in question.options),
        )
    ]
    assert [text for text in said if "IRO" in text or "Reviewing Officer" in text] == []

"""Who may hear each answer: private until the child chooses, and never widened by an old page."""

from __future__ import annotations

import json

import pytest

from forms.conversation import start, take_turn, take_turns
from forms.definition import Audience, Form, Kind, Question, Reader, SharingAsked, Timing
from forms.drafts import Draft, dump_draft, load_draft
from forms.introduction import introduce
from forms.library import FormFaultError, Library, parse_markdown
from forms.moves import (
    Ask,
    Change,
    CheckAnswers,
    Explain,
    Note,
    Reply,
    Share,
    Skip,
    SkipRest,
    State,
    Submit,
    Thank,
)
from forms.sharing import PRIVATE, WHOLE, Sharing, find_sharing
from forms.sharing_words import label_sharing
from forms.wording import Council

SHIPPED = Library.shipped()
FORMS = [SHIPPED.current(key) for key in SHIPPED.keys()]  # noqa: SIM118 - a library is no dictionary
COUNCIL = Council("Demoshire", "Monday to Friday, 9am to 5pm", "01632 960001")
ONLY, SAY, READ = Sharing

QUESTIONS = (
    Question("wish", Kind.TEXT, "One wish?", 2),
    Question("worry", Kind.TEXT, "A worry?", 3),
    Question("not_front_of", Kind.TEXT, "Not in front of?", 4),
)


def make_form(sharing: SharingAsked = SharingAsked.EACH) -> Form:
    return Form("f", "1", "F", Audience.CHILD, Timing.BEFORE, QUESTIONS, sharing=sharing)


EACH, ONCE, NEVER = make_form(), make_form(SharingAsked.ONCE), make_form(SharingAsked.NEVER)


def send(form: Form, state: State) -> dict[str, Sharing]:
    left = take_turn(form, state, SkipRest()).state
    sent = take_turn(form, left, Submit(left.revision)).outbound[-1]
    assert isinstance(sent, Thank)
    return dict(sent.sharing)


def test_answers_are_private_until_somebody_chooses() -> None:
    assert send(EACH, State()) == dict.fromkeys(("wish", "worry", "not_front_of"), ONLY)
    assert send(ONCE, State()) == dict.fromkeys(("wish", "worry", "not_front_of"), ONLY)


def test_form_without_the_choice_stores_none() -> None:
    state = take_turn(NEVER, State(), Share("wish", READ)).state
    assert state == State()
    assert send(NEVER, state) == {}


def test_a_choice_holds_for_its_question_alone() -> None:
    state = take_turn(EACH, State(), Share("wish", READ)).state
    assert send(EACH, state) == {"wish": READ, "worry": ONLY, "not_front_of": ONLY}
    asked = take_turn(EACH, state, Reply("wish", state.revision, "a dog")).outbound[-1]
    assert isinstance(asked, Ask)
    assert (asked.question.key, asked.sharing) == ("worry", ONLY), "nothing carries over to the next one"


def test_choosing_once_holds_for_all_but_what_is_kept_close() -> None:
    for form, seen in ((ONCE, ONLY), (EACH, ONLY)):
        state = take_turn(form, State(), Share(WHOLE, SAY, seen)).state
        assert send(form, state) == {"wish": SAY, "worry": SAY, "not_front_of": ONLY}


def test_what_is_kept_close_has_no_choice() -> None:
    state = State({"wish": None, "worry": None})
    asked = take_turn(EACH, state, Change("not_front_of")).outbound[-1]
    assert isinstance(asked, Ask)
    assert asked.sharing is None
    assert take_turn(EACH, state, Share("not_front_of", READ)).state == state


def test_check_page_shows_each_choice() -> None:
    state = State(dict.fromkeys(("wish", "worry", "not_front_of")), sharing={"worry": READ})
    shown = take_turn(EACH, state, Change("nothing")).outbound[-1]
    assert isinstance(shown, CheckAnswers)
    assert shown.heard is not None
    assert shown.heard.each == {"wish": ONLY, "worry": READ}
    assert shown.heard.whole is None


@pytest.mark.parametrize("held", Sharing)
@pytest.mark.parametrize("seen", Sharing)
@pytest.mark.parametrize("chosen", Sharing)
def test_an_old_page_never_widens(held: Sharing, seen: Sharing, chosen: Sharing) -> None:
    state = State(sharing={} if held is PRIVATE else {"wish": held})
    turn = take_turn(EACH, state, Share("wish", chosen, seen))
    after = turn.state.sharing.get("wish", PRIVATE)
    width = tuple(Sharing).index
    assert after == (chosen if held == seen else min(held, chosen, key=width))
    told = Explain(Note.SHARING_KEPT) in turn.outbound
    assert told is (after != chosen), "who meant more people to hear is told that they do not"


def test_a_choice_that_changes_nothing_makes_nothing_late() -> None:
    assert take_turn(EACH, State(), Share("wish", ONLY)).state == State()


def test_choice_and_answer_come_in_one_act() -> None:
    held = State({"wish": "a cat"}, 4, at="wish")
    turn = take_turns(EACH, held, (Share("wish", READ), Reply("wish", 4, "a dog")))
    assert turn.state.answers["wish"] == "a dog", "the words are not late for the choice beside them"
    assert turn.state.sharing == {"wish": READ}


def test_choice_on_a_late_page_leaves_the_words_together() -> None:
    held = State({"wish": "a cat"}, 4)
    turn = take_turns(EACH, held, (Share("wish", READ), Reply("wish", 2, "a dog")))
    assert turn.state.answers["wish"] == "a cat\n\na dog"


def test_sending_needs_the_choices_that_the_page_showed() -> None:
    done = take_turn(EACH, State(), SkipRest()).state
    widened = take_turn(EACH, done, Share("wish", READ)).state
    turn = take_turn(EACH, widened, Submit(done.revision))
    assert turn.outbound[0] == Explain(Note.ANSWERS_CHANGED)


def test_skipped_answer_keeps_its_place() -> None:
    turn = take_turns(EACH, State(), (Share("wish", READ), Skip("wish", 0)))
    assert turn.state.answers == {"wish": None}


def test_draft_keeps_the_choices_and_reads_one_that_has_none() -> None:
    state = State({"wish": "a dog"}, 3, None, {}, {"wish": READ, WHOLE: SAY})
    dumped = dump_draft(Draft(state))
    assert load_draft(dumped).state == state
    old = {key: part for key, part in json.loads(dumped).items() if key not in {"sharing", "files"}}
    assert load_draft(json.dumps(old).encode()).state == State({"wish": "a dog"}, 3)


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.key)
def test_shipped_forms_let_children_choose_and_say_so_first(form: Form) -> None:
    asks = form.audience is Audience.CHILD and form.reader is not Reader.MANAGER
    assert (form.sharing is not SharingAsked.NEVER) is asks
    said = list(introduce(form, "Ann Example", COUNCIL))
    chooses = [place for place, sentence in enumerate(said) if "you choose who may hear" in sentence.lower()]
    assert len(chooses) == asks
    if asks:
        hurt = said.index("If someone may be hurt, we must tell a person who can help.")
        assert chooses[0] < hurt
        assert said[hurt + 1] == "That is so whatever you choose."
    first = start(form).outbound[-1]
    assert isinstance(first, Ask)
    assert (first.sharing is ONLY) is (form.sharing is SharingAsked.EACH)


def test_little_ones_and_those_with_few_words_choose_once() -> None:
    once = {form.key for form in FORMS if form.sharing is SharingAsked.ONCE}
    assert once == {
        "have_your_say_4_7",
        "have_your_say_4_7_simple",
        "have_your_say_8_11_simple",
        "have_your_say_12_17_simple",
        "have_your_say_leaver_simple",
        "check_in_simple",
    }


def test_a_care_leaver_has_an_adviser() -> None:
    form = SHIPPED.current("have_your_say_leaver")
    assert [label_sharing(form, sharing) for sharing in Sharing] == [
        "Only my adviser",
        "My adviser may say it for me",
        "It may be read out at my meeting",
    ]


def test_what_is_kept_close_is_private_however_it_got_chosen() -> None:
    assert find_sharing(EACH, QUESTIONS[2], {"not_front_of": READ}) is ONLY
    assert find_sharing(ONCE, QUESTIONS[2], {WHOLE: READ}) is ONLY


TABLE = """
| survey | type | name | label |
|--------|------|------|-------|
| | text | wish | One wish? |

| settings | form_id | form_title | audience | timing | sharing |
|----------|---------|------------|----------|--------|---------|
| | f | F | {audience} | {timing} | {sharing} |
"""


@pytest.mark.parametrize(
    ("audience", "timing", "sharing", "expected"),
    [
        ("child", "before", "", "each"),
        ("child", "between", "once", "once"),
        ("child", "before", "never", "never"),
        ("child", "after", "", "never"),
        ("parent", "before", "", "never"),
        ("parent", "before", "never", "never"),
    ],
)
def test_table_says_how_it_is_chosen(audience: str, timing: str, sharing: str, expected: str) -> None:
    form = parse_markdown(TABLE.format(audience=audience, timing=timing, sharing=sharing))
    assert form.sharing == expected


@pytest.mark.parametrize(
    ("audience", "timing", "sharing"),
    [("carer", "before", "each"), ("child", "after", "once"), ("child", "before", "everybody")],
)
def test_table_with_a_choice_that_cannot_be_is_refused(audience: str, timing: str, sharing: str) -> None:
    with pytest.raises(FormFaultError) as fault:
        parse_markdown(TABLE.format(audience=audience, timing=timing, sharing=sharing))
    [issue] = fault.value.issues
    assert (issue.sheet, issue.column) == ("settings", "sharing")

"""Play any questionnaire in the terminal: nothing is stored, nobody is told.

The same engine, the same words and the same draft as in every channel, so a transcript of a rehearsal is a
picture of the conversation. Golden transcripts in the tests are rehearsals.
"""

from __future__ import annotations

import secrets
from dataclasses import replace
from typing import TYPE_CHECKING, assert_never

from forms.conversation import start, take_turn
from forms.definition import FileKind, Form, Kind, Question
from forms.drafts import Draft, dump_draft, load_draft
from forms.introduction import introduce
from forms.moves import (
    Ask,
    Attach,
    Back,
    Change,
    CheckAnswers,
    Explain,
    GivenFile,
    Inbound,
    NeedHelp,
    Outbound,
    Pause,
    Reply,
    Resume,
    SayMore,
    Share,
    Signpost,
    Skip,
    SkipRest,
    Stop,
    Submit,
    Thank,
    Turn,
)
from forms.responses import read_answer, write_answer
from forms.sharing import WHOLE, Sharing
from forms.sharing_words import label_common, label_sharing, list_labels
from forms.speaking import gettext, say
from forms.wording import (
    LONGER,
    ONE_MINUTE,
    PAUSED,
    WHOLE_ANSWER,
    Council,
    explain,
    label_all,
    label_answer,
    list_help_routes,
    say_what_a_minute_is,
    write_automatic_reply,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from forms.answers import Answer
    from forms.moves import Files

COUNCIL = Council("Demoshire", "Monday to Friday, 9am to 5pm", "01632 960001")
"""A rehearsal speaks for no real council; the number is one that Ofcom keeps for drama."""

SOUNDS = (".m4a", ".mp3", ".oga", ".ogg", ".wav")
MOVES = "/skip /back /help /stop"


def rehearse(form: Form, lines: Iterable[str], council: Council = COUNCIL) -> Iterator[str]:
    """Yield what is said, a block a turn, while taking `lines` as what the person types."""
    yield "\n".join((*introduce(form, "", council), *_offer_lengths(form)))
    turn = start(form)
    yield _show_all(form, turn.outbound, council)
    for line in lines:
        turn = _take_line(turn, line.strip())
        draft = load_draft(dump_draft(Draft(turn.state)))
        turn = replace(turn, state=draft.state)
        yield _show_all(turn.form, turn.outbound, council)
        if isinstance(turn.outbound[-1], Thank | Pause):
            return


def _take_line(turn: Turn, line: str) -> Turn:
    """Take a typed line; the length is chosen while nothing is answered."""
    whole = turn.form.whole or turn.form
    length = {"/minute": whole.in_a_minute, "/longer": whole}.get(line)
    if length and not turn.state.answers:
        return start(length)
    return take_turn(turn.form, turn.state, read_move(line, turn.outbound[-1]))


def _offer_lengths(form: Form) -> tuple[str, ...]:
    cut = form.in_a_minute
    if cut is None:
        return ()
    minute = f"{gettext(ONE_MINUTE)}: {say_what_a_minute_is(cut)}"
    return (f"[{minute} (/minute) · {gettext(LONGER)} (/longer)]",)


def read_move(line: str, shown: Outbound) -> Inbound:
    """Understand a typed line: a slash makes a command, anything else answers what was shown."""
    word, _, rest = line.partition(" ")
    simple: dict[str, Inbound] = {"/help": NeedHelp(), "/stop": Stop(), "/all": SkipRest()}
    if word in simple:
        return simple[word]
    if isinstance(shown, CheckAnswers):
        return _read_check_move(word, rest, shown)
    if not isinstance(shown, Ask):
        return Resume()
    return _read_answer(line, word, rest, shown)


def _read_answer(line: str, word: str, rest: str, shown: Ask) -> Inbound:
    key, revision = shown.question.key, shown.revision
    commands: dict[str, Inbound] = {
        "/back": Back(key),
        "/skip": Skip(key, revision),
        "/file": Attach(key, revision, _name_file(shown.question, rest)),
    }
    if word == "/hear":
        return _read_share(key, rest, shown.sharing)
    return commands.get(word) or Reply(key, revision, line.replace("\\n", "\n"))


def _read_share(key: str, number: str, seen: Sharing | None) -> Inbound:
    choices = tuple(Sharing)
    is_one = number.isdecimal() and 1 <= int(number) <= len(choices)
    return Share(key, choices[int(number) - 1], seen) if is_one else Resume()


def _name_file(question: Question, name: str) -> Files:
    """Stand in for a file: nothing is opened, the name says what it would be."""
    is_voice = question.kind is Kind.AUDIO or name.endswith(SOUNDS)
    return (GivenFile(name, FileKind.VOICE if is_voice else FileKind.PHOTO),) if name else ()


def _read_check_move(word: str, rest: str, shown: CheckAnswers) -> Inbound:
    if word == "/more":
        return SayMore()
    if word == "/send":
        return Submit(shown.revision)
    if word == "/back":
        return Back()
    if word == "/change" and rest.isdecimal() and 1 <= int(rest) <= len(shown.entries):
        return Change(shown.entries[int(rest) - 1][0].key)
    if word == "/hear" and shown.heard:
        return _read_share(WHOLE, rest, shown.heard.whole)
    return Resume()


def _show_all(form: Form, outbound: tuple[Outbound, ...], council: Council) -> str:
    return "\n\n".join(_show(form, said, council) for said in outbound)


def _show(form: Form, said: Outbound, council: Council) -> str:
    match said:
        case Ask():
            return _show_question(form, said)
        case CheckAnswers():
            return _show_check(form, said)
        case Explain():
            return f"! {explain(said.code, said.question)}"
        case Signpost():
            return "\n".join([*write_automatic_reply(council), *_show_routes(council)])
        case Pause():
            return "\n".join(say(PAUSED))
        case Thank():
            return "\n".join(
                ["Thank you. In a real conversation this would now be stored:", *_show_stored(form, said)]
            )
    assert_never(said)


def _show_routes(council: Council) -> list[str]:
    return [f"{route.name}: {route.number}. {route.what}" for route in list_help_routes(council)]


def _show_question(form: Form, asked: Ask) -> str:
    question = asked.question
    lines = [note.label for note in asked.notes]
    heading = f" · {question.heading}" if question.heading else ""
    lines += [f"Question {asked.number} of {asked.total}{heading}", question.label]
    lines += [question.hint] if question.hint else []
    lines += _list_choices(question)
    held = label_all(label_answer(question, asked.answer), asked.answer, asked.files)
    lines += [f"So far: {held}"] if asked.answered else []
    lines += [_tell_who(label_sharing(form, asked.sharing))] if asked.sharing else []
    return "\n".join([*lines, f"[{_how_to_answer(question)} · {MOVES}]"])


def _list_choices(question: Question) -> list[str]:
    if question.has_faces:
        return [f"  {number}  {name}" for number, name in question.names.items()]
    if question.kind is Kind.RANGE:
        ends = (
            f"{question.low} {question.low_label}".strip(),
            f"{question.high} {question.high_label}".strip(),
        )
        return [f"  {ends[0]} … {ends[1]}"]
    return [f"  {place}  {option.label}" for place, option in enumerate(question.options, 1)]


def _how_to_answer(question: Question) -> str:
    if question.kind is Kind.TEXT and question.takes:
        return "your words, or /file NAME"
    return {
        Kind.SELECT_ONE: "a number",
        Kind.SELECT_MULTIPLE: "numbers, like 1, 3",
        Kind.RANK: "numbers in order, the most important first",
        Kind.RANGE: "a number",
        Kind.INTEGER: "a number",
        Kind.DATE: "a date, like 20/11/2026",
        Kind.IMAGE: "/file NAME",
        Kind.AUDIO: "/file NAME",
    }.get(question.kind, "your words")


def _tell_who(label: str) -> str:
    return f"Who may hear this? {label} (/hear NUMBER)"


def _show_check(form: Form, check: CheckAnswers) -> str:
    lines = [note.label for note in check.notes]
    lines += ["Check your answers"]
    lines += [
        f"  {place}  {question.label} — {_show_entry(form, check, question, answer)}"
        for place, (question, answer) in enumerate(check.entries, 1)
    ]
    if check.heard:
        choices = "  ".join(f"{place} {label}" for place, (_, label) in enumerate(list_labels(form), 1))
        lines += [_tell_who(label_common(form, check.heard.whole)), f"  {choices}"]
    lines += [gettext(WHOLE_ANSWER), "[/more]"] if check.may_say_more else []
    return "\n".join([*lines, "[/send · /change NUMBER · /back /help /stop]"])


def _show_entry(form: Form, check: CheckAnswers, question: Question, answer: Answer) -> str:
    said = label_all(label_answer(question, answer), answer, check.files.get(question.key, ()))
    heard = check.heard.each.get(question.key) if check.heard and answer is not None else None
    return f"{said} ({label_sharing(form, heard)})" if heard else said


def _show_stored(form: Form, sent: Thank) -> list[str]:
    return [
        f"  {key} = {found!r}" + (f" · {sent.sharing[key]}" if key in sent.sharing else "")
        for key, found in list_stored(form, sent)
    ]


def list_stored(form: Form, sent: Thank) -> list[tuple[str, str | None]]:
    """Return what the rows of these answers would hold, words opened again: (question key, value)."""
    key = secrets.token_bytes(32)
    given = ((question, answer, sent.files.get(question.key, ())) for question, answer in sent.answers)
    rows = [write_answer(key, form.key, *one) for one in given]
    return [(row["question_key"], read_answer(key, row)) for row in rows]

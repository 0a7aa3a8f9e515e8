"""The rows of a response: how drafts and answers are sealed, opened, and deleted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from forms.definition import SEALED_KINDS, Question
from forms.drafts import Draft, load_draft
from forms.keys import Keys, TamperedError, seal, unseal
from forms.records import Alert, Attachment, Coding, Message, Quote, Response, ResponseAnswer, WorkerNote
from forms.units import Delete, Key, Row, Rows, Update, Write, Writes

if TYPE_CHECKING:
    from forms.answers import Answer
    from forms.moves import Files
    from forms.owners import Owner

RECEIPT_ALPHABET = "23456789BCDFGHJKMNPQRSTVWXYZ"
"""No vowels and no look-alikes: a receipt spells no word and can be read out."""


def open_draft(owner: Owner, response: Row) -> Draft:
    """Open the draft in a response row. Raises TamperedError if it is not this owner's or is gone."""
    if response["draft"] is None:
        raise TamperedError
    key = owner.draft_key(response["draft_day"])
    return load_draft(unseal(key, response["draft"], f"draft/{response['id']}"))


def write_answer(
    key: bytes, response_id: str, question: Question, answer: Answer, files: Files = ()
) -> dict[str, Any]:
    """Make an answer's row: words sealed under the response's key, what is counted in clear.

    The ids of its files are sealed with the words, each after a NUL, which no words have: that ties them.
    """
    sealed = question.kind in SEALED_KINDS and answer is not None
    context = f"{response_id}/{question.key}"
    return {
        "response_id": response_id,
        "question_key": question.key,
        "kind": str(question.kind),
        "value": None if sealed or answer is None else _as_value(answer),
        "sealed": seal(key, "\0".join((str(answer), *(file.id for file in files))).encode(), context)
        if sealed
        else None,
    }


def read_answer(key: bytes, row: Row) -> str | None:
    """Read an answer's row back: the words, or the value as it is counted; None for a skip.

    The empty text: files alone, see `list_files`.
    """
    if row["sealed"] is not None:
        return _open_answer(key, row)[0]
    value: str | None = row["value"]
    return value


def list_files(key: bytes, row: Row) -> tuple[str, ...]:
    """Return the ids of the files that belong to an answer, in the order they were given."""
    return tuple(_open_answer(key, row)[1:]) if row["sealed"] is not None else ()


def _open_answer(key: bytes, row: Row) -> list[str]:
    opened = unseal(key, row["sealed"], f"{row['response_id']}/{row['question_key']}")
    return opened.decode().split("\0")


def _as_value(answer: Answer) -> str:
    return " ".join(answer) if isinstance(answer, tuple) else str(answer)


def make_receipt(keys: Keys, response_id: str) -> str:
    """Make the short reference a person is shown: eight letters and digits in two fours."""
    number = int(keys.mac("receipt", response_id), 16)
    letters = []
    for _ in range(8):
        number, place = divmod(number, len(RECEIPT_ALPHABET))
        letters.append(RECEIPT_ALPHABET[place])
    return f"{''.join(letters[:4])}-{''.join(letters[4:])}"


@dataclass(frozen=True, slots=True)
class DeleteUnit:
    """Delete what one owner said. Of a sent response only the bare count stays: form, channel, day.

    With `drafts_only` a sent response is left as it is.
    """

    owner: Owner
    drafts_only: bool = False

    @property
    def reads(self) -> tuple[Key, ...]:
        """The rows to read."""
        return (Key(Response, "owner", self.owner.hash),)

    def decide(self, rows: Rows) -> Writes[bool]:
        """Tell whether there was anything."""
        response = rows.get(self.reads[0])
        if response is None or (self.drafts_only and response["submitted_at"]):
            return Writes(False)  # noqa: FBT003 - the result is the answer
        return Writes(True, delete_response(response))  # noqa: FBT003 - the result is the answer


def delete_response(response: Row) -> tuple[Write, ...]:
    """Remove the words, the answers, the files, the key, what was said back, and the link to the owner.

    Of an alert stays that a person must look, and who must not know; no words, so no telephone number either.
    """
    of_response = {"response_id": response["id"]}
    files = Delete(Attachment, of_response)
    notes = Delete(WorkerNote, of_response)
    wordless = Update(Alert, of_response, {"contact_words": None})
    if response["submitted_at"] is None:
        return (wordless, files, notes, Delete(Response, {"id": response["id"]}))
    unlinked = {"owner": None, "sealed_key": None, "receipt": None, "must_not_know": "", "answer_by": ""}
    return (
        Delete(ResponseAnswer, of_response),
        Delete(Coding, of_response),
        Delete(Message, of_response),
        Delete(Quote, of_response),
        notes,
        wordless,
        files,
        Update(Response, {"id": response["id"]}, unlinked),
    )

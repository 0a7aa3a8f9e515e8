"""Files as they lie in the store.

Each has a key of its own. Until the response is sent that key lies in the draft, so an unsent file can be
opened by nobody who cannot open the draft; on sending it is sealed to the service's public key.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from forms.keys import KEY_BYTES, Keys, seal, unseal
from forms.moves import GivenFile
from forms.records import Attachment
from forms.units import Delete, Insert, Update, Write

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from forms.attachments.made import MadeFile
    from forms.moves import Files, State
    from forms.units import Row


@dataclass(frozen=True, slots=True, repr=False)
class SealedFile:
    """A file ready to be stored: `key`, in hexadecimal, goes into the draft."""

    given: GivenFile
    media_type: str
    size: int
    key: str
    sealed: bytes


def seal_file(file_id: str, made: MadeFile) -> SealedFile:
    """Seal a file under a fresh key; its id is the associated data, so it opens under no other."""
    key = secrets.token_bytes(KEY_BYTES)
    sealed = seal(key, made.content, _name(file_id))
    given = GivenFile(file_id, made.kind)
    return SealedFile(given, made.media_type, len(made.content), key.hex(), sealed)


def open_file(keys: Keys, row: Row) -> bytes:
    """Open the file of a response that was sent. Raises TamperedError, also for one that was not."""
    return unseal(keys.open_data_key(row["sealed_key"]), row["sealed"], _name(row["id"]))


def _name(file_id: str) -> str:
    return f"file/{file_id}"


PAGE = "(page)"
"""Stands where the question's key would, of a photo of a whole page: no question is called so."""


def write_page(keys: Keys, file_id: str, response_id: str, made: MadeFile) -> Insert:
    """Make the row of a page's photo: sealed to the service at once, since the council holds the paper too.

    It opens beside no other response.
    """
    data_key = keys.new_data_key()
    row = {
        "id": file_id,
        "response_id": response_id,
        "question_key": PAGE,
        "media_type": made.media_type,
        "size": len(made.content),
        "sealed_key": data_key.sealed,
        "sealed": seal(data_key.plain, made.content, _name_page(response_id, file_id)),
    }
    return Insert(Attachment, row)


def open_page(keys: Keys, row: Row) -> bytes:
    """Open the photo of a page. Raises TamperedError."""
    key = keys.open_data_key(row["sealed_key"])
    return unseal(key, row["sealed"], _name_page(row["response_id"], row["id"]))


def _name_page(response_id: str, file_id: str) -> str:
    return f"page/{response_id}/{file_id}"


def write_files(
    response_id: str, before: State, after: State, new: Iterable[SealedFile]
) -> tuple[tuple[Write, ...], dict[str, str]]:
    """Return the rows of files that a turn added or took away, and the keys of those it added."""
    held, kept = _list_ids(before.files), _list_ids(after.files)
    questions = {file.id: question for question, files in after.files.items() for file in files}
    added = [file for file in new if file.given.id in kept - held]
    rows = (_make_row(response_id, questions[file.given.id], file) for file in added)
    gone = (Delete(Attachment, {"id": file_id}) for file_id in sorted(held - kept))
    writes: tuple[Write, ...] = (*(Insert(Attachment, row) for row in rows), *gone)
    return writes, {file.given.id: file.key for file in added}


def send_files(
    keys: Keys, state: State, sent: Mapping[str, Files], file_keys: Mapping[str, str]
) -> tuple[Write, ...]:
    """Return what sending writes: each file's key sealed to the service; files off the route are deleted."""
    kept = _list_ids(sent)
    opened = (
        Update(
            Attachment, {"id": file_id}, {"sealed_key": keys.seal_message(bytes.fromhex(file_keys[file_id]))}
        )
        for file_id in sorted(kept)
    )
    dropped = (Delete(Attachment, {"id": file_id}) for file_id in sorted(_list_ids(state.files) - kept))
    return (*opened, *dropped)


def _list_ids(files: Mapping[str, Files]) -> set[str]:
    return {file.id for given in files.values() for file in given}


def _make_row(response_id: str, question_key: str, file: SealedFile) -> dict[str, Any]:
    return {
        "id": file.given.id,
        "response_id": response_id,
        "question_key": question_key,
        "media_type": file.media_type,
        "size": file.size,
        "sealed_key": b"",
        "sealed": file.sealed,
    }

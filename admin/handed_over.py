"""A hand-over to the case system: what is opened is on record first, and noted as handed over last.

In this order, whatever breaks off in between: the record says who opened what; the files are written whole or
not at all; only then is there a hand-over that could get a receipt.
"""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, TypeVar

from admin.consultations_written import Made, write_deeds, write_document, write_json, write_one_json
from forms.opening import FindUnit
from forms.receipts import Handed
from forms.records import Review
from forms.units import Key, Rows, Unit, Writes

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from admin.consultations import Consulted, Opener
    from forms.audit import Done

Result = TypeVar("Result")
EXPORT, HAND_OVER, RECEIPT = "response.export", "review.hand_over", "review.receipt"
"""What is written down: of each response that it was opened, of the review that it was handed over."""
CHECKSUMS = "checksums.sha256"
READ_ME = "READ-ME.txt"
_READ_ME = """Hand-over {made.id}: the part "{made.part}" of what was said before review {made.review_ref}.

{what}

Each consultation is there twice: as a PDF to be read and filed, and as JSON for a program. Drawings, photos
and voice notes lie beside them under the names that both use. That everything arrived whole, this shows:

    sha256sum --check {checksums}

When the case system has all of it, say so:

    haveyoursay responses receipt {made.id}

Nothing is deleted from Have Your Say before both parts, record and restricted, have their receipt.
"""


class Recording(Protocol):
    """Carries a unit out and writes down what was done, in one transaction."""

    async def write(self, unit: Unit[Result], *all_done: Done) -> Result:
        """Carry out and write down; neither, where it comes to None or False."""
        ...


@dataclass(frozen=True, slots=True)
class HandedUnit:
    """Note a hand-over whose files are written."""

    handed: Handed
    reads: tuple[Key, ...] = ()

    def decide(self, rows: Rows) -> Writes[bool]:
        """Write it."""
        del rows
        return Writes(True, self.handed.write())  # noqa: FBT003 - the result is the answer


@dataclass(frozen=True, slots=True)
class HandingOver:
    """Hands over one part of a review. `say` makes the entry of the record: it knows who asks."""

    opener: Opener
    recording: Recording
    say: Callable[[str, str, str], Done]

    async def carry_out(
        self, made: Made, now: datetime, write: Callable[[Made, Consulted], tuple[int, str]], by: str = ""
    ) -> Consulted:
        """Open, let `write` write the files (it tells how many, and their checksum), and note it.

        Raises NotHandedOverError, StoreUnavailableError, TamperedError, and whatever `write` does.
        """
        sent = await self.opener.find_responses(made.review_ref)
        opened = (self.say(EXPORT, row["id"], str(made.part)) for row, _ in sent)
        await self.recording.write(FindUnit(Key(Review, "review_ref", made.review_ref)), *opened)
        found = await self.opener.open_review(made.review_ref, made.part, sent)
        files, checksum = write(made, found)
        pieces = {each.response_id: each.pieces for each in found.consultations}
        handed = Handed(made.id, made.review_ref, made.part, now, files, checksum, pieces, by)
        said = self.say(HAND_OVER, made.review_ref, f"{made.part} {made.id}")
        await self.recording.write(HandedUnit(handed), said)
        return found


def new_id() -> str:
    """Name a hand-over: short enough to be read out."""
    return secrets.token_hex(6)


def list_files(made: Made, found: Consulted, what: str) -> dict[str, bytes]:
    """Return every file of a hand-over by its name, with the list of checksums."""
    from admin.documents.pdf import write_pdf  # noqa: PLC0415 - what draws a PDF is heavy, and seldom needed

    files = {"all.json": write_json(made, found).encode()}
    for number, each in enumerate(found.consultations, 1):
        if each.answers:
            stem = f"{number:02}-{each.form}"
            files[f"{stem}.pdf"] = write_pdf(write_document(made, each, number))
            files[f"{stem}.json"] = write_one_json(made, each).encode()
    if found.deeds:
        files["done.pdf"] = write_pdf(write_deeds(made, found.deeds))
    files |= {each.name: each.content for each in found.list_enclosed()}
    files[READ_ME] = _READ_ME.format(made=made, what=what, checksums=CHECKSUMS).encode()
    return {**files, CHECKSUMS: write_checksums(files)}


def write_checksums(files: Mapping[str, bytes]) -> bytes:
    """Write the list of checksums, as `sha256sum --check` reads it."""
    lines = (f"{hashlib.sha256(content).hexdigest()}  {name}\n" for name, content in sorted(files.items()))
    return "".join(lines).encode()


def sum_up(files: Mapping[str, bytes]) -> tuple[int, str]:
    """Return how many files there are, and the checksum of the list of their checksums."""
    listed = files.get(CHECKSUMS) or write_checksums(files)
    return len(files), hashlib.sha256(listed).hexdigest()

"""A booklet that is being typed in: where it is kept, and how it stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from aiohttp import web

from admin.console.booklet import whose
from admin.console.booklet.finding import PAPER
from admin.console.desk import sit_down
from admin.console.staff import STAFF
from admin.paper.conditions import say_condition
from admin.paper.questions import number_questions
from forms.definition import Kind
from forms.moves import State
from forms.problems import ProblemCode
from forms.web.held import find_held
from forms.web.parts import PARTS
from forms.web.turns import take

if TYPE_CHECKING:
    from forms.attachments.sealed import SealedFile
    from forms.definition import Form, Question
    from forms.intake import Taken
    from forms.moves import Inbound
    from forms.units import Row
    from forms.web.faults import ProblemError
    from forms.web.held import Held
    from forms.web.parts import Parts
    from forms.web.ticket import Ticket
    from forms.worker_notes import Typed


@dataclass(frozen=True, slots=True)
class Sheet:
    """One booklet on the desk. `form` is as it is asked on paper."""

    parts: Parts
    invitation: Row
    ticket: Ticket
    form: Form
    held: Held | None
    address: str

    @property
    def is_unnamed(self) -> bool:
        """Tell whether it came back without a name."""
        return self.form.is_unnamed

    @property
    def state(self) -> State:
        """What is typed in so far."""
        return self.held.state if self.held else State()

    @property
    def unread(self) -> frozenset[str]:
        """What could not be read."""
        return self.held.unread if self.held else frozenset()

    @property
    def receipt(self) -> str | None:
        """The reference, once it is saved."""
        return self.held.receipt if self.held else None

    def knows_sent(self) -> bool:
        """Tell whether this very sheet was saved without a name lately: nothing else is left of it."""
        owner = self.ticket.owner(self.parts.keys)
        return self.parts.sendings.knows(owner.hash, self.parts.clock())

    async def take(
        self,
        *moves: Inbound,
        typed: Typed,
        shown: int | None = None,
        begin: bool = True,
        files: tuple[SealedFile, ...] = (),
    ) -> Taken:
        """Store moves. Raises ProblemError, StoreUnavailableError."""
        return await take(
            self.parts,
            self.ticket,
            *moves,
            begin=begin,
            shown=shown,
            shown_version=self.form.version,
            form_key=self.form.key,
            unnamed=self.is_unnamed,
            typed=typed,
            files=files,
        )


async def find_sheet(request: web.Request) -> Sheet:
    """Find the sheet of an address. Raises 404 if there is none."""
    parts, named = request.app[PARTS], request.match_info
    invitation = await whose.find_invitation(parts, named["invitation"])
    looks = whose.list_looks(parts.library, invitation["form_key"]) if invitation else []
    form = next((form for form in looks if form.key == named["form"]), None)
    if invitation is None or form is None:
        raise web.HTTPNotFound
    typist = request[STAFF].account_id
    ticket = sit_down(request).take_up(named["invitation"], named["sheet"], typist)
    held = await find_held(parts, ticket)
    asked = form.unnamed if invitation["placement"] is not None else form
    address = f"{PAPER}/{named['invitation']}/{form.key}/{named['sheet']}"
    return Sheet(parts, invitation, ticket, held.form if held else asked.on_paper, held, address)


def list_conditions(form: Form) -> dict[str, str]:
    """Say over each question for whom the booklet asks it; nothing over those that all are asked."""
    numbers = number_questions(form)
    said = ((row, say_condition(form, row, numbers)) for row in form.questions if row.key in numbers)
    return {row.key: clause for row, clause in said if clause}


def list_rows(form: Form) -> list[Question]:
    """List what is asked in the booklet, in its order."""
    return [row for row in form.questions if row.kind is not Kind.NOTE]


def was_used_up(refused: ProblemError) -> bool:
    """Tell whether a refusal means that other answers came first."""
    return refused.problem.code in {ProblemCode.ALREADY_SENT, ProblemCode.CODE_UNKNOWN}

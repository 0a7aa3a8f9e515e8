"""Which answers in words somebody may open to code them: nobody reads more here than elsewhere.

A manager reads feedback, but not of meetings they ran themselves, and what others than its reader may hear.
An IRO reads all that their own children, and those around them, said before a meeting; feedback never.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, false, func, or_, select
from sqlmodel import col

from admin.feedback.listing import list_others
from forms.definition import Kind
from forms.records import Invitation, Response, ResponseAnswer, Review
from forms.sharing import KEPT_CLOSE, Sharing

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, Select

    from forms.library import Library

HEARD_BY_OTHERS = (Sharing.IRO_MAY_SAY.value, Sharing.READ_OUT.value)


@dataclass(frozen=True, slots=True)
class Coder:
    """Who codes: their account, whose IRO they are (empty: nobody's), and which children are theirs."""

    account_id: str
    iro_ref: str
    is_manager: bool
    own_children: Select[Any] | None = None
    """None: no IRO."""

    def may_read(self, library: Library) -> ColumnElement[bool]:
        """Make the condition of answers that they may open."""
        of_others = col(Response.form_key).in_(list_others(library))
        ways: list[ColumnElement[bool]] = [false()]
        if self.is_manager:
            ways += [and_(~of_others, self._is_about_others()), and_(of_others, is_heard_by_others())]
        if self.own_children is not None:
            ways.append(and_(of_others, col(Review.child_ref).in_(self.own_children)))
        return or_(*ways)

    def _is_about_others(self) -> ColumnElement[bool]:
        """Tell feedback about a meeting that somebody else ran, or about none."""
        about_them = col(Review.iro_ref) == self.iro_ref if self.iro_ref else false()
        return func.coalesce(~about_them, True)


def is_heard_by_others() -> ColumnElement[bool]:
    """Tell answers that others than their reader may hear; where nothing is said of it, they may not."""
    return func.coalesce(col(ResponseAnswer.sharing).in_(HEARD_BY_OTHERS), False)


def select_in_words(*columns: Any) -> Select[Any]:  # noqa: ANN401 - columns as SQLModel types them
    """Select answers in words, of responses whose words are still here."""
    found: Select[Any] = (
        select(*columns)
        .select_from(ResponseAnswer)
        .join(Response, col(Response.id) == col(ResponseAnswer.response_id))
        .join(Invitation, col(Invitation.id) == col(Response.invitation_id))
        .outerjoin(Review, col(Review.review_ref) == col(Invitation.review_ref))
        .where(
            col(ResponseAnswer.kind) == Kind.TEXT.value,
            col(ResponseAnswer.sealed).is_not(None),
            col(ResponseAnswer.question_key).not_in(sorted(KEPT_CLOSE)),
            col(Response.sealed_key).is_not(None),
            col(Response.submitted_at).is_not(None),
        )
    )
    return found

"""Words whose time is over: drafts, what was handed over, feedback, answers without a name, what was done."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, or_, select
from sqlmodel import col

from admin.consultations import is_for_reader_alone, is_handed_over, may_be_restricted
from admin.gathering.kinds import Kind
from admin.retention.chores import Chore, Office, TakeUnit, chore
from admin.retention.coded import Coder
from forms.attachments.sealed import PAGE
from forms.coding import count_answers, count_themes, keep_themes, start_of_quarter
from forms.erasing import EraseDraftUnit, EraseNamelessUnit, EraseWordsUnit
from forms.last_time import EMPTY_DEED_BYTES, empty_action
from forms.london import london_day
from forms.receipts import RECORD, RESTRICTED, count_pieces
from forms.records import (
    Action,
    AnonymousAnswer,
    AnonymousCoding,
    AnonymousResponse,
    Attachment,
    GatheredItem,
    HandedOver,
    HandOver,
    Invitation,
    Message,
    Response,
    WishOutcome,
    WorkerNote,
)
from forms.units import Delete, Update
from forms.unlinking import WORDLESS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from forms.definition import Form
    from forms.erasing import Told
    from forms.units import Row, Write

AT_ONCE = 500
"""Rows in one unit, where many go together."""


def make_coder(office: Office) -> Coder:
    """Make what counts choices before they go."""
    return Coder(office.store, office.library, office.settings.age_bands)


async def find_drafts(office: Office) -> list[Chore]:
    """Find drafts that nobody went on with."""
    since = office.ago(office.settings.keep_draft_days)
    is_old = (
        col(Response.submitted_at).is_(None),
        col(Response.draft).is_not(None),
        col(Response.changed_at) < since,
    )
    rows = await office.store.read(select(col(Response.id)).where(*is_old))
    return [chore(EraseDraftUnit(row["id"], since), row["id"]) for row in rows]


async def find_handed_over(office: Office) -> list[Chore]:
    """Find what the case system has had, by both receipts, for long enough: whole, and nothing since."""
    receipted = await _read_receipted(office)
    told = await make_coder(office).make_ready(receipted)
    due = (each for each in told if _has_both(office, each, receipted[each.response["id"]]))
    return [chore(EraseWordsUnit(each), each.response["id"]) for each in due]


async def _read_receipted(office: Office) -> Mapping[str, Mapping[str, int]]:
    """Read how many rows of a response have a receipt that is old enough: by response, then by part."""
    since = office.ago(office.settings.keep_days)
    columns: tuple[Any, ...] = (col(HandedOver.response_id), col(HandOver.part), col(HandedOver.pieces))
    rows = await office.store.read(
        select(*columns)
        .join(HandOver, col(HandOver.id) == col(HandedOver.hand_over_id))
        .join(Response, col(Response.id) == col(HandedOver.response_id))
        .where(col(HandOver.receipted_at) < since, col(Response.sealed_key).is_not(None))
    )
    found: dict[str, dict[str, int]] = defaultdict(dict)
    for row in rows:
        pieces = found[row["response_id"]]
        pieces[row["part"]] = max(pieces.get(row["part"], 0), row["pieces"])
    return found


def _has_both(office: Office, told: Told, receipted: Mapping[str, int]) -> bool:
    """Tell whether both parts were receipted as they stand now. A part without anything in it needs none."""
    form = office.library.find(told.response["form_key"], told.response["form_version"])
    if form is None or not is_handed_over(form):
        return False
    files, notes, said = (told.beside[record] for record in (Attachment, WorkerNote, Message))
    pieces = count_pieces(told.answers, files, notes, said)
    parts = (RECORD, RESTRICTED) if has_restricted(form, told.answers, files) else (RECORD,)
    return all(receipted.get(part) == pieces for part in parts)


def has_restricted(form: Form, answers: Iterable[Row], files: Iterable[Row]) -> bool:
    """Tell whether a child keeps anything of a response for the person who reads it."""
    has_page = any(row["question_key"] == PAGE for row in files)
    return any(is_for_reader_alone(form, row) for row in answers) or (may_be_restricted(form) and has_page)


async def find_feedback(office: Office) -> list[Chore]:
    """Find what is never handed over: what the manager reads, and what is about no meeting."""
    columns: tuple[Any, ...] = (
        col(Response.id),
        col(Response.form_key),
        col(Response.form_version),
        col(Invitation.review_ref),
    )
    rows = await office.store.read(
        select(*columns)
        .join(Invitation, col(Invitation.id) == col(Response.invitation_id))
        .where(
            col(Response.submitted_at) < office.ago(office.settings.keep_feedback_days),
            col(Response.sealed_key).is_not(None),
        )
    )
    due = [row["id"] for row in rows if _stays_here(office, row)]
    told = await make_coder(office).make_ready(due)
    return [chore(EraseWordsUnit(each), each.response["id"]) for each in told]


def _stays_here(office: Office, row: Row) -> bool:
    form = office.library.find(row["form_key"], row["form_version"])
    return row["review_ref"] is None or (form is not None and not is_handed_over(form))


async def find_nameless(office: Office) -> list[Chore]:
    """Find what came without a name long ago."""
    table: Any = AnonymousResponse.__table__  # type: ignore[attr-defined]  # SQLModel sets it on every table
    since = office.ago(office.settings.keep_feedback_days).date()
    rows = await office.store.read(select(table).where(table.c.week_on < since, table.c.coded_on.is_(None)))
    ids = [row["id"] for row in rows]
    answers, codings = [
        await _read_nameless(office, each, ids) for each in (AnonymousAnswer, AnonymousCoding)
    ]
    return [chore(_make_nameless(row, answers[row["id"]], codings[row["id"]])) for row in rows]


async def _read_nameless(
    office: Office, record: type[AnonymousAnswer | AnonymousCoding], ids: Sequence[str]
) -> Mapping[str, list[Row]]:
    table: Any = record.__table__  # type: ignore[union-attr]  # likewise
    found: dict[str, list[Row]] = defaultdict(list)
    for start in range(0, len(ids), AT_ONCE):
        wanted = select(table).where(table.c.response_id.in_(ids[start : start + AT_ONCE]))
        for row in await office.store.read(wanted):
            found[row["response_id"]].append(row)
    return found


def _make_nameless(response: Row, answers: Sequence[Row], codings: Sequence[Row]) -> EraseNamelessUnit:
    quarter_on = start_of_quarter(response["week_on"])
    counted = (
        *count_answers(response["form_key"], quarter_on, "", answers),
        *count_themes(response["form_key"], quarter_on, "", codings),
        *keep_themes({"nameless_id": response["id"]}, codings),
    )
    return EraseNamelessUnit(response, counted, quarter_on)


async def find_done(office: Office) -> list[Chore]:
    """Find words of staff about what was done: the action stays, emptied."""
    since = office.ago(office.settings.keep_feedback_days)
    table: Any = Action.__table__  # type: ignore[attr-defined]  # likewise
    actions = await office.store.read(
        select(table).where(table.c.written_at < since, func.length(table.c.sealed) > EMPTY_DEED_BYTES)
    )
    wishes = await office.store.read(
        select(col(WishOutcome.id)).where(
            col(WishOutcome.recorded_at) < since, col(WishOutcome.sealed).is_not(None)
        )
    )
    emptied = [chore(TakeUnit((empty_action(office.keys, row),)), row["id"]) for row in actions]
    wordless = [
        chore(TakeUnit((Update(WishOutcome, {"id": row["id"]}, WORDLESS),)), row["id"]) for row in wishes
    ]
    return [*emptied, *wordless]


async def find_gathered(office: Office) -> list[Chore]:
    """Find compliments as they came: approved words for a report stay, the rest goes."""
    since = london_day(office.ago(office.settings.keep_feedback_days))
    rows = await office.store.read(
        select(col(GatheredItem.id), col(GatheredItem.approved_at)).where(
            col(GatheredItem.kind) == Kind.COMPLIMENT,
            col(GatheredItem.first_on) < since,
            or_(col(GatheredItem.sealed_kept).is_not(None), col(GatheredItem.approved_at).is_(None)),
        )
    )
    return [chore(TakeUnit((_end_compliment(row),)), row["id"]) for row in rows]


def _end_compliment(row: Row) -> Write:
    if row["approved_at"] is None:
        return Delete(GatheredItem, {"id": row["id"]})
    return Update(GatheredItem, {"id": row["id"]}, {"sealed_kept": None})

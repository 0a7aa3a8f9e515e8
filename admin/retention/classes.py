"""How long what is kept, as a table a person can read. docs/retention.md is written from it.

`haveyoursay purge` carries it out: `admin.retention.due` finds for each class what its time is over for.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from forms import records

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlmodel import SQLModel


class Class(StrEnum):
    """The classes that are purged, in the order in which that is done."""

    DRAFTS = "drafts"
    HANDED_OVER = "handed_over"
    FEEDBACK = "feedback"
    NAMELESS = "nameless"
    DONE = "done"
    GATHERED = "gathered"
    CODES = "codes"
    SIGNED_IN = "signed_in"
    CARRIED = "carried"
    COUNTS = "counts"
    MEETINGS = "meetings"
    CHILDREN = "children"


@dataclass(frozen=True, slots=True)
class Kept:
    """One class: what it is, how long it is kept, what is left of it then. `tables` are where it lies."""

    name: str
    what: str
    until: str
    left: str
    tables: tuple[type[SQLModel], ...]
    setting: str = ""


PURGED = (
    Kept(
        Class.DRAFTS,
        "Answers that were begun and not sent",
        "nobody went on with them for SAY_KEEP_DRAFT_DAYS (30)",
        "that a conversation was begun",
        (records.Response, records.Attachment),
        "SAY_KEEP_DRAFT_DAYS",
    ),
    Kept(
        Class.HANDED_OVER,
        "What was said before a meeting or between two: words, drawings, voice notes, notes, replies",
        "both parts have the receipt of the case system, and SAY_KEEP_DAYS (90) are over since the later one",
        "that somebody answered, by which form and way, and when; choices, and the themes that were found in "
        "the words, as counts by quarter, form and age band; with the meeting: how the child wanted to take "
        "part, whether somebody could see, which help was asked for; of a reply: when it was written, and "
        "when the person knew",
        (
            records.Response,
            records.ResponseAnswer,
            records.Attachment,
            records.WorkerNote,
            records.Message,
            records.Coding,
        ),
        "SAY_KEEP_DAYS",
    ),
    Kept(
        Class.FEEDBACK,
        "What was said after a meeting, which the manager reads and the case system does not get; and what "
        "was said about no meeting",
        "SAY_KEEP_FEEDBACK_DAYS (500) are over since it was sent: the year, and the summer its report is "
        "written in",
        "the same",
        (
            records.Response,
            records.ResponseAnswer,
            records.Attachment,
            records.WorkerNote,
            records.Message,
            records.Coding,
        ),
        "SAY_KEEP_FEEDBACK_DAYS",
    ),
    Kept(
        Class.NAMELESS,
        "What was said without a name",
        "SAY_KEEP_FEEDBACK_DAYS are over since the Monday of its week",
        "that it came, in which week; choices, and the themes that were found in the words, as counts by "
        "quarter and form",
        (records.AnonymousResponse, records.AnonymousAnswer, records.AnonymousCoding),
        "SAY_KEEP_FEEDBACK_DAYS",
    ),
    Kept(
        Class.DONE,
        "What was done about it, and why a wish was not met, in words of staff",
        "SAY_KEEP_FEEDBACK_DAYS are over since it was written",
        "that something was done, what came of it as a code, and when the child was told",
        (records.Action, records.WishOutcome),
        "SAY_KEEP_FEEDBACK_DAYS",
    ),
    Kept(
        Class.GATHERED,
        "Compliments as they came, with the names of whom they are about and who allowed printing them",
        "SAY_KEEP_FEEDBACK_DAYS are over since they came",
        "the words that were approved for a report; of one without, nothing",
        (records.GatheredItem,),
        "SAY_KEEP_FEEDBACK_DAYS",
    ),
    Kept(
        Class.CODES,
        "Codes of invitations, as keyed hashes",
        "the invitation is closed for SAY_KEEP_DAYS, and no words hang on it any more",
        "nothing",
        (records.InvitationCode,),
        "SAY_KEEP_DAYS",
    ),
    Kept(
        Class.SIGNED_IN,
        "Sessions of staff, links to set an account up, wrong tries to sign in",
        "their time was over yesterday",
        "nothing",
        (records.StaffSession, records.SetupLink, records.SignInTry),
    ),
    Kept(
        Class.CARRIED,
        "Messages that came in, and messages that go out, sealed",
        "they are handled, or delivered; what cannot be: SAY_KEEP_DAYS, or 3 days after it was given up",
        "nothing",
        (records.InboxUpdate, records.OutboxMessage, records.ChatMessage),
        "SAY_KEEP_DAYS",
    ),
    Kept(
        Class.COUNTS,
        "Choices of people whose words are gone, and themes of these words, as counts by quarter, form and "
        "age band",
        "the reporting year (April to March) is over for SAY_KEEP_YEARS (3)",
        "nothing",
        (records.CodedCount,),
        "SAY_KEEP_YEARS",
    ),
    Kept(
        Class.MEETINGS,
        "Meetings, visits, who was asked and reminded, that somebody answered, what was handed over",
        "the reporting year they were in is over for SAY_KEEP_YEARS, no words hang on them, and no signal "
        "about them is open",
        "of signals: that there was one, and what was done when",
        (
            records.Review,
            records.Sitting,
            records.ReviewMove,
            records.Visit,
            records.Invitation,
            records.Reminder,
            records.HandOver,
            records.HandedOver,
        ),
        "SAY_KEEP_YEARS",
    ),
    Kept(
        Class.CHILDREN,
        "Children, by the council's reference, with the day of birth, the language that they and their "
        "parents read, and who asked not to be reminded",
        "neither a meeting nor a visit is held of them any more",
        "nothing",
        (records.Child, records.NoReminder),
    ),
)
ALWAYS = (
    Kept(
        "audit",
        "Who did what, to what, when: references and codes, never words",
        "for good, by policy: it shows who read what, also of people who were erased",
        "all of it",
        (records.AuditEntry, records.AuditChain),
    ),
    Kept(
        "signals",
        "Signals that somebody may need a person, and their steps",
        "for good; words and links go with what they hang on",
        "cause, times, what was done by whom at work",
        (records.Alert, records.AlertStep),
    ),
    Kept(
        "complaints",
        "Complaints and what was done about them",
        "for good; words and links go when the child is erased",
        "times, who did what at work, what came of it",
        (records.Complaint, records.ComplaintStep),
    ),
    Kept(
        "accounts",
        "Accounts of staff, their leave cover, and how they are told of signals",
        "for good: the record names them. An ended account opens nothing",
        "name, address, roles",
        (
            records.Account,
            records.Cover,
            records.RecoveryCode,
            records.Passkey,
            records.UsedAttempt,
            records.StaffReach,
            records.Shared,
        ),
    ),
    Kept(
        "erased",
        "The references of children who were erased, and of their meetings",
        "for good, so that no import brings them back",
        "the reference and the moment",
        (records.Erased,),
    ),
    Kept(
        "quotes",
        "Words for a report that a second person approved as showing nobody",
        "for good, so that reports of their period stay as they are. They lead to the bare answer until its "
        "meeting goes, and to nobody after. Erasing takes them along",
        "the wording",
        (records.Quote,),
    ),
    Kept(
        "told",
        "Sessions, pledges, figures from elsewhere, and approved words of compliments: tied to no child, so "
        "that none of it is in what is shown to a child, or goes when one is erased",
        "for good, so that reports of their period stay as they are; or until somebody takes it back",
        "all of it",
        (records.GatheredItem,),
    ),
    Kept(
        "heard",
        "Pages for children of what was heard and what changed: words that show nobody, put up by a second "
        "person, and drafts of such pages",
        "for good, also once they are taken down, so that what was promised to children can be read again",
        "all of it",
        (records.HeardPage,),
    ),
    Kept(
        "signed",
        "Periods that were signed: their figures as counts, with who signed, when, by which definition",
        "for good: nothing changes or removes one, erasing neither; what was coded or erased since is a "
        "listed difference",
        "all of it",
        (records.SignedPeriod,),
    ),
    Kept(
        "published",
        "What was published of the figures: counts that were shown, no small one among them, with when and "
        "by whom",
        "for good: a later report must not give back what an earlier one hides",
        "all of it",
        (records.PublishedFigures,),
    ),
    Kept(
        "nobody",
        "What is about nobody: questionnaires, the book of themes, posters and their counts, IROs' names, "
        "chats by a keyed hash, what this database says of itself, files of an import and files made for "
        "staff (an hour), how another system's columns are read, and keyed hashes of its rows, so that "
        "none comes in twice",
        "as long as they are of use",
        "all of it",
        (
            records.FormVersion,
            records.CouncilForm,
            records.BookTheme,
            records.Placement,
            records.PlacementCount,
            records.Iro,
            records.Chat,
            records.Mark,
            records.ImportFile,
            records.MadeFile,
            records.AnswerImport,
            records.AnswerMapping,
            records.ImportedAnswer,
        ),
    ),
)


def write_table() -> str:
    """Write both tables as they stand in docs/retention.md."""
    return "\n".join(
        (
            "| class | what | kept until | what is left then |",
            "|---|---|---|---|",
            *(_write_row(kept) for kept in PURGED),
            "",
            "| not purged | what | how long | what is kept |",
            "|---|---|---|---|",
            *(_write_row(kept) for kept in ALWAYS),
        )
    )


def _write_row(kept: Kept) -> str:
    return f"| `{kept.name}` | {kept.what} | {kept.until} | {kept.left} |"


def list_tables() -> Iterator[type[SQLModel]]:
    """Yield every table that some class speaks of."""
    for kept in (*PURGED, *ALWAYS):
        yield from kept.tables

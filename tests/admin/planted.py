"""Children about whom everything is planted that can be held of a child, each word to be found again."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from admin.quotes.proposals import Proposal, ProposeUnit, Wording
from admin.recording.wishes import Said, write_wishes
from forms.alert_steps import Step, StepKind, write_step
from forms.answering import MessageKind
from forms.attachments.made import MadeFile
from forms.attachments.sealed import seal_file, write_page
from forms.audit import Done, open_chain
from forms.calls import WishUnit
from forms.complaints import Raised, Source, write_complaint
from forms.contact import Wish
from forms.definition import FileKind
from forms.form_versions import open_library
from forms.intake import Taken, TurnUnit
from forms.last_time import Deed, Kept, write_action
from forms.messages import Saying, SayUnit, Words
from forms.moves import Choose, NeedHelp, Reply, Share, SkipRest, Submit
from forms.opening import OpenUnit
from forms.owners import BrowserOwner
from forms.records import (
    Alert,
    Child,
    Coding,
    ComplaintStep,
    Invitation,
    InvitationCode,
    Reminder,
    Response,
    Review,
    Sitting,
    Visit,
)
from forms.records.themes import CODED
from forms.reminders import CONSOLE, Reminded, write_no_reminder
from forms.sharing import Sharing
from forms.units import Insert, PutUnit
from forms.worker_notes import OBSERVED, Noted, write_note
from tests.attachments import samples

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forms.attachments.sealed import SealedFile
    from forms.keys import Keys
    from forms.moves import Inbound
    from forms.store import Store

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
PHOTO = MadeFile(FileKind.PHOTO, "image/png", samples.write_picture(samples.draw_picture((64, 48)), "PNG"))
VOICE = MadeFile(FileKind.VOICE, "audio/mp4", samples.make_memo())


@dataclass
class Planted:
    """One child, and the words that stand somewhere about them."""

    store: Store
    keys: Keys
    child_ref: str
    now: datetime = NOW
    held_on: date = date(2026, 11, 20)
    words: dict[str, str] = field(default_factory=dict)

    @property
    def review_ref(self) -> str:
        return f"R-{self.child_ref}"

    def say(self, what: str) -> str:
        self.words[what] = f"{what} of {self.child_ref} sang a yellow song"
        return self.words[what]

    def response_id(self, form_key: str) -> str:
        return f"{form_key}-{self.child_ref}"

    async def plant(self) -> Planted:
        """Plant all of it."""
        await self._put_register()
        await self._answer_as_child()
        await self._answer_as("parent_before", "parent", Reply("change_wish", None, self.say("parent")))
        feedback = Reply("went_well", None, self.say("feedback"))
        await self._answer_as("feedback_child", "child", feedback)
        await self._leave_a_draft()
        await self._ask_for_help()
        await self._work()
        return self

    async def _put_register(self) -> None:
        child = Child(child_ref=self.child_ref, date_of_birth=date(2017, 5, 17))
        review = Review(
            review_ref=self.review_ref,
            child_ref=self.child_ref,
            held_on=self.held_on,
            participation_code="PN6",
        )
        sitting = Sitting(review_ref=self.review_ref, number=1, held_on=self.held_on)
        visit = Visit(
            id=f"visit-{self.child_ref}",
            child_ref=self.child_ref,
            visited_on=date(2026, 9, 3),
            outcome="done",
        )
        rows = (Insert(type(row), row.model_dump()) for row in (child, review, sitting, visit))
        await self.store.write(PutUnit(tuple(rows)))

    async def invite(self, form_key: str, audience: str) -> str:
        row: dict[str, Any] = Invitation(
            id=f"inv-{form_key}-{self.child_ref}",
            form_key=form_key,
            audience=audience,
            review_ref=self.review_ref,
            created_at=self.now,
            expires_at=self.now + timedelta(days=9),
        ).model_dump()
        code = InvitationCode(
            code_hash=self.keys.hash_code(row["id"]),
            invitation_id=row["id"],
            made_for="letter",
            created_at=self.now,
            scans=2,
        )
        reminder = Reminder(
            id=f"reminder-{row['id']}",
            invitation_id=row["id"],
            step="reminder",
            way="letter",
            sent_at=self.now,
        )
        whom = Reminded(self.child_ref, audience, "")
        made = (Insert(type(each), each.model_dump()) for each in (code, reminder))
        stop = write_no_reminder(self.keys, whom, self.now, CONSOLE)
        await self.store.write(PutUnit((Insert(Invitation, row), *made, stop)))
        return str(row["id"])

    async def _turn(
        self, form_key: str, invitation_id: str, *moves: Inbound, files: tuple[SealedFile, ...] = ()
    ) -> None:
        taken = await self.store.write(
            TurnUnit(
                library=await open_library(self.store),
                keys=self.keys,
                owner=BrowserOwner(self.keys, invitation_id.encode(), invitation_id),
                invitation_id=invitation_id,
                moves=moves,
                now=self.now,
                new_id=self.response_id(form_key),
                begin=True,
                files=files,
            )
        )
        assert isinstance(taken, Taken), taken

    async def _answer_as_child(self) -> None:
        photo = seal_file(f"photo-{self.child_ref}", PHOTO)
        voice = seal_file(f"voice-{self.child_ref}", VOICE)
        await self._turn(
            "have_your_say_8_11",
            await self.invite("have_your_say_8_11", "child"),
            Reply("worry", None, self.say("worry"), (voice.given,)),
            Reply("best_thing", None, self.say("best"), (photo.given,)),
            Share("best_thing", Sharing.IRO_MAY_SAY),
            Choose("safe_feel", None, ("5",)),
            SkipRest(),
            Submit(None),
            files=(photo, voice),
        )

    async def _answer_as(self, form_key: str, audience: str, move: Inbound) -> None:
        invitation = await self.invite(form_key, audience)
        await self._turn(form_key, invitation, move, SkipRest(), Submit(None))

    async def _leave_a_draft(self) -> None:
        invitation = await self.invite("carer_before", "carer")
        await self._turn("carer_before", invitation, Reply("change_wish", None, "never sent"))

    async def _ask_for_help(self) -> None:
        """Press "I need help now", and leave a number."""
        response_id = self.response_id("have_your_say_8_11")
        await self._turn("have_your_say_8_11", f"inv-have_your_say_8_11-{self.child_ref}", NeedHelp())
        alert_id = self.keys.mac("alert", response_id, "help", f"{self.now:%Y-%m-%d %H:%M}")
        wish = Wish({"how": ("phone",)}, self.say("number"))
        assert await self.store.write(WishUnit(self.keys, alert_id, wish, self.now))

    async def _work(self) -> None:
        """Do what staff do: note, act, open."""
        response_id = self.response_id("have_your_say_8_11")
        noted = Noted(OBSERVED, "iro", self.now, self.say("note"))
        note = write_note(self.keys, f"note-{self.child_ref}", response_id, noted)
        page = write_page(self.keys, f"page-{self.child_ref}", response_id, PHOTO)
        deed = Deed(self.say("said"), self.say("done"), "raised", self.say("told"), self.say("told done"))
        action = self._write_action(deed)
        await self.store.write(PutUnit((note, page, action)))
        await self._say_back(response_id)
        await self._complain(response_id)
        await self._propose(response_id)
        chain = f"chain-{self.child_ref}"
        await open_chain(self.store, self.keys, chain, self.now)
        done = Done("response.open_brief", "iro", response_id)
        assert await self.store.write(OpenUnit(self.keys, chain, Response, done, self.now))

    async def _say_back(self, response_id: str) -> None:
        saying = Saying(MessageKind.REPLY, "a-manager", Words(self.say("reply")))
        assert await self.store.write(
            SayUnit(self.keys, f"message-{self.child_ref}", response_id, saying, self.now)
        )
        [alert] = await self.store.read(
            select(Alert.__table__).where(Alert.response_id == response_id)  # type: ignore[attr-defined]
        )
        step = Step(alert["id"], StepKind.OUTCOME, self.now, by="a-worker", code="safe")
        words = self.say("outcome")
        await self.store.write(
            PutUnit((write_step(self.keys, self.keys.mac("step", self.child_ref), step, words),))
        )

    async def _propose(self, response_id: str) -> None:
        """Propose words for a report, and record what came of a wish."""
        proposal = Proposal(Wording(self.say("quote")), "child", "a-worker", response_id, "best_thing")
        quote_id = self.keys.mac("quote", self.child_ref)
        assert await self.store.write(ProposeUnit(self.keys, quote_id, proposal, self.now))
        said = Said("how_join", "partly", self.say("because"))
        wishes = write_wishes(self.keys, self.review_ref, [said], self.now)
        await self.store.write(PutUnit(tuple(wishes)))
        await self.store.write(PutUnit(tuple(self._code(response_id))))

    def _code(self, response_id: str) -> Iterator[Insert]:
        """Code one answer with two themes, as a person does, and a colleague with one."""
        for is_second, themes in ((False, (CODED, "school", "home")), (True, (CODED, "school"))):
            for theme in themes:
                coding = Coding(
                    response_id=response_id,
                    question_key="best_thing",
                    is_second=is_second,
                    theme_key=theme,
                    coded_by="a-worker",
                    coded_at=self.now,
                )
                yield Insert(Coding, coding.model_dump())

    async def _complain(self, response_id: str) -> None:
        complaint_id = self.keys.mac("complaint", self.child_ref)
        raised = Raised(Source.READ, "child", self.now, self.now, response_id, self.review_ref, "a-manager")
        complaint = write_complaint(self.keys, complaint_id, raised, self.say("complaint"))
        step = ComplaintStep(
            id=self.keys.mac("complaint step", self.child_ref),
            complaint_id=complaint_id,
            kind="acknowledged",
            done_at=self.now,
            by="a-worker",
        )
        await self.store.write(PutUnit((complaint, Insert(ComplaintStep, step.model_dump()))))

    def _write_action(self, deed: Deed) -> Insert:
        kept = Kept(self.review_ref, "iro", self.now)
        return write_action(self.keys, f"action-{self.child_ref}", kept, deed)

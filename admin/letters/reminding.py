"""What a letter says that reminds somebody. Read it aloud before changing it.

Short and warm: that they still can, that they need not, that it is no nagging, and how to have no more of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from admin.printed.voices import Voice
from admin.timetable import Step
from forms.speaking import N_, gettext

if TYPE_CHECKING:
    from collections.abc import Mapping

_GROWN_UP = frozenset({Voice.ADULT, Voice.MEETING})
_SOON = N_("Your meeting is soon. You can still tell us what you think.")
_SOON_ADULT = N_("The meeting is soon. You can still have your say.")
_OVER = N_("Your meeting is over. You can still tell us how it was for you.")
_OVER_ADULT = N_("The meeting is over. You can still tell us how it was for you.")
_FREE = N_("You do not have to. Yes and no are both fine.")
_PROMISES: Mapping[Step, str] = {
    Step.REMINDER: N_("We may remind you one more time, and then no more."),
    Step.LAST_CALL: N_("We will not remind you again before the meeting."),
    Step.NUDGE: N_("We will not remind you again about this meeting."),
}
_NO_MORE: Mapping[Voice, str] = {
    Voice.LITTLE: N_("Do you want no reminders? Your grown-up can tell your social worker. Then we stop."),
    Voice.CHILD: N_("Do you want no reminders? Tell your social worker. Then we stop."),
    Voice.LEAVER: N_("Do you want no reminders? Tell your social worker or adviser. Then we stop."),
    Voice.ADULT: N_("Do you want no reminders? Tell the social worker. Then we stop."),
}
_ANSWERED = N_("Have you sent your answers already? Then you can throw this letter away.")
_OLD_CODE = N_("Do you still have the letter from before? Its code works too.")


def write_opening(voice: Voice, reminder: Step) -> tuple[str, ...]:
    """Say what the letter is about, that nobody has to, and how often it comes."""
    is_over, is_grown_up = reminder is Step.NUDGE, voice in _GROWN_UP
    can = {(False, False): _SOON, (False, True): _SOON_ADULT, (True, False): _OVER, (True, True): _OVER_ADULT}
    no_more = _NO_MORE[Voice.ADULT if is_grown_up else voice]
    return (
        gettext(can[is_over, is_grown_up]),
        gettext(_FREE),
        f"{gettext(_PROMISES[reminder])} {gettext(no_more)}",
    )


def list_ways() -> tuple[str, ...]:
    """Say what else is so, beside what every letter says."""
    return gettext(_ANSWERED), gettext(_OLD_CODE)

"""What is said about answers without a name. Read it aloud before changing it: people rely on it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from forms.definition import Audience
from forms.speaking import N_, S_, gettext, say

if TYPE_CHECKING:
    from collections.abc import Iterable

    from forms.definition import Form
    from forms.wording import Council


@dataclass(frozen=True, slots=True)
class Way:
    """One of the two ways to be kept: what it is called, and what it means and does not mean."""

    title: str
    sentences: tuple[str, ...]

    def said(self) -> Way:
        """Return it in the language spoken now."""
        return Way(gettext(self.title), say(self.sentences))


NAMED = Way(
    N_("Keep my answers with the meeting"),
    (N_("If you need help or want an answer from us, that is how we can find you."),),
)
UNNAMED = Way(
    N_("Keep nothing that ties them to me"),
    (
        N_("We keep your answers and the week. We keep no name, no code and no meeting with them."),
        N_("So we cannot write back to you. We cannot find you to help you."),
        N_("We cannot find your answers later, to change or delete them."),
        N_("What you write may still show who you are. If few people answer, someone may guess."),
    ),
)
NO_NAME_HERE = Way(N_("Nobody asks for your name here"), UNNAMED.sentences)
"""Over a poster or a leaflet there is no other way."""

HELP = (
    S_("You answer without a name. So we cannot tell anyone that it is you who needs help."),
    S_("Please use one of these ways. They can help you now."),
)
CHECK_NAMED = N_("Your answers will be kept with the meeting.")
CHECK_UNNAMED = N_(
    "Nothing that ties your answers to you will be kept. "
    "Once they are sent, nobody can find them. Not even you."
)
MAYBE_SENT = (
    N_("Did you press Send? Then your answers have reached us. We keep nothing that shows which are yours."),
    N_("Did you delete them? Then they are gone."),
)
TELEGRAM = N_(
    "Answers given here are kept with the meeting. To answer without that, use the web page: {link}"
)

_WHO = {
    Audience.CHILD: N_("I am a child or a young person"),
    Audience.PARENT: N_("I am a parent"),
    Audience.CARER: N_("I am a carer"),
    Audience.PROFESSIONAL: N_("I am there for my work"),
}


def say_who(forms: Iterable[Form]) -> list[tuple[str, str]]:
    """Return for each form its key, and what somebody says of themselves to choose it.

    Where two are for the same people, and where one is for everyone, the form's own title tells them apart.
    """
    listed = sorted(forms, key=lambda form: list(Audience).index(form.audience))
    several = Counter(form.audience for form in listed)
    alone = {audience: who for audience, who in _WHO.items() if several[audience] == 1}
    return [
        (form.key, gettext(alone[form.audience]) if form.audience in alone else form.title) for form in listed
    ]


def say_what_happens_next(council: Council) -> tuple[str, ...]:
    """After sending without a name."""
    return (
        gettext("Your answers have reached us. Nothing that ties them to you was kept."),
        gettext("The manager of the reviewing service at {council} reads them, {hours}.").format(
            council=council.name, hours=council.hours
        ),
        gettext("What people say is put together in a report each year, without names."),
    )

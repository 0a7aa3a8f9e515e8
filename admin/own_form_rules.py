"""Who is asked a council's own form, which no route names: everybody of its audience, in its time. Pure."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from admin.invitation_rules import (
    PROFESSIONALS_AT_A_MEETING,
    ROUTES,
    Band,
    NotAsked,
    Route,
    find_age_fault,
    fits_age,
    list_choices,
)
from admin.invitations import Turn
from forms.definition import Audience, Timing

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from admin.invitation_rules import Asking, Choice, MeetingRow
    from forms.definition import Form

ROUTED = frozenset(route.form_key for route in ROUTES)
"""Forms that are asked by themselves, each at its meetings, a council's version of one too."""
ASKED_THEMSELVES = frozenset({*Band} - {Band.UNDER})
"""A child too young to be asked anything gets no form of the council's own either."""


def list_own_turns(
    form: Form, meetings: Iterable[MeetingRow], audience: Audience, asking: Asking
) -> Iterator[Turn]:
    """Yield who is to be asked the form about each meeting."""
    for meeting in meetings:
        for choice in choose_own_asks(form, meeting, audience, asking):
            yield Turn(meeting, audience, choice)


def choose_own_asks(
    form: Form, meeting: MeetingRow, audience: Audience, asking: Asking
) -> tuple[Choice, ...]:
    """Decide who of an audience is asked about a meeting; or why nobody is."""
    route = _make_route(form, meeting, audience)
    fault = _find_fault(form, meeting, asking)
    if fault is None and not fits_age(route, meeting, asking):
        fault = find_age_fault(meeting, asking)
    if fault is not None:
        return (fault,)
    is_shared = form.audience is Audience.EVERYONE
    asked = list_choices(route, meeting, replace(asking, forms=frozenset({form.key})))
    return tuple(
        choice if isinstance(choice, NotAsked) else replace(choice, is_shared=is_shared) for choice in asked
    )


def _make_route(form: Form, meeting: MeetingRow, audience: Audience) -> Route:
    bands = ASKED_THEMSELVES if audience is Audience.CHILD else frozenset[Band]()
    takes = PROFESSIONALS_AT_A_MEETING if audience is Audience.PROFESSIONAL else 1
    return Route(frozenset({meeting.meeting_kind}), audience, form.timing, form.key, bands, takes)


def _find_fault(form: Form, meeting: MeetingRow, asking: Asking) -> NotAsked | None:
    """Return why nobody is asked about this meeting; between two meetings it is always the time."""
    if meeting.stood_down:
        return NotAsked.STOOD_DOWN
    is_held = meeting.is_held(asking.today)
    if form.timing is Timing.AFTER and not is_held:
        return NotAsked.NOT_HELD
    return NotAsked.ALREADY_HELD if form.timing is Timing.BEFORE and is_held else None

"""Who can help now, as it stands on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forms.definition import Audience
from forms.speaking import S_
from forms.wording import Route, list_help_routes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forms.wording import Council

MAY_BE_CHILDREN = frozenset({Audience.CHILD, Audience.EVERYONE})
HELP_TITLE = {True: S_("If you need help now"), False: S_("If somebody needs help now")}
"""To a child, and to others."""


def list_routes(council: Council, audience: Audience) -> Iterator[Route]:
    """Yield the ways to help that are known: a number that is not set is left out."""
    for route in list_help_routes(council):
        if route.number and (not route.is_for_children or audience in MAY_BE_CHILDREN):
            yield route

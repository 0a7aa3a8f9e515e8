"""What stands beside the counts as it may be published: posters, themes, what was gathered. Pure."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING

from admin.disclosure import are_all_alike, is_small
from admin.shown.model import Mark, ShownPlacement, ShownTheme
from admin.shown.published_measures import write_percent

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from admin.gathered import Compliment, Elsewhere, Gathered, Session, Theme
    from admin.shown.sieve import Sieve
    from admin.summary.placements import PlacementSum

INITIALS = re.compile(r"(?<!\w)(?:[A-Z]\.\s?){1,3}(?!\w)|(?<!\w)[A-Z]\.\s(?=[A-Z][a-z])")
"""J. or J.S. or J. S.: letters that stand for somebody's name."""
NO_NAME = "(name)"


def publish_placements(placements: Iterable[PlacementSum], sieve: Sieve) -> Iterator[ShownPlacement]:
    """Yield the sum of all posters and leaflets: one by one, they say where somebody was."""
    found = tuple(placements)
    if not found:
        return
    sums = [sum(getattr(one, name) for one in found) for name in ("scans", "starts", "completions")]
    scans, starts, completions = sums
    apart = (
        scans,
        starts,
        completions,
        abs(scans - starts),
        abs(starts - completions),
        abs(scans - completions),
    )
    may_know = sieve.may_know({f"placements/{place}": number for place, number in enumerate(apart)})
    shown = sums if may_know else [Mark.HIDDEN] * 3
    yield ShownPlacement("all", "All posters, leaflets and cards", *shown)


def publish_themes(themes: Iterable[Theme], sieve: Sieve) -> Iterator[ShownTheme]:
    """Yield them as they may be published; of one audience and moment those that are hidden last, by name.

    They come by how many spoke of them: the place of a hidden one would tell between which two numbers it is.
    """
    shown = [_publish_theme(theme, sieve) for theme in themes]
    for _, found in groupby(shown, key=lambda one: (one.theme.audience, one.theme.timing)):
        yield from sorted(found, key=_find_hidden)


def _find_hidden(shown: ShownTheme) -> tuple[bool, str]:
    is_hidden = shown.responses is Mark.HIDDEN
    return is_hidden, shown.theme.title if is_hidden else ""


def _publish_theme(theme: Theme, sieve: Sieve) -> ShownTheme:
    """Publish how many said something of one kind, with the words that were approved for it.

    The theme inside holds no count any more: only what is shown may be printed.
    """
    bare = replace(theme, responses=0, out_of=0)
    base = f"theme/{theme.audience}/{theme.timing}"
    name = f"{base}/{theme.key}"
    if not sieve.may_know({base: theme.out_of}):
        return ShownTheme(bare, Mark.HIDDEN, Mark.HIDDEN, Mark.HIDDEN)
    parts = {name: theme.responses, f"{name}/others": theme.out_of - theme.responses}
    if are_all_alike(theme.responses, theme.out_of) or not sieve.may_know(parts):
        return ShownTheme(bare, Mark.HIDDEN, theme.out_of, Mark.HIDDEN)
    return ShownTheme(bare, theme.responses, theme.out_of, write_percent(theme.responses, theme.out_of))


def publish_gathered(gathered: Gathered, below: int) -> Gathered:
    """Publish what was gathered: no initials in praise, no small group, no small number of others."""
    return replace(
        gathered,
        compliments=tuple(map(_publish_compliment, gathered.compliments)),
        sessions=tuple(_publish_session(session, below) for session in gathered.sessions),
        elsewhere=tuple(_publish_elsewhere(figure, below) for figure in gathered.elsewhere),
    )


def _publish_compliment(compliment: Compliment) -> Compliment:
    return replace(
        compliment,
        words=leave_out_initials(compliment.words),
        about=leave_out_initials(compliment.about),
    )


def leave_out_initials(words: str) -> str:
    """Put a word for letters that stand for a name."""
    return INITIALS.sub(lambda found: NO_NAME + " " * found[0].endswith(" "), words)


def _publish_session(session: Session, below: int) -> Session:
    is_hidden = not isinstance(session.people, str) and is_small(int(session.people), below)
    return replace(session, people=Mark.HIDDEN) if is_hidden else session


def _publish_elsewhere(figure: Elsewhere, below: int) -> Elsewhere:
    """Hide what is small in a figure that somebody else counted, whatever they published themselves."""
    count, out_of = figure.count, figure.out_of
    if isinstance(count, str) or isinstance(out_of, str):
        return figure
    if out_of is not None and is_small(int(out_of), below):
        return replace(figure, count=Mark.HIDDEN, out_of=Mark.HIDDEN)
    rest = 0 if out_of is None else int(out_of - count)
    is_hidden = is_small(int(count), below) or is_small(rest, below)
    return replace(figure, count=Mark.HIDDEN) if is_hidden else figure

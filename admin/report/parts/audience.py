"""What one audience told us: how many, how it is for them, what they chose, what they would change. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from admin.report.collated import collate
from admin.report.making import make_section, say
from admin.report.model import Manner, Quotation
from admin.report.numbers import name_other
from admin.report.parts.annex import write_annex
from admin.report.parts.answers import Told, make_choices, make_three, make_words, make_yes_no
from admin.report.parts.heard import find_rate
from admin.report.parts.quoted import quote
from admin.report.parts.told import (
    find_score,
    make_score,
    say_best_in_three,
    say_few,
    say_most_yes,
    say_response,
    say_score,
)
from admin.shown.audiences import CHAPTERS, HEARD, list_heard

if TYPE_CHECKING:
    from collections.abc import Iterator

    from admin.report.model import Section
    from admin.report.wording import Words
    from admin.shown.audiences import Heard
    from admin.shown.model import ShownForm, ShownSummary

TO_CHANGE = frozenset({"change_wish", "change_one", "seen_wish"})
OBSERVED_NOTE = (
    "Adults filled these in about children who do not use words. It is what was seen; it is never counted as "
    "the child's own view."
)


def write_audience(shown: ShownSummary, words: Words, key: str) -> Section | None:
    """Write a chapter's part about one audience, a section a timing where there are several."""
    _, title, keys = next(chapter for chapter in CHAPTERS if chapter[0] == key)
    parts = [_write_heard(shown, words, heard) for heard in HEARD if heard.key in keys]
    ordered = sorted(filter(None, parts), key=lambda part: keys.index(part.key))
    if len(keys) == 1:
        return make_section(key, title, ordered[0].blocks if ordered else ())
    return make_section(f"told_by_{key}", title, (), ordered)


def _write_heard(shown: ShownSummary, words: Words, heard: Heard) -> Section | None:
    told, forms = tell(shown, words, heard), heard.find_forms(shown)
    if not told.asked:
        return None
    before = collate(shown.earlier, heard) if shown.earlier else ()
    when = name_other(shown.period, shown.earlier.period) if shown.earlier else ""
    rate = find_rate(forms, shown)
    note = OBSERVED_NOTE if heard.key == "observed" else ""
    return make_section(
        heard.key,
        heard.title,
        (
            say(say_response(forms, heard.who, rate), manner=Manner.LEAD),
            say(note, say_few(rate), manner=Manner.CAVEAT),
            say(say_score(find_score(told), before, when), say_best_in_three(told), say_most_yes(told)),
            *make_score(told),
            *make_three(told),
            *make_yes_no(told),
            *make_choices(told),
            make_words(told),
            *_list_quotations(shown, forms),
        ),
    )


def tell(shown: ShownSummary, words: Words, heard: Heard) -> Told:
    """Gather what one audience told."""
    chapter = next(title for _, title, keys in CHAPTERS if heard.key in keys)
    title = f"{chapter}, {heard.title[:1].lower()}{heard.title[1:]}" if heard.title else chapter
    name = title if heard.key not in {"leavers", "observed"} else heard.title
    return Told(heard.key, name, collate(shown, heard), words, shown.is_published)


def _list_quotations(shown: ShownSummary, forms: tuple[ShownForm, ...]) -> Iterator[Quotation]:
    """Yield the approved words, about what to change first; those that stand under a theme stand there."""
    keys = {form.form.key for form in forms}
    themed = {one.words for theme in shown.themes for one in theme.theme.quotes}
    found = [one for one in shown.quotes if one.form in keys and one.words not in themed]
    yield from map(quote, sorted(found, key=lambda one: one.question not in TO_CHANGE))


def list_annexes(shown: ShownSummary, words: Words) -> Iterator[Section | None]:
    """Yield the long tables of each audience."""
    earlier = shown.earlier
    for heard in list_heard():
        before = collate(earlier, heard) if earlier else ()
        yield write_annex(tell(shown, words, heard), before)

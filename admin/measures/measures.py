"""Every figure, declared: what is counted, out of what. docs/measures.md is made from this.

Of the reviews of looked-after children (other meetings never count here): R is all held in the period, U
those without a valid code, Z those coded PN0, E = R - U - Z. A child known by birth date to have been under
four at an uncoded review is left out of U and of E.
"""

from __future__ import annotations

from admin.measures.answers import ABOUT_ANSWERS
from admin.measures.called import Good
from admin.measures.reviews import ABOUT_REVIEWS
from admin.measures.voices import ABOUT_VOICES

MEASURES = ABOUT_REVIEWS + ABOUT_VOICES + ABOUT_ANSWERS


BY_NAME = {measure.name: measure for measure in MEASURES}

_BETTER = {
    Good.MORE: "More is better.",
    Good.LESS: "Less is better.",
    Good.NEITHER: "Neither more nor less is better.",
}
_SEEN = {True: "Published.", False: "For staff only: in no report for the public."}


def write_measures_page() -> str:
    """Write docs/measures.md."""
    lines = [_PAGE_HEAD]
    for measure in MEASURES:
        lines += [f"## {measure.name}", "", f"**{measure.title}.** {measure.default}", ""]
        lines += [f"Unit: {measure.unit}. {_BETTER[measure.good]} {_SEEN[measure.is_published]}", ""]
        lines += [f"- by `{definition}`: {reading}" for definition, reading in measure.readings.items()]
        lines += [""] if measure.readings else []
    return "\n".join(lines).rstrip() + "\n"


_PAGE_HEAD = """# What each figure means

Made from the tables in `admin/measures/`; a test holds them equal. *Unit* is what is counted, each once.
Which way is better is said only where it is so for every child: how to take part is the child's own choice.

Only reviews of looked-after children count here (`cla_review`). A review counts in the period in which it was
held; days are London days, the first and the last included. Percentages are rounded half up to one decimal;
over an empty base there is none.

A review is *eligible* if it was held, has a valid participation code, and the code is not PN0 (under four).
Where reviews have no valid code, each figure over eligible reviews is printed with the least and the most it
could be: `low` if every one of them were eligible and did not count, `high` if every one did. An uncoded
review of a child known by birth date to have been under four that day is left out of both.

A review that was stood down is neither held nor due. One whose day is still to come was not held. Other
kinds of meeting are counted by kind (`meetings_by_kind`) and are in no other figure. What is not recorded
does not count: a blank is never a yes.

*The child's own form* is one that a child fills in before the review, in any of its looks; `how_i_show_you`,
which an adult fills in about a child, never counts as one. If there are several about one review, the last
word counts.

Another definition can be chosen (`--definition`); the figures by `eligible` then stand beside.

A promise is made with an action, which the child is to be told of, or with a reply. A reply's promise is
kept by whatever is said later to the same person, once they know of it. What nobody wrote down as told counts
as not told.

Not counted: nothing records whether the wish for an advocate was passed on in time
(`advocate_passed_on_in_time`).
"""

"""Who we heard from: from invitation to answer, by which way, with whose help, over which poster. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from admin.report.collated import add_collated, collate
from admin.report.figures import find_counted, make_share_table
from admin.report.making import make_section, say
from admin.report.model import Column, Holds, Manner, Row, Table
from admin.report.numbers import add_up, share_of
from admin.report.sentences import say_measures, say_target
from admin.shown.audiences import CHAPTERS, list_heard
from admin.shown.model import Mark

if TYPE_CHECKING:
    from collections.abc import Iterable

    from admin.report.model import Section
    from admin.shown.audiences import Heard
    from admin.shown.model import Number, ShownForm, ShownSummary

MEASURES = ("children_heard", "views_evidenced", "answered_privately")
CHANNELS = {
    "web": "On the web",
    "telegram": "Telegram",
    "paper": "On paper",
    "assisted": "Filled in together",
    "phone": "By phone",
}
STEPS_NOTE = (
    "Opened is counted where a form was begun. Whether a letter arrived, nobody can count, so it is no step "
    "here."
)
SHARED_NOTE = "Where one code serves everybody at a meeting, nobody knows how many were invited."
BOUND = (
    "A form before a review counts with that review; invitations and answers after one count on the day they "
    "were made and sent."
)
FOUR_AND_OVER = "Reviews held that are not coded PN0 (under four)"
OWN = ("children_before", "children_between", "children_after", "leavers")
HELP = {
    "helper": "How children were helped with their form",
    "could_see": "Whether anyone could see what they chose",
}


def write_heard(shown: ShownSummary) -> Section | None:
    """Write it."""
    found = find_counted(shown, MEASURES)
    return make_section(
        "who_we_heard_from",
        "Who we heard from",
        (
            say(
                *say_measures(found, shown),
                *(say_target(one, shown) for one in found),
                manner=Manner.LEAD,
            ),
            make_share_table("children_heard", "Children who sent a form of their own", MEASURES, shown),
            _make_own_steps(shown),
            make_steps(shown),
            _make_channels(shown),
            *(_make_help(shown, key) for key in HELP),
            _make_placements(shown),
        ),
    )


def _make_own_steps(shown: ShownSummary) -> Table | None:
    """Make the table from a review to the child's own form: each step as a share of the one before."""
    heard = next(one for one in list_heard() if one.key == "children_before")
    forms, codes = heard.find_forms(shown), shown.find_table("participation_codes")
    steps: list[tuple[str, Number]] = [
        (label, add_up(getattr(form, name) for form in forms))
        for name, label in (("invited", "Invited"), ("opened", "Begun"), ("submitted", "Sent"))
    ]
    if codes is None or not forms:
        return None
    others = add_up(count for code, count in codes.cells.items() if code != "PN0")
    rows = [Row((FOUR_AND_OVER, others, None))]
    for (label, count), (_, before) in zip(steps, [("", others), *steps], strict=False):
        rows.append(Row((label, count, share_of(count, before, is_published=shown.is_published))))
    columns = (Column("Step", Holds.WORDS), Column("Reviews"), Column("Of the step before", Holds.PERCENT))
    caption = "From a review to the child's own form about it"
    return Table("own_form_steps", caption, columns, tuple(rows), (STEPS_NOTE,))


def make_steps(shown: ShownSummary) -> Table | None:
    """Make the table of steps: invited, opened, sent, and what came without a name."""
    rows = tuple(filter(None, (_make_step(shown, heard) for heard in list_heard())))
    columns = (
        Column("Who, and when", Holds.WORDS),
        Column("Invited"),
        Column("Opened"),
        Column("Sent"),
        Column("Response rate", Holds.PERCENT),
        Column("Without a name"),
    )
    return (
        Table("invited_to_sent", "From the invitation to the answer", columns, rows, (SHARED_NOTE, BOUND))
        if rows
        else None
    )


def _make_step(shown: ShownSummary, heard: Heard) -> Row | None:
    forms = heard.find_forms(shown)
    filled_in = add_up(form.filled_in for form in forms)
    invited = add_up(form.invited for form in forms)
    if not forms or filled_in == invited == 0:
        return None
    cells = (add_up(form.opened for form in forms), add_up(form.submitted for form in forms))
    rate = find_rate(forms, shown)
    nameless = add_up(form.anonymous for form in forms)
    return Row((name_heard(heard), None if rate is None else invited, *cells, rate, nameless))


def find_rate(forms: Iterable[ShownForm], shown: ShownSummary) -> Number | None:
    """Work out the response rate over several forms: of one form as it is shown, else from what is shown.

    None where one code serves everybody at a meeting: nobody knows how many were invited.
    """
    asked = [form for form in forms if form.invited != 0]
    if any(form.response_rate is None for form in asked):
        return None
    if len(asked) == 1:
        rate = asked[0].response_rate
        return Mark.NONE if rate is None else rate
    sent = add_up(Mark.HIDDEN if form.asked is None else form.asked for form in asked)
    invited = add_up(form.invited for form in asked)
    return share_of(sent, invited, is_published=shown.is_published)


def name_heard(heard: Heard) -> str:
    """Name an audience and a time in a table."""
    if heard.key in {"leavers", "observed"}:
        return heard.title
    chapter = next(title for _, title, keys in CHAPTERS if heard.key in keys)
    return f"{chapter}, {heard.title[:1].lower()}{heard.title[1:]}" if heard.title else chapter


def _make_channels(shown: ShownSummary) -> Table | None:
    """Make the table of the ways by which forms came."""
    found = [(heard, heard.find_forms(shown)) for heard in list_heard()]
    used = [one for one in CHANNELS if any(one in form.channels for _, forms in found for form in forms)]
    rows = tuple(
        Row((name_heard(heard), *(_count_channel(forms, one) for one in used)))
        for heard, forms in found
        if any(form.channels for form in forms)
    )
    columns = (Column("Who, and when", Holds.WORDS), *(Column(CHANNELS[one]) for one in used))
    return Table("channels", "By which way they came", columns, rows) if rows else None


def _count_channel(forms: Iterable[ShownForm], channel: str) -> Number:
    return add_up(form.channels.get(channel, 0) for form in forms)


def _make_help(shown: ShownSummary, key: str) -> Table | None:
    """Make the table of one of the closing questions, over all forms that children fill in."""
    own = (heard for heard in list_heard() if heard.key in OWN)
    asked = add_collated([one for heard in own for one in collate(shown, heard) if one.key == key])
    if asked is None:
        return None
    total = asked.answered
    rows = [
        Row((cell.label, cell.count, share_of(cell.count, total, is_published=shown.is_published)))
        for cell in asked.cells
    ]
    rows.append(Row(("Answered", total, None), is_total=True))
    columns = (Column("Answer", Holds.WORDS), Column("Forms"), Column("Share", Holds.PERCENT))
    return Table(f"children_{key}", HELP[key], columns, tuple(rows))


def _make_placements(shown: ShownSummary) -> Table | None:
    rows = tuple(Row((one.title, one.scans, one.starts, one.completions)) for one in shown.placements)
    columns = (Column("Where", Holds.WORDS), Column("Scanned"), Column("Begun"), Column("Sent"))
    return Table("placements", "Posters, leaflets and cards", columns, rows) if rows else None

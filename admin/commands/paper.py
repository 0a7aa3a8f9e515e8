"""`paper`: a questionnaire as a booklet, to fill in by hand."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import click

from admin.commands.opening import make_tongue, opened_folder, read_asking, read_now
from admin.commands.options import LANGUAGE, REFERENCE
from admin.commands.whose import AUDIENCES, Wanted, find_turns
from admin.handing_over import say_how
from admin.invitation_rules import Ask, NotAsked
from admin.invitations import forget_codes, invite_together
from admin.own_form_rules import ROUTED
from admin.paper.booklet import FILES, draw_booklet
from admin.paper.content import Code, Order, Printer
from admin.paper.looks import Size
from admin.paper.pdf import BookletTooTallError
from admin.printed.folder import FolderTakenError, check_folder, write_folder
from forms.definition import Audience
from forms.form_versions import read_library
from forms.languages.forms_said import is_known
from forms.languages.named import name_language
from forms.london import london_day
from forms.speaking import ENGLISH, speaking

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from admin.commands.opening import Opened
    from admin.invitations import Outcome, Turn
    from admin.printed.tongue import Chosen, Tongue
    from forms.definition import Form
    from forms.library import Library
    from forms.speaking import Language

PAPER = "paper"


@dataclass(frozen=True, slots=True)
class _Asked:
    """What the options ask for."""

    form_key: str
    review_ref: str | None
    audience: Audience | None
    person: str
    size: Size
    language: Language | None
    out: Path


@click.command()
@click.argument("form_key", metavar="FORM")
@click.option(
    "--review", "review_ref", type=REFERENCE, help="For whom the review is about: with a code of their own."
)
@click.option("--audience", type=AUDIENCES, help="For whom, where a form is for everyone.")
@click.option(
    "--person",
    type=REFERENCE,
    default="",
    help="Which parent, by the council's reference, where several may be.",
)
@click.option("--large-print", is_flag=True, help="No word smaller than 18 points.")
@click.option(
    "--easy-read",
    is_flag=True,
    help="Few words, large, with drawings: the form with fewer words, where there is one.",
)
@click.option(
    "--language",
    type=LANGUAGE,
    help="In which language, by its code; without it, with --review, in the person's own, where that is "
    "recorded and offered here.",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    help="A new folder for booklet.pdf and booklet.html; by default FORM-booklet.",
)
def paper(  # noqa: PLR0913 - one argument an option
    *,
    form_key: str,
    review_ref: str | None,
    audience: str | None,
    person: str,
    large_print: bool,
    easy_read: bool,
    language: Language | None,
    out: Path | None,
) -> None:
    """Make a booklet to fill in by hand.

    Without --review it is a blank one, to copy as often as need be. With --review it has a code of that
    person's invitation, who is invited if need be: they can answer with it on the web instead, and whoever
    gets the paper back types it in with it. The last page says where to send it: SAY_RETURN_ADDRESS. Voice
    notes are left out, since paper holds none.
    """
    whom = Audience(audience) if audience else None
    out = out or Path(f"{form_key}-booklet")
    if person and not review_ref:
        raise click.UsageError("--person is for one review: say --review REF too.")
    asked = _Asked(form_key, review_ref, whom, person, Size(large_print, easy_read), language, out)
    try:
        check_folder(out)
        said = asyncio.run(_make(asked))
    except (FolderTakenError, BookletTooTallError) as fault:
        raise click.ClickException(str(fault)) from fault
    except OSError as fault:
        raise click.ClickException(f"{out} cannot be written: {fault.strerror}.") from fault
    click.echo(said)


async def _make(asked: _Asked) -> str:
    async with opened_folder() as opened:
        form = _find_form(await read_library(opened.store), asked)
        tongue = make_tongue(opened.settings, asked.language)
        if tongue.wanted and tongue.wanted != ENGLISH and not is_known(form, tongue.wanted):
            raise click.ClickException(f"{form.key} is not in {tongue.wanted.name} yet.")
        return await _make_booklet(opened, form, tongue, asked)


async def _make_booklet(opened: Opened, form: Form, tongue: Tongue, asked: _Asked) -> str:
    audience = _choose_audience(form, asked)
    printer = _make_printer(opened)
    if asked.review_ref is None:
        _draw(printer, Order(form, audience), asked, tongue.wanted or ENGLISH)
        return f"A blank booklet in {asked.out}: {', '.join(FILES)}"
    return await _make_for_review(opened, printer, Order(form, audience), tongue, asked)


async def _make_for_review(
    opened: Opened, printer: Printer, order: Order, tongue: Tongue, asked: _Asked
) -> str:
    """Invite, or mint one more code; the code is taken back if the booklet cannot be made."""
    now = read_now()
    library = await read_library(opened.store)
    turn = _choose_turn(await _find_turns(opened, library, order, asked, now), asked)
    (outcome,) = await invite_together(opened, [turn], now, made_for=PAPER)
    came_of = outcome.came_of
    if isinstance(came_of, NotAsked) or outcome.ask is None:
        raise click.ClickException(_say_why_not(outcome.came_of, asked))
    try:
        last_day = london_day(came_of.expires_at - timedelta(hours=1))
        code = Code(came_of.code, last_day, outcome.ask.takes, turn.meeting.iro_name)
        chosen = tongue.choose(order.form, order.audience, turn.meeting)
        _draw(printer, Order(order.form, order.audience, code), asked, chosen.language)
    except BaseException:
        await forget_codes(opened, [outcome])
        raise
    return _say_made(outcome, asked, chosen)


def _say_made(outcome: Outcome, asked: _Asked, chosen: Chosen) -> str:
    how = say_how(outcome.meeting, outcome.audience or Audience.CHILD)
    said = f"A booklet in {asked.out}: {', '.join(FILES)}\nHand it over: {how}."
    if chosen.why_english:
        return f"{said}\nIt is {chosen.why_english}."
    is_own = chosen.language != ENGLISH and asked.language is None
    return f"{said}\nIt is in {name_language(chosen.language.code)}, as recorded." if is_own else said


def _draw(printer: Printer, order: Order, asked: _Asked, language: Language) -> None:
    with speaking(language):
        drawn = draw_booklet(printer, order, asked.size)
    if drawn.missing:
        click.echo(drawn.missing, err=True)
    write_folder(asked.out, drawn.files)


def _find_form(library: Library, asked: _Asked) -> Form:
    if asked.form_key not in library.keys():  # noqa: SIM118 - a library is no dictionary
        raise click.UsageError(f"There is no form {asked.form_key}: see haveyoursay forms list.")
    form = library.current(asked.form_key)
    return library.current(form.simpler) if asked.size.is_easy_read and form.simpler else form


def _choose_audience(form: Form, asked: _Asked) -> Audience:
    if form.audience is Audience.EVERYONE:
        if asked.audience is None and asked.review_ref:
            raise click.UsageError(f"{form.key} is for everyone: say whom you mean with --audience.")
        return asked.audience or Audience.EVERYONE
    if asked.audience not in {None, form.audience}:
        raise click.UsageError(f"{form.key} is for another audience: {form.audience.value}.")
    return form.audience


async def _find_turns(
    opened: Opened, library: Library, order: Order, asked: _Asked, now: datetime
) -> Sequence[Turn]:
    """Find whose turn it is; one with fewer words is answered on the invitation to the one it stands for."""
    key = _find_invited_key(library, order.form)
    own = None if key in ROUTED else key
    asking = await read_asking(opened, london_day(now), is_named=True)
    wanted = Wanted(None, asked.review_ref, order.audience, own)
    turns = list(await find_turns(opened.store, wanted, asking))
    fitting = [turn for turn in turns if isinstance(turn.choice, Ask) and turn.choice.form_key == key]
    if not fitting:
        _refuse(turns, asked)
    return fitting


def _find_invited_key(library: Library, form: Form) -> str:
    keys = library.keys()
    return next((key for key in keys if library.current(key).simpler == form.key), form.key)


def _refuse(turns: Sequence[Turn], asked: _Asked) -> None:
    others = [turn.choice.form_key for turn in turns if isinstance(turn.choice, Ask)]
    if others:
        raise click.ClickException(
            f"{asked.review_ref}: {asked.form_key} is not what is asked about this review now; "
            f"that is {', '.join(dict.fromkeys(others))}."
        )
    reasons = [turn.choice for turn in turns if isinstance(turn.choice, NotAsked)]
    raise click.ClickException(_say_why_not(reasons[0] if reasons else NotAsked.NO_FORM, asked))


def _say_why_not(reason: object, asked: _Asked) -> str:
    why = reason.value if isinstance(reason, NotAsked) else NotAsked.CLOSED.value
    return f"{asked.review_ref}: no booklet with a code, {why}."


def _choose_turn(turns: Sequence[Turn], asked: _Asked) -> Turn:
    """Choose the one person who is meant; ask back where several could be."""
    people = {turn.choice.person: turn for turn in turns if isinstance(turn.choice, Ask)}
    if asked.person and asked.person in people:
        return people[asked.person]
    if asked.person or len(people) > 1:
        names = ", ".join(sorted(filter(None, people))) or "nobody by a reference"
        raise click.UsageError(f"Say --person, one of those who may be invited: {names}.")
    return turns[0]


def _make_printer(opened: Opened) -> Printer:
    settings = opened.settings
    if not settings.out_of_hours:
        click.echo("SAY_OUT_OF_HOURS is not set: the booklet names no number of the council's.", err=True)
    if not settings.return_address:
        click.echo("SAY_RETURN_ADDRESS is not set: the last page has lines to write it on by hand.", err=True)
    return Printer(settings.describe_council(), settings.public_url, settings.return_address)

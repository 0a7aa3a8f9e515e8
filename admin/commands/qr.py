"""`qr`: the picture that opens a conversation."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

import click

from admin.commands.opening import opened_folder, read_asking, read_now
from admin.commands.options import REFERENCE, find_shape, format_option, out_option, write_out
from admin.commands.whose import AUDIENCES
from admin.invitations import mint_code
from admin.meetings import read_meeting
from admin.open_invitations import keep_timely, read_open_invitations
from admin.placements import find_open
from admin.qr import draw_qr_png, draw_qr_svg, make_link, make_placement_link
from forms.codes import write_code
from forms.definition import Audience
from forms.london import london_day

if TYPE_CHECKING:
    from collections.abc import Sequence

    from admin.open_invitations import OpenInvitation

SHAPES, USUAL = ("svg", "png"), "svg"


@click.command()
@click.option("--review", "review_ref", type=REFERENCE, help="The review, by its review_ref.")
@click.option("--audience", type=AUDIENCES, help="For whom.")
@click.option("--placement", help="Instead of a review: a poster or a leaflet, by its name.")
@click.option(
    "--person",
    type=REFERENCE,
    default="",
    help="Which parent, by the council's reference, where several are invited.",
)
@click.option("--form", "form_key", default="", help="Which form, where several are open.")
@format_option(SHAPES, USUAL)
@out_option(required=False, words="The file to write. A placement's is NAME.svg unless you say so.")
def qr(  # noqa: PLR0913 - one argument an option
    *,
    review_ref: str | None,
    audience: str | None,
    placement: str | None,
    person: str,
    form_key: str,
    shape: str | None,
    out: Path | None,
) -> None:
    """Draw the QR code of an invitation, or of a placement.

    That of an invitation has a new code of its own, which is printed with its link. Invite first: see
    `invite`. That of a placement is always the same: see `placements`.
    """
    if placement is not None and not (review_ref or audience or person or form_key):
        name, link = asyncio.run(_find_placed(placement))
        said, out = link, out or Path(f"{name}.{shape or USUAL}")
    elif placement is None and review_ref and audience and out:
        code, link = asyncio.run(_mint(review_ref, Audience(audience), person, form_key))
        said = f"{write_code(code)}\t{link}"
    else:
        raise click.UsageError("Say either --review REF --audience A --out FILE, or --placement NAME.")
    is_png = find_shape(shape, out, SHAPES, USUAL) == "png"
    picture = draw_qr_png(link) if is_png else draw_qr_svg(link).encode()
    write_out(out, picture)
    click.echo(said)


async def _find_placed(typed: str) -> tuple[str, str]:
    async with opened_folder() as opened:
        name = await find_open(opened.store, typed)
        return name, make_placement_link(opened.settings.public_url, name)


async def _mint(review_ref: str, audience: Audience, person: str, form_key: str) -> tuple[str, str]:
    now = read_now()
    async with opened_folder() as opened:
        held = await read_open_invitations(opened.store, review_ref, audience, now)
        meeting = await read_meeting(opened.store, review_ref)
        if meeting and not form_key:
            held = keep_timely(held, meeting, await read_asking(opened, london_day(now), is_named=True))
        chosen = _choose(held, person, form_key)
        code = await mint_code(opened, chosen.id, now, made_for="qr") if chosen else None
        if code is None:
            message = "There is no open invitation for this review and audience: invite first."
            raise click.ClickException(message)
        return code, make_link(opened.settings.public_url, code)


def _choose(held: Sequence[OpenInvitation], person: str, form_key: str) -> OpenInvitation | None:
    """Choose the one that is meant; ask back where several could be."""
    meant = [
        invitation
        for invitation in held
        if person in {"", invitation.person} and form_key in {"", invitation.form_key}
    ]
    _ask_back("--person", "parents are invited", {invitation.person for invitation in meant})
    _ask_back("--form", "forms are open", {invitation.form_key for invitation in meant})
    return meant[0] if meant else None


def _ask_back(option: str, what: str, found: set[str]) -> None:
    if len(found) > 1:
        raise click.UsageError(f"Several {what}: say {option}, one of {', '.join(sorted(found))}.")

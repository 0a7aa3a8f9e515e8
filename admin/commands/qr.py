"""`qr`: the picture that opens a conversation."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import click

from admin.commands.opening import opened_folder, read_now
from admin.commands.options import out_option, write_out
from admin.invitations import mint_code
from admin.qr import draw_qr_png, draw_qr_svg, make_link
from forms.codes import write_code
from forms.definition import Audience

if TYPE_CHECKING:
    from pathlib import Path


@click.command()
@click.option("--review", "review_ref", required=True, help="The review, by its review_ref.")
@click.option(
    "--audience",
    type=click.Choice([audience.value for audience in Audience]),
    required=True,
    help="For whom.",
)
@click.option(
    "--format",
    "shape",
    type=click.Choice(["svg", "png"]),
    help="By default what the file's name ends in, or svg.",
)
@out_option(required=True, words="The file to write.")
def qr(review_ref: str, audience: str, shape: str | None, out: Path) -> None:
    """Draw the QR code of an invitation.

    It has a new code of its own, which is printed with its link. Invite first: see `invite`.
    """
    code, link = asyncio.run(_mint(review_ref, Audience(audience)))
    is_png = shape == "png" or (shape is None and out.suffix.lower() == ".png")
    picture = draw_qr_png(link) if is_png else draw_qr_svg(link).encode()
    write_out(out, picture)
    click.echo(f"{write_code(code)}\t{link}")


async def _mint(review_ref: str, audience: Audience) -> tuple[str, str]:
    async with opened_folder() as opened:
        code = await mint_code(opened, review_ref, audience, read_now(), made_for="qr")
        if code is None:
            message = "There is no open invitation for this review and audience: invite first."
            raise click.ClickException(message)
        return code, make_link(opened.settings.public_url, code)

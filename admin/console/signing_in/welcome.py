"""The first time: somebody chooses a password, takes the second factor on their telephone, prints codes.

The secret of the second factor follows from the link, so that nothing waits in the database half-made; it is
stored when the telephone has shown that it knows it.
"""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING

from aiohttp import web
from sqlalchemy import select

from admin.accounts.accounts import ACCOUNTS, ChangeAccountUnit, hash_link
from admin.accounts.passwords import find_fault
from admin.accounts.second_factor import find_step, keep_codes, make_recovery_codes, make_uri
from admin.console.pages import show
from admin.console.posted import read_desk_form
from admin.console.record import RECORD
from admin.console.signing_in.password import HASHING, MAX_CODE, WRONG_CODE
from admin.qr import draw_qr_svg
from forms.audit import Done
from forms.records import SetupLink
from forms.units import Delete
from forms.web.given import first
from forms.web.pages import Fault, go
from forms.web.parts import PARTS

if TYPE_CHECKING:
    from forms.keys import Keys
    from forms.units import Row, Write

WELCOME = "/console/welcome"
NOT_ALIKE = "The two are not the same. Type the password once more."
SECRET_BYTES = 20
"""What RFC 4226 asks for."""


async def ask_new_password(request: web.Request) -> web.Response:
    """GET /console/welcome/LINK: choose a password."""
    return _show_password(request, await _find(request))


async def take_new_password(request: web.Request) -> web.Response:
    """POST /console/welcome/LINK: keep it; nobody can sign in by it before the second factor is there."""
    fields = await read_desk_form(request)
    account = await _find(request)
    password = first(fields, "password")
    fault = find_fault(password, account["name"], account["sign_in"])
    if not fault and password != first(fields, "repeated"):
        fault = NOT_ALIKE
    if fault:
        return _show_password(request, account, fault)
    held = await request.app[HASHING].hash(password)
    values = {"password_hash": held, "totp_sealed": None}
    done = Done("account.choose_password", "self", account["id"], by=account["id"])
    await request.app[RECORD].write(request, done, ChangeAccountUnit(account["id"], values))
    return go(f"{WELCOME}/{request.match_info['link']}/code")


async def ask_telephone(request: web.Request) -> web.Response:
    """GET /console/welcome/LINK/code: the QR code for the telephone, and room for what it shows."""
    account = await _find(request)
    if not account["password_hash"]:
        return go(f"{WELCOME}/{request.match_info['link']}")
    return _show_telephone(request, account)


async def take_telephone(request: web.Request) -> web.Response:
    """POST /console/welcome/LINK/code: the account is ready; its codes to print are shown this once."""
    fields = await read_desk_form(request)
    account, parts = await _find(request), request.app[PARTS]
    if not account["password_hash"]:
        return go(f"{WELCOME}/{request.match_info['link']}")
    secret = make_secret_of(parts.keys, request.match_info["link"])
    step = find_step(secret, first(fields, "code")[:MAX_CODE], parts.clock(), 0)
    if step is None:
        return _show_telephone(request, account, WRONG_CODE)
    codes = make_recovery_codes()
    values = {"totp_sealed": parts.keys.seal_message(secret.encode()), "totp_step": step}
    used: Write = Delete(SetupLink, {"account_id": account["id"]})
    also = (*keep_codes(parts.keys, account["id"], codes), used)
    done = Done("account.set_up", "self", account["id"], by=account["id"])
    await request.app[RECORD].write(request, done, ChangeAccountUnit(account["id"], values, also))
    return show(request, "recovery_codes.html", "Your codes on paper", codes=codes)


def make_secret_of(keys: Keys, link: str) -> str:
    """Make the secret that belongs to a link."""
    digits = keys.mac("totp of link", link, "1") + keys.mac("totp of link", link, "2")
    return base64.b32encode(bytes.fromhex(digits)[:SECRET_BYTES]).decode()


async def _find(request: web.Request) -> Row:
    """Find the account that a link sets up. Raises 404: used, too old and never made are alike."""
    parts, table = request.app[PARTS], SetupLink.__table__  # type: ignore[attr-defined]  # SQLModel declares it at run time
    wanted = (
        select(ACCOUNTS)
        .join(table, table.c.account_id == ACCOUNTS.c.id)
        .where(
            table.c.token_hash == hash_link(parts.keys, request.match_info["link"]),
            table.c.expires_at > parts.clock(),
            ACCOUNTS.c.ended_at.is_(None),
        )
    )
    rows = await parts.store.read(wanted)
    if not rows:
        raise web.HTTPNotFound
    return rows[0]


def _show_password(request: web.Request, account: Row, fault: str = "") -> web.Response:
    faults = (Fault(fault, "password"),) if fault else ()
    status = 422 if fault else 200
    return show(request, "welcome.html", "Choose a password", status, faults, account=account)


def _show_telephone(request: web.Request, account: Row, fault: str = "") -> web.Response:
    parts = request.app[PARTS]
    secret = make_secret_of(parts.keys, request.match_info["link"])
    return show(
        request,
        "welcome_code.html",
        "Your second factor",
        422 if fault else 200,
        (Fault(fault, "code"),) if fault else (),
        account=account,
        secret=" ".join(secret[start : start + 4] for start in range(0, len(secret), 4)),
        picture=draw_qr_svg(make_uri(secret, account["sign_in"], parts.settings.council)),
    )

"""Where people sign in: open to everybody, but for the page that asks once more."""

from __future__ import annotations

from admin.console.access import EVERYBODY, OPEN, Route
from admin.console.gate import AGAIN, CODE, SIGN_IN
from admin.console.signing_in import again, demo, openid, passkey, password, welcome

LINK = r"/console/welcome/{link:[0-9a-f]{40}}"
ROUTES = (
    Route("GET", SIGN_IN, password.ask_password, OPEN),
    Route("POST", SIGN_IN, password.take_password, OPEN),
    Route("GET", CODE, password.ask_code, OPEN),
    Route("POST", CODE, password.take_code, OPEN, audit="session.begin"),
    Route("POST", f"{SIGN_IN}/demo", demo.sign_in_as, OPEN),
    Route("POST", "/console/sign-out", password.sign_out, OPEN),
    Route("GET", LINK, welcome.ask_new_password, OPEN),
    Route("POST", LINK, welcome.take_new_password, OPEN, audit="account.choose_password"),
    Route("GET", f"{LINK}/code", welcome.ask_telephone, OPEN),
    Route("POST", f"{LINK}/code", welcome.take_telephone, OPEN, audit="account.set_up"),
    Route("GET", f"{SIGN_IN}/openid", openid.leave, OPEN),
    Route("GET", f"{SIGN_IN}/openid/again", openid.leave_again, EVERYBODY),
    Route("GET", openid.BACK, openid.come_back, OPEN, is_come_back_to=True),
    Route("POST", openid.BACK, openid.take_back, OPEN, audit="session.begin"),
    Route("GET", f"{SIGN_IN}/passkey/challenge", passkey.send_challenge, OPEN),
    Route("POST", f"{SIGN_IN}/passkey", passkey.take_passkey, OPEN, audit="session.begin"),
    Route("GET", AGAIN, again.ask_again, EVERYBODY),
    Route("POST", AGAIN, again.take_again, EVERYBODY, audit="session.renew"),
)

"""A sign-in provider on loopback that can misbehave in every way we refuse: run as its own process.

`python -m tests.openid.lax_provider` prints its port. It speaks the real protocol: discovery, keys, codes
that are good once, PKCE, ID tokens. `POST /behave` says who signs in, what time it is, what to do wrong.
"""

from __future__ import annotations

import asyncio
import base64
import hashlib
import hmac
import json
import secrets
import sys
import time
from collections import Counter
from itertools import cycle
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote_plus, urlencode

import jwt
from aiohttp import web
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from jwt.algorithms import ECAlgorithm, RSAAlgorithm

if TYPE_CHECKING:
    from collections.abc import Callable

CLIENT_ID, CLIENT_SECRET = "say:client", "a secret / with + signs"
HUGE = 600 * 1024


class Key:
    """A key that signs, and how it is published."""

    def __init__(self, algorithm: str = "RS256") -> None:
        self.algorithm, self.kid = algorithm, secrets.token_hex(4)
        self.private: Any = (
            ec.generate_private_key(ec.SECP256R1())
            if algorithm == "ES256"
            else rsa.generate_private_key(65537, 2048)
        )

    def publish(self) -> dict[str, Any]:
        family: Any = ECAlgorithm if self.algorithm == "ES256" else RSAAlgorithm
        public = family.to_jwk(self.private.public_key(), as_dict=True)
        return {**public, "kid": self.kid, "use": "sig", "alg": self.algorithm}

    def sign(self, claims: dict[str, Any], **header: Any) -> str:
        return jwt.encode(claims, self.private, self.algorithm, {"kid": self.kid, **header})


class Provider:
    """What it knows: its keys, the codes it gave, and how to behave."""

    def __init__(self) -> None:
        self.base = ""
        self.spare = {
            algorithm: cycle([Key(algorithm) for _ in range(3)]) for algorithm in ("RS256", "ES256")
        }
        self.stranger = Key()
        self.key = next(self.spare["RS256"])
        self.keys = [self.key]
        self.codes: dict[str, dict[str, str]] = {}
        self.asked: Counter[str] = Counter()
        self.behave: dict[str, Any] = {}

    @property
    def wrong(self) -> str:
        return str(self.behave.get("wrong", ""))

    def now(self) -> int:
        return int(self.behave.get("now") or time.time())


PROVIDER = web.AppKey("provider", Provider)


async def behave(request: web.Request) -> web.Response:
    provider = request.app[PROVIDER]
    provider.behave = await request.json()
    if provider.behave.get("rotate"):
        provider.key = next(provider.spare[provider.behave["rotate"]])
        provider.keys = [provider.key]
    asked, provider.asked = provider.asked, Counter()
    return web.json_response(asked)


async def misbehave(request: web.Request, place: str) -> web.StreamResponse | None:
    """Do wrong what every answer can do wrong: `token hang`, `keys html` and so on."""
    provider = request.app[PROVIDER]
    provider.asked[place] += 1
    where, _, how = provider.wrong.partition(" ")
    if where != place:
        return None
    if how == "hang":
        await asyncio.sleep(60)
    if how == "slow":
        return await send_slowly(request)
    answers: dict[str, Callable[[], web.Response]] = {
        "500": lambda: web.json_response({"error": "server_error"}, status=500),
        "html": lambda: web.Response(text="<h1>Please sign in to the wifi</h1>", content_type="text/html"),
        "huge": lambda: web.json_response({"fill": "x" * HUGE}),
        "list": lambda: web.json_response([1, 2]),
        "half": lambda: web.Response(text='{"half": ', content_type="application/json"),
        "deep": lambda: web.Response(text="[" * 100_000, content_type="application/json"),
        "redirect": lambda: web.Response(status=302, headers={"Location": "http://127.0.0.1:1/"}),
        "squeezed": lambda: web.Response(
            body=b"\x1f\x8b", headers={"Content-Encoding": "gzip", "Content-Type": "application/json"}
        ),
    }
    return answers[how]() if how in answers else None


async def send_slowly(request: web.Request) -> web.StreamResponse:
    answer = web.StreamResponse(headers={"Content-Type": "application/json"})
    await answer.prepare(request)
    while True:
        await answer.write(b" ")
        await asyncio.sleep(0.05)


async def describe(request: web.Request) -> web.StreamResponse:
    if (wrong := await misbehave(request, "discovery")) is not None:
        return wrong
    provider = request.app[PROVIDER]
    base = provider.base
    told = {
        "issuer": base,
        "authorization_endpoint": f"{base}/authorize",
        "token_endpoint": f"{base}/token",
        "jwks_uri": f"{base}/keys",
        "userinfo_endpoint": f"{base}/userinfo",
        "response_types_supported": ["code"],
        "id_token_signing_alg_values_supported": ["RS256", "ES256", "HS256", "none"],
        "token_endpoint_auth_methods_supported": [provider.behave.get("secret_by", "client_secret_basic")],
        "authorization_response_iss_parameter_supported": True,
        **provider.behave.get("told", {}),
    }
    return web.json_response({name: value for name, value in told.items() if value is not None})


async def publish(request: web.Request) -> web.StreamResponse:
    if (wrong := await misbehave(request, "keys")) is not None:
        return wrong
    provider = request.app[PROVIDER]
    return web.json_response({"keys": [key.publish() for key in provider.keys]})


async def authorize(request: web.Request) -> web.Response:
    """Sign in whoever `as` says, without asking anybody."""
    provider, asked = request.app[PROVIDER], dict(request.query)
    code = secrets.token_urlsafe(24)
    provider.codes[code] = asked
    given = {"code": code, "state": asked["state"], "iss": provider.base}
    changed = {
        "response iss": {"iss": "https://other.example"},
        "response no iss": {"iss": None},
        "response no state": {"state": None},
        "response other state": {"state": "0" * 64},
        "response no code": {"code": None},
        "response error": {"code": None, "error": "access_denied", "error_description": "<b>no</b>"},
    }
    given = {name: value for name, value in {**given, **changed.get(provider.wrong, {})}.items() if value}
    raise web.HTTPFound(f"{asked['redirect_uri']}?{urlencode(given)}")


async def give_tokens(request: web.Request) -> web.StreamResponse:
    if (wrong := await misbehave(request, "token")) is not None:
        return wrong
    provider, form = request.app[PROVIDER], dict(await request.post())
    asked = provider.codes.pop(str(form.get("code")), None)
    if not knows_client(request, form) or asked is None or not fits(asked, form):
        return web.json_response({"error": "invalid_grant"}, status=400)
    access = secrets.token_urlsafe(16)
    token = make_token(provider, make_claims(provider, asked, access))
    given = {"access_token": access, "token_type": "Bearer", "id_token": token}
    if provider.wrong == "no id token":
        del given["id_token"]
    return web.json_response(given)


def knows_client(request: web.Request, form: dict[str, Any]) -> bool:
    if "client_secret" in form:
        return (form["client_id"], form["client_secret"]) == (CLIENT_ID, CLIENT_SECRET)
    _, _, pair = request.headers.get("Authorization", "").partition("Basic ")
    written = base64.b64decode(pair).decode().split(":")
    return [unquote_plus(one) for one in written] == [CLIENT_ID, CLIENT_SECRET]


def fits(asked: dict[str, str], form: dict[str, Any]) -> bool:
    digest = hashlib.sha256(str(form.get("code_verifier")).encode()).digest()
    shown = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
    return shown == asked["code_challenge"] and form.get("redirect_uri") == asked["redirect_uri"]


def make_claims(provider: Provider, asked: dict[str, str], access: str) -> dict[str, Any]:
    now, half = provider.now(), hashlib.sha256(access.encode()).digest()[:16]
    claims = {
        "iss": provider.base,
        "aud": asked["client_id"],
        "iat": now,
        "exp": now + 300,
        "nonce": asked["nonce"],
        "at_hash": base64.urlsafe_b64encode(half).rstrip(b"=").decode(),
        **provider.behave.get("as", {}),
    }
    changed = {
        "issuer": {"iss": "https://other.example"},
        "issuer slash": {"iss": f"{provider.base}/"},
        "audience": {"aud": "another service"},
        "audience more": {"aud": [CLIENT_ID, "another service"], "azp": CLIENT_ID},
        "no audience": {"aud": None},
        "azp": {"azp": "another service"},
        "nonce": {"nonce": "0" * 64},
        "no nonce": {"nonce": None},
        "expired": {"exp": now - 120},
        "no exp": {"exp": None},
        "future": {"iat": now + 600, "exp": now + 900},
        "not before": {"nbf": now + 600},
        "old": {"iat": now - 3600},
        "no iat": {"iat": None},
        "text time": {"exp": "tomorrow"},
        "endless": {"exp": 10**400},
        "at_hash": {"at_hash": "AAAAAAAAAAAAAAAAAAAAAA"},
        "no sub": {"sub": None},
        "empty sub": {"sub": ""},
        "long sub": {"sub": "x" * 300},
        "number sub": {"sub": 12},
    }
    return {
        name: value
        for name, value in {**claims, **changed.get(provider.wrong, {})}.items()
        if value is not None
    }


def make_token(provider: Provider, claims: dict[str, Any]) -> str:
    key, wrong = provider.key, provider.wrong
    made: dict[str, Callable[[], str]] = {
        "none": lambda: write_unsigned(claims, {"alg": "none", "kid": key.kid}),
        "None": lambda: write_unsigned(claims, {"alg": "None", "kid": key.kid}),
        "no alg": lambda: write_unsigned(claims, {"kid": key.kid}),
        "hs256": lambda: sign_with_public(key, claims),
        "hs256 secret": lambda: jwt.encode(claims, CLIENT_SECRET * 2, "HS256", {"kid": key.kid}),
        "unknown kid": lambda: provider.stranger.sign(claims),
        "other key": lambda: provider.stranger.sign(claims, kid=key.kid),
        "other algorithm": lambda: jwt.encode(claims, key.private, "RS512", {"kid": key.kid}),
        "crit": lambda: key.sign(claims, crit=["x"], x=1),
        "changed": lambda: change(key.sign(claims)),
        "five parts": lambda: f"{key.sign(claims)}.e30.e30",
        "no token": lambda: "not.a.token",
        "number token": lambda: 12,  # type: ignore[dict-item,return-value]
        "list claims": lambda: sign_anything(key, [1, 2]),
        "long token": lambda: key.sign({**claims, "fill": "x" * 40_000}),
    }
    return made[wrong]() if wrong in made else key.sign(claims)


def write_unsigned(claims: dict[str, Any], header: dict[str, Any]) -> str:
    parts = (base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=") for part in (header, claims))
    return f"{b'.'.join(parts).decode()}."


def sign_with_public(key: Key, claims: dict[str, Any]) -> str:
    """Sign with what everybody can read, as if it were a shared secret."""
    public = key.private.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    head, body, _ = write_unsigned(claims, {"alg": "HS256", "kid": key.kid}).split(".")
    signed = hmac.digest(public, f"{head}.{body}".encode(), "sha256")
    return f"{head}.{body}.{base64.urlsafe_b64encode(signed).rstrip(b'=').decode()}"


def sign_anything(key: Key, claims: Any) -> str:
    return jwt.PyJWS().encode(json.dumps(claims).encode(), key.private, key.algorithm, {"kid": key.kid})


def change(token: str) -> str:
    """Say something else under the signature of what was said."""
    head, body, signature = token.split(".")
    said = json.loads(base64.urlsafe_b64decode(body + "=="))
    other = base64.urlsafe_b64encode(json.dumps({**said, "sub": "somebody-else"}).encode()).rstrip(b"=")
    return f"{head}.{other.decode()}.{signature}"


async def tell(request: web.Request) -> web.StreamResponse:
    if (wrong := await misbehave(request, "userinfo")) is not None:
        return wrong
    behaviour = request.app[PROVIDER].behave
    return web.json_response({"sub": behaviour.get("as", {}).get("sub"), **behaviour.get("userinfo", {})})


async def serve() -> None:
    app = web.Application()
    app[PROVIDER] = Provider()
    app.router.add_post("/behave", behave)
    app.router.add_get("/.well-known/openid-configuration", describe)
    app.router.add_get("/keys", publish)
    app.router.add_get("/authorize", authorize)
    app.router.add_post("/token", give_tokens)
    app.router.add_get("/userinfo", tell)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    port = runner.addresses[0][1]
    app[PROVIDER].base = f"http://127.0.0.1:{port}"
    sys.stdout.write(f"{port}\n")
    sys.stdout.flush()
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(serve())

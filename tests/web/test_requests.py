"""What is refused before any page looks at it, and the headers of every answer."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import pytest

from forms.records import Response
from forms.web import runner as serving
from forms.web.assets import ASSETS
from forms.web.headers import SAFE_HEADERS
from forms.web.posted import MAX_FORM
from tests.web.house import open_house

if TYPE_CHECKING:
    from tests.web.house import House

FORM = "application/x-www-form-urlencoded"


async def send_raw(house: House, request: bytes, seconds: float = 5) -> tuple[int, dict[str, str], bytes]:
    """Send bytes as they are; return status, headers in small letters, and the body."""
    host, port = house.base.removeprefix("http://").split(":")
    reader, writer = await asyncio.open_connection(host, int(port))
    writer.write(request)
    try:
        answer = await asyncio.wait_for(reader.read(), seconds)
    finally:
        writer.close()
        await writer.wait_closed()
    head, _, body = answer.partition(b"\r\n\r\n")
    first, *lines = head.decode().split("\r\n")
    headers = dict(line.lower().split(": ", 1) for line in lines)
    return int(first.split()[1]), headers, body


def write_raw(first: str, body: str = "", **headers: str) -> bytes:
    given = {"Host": "127.0.0.1", "Connection": "close", "Content-Length": str(len(body)), **headers}
    lines = [first, *(f"{name.replace('_', '-')}: {value}" for name, value in given.items())]
    return ("\r\n".join(lines) + "\r\n\r\n" + body).encode()


ANSWERS = {
    "page": (200, write_raw("GET / HTTP/1.1")),
    "redirect": (303, write_raw("GET /conversation HTTP/1.1")),
    "health": (200, write_raw("GET /healthz HTTP/1.1")),
    "ready": (200, write_raw("GET /readyz HTTP/1.1")),
    "file": (200, write_raw(f"GET {ASSETS['say.css'].path} HTTP/1.1")),
    "head": (200, write_raw("HEAD / HTTP/1.1")),
    "unknown page": (404, write_raw("GET /nowhere HTTP/1.1")),
    "unknown file": (404, write_raw("GET /static/say.css HTTP/1.1")),
    "unknown code": (404, write_raw("GET /s/AAAABBBBCCCC HTTP/1.1")),
    "method": (405, write_raw("DELETE / HTTP/1.1")),
    "odd method": (400, write_raw("BREW / HTTP/1.1")),
    "no token": (403, write_raw("POST / HTTP/1.1", "code=x", Content_Type=FORM)),
    "too large": (413, write_raw("POST / HTTP/1.1", "x" * (MAX_FORM + 1), Content_Type=FORM)),
    "multipart": (415, write_raw("POST / HTTP/1.1", "x", Content_Type="multipart/form-data; boundary=b")),
    "json": (415, write_raw("POST / HTTP/1.1", "{}", Content_Type="application/json")),
    "encoded": (415, write_raw("POST / HTTP/1.1", "x", Content_Type=FORM, Content_Encoding="gzip")),
    "stranger": (421, write_raw("GET / HTTP/1.1", Host="evil.example")),
    "expectation": (417, write_raw("POST / HTTP/1.1", "x", Content_Type=FORM, Expect="wonders")),
    "unreadable": (400, b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nbad header\r\n\r\n"),
    "not http": (400, b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03 hello\r\n\r\n"),
    "long line": (400, b"GET /" + b"a" * 9_000 + b" HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"),
    "two lengths": (
        400,
        b"POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
    ),
    "bad length": (400, b"POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: x\r\n\r\n"),
}


@pytest.mark.parametrize("name", ANSWERS)
async def test_answer_has_every_header(house: House, name: str) -> None:
    status, request = ANSWERS[name]
    answered, headers, _ = await send_raw(house, request)
    assert answered == status
    expected = {key.lower(): value.lower() for key, value in SAFE_HEADERS.items()}
    assert {key: headers.get(key) for key in expected} == expected
    assert "server" not in headers
    assert headers["cache-control"] == (
        "public, max-age=31536000, immutable" if name == "file" else "no-store"
    )


async def test_refusal_is_a_page_with_the_ways_to_help(house: House) -> None:
    for name in ("unknown page", "method", "no token", "too large", "stranger"):
        _, _, body = await send_raw(house, ANSWERS[name][1])
        assert b"0800 1111" in body.replace(b"&nbsp;", b" "), name


async def test_health_answers_to_any_host(house: House) -> None:
    status, _, body = await send_raw(house, write_raw("GET /healthz HTTP/1.1", Host="10.0.0.7:8080"))
    assert (status, body) == (200, b"alive\n")


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.1:1", "127.0.0.1:8080"])
async def test_own_host_is_known_on_any_port(house: House, host: str) -> None:
    assert (await send_raw(house, write_raw("GET / HTTP/1.1", Host=host)))[0] == 200


@pytest.mark.parametrize("host", ["", "127.0.0.1.evil.example", "localhost", "[", "127.0.0.1@evil.example"])
async def test_other_host_is_refused(house: House, host: str) -> None:
    assert (await send_raw(house, write_raw("GET / HTTP/1.1", Host=host)))[0] == 421


ORIGINS = {
    "nothing said": ({}, 200),
    "our own": ({"Origin": "OWN"}, 200),
    "our own, no-referrer": ({"Origin": "null", "Sec-Fetch-Site": "same-origin"}, 200),
    "typed by the person": ({"Sec-Fetch-Site": "none"}, 200),
    "another": ({"Origin": "https://evil.example"}, 403),
    "another of ours by name": ({"Origin": "https://127.0.0.1.evil.example"}, 403),
    "hidden": ({"Origin": "null"}, 403),
    "cross-site": ({"Sec-Fetch-Site": "cross-site"}, 403),
    "same site": ({"Sec-Fetch-Site": "same-site", "Origin": "OWN"}, 403),
    "lying": ({"Sec-Fetch-Site": "cross-site", "Origin": "OWN"}, 403),
}


@pytest.mark.parametrize("name", ORIGINS)
async def test_form_from_another_site_is_refused(house: House, name: str) -> None:
    given, status = ORIGINS[name]
    browser, page = await house.begin()
    headers = {key: value.replace("OWN", house.base) for key, value in given.items()}
    page = await browser.post("/conversation/2", page.fields("Skip"), **headers)
    assert page.status == status


@pytest.mark.parametrize("token", ["", "0" * 32, "é"])
async def test_form_without_its_token_changes_nothing(house: House, token: str) -> None:
    browser, page = await house.begin()
    before = (await house.rows(Response))[0]["draft"]
    fields = [(name, token if name == "token" else value) for name, value in page.fields("Next")]
    assert (await browser.post("/conversation/2", fields)).status == 403
    assert (await house.rows(Response))[0]["draft"] == before


async def test_token_of_another_browser_is_refused(house: House) -> None:
    _, page = await house.begin()
    browser, _ = await house.begin()
    assert (await browser.post("/conversation/2", page.fields("Skip"))).status == 403


async def test_forged_cookie_is_no_cookie(house: House) -> None:
    await house.invite()
    browser = house.open_browser()
    for forged in ("", "x", "..", "00" * 32 + "." + "0" * 32 + ".inv-1", "é" * 10, "a" * 600):
        page = await browser.get("/conversation", follow=False, Cookie=f"__Host-say={forged}")
        assert (page.status, page.headers["Location"]) == (303, "/")


async def test_cookie_is_for_this_host_and_session_out_of_reach_of_scripts(house: House) -> None:
    page = await house.open_browser().get("/")
    name, *rest = page.headers["Set-Cookie"].split("; ")
    assert name.startswith("__Host-say=")
    assert sorted(rest) == ["HttpOnly", "Path=/", "SameSite=Lax", "Secure"]


async def test_looking_changes_nothing(house: House) -> None:
    browser, _ = await house.begin()
    before = await house.rows(Response)
    paths = ("/", "/conversation", "/conversation/2", "/conversation/check", "/conversation/sent")
    more = (
        "/conversation/stopped",
        "/conversation/delete",
        "/conversation/whole",
        "/help",
        "/help/asked",
        "/privacy",
    )
    for path in (*paths, *more):
        assert (await browser.get(path)).status == 200
    assert await house.rows(Response) == before


async def test_too_many_fields_are_refused(house: House) -> None:
    browser, page = await house.begin()
    fields = [*page.fields("Next"), *(("answer", "x") for _ in range(600))]
    assert (await browser.post("/conversation/2", fields)).status == 400


async def test_fields_that_no_page_has_are_not_read(house: House) -> None:
    browser, page = await house.begin()
    extra = [("receipt", "MINE"), ("submitted_at", "2020-01-01"), ("owner", "x"), ("channel", "paper")]
    page = await browser.post("/conversation/2", [*page.fields("Skip"), *extra])
    assert page.status == 200
    row = (await house.rows(Response))[0]
    assert (row["channel"], row["receipt"], row["submitted_at"]) == ("web", None, None)


async def test_slow_body_is_given_up(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("forms.web.posted.BODY_SECONDS", 0.2)
    browser, page = await house.begin()
    cookie = "; ".join(f"{c.key}={c.value}" for c in browser.session.cookie_jar)
    body = urlencode(page.fields("Next"))
    head = write_raw("POST /conversation/2 HTTP/1.1", "", Content_Type=FORM, Cookie=cookie)
    request = head.replace(b"Content-Length: 0", f"Content-Length: {len(body)}".encode()) + body[:9].encode()
    assert (await send_raw(house, request))[0] == 408


async def test_headers_that_never_end_are_given_up(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serving, "HEADER_SECONDS", 0.2)
    host, port = await open_second_door(house)
    reader, writer = await asyncio.open_connection(host, port)
    writer.write(b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n")
    began = time.monotonic()
    assert await asyncio.wait_for(reader.read(), 5) == b""
    assert time.monotonic() - began < 2
    writer.close()


async def test_many_silent_connections_do_not_keep_others_out(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(serving, "MAX_CONNECTIONS", 20)
    host, port = await open_second_door(house)
    silent = [await asyncio.open_connection(host, port) for _ in range(60)]
    reader, writer = await asyncio.open_connection(host, port)
    writer.write(write_raw("GET /healthz HTTP/1.1"))
    assert (await asyncio.wait_for(reader.read(), 2)).startswith(b"HTTP/1.1 200")
    for _, other in [*silent, (reader, writer)]:
        other.close()


@pytest.mark.parametrize(
    ("descriptors", "connections"), [(64, 16), (40, 16), (1_024, 976), (65_536, 2_000), (-1, 2_000)]
)
def test_connections_fit_the_descriptors_there_are(
    monkeypatch: pytest.MonkeyPatch, descriptors: int, connections: int
) -> None:
    monkeypatch.setattr("resource.getrlimit", lambda _: (descriptors, descriptors))
    assert serving.count_connections_allowed() == connections


async def open_second_door(house: House) -> tuple[str, int]:
    """Serve the same pages once more, with the limits as they are now."""
    opened = await open_house(house.parts, house.clock)
    house.runners += opened.runners
    host, port = opened.base.removeprefix("http://").split(":")
    return host, int(port)

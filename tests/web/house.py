"""The real pages on a real port of this machine, and browsers that read nothing but the HTML."""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import aiohttp
from yarl import URL

from forms.codes import new_code
from forms.library import Library
from forms.records import Invitation, InvitationCode
from forms.units import Insert, PutUnit
from forms.web import Parts, build_app, make_runner, start_site
from forms.web.posted import TURNS
from tests.forms.every_kind import read_every_kind
from tests.service.person import STARTS, Control, PageForm, PageReader, fill_in, list_as_shown

if TYPE_CHECKING:
    from collections.abc import Sequence

NOW = datetime(2026, 11, 20, 16, 0, tzinfo=UTC)
Given = list[tuple[str, str]]


@dataclass
class Clock:
    """A clock that stands still until it is moved."""

    now: datetime = NOW

    def __call__(self) -> datetime:
        return self.now


@dataclass
class Page:
    """A page as it came."""

    address: URL
    status: int
    headers: Any
    html: str
    read: PageReader

    @property
    def text(self) -> str:
        return " ".join(self.read.words)

    @property
    def title(self) -> str:
        return self.html.partition("<title>")[2].partition("</title>")[0]

    def find_form(self, button: str) -> tuple[PageForm, Control]:
        for wanted in STARTS if button == "Start" else (button,):
            for form in self.read.forms:
                for control in form.buttons():
                    if wanted.casefold() in control.text.casefold():
                        return form, control
        raise AssertionError(f"no button called {button!r} on {self.title!r}")

    def has_button(self, button: str) -> bool:
        return any(
            wanted.casefold() in control.text.casefold()
            for wanted in (STARTS if button == "Start" else (button,))
            for form in self.read.forms
            for control in form.buttons()
        )

    def fields(self, button: str) -> Given:
        """Return what a browser would send if nothing was touched and this button pressed."""
        form, pressed = self.find_form(button)
        fields = [(c.name, c.value) for c in form.controls if c.kind == "hidden"] + list_as_shown(form)
        return fields + ([(pressed.name, pressed.value)] if pressed.name else [])


class Browser:
    """One browser: its cookies are its own."""

    def __init__(self, base: str) -> None:
        self.base = URL(base)
        jar = aiohttp.CookieJar(unsafe=True, treat_as_secure_origin=[self.base])
        self.session = aiohttp.ClientSession(cookie_jar=jar)

    async def get(self, path: str, *, follow: bool = True, **headers: str) -> Page:
        return await self._ask("GET", path, follow=follow, headers=headers)

    async def post(self, path: str, fields: Given, *, follow: bool = True, **headers: str) -> Page:
        form = {"Content-Type": "application/x-www-form-urlencoded", **headers}
        body = urlencode(fields, errors="replace").encode()
        return await self._ask("POST", path, follow=follow, headers=form, data=body)

    async def press(
        self, page: Page, button: str, given: Given | None = None, *, follow: bool = True
    ) -> Page:
        """Press a button, with the hidden fields of its form and what was `given` (else what was shown)."""
        form, pressed = page.find_form(button)
        fields = [(c.name, c.value) for c in form.controls if c.kind == "hidden"]
        fields += list_as_shown(form) if given is None else given
        if pressed.name:
            fields.append((pressed.name, pressed.value))
        return await self.post(form.action, fields, follow=follow)

    async def send_files(
        self, page: Page, button: str, files: dict[str, Any], words: str | None = None, *, follow: bool = True
    ) -> Page:
        """Press a button with files chosen: by the field's name, the content, or name, type and content."""
        form, pressed = page.find_form(button)
        typed = [("answer", words)] if words is not None else list_as_shown(form)
        fields = [(c.name, c.value) for c in form.controls if c.kind == "hidden"]
        sent = aiohttp.FormData(default_to_multipart=True)
        for name, value in (*fields, *typed, (pressed.name, pressed.value)):
            sent.add_field(name, value)
        for name, given in files.items():
            called, media, content = given if isinstance(given, tuple) else ("a.bin", None, given)
            sent.add_field(
                name, io.BytesIO(content), filename=called, content_type=media or "application/octet-stream"
            )
        return await self._ask("POST", form.action, follow=follow, headers={}, data=sent)

    async def answer_all(self, page: Page, words: str) -> Page:
        """Answer questions as they come, to the check page."""
        while page.has_button("Skip"):
            form, _ = page.find_form("Skip")
            if form.takes_words():
                page = await self.press(page, "Next", put_right(fill_in(form, words)))
            else:
                page = await self.press(page, "Skip")
            assert page.status == 200, page.text
        return page

    async def skip_all(self, page: Page) -> Page:
        """Leave every question out, to the check page."""
        while page.has_button("Skip"):
            page = await self.press(page, "Skip", [])
            assert page.status == 200, page.text
        return page

    async def _ask(self, method: str, path: str, *, follow: bool, **how: Any) -> Page:
        address = self.base.join(URL(path, encoded=True))
        async with self.session.request(method, address, allow_redirects=follow, **how) as answer:
            html = await answer.text(errors="replace")
            reader = PageReader()
            reader.feed(html)
            return Page(answer.url, answer.status, answer.headers, html, reader)


def put_right(fields: Given) -> Given:
    """Tick at most two boxes: the form of every kind takes no more."""
    several = [name for name, _ in fields]
    seen: dict[str, int] = {}
    kept = []
    for name, value in fields:
        seen[name] = seen.get(name, 0) + 1
        if several.count(name) <= 2 or seen[name] <= 2:
            kept.append((name, value))
    return kept


@dataclass
class House:
    """The running pages."""

    parts: Parts
    clock: Clock
    base: str = ""
    browsers: list[Browser] = field(default_factory=list)
    runners: list[Any] = field(default_factory=list)
    made: int = 0

    async def close(self) -> None:
        for browser in self.browsers:
            await browser.session.close()
        for runner in self.runners:
            await runner.cleanup()

    def open_browser(self) -> Browser:
        browser = Browser(self.base)
        self.browsers.append(browser)
        return browser

    async def invite(self, form_key: str = "every_kind", audience: str = "child", **changed: Any) -> str:
        """Mint an invitation with one code; return the code."""
        self.made += 1
        code = new_code()
        invitation = {
            "id": f"inv-{self.made}",
            "form_key": form_key,
            "audience": audience,
            "review_ref": None,
            "takes": 1,
            "submitted": 0,
            "created_at": self.clock.now,
            "expires_at": self.clock.now + timedelta(days=28),
            "revoked_at": None,
            **changed,
        }
        linked = {
            "code_hash": self.parts.keys.hash_code(code),
            "invitation_id": invitation["id"],
            "made_for": "letter",
            "created_at": self.clock.now,
            "scans": 0,
        }
        await self.parts.store.write(
            PutUnit((Insert(Invitation, invitation), Insert(InvitationCode, linked)))
        )
        return code

    async def begin(self, form_key: str = "every_kind", **changed: Any) -> tuple[Browser, Page]:
        """Open a fresh code in a fresh browser and press Start."""
        browser = self.open_browser()
        page = await browser.get(f"/s/{await self.invite(form_key, **changed)}")
        return browser, await browser.press(page, "Start")

    def part(self, key: Any) -> Any:
        """Find a part of the running pages."""
        return self.runners[0].app[key]

    def forgive(self) -> None:
        """Forget how much each browser has posted: a test is faster than any person."""
        self.part(TURNS)._known.clear()

    async def rows(self, table: Any) -> Sequence[Any]:
        return await self.parts.store.read(table.__table__.select())


def read_library() -> Library:
    """Return the shipped forms and the one that has every kind of question, to be added to at will."""
    return _read_once().copy()


@cache
def _read_once() -> Library:
    library = Library.shipped()
    every_kind = read_every_kind()
    for key in ("every_kind", "every_kind_files"):
        library._current[key] = every_kind.current(key)
    library._versions.update(every_kind._versions)
    return library


async def open_house(parts: Parts, clock: Clock) -> House:
    """Serve the pages on a free port, with the limits they have in earnest."""
    runner = make_runner(build_app(parts))
    await start_site(runner, "127.0.0.1", 0)
    host, port = runner.addresses[0][:2]
    return House(parts, clock, f"http://{host}:{port}", runners=[runner])

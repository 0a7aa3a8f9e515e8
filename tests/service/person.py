"""A person with a browser and nothing else: reads the page, fills what it shows, presses a button.

Only the standard library and only what stands in the HTML, so that it is as ignorant as a person.
"""

from __future__ import annotations

import urllib.error
import urllib.parse
import urllib.request
from dataclasses import dataclass, field
from html.parser import HTMLParser
from http.cookiejar import CookieJar, DefaultCookiePolicy
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass
class Control:
    """One thing on the page that can be filled in or pressed."""

    kind: str
    name: str
    value: str = ""
    on: bool = False
    text: str = ""


@dataclass
class PageForm:
    """One form of a page."""

    action: str
    method: str
    controls: list[Control] = field(default_factory=list)

    def buttons(self) -> list[Control]:
        return [control for control in self.controls if control.kind == "submit"]

    def takes_words(self) -> bool:
        """Tell whether there is anything but a file to give, and who may hear it to choose."""
        asked = (control for control in self.controls if not control.name.endswith("sharing"))
        return any(control.kind not in {"file", "hidden", "submit"} for control in asked)


class PageReader(HTMLParser):
    """Reads forms, links and visible text from a page."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.forms: list[PageForm] = []
        self.links: list[tuple[str, str]] = []
        self.words: list[str] = []
        self._form: PageForm | None = None
        self._text_of: Control | None = None
        self._link: str | None = None
        self._select = ""
        self._quiet = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag in {"style", "script", "template"}:
            self._quiet += 1
        if tag == "a":
            self._link = given.get("href", "")
            self.links.append((self._link, ""))
        if tag == "form":
            self._form = PageForm(given.get("action", ""), given.get("method", "get").lower())
            self.forms.append(self._form)
        if self._form is not None:
            self._read_control(tag, given)

    def _read_control(self, tag: str, given: dict[str, str]) -> None:
        name = given.get("name", "")
        control: Control | None = None
        if tag == "input":
            value = given.get("value", "on" if given.get("type") in {"radio", "checkbox"} else "")
            control = Control(given.get("type", "text"), name, value, "checked" in given)
        elif tag == "button":
            control = self._text_of = Control(given.get("type", "submit"), name, given.get("value", ""))
        elif tag == "textarea":
            control = self._text_of = Control("textarea", name)
        elif tag == "select":
            self._select = name
        elif tag == "option":
            control = Control("option", self._select, given.get("value", ""), "selected" in given)
        if control and self._form:
            self._form.controls.append(control)

    def handle_endtag(self, tag: str) -> None:
        if tag in {"style", "script", "template"}:
            self._quiet -= 1
        if tag == "form":
            self._form = None
        if tag in {"button", "textarea"}:
            self._text_of = None
        if tag == "a":
            self._link = None

    def handle_data(self, data: str) -> None:
        if self._text_of is not None:
            if self._text_of.kind == "textarea":
                self._text_of.value += data
            else:
                self._text_of.text = " ".join((self._text_of.text + data).split())
        if self._link is not None:
            href, text = self.links[-1]
            self.links[-1] = (href, " ".join((text + data).split()))
        if not self._quiet and data.strip():
            self.words.append(" ".join(data.split()))


@dataclass
class Page:
    """A page as it came."""

    address: str
    status: int
    headers: dict[str, str]
    html: str
    read: PageReader

    @property
    def text(self) -> str:
        return " ".join(self.read.words)

    def find_form(self, button: str) -> tuple[PageForm, Control]:
        for wanted in STARTS if button == "Start" else (button,):
            for form in self.read.forms:
                for control in form.buttons():
                    if wanted.casefold() in control.text.casefold():
                        return form, control
        message = f"no button called {button!r}"
        raise AssertionError(message)

    def has_button(self, button: str) -> bool:
        return any(
            wanted.casefold() in control.text.casefold()
            for wanted in (STARTS if button == "Start" else (button,))
            for form in self.read.forms
            for control in form.buttons()
        )


STARTS = ("I have longer", "Start")
"""What begins a form: where it can be answered in a minute, all of it."""


class Person:
    """One browser: its cookies are its own."""

    def __init__(self, base: str) -> None:
        self.base = base
        policy = DefaultCookiePolicy(secure_protocols=("http", "https"))  # loopback counts as secure
        self._opener = urllib.request.build_opener(
            urllib.request.HTTPCookieProcessor(CookieJar(policy)), urllib.request.ProxyHandler({})
        )

    def get(self, address: str) -> Page:
        return self._fetch(urllib.parse.urljoin(self.base, address), None)

    def press(self, page: Page, button: str, given: list[tuple[str, str]] | None = None) -> Page:
        """Press a button of the page's form, with the hidden fields it carries and what was `given`."""
        form, pressed = page.find_form(button)
        fields = [(c.name, c.value) for c in form.controls if c.kind == "hidden" and c.name]
        fields += given if given is not None else list_as_shown(form)
        if pressed.name:
            fields.append((pressed.name, pressed.value))
        return self.post(page, form, fields)

    def post(self, page: Page, form: PageForm, fields: list[tuple[str, str]]) -> Page:
        address = urllib.parse.urljoin(page.address, form.action or page.address)
        return self._fetch(address, urllib.parse.urlencode(fields).encode())

    def _fetch(self, address: str, body: bytes | None) -> Page:
        request = urllib.request.Request(address, data=body)
        try:
            with self._opener.open(request, timeout=20) as answer:
                return _read(answer.geturl(), answer.status, dict(answer.headers), answer.read())
        except urllib.error.HTTPError as refused:
            with refused:
                return _read(address, refused.code, dict(refused.headers), refused.read())


def _read(address: str, status: int, headers: dict[str, str], body: bytes) -> Page:
    reader = PageReader()
    html = body.decode()
    reader.feed(html)
    return Page(address, status, headers, html, reader)


def list_as_shown(form: PageForm) -> list[tuple[str, str]]:
    """Return the fields exactly as the page came: what a browser would send with nothing touched."""
    return [
        (c.name, c.value)
        for c in form.controls
        if c.name
        and (
            c.kind in {"text", "number", "tel", "textarea"}
            or (c.kind in {"radio", "checkbox", "option"} and c.on)
        )
    ]


def fill_in(form: PageForm, words: str) -> list[tuple[str, str]]:
    """Answer whatever the form shows: the first choice of each kind, `words` where words are asked for."""
    given: dict[str, list[str]] = {}
    for control in form.controls:
        if control.kind in {"radio", "option"} and control.value:
            given.setdefault(control.name, [control.value])
        if control.kind == "checkbox":
            given.setdefault(control.name, []).append(control.value)
        if control.kind == "textarea":
            given[control.name] = [words]
        if control.kind in {"text", "number", "tel"}:
            given[control.name] = [_typed(control.name)]
    return [(name, value) for name, values in given.items() for value in values]


def _typed(name: str) -> str:
    parts = {"day": "20", "month": "11", "year": "2026"}
    return next((value for part, value in parts.items() if part in name), "3")


def answer_everything(
    person: Person, link: str, words: str, decide: Callable[[int], bool] | None = None
) -> Page:
    """Go from the link to the thanks: answer every question (or leave out those `decide` says)."""
    page = person.get(link)
    page = person.press(page, "Start")
    if page.address.endswith("/conversation/last-time"):  # what came of last time is read, then on
        _, _, on = page.html.partition('class="button" href="')
        page = person.get(on.partition('"')[0])
    for number in range(200):
        if page.has_button("Send"):
            return person.press(page, "Send")
        if decide and not decide(number):
            page = person.press(page, "Skip", [])
            continue
        form, _ = page.find_form("Next")
        if not form.takes_words():
            page = person.press(page, "Skip", [])
            continue
        page = person.press(page, "Next", fill_in(form, words))
        if page.status >= 400:
            message = f"refused with {page.status}"
            raise AssertionError(message)
    message = "the conversation never came to an end"
    raise AssertionError(message)

"""A telephone at the pages, in English or read from the right; every page says which template made it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from forms.definition import NAMED_SCALES
from forms.languages.asked import list_texts
from forms.languages.complete import find_gaps
from forms.languages.known import list_shipped
from forms.settings import Settings
from forms.web.language import OFFERED
from tests.must_be_said import FORMS
from tests.web.chromium import open_chromium
from tests.web.every_page import Visit
from tests.web.house import read_library
from tests.web.looking import open_phone
from tests.web.page_types import LOOKS, add_dressed, mark_pages

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Container, Iterable
    from pathlib import Path

    from forms.library import Library
    from tests.web.house import House

MICROPHONE = ("--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream")
"""One that hums, and that the browser allows without asking."""
RIGHT_TO_LEFT = "ar"
LANGUAGES = ("", *(code for code in list_shipped() if code == RIGHT_TO_LEFT and not any(find_gaps(code))))
"""English, and one that is read from the right once its words are there."""
FIRST = {("", "look-little"), ("", "look-older"), ("", "look-adult"), (RIGHT_TO_LEFT, "look-older")}
"""Walked by every `make test-browser`; `make axe` walks the others: each takes a minute."""


def mark_wide(value: Any, *, is_first: bool, **more: Any) -> Any:
    """Return a value of a test that `make test-browser` leaves to `make axe` unless it is of the first."""
    return pytest.param(*value, marks=() if is_first else pytest.mark.wide, **more)


in_each_language = pytest.mark.parametrize(
    "settings",
    [mark_wide([code], is_first=not code, id=code or "en") for code in LANGUAGES],
    indirect=True,
)


def in_each(looks: Iterable[str], first: Container[tuple[str, str]] = FIRST) -> Any:
    """Walk through looks, in every language."""
    pairs = [(code, look) for look in looks for code in LANGUAGES]
    return pytest.mark.parametrize(
        ("settings", "look"),
        [mark_wide(pair, is_first=pair in first, id=f"{pair[0] or 'en'}-{pair[1]}") for pair in pairs],
        indirect=["settings"],
    )


@pytest.fixture
def library() -> Library:
    library = read_library()
    add_dressed(library)
    return library


@pytest.fixture
def settings(folder: Path, request: pytest.FixtureRequest) -> Settings:
    """A council that has checked the language, if one is asked for."""
    code = getattr(request, "param", "")
    return Settings.from_env(
        {
            "SAY_DATA_DIR": str(folder),
            "SAY_COUNCIL": "Demoshire",
            "SAY_OUT_OF_HOURS": "01632 960001",
            "SAY_WORKING_HOURS": "Mon-Fri 09:00-17:00",
            "SAY_LANGUAGES": code,
            "SAY_LANGUAGES_SAFETY": code,
        }
    )


@pytest.fixture
async def visit(house: House, settings: Settings) -> AsyncIterator[Visit]:
    """A telephone at the pages, in the language that the council speaks."""
    mark_pages(house)
    for code in settings.languages:
        say_all(house, code)
    async with open_chromium(*MICROPHONE) as chromium:
        visit = Visit(house, await open_phone(chromium))
        await visit.choose_language(settings.languages)
        yield visit


FILLING = "كيف تشعر تجاه المكان الذي تعيش فيه ومن ينبغي أن يأتي إلى اجتماعك"


def say_all(house: House, code: str) -> None:
    """Let every form be asked in a language: what is not translated is said in as many words of it.

    Else a form that is in English alone would be looked at in English, from the left, and nobody would know.
    """
    offered, library = house.part(OFFERED), house.parts.library
    language = offered[code]
    dressed = [library.current(f"{key}_of_every_kind") for key in LOOKS.values()]
    said = {text: _fill(text) for form in (*dressed, *FORMS) for text, _ in list_texts(form)}
    names = {name: _fill(name) for points in NAMED_SCALES.values() for name in points.values()}
    offered[code] = replace(
        language, words={**said, **names, **language.words}, safety={**said, **language.safety}
    )


def _fill(text: str) -> str:
    return " ".join(FILLING.split()[: len(text.split())])

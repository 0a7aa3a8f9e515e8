"""Which languages we know by name, and which of them come with this program."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
CATALOGUES = ("forms", "pages", "safety")


@dataclass(frozen=True, slots=True)
class Known:
    """A language: the name it has for itself, its English name, and which way it is written."""

    code: str
    name: str
    english: str
    is_right_to_left: bool = False


KNOWN = {
    language.code: language
    for language in (
        Known("ar", "العربية", "Arabic", is_right_to_left=True),
        Known("ckb", "کوردی (سۆرانی)", "Kurdish Sorani", is_right_to_left=True),
        Known("fa", "فارسی / دری", "Farsi and Dari", is_right_to_left=True),
        Known("ps", "پښتو", "Pashto", is_right_to_left=True),
        Known("sq", "Shqip", "Albanian"),
        Known("ti", "ትግርኛ", "Tigrinya"),
        Known("uk", "Українська", "Ukrainian"),
        Known("vi", "Tiếng Việt", "Vietnamese"),
    )
}


def list_own(home: Path) -> tuple[str, ...]:
    """Return the codes of the languages that a council brought itself."""
    return tuple(sorted(path.name for path in home.iterdir() if path.is_dir())) if home.is_dir() else ()


def find_home(data_dir: Path) -> Path:
    """Say where a council's own languages lie, beside its database."""
    return data_dir / "languages"


def describe_language(code: str) -> Known | None:
    """Describe a language by its code, out of all that CLDR knows; None for one that it does not."""
    if code in KNOWN:
        return KNOWN[code]
    from babel import Locale, UnknownLocaleError  # noqa: PLC0415 - heavy, and seldom needed

    try:
        found = Locale.parse(code)
    except (UnknownLocaleError, ValueError):
        return None
    name, english = found.get_display_name(), found.get_display_name("en")
    return Known(code, name or code, english or code, is_right_to_left=found.text_direction == "rtl")


def list_shipped() -> tuple[str, ...]:
    """Return the codes of the languages whose catalogues come with this program."""
    return tuple(code for code in KNOWN if (HERE / code).is_dir())

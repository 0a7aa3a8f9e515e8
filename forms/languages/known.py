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


def list_shipped() -> tuple[str, ...]:
    """Return the codes of the languages whose catalogues come with this program."""
    return tuple(code for code in KNOWN if (HERE / code).is_dir())

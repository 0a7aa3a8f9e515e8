"""Workbooks for translators: written for a language, read back, and kept as the council's own words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from forms.languages.known import describe_language, find_home, list_own, list_shipped
from forms.languages.own import keep_words
from forms.languages.spoken import load_language, load_own_language
from forms.languages.translators_book import Brought, find_code, read_book, write_book
from forms.xlsform.files import is_workbook
from forms.xlsform.issues import Findings, Issue
from forms.xlsform.workbook import read_workbook
from forms.xlsform.writing import write_plain_workbook

if TYPE_CHECKING:
    from pathlib import Path

    from forms.speaking import Language


class UnknownLanguageError(Exception):
    """A code that stands for no language."""


@dataclass(frozen=True, slots=True)
class Filled:
    """A workbook that came back: in which language, what it says, and what is wrong with it."""

    code: str
    brought: Brought
    faults: tuple[Issue, ...]

    def keep(self, data_dir: Path) -> str:
        """Keep its words; say what is to be done next."""
        count = keep_words(find_home(data_dir), self.code, self.brought)
        return (
            f"{self.code}: {count} texts are kept. It is offered once {self.code} stands in SAY_LANGUAGES "
            "and in SAY_LANGUAGES_SAFETY, and the service was started again."
        )


def write_for_translators(source: str, code: str, data_dir: Path) -> bytes:
    """Write the workbook of a form for a language, with what is said already. Raises UnknownLanguageError."""
    known = describe_language(code)
    if known is None:
        raise UnknownLanguageError(code)
    return write_plain_workbook(write_book(source, known, _find_held(code, find_home(data_dir))))


def _find_held(code: str, home: Path) -> Language | None:
    if code in list_own(home):
        return load_own_language(code, home)
    return load_language(code) if code in list_shipped() else None


def read_translations(file: Path) -> Filled | None:
    """Read a workbook that translators filled in; None for any other file."""
    if not is_workbook(file) or not file.is_file():
        return None
    findings = Findings()
    sheets = read_workbook(file.read_bytes(), findings)
    code = find_code(sheets)
    if not code:
        return None
    if describe_language(code) is None:
        findings.add("", 0, "", f"{code} is the code of no language")
        return Filled(code, Brought(), findings.list_issues())
    brought = read_book(sheets, code, findings)
    return Filled(code, brought, findings.list_issues())

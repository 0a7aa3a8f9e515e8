"""The questionnaires at hand: those that are shipped, and every version that somebody has begun to answer."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from forms.definition import UNNAMED
from forms.xlsform.compile import compile_form
from forms.xlsform.files import read_file, read_source
from forms.xlsform.issues import Findings, FormFaultError, Issue
from forms.xlsform.markdown import read_markdown

if TYPE_CHECKING:
    from forms.definition import Form
    from forms.xlsform.markdown import RawSheet

__all__ = ["FormFaultError", "Issue", "Library", "check_file", "load_form", "parse_markdown"]

QUESTIONNAIRES = Path(__file__).parent / "questionnaires"
"""The shipped forms: each file is called as its form's key."""


def check_file(path: Path) -> tuple[Issue, ...]:
    """Return every fault of a Markdown or .xlsx questionnaire; none means that it can be used."""
    try:
        load_form(path)
    except FormFaultError as fault:
        return fault.issues
    return ()


def load_form(path: Path) -> Form:
    """Return the form in a file. Raises FormFaultError with every fault of the file or its tables."""
    findings = Findings()
    return _compile(read_file(path, findings), findings)


def parse_markdown(text: str) -> Form:
    """Return the form that Markdown tables describe. Raises FormFaultError with every fault."""
    findings = Findings()
    return _compile(read_markdown(text, findings), findings)


def _compile(sheets: list[RawSheet], findings: Findings) -> Form:
    if not sheets and not findings.list_issues():
        findings.add("", 0, "", "no table was found: expected the sheets survey, choices and settings")
    form = compile_form(sheets, findings) if sheets else None
    if form is None or findings.list_issues():
        raise FormFaultError(findings.list_issues())
    return form


@dataclass(slots=True)
class Library:
    """Forms by key and version.

    A draft goes on with the version it was begun with, whatever the shipped form says today. A form that
    cannot be read is left out and takes nothing else with it: `broken` says which, and why.
    """

    broken: dict[str, tuple[Issue, ...]] = field(default_factory=dict)
    _current: dict[str, Form] = field(default_factory=dict)
    _versions: dict[tuple[str, str], tuple[Form, str]] = field(default_factory=dict)

    @classmethod
    def shipped(cls) -> Library:
        """Return the library of the forms that come with this program."""
        return cls.from_folder(QUESTIONNAIRES)

    @classmethod
    def from_folder(cls, folder: Path) -> Library:
        """Return the library of the Markdown forms in a folder; files that cannot be used are in `broken`."""
        library = cls()
        for path in sorted(folder.glob("*.md")):
            library._read_current(path)
        return library

    def keys(self) -> tuple[str, ...]:
        """Return the keys of the current forms, in order of the alphabet."""
        return tuple(sorted(self._current))

    def current(self, key: str) -> Form:
        """Return the form to begin with today. Raises KeyError if there is none of that key."""
        return self._current[key]

    def find(self, key: str, version: str) -> Form | None:
        """Return that very version; None if it is not known or can no longer be read.

        A version that ends in `UNNAMED` is the form without the questions that need a name.
        """
        held = self._versions.get((key, version.removesuffix(UNNAMED)))
        if held is None:
            return None
        return held[0].unnamed if version.endswith(UNNAMED) else held[0]

    def source(self, key: str, version: str) -> str:
        """Return the Markdown of a version, to store beside what was answered. Raises KeyError if unknown."""
        return self._versions[key, version][1]

    def add_version(self, source: str) -> Form | None:
        """Make a stored version known, so that its drafts go on; None if it can no longer be read."""
        try:
            form = parse_markdown(source)
        except FormFaultError:
            return None
        self._versions.setdefault((form.key, form.version), (form, source))
        return form

    def _read_current(self, path: Path) -> None:
        findings = Findings()
        source = read_source(path, findings)
        try:
            form = _compile(read_markdown(source, findings), findings)
        except FormFaultError as fault:
            self.broken[path.stem] = fault.issues
            return
        self._current[form.key] = form
        self._versions[form.key, form.version] = (form, source)

"""The questionnaires at hand: shipped ones, a council's own, and every version that somebody has begun."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from forms.definition import MINUTE, UNNAMED, find_base
from forms.form_sounds import find_sound_faults
from forms.xlsform.compile import compile_form
from forms.xlsform.files import is_workbook, read_file, read_source
from forms.xlsform.issues import Findings, FormFaultError, Issue
from forms.xlsform.markdown import read_markdown
from forms.xlsform.writing import write_markdown, write_workbook

if TYPE_CHECKING:
    from forms.definition import Form, Timing
    from forms.xlsform.markdown import RawSheet

__all__ = [
    "FormFaultError",
    "Issue",
    "Library",
    "check_file",
    "load_form",
    "load_source",
    "parse_markdown",
    "write_as_workbook",
]

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
    return _with_sounds(_compile(read_file(path, findings), findings), path)


def _with_sounds(form: Form, path: Path) -> Form:
    """Return the form if the recordings that it names lie beside it. Raises FormFaultError."""
    if faults := tuple(find_sound_faults(form, path.parent)):
        raise FormFaultError(faults)
    return form


def load_source(path: Path) -> tuple[Form, str]:
    """Return the form in a file together with its Markdown, which is what we store of any form.

    Markdown stays as it was written, prose and all; a workbook is written out. The two say the same, so they
    have the same version. Raises FormFaultError.
    """
    findings = Findings()
    sheets = read_file(path, findings)
    form = _with_sounds(_compile(sheets, findings), path)
    source = write_markdown(sheets) if is_workbook(path) else read_source(path, findings)
    return form, source


def parse_markdown(text: str) -> Form:
    """Return the form that Markdown tables describe. Raises FormFaultError with every fault."""
    findings = Findings()
    return _compile(read_markdown(text, findings), findings)


def write_as_workbook(source: str) -> bytes:
    """Write Markdown tables as a workbook that reads as the very same version of the form."""
    return write_workbook(read_markdown(source, Findings()))


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
    adopted: dict[str, str] = field(default_factory=dict)
    """The council's own forms: which version of each is asked today."""
    _shipped: dict[str, Form] = field(default_factory=dict)
    _current: dict[str, Form] = field(default_factory=dict)
    _versions: dict[tuple[str, str], tuple[Form, str]] = field(default_factory=dict)

    @classmethod
    def shipped(cls) -> Library:
        """Return a library of the forms that come with this program, to be added to at will."""
        return _read_shipped().copy()

    @classmethod
    def from_folder(cls, folder: Path) -> Library:
        """Return the library of the Markdown forms in a folder; files that cannot be used are in `broken`."""
        library = cls()
        for path in sorted(folder.glob("*.md")):
            library._read_current(path)
        return library

    def copy(self) -> Library:
        """Return one that knows the same, and learns nothing of what is added to this one."""
        return replace(
            self,
            broken=dict(self.broken),
            adopted=dict(self.adopted),
            _shipped=dict(self._shipped),
            _current=dict(self._current),
            _versions=dict(self._versions),
        )

    def keys(self) -> tuple[str, ...]:
        """Return the keys of the current forms, in order of the alphabet."""
        return tuple(sorted(self._current))

    def list_timings(self) -> dict[str, Timing]:
        """Return by the key of each current form when it is asked."""
        return {key: form.timing for key, form in self._current.items()}

    def current(self, key: str) -> Form:
        """Return the form to begin with today. Raises KeyError if there is none of that key."""
        return self._current[key]

    def find_simpler(self, form: Form) -> Form | None:
        """Return the form with fewer words that may be chosen in place of `form`; None if there is none."""
        return self._current.get(form.simpler)

    def find_shipped(self, key: str) -> Form | None:
        """Return the form of that key that comes with this program, whatever the council asks instead."""
        return self._shipped.get(key)

    def adopt(self, key: str, version: str, source: str) -> None:
        """Ask a council's own version from now on; one that cannot be read is left out, in `broken`."""
        self.adopted[key] = version
        self.broken.pop(key, None)
        try:
            form = parse_markdown(source)
        except FormFaultError as fault:
            self.broken[key] = fault.issues
            self._current.pop(key, None)
            return
        self._current[key] = form
        self._versions.setdefault((key, form.version), (form, source))

    def release(self, key: str) -> None:
        """Ask the shipped form again, if there is one, and no longer the council's own."""
        del self.adopted[key]
        self.broken.pop(key, None)
        self._current.pop(key, None)
        if key in self._shipped:
            self._current[key] = self._shipped[key]

    def find(self, key: str, version: str) -> Form | None:
        """Return that very version; None if it is not known or can no longer be read.

        A version that ends in `UNNAMED` is the form without the questions that need a name, one that ends in
        `MINUTE` the form cut to a minute.
        """
        held = self._versions.get((key, find_base(version)))
        if held is None:
            return None
        form = held[0].in_a_minute if version.removesuffix(UNNAMED).endswith(MINUTE) else held[0]
        return form.unnamed if form and version.endswith(UNNAMED) else form

    def source(self, key: str, version: str) -> str:
        """Return the Markdown of a version, whatever was left out of it, to store beside what was answered.

        Raises KeyError if it is unknown.
        """
        return self._versions[key, find_base(version)][1]

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
        self._shipped[form.key] = self._current[form.key] = form
        self._versions[form.key, form.version] = (form, source)


@cache
def _read_shipped() -> Library:
    """Read the shipped forms once: they are part of the program."""
    return Library.from_folder(QUESTIONNAIRES)

"""In which language something is printed for a person: their own, where it is offered here; else English."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from forms.definition import Audience
from forms.languages.forms_said import is_known
from forms.languages.known import list_shipped
from forms.languages.named import name_language
from forms.speaking import ENGLISH, Language

if TYPE_CHECKING:
    from collections.abc import Mapping

    from admin.invitation_rules import MeetingRow
    from forms.definition import Form


@dataclass(frozen=True, slots=True)
class Chosen:
    """The language, and why it is English although the person reads another."""

    language: Language
    why_english: str = ""


@dataclass(frozen=True, slots=True)
class Tongue:
    """Chooses. `offered` are the languages that somebody has checked here; `wanted` is one for everybody."""

    offered: Mapping[str, Language] = field(default_factory=dict)
    wanted: Language | None = None

    def choose(self, form: Form, audience: Audience, meeting: MeetingRow) -> Chosen:
        """Choose for the child of a meeting, or for a parent; nothing is known of others."""
        if self.wanted is not None:
            return _check_form(form, self.wanted)
        code = find_recorded(audience, meeting) or ENGLISH.code
        if code == ENGLISH.code:
            return Chosen(ENGLISH)
        if code in self.offered:
            return _check_form(form, self.offered[code])
        name = name_language(code)
        known = (
            f"{name} is not checked yet" if code in list_shipped() else f"there are no words in {name} yet"
        )
        return Chosen(ENGLISH, f"in English: {known}")


def find_recorded(audience: Audience, meeting: MeetingRow) -> str | None:
    """Return the code of the language that is recorded of whoever is asked."""
    recorded = {Audience.CHILD: meeting.language, Audience.PARENT: meeting.parent_language}
    return recorded.get(audience)


def _check_form(form: Form, language: Language) -> Chosen:
    """Give way to English where a form is not in the language: nothing is half in one."""
    if language.code == ENGLISH.code or is_known(form, language):
        return Chosen(language)
    return Chosen(ENGLISH, f"in English: {form.key} is not in {name_language(language.code)} yet")

"""The cells of a survey row, one by one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from forms.definition import CHOICE_KINDS, NAMED_SCALES, OR_FILE, Kind, Option
from forms.expressions import Expression, ExpressionFaultError, parse_expression
from forms.xlsform.columns import BEGIN_GROUP, CELLS, END_GROUP, describe_type
from forms.xlsform.issues import suggest
from forms.xlsform.limits import (
    MAX_LABEL,
    MAX_NAME,
    MAX_NOTE,
    MAX_OPTION_LABEL,
    MAX_OPTIONS,
    count_characters,
)

if TYPE_CHECKING:
    from forms.xlsform.choices import Lists
    from forms.xlsform.issues import Findings
    from forms.xlsform.tables import Row

LOOKS = {
    Kind.RANGE: ("faces", "likes"),
    Kind.SELECT_ONE: ("large",),
    Kind.SELECT_MULTIPLE: ("large",),
    Kind.TEXT: (OR_FILE,),
}
"""The appearances we know: a scale as faces, each with its name in words; choices as large targets; a text
that may be a file as well."""

_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]*")
_YES = frozenset({"yes", "true", "true()"})
_NO = frozenset({"no", "false", "false()"})
_SOUND = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,60}\.(mp3|m4a|ogg)", re.ASCII)
_PARAMETER = re.compile(r"(start|end|step)\s*=\s*([+-]?\d{1,4})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Scale:
    """A range: from, to, in steps of."""

    low: int = 0
    high: int = 10
    step: int = 1


@dataclass(frozen=True, slots=True)
class RowCells:
    """Reads the cells of one row, noting every fault at its column."""

    row: Row
    findings: Findings

    def find(self, column: str) -> str:
        """Return the text of a cell, or the empty text."""
        return self.row.cells.get(column, "")

    def refuse(self, column: str, fault: str) -> None:
        """Note a fault in this row."""
        self.findings.add("survey", self.row.number, column, fault)

    def read_kind(self) -> str | None:
        """Return a Kind, `begin_group` or `end_group`; None for anything else."""
        found = " ".join(self.find("type").split())
        word = found.replace(" ", "_", 1) if found in {"begin group", "end group"} else found.split(" ")[0]
        whole = word in CHOICE_KINDS or word == found or word in {BEGIN_GROUP, END_GROUP}
        if word in {BEGIN_GROUP, END_GROUP, *Kind} and whole:
            return word
        if found:
            self.refuse("type", describe_type(found))
        return None

    def check_places(self, kind: str) -> None:
        """Refuse what stands in a column that means nothing for this kind of row."""
        for column in self.row.cells:
            if column not in CELLS[kind]:
                self.refuse(column, f"means nothing for {kind}: take it out")

    def read_name(self) -> str:
        """Return the name, whatever it is worth."""
        name = self.find("name")
        if name and (not _NAME.fullmatch(name) or len(name) > MAX_NAME):
            self.refuse(
                "name", f'found "{name}": expected letters, digits and _, at most {MAX_NAME}, a letter first'
            )
        return name

    def read_text(self, column: str, limit: int = MAX_LABEL) -> str:
        """Return a text that is shown, and see that it is not too long."""
        text = self.find(column)
        if count_characters(text) > limit:
            self.refuse(column, f"has {count_characters(text)} characters: expected at most {limit}")
        return text

    def read_label(self, kind: str) -> str:
        """Return the question, note or heading."""
        return self.read_text("label", MAX_NOTE if kind == Kind.NOTE else MAX_LABEL)

    def read_scale_label(self, column: str) -> str:
        """Return the words at one end of a scale."""
        return self.read_text(column, MAX_OPTION_LABEL)

    def read_required(self) -> bool:
        """Tell whether the question may not be skipped."""
        return self._read_yes("required")

    def read_needs_name(self) -> bool:
        """Tell whether the question means nothing from somebody who cannot be found again."""
        return self._read_yes("needs_name")

    def read_audio(self) -> str:
        """Return the name of the recording of the question; whether it is there is seen beside the file."""
        found = self.find("media::audio")
        if found and not _SOUND.fullmatch(found):
            expected = (
                "expected the name of a file that ends in .mp3, .m4a or .ogg, without spaces or folders"
            )
            self.refuse("media::audio", f'found "{found}": {expected}')
        return found

    def _read_yes(self, column: str) -> bool:
        found = self.find(column).casefold()
        if found and found not in _YES | _NO:
            self.refuse(column, f'found "{self.find(column)}": expected yes or no')
        return found in _YES

    def read_measure(self) -> str:
        """Return the name of the measure that the answer feeds."""
        found = self.find("measure")
        if found and not _NAME.fullmatch(found):
            self.refuse("measure", f'found "{found}": expected the name of a measure, such as spoken_alone')
        return found

    def read_expression(self, column: str) -> Expression | None:
        """Return a condition; None when it is blank or cannot be read."""
        text = self.find(column)
        try:
            return parse_expression(text) if text else None
        except ExpressionFaultError as fault:
            self.refuse(column, str(fault))
            return None

    def read_options(self, kind: str, lists: Lists) -> tuple[Option, ...]:
        """Return the options of the list that the type names."""
        if kind not in CHOICE_KINDS:
            return ()
        names = self.find("type").split()[1:]
        if len(names) != 1:
            self.refuse("type", f'found "{self.find("type")}": expected {kind} and the name of one list')
        elif names[0] not in lists:
            fault = f'the list "{names[0]}" has no option on the sheet choices{suggest(names[0], lists)}'
            self.refuse("type", fault)
        return lists.get(names[0], ()) if len(names) == 1 else ()

    def read_scale(self, kind: str) -> Scale | None:
        """Return the bounds of a range; None for any other kind, and when they cannot be read."""
        if kind != Kind.RANGE:
            return None
        parts = [
            part for part in re.split(r"[\s,;]+", re.sub(r"\s*=\s*", "=", self.find("parameters"))) if part
        ]
        found = [match.groups() for part in parts if (match := _PARAMETER.fullmatch(part))]
        given = {name: int(number) for name, number in found}
        if len(given) < len(parts) or not {"start", "end"} <= given.keys():
            wanted = "expected start and end, and step if it is not 1, in whole numbers: start=0 end=10"
            self.refuse("parameters", f'found "{self.find("parameters")}": {wanted}')
            return None
        scale = Scale(given["start"], given["end"], given.get("step", 1))
        self._check_scale(scale)
        return scale

    def _check_scale(self, scale: Scale) -> None:
        if scale.step < 1 or scale.low >= scale.high or (scale.high - scale.low) % scale.step:
            self.refuse("parameters", "expected start below end, and steps that lead from one to the other")
        elif (scale.high - scale.low) // scale.step >= MAX_OPTIONS:
            self.refuse("parameters", f"gives more than {MAX_OPTIONS} points: each is a button")

    def read_appearance(self, kind: Kind, scale: Scale | None) -> str:
        """Return how a scale or a choice is drawn."""
        found, known = self.find("appearance"), LOOKS.get(kind, ())
        if found and known and found not in known:
            fault = f'found "{found}"{suggest(found, known)}: expected {" or ".join(known)}, or nothing'
            self.refuse("appearance", fault)
        elif found and scale and not _has_names(found, scale):
            ends = " or ".join(f"start=1 end={high}" for look, high in NAMED_SCALES if look == found)
            self.refuse("appearance", f"{found} have names: expected the parameters {ends}")
        return found


def _has_names(look: str, scale: Scale) -> bool:
    return (scale.low, scale.step) == (1, 1) and (look, scale.high) in NAMED_SCALES

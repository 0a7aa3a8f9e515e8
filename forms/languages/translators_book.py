"""The workbook that translators get and give back: a form with a column for their language, pages, safety.

The sheets of the form are XLSForm's, where a translation stands in a column such as `label::Somali (so)`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from forms.definition import NAMED_SCALES
from forms.languages.asked import is_about_safety
from forms.languages.catalogues import list_messages, read_message, read_template
from forms.languages.checking import count_forms, find_faults
from forms.xlsform.issues import SHEETS, Findings
from forms.xlsform.markdown import RawSheet, read_markdown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forms.languages.catalogues import English, Said
    from forms.languages.known import Known
    from forms.speaking import Language

TEXT_COLUMNS = frozenset({"label", "hint", "low_label", "high_label", "constraint_message", "form_title"})
"""The columns of a form that people read."""
OTHERS = ("pages", "safety")
ENGLISH, MANY = "English", "English, of several"


@dataclass(slots=True)
class Brought:
    """What a workbook says: by catalogue, the English and its translation."""

    words: dict[str, dict[English, Said]] = field(
        default_factory=lambda: {name: {} for name in ("forms", *OTHERS)}
    )


def head_language(known: Known) -> str:
    """Name a language as XLSForm's columns do: Somali (so)."""
    return f"{known.english} ({known.code})"


def find_code(sheets: list[RawSheet]) -> str:
    """Return the code of the language that a workbook brings; the empty text, if it brings none."""
    heads = (head for sheet in sheets for head in (sheet.rows[0] if sheet.rows else ()))
    named = (head.rpartition("(")[2].rstrip(") ") for head in heads if "::" in head and head.endswith(")"))
    return next(named, "")


def write_book(source: str, known: Known, held: Language | None) -> list[RawSheet]:
    """Lay the workbook out; what is said already stands in it."""
    form = [_add_language(sheet, known, held) for sheet in read_markdown(source, Findings())]
    return [*form, *(_lay_out(name, known, held) for name in OTHERS)]


def _add_language(sheet: RawSheet, known: Known, held: Language | None) -> RawSheet:
    heads, *rows = sheet.rows
    places = [place for place, head in enumerate(heads) if head in TEXT_COLUMNS]
    laid = RawSheet(sheet.name, [(*heads, *(f"{heads[place]}::{head_language(known)}" for place in places))])
    for row in rows:
        texts = [" ".join(row[place].split()) if place < len(row) else "" for place in places]
        padded = (*row, *[""] * (len(heads) - len(row)))
        laid.rows.append((*padded, *(_find_said(text, held) for text in texts)))
    return laid


def _find_said(text: str, held: Language | None) -> str:
    if held is None:
        return ""
    return held.words.get(text) or held.safety.get(text) or ""


def _lay_out(name: str, known: Known, held: Language | None) -> RawSheet:
    count = count_forms(known.code)
    forms = [f"{head_language(known)} {n}" for n in range(2, count + 1)]
    sheet = RawSheet(name, [(ENGLISH, MANY, head_language(known), *forms, "where")])
    for english, where in _list_english(name):
        one, many = (english, "") if isinstance(english, str) else english
        said = _list_said(english, name, held)
        padded = (*said, *[""] * (count - len(said)))
        sheet.rows.append((one, many, *padded[:count], where))
    return sheet


def _list_english(name: str) -> Iterator[tuple[English, str]]:
    """List what a sheet has to say, and where it is said; with the pages, the names of faces too."""
    known = set()
    for message in list_messages(read_template(name)):
        english, _ = read_message(message)
        known.add(english)
        yield english, " ".join(place for place, _ in message.locations)
    if name == "pages":
        names = dict.fromkeys(face for scale in NAMED_SCALES.values() for face in scale.values())
        yield from ((face, "a face") for face in names if face not in known)


def _list_said(english: English, name: str, held: Language | None) -> tuple[str, ...]:
    if held is None:
        return ("",)
    if not isinstance(english, str):
        return tuple(held.plurals.get(english[0], ()))
    return ((held.safety if name == "safety" else held.words).get(english, ""),)


def read_book(sheets: list[RawSheet], code: str, findings: Findings) -> Brought:
    """Read what translators wrote; what is wrong or missing is found, with its sheet and row."""
    brought = Brought()
    for sheet in sheets:
        name = sheet.name.strip().casefold()
        if name in SHEETS:
            _read_form_sheet(name, sheet, code, brought, findings)
        elif name in OTHERS:
            _read_words(name, sheet, code, brought, findings)
    return brought


def _read_form_sheet(name: str, sheet: RawSheet, code: str, brought: Brought, findings: Findings) -> None:
    heads = sheet.rows[0] if sheet.rows else ()
    pairs = [
        (heads.index(head.partition("::")[0]), place)
        for place, head in enumerate(heads)
        if head.endswith(f"({code})") and head.partition("::")[0] in TEXT_COLUMNS & set(heads)
    ]
    for number, row in enumerate(sheet.rows[1:], start=2):
        for original, place in pairs:
            english, said = " ".join(_find_cell(row, original).split()), _find_cell(row, place)
            if english:
                catalogue = "safety" if is_about_safety(english) else "forms"
                _take(brought.words[catalogue], english, said, (name, number, heads[place], code), findings)


def _read_words(name: str, sheet: RawSheet, code: str, brought: Brought, findings: Findings) -> None:
    heads, *rows = sheet.rows or [()]
    first = next((place for place, head in enumerate(heads) if head.endswith(f"({code})")), None)
    if first is None:
        findings.add(name, 1, "", f"expected a column that ends in ({code})")
        return
    known = {_name(english): english for english, _ in _list_english(name)}
    for number, row in enumerate(rows, start=2):
        english = known.pop(_find_cell(row, 0), None)
        if english is None:
            continue
        count = 1 if isinstance(english, str) else count_forms(code)
        forms = tuple(_find_cell(row, first + place) for place in range(count))
        said: Said = _space_like(english, forms[0]) if isinstance(english, str) else forms
        _take(brought.words[name], english, said, (name, number, heads[first], code), findings)
    for english in known:
        findings.add(name, 0, "", f'the row of "{english}" is missing: export the workbook again')


def _take(
    words: dict[English, Said],
    english: English,
    said: Said,
    where: tuple[str, int, str, str],
    findings: Findings,
) -> None:
    sheet, row, column, code = where
    faults = list(find_faults(code, english, said))
    for fault in faults:
        findings.add(sheet, row, column, f"the translation {fault}")
    if not faults:
        words[english] = said


def _find_cell(row: tuple[str, ...], place: int) -> str:
    return row[place].strip() if place < len(row) else ""


def _name(english: English) -> str:
    return (english if isinstance(english, str) else english[0]).strip()


def _space_like(english: str, said: str) -> str:
    """Give back the spaces at both ends, which no cell of a spreadsheet keeps."""
    return english.replace(english.strip(), said) if said else said

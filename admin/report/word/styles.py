"""Which style stands for what in a document: its own of that name, or ours, added."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from admin.report.word.looks import CHARACTER, PARAGRAPH, STYLES, TABLE, Style
from admin.report.word.numbering import add_bullets
from admin.report.word.theme import read_accents, suit_style
from admin.report.word.xml import NOTHING, Xml, as_elements, join, select, select_text, w

if TYPE_CHECKING:
    from docx.document import Document
    from docx.oxml.xmlchemy import BaseOxmlElement

DEFAULTS = {PARAGRAPH: "Normal", CHARACTER: "Default Paragraph Font", TABLE: "Normal Table"}
"""The style of each kind that holds where no other is named."""
BUILT_IN = frozenset(
    {
        *DEFAULTS.values(),
        *(f"{name} {level}" for name in ("heading", "toc") for level in range(1, 10)),
        *("Title", "Subtitle", "TOC Heading", "List Bullet", "Quote", "caption", "header", "footer"),
        *("footnote text", "footnote reference", "Strong"),
    }
)
"""Names that Word knows itself; the others are marked as somebody's own."""


@dataclass(frozen=True, slots=True)
class Styles:
    """The name by which the text refers to each style."""

    keys: dict[str, str]
    table: str
    """The key of the style that tables have."""

    def find(self, name: str) -> str:
        """Return the key of a style of ours."""
        return self.keys[name]


def settle_styles(document: Document) -> Styles:
    """Find each of our styles in a document, and add those that it has not."""
    there = document.styles.element
    known = _list_keys(there)
    taken = {*known.values()}
    keys: dict[str, str] = {}
    accents = read_accents(document)
    for style in STYLES:
        name, is_new = _choose_name(style, known)
        keys[style.name] = _make_key(name, taken) if is_new else known[name.casefold(), style.kind]
        taken.add(keys[style.name])
        if is_new:
            bullets = add_bullets(document) if style.name == "List Bullet" else NOTHING
            xml = write_style(style, name, keys, is_default=not known, bullets=bullets)
            there.extend(as_elements(suit_style(xml, accents)))
    return Styles(keys, _find_table_style(document, known) or keys["Report Table"])


def write_style(style: Style, name: str, keys: dict[str, str], *, is_default: bool, bullets: Xml) -> Xml:
    """Write a style. `keys` holds those that come before it; `bullets` refers to the list it is of."""
    marks: dict[str, str | int] = {"default": 1} if is_default and style.name in DEFAULTS.values() else {}
    marks |= {} if style.name in BUILT_IN else {"customStyle": 1}
    letters = w("rPr", style.letters) if style.letters else NOTHING
    return w(
        "style",
        w("name", val=name),
        w("basedOn", val=keys[style.based_on]) if style.based_on else NOTHING,
        w("next", val=keys[style.next_one]) if style.next_one else NOTHING,
        w("uiPriority", val=99 if not style.is_listed else 10),
        NOTHING if style.is_listed else join(w("semiHidden"), w("unhideWhenUsed")),
        w("qFormat") if style.is_listed else NOTHING,
        w("pPr", bullets, style.paragraph) if style.paragraph else NOTHING,
        letters,
        style.table,
        **{"type": style.kind, "styleId": keys[style.name], **marks},
    )


def _choose_name(style: Style, known: dict[tuple[str, str], str]) -> tuple[str, bool]:
    """Return what the style is called in this document, and whether it must be added.

    Word allows a name once, whatever the kind: where another kind has it, ours has a longer one.
    """
    if (style.name.casefold(), style.kind) in known:
        return style.name, False
    if all(name != style.name.casefold() for name, _ in known):
        return style.name, True
    longer = f"{style.name} of the report"
    return longer, (longer.casefold(), style.kind) not in known


def _make_key(name: str, taken: set[str]) -> str:
    key = _key(name)
    return next(each for each in (key, *(f"{key}{number}" for number in range(2, 999))) if each not in taken)


def _key(name: str) -> str:
    """Return the key that Word gives such a name: `heading 1` is Heading1."""
    return re.sub(r"\W", "", " ".join(word[:1].upper() + word[1:] for word in name.split()))


def _list_keys(styles: BaseOxmlElement) -> dict[tuple[str, str], str]:
    """Return the styles that a document has, by name and kind. Word compares names without regard to case."""
    return {
        (select_text(each, "w:name/@w:val").casefold(), select_text(each, "@w:type")): select_text(
            each, "@w:styleId"
        )
        for each in select(styles, "w:style")
    }


def _find_table_style(document: Document, known: dict[tuple[str, str], str]) -> str:
    """Return the style that the council set as default for its tables; empty if there is none."""
    key = select_text(document.settings.element, "w:defaultTableStyle/@w:val")
    return key if key in {each for (_, kind), each in known.items() if kind == TABLE} else ""

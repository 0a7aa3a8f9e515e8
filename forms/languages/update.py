"""`make words`: write the templates anew from the program and the questionnaires.

Each language is brought along: what is new is added empty, and what is no longer said is dropped.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from forms.languages.asked import TRANSLATED, is_about_safety, list_texts
from forms.languages.catalogues import (
    find_catalogue,
    find_template,
    new_catalogue,
    read_catalogue,
    write_catalogue,
)
from forms.languages.known import CATALOGUES, list_shipped
from forms.languages.marked import Marked, find_marked
from forms.library import QUESTIONNAIRES, load_form

if TYPE_CHECKING:
    from collections.abc import Iterator

    from babel.messages.catalog import Catalog


def make_templates() -> dict[str, Catalog]:
    """Make the templates: a text stands in one of `forms` and `pages` only, being said alike in both."""
    templates = {name: new_catalogue() for name in CATALOGUES}
    for text in (*_find_asked(), *find_marked()):
        is_held = text.catalogue == "pages" and templates["forms"].get(_first(text.id)) is not None
        template = templates["forms" if is_held else text.catalogue]
        template.add(text.id, locations=[(text.where, 0)], auto_comments=[text.aside] if text.aside else [])
    return templates


def _first(said: str | tuple[str, str]) -> str:
    return said if isinstance(said, str) else said[0]


def _find_asked() -> Iterator[Marked]:
    for key in TRANSLATED:
        path = QUESTIONNAIRES / f"{key}.md"
        where = Path("forms", "questionnaires", path.name).as_posix()
        for text, what in list_texts(load_form(path)):
            yield Marked("safety" if is_about_safety(text) else "forms", text, where, what)


def update_language(code: str, templates: dict[str, Catalog]) -> None:
    """Bring the catalogues of a language along with the templates."""
    for name, template in templates.items():
        catalogue = read_catalogue(code, name)
        catalogue.update(template, no_fuzzy_matching=True)
        write_catalogue(find_catalogue(code, name), catalogue)


def main() -> None:
    """Update everything."""
    templates = make_templates()
    for name, template in templates.items():
        write_catalogue(find_template(name), template)
    for code in list_shipped():
        update_language(code, templates)


if __name__ == "__main__":
    main()

"""`python -m forms.languages.fill CODE FILE.json`: put translations into a language's catalogues.

The file is an object: `{"English": "translation"}`, and for a text that counts a list of its plural forms, in
the order of the language's plural rule. What is right is written; what is not is named, and left out.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from forms.languages.catalogues import (
    find_catalogue,
    list_messages,
    read_catalogue,
    read_message,
    write_catalogue,
)
from forms.languages.checking import find_faults
from forms.languages.known import KNOWN
from forms.languages.update import make_templates

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from forms.languages.catalogues import Said


def fill_language(code: str, given: Mapping[str, object]) -> Iterator[str]:
    """Write the translations that are right; say of each other what is wrong with it."""
    unknown = set(given)
    for name, template in make_templates().items():
        catalogue = read_catalogue(code, name)
        catalogue.update(template, no_fuzzy_matching=True)
        for message in list_messages(catalogue):
            english, _ = read_message(message)
            one = english if isinstance(english, str) else english[0]
            if one not in given:
                continue
            unknown.discard(one)
            said = _read(given[one])
            faults = list(find_faults(code, english, said))
            yield from (f'"{one}": the translation {fault}' for fault in faults)
            if not faults:
                message.string = said
                message.flags.discard("fuzzy")
        write_catalogue(find_catalogue(code, name), catalogue)
    yield from (f'"{english}": we do not say this in English' for english in sorted(unknown))


def _read(given: object) -> Said:
    if isinstance(given, str):
        return given
    if isinstance(given, list) and all(isinstance(form, str) for form in given):
        return tuple(given)
    return ""


def main() -> int:
    """Fill. Exit 1 if anything was left out, 2 on wrong usage."""
    if len(sys.argv) != 3 or sys.argv[1] not in KNOWN:  # noqa: PLR2004 - the command, the code, the file
        sys.stderr.write(
            f"usage: python -m forms.languages.fill CODE FILE.json, where CODE is one of {', '.join(KNOWN)}\n"
        )
        return 2
    given = json.loads(Path(sys.argv[2]).read_text(encoding="utf-8"))
    faults = list(fill_language(sys.argv[1], given))
    sys.stderr.writelines(f"{fault}\n" for fault in faults)
    return 1 if faults else 0


if __name__ == "__main__":
    raise SystemExit(main())

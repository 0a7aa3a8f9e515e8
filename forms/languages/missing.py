"""`python -m forms.languages.missing CODE`: print as JSON what is still to be translated."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

from forms.languages.catalogues import list_messages, read_catalogue, read_message
from forms.languages.checking import find_faults
from forms.languages.known import CATALOGUES, KNOWN
from forms.languages.update import make_templates

if TYPE_CHECKING:
    from collections.abc import Iterator

    from babel.messages.catalog import Message


def list_missing(code: str) -> Iterator[dict[str, Any]]:
    """Return each text that is not said yet, or not rightly, and where it stands."""
    templates = make_templates()
    for name in CATALOGUES:
        catalogue = read_catalogue(code, name)
        for message in list_messages(templates[name]):
            held = catalogue.get(message.id)
            if held is None or held.fuzzy or any(find_faults(code, *read_message(held))):
                yield _describe(name, message)


def _describe(catalogue: str, message: Message) -> dict[str, Any]:
    english, _ = read_message(message)
    one, *many = (english,) if isinstance(english, str) else english
    where = [place for place, _ in message.locations]
    plural = {"plural": many[0]} if many else {}
    return {"catalogue": catalogue, "id": one, **plural, "where": [*where, *message.auto_comments]}


def main() -> int:
    """Print it. Exit 2 on an unknown code."""
    code = sys.argv[1] if len(sys.argv) == 2 else ""  # noqa: PLR2004 - the command and the code
    if code not in KNOWN:
        sys.stderr.write(
            f"usage: python -m forms.languages.missing CODE, where CODE is one of {', '.join(KNOWN)}\n"
        )
        return 2
    sys.stdout.write(json.dumps(list(list_missing(code)), ensure_ascii=False, indent=1) + "\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

"""Languages by name, for a child's record: every one that CLDR names, whether we have words in it or not."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from forms.languages.known import KNOWN
from forms.speaking import ENGLISH

if TYPE_CHECKING:
    from collections.abc import Mapping

NO_LANGUAGE = frozenset({"und", "mul", "zxx", "root"})
"""Codes for "not known", "several" and "none": they name no language."""
DARI = "fa"
"""Dari is what people read in Afghanistan under the code of Farsi: one catalogue serves both."""
ALSO = {"prs": DARI, "dari": DARI, "farsi": DARI, "sorani": "ckb", "kurdish (sorani)": "ckb"}
"""What case systems write for languages that we know under another code."""
FIRST = (ENGLISH.code, *KNOWN)
"""The codes that stand first where one is chosen: those we may have words in."""


def find_code(text: str) -> str | None:
    """Return the code of a language by its ISO code of two or three letters, or its English name.

    A region behind it (`ar-SY`, `en_GB`) says nothing of which language it is. None for anything else.
    """
    typed = " ".join(text.split()).casefold()
    if typed in ALSO:
        return ALSO[typed]
    names, aliases = _list_names(), _list_aliases()
    code = typed.replace("_", "-").split("-")[0]
    code = ALSO.get(code) or aliases.get(code, code)
    return code if code in names else _list_codes().get(typed)


def name_language(code: str) -> str:
    """Say a language's English name; the code itself where it has none."""
    return _list_names().get(code, code)


@cache
def _list_names() -> Mapping[str, str]:
    from babel import Locale  # noqa: PLC0415 - heavy, and seldom needed

    named = {
        code: name
        for code, name in Locale("en").languages.items()
        if "_" not in code and code not in NO_LANGUAGE
    }
    return {**named, **{code: known.english for code, known in KNOWN.items()}}


@cache
def _list_codes() -> Mapping[str, str]:
    """List codes by the name, as a case system may write it."""
    from babel import Locale  # noqa: PLC0415 - likewise

    of_cldr = {name.casefold(): code for code, name in Locale("en").languages.items()}
    ours = {name.casefold(): code for code, name in _list_names().items()}
    aliases = _list_aliases()
    return {name: aliases.get(code, code) for name, code in (of_cldr | ours).items() if code in _list_names()}


@cache
def _list_aliases() -> Mapping[str, str]:
    """List the codes that stand for another: those of three letters where there is one of two."""
    from babel.core import get_global  # noqa: PLC0415 - likewise

    return {old: new.split("_")[0] for old, new in get_global("language_aliases").items()}

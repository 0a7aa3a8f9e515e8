"""A document as one page for a browser: complete in itself, nothing from elsewhere, nothing that runs."""

from __future__ import annotations

from base64 import b64encode
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from admin.printed.sheet import MARK

if TYPE_CHECKING:
    from jinja2 import Template

    from admin.documents.model import Document, Enclosed

HERE = Path(__file__).parent


def write_page(document: Document) -> bytes:
    """Write it."""
    page = _load_template().render(document=document, address=_write_address, mark=MARK)
    return page.encode("utf-8", "replace")


def _write_address(each: Enclosed) -> str:
    return f"data:{each.media_type};base64,{b64encode(each.content).decode()}"


@lru_cache(maxsize=1)
def _load_template() -> Template:
    environment = Environment(
        loader=FileSystemLoader(HERE), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    return environment.get_template("document.html")

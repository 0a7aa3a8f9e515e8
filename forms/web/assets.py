"""The stylesheet and the icon, under names that change with their content."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent / "static"
TYPES = {".css": "text/css", ".svg": "image/svg+xml"}


@dataclass(frozen=True, slots=True)
class Asset:
    """A file as it is served."""

    path: str
    content_type: str
    content: bytes


def _load(name: str) -> Asset:
    content = _compact((FOLDER / name).read_text(encoding="utf-8")).encode()
    stem, ending = Path(name).stem, Path(name).suffix
    digest = hashlib.blake2b(content, digest_size=6).hexdigest()
    return Asset(f"/static/{stem}.{digest}{ending}", TYPES[ending], content)


def _compact(text: str) -> str:
    """Leave out comments and indentation: they are for us, and phones pay for every byte."""
    return re.sub(r"/\*.*?\*/|\s*\n\s*|(?<=[:;,{]) | (?=[{}])", "", text, flags=re.DOTALL)


ASSETS = {name: _load(name) for name in ("say.css", "say.svg")}
"""By the name a template calls them."""
BY_PATH = {asset.path: asset for asset in ASSETS.values()}

"""The stylesheet, the icon and the scripts, under names that change with their content."""

from __future__ import annotations

import gzip
import hashlib
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "static"
TYPES = {".css": "text/css", ".svg": "image/svg+xml", ".js": "text/javascript"}


@dataclass(frozen=True, slots=True)
class Asset:
    """A file as it is served."""

    path: str
    content_type: str
    content: bytes
    squeezed: bytes
    """The same, as gzip: these files hold no secret, so their length may tell what is in them."""


@cache
def _load(name: str) -> Asset:
    stem, ending = Path(name).stem, Path(name).suffix
    compact = _compact_script if ending == ".js" else _compact
    content = compact((FOLDER / name).read_text(encoding="utf-8")).encode()
    digest = hashlib.blake2b(content, digest_size=6).hexdigest()
    return Asset(f"/static/{stem}.{digest}{ending}", TYPES[ending], content, gzip.compress(content, mtime=0))


def _compact(text: str) -> str:
    """Leave out comments and indentation: they are for us, and phones pay for every byte."""
    return re.sub(r"/\*.*?\*/|\s*\n\s*|(?<=[:;,{]) | (?=[{}])", "", text, flags=re.DOTALL)


def _compact_script(text: str) -> str:
    """Leave out indentation and comments on lines of their own; call what it imports as it is served."""
    compact = re.sub(r"^\s*//.*\n|^\s+", "", text, flags=re.MULTILINE)
    return re.sub(r'(?<= from ")\./([a-z]+\.js)(?=";)', lambda found: _load(found[1]).path, compact)


WORKER_PARTS = ("conditions.js", "worker.js")
ASSETS = {path.name: _load(path.name) for path in sorted(FOLDER.iterdir()) if path.suffix in TYPES}
"""By the name a template calls them."""
BY_PATH = {asset.path: asset for asset in ASSETS.values()}
WORKER = b"".join(ASSETS[name].content for name in WORKER_PARTS)
"""The one script that has a name for good: a browser looks there for a newer one."""

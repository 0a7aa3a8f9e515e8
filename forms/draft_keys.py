"""The keys of the days, under which bot drafts lie until they are destroyed."""

from __future__ import annotations

import json
import secrets
from datetime import date
from typing import TYPE_CHECKING

from forms.files import locked_folder, write_durably

if TYPE_CHECKING:
    from pathlib import Path

DAY_KEY_BYTES = 32


class DraftKeys:
    """One file of JSON, `{"2026-11-20": "hexadecimal"}`.

    Another process may destroy days while we run, so the file is looked at before each use.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._days: dict[str, bytes] = {}
        self._seen = (0, 0)

    def refresh(self) -> None:
        """Read the file again if it was replaced. Raises OSError if missing, ValueError if damaged."""
        found = self.path.stat()
        seen = (found.st_ino, found.st_mtime_ns)
        if seen != self._seen:
            self._days = _load(self.path.read_bytes())
            self._seen = seen

    def of_day(self, day: date) -> bytes:
        """Return the key of a day, made and kept when first asked for."""
        self.refresh()
        name = day.isoformat()
        if name not in self._days:
            with locked_folder(self.path.parent):
                self.refresh()
                if name not in self._days:
                    self._replace({**self._days, name: secrets.token_bytes(DAY_KEY_BYTES)})
        return self._days[name]

    def destroy(self, before: date) -> int:
        """Destroy the keys of the days before `before`; return how many."""
        with locked_folder(self.path.parent):
            self.refresh()
            kept = {name: key for name, key in self._days.items() if name >= before.isoformat()}
            destroyed = len(self._days) - len(kept)
            if destroyed:
                self._replace(kept)
        return destroyed

    def _replace(self, days: dict[str, bytes]) -> None:
        dumped = {name: key.hex() for name, key in sorted(days.items())}
        write_durably(self.path, json.dumps(dumped).encode() + b"\n")
        self.refresh()


def _load(dumped: bytes) -> dict[str, bytes]:
    days = json.loads(dumped)
    if not isinstance(days, dict):
        raise ValueError("not an object of days")  # noqa: TRY004 - to the caller, a damaged file like any other
    return {date.fromisoformat(name).isoformat(): bytes.fromhex(key) for name, key in days.items()}

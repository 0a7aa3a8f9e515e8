"""Settings: typed, frozen, every fault reported at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


class SettingsError(Exception):
    """One or more settings are missing or wrong; the message has a line for each."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What `.env` and the environment say."""

    database_url: str
    data_dir: Path
    key_file: Path
    public_url: str
    listen_host: str
    listen_port: int
    council: str
    duty_contact: str
    out_of_hours: str
    working_hours: str
    smtp_url: str
    keep_days: int
    suppress_below: int
    telegram_token: str
    telegram_min_age: int
    telegram_api_url: str

    @classmethod
    def from_env(cls, environment: Mapping[str, str]) -> Settings:
        """Read settings. Raises SettingsError naming every fault."""
        raise NotImplementedError

    def find_unset_for_serving(self) -> tuple[str, ...]:
        """Name the settings without which children must not be served."""
        raise NotImplementedError

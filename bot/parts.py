"""What the bot is made of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from forms.wording import Council

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date, datetime

    from forms.keys import Keys
    from forms.library import Library
    from forms.settings import Settings
    from forms.store import Store

LONDON = ZoneInfo("Europe/London")


@dataclass(frozen=True, slots=True)
class BotParts:
    """What the composition root hands over. `clock` returns an aware time."""

    store: Store
    keys: Keys
    library: Library
    settings: Settings
    clock: Callable[[], datetime]

    @property
    def council(self) -> Council:
        """What the settings say to people about the council."""
        settings = self.settings
        return Council(settings.council, settings.describe_hours(), settings.out_of_hours)

    @property
    def today(self) -> date:
        """Today in London: the day whose key drafts are sealed with."""
        return self.clock().astimezone(LONDON).date()

    def hash_chat(self, chat_id: int) -> str:
        """Return what is stored of a chat."""
        return self.keys.mac("chat", str(chat_id))

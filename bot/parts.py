"""What the bot is made of."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from forms.attachments.remaking import Remaker
from forms.london import london_day

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date, datetime

    from forms.keys import Keys
    from forms.library import Library
    from forms.settings import Settings
    from forms.store import Store
    from forms.wording import Council


@dataclass(frozen=True, slots=True)
class BotParts:
    """What the composition root hands over. `clock` returns an aware time."""

    store: Store
    keys: Keys
    library: Library
    settings: Settings
    clock: Callable[[], datetime]
    remaker: Remaker = field(default_factory=Remaker)

    @property
    def council(self) -> Council:
        """What the settings say to people about the council."""
        return self.settings.describe_council()

    @property
    def today(self) -> date:
        """Today in London: the day whose key drafts are sealed with."""
        return london_day(self.clock())

    def hash_chat(self, chat_id: int) -> str:
        """Return what is stored of a chat."""
        return self.keys.mac("chat", str(chat_id))

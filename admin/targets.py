"""What a council aims at: percentages of measures, as the settings say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from admin.measures.measures import BY_NAME
from forms.settings import SettingsError

if TYPE_CHECKING:
    from forms.settings import Settings


def check_targets(settings: Settings) -> None:
    """Refuse a target of what is no measure, or a bare count. Raises SettingsError."""
    unknown = [name for name, _ in settings.targets if name not in BY_NAME or not BY_NAME[name].out_of]
    if unknown:
        raise SettingsError(
            f"SAY_TARGETS names what is no measure with a percentage: {', '.join(unknown)}. "
            "See docs/measures.md."
        )

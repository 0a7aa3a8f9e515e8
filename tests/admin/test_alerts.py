from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from forms.records import Alert
from forms.settings import load_settings
from forms.store import Store
from forms.units import Insert, PutUnit

if TYPE_CHECKING:
    from tests.admin.conftest import Desk

SUMMER = datetime(2026, 7, 1, 23, 30, tzinfo=UTC)


def raise_alert(**values: Any) -> None:
    """Store one alert in the folder's database."""

    async def store_it() -> None:
        store = await Store.open(load_settings().database_url)
        alert = Alert(**{"id": "1", "cause": "choice", "audience": "child", "raised_at": SUMMER, **values})
        await store.write(PutUnit((Insert(Alert, alert.model_dump()),)))
        await store.close()

    asyncio.run(store_it())


def test_alerts_in_a_new_folder(desk: Desk) -> None:
    result = desk.run("alerts")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "0 alerts.\n")


def test_alerts_are_listed_by_london_time_without_words(desk: Desk) -> None:
    desk.run("alerts")
    raise_alert(review_ref="R1", question_key="safe_feel")
    assert desk.run("alerts").stdout == "02/07/2026 00:30\tchoice\tchild\tR1\tsafe_feel\topen\n"


def test_acknowledged_alerts_are_listed_on_request(desk: Desk) -> None:
    desk.run("alerts")
    raise_alert(cause="help", acknowledged_at=SUMMER)
    assert desk.run("alerts").stdout == ""
    assert desk.run("alerts", "--all").stdout == (
        "02/07/2026 00:30\thelp\tchild\tno review\tno question\tacknowledged\n"
    )

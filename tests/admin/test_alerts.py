from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from forms.audit import OPEN
from forms.calls import WishUnit
from forms.contact import Wish
from forms.folder import open_folder
from forms.records import Alert, AuditEntry
from forms.settings import load_settings
from forms.store import Store
from forms.units import Insert, PutUnit

if TYPE_CHECKING:
    import pytest

    from tests.admin.conftest import Desk

NUMBER = "07700 900789 canary"
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


def test_closed_alerts_say_so_and_open_ones_how_long_they_may_wait(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.run("alerts")
    monkeypatch.setenv("SAY_WORKING_HOURS", "Mon-Fri 09:00-17:00")
    monkeypatch.setattr("admin.commands.alerts.read_now", lambda: datetime(2026, 7, 2, 9, 30, tzinfo=UTC))
    raise_alert()
    raise_alert(id="2", acknowledged_at=SUMMER, closed_at=SUMMER)
    first, second = desk.run("alerts", "--all").stdout.splitlines()
    assert first.split("\t")[5:] == ["open", "30 working minutes left"]
    assert second.split("\t")[5:] == ["closed"]


def read_audit() -> list[tuple[str, str, str]]:
    """Return what is on record as opened."""

    async def read_it() -> list[tuple[str, str, str]]:
        store = await Store.open(load_settings().database_url)
        rows = await store.read(AuditEntry.__table__.select())  # type: ignore[attr-defined]
        await store.close()
        return [(row["action"], row["role"], row["about"]) for row in rows if row["action"] != OPEN]

    return asyncio.run(read_it())


def leave_words(values: dict[str, Any], words: str) -> None:
    """Store an alert with words beside it, as the service would."""

    async def store_it() -> None:
        settings = load_settings()
        keys, store = await open_folder(settings)
        await store.write(WishUnit(keys, "1", Wish({"how": ("phone",)}, words), SUMMER))
        await store.close()

    raise_alert(**values)
    asyncio.run(store_it())


def test_how_to_contact_somebody_is_listed_as_codes(desk: Desk) -> None:
    desk.run("alerts")
    leave_words({"cause": "help", "must_not_know": "carer", "contact_must_not_know": "dad"}, NUMBER)
    listed = desk.run("alerts")
    told = "how: phone; words\tmust not know: carer dad\n"
    assert listed.stdout == f"02/07/2026 00:30\thelp\tchild\tno review\tno question\topen\t{told}"


def test_words_are_shown_only_when_asked_for(desk: Desk) -> None:
    desk.run("alerts")
    leave_words({"cause": "help"}, f"{NUMBER}\x1b[2J\nsecond line")
    assert "07700" not in desk.run("alerts").output
    shown = desk.run("alerts", "--words")
    assert shown.stdout.splitlines()[1] == f"\t{NUMBER} [2J second line"
    assert read_audit() == [("alert.open_words", "command_line", "1")]
    assert desk.run("verify-audit").exit_code == 0


def test_the_safe_way_is_listed_until_somebody_asks_for_another(desk: Desk) -> None:
    desk.run("alerts")
    raise_alert(answer_by="letter no_words")
    assert desk.run("alerts").stdout.endswith("\topen\tonly: letter no_words\n")


def test_what_somebody_asks_for_now_comes_before_what_they_answered(desk: Desk) -> None:
    desk.run("alerts")
    leave_words({"cause": "help", "answer_by": "in_person"}, "")
    assert desk.run("alerts").stdout.endswith("\topen\thow: phone\n")

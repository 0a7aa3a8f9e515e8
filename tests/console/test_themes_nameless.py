"""Answers without a name are coded and counted; and nobody can tell whose they are by that, or who coded."""

from __future__ import annotations

import logging
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from admin.accounts.roles import Role
from admin.measures.kinds import Definition
from admin.periods import Period
from admin.retention.chores import Office
from admin.retention.words import find_nameless
from admin.summary.summary import summarise
from admin.themes.answers import Place
from admin.themes.counted import count_themes
from admin.themes.nameless import CodeNamelessUnit
from forms.anonymous import Anonymous, find_week
from forms.mixing import Mixer
from forms.records import AnonymousAnswer, AnonymousCoding, AnonymousResponse, AuditEntry, Quote
from forms.units import PutUnit
from tests.admin.printed import as_json
from tests.canary import find_words
from tests.console.staff import sign_in
from tests.web.spy import Spy, count_hits
from tests.web.test_anonymity import TOO_MANY, WORDS, mix, send_all

if TYPE_CHECKING:
    from pathlib import Path

    from forms.answers import Answer
    from tests.postgresql import PostgresServer
    from tests.web.house import Browser, House, Page

THEMES, CODE = "/console/themes", "/console/themes/nameless"
HERON, BITTERN = "the heron was talked over", "no bittern was asked"
LATE = timedelta(weeks=3)


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, folder: Path) -> str:
    if request.param == "sqlite":
        return f"sqlite+aiosqlite:///{folder / 'haveyoursay.db'}"
    server: PostgresServer = request.getfixturevalue("postgresql")
    return server.create_database()


async def plant(
    house: House,
    number: int,
    answers: dict[str, Answer],
    ago: timedelta = LATE,
    form_key: str = "feedback_parent",
) -> str:
    """Write an answer without a name as sending does."""
    form = house.parts.library.current(form_key)
    said = []
    for key, answer in answers.items():
        question = form.find_question(key)
        assert question is not None, key
        said.append((question, answer))
    response_id = f"{number:032x}"
    sent = Anonymous(form, "parent", "web", find_week(house.clock.now - ago), tuple(said))
    await house.parts.store.write(PutUnit(sent.write(house.parts.keys, response_id)))
    return response_id


async def start(browser: Browser, circle: str = "parent") -> Page:
    page = await browser.get(THEMES)
    token = page.html.partition('name="token" value="')[2].partition('"')[0]
    return await browser.post(CODE, [("token", token), ("circle", circle)])


async def read_codings(house: House) -> set[tuple[str, str, str]]:
    rows = await house.rows(AnonymousCoding)
    return {(row["response_id"], row["question_key"], row["theme_key"]) for row in rows}


async def test_manager_codes_what_parents_said_without_a_name(house: House, folder: Path) -> None:
    first = await plant(house, 1, {"change_one": HERON, "quote_ok": "yes"})
    second = await plant(house, 2, {"change_one": BITTERN})
    manager = await sign_in(house, Role.MANAGER)
    page = await manager.get(THEMES)
    assert "0 of 2 coded" in page.text
    assert HERON not in page.text
    page = await start(manager)
    assert HERON in page.text
    page = await manager.press(page, "Later", [])
    assert BITTERN in page.text
    page = await manager.press(page, "Nothing to code", [])
    assert (HERON in page.text, "1 of 2 coded" in page.text) == (True, True)
    page = await manager.press(page, "Next", [("theme", "listened"), ("theme", "no_such_theme")])
    assert "nothing left to code" in page.text
    coded = {(first, "change_one", ""), (first, "change_one", "listened"), (second, "change_one", "")}
    assert await read_codings(house) == coded
    page = await manager.press(page, "Undo the last", [])
    assert (HERON in page.text, "1 of 2 coded" in page.text) == (True, True)
    assert await read_codings(house) == {(second, "change_one", "")}
    assert find_words(folder, HERON) == []


async def test_record_says_which_week_was_opened_and_nothing_of_the_coding(house: House) -> None:
    response_id = await plant(house, 1, {"change_one": HERON})
    manager = await sign_in(house, Role.MANAGER)
    await manager.press(await start(manager), "Next", [("theme", "listened")])
    [entry] = [row for row in await house.rows(AuditEntry) if row["by"]]
    week_on = find_week(house.clock.now - LATE)
    expected = ("theme.open_answer", "manager", f"anonymous/feedback_parent/{week_on}", "")
    assert tuple(entry[name] for name in ("action", "role", "about", "reason")) == expected
    assert response_id not in str(dict(entry))
    assert set(AnonymousCoding.model_fields) == {"response_id", "question_key", "theme_key"}


async def test_nothing_is_coded_while_its_week_is_still_mixed(house: House) -> None:
    for number, weeks in enumerate((0, 1)):
        await plant(house, number, {"change_one": HERON}, ago=timedelta(weeks=weeks))
    manager = await sign_in(house, Role.MANAGER)
    page = await manager.get(THEMES)
    assert "2 more came this week or the last." in page.text
    assert not page.has_button("Code without a name")
    assert "nothing left to code" in (await start(manager)).text
    place = Place(f"{0:032x}", "change_one")
    unit = CodeNamelessUnit(place, frozenset({"listened"}), house.clock.now)
    assert not await house.parts.store.write(unit)
    house.clock.now += timedelta(weeks=2)
    assert await house.parts.store.write(CodeNamelessUnit(place, frozenset({"listened"}), house.clock.now))


async def test_mixing_that_had_to_wait_for_weeks_takes_the_coding_with_it(house: House) -> None:
    response_id = await plant(house, 1, {"change_one": HERON})
    place = Place(response_id, "change_one")
    assert await house.parts.store.write(CodeNamelessUnit(place, frozenset({"listened"}), house.clock.now))
    parts = house.parts
    await Mixer(parts.store, parts.keys, parts.sendings, house.clock).mix({response_id})
    [row] = await house.rows(AnonymousResponse)
    assert row["id"] != response_id
    assert await read_codings(house) == set()
    assert len(await house.rows(AnonymousAnswer)) == 1


async def test_nobody_else_codes_them(house: House) -> None:
    await plant(house, 1, {"change_one": HERON})
    for role in set(Role) - {Role.MANAGER}:
        browser = await sign_in(house, role)
        assert (await browser.get(CODE)).status == 403
        assert (await browser.post(CODE, [("circle", "parent")])).status == 403
    manager = await sign_in(house, Role.MANAGER)
    assert (await manager.get(CODE)).address.path == THEMES


async def test_they_count_with_the_others_by_the_monday_of_their_week(house: House) -> None:
    for number in range(3):
        place = Place(await plant(house, number, {"change_one": HERON}), "change_one")
        themes = frozenset({"listened"} if number else ())
        assert await house.parts.store.write(CodeNamelessUnit(place, themes, house.clock.now))
    assert await count(house, Period(date(2026, 10, 26), date(2026, 10, 26))) == [
        ("parent", "listened", 2, 3)
    ]
    assert await count(house, Period(date(2026, 10, 27), date(2026, 11, 30))) == []


async def count(house: House, period: Period) -> list[tuple[str, str, int, int]]:
    parts = house.parts
    themes = await count_themes(parts.store, parts.library, period, house.clock.now.date())
    return [(each.audience, each.key, each.responses, each.out_of) for each in themes]


async def test_themes_are_counted_by_the_quarter_when_the_words_go(house: House) -> None:
    place = Place(await plant(house, 1, {"change_one": HERON}), "change_one")
    assert await house.parts.store.write(CodeNamelessUnit(place, frozenset({"listened"}), house.clock.now))
    parts, quarter = house.parts, Period(date(2026, 10, 1), date(2026, 12, 31))
    before = await count(house, quarter)
    house.clock.now += timedelta(days=600)
    office = Office(parts.store, parts.keys, parts.library, parts.settings, house.clock.now)
    [chore] = await find_nameless(office)
    unit = await chore.make()
    assert unit is not None
    assert await parts.store.write(unit) == 1
    assert await read_codings(house) == set()
    assert await count(house, quarter) == before == [("parent", "listened", 1, 1)]


WORDING = "Somebody was not let finish."


async def propose(manager: Browser, response_id: str, words: str = WORDING) -> Page:
    page = await manager.get(f"/console/feedback/anonymous/{response_id}/quote")
    return await manager.press(page, "Propose it", [("question", "change_one"), ("words", words)])


async def read_report_quotes(house: House, first_on: date, last_on: date) -> list[dict[str, object]]:
    parts, today = house.parts, house.clock.now.date()
    period = Period(first_on, last_on)
    shown = await summarise(parts.store, parts.library, period, Definition.ELIGIBLE, today, keys=parts.keys)
    quotes: list[dict[str, object]] = as_json(shown)["quotes"]
    return quotes


async def test_words_without_a_name_stand_in_the_report_once_a_second_person_approved(house: House) -> None:
    response_id = await plant(house, 1, {"change_one": HERON, "quote_ok": "yes"})
    place = Place(response_id, "change_one")
    assert await house.parts.store.write(CodeNamelessUnit(place, frozenset({"listened"}), house.clock.now))
    first, second = await sign_in(house, Role.MANAGER), await sign_in(house, Role.MANAGER)
    opened = await first.press(await first.get(f"/console/feedback/anonymous/{response_id}"), "Open it", [])
    assert f"/console/feedback/anonymous/{response_id}/quote" in opened.html
    await propose(first, response_id)
    days = (date(2026, 10, 26), date(2026, 11, 1))
    assert await read_report_quotes(house, *days) == []
    assert "Waits for a second person" in (await first.get("/console/quotes")).text
    [row] = await house.rows(Quote)
    await second.press(await second.get(f"/console/quotes/{row['id']}"), "Approve it")
    quoted = {"audience": "parent", "form": "feedback_parent", "question": "change_one", "words": WORDING}
    quoted |= {"how": "own_words", "themes": ["listened"]}
    assert await read_report_quotes(house, *days) == [quoted]
    assert await read_report_quotes(house, date(2026, 11, 2), date(2026, 11, 30)) == []
    recorded = [str(dict(each)) for each in await house.rows(AuditEntry)]
    assert not [entry for entry in recorded if response_id in entry]


async def test_words_without_a_name_are_quoted_only_where_that_was_allowed_and_mixing_is_over(
    house: House,
) -> None:
    manager = await sign_in(house, Role.MANAGER)
    not_allowed = await plant(house, 1, {"change_one": HERON})
    page = await manager.get(f"/console/feedback/anonymous/{not_allowed}/quote")
    assert "Nothing here may be quoted." in page.text
    lately = await plant(house, 2, {"change_one": HERON, "quote_ok": "yes"}, ago=timedelta(weeks=1))
    assert (await manager.get(f"/console/feedback/anonymous/{lately}/quote")).status == 404
    allowed = await plant(house, 3, {"change_one": HERON, "quote_ok": "yes"})
    assert (await propose(manager, allowed, "")).status == 422
    page = await manager.get(f"/console/feedback/anonymous/{allowed}/quote")
    wrong = await manager.press(page, "Propose it", [("question", "quote_ok"), ("words", WORDING)])
    assert wrong.status == 422
    assert await house.rows(Quote) == []


async def test_spy_does_no_better_once_they_are_coded(
    house: House, folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    crowd = await send_all(house)
    await mix(house)
    house.clock.now += LATE
    manager = await sign_in(house, Role.MANAGER)
    page = await start(manager, "professional")
    opened = []
    while page.has_button("Next"):
        opened.append(int(page.text.partition(WORDS)[2].split()[0]))
        page = await manager.press(page, "Next", [("theme", "listened")])
    texts = len([row for row in await house.rows(AnonymousAnswer) if row["sealed"] is not None])
    assert (len(opened), len(await read_codings(house))) == (texts, 2 * texts)
    spy = await Spy.break_in(house.parts.store, house.parts.keys, crowd.nameless, folder)
    truth = spy.read_truth("anonymousresponse", "anonymousanswer")
    guesses = spy.list_guesses("anonymousresponse", "anonymousanswer", "anonymouscoding")
    hits = {name: count_hits(guess, truth) for name, guess in guesses.items()}
    assert {name: found for name, found in hits.items() if found >= TOO_MANY} == {}
    assert any(name.startswith("coded") for name in hits)
    assert hits["shared value"] == hits["same transaction"] == hits["same page"] == 0
    recorded = [str(dict(row)) for row in spy.tables["auditentry"]]
    assert not [found for found in truth for entry in recorded if found in entry]
    told = "\n".join(record.getMessage() for record in caplog.records)
    assert not [found for found in truth if found in told]
    first_seen = list(dict.fromkeys(opened))
    in_order = sum(seen == target.number for seen, target in zip(first_seen, crowd.nameless, strict=True))
    assert in_order < TOO_MANY, "the queue has no order of arrival"

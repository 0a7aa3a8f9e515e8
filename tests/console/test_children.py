"""A child's pages: found, looked at, handed over, taken out, erased; and the record of who did what."""

from __future__ import annotations

import io
import json
import zipfile
from typing import TYPE_CHECKING

import pytest
from yarl import URL

from admin.accounts.roles import Role
from forms.records import Alert, AuditEntry, Child, Complaint, HandOver, Message, Review
from forms.units import Insert, PutUnit, Update
from tests.admin.planted import Planted
from tests.console.staff import OTHER, OWN, sign_in

if TYPE_CHECKING:
    from tests.web.house import Browser, House, Page

ELLA = "C-ELLA"
ELLAS = f"/console/children/{ELLA}"


@pytest.fixture
async def planted(house: House) -> Planted:
    """A child of OWN of whom everything is held, and nothing waits."""
    planted = await Planted(house.parts.store, house.parts.keys, ELLA).plant()
    ends = {Alert: "closed_at", Complaint: "answered_at"}
    closed = [
        Update(record, {"id": row["id"]}, {column: house.clock.now})
        for record, column in ends.items()
        for row in await house.rows(record)
    ]
    theirs = Update(Review, {"review_ref": planted.review_ref}, {"iro_ref": OWN})
    other = {"review_ref": "R-2", "child_ref": "C-2", "iro_ref": OTHER}
    rows = (Insert(Child, {"child_ref": "C-2"}), Insert(Review, other))
    await house.parts.store.write(PutUnit((*rows, theirs, *closed)))
    return planted


async def post(browser: Browser, path: str, **given: str) -> tuple[int, bytes]:
    """Send the form of a page, and read what comes as bytes."""
    page = await browser.get(path)
    token = dict(page.fields("Sign out"))["token"]
    async with browser.session.post(browser.base.join(URL(path)), data={"token": token, **given}) as answer:
        return answer.status, await answer.read()


def hear(planted: Planted, html: str) -> list[str]:
    return [what for what, words in planted.words.items() if words in html]


async def test_search_finds_by_the_beginning_and_by_a_number(house: House, planted: Planted) -> None:
    manager = await sign_in(house, Role.MANAGER)
    for typed in ("C-EL", planted.review_ref, planted.response_id("parent_before")):
        assert ELLA in (await manager.get(f"/console/children?q={typed}")).html, typed
    assert "No child fits what you chose" in (await manager.get("/console/children?q=%25")).text
    iro = await sign_in(house, Role.IRO)
    found = (await iro.get("/console/children?q=C-")).html
    assert (ELLAS in found, "C-2" in found) == (True, False)
    support = (await (await sign_in(house, Role.BUSINESS_SUPPORT)).get("/console/children?q=C-")).html
    assert ("C-2" in support, f'"{ELLAS}"' in support) == (True, False)


async def test_child_page_says_what_there_is_and_who_opened_it_without_a_word(
    house: House, planted: Planted
) -> None:
    manager = await (await sign_in(house, Role.MANAGER)).get(ELLAS)
    iro = await (await sign_in(house, Role.IRO)).get(ELLAS)
    for page in (manager, iro):
        assert hear(planted, page.html) == []
        assert "response.open brief" in page.text
        assert "Have your say" in page.text
    assert "how did it go" in manager.text
    assert "how did it go" not in iro.text, "feedback is the manager's"
    assert "Erase this child" not in iro.text
    assert (await (await sign_in(house, Role.IRO, iro_ref=OTHER)).get(ELLAS)).status == 404


async def test_file_has_everything_and_is_on_record_by_name(house: House, planted: Planted) -> None:
    manager = await sign_in(house, Role.MANAGER)
    status, nothing = await post(manager, f"{ELLAS}/file")
    assert status == 422
    assert hear(planted, nothing.decode()) == []
    status, content = await post(manager, f"{ELLAS}/file", shape="json", asked_by="child")
    assert status == 200
    assert len(hear(planted, json.dumps(json.loads(content), ensure_ascii=False))) == len(planted.words)
    [row] = [row for row in await house.rows(AuditEntry) if row["action"] == "child.subject_access"]
    assert (row["about"], row["role"], bool(row["by"])) == (ELLA, "manager", True)


async def list_told(house: House) -> list[tuple[str, str, str]]:
    rows = [row for row in await house.rows(Message) if row["kind"] == "told"]
    return [(row["response_id"], row["reason"], row["way"]) for row in rows]


async def test_child_is_told_of_the_file_unless_they_asked_for_it(house: House, planted: Planted) -> None:
    manager = await sign_in(house, Role.MANAGER)
    page = await manager.get(f"{ELLAS}/file")
    assert "the child is told that a manager opened it" in page.text
    status, nothing = await post(manager, f"{ELLAS}/file", shape="json")
    assert (status, hear(planted, nothing.decode())) == (422, [])
    assert "Choose who asked for it." in nothing.decode()
    status, _ = await post(manager, f"{ELLAS}/file", shape="json", asked_by="child")
    assert (status, await list_told(house)) == (200, [])
    for _ in range(2):
        status, _ = await post(manager, f"{ELLAS}/file", shape="json", asked_by="other")
        assert status == 200
    [(response_id, reason, way)] = await list_told(house)
    assert (response_id, reason) == (planted.response_id("have_your_say_8_11"), "file")
    assert way.startswith("in_person"), "nothing was chosen: face to face"
    on_record = [row for row in await house.rows(AuditEntry) if row["action"] == "child.subject_access"]
    assert [row["reason"] for row in on_record] == ["child", "other", "other"]


async def test_hand_over_is_a_zip_that_waits_for_its_receipt(house: House, planted: Planted) -> None:
    iro = await sign_in(house, Role.IRO)
    status, content = await post(iro, f"{ELLAS}/hand-over", review=planted.review_ref, part="restricted")
    assert status == 200
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        said = archive.read("all.json").decode()
    assert hear(planted, said) == ["worry"]
    [made] = await house.rows(HandOver)
    assert (made["part"], made["receipted_at"], bool(made["made_by"])) == ("restricted", None, True)
    page = await iro.get(ELLAS)
    await iro.press(page, f"The case system has {made['id']}")
    [made] = await house.rows(HandOver)
    assert made["receipted_at"] is not None
    actions = [row["action"] for row in await house.rows(AuditEntry) if row["by"]]
    assert actions.count("response.export") == 2
    assert actions[-2:] == ["review.hand_over", "review.receipt"]


async def test_manager_is_not_handed_what_is_for_the_iro_alone(house: House, planted: Planted) -> None:
    manager = await sign_in(house, Role.MANAGER)
    assert "restricted" not in (await manager.get(f"{ELLAS}/hand-over")).text
    status, _ = await post(manager, f"{ELLAS}/hand-over", review=planted.review_ref, part="restricted")
    assert status == 422
    other = await post(manager, f"{ELLAS}/hand-over", review="R-2", part="record")
    assert other[0] == 422, "another child's meeting"
    assert await house.rows(HandOver) == []


async def test_erasing_wants_the_reference_typed(house: House, planted: Planted) -> None:
    manager = await sign_in(house, Role.MANAGER)
    page = await manager.get(f"{ELLAS}/erase")
    refused = await manager.press(page, "Erase this child for good", [("typed", "C-ELL")])
    assert (refused.status, len(await house.rows(Child))) == (422, 3)
    done = await manager.press(refused, "Erase this child for good", [("typed", ELLA)])
    assert done.title.startswith("Erased")
    assert ELLA not in {row["child_ref"] for row in await house.rows(Child)}
    assert (await manager.get(ELLAS)).status == 404
    del planted


async def test_taking_out_and_erasing_ask_who_it_is_again(house: House, planted: Planted) -> None:
    del planted
    manager = await sign_in(house, Role.MANAGER)
    house.clock.now = house.clock.now.replace(minute=house.clock.now.minute + 12)
    for path in ("file", "hand-over", "erase"):
        assert "sign-in/again" in str((await manager.get(f"{ELLAS}/{path}")).address), path


def list_rows(page: Page) -> str:
    return page.html.partition("<tbody role=")[2].partition("</tbody>")[0]


async def test_record_is_filtered_and_taken_out(house: House, planted: Planted) -> None:
    del planted
    manager = await sign_in(house, Role.MANAGER)
    await post(manager, f"{ELLAS}/file", shape="html", asked_by="child")
    auditor = await sign_in(house, Role.AUDITOR)
    page = await auditor.get("/console/audit")
    assert "child.subject_access" in page.text
    assert "chain.open" not in page.text
    about = await auditor.get(f"/console/audit?about={ELLA}&action=response")
    assert "response.open_brief" in list_rows(about)
    assert "child.subject_access" not in list_rows(about)
    by = await auditor.get("/console/audit?by=manager")
    assert "child.subject_access" in list_rows(by)
    assert "response.open_brief" not in list_rows(by)
    assert "No entry fits what you chose" in (await auditor.get("/console/audit?to=01/01/2020")).text
    csv = await auditor.get("/console/audit/csv?action=child")
    assert csv.html.splitlines()[0] == "when,what,as what,by,about,why"
    assert "child.subject_access,manager" in csv.html
    assert (await manager.get("/console/audit")).status == 403


async def test_language_is_set_by_the_own_iro_and_by_business_support_and_is_on_record(
    house: House, planted: Planted
) -> None:
    del planted
    address, support = f"{ELLAS}/language", await sign_in(house, Role.BUSINESS_SUPPORT)
    assert address in (await support.get("/console/children?q=C-E")).html
    assert (await post(support, address, language="Arabic", parent_language=""))[0] == 200
    iro = await sign_in(house, Role.IRO)
    assert "The child reads: Arabic (not offered here yet" in (await iro.get(ELLAS)).text
    assert (await post(iro, address, language="ar", parent_language="TI"))[0] == 200
    (child,) = [row for row in await house.rows(Child) if row["child_ref"] == ELLA]
    assert (child["language"], child["parent_language"]) == ("ar", "ti")
    done = [row for row in await house.rows(AuditEntry) if row["action"] == "child.language"]
    assert [(row["role"], row["about"], row["reason"]) for row in done] == [
        ("business_support", ELLA, ""),
        ("iro", ELLA, ""),
    ]
    stranger = await sign_in(house, Role.IRO, iro_ref=OTHER)
    assert (await stranger.get(address)).status == 404


async def test_language_that_we_do_not_know_is_asked_for_again_and_an_empty_field_takes_it_back(
    house: House, planted: Planted
) -> None:
    del planted
    manager = await sign_in(house, Role.MANAGER)
    await post(manager, f"{ELLAS}/language", language="sq", parent_language="sq")
    status, page = await post(manager, f"{ELLAS}/language", language="Klingonish", parent_language="")
    assert (status, b"the name of no language we know" in page, b"Klingonish" in page) == (422, True, True)
    (child,) = [row for row in await house.rows(Child) if row["child_ref"] == ELLA]
    assert child["language"] == "sq"
    await post(manager, f"{ELLAS}/language", language="", parent_language="uk")
    (child,) = [row for row in await house.rows(Child) if row["child_ref"] == ELLA]
    assert (child["language"], child["parent_language"]) == (None, "uk")


async def test_language_goes_with_the_child_into_the_file_and_the_hand_over_and_away(
    house: House, planted: Planted
) -> None:
    manager = await sign_in(house, Role.MANAGER)
    await post(manager, f"{ELLAS}/language", language="vi", parent_language="")
    told = json.loads((await post(manager, f"{ELLAS}/file", shape="json", asked_by="other"))[1])
    assert "Vietnamese" in json.dumps(told)
    handed = await post(manager, f"{ELLAS}/hand-over", review=planted.review_ref, part="record")
    with zipfile.ZipFile(io.BytesIO(handed[1])) as archive:
        assert json.loads(archive.read("all.json"))["child"] == {"language": "vi", "parent_language": None}
    await post(manager, f"{ELLAS}/erase", typed=ELLA)
    assert {row["language"] for row in await house.rows(Child)} == {None}

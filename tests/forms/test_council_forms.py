"""A council's own questionnaires: taken into use, edited, put aside, and taken up by whoever runs already."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from forms.council_forms import Adopted, AdoptUnit, find_misfits
from forms.form_versions import open_library, read_library, refresh_library
from forms.library import Library, parse_markdown
from forms.records import CouncilForm, FormVersion
from forms.units import Insert, PutUnit

if TYPE_CHECKING:
    from forms.store import Store

NOW = datetime(2026, 11, 20, 16, 0, tzinfo=UTC)
SHIPPED = Library.shipped()
CARERS = SHIPPED.current("feedback_carer")
CARERS_SOURCE = SHIPPED.source("feedback_carer", CARERS.version)


def write_form(label: str = "Was it fair?", key: str = "ours", audience: str = "carer") -> str:
    return (
        f"| survey | type | name | label |\n|---|---|---|---|\n| | text | fair | {label} |\n\n"
        "| settings | form_id | form_title | audience | timing |\n|---|---|---|---|---|\n"
        f"| | {key} | Ours | {audience} | after |\n"
    )


async def adopt(store: Store, source: str, *, replaces: bool = False) -> Adopted:
    form = parse_markdown(source)
    shipped = SHIPPED.find_shipped(form.key)
    unit = AdoptUnit(form, source, shipped.version if shipped else None, NOW, replaces=replaces)
    return await store.write(unit)


def label_first(library: Library, key: str) -> str:
    return library.current(key).asked[0].label


async def test_own_form_is_asked_beside_those_that_come_with_us(store: Store) -> None:
    assert await adopt(store, write_form()) is Adopted.NEW
    library = await read_library(store)
    assert set(library.keys()) == {*SHIPPED.keys(), "ours"}
    assert library.source("ours", library.current("ours").version) == write_form()


async def test_same_form_again_changes_nothing(store: Store) -> None:
    await adopt(store, write_form())
    spaced = write_form().replace("| text |", "|   text   |")
    assert await adopt(store, spaced) is Adopted.UNCHANGED
    assert len(await store.read(CouncilForm.__table__.select())) == 1  # type: ignore[attr-defined]
    assert len(await store.read(FormVersion.__table__.select())) == 1  # type: ignore[attr-defined]


async def test_edited_form_is_a_new_version_and_the_earlier_stays_readable(store: Store) -> None:
    await adopt(store, write_form())
    assert await adopt(store, write_form("Was it just?")) is Adopted.REPLACED
    library = await read_library(store)
    assert label_first(library, "ours") == "Was it just?"
    assert library.find("ours", parse_markdown(write_form()).version) is not None


async def test_earlier_version_can_be_taken_up_again(store: Store) -> None:
    for label in ("Was it fair?", "Was it just?", "Was it fair?"):
        await adopt(store, write_form(label))
    assert label_first(await read_library(store), "ours") == "Was it fair?"


async def test_shipped_form_is_replaced_only_knowingly_and_can_be_had_again(store: Store) -> None:
    own = write_form(key="feedback_carer")
    assert await adopt(store, own) is Adopted.NOT_KNOWINGLY
    assert label_first(await read_library(store), "feedback_carer") == CARERS.asked[0].label
    assert await adopt(store, own, replaces=True) is Adopted.INSTEAD_OF_SHIPPED
    assert await adopt(store, own) is Adopted.UNCHANGED
    library = await read_library(store)
    assert (label_first(library, "feedback_carer"), library.find_shipped("feedback_carer")) == (
        "Was it fair?",
        CARERS,
    )
    assert await adopt(store, CARERS_SOURCE) is Adopted.SHIPPED_AGAIN
    assert (await read_library(store)).current("feedback_carer") == CARERS


async def test_shipped_file_unedited_changes_nothing(store: Store) -> None:
    assert await adopt(store, CARERS_SOURCE, replaces=True) is Adopted.UNCHANGED
    assert await store.read(CouncilForm.__table__.select()) == []  # type: ignore[attr-defined]


async def test_running_library_takes_up_what_was_imported_edited_and_put_back(store: Store) -> None:
    library = await open_library(store)
    assert await refresh_library(store, library) == ()
    await adopt(store, write_form())
    await adopt(store, write_form(key="feedback_carer"), replaces=True)
    assert sorted(await refresh_library(store, library)) == ["feedback_carer", "ours"]
    before = library.current("ours").version
    await adopt(store, write_form("Was it just?"))
    await adopt(store, CARERS_SOURCE)
    assert sorted(await refresh_library(store, library)) == ["feedback_carer", "ours"]
    assert (label_first(library, "ours"), library.find("ours", before) is not None) == ("Was it just?", True)
    assert library.current("feedback_carer") == CARERS
    assert await refresh_library(store, library) == ()


async def test_own_form_that_can_no_longer_be_read_is_left_out_and_named(store: Store) -> None:
    unreadable = write_form().replace("| text |", "| hologram |")
    gone = {"form_key": "feedback_carer", "version": "1", "adopted_at": NOW}
    await store.write(
        PutUnit(
            (
                Insert(FormVersion, {"form_key": "ours", "version": "0", "source": unreadable}),
                Insert(CouncilForm, {"form_key": "ours", "version": "0", "adopted_at": NOW}),
                Insert(CouncilForm, gone),
            )
        )
    )
    library = await read_library(store)
    assert set(library.keys()) == set(SHIPPED.keys()) - {"feedback_carer"}
    assert set(library.broken) == {"ours", "feedback_carer"}
    assert await refresh_library(store, library) == ()


@pytest.mark.parametrize(("audience", "faults"), [("carer", 0), ("parent", 1)])
def test_form_for_somebody_else_cannot_take_the_place(audience: str, faults: int) -> None:
    form = parse_markdown(write_form(key="feedback_carer", audience=audience))
    found = list(find_misfits(form, SHIPPED))
    assert len(found) == faults
    assert all("column audience" in fault and '"carer"' in fault for fault in found)

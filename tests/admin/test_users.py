"""`users`: added by a link, changed, covered for, ended; each on record, and nothing without an account."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.admin.conftest import Desk

ADA = "ada@council.example"
ADD = ("users", "add", ADA, "--name", "Ada Byrne", "--role", "iro", "--iro-ref", "IRO-1")


def test_account_is_added_once_changed_and_ended_on_record(desk: Desk) -> None:
    assert "/console/welcome/" in desk.run(*ADD).stdout
    again = desk.run(*ADD)
    assert (again.exit_code, "has that address already" in again.stderr) == (1, True)
    assert desk.run("users", "roles", ADA, "--role", "analyst").exit_code == 0
    cover = ("--iro-ref", "IRO-2", "--from", "2026-12-01", "--to", "2026-12-02")
    assert desk.run("users", "cover", ADA, *cover).exit_code == 0
    assert "/console/welcome/" in desk.run("users", "reset", ADA).stdout
    assert desk.run("users", "end", ADA).exit_code == 0
    assert desk.run("users", "list").stdout == f"{ADA}\tAda Byrne\tAnalyst\t\tended\n"
    done = [line.split("\t")[1] for line in desk.run("audit").stdout.splitlines()]
    changed = ["account.end", "account.reset", "account.close_links", "account.cover", "account.change_roles"]
    assert done == [*changed, "account.add"]
    assert "The record is whole" in desk.run("verify-audit").stdout


@pytest.mark.parametrize(
    "wrong",
    [
        ("add", "no address", "--name", "A", "--role", "manager"),
        ("add", ADA, "--name", "A", "--role", "iro"),
        ("roles", ADA, "--role", "iro"),
        ("cover", ADA, "--iro-ref", "I", "--from", "2026-12-02", "--to", "2026-12-01"),
    ],
    ids=["address", "whose", "whose later", "days"],
)
def test_what_is_missing_is_wrong_usage(desk: Desk, wrong: tuple[str, ...]) -> None:
    assert desk.run("users", *wrong).exit_code == 2


def test_nobody_unknown_is_changed(desk: Desk) -> None:
    ended = desk.run("users", "end", "nobody@council.example")
    assert (ended.exit_code, "Nobody has an account" in ended.stderr) == (1, True)

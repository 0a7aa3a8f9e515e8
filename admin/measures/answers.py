"""The figures about answering back: whether people learn what came of what they said, and alerts taken on."""

from __future__ import annotations

from admin.measures.conditions import ALWAYS, Yes
from admin.measures.kinds import Measure, Rows, Unit

ABOUT_ANSWERS: tuple[Measure, ...] = (
    Measure(
        "told_back",
        "Replies and deeds of which the person knows for whom they were written: they opened it themselves, "
        "or somebody told them",
        "replies to whoever sent a form, and things done that are written for the child to read, by the day "
        "they were written",
        Yes("is_told"),
        ALWAYS,
        Rows.TELLINGS,
        Unit.ACTION,
    ),
    Measure(
        "told_back_in_time",
        "Promises to tell somebody by a day that were kept by that day",
        "promises to tell by a day in the period, with an action or a reply, that were kept or whose day is "
        "over (one that is open still is in no figure)",
        Yes("is_kept"),
        ALWAYS,
        Rows.PROMISES,
        Unit.ACTION,
    ),
    Measure(
        "alerts_acknowledged_in_time",
        "Alerts that somebody took on before they went to the next",
        "alerts raised in the period that were taken on or went to the next, tests left out (one that waits "
        "in time still is in no figure)",
        Yes("is_in_time"),
        ALWAYS,
        Rows.ALERTS,
        Unit.ALERT,
    ),
)

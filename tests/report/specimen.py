"""A report in which everything stands that a format must print: for the tests of every format.

Nothing in it was counted.
"""

from __future__ import annotations

from datetime import UTC, date, datetime

from admin.gathered import How
from admin.periods import Period
from admin.report.model import (
    Bullets,
    Chart,
    Column,
    Drawn,
    Holds,
    Manner,
    Quotation,
    Report,
    Row,
    SaidAndDone,
    Section,
    Series,
    Stamp,
    Table,
    Text,
)
from admin.shown.model import Mark

WORDS = Column("Measure", Holds.WORDS)
SHARES = (WORDS, Column("Reviews"), Column("Of"), Column("Share", Holds.PERCENT))

YEAR = Table(
    "year_on_a_page",
    "The year on a page",
    (*SHARES, Column("Last year", Holds.PERCENT), Column("Points", Holds.POINTS)),
    (
        Row(
            ("Participation", 671, 716, 93.7, 91.2, 2.5), "Reviews at which the child took part, out of all."
        ),
        Row(("Attendance", 314, 716, 43.9, None, None), "Reviews that the child attended, out of all."),
        Row(("Attended silently", Mark.HIDDEN, Mark.HIDDEN, Mark.HIDDEN, Mark.NONE, Mark.NONE)),
        Row(("Visits declined", 0, 0, Mark.NONE, 4.0, Mark.NONE)),
        Row(
            (
                "=1+1 & <b>, \u2066\u0627\u0644\u2069, “quoted”, and a long name that needs a second line",
                12,
                30,
                40,
                44,
                -4,
            )
        ),
        Row(("All reviews", 1278, None, None, None, None), is_total=True),
    ),
    ("Counts from 1 to 5 are not shown.",),
)
LONG = Table(
    "many_rows",
    "More rows than a page holds",
    (WORDS, Column("People"), Column("Mean", Holds.NUMBER)),
    tuple(Row((f"Question {number}", number * 7, number / 4)) for number in range(1, 71)),
)
BARS = Chart(
    "wanted_to_discuss",
    "What children wanted to talk about",
    Drawn.BARS,
    Holds.COUNT,
    ("Contact", "School", "Going home"),
    (Series("Children", (29, 22, Mark.HIDDEN)),),
    "Contact was chosen most, by 29 of 43 children; then school, by 22. Going home is not shown.",
)
COLUMNS = Chart(
    "rating",
    "How children rated their meeting",
    Drawn.COLUMNS,
    Holds.PERCENT,
    ("1", "2", "3", "4", "5"),
    (Series("Share of answers", (10, 0, 20, 30, 40)),),
    "Four in ten gave their meeting a 5.",
)
STACKED = Chart(
    "talking_first",
    "Whether the IRO and the child spoke before the review",
    Drawn.STACKED,
    Holds.PERCENT,
    ("2024-25", "2025-26"),
    (
        Series("Spoke", (60, 67)),
        Series("Child declined", (14, 13)),
        Series("Not appropriate", (6, 6)),
        Series("Not offered", (8, 6)),
        Series("Not recorded", (12, 8)),
    ),
    "The share who spoke rose from 60 % to 67 %.",
)
LINES = Chart(
    "over_years",
    "Participation over three years",
    Drawn.LINES,
    Holds.PERCENT,
    ("2023-24", "2024-25", "2025-26"),
    (Series("Participation", (80.2, None, 93.7)), Series("Attendance", (40.0, 41.5, 43.9))),
    "Participation was 80.2 % and is 93.7 %; the year between is not comparable.",
)

SPECIMEN = Report(
    "Participation and engagement",
    "Example Council",
    (
        Section(
            "how_to_read_this",
            "How to read this",
            (
                Text("671 of 716 eligible reviews had the child's part in them (93.7 %).", Manner.LEAD),
                Text("A percentage is of those who answered that question."),
                Text("A review counts in the period in which it was held.", Manner.NOTE),
                Text("406 reviews have no code, so it lies between 59.8 % and 96.0 %.", Manner.CAVEAT),
                Bullets(("One thing.", "Another, with <angle brackets> & an ampersand.")),
                YEAR,
            ),
            (Section("deeper", "One level down", (LINES, STACKED)),),
        ),
        Section(
            "what_people_told_us",
            "What people told us",
            (
                BARS,
                COLUMNS,
                LONG,
                Quotation("I was asked first. That was new.", "A child, after a review", How.OWN_WORDS),
                Quotation("He would like shorter meetings.", "A child, before a review", How.WRITTEN_DOWN),
                SaidAndDone("Wanted Mum at the meeting", "The IRO asked Mum to the next one", "Done"),
                SaidAndDone("Tired of new social workers", "Raised with the team's lead"),
            ),
        ),
    ),
    Stamp(
        Period(date(2025, 4, 1), date(2026, 3, 31)),
        "eligible",
        6,
        datetime(2026, 6, 1, 12, 0, tzinfo=UTC),
        "0.1.0",
        "ab" * 32,
    ),
    "April 2025 to March 2026",
)

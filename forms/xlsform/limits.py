"""How much a questionnaire may hold, and why no more."""

from __future__ import annotations

MAX_FILE_BYTES = 2_000_000
"""A questionnaire of 100 questions takes some 50 KB; more than this is another kind of file."""

MAX_UNPACKED_BYTES = 20_000_000
"""An .xlsx is a zip: what it unpacks to, so that a small file cannot fill the memory."""

MAX_ROWS = 4_000
"""Rows of one sheet: 100 questions with 30 options each, and room for blank rows."""

MAX_COLUMNS = 60
"""Headings of one sheet: all that XLSForm knows, and no runaway table."""

MAX_QUESTIONS = 100
"""Rows of the survey that are asked or said: beyond half an hour nobody finishes."""

MAX_OPTIONS = 30
"""Choices in a list, and points on a scale: each is a button, and thirty fill three screens of a phone."""

MAX_NAME = 40
"""Characters of a name or an option value: it is a column in exports and a key in every answer."""

MAX_TITLE = 80
"""Characters of a form's title: one heading."""

MAX_LABEL = 500
"""Characters of a question or a hint: about eight lines on a phone."""

MAX_NOTE = 1_000
"""Characters of a note: a screen of a phone."""

MAX_OPTION_LABEL = 60
"""Characters of a choice or a scale's end: Telegram cuts a button after a line or so."""

MAX_MESSAGE = 3_500
"""All that is said with one question: a Telegram message takes 4,096, and we add words."""


def count_characters(text: str) -> int:
    """Count as Telegram does, in UTF-16 units: most letters are one, most pictures two."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2

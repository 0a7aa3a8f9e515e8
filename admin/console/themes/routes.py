"""Who may open what about themes."""

from __future__ import annotations

from admin.accounts.roles import Role
from admin.console.access import Route, may
from admin.console.themes import book, coding, learning, nameless, turning

CODERS = may(Role.MANAGER, own=(Role.IRO,))
"""Whoever may read the words: IROs those of their own children, managers what is for them."""
KEEPERS = may(Role.MANAGER)
ROUTES = (
    Route("GET", turning.THEMES, coding.show_progress, CODERS),
    Route("GET", coding.CODE, coding.ask_code, CODERS),
    Route("POST", coding.CODE, coding.code, CODERS, audit=turning.OPEN),
    Route("GET", nameless.CODE, nameless.ask_code, KEEPERS),
    Route("POST", nameless.CODE, nameless.code, KEEPERS, audit=turning.OPEN),
    Route("POST", learning.LEARN, learning.learn, KEEPERS, audit=learning.LEARNS),
    Route("GET", book.BOOK, book.show_book, CODERS),
    Route("GET", book.NEW, book.ask_new, KEEPERS),
    Route("POST", book.NEW, book.keep_new, KEEPERS, audit="theme.add"),
    Route("GET", book.THEME, book.show_theme, KEEPERS),
    Route("POST", book.THEME, book.change_theme, KEEPERS, audit="theme.word"),
)

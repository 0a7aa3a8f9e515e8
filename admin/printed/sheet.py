"""What every page to print has in common, drawn by a browser."""

from __future__ import annotations

from markupsafe import Markup

SMALLER = 0.94
"""A browser has its own fonts and rounds in its own way: a little room is left for them."""
MARK = Markup(
    '<svg viewBox="0 0 32 32" aria-hidden="true"><path fill="#1d5c63" d="M5 4h22a3 3 0 0 1 3 3v14a3 3 0 0 1'
    '-3 3H15l-8 6v-6H5a3 3 0 0 1-3-3V7a3 3 0 0 1 3-3z"/><path fill="none" stroke="#fff" stroke-width="2.6" '
    'stroke-linecap="round" d="M10 13.5q6 6.5 12 0"/></svg>'
)

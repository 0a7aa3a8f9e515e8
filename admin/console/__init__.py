"""The staff pages: read, act, answer. Who may open which is in one table: `admin.console.routes`."""

from admin.console.routes import add_console

__all__ = ["add_console"]

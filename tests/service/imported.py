"""What the command imports, imported: `prepared.py` forks from a process that has this."""

from __future__ import annotations

from importlib import import_module

from admin.__main__ import COMMANDS
from forms.library import Library

for room in {command.partition(":")[0] for command in COMMANDS.values()}:
    import_module(f"admin.commands.{room}")
for lazy in ("admin.serve", "telegram.ext", "alembic.command", "alembic.op", "aiosqlite", "asyncpg"):
    import_module(lazy)

Library.shipped()

"""The only code that writes to the database, and the way to read from it.

Why it is made like this: docs/decisions/2026-11-20-writing-path.md.
"""

from forms.store.faults import RefusedError
from forms.store.store import MAX_BATCH, Store

__all__ = ["MAX_BATCH", "RefusedError", "Store"]

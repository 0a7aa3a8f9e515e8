"""The page docs/roles.md, written from the table of routes: which role may open what.

Run as `python -m admin.console.roles_page` after a route changed; a test keeps the two equal.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from admin.accounts.roles import DOES, NAMES, Role
from admin.console.routes import ROUTES

if TYPE_CHECKING:
    from admin.console.access import Route

PAGE = Path(__file__).parents[2] / "docs" / "roles.md"
SHORT = {
    Role.IRO: "IRO",
    Role.BUSINESS_SUPPORT: "support",
    Role.MANAGER: "manager",
    Role.ANALYST: "analyst",
    Role.ADMINISTRATOR: "admin",
    Role.AUDITOR: "auditor",
    Role.DUTY: "duty",
    Role.ALLEGATIONS: "allegations",
    Role.COMPLAINTS: "complaints",
}
OPENING = """# Who may open what

Written from the table of routes (`admin/console/routes.py`) by `python -m admin.console.roles_page`; a test
keeps the two equal, and another asks every address as every role, about one's own child and about somebody
else's (`tests/console/test_roles.py`).

**all**: about anybody's child. **own**: about one's own children, and those one covers for; anybody else's
are not found (404). **-**: not for that role (403). A child's IRO is the one of the child's newest review.
Feedback about an IRO belongs to no IRO. Where a role sees a page, what stands on it still follows the child's
own choice of who may hear it. *Again*: the person shows once more who they are. *On record*: what is written
down in the same transaction.
"""


def write_page() -> str:
    """Write the page."""
    roles = "\n".join(f"- **{NAMES[role]}** (`{role}`): {DOES[role]}" for role in Role)
    head = "| address | | " + " | ".join(SHORT[role] for role in Role) + " | again | on record |"
    rule = "|---" * (len(Role) + 4) + "|"
    rows = [_write_row(route) for route in ROUTES if not route.may.is_open]
    opened = [f"- `{route.method} {name_address(route)}`" for route in ROUTES if route.may.is_open]
    parts = (OPENING, "## The roles\n", roles, "\n## The table\n", head, rule, *rows)
    return "\n".join((*parts, "\n## Open to everybody, since people sign in there\n", *opened, ""))


def name_address(route: Route) -> str:
    """Write an address as people read it: what is named in it, without how it must look."""
    return re.sub(r"\{(\w+)(?::(?:[^{}]|\{[^{}]*\})*)?\}", lambda named: named[1].upper(), route.address)


def _write_row(route: Route) -> str:
    cells = " | ".join(_write_cell(route, role) for role in Role)
    again = "yes" if route.is_fresh else ""
    audit = f"`{route.audit}`" if route.audit else ""
    return f"| `{name_address(route)}` | {route.method} | {cells} | {again} | {audit} |"


def _write_cell(route: Route, role: Role) -> str:
    if role in route.may.anybody:
        return "all"
    return "own" if role in route.may.own else "-"


if __name__ == "__main__":
    PAGE.write_text(write_page(), encoding="utf-8")

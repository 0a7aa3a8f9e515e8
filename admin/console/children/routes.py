"""The addresses of a child's pages, and who may open them."""

from __future__ import annotations

from admin.accounts.roles import Role
from admin.console.access import About, Route, may
from admin.console.children import child, finding, language, taking
from admin.console.tables.pages import route_csv
from admin.handed_over import EXPORT, RECEIPT
from admin.retention.erasing import CHILD as ERASED
from admin.subject_access.file import ACTION

CHILD = rf"{finding.CHILDREN}/{{child:[^/]{{1,64}}}}"
OWNERS = may(Role.MANAGER, own=(Role.IRO,))
MANAGERS = may(Role.MANAGER)
ROUTES = (
    Route("GET", finding.CHILDREN, finding.search, finding.SEARCHERS),
    route_csv(finding.TABLE, finding.send_children),
    Route("GET", f"{finding.CHILDREN}/-/erased", taking.show_erased, MANAGERS),
    Route("GET", CHILD, child.show_child, OWNERS, About.CHILD),
    Route("POST", CHILD, child.keep_receipt, OWNERS, About.CHILD, audit=RECEIPT),
    Route("GET", f"{CHILD}/language", language.ask_language, finding.SEARCHERS, About.CHILD),
    Route(
        "POST",
        f"{CHILD}/language",
        language.set_language,
        finding.SEARCHERS,
        About.CHILD,
        audit=language.ACTION,
    ),
    Route("GET", f"{CHILD}/file", taking.ask_file, MANAGERS, About.CHILD, is_fresh=True),
    Route("POST", f"{CHILD}/file", taking.send_file, MANAGERS, About.CHILD, audit=ACTION, is_fresh=True),
    Route("GET", f"{CHILD}/hand-over", taking.ask_hand_over, OWNERS, About.CHILD, is_fresh=True),
    Route("POST", f"{CHILD}/hand-over", taking.hand_over, OWNERS, About.CHILD, audit=EXPORT, is_fresh=True),
    Route("GET", f"{CHILD}/erase", taking.ask_erase, MANAGERS, About.CHILD, is_fresh=True),
    Route("POST", f"{CHILD}/erase", taking.erase, MANAGERS, About.CHILD, audit=ERASED, is_fresh=True),
)

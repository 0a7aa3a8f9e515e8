"""Every address of the console that shows a page, and the walk on which axe-core looks at it.

No page can be left out: tests/console/test_walks.py holds this against the table of routes, in no browser.
What stands here is true: each walk is held to it while axe-core goes it (tests/console/walked.py).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

PAGES_SEEN: Mapping[str, tuple[str, ...]] = {
    "walk_alerts": (
        "/console/alerts",
        "/console/alerts/all",
        "/console/alerts/reach",
        "/console/alerts/test",
        "/console/alerts/{alert}",
        "/console/alerts/{alert}/hand-on",
        "/console/alerts/{alert}/outcome",
    ),
    "walk_booklet": (
        "/console",
        "/console/accounts",
        "/console/accounts/new",
        "/console/audit",
        "/console/children",
        "/console/children/-/erased",
        "/console/children/{child}",
        "/console/children/{child}/erase",
        "/console/children/{child}/file",
        "/console/children/{child}/hand-over",
        "/console/children/{child}/language",
        "/console/links",
        "/console/me",
        "/console/me/passkeys",
        "/console/me/password",
        "/console/paper",
        "/console/paper/no-code",
        "/console/paper/no-name",
        "/console/paper/{invitation}",
        "/console/paper/{invitation}/{form}/{sheet}",
        "/console/paper/{invitation}/{form}/{sheet}/check",
        "/console/paper/{invitation}/{form}/{sheet}/drawing/{number}",
        "/console/paper/{invitation}/{form}/{sheet}/pages",
        "/console/paper/{invitation}/{form}/{sheet}/saved",
        "/console/together/no-code",
    ),
    "walk_reading": (
        "/console/meetings/{review}/brief",
        "/console/meetings/{review}/brief/aloud",
        "/console/meetings/{review}/brief/joint",
        "/console/meetings/{review}/brief/record",
        "/console/meetings/{review}/brief/say",
        "/console/read",
        "/console/read/{response}",
        "/console/read/{response}/aloud",
        "/console/read/{response}/say",
    ),
    "walk_answering": (
        "/console/done",
        "/console/done/new",
        "/console/done/promised",
        "/console/done/{action}",
        "/console/done/{action}/report",
        "/console/quotes",
        "/console/quotes/{quote}",
        "/console/responses/{response}/quote",
        "/console/responses/{response}/read",
        "/console/responses/{response}/reply",
        "/console/responses/{response}/said",
    ),
    "walk_together": (
        "/console/together",
        "/console/together/{invitation}",
    ),
    "walk_glass": (
        "/console/meetings/{review}/brief/everything",
        "/console/read/{response}/everything",
    ),
    "walk_meetings": (
        "/console/meetings",
        "/console/meetings/{review}",
        "/console/meetings/{review}/after",
        "/console/meetings/{review}/move",
        "/console/meetings/{review}/talk",
    ),
    "walk_letters": (
        "/console/letters",
        "/console/letters/print",
    ),
    "walk_made": (
        "/console/made",
        "/console/made/{made}",
    ),
    "walk_visits": (
        "/console/visits",
        "/console/visits/new",
    ),
    "walk_imports": (
        "/console/import",
        "/console/import/answers",
        "/console/import/answers/brought",
        "/console/import/answers/brought/{brought}",
        "/console/import/answers/{file}/columns",
        "/console/import/answers/{file}/look",
        "/console/import/answers/{file}/values",
        "/console/import/{file}",
        "/console/return",
    ),
    "walk_service": (
        "/console/complaints",
        "/console/complaints/kept",
        "/console/complaints/new",
        "/console/complaints/{complaint}",
        "/console/complaints/{complaint}/{step}",
        "/console/feedback",
        "/console/feedback/mine",
        "/console/feedback/share",
        "/console/feedback/share/kept",
        "/console/figures",
        "/console/report",
        "/console/report/file",
    ),
    "walk_gathered": (
        "/console/gathered",
        "/console/gathered/item/{item}",
        "/console/gathered/item/{item}/back",
        "/console/gathered/item/{item}/change",
        "/console/gathered/{kind}",
        "/console/gathered/{kind}/new",
        "/console/shout-outs",
    ),
    "walk_heard": (
        "/console/heard",
        "/console/heard/{page}",
        "/console/heard/{page}/write",
    ),
    "walk_themes": (
        "/console/themes",
        "/console/themes/book",
        "/console/themes/book/-/new",
        "/console/themes/book/{theme}",
        "/console/themes/code",
    ),
    "walk_setting_up": (
        "/console/sign-in",
        "/console/sign-in/again",
        "/console/sign-in/code",
        "/console/welcome/{link}",
        "/console/welcome/{link}/code",
    ),
    "walk_accounts": ("/console/accounts/{account}",),
    "walk_being_signed_out": ("/console/notes/{response}",),
    "walk_signed": (
        "/console/figures/responses",
        "/console/figures/rows",
        "/console/inspection",
        "/console/signed",
        "/console/signed/new",
        "/console/signed/reconcile",
        "/console/signed/{signed}",
        "/console/signed/{signed}/differences",
    ),
    "walk_letter": (
        "/console/complaints/from/{response}",
        "/console/notes/{response}/kept",
        "/console/responses/{response}/letter/{message}",
    ),
    "walk_nameless": (
        "/console/feedback/anonymous/{anonymous}",
        "/console/feedback/anonymous/{anonymous}/quote",
        "/console/themes/nameless",
    ),
    "walk_fault": (),
}
"""What each walk reaches. A page that several walks pass stands with one of them."""
NO_PAGES: Mapping[str, str] = {
    r"/console/export/.*": "a file to take out of a list",
    r"/console/(audit|figures/rows)/csv": "a file, likewise",
    r"/console/made/\{made\}/save": "the file itself",
    r"/console/heard/\{page\}/(pages|poster)\.pdf": "a file to print",
    r"/console/read/\{response\}/file/.*": "what a child drew or said, as a picture or a sound",
    r"/console/.*/challenge": "what a passkey signs, for a script",
    r"/console/sign-in/openid(/again)?": "leads to the council's own sign-in",
    r"/console/sign-in/openid/back": "there with a provider alone: tests/openid/test_browser.py looks at it",
}
"""Addresses asked for by GET that need no walk, and why not. Patterns, of addresses as they stand above."""

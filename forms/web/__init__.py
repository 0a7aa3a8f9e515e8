"""The web conversation: one page a question, without JavaScript.

A handler turns HTTP into an `Inbound`, lets `forms.intake` store the turn, and turns the `Outbound` into an
address. What a page shows is worked out from the draft when the page is asked for.
"""

from forms.web.app import build_app
from forms.web.parts import Parts
from forms.web.posted import BODY_SECONDS
from forms.web.runner import make_runner, start_site

__all__ = ["BODY_SECONDS", "Parts", "build_app", "make_runner", "start_site"]

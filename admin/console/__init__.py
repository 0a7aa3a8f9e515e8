"""The staff page of the demo: reviews, invitations, figures, alerts. No words of anybody.

Until accounts exist it is served only by the demo, and only to this machine.
"""

from admin.console.page import add_console

__all__ = ["add_console"]

"""The staff pages of the demo.

Until accounts exist they are served only by the demo, and only to this machine.
"""

from admin.console.routes import add_console

__all__ = ["add_console"]

"""Who somebody at work is to the child, as the pages say it."""

from admin.worker_roles import NO_ROLE, ROLES, name_role

__all__ = ["NO_ROLE", "ROLES", "name_role"]

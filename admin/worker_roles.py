"""Who somebody at work is to the child. Names come with accounts; until then this is all that is kept."""

from __future__ import annotations

ROLES = {
    "iro": "Independent Reviewing Officer",
    "social_worker": "Social worker",
    "participation": "Participation worker",
    "business_support": "Business support",
    "advocate": "Advocate",
    "carer": "Carer",
    "teacher": "Teacher or nursery worker",
    "other": "Somebody else at work",
}
NO_ROLE = "Choose who you are."


def name_role(role: str) -> str:
    """Say a role in words."""
    return ROLES.get(role, role)

"""A child's voice on its way into the meeting: what was sent, what changed, what was promised."""

"""Alerts: who is told that somebody may need a person, until when, and what came of it."""

"""Reminders: who is due one today, the letters that carry them, and that they were given."""

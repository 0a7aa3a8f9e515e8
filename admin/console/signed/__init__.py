"""Signed periods: signing one, reading it, and what is another number now."""

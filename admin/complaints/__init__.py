"""Complaints: by when they must be answered, and which of them wait."""

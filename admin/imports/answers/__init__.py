"""Answers that were gathered by another system's form: read by a mapping of columns that is remembered."""

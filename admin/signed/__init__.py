"""Signed periods: their figures kept for good, and held against what is counted later."""

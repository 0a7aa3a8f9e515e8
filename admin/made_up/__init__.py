"""A council that nobody lives in, for the demo: two years of it, made from a seed."""

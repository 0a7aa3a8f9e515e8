"""Everything this service holds about one child, in one file that a person can read."""

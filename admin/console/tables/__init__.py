"""A table that is sorted, filtered, shown page by page and taken out as CSV: each is declared as data."""

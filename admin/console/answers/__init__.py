"""Answers that another system gathered: a file, its columns, what its values mean, and a look at it."""

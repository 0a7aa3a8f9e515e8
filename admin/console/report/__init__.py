"""The chapter of a period, on a page and as files to take away."""

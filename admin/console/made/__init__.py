"""Files that take long to make: made while one may leave, and kept sealed for whoever asked, for an hour."""

"""Visits between reviews: the list, and recording one."""

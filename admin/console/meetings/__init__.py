"""Meetings: the list, one page each, what is recorded before and after."""

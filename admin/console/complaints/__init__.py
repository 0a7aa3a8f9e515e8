"""Complaints: writing one down, the queue with its clock, and what is done about each."""

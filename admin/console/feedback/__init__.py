"""Feedback about the service: read by the manager; the IRO sees sums, and what the manager shares."""

"""What staff do: import, invite, count, and start the service."""

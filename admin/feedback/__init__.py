"""What people say about the service and about whoever ran their meeting: the manager's to read."""

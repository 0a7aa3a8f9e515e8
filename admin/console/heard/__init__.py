"""You said, we did: written for children by one person, put up by another."""

"""You said, we did: drafted from what is published, written by one person, approved by another."""

"""What was done about what was said: written down for a review, and told to the child if somebody says so."""

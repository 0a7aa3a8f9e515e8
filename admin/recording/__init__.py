"""What somebody records of a meeting: before it (moved, stood down, the talk), and after it was held."""

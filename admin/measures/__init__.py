"""Every figure that is counted, declared as data."""

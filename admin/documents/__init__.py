"""Files to be read by a person, and kept: what stands in one, and how it is written as page, PDF and JSON."""

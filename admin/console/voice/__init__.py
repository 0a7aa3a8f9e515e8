"""The papers of a meeting: the private brief, what may be said, the sheet to read out, and for the record."""

"""Reading what somebody said: who opens it, the brief, what may be said, and the sheet to read out."""

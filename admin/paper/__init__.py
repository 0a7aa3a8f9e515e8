"""Booklets on paper: a questionnaire as pages to print, fill in by hand and send back in an envelope."""

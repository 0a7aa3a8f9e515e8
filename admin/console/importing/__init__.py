"""Files in and out: looked at before they are imported, and taken out as they come in."""

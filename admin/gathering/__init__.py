"""What came otherwise than by a form, and what was promised: written down by staff, approved, counted."""

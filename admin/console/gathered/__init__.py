"""What came otherwise than by a form: written down, changed, approved, taken back; shout outs."""

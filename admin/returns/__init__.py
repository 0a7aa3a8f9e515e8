"""What the council returns to the Department for Education out of this service."""

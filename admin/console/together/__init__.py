"""Filling it in together: begun from here, handed over to the child, and the tablet taken back."""

"""The inspection pack, to be taken away."""

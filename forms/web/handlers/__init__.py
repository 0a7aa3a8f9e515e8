"""The handlers, a room a file: HTTP in, a page or an address out."""

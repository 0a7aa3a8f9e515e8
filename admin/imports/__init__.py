"""Files in: what councils export from their case systems, checked row by row. See docs/imports.md."""

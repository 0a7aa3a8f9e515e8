"""Charts as SVG for a page: as wide as the page is, with text that stays as large as the rest of it."""

"""A report as a Word file: real styles, native charts, footnotes, and a council's own template."""

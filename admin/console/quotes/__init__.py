"""Words for the report: one person proposes them, another approves."""

"""The figures as a page shows them: true counts, or with small numbers hidden."""

"""The figures as they may be shown: true counts, or with small numbers hidden."""

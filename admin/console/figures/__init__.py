"""The figures of a period: true counts for the manager, small numbers hidden for the analyst."""

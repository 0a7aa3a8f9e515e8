"""From a figure to the rows behind it: each review, child, visit or alert, and whether it counts."""

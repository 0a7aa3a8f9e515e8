"""One file a revision, `r` and its number; its `down_revision` is the number before."""

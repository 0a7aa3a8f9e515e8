"""Letters: one page for one person, with a code of its own, and apart from them the list of whose each is."""

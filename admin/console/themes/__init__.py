"""The pages of themes: the council's book, and coding answers one after the other."""

"""Letters that are due: who is to be invited or reminded today, printed or told, and who wants none."""

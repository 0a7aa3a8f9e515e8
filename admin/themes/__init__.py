"""What people told us, as themes: the book, coding by a person, suggestions, counts."""

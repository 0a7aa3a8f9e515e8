"""What letters and booklets share: the pen, the words, the way in, the folder they go into."""

"""How long what is kept, and how it goes: the classes as a table, what is due, and erasing somebody."""

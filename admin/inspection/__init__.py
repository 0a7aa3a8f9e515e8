"""The inspection pack: for every measure what it means, what it is made of, and who recorded that."""

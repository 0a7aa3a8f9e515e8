"""What is said back to whoever sent a response: that it was read, a reply, and that they were told."""

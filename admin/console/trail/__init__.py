"""The record of what staff did, read on a page."""

"""Counting a period: from the tables to every figure."""

"""Typing in what somebody wrote on paper: whose it is, what it says, the look at it again, and saved."""

"""Where people at work show who they are: password, second factor, a first time, and once more."""

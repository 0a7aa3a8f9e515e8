"""The command line, a module a command. `admin.__main__` lists them."""

"""The editor: the only Qt code of the program."""

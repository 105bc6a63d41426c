"""The commands of the program, one module each; a module's `command` is what click runs."""

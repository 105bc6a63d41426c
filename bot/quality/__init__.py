"""Measuring quality from the command line: asking, and showing what came of it."""

"""`python -m bot` is the program `verbatim`."""

from bot.cli import main

main()

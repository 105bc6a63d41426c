"""The skin: command line, Telegram handlers and the local Bot API."""

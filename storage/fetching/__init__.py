"""Fetching pages from the web, from public addresses only."""

"""Readers: from files to raw articles, one module a format."""

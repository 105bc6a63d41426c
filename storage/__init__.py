"""The one SQLite file: articles, paragraphs and the posting index. Only here is SQL."""

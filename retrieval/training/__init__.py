"""The scripts that learn what stands in retrieval/data; not needed to answer."""
